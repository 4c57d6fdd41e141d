/** Values that Xledger takes in one of several forms, found out on somebody and then used for all: did one fall that was taken? Pure. */
import { sameAt, valuesOf, type Reading, type Target, type TargetKey } from '../../person';
import type { TargetChange, WriteResult, XledgerEmployee } from '../../xledger';

/** Whether an address or a gender (U8, U9, U12) went without a word and does not stand: then the form is to blame, or the value. */
export function fellByItsForm(sent: readonly TargetChange[], result: WriteResult | undefined, now: XledgerEmployee | null | undefined, reading: Reading): boolean {
  if (!now || result?.kind !== 'written') return false;
  const there = valuesOf(now);
  const left = new Set(result.leftOut.map(({ target }) => target.key));
  return sent.some(({ target, value }) => HAS_FORMS.has(target.shape) && value !== null && !left.has(target.key) && !sameAt(target, value, there[target.key as TargetKey] ?? null, reading));
}

const HAS_FORMS: ReadonlySet<Target['shape']> = new Set(['address', 'gender']);
