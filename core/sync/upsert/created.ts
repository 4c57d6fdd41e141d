/** What became of somebody who was to be created. */
import { fieldsAt, problemOf, type FieldKey, type Person, type Problem } from '../../person';
import type { WriteResult, XledgerEmployee, XledgerIds } from '../../xledger';
import { baselineOfNew, compare, isMissedEverywhere, missedOf, unseenOf, type Missed } from '../compare';
import { changesOfNew, type Result } from '../report';
import { idsOf, linkWith } from './linking';
import { settle, type PersonAtWork, type Run } from './run';
import { stopped } from './updated';

/**
 * Once the employee is there, the link is remembered whatever else went wrong: the next run mends it, and nobody is created twice.
 * `now`: the employee as read back; null when Xledger does not show it, undefined when it was not read.
 */
export function settleCreated(one: PersonAtWork, result: WriteResult, now: XledgerEmployee | null | undefined, run: Run): void {
  const { employeeDbId, contactDbId = null, subledgerDbId = null } = result.ids;
  const ids = now ? idsOf(now) : employeeDbId ? { employeeDbId, contactDbId, subledgerDbId } : undefined;
  one.employeeDbId = ids?.employeeDbId;
  const halfMade = ids ? [] : rowsOf(result.ids);
  if (result.kind === 'notAttempted') return settle(one, { ...stopped(result), halfMade, ...(ids && { did: 'created' as const, link: linkWith(one, {}, run, ids) }) });
  const says = result.kind === 'refused' ? result.because.says : undefined;
  if (!ids) return settle(one, { outcome: 'failed', code: 'refused', says, problems: problemsOf(result), halfMade, retry: isWorthAnotherTry(result) });
  const person = one.newPerson ?? {};
  const comparison = now ? compare(person, now, { ...run.policy, fields: keysOf(person) }) : undefined;
  const missed = missedOf(person, result, comparison, now === null);
  settle(one, {
    ...verdictOf(missed),
    retry: isWorthAnotherTry(result),
    did: 'created',
    changes: changesOfNew(person, new Set(keysOf(person).filter((field) => isMissedEverywhere(field, missed)))),
    problems: [...problemsOf(result), ...unseenOf(comparison, result), ...missed.fallen.map((field) => problemOf(field, 'didNotStick'))],
    about: missed.fallen.length > 0 ? missed.fallen : missed.refused,
    leftOver: rowsOf(result.orphans ?? {}),
    link: linkWith(one, baselineOfNew(person, comparison, missed, { ...run.policy, fields: keysOf(person) }), run, ids),
  });
}

/** "contact 2200004", "supplier 30300004". */
const rowsOf = ({ contactDbId, subledgerDbId }: Partial<XledgerIds>): string[] => [...(contactDbId ? [`contact ${contactDbId}`] : []), ...(subledgerDbId ? [`supplier ${subledgerDbId}`] : [])];

/** Something was refused without a word of why. */
const isWorthAnotherTry = (result: Finished): boolean => result.kind === 'refused' && [result.because, ...result.refused.map(({ because }) => because)].some(({ retry }) => retry);

type Finished = Exclude<WriteResult, { kind: 'notAttempted' }>;

function verdictOf({ fallen, refused }: Missed): Pick<Result, 'outcome' | 'code'> {
  if (fallen.length > 0) return { outcome: 'failed', code: 'didNotStick' };
  return refused.length > 0 ? { outcome: 'failed', code: 'partlyRefused' } : { outcome: 'applied', code: 'created' };
}

const keysOf = (person: Person): FieldKey[] => Object.keys(person) as FieldKey[];

function problemsOf(result: Finished): Problem[] {
  const left = result.leftOut.flatMap(({ target, why }) => fieldsAt(target).map((field) => problemOf(field, why)));
  const refused = result.kind === 'refused' ? result.refused.flatMap(({ target, because }) => fieldsAt(target).map((field) => problemOf(field, 'notAccepted', undefined, { detail: because.says }))) : [];
  return [...left, ...refused];
}
