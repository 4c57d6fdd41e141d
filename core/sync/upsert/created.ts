/** What became of somebody who was to be created. */
import { fieldOf, fieldsAt, problemOf, type FieldKey, type Person, type Problem } from '../../person';
import type { WriteResult, XledgerEmployee } from '../../xledger';
import { compare, printOf, remember, type PersonComparison } from '../compare';
import { changesOfNew, type Result } from '../report';
import type { Link } from '../types';
import { idsOf, linkWith } from './linking';
import { settle, type PersonAtWork, type Run } from './run';
import { STAYS_OUT, stopped } from './updated';

/**
 * Once the employee is there, the link is remembered whatever else went wrong: the next run mends it, and nobody is created twice.
 * `now`: the employee as read back; null when Xledger does not show it, undefined when it was not read.
 */
export function settleCreated(one: PersonAtWork, result: WriteResult, now: XledgerEmployee | null | undefined, run: Run): void {
  const { employeeDbId, contactDbId = null, subledgerDbId = null } = result.ids;
  const ids = now ? idsOf(now) : employeeDbId ? { employeeDbId, contactDbId, subledgerDbId } : undefined;
  one.employeeDbId = ids?.employeeDbId;
  if (result.kind === 'notAttempted') return settle(one, { ...stopped(result), ...(ids && { did: 'created' as const, link: linkWith(one, {}, run, ids) }) });
  const says = result.kind === 'refused' ? result.because.says : undefined;
  if (!ids) return settle(one, { outcome: 'failed', code: 'refused', says, problems: problemsOf(result), retry: isWorthAnotherTry(result) });
  const person = one.newPerson ?? {};
  const comparison = now ? compare(person, now, { ...run.policy, fields: keysOf(person) }) : undefined;
  const missed = missedOf(person, result, comparison, now === null);
  settle(one, {
    ...verdictOf(missed),
    retry: isWorthAnotherTry(result),
    did: 'created',
    changes: changesOfNew(person, new Set(keysOf(person).filter((field) => isMissedEverywhere(field, missed)))),
    problems: [...problemsOf(result), ...missed.fallen.map((field) => problemOf(field, 'didNotStick'))],
    about: missed.fallen.length > 0 ? missed.fallen : missed.refused,
    leftOver: Object.entries(result.orphans ?? {}).map(([row, dbId]) => `${row === 'contactDbId' ? 'contact' : 'supplier'} ${dbId}`),
    link: linkWith(one, baselineOf(person, comparison, missed, run), run, ids),
  });
}

/** Something was refused without a word of why. */
const isWorthAnotherTry = (result: Finished): boolean => result.kind === 'refused' && [result.because, ...result.refused.map(({ because }) => because)].some(({ retry }) => retry);

interface Missed {
  /** Sent, taken, and yet not there. */
  fallen: FieldKey[];
  refused: FieldKey[];
  /** Targets where nothing of it stands, by key. */
  targets: Set<string>;
  /** Targets that a setting may open, or that were refused without a word of why: they are tried again. */
  tryAgain: Set<string>;
}

type Finished = Exclude<WriteResult, { kind: 'notAttempted' }>;

function missedOf(person: Person, result: Finished, comparison: PersonComparison | undefined, isGone: boolean): Missed {
  const told = new Set([...result.leftOut, ...(result.kind === 'refused' ? result.refused : [])].map(({ target }) => target.key));
  const open = (comparison?.differences ?? []).filter(isSeen).filter(({ target }) => !told.has(target.key));
  const refused = result.kind === 'refused' ? result.refused.flatMap(({ target }) => fieldsAt(target)) : [];
  const fallen = isGone ? keysOf(person) : open.flatMap(({ fields }) => fields);
  return { fallen: only(person, fallen), refused: only(person, refused), targets: new Set([...told, ...open.map(({ target }) => target.key)]), tryAgain: new Set([...result.leftOut.filter(({ why }) => !STAYS_OUT.has(why)), ...(result.kind === 'refused' ? result.refused.filter(({ because }) => because.retry) : [])].map(({ target }) => target.key)) };
}

function verdictOf({ fallen, refused }: Missed): Pick<Result, 'outcome' | 'code'> {
  if (fallen.length > 0) return { outcome: 'failed', code: 'didNotStick' };
  return refused.length > 0 ? { outcome: 'failed', code: 'partlyRefused' } : { outcome: 'applied', code: 'created' };
}

const isMissedEverywhere = (field: FieldKey, { targets }: Missed): boolean => fieldOf(field).targets.every(({ key, composedOf }) => composedOf !== undefined || targets.has(key));

/** A national ID that Xledger does not show cannot be read back (U24). */
const isSeen = ({ target, before }: { target: { shape: string }; before: unknown }): boolean => !(target.shape === 'nationalId' && before === null);

const keysOf = (person: Person): FieldKey[] => Object.keys(person) as FieldKey[];

const only = (person: Person, fields: readonly FieldKey[]): FieldKey[] => keysOf(person).filter((field) => fields.includes(field));

function problemsOf(result: Finished): Problem[] {
  const left = result.leftOut.flatMap(({ target, why }) => fieldsAt(target).map((field) => problemOf(field, why)));
  const refused = result.kind === 'refused' ? result.refused.flatMap(({ target, because }) => fieldsAt(target).map((field) => problemOf(field, 'notAccepted', undefined, { detail: because.says }))) : [];
  return [...left, ...refused];
}

/** Read back: what both sides hold now. Not read: what was sent, and nothing where that should have been looked at. */
function baselineOf(person: Person, comparison: PersonComparison | undefined, missed: Missed, { policy }: Run): Link['baseline'] {
  if (!comparison) return policy.readBack ? {} : prints(person, policy, missed);
  const keys = (differences: PersonComparison['differences']) => new Set(differences.map(({ target }) => target.key));
  return remember({}, comparison, { stuck: keys(comparison.differences.filter((each) => !isSeen(each))), fell: keys(comparison.differences.filter((each) => isSeen(each) && !missed.tryAgain.has(each.target.key))) });
}

function prints(person: Person, policy: Run['policy'], missed: Missed): Link['baseline'] {
  const whole = keysOf(person).filter((field) => !fieldOf(field).targets.some(({ key }) => missed.targets.has(key)));
  return Object.fromEntries(whole.flatMap((field) => { const print = printOf(field, person, policy); return print ? [[field, print]] : []; }));
}
