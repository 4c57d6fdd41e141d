/** What a link remembers after a run: for each field the fingerprint of the value that both sides now hold (R20). Pure. */
import isEqual from 'lodash/isEqual';
import type { FieldKey } from '../../person';
import { writeRemembered, type Remembered } from '../link';
import type { Baseline } from '../types';
import { isCompared, type Difference, type PersonComparison } from './compare';

/** What became of the differences: by the key of their target. Those in neither set were held back or not reached, and stay as they were. */
export interface Became {
  /** Xledger holds Huma's value now. */
  stuck: ReadonlySet<string>;
  /** Xledger refused it or let it fall: not to be sent again until Huma's value is another one. */
  fell: ReadonlySet<string>;
  /**
   * Sent, and nobody knows whether Xledger holds it. What was remembered is forgotten: should Huma take the value back, what Xledger holds by
   * then must not look like somebody's edit. A clearing keeps it, for nothing is cleared that was not synced before (R29).
   */
  unsure?: ReadonlySet<string>;
}

/** The new baseline; fields that were not compared keep what was known of them. */
export function remember(before: Baseline, comparison: PersonComparison, became: Became): Baseline {
  const { differences, compared } = comparison;
  // Nearly everyone: all is equal, and is what was remembered.
  if (before.whole !== undefined && differences.length === 0 && compared && comparison.wholeOf?.(compared) === before.whole) return before;
  const stillOpen = differences.filter(({ target }) => !became.stuck.has(target.key));
  const equal: FieldKey[] = [];
  const after: Baseline = { ...before };
  for (const [field, found] of comparison.fields) {
    const open = stillOpen.filter((difference) => difference.fields.includes(field));
    const isSame = open.length === 0 && isCompared(found.state);
    if (isSame) equal.push(field);
    const unsure = open.filter(({ target }) => became.unsure?.has(target.key));
    const isSettled = unsure.length === 0 && open.some(({ target }) => became.fell.has(target.key));
    put(after, field, unsure.some((difference) => difference.after !== null) ? {} : isSame ? { synced: found.isClear ? undefined : found.print } : isSettled ? { ...found.remembered, settled: found.print } : found.remembered);
  }
  if (isEqual(after, before)) return before;
  if (comparison.wholeOf) after.whole = comparison.wholeOf(equal);
  else delete after.whole;
  return after;
}

function put(into: Baseline, field: FieldKey, remembered: Remembered): void {
  const text = writeRemembered(remembered);
  if (text === undefined) delete into[field];
  else into[field] = text;
}

/** Pairs that are linked as they are: what differs is left until it changes in Huma (R14, R20). */
export function rememberAsTheyAre(before: Baseline, comparison: PersonComparison): Baseline {
  return remember(before, comparison, { stuck: new Set(), fell: new Set(comparison.differences.filter(leavesSomething).map(({ target }) => target.key)) });
}

const leavesSomething = ({ state }: Difference): boolean => state !== 'missingInHuma';
