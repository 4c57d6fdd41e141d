/** Takes out what belongs to somebody else: such a value is not written, and a new person who has one is not created (R28). */
import { problemOf, type FieldKey } from '../../person';
import { isUnique, uniqueness, type Holder, type Uniqueness } from '../compare';
import { linkAfterwards } from './linking';
import { indexOf, open, settle, type PersonAtWork, type Run } from './run';

/** Reads everyone only if a unique value is to be written. */
export async function keepUnique(run: Run): Promise<void> {
  const people = open(run).filter((one) => one.newPerson || one.send.some(isOfUniqueField));
  if (people.length === 0) return;
  const claims = run.people.map(({ subject, person }) => ({ key: subject.key, person }));
  const unique = uniqueness(claims, await indexOf(run), run.policy.reading);
  const losses = people.map((one) => ({ one, taken: takenFields(one, unique) }));
  for (const { one, taken } of losses) {
    const lost = new Set(taken.map(({ field }) => field));
    one.send = one.send.filter(({ fields }) => !fields.some((field) => lost.has(field)));
  }
  for (const { one, taken } of losses) if (taken.length > 0) tell(one, taken, run);
}

interface Taken {
  field: FieldKey;
  holders: Holder[];
}

const isOfUniqueField = ({ fields, after }: PersonAtWork['send'][number]): boolean => after !== null && fields.some(isUnique);

function takenFields(one: PersonAtWork, unique: Uniqueness): Taken[] {
  const wanted = one.newPerson ? (Object.keys(one.newPerson) as FieldKey[]) : one.send.flatMap(({ fields }) => fields);
  return [...new Set(wanted)].flatMap((field) => {
    const holders = unique.holders(field, one.person[field], { key: one.subject.key, ownDbId: one.employeeDbId ?? null });
    return holders.length > 0 ? [{ field, holders }] : [];
  });
}

function tell(one: PersonAtWork, taken: readonly Taken[], run: Run): void {
  one.problems.push(...taken.map(({ field, holders }) => problemOf(field, 'taken', undefined, { detail: holders.map(({ says }) => says).join(', ') })));
  // Whoever gives the value up in this very run has done so by the next one.
  const given = taken.filter(({ field, holders }) => holders.every((holder) => isGivenUp(field, holder, run)));
  one.isWorthAnotherTry = one.newPerson ? given.length === taken.length : given.length > 0;
  const about = taken.map(({ field }) => field);
  if (one.send.length === 0) settle(one, { outcome: 'failed', code: 'uniqueValueTaken', about, link: linkAfterwards(one, run) });
}

const isGivenUp = (field: FieldKey, { employeeDbId }: Holder, run: Run): boolean =>
  employeeDbId !== undefined && run.people.some((other) => other.employeeDbId === employeeDbId && other.send.some(({ fields }) => fields.includes(field)));
