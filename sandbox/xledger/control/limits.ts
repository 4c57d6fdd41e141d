// The limits of an Xledger tenant: requests in a burst, requests at the same time, credits.
import { z } from 'zod';
import { dateTimeText, Refusal } from '../asking';
import type { Switches } from '../switches';

export const limitsSchema = z
  .object({
    enforced: z.boolean(),
    burst: z.number().int().positive(),
    windowMs: z.number().int().positive(),
    concurrency: z.number().int().positive(),
    creditsPerHour: z.number().int().nonnegative(),
  })
  .strict();
export type Limits = z.infer<typeof limitsSchema>;

/** 20 requests in 5 s are confirmed; the number at a time is not known; a vendor names 50,000 credits an hour. */
export const USUAL_LIMITS: Limits = { enforced: true, burst: 20, windowMs: 5_000, concurrency: 8, creditsPerHour: 50_000 };

const HOUR = 3_600_000;

/** A refused request: the error, and the HTTP status it comes with. */
export interface Stop {
  refusal: Refusal;
  status: number;
}

export class Limiter {
  private accepted: number[] = [];
  private inFlight = 0;
  private spent = 0;
  private hourBegan = 0;

  constructor(
    private readonly now: () => Date,
    readonly limits: Limits,
  ) {}

  /** Lets a request in, or says why not. A request that was let in must `leave`. */
  enter(switches: Switches): Stop | undefined {
    const at = this.now().getTime();
    this.accepted = this.accepted.filter((earlier) => at - earlier < this.limits.windowMs);
    const stop = this.limits.enforced ? this.stopAt(at, switches) : undefined;
    if (stop) return stop;
    this.accepted.push(at);
    this.inFlight++;
    return undefined;
  }

  leave(): void {
    this.inFlight--;
  }

  /** Takes the price of an answered request; few big pages are cheaper than many small ones (confirmed). */
  pay(cost: number): void {
    this.remaining();
    this.spent += cost;
  }

  remaining(): number {
    const at = this.now().getTime();
    if (at - this.hourBegan >= HOUR) {
      this.hourBegan = at;
      this.spent = 0;
    }
    return Math.max(0, this.limits.creditsPerHour - this.spent);
  }

  reset(): void {
    this.accepted = [];
    this.spent = 0;
    this.hourBegan = 0;
  }

  private stopAt(at: number, switches: Switches): Stop | undefined {
    const strict = switches.U19 === 'oneAtATimeAnd429';
    const status = strict ? 429 : 200;
    if (this.accepted.length >= this.limits.burst) return { refusal: burstReached(), status };
    if (this.inFlight >= (strict ? 1 : this.limits.concurrency)) return { refusal: concurrencyReached(), status };
    if (this.remaining() <= 0) return { refusal: creditsGone(this.hourBegan + HOUR || at, switches), status: 200 };
    return undefined;
  }
}

export function burstReached(): Refusal {
  return new Refusal('Too many requests in the last 5 seconds. Wait before sending more.', { code: 'BAD_REQUEST.BURST_RATE_LIMIT_REACHED' });
}

export function concurrencyReached(): Refusal {
  return new Refusal('Too many requests at the same time.', { code: 'BAD_REQUEST.CONCURRENCY_LIMIT_REACHED' });
}

/** `resetAt` is milliseconds, written as U19resetAt says, or any text or number as it is. */
export function creditsGone(resetAt: number, switches: Switches): Refusal {
  return new Refusal('Insufficient credits. Wait until they are filled up again.', { code: 'BAD_REQUEST.INSUFFICIENT_CREDITS', extensions: { resetAt: resetAtText(resetAt, switches) } });
}

export function priceOf({ rows, nodes }: { rows: number; nodes: number }): number {
  return 2 + Math.ceil(rows / 50) + Math.ceil(nodes / 5);
}

function resetAtText(at: number, switches: Switches): string | number {
  const forms = {
    isoUtc: () => new Date(at).toISOString(),
    localWithoutZone: () => dateTimeText(at, 'norwegianWallClock'),
    epochSeconds: () => Math.ceil(at / 1000),
    unreadable: () => 'in a while',
  };
  return forms[switches.U19resetAt]();
}
