/** What somebody who is created in Xledger gets of what Huma says of them (R15, R16, R31, R35). Pure. */
import { compareAt, fieldsAt, FIELDS, problemOf, targetsOf, type FieldKey, type Person, type Problem, type Reading } from '../../person';
import { onlyFields } from './compare';

/** Fields that a creation cannot do without, switched on or not (R16). */
export const NEEDED_TO_CREATE: readonly FieldKey[] = FIELDS.filter(({ required }) => required !== 'no').map(({ key }) => key);

export interface Newcomer {
  /** Only fields that have a value. */
  person: Person;
  /** Needed, and not there: nobody is created. */
  missing: FieldKey[];
  /** Why fields do not travel. */
  problems: Problem[];
}

/** The fields that are switched on, and those that nobody can be without; what Xledger could not take is left out and told. */
export function newPersonOf(user: Person, switchedOn: readonly FieldKey[], reading: Reading): Newcomer {
  const fields = [...new Set([...switchedOn, ...NEEDED_TO_CREATE])];
  const wanted = onlyFields(user, fields);
  const problems = targetsOf(fields).flatMap((target) => {
    const { why } = compareAt(target, wanted, {}, reading);
    return why ? fieldsAt(target).map((field) => problemOf(field, why, wanted[field])) : [];
  });
  const withheld = new Set(problems.map(({ field }) => field));
  const person = Object.fromEntries(Object.entries(wanted).filter(([field, value]) => value !== null && !withheld.has(field as FieldKey))) as Person;
  return { person, missing: NEEDED_TO_CREATE.filter((field) => !user[field]), problems };
}
