/** What speaks for and against two people being one, and who else holds what nobody may share. */
import { fieldOf, kindOf, readValue, UNIQUE_FIELDS, type FieldKey, type Person, type ProblemCode, type Reading } from '../../../person';
import type { XledgerEmployee } from '../../../xledger';
import { SITUATION_OF } from '../../decide';
import type { Match } from '../../match';
import { shortName } from '../../report';
import type { Attention, Candidate } from '../types';
import type { Duplicates } from './duplicates';
import type { PlanInput } from './input';
import { nameOf, type Sides } from './sides';

/** One empty list for all: a draft's lists are only read. */
export const NOTHING: readonly never[] = [];

/** What speaks for and against one person, where both sides say it (R11: never matched by). Nearly all agree in everything: that list is one. */
export function likeness(person: Person, employee: XledgerEmployee | undefined, { reading }: PlanInput): { agrees: readonly FieldKey[]; disagrees: readonly FieldKey[] } {
  if (!employee) return { agrees: NOTHING, disagrees: NOTHING };
  const said = EVIDENCE.filter(([field, valueIn]) => person[field] && valueIn(employee));
  const disagrees = said.filter(([field, valueIn]) => !isAlike(field, person, valueIn(employee) ?? '', reading)).map(([field]) => field);
  if (disagrees.length === 0) return { agrees: said.length === EVIDENCE.length ? EVERYTHING : said.map(([field]) => field), disagrees: NOTHING };
  return { agrees: said.map(([field]) => field).filter((field) => !disagrees.includes(field)), disagrees };
}

function isAlike(field: FieldKey, person: Person, there: string, reading: Reading): boolean {
  if (person[field] === there) return true;
  const { value } = readValue(field, there, reading, 'xledger');
  return value !== null && value !== undefined && kindOf(field).same(person[field] as never, value as never, reading);
}

const EVIDENCE: readonly (readonly [FieldKey, (employee: XledgerEmployee) => string | null | undefined])[] = [
  ['email', ({ contact, subledger }) => contact?.email || subledger?.email],
  ['employmentId', ({ code }) => code],
  ['givenName', ({ contact }) => contact?.firstName],
  ['familyName', ({ contact }) => contact?.lastName],
  ['birthDate', ({ contact }) => contact?.birthday],
];

const EVERYTHING: readonly FieldKey[] = EVIDENCE.map(([field]) => field);

export function candidatesOf(found: Match, sides: Sides): readonly Candidate[] {
  const dbIds = found.kind === 'ambiguous' ? found.candidates : 'employeeDbId' in found && SITUATION_OF[found.kind] === 'possibleMatch' ? [found.employeeDbId] : [];
  if (dbIds.length === 0) return NOTHING;
  return [...dbIds].sort().map((employeeDbId) => {
    const employee = sides.employees.get(employeeDbId);
    return { employeeDbId, employmentId: employee?.code ?? null, name: employee ? nameOf(employee) : null, email: employee?.contact?.email || employee?.subledger?.email || null };
  });
}

export const nameOfUser = (humaId: string, { userOf }: Sides): string => {
  const user = userOf.get(humaId);
  return (user && shortName(user.person)) ?? 'somebody without a name';
};

export const nameOfEmployee = (dbId: string, { employees }: Sides): string => {
  const employee = employees.get(dbId);
  return [employee?.code ? `employee ${employee.code}` : `the employee with Xledger ID ${dbId}`, employee && nameOf(employee)].filter(Boolean).join(', ');
};

export function duplicateAttention(duplicates: ReturnType<Duplicates['get']>, side: 'huma' | 'xledger', nameOfOther: (key: string) => string): Attention[] {
  return !duplicates ? [] : duplicates.map(({ field, others }) => ({
    code: 'duplicate',
    field,
    says: `${fieldOf(field).label} is the same as that of ${others.map(nameOfOther).join('; ')} in ${side === 'huma' ? 'Huma' : 'Xledger'}, and no two people may share it. Correct it where it is wrong.`,
  }));
}

/** Values of somebody who is to be created and that belong to others already (R28). */
export function takenBy(person: Person, own: { key: string; ownDbId: string | null }, { unique }: Sides): { field: FieldKey; code: ProblemCode; detail: string }[] {
  return UNIQUE_FIELDS.flatMap((key) => {
    const others = unique.holders(key, person[key], own);
    return others.length > 0 ? [{ field: key, code: 'taken' as const, detail: others.map(({ says }) => says).join(', ') }] : [];
  });
}

/** Each remark once. */
export function distinct(lists: readonly (readonly Attention[])[]): readonly Attention[] {
  if (lists.every(({ length }) => length === 0)) return NOTHING;
  return [...new Map(lists.flat().map((one) => [`${one.code}:${one.field ?? ''}:${one.says}`, one])).values()];
}
