/** How reads end when they cannot go on. */
import type { Refusal, Stop } from '../types';

/** Work stopped short; all of it may be tried again (at `stop.resumeAt` where known), unless `stop.retry` is false. */
export class XledgerStopped extends Error {
  constructor(readonly stop: Stop) {
    super(stop.says);
    this.name = 'XledgerStopped';
  }
}

/** A field that was asked for, as the server names it: a name to compare, never one to ask with. */
export interface UnknownField {
  field: string;
  type?: string;
}

/** Xledger understood and said no: never repeated as it is. */
export class XledgerRefused extends Error {
  constructor(readonly refusal: Refusal, /** What its schema does not have. */ readonly unknownFields: readonly UnknownField[] = []) {
    super(refusal.says);
    this.name = 'XledgerRefused';
  }
}
