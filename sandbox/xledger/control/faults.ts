// Faults that can be ordered: what goes wrong, for which request, how often, and whether the work was done all the same.
import { z } from 'zod';

/** What each kind does when nothing is said about the work: a lost answer did its work, a refusal did not. */
const WORK_OF_KIND = {
  slow: 'done',
  resetBefore: 'notDone',
  resetAfter: 'done',
  status: 'notDone',
  html: 'notDone',
  halfJson: 'done',
  dataNullWithErrors: 'notDone',
  burst: 'notDone',
  concurrency: 'notDone',
  creditsGone: 'notDone',
  timeoutMessage: 'done',
  tokenRevoked: 'notDone',
} as const;
export type FaultKind = keyof typeof WORK_OF_KIND;

export const faultSchema = z
  .object({
    kind: z.enum(Object.keys(WORK_OF_KIND) as [FaultKind, ...FaultKind[]]),
    /** Which requests are meant; every part has to hold. `nth` counts those that are meant, 1 being the next one. */
    which: z
      .object({ nth: z.number().int().positive().optional(), operation: z.string().optional(), rootField: z.string().optional(), kind: z.enum(['query', 'mutation']).optional() })
      .strict()
      .default({}),
    /** How many such requests in a row; 1 if left out. */
    count: z.number().int().positive().default(1),
    /** For `slow`. */
    ms: z.number().int().nonnegative().default(1_000),
    /** For `status` and `html`. */
    status: z.number().int().min(200).max(599).default(503),
    work: z.enum(['done', 'notDone']).optional(),
    /** For `creditsGone`: when, as an ISO date-time; an hour from now if left out. */
    resetAt: z.string().datetime().optional(),
  })
  .strict()
  .transform((fault) => ({ ...fault, work: fault.work ?? WORK_OF_KIND[fault.kind] }));
export type FaultOrder = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema>;

export interface RequestTraits {
  operation: string | null;
  kind: 'query' | 'mutation';
  rootFields: readonly string[];
}

/** The ordered faults, first come, first served; each request meets at most one. */
export class Faults {
  private queue: Fault[] = [];

  /** Throws a ZodError where an order is not understood; then none of them counts. */
  order(...orders: unknown[]): void {
    this.queue.push(...orders.map((order) => faultSchema.parse(order)));
  }

  waiting(): readonly Fault[] {
    return this.queue;
  }

  clear(): void {
    this.queue = [];
  }

  take(request: RequestTraits): Fault | undefined {
    for (const fault of this.queue) {
      if (!isMeant(fault, request)) continue;
      if ((fault.which.nth ?? 1) > 1) {
        fault.which.nth = (fault.which.nth ?? 1) - 1;
        continue;
      }
      fault.count--;
      this.queue = this.queue.filter(({ count }) => count > 0);
      return fault;
    }
    return undefined;
  }
}

function isMeant({ which }: Fault, request: RequestTraits): boolean {
  return (
    (which.operation === undefined || which.operation === request.operation) &&
    (which.kind === undefined || which.kind === request.kind) &&
    (which.rootField === undefined || request.rootFields.includes(which.rootField))
  );
}
