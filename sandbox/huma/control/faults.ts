// Faults to order: which of the next requests to the Open API goes wrong, and how.
import { z } from 'zod';

export const faultInput = z.object({
  /**
   * slow: waits `ms`, then works · reset: the connection breaks · status: answers `status` · html: a proxy's page ·
   * halfJson: the answer ends in the middle · tokenRevoked: every token dies first.
   */
  kind: z.enum(['slow', 'reset', 'status', 'html', 'halfJson', 'tokenRevoked']),
  /** Before the work nothing has happened; after it, everything has, and only the answer is lost. */
  when: z.enum(['before', 'after']).default('before'),
  status: z.number().int().min(400).max(599).default(503),
  /** Seconds, sent as Retry-After. */
  retryAfter: z.number().min(0).optional(),
  ms: z.number().int().min(0).default(1000),
  /** Only requests whose path (without query) contains this. */
  path: z.string().optional(),
  method: z.string().toUpperCase().optional(),
  /** The first matching request that goes wrong: 1 = the next one. */
  nth: z.number().int().min(1).default(1),
  /** How many go wrong from there on. */
  count: z.number().int().min(1).default(1),
}).strict();

export type FaultInput = z.input<typeof faultInput>;
export type Fault = z.output<typeof faultInput>;

export class Faults {
  private ordered: Array<Fault & { seen: number }> = [];

  order(input: FaultInput): void {
    this.ordered.push({ ...faultInput.parse(input), seen: 0 });
  }

  list(): Fault[] {
    return this.ordered.map(({ seen: _seen, ...fault }) => fault);
  }

  clear(): void {
    this.ordered = [];
  }

  /** The fault that this request meets, if any. Every order that matches counts it; the first one due is taken. */
  take(method: string, path: string): Fault | undefined {
    let due: Fault | undefined;
    for (const fault of this.ordered) {
      if ((fault.method && fault.method !== method) || (fault.path && !path.includes(fault.path))) continue;
      fault.seen += 1;
      if (fault.seen >= fault.nth) due ??= fault;
    }
    this.ordered = this.ordered.filter((fault) => fault.seen < fault.nth + fault.count - 1);
    return due;
  }
}
