/** Keeps Xledger's limits before they are hit: one request in flight, at most 15 in any 5 seconds (xledger.md 3, U19). */
import type { Instant } from '../../person';
import type { Limiter } from '../types';

/** Xledger documents 20; the rest is left to whatever else uses the token. */
const MOST = 15;
const WINDOW = 5_000;

/** A limiter for one credential. Everything in this process that uses the credential shares it. */
export function createLimiter(): Limiter {
  let last: Promise<unknown> = Promise.resolve();
  const starts: Instant[] = [];

  return {
    run(clock, work) {
      const turn = last.then(async () => {
        const oldest = starts.length >= MOST ? starts.shift() : undefined;
        const wait = oldest === undefined ? 0 : oldest + WINDOW - clock.now();
        if (wait > 0) await clock.sleep(wait);
        starts.push(clock.now());
        return await work();
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
