// What goes wrong, drawn for each request: kinds of faults, how often, and for how many requests in a row.
import type { Chance } from './chance';

/** What Xledger's side can do to one request. */
export const XLEDGER_FAULTS = [
  'resetBefore', 'resetAfter', 'resetThenDoneLate', 'timeoutNotDone', 'timeoutDone', 'timeoutThenDoneLate', 'neverSent',
  'status429', 'status500', 'status502Done', 'status503', 'status503Done', 'status529', 'html', 'htmlDone', 'halfJson', 'halfJsonNotDone',
  'dataNullWithErrors', 'dataNullWithErrorsDone', 'serverTimeout', 'serverTimeoutNotDone', 'burst', 'concurrency', 'creditsGone', 'tokenRevoked', 'slow',
] as const;
export type XledgerFault = (typeof XLEDGER_FAULTS)[number];

/** What Huma's side can do to one request. */
export const HUMA_FAULTS = ['reset', 'resetAfter', 'status429', 'status500', 'status503', 'html', 'halfJson', 'timeout', 'tokenRevoked'] as const;
export type HumaFault = (typeof HUMA_FAULTS)[number];

export interface Weather {
  /** Before it, nothing goes wrong. A later storm may kill again. */
  begin(): void;
  /** From now on nothing goes wrong. */
  calm(): void;
  xledger(): XledgerFault | undefined;
  huma(): HumaFault | undefined;
  /** Whether the process dies here. */
  kills(): boolean;
  /** Whether somebody edits Xledger here. */
  edits(): boolean;
}

export function weatherFrom(chance: Chance): Weather {
  const xledger = storms(chance, XLEDGER_FAULTS);
  const huma = storms(chance, HUMA_FAULTS);
  const killing = chance.pick([0, 0.01, 0.03, 0.06]);
  const editing = chance.pick([0, 0.02, 0.08]);
  let left = 0;
  let isCalm = true;
  return {
    begin: () => {
      isCalm = false;
      left = chance.whole(0, 4);
    },
    calm: () => void (isCalm = true),
    xledger: () => (isCalm ? undefined : xledger()),
    huma: () => (isCalm ? undefined : huma()),
    kills: () => {
      const dies = !isCalm && left > 0 && chance.happens(killing);
      if (dies) left -= 1;
      return dies;
    },
    edits: () => !isCalm && chance.happens(editing),
  };
}

/** A few kinds of all that there are, now and then, and sometimes several requests in a row. */
function storms<Kind>(chance: Chance, kinds: readonly Kind[]): () => Kind | undefined {
  const share = chance.pick([0, 0.02, 0.06, 0.15, 0.3]);
  const chosen = chance.happens(0.3) ? kinds : chance.some(kinds, 0.25);
  let kind: Kind | undefined;
  let more = 0;
  return () => {
    if (more > 0) {
      more -= 1;
      return kind;
    }
    if (chosen.length === 0 || !chance.happens(share)) return undefined;
    kind = chance.pick(chosen);
    more = chance.happens(0.25) ? chance.whole(1, 5) : 0;
    return kind;
  };
}
