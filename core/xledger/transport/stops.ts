/** How reads end when they cannot go on. */
import type { Refusal, Stop } from '../types';

/** Work stopped short; all of it may be tried again (at `stop.resumeAt` where known), unless `stop.retry` is false. */
export class XledgerStopped extends Error {
  constructor(readonly stop: Stop) {
    super(stop.says);
    this.name = 'XledgerStopped';
  }
}

/** Xledger understood and said no: never repeated as it is. */
export class XledgerRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.says);
    this.name = 'XledgerRefused';
  }
}
