/** What somebody who was just created turned out to be, against what was meant: which fields fell, and what the link remembers. Pure. */
import { fieldOf, fieldsAt, type FieldKey, type Person, type Problem, type ProblemCode } from '../../person';
import type { WriteResult } from '../../xledger';
import type { Baseline } from '../types';
import { baselineOf, type CompareOptions, type Difference, type PersonComparison } from './compare';
import { remember } from './remember';

/** What another try would leave out again, until Huma's value or the tenant is another one (xledger.md 9, "Read back"). */
export const STAYS_OUT: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['fieldUnknownToServer', 'notShown', 'subledgerNotWritable', 'countryNotTaken']);

export interface Missed {
  /** Sent, taken, and yet not there. */
  fallen: FieldKey[];
  refused: FieldKey[];
  /** Targets where nothing of it stands, by key. */
  targets: Set<string>;
  /** Targets that a setting may open, or that were refused without a word of why: they are tried again. */
  tryAgain: Set<string>;
}

/** `comparison`: with the employee as read back, absent where it was not read; `isGone`: Xledger does not show it. */
export function missedOf(person: Person, result: Exclude<WriteResult, { kind: 'notAttempted' }>, comparison: PersonComparison | undefined, isGone: boolean): Missed {
  const told = new Set([...result.leftOut, ...(result.kind === 'refused' ? result.refused : [])].map(({ target }) => target.key));
  const untold = (comparison?.differences ?? []).filter(({ target }) => !told.has(target.key));
  // Where another value of the contact is gone, a national ID that is not shown may be gone as well (U6, U24).
  const isEmptied = untold.some(({ target, before }) => target.record === 'contact' && target.shape !== 'nationalId' && before === null);
  const open = untold.filter((difference) => isEmptied || isSeen(difference));
  const refused = result.kind === 'refused' ? result.refused.flatMap(({ target }) => fieldsAt(target)) : [];
  const fallen = isGone ? keysOf(person) : open.flatMap(({ fields }) => fields);
  return {
    fallen: only(person, fallen),
    refused: only(person, refused),
    targets: new Set([...told, ...open.map(({ target }) => target.key)]),
    tryAgain: new Set([...result.leftOut.filter(({ why }) => !STAYS_OUT.has(why)), ...(result.kind === 'refused' ? result.refused.filter(({ because }) => because.retry) : [])].map(({ target }) => target.key)),
  };
}

/** What of the new employee nobody can see; what was left out because of it is told as that (U27). */
export const unseenOf = (comparison: PersonComparison | undefined, { leftOut }: Pick<Extract<WriteResult, { kind: 'written' }>, 'leftOut'>): Problem[] =>
  (comparison?.problems ?? []).filter(({ code, field, detail }) => code === 'notShown' && !leftOut.some(({ target }) => target.key === detail && fieldsAt(target).some((each) => each === field)));

/** Nothing of the field is in Xledger. */
export const isMissedEverywhere = (field: FieldKey, { targets }: Missed): boolean => fieldOf(field).targets.every(({ key, composedOf }) => composedOf !== undefined || targets.has(key));

/** Read back: what both sides hold now. Not read: what was sent, and nothing where that should have been looked at. */
export function baselineOfNew(person: Person, comparison: PersonComparison | undefined, missed: Missed, how: CompareOptions & { readBack: boolean }): Baseline {
  if (!comparison) return how.readBack ? {} : prints(person, how, missed);
  const keys = (differences: readonly Difference[]) => new Set(differences.map(({ target }) => target.key));
  return remember({}, comparison, { stuck: keys(comparison.differences.filter((each) => !isSeen(each))), fell: keys(comparison.differences.filter((each) => isSeen(each) && !missed.tryAgain.has(each.target.key))) });
}

/** A national ID that Xledger does not show cannot be read back (U24). */
const isSeen = ({ target, before }: Pick<Difference, 'target' | 'before'>): boolean => !(target.shape === 'nationalId' && before === null);

const keysOf = (person: Person): FieldKey[] => Object.keys(person) as FieldKey[];

const only = (person: Person, fields: readonly FieldKey[]): FieldKey[] => keysOf(person).filter((field) => fields.includes(field));

function prints(person: Person, how: CompareOptions, missed: Missed): Baseline {
  return baselineOf(keysOf(person).filter((field) => !fieldOf(field).targets.some(({ key }) => missed.targets.has(key))), person, how);
}
