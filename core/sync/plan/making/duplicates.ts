/** Values that two people of one side share though nobody may (R28): found once for everyone, told at each of them. Linear. */
import type { HumaUser } from '../../../huma';
import { fieldOf, UNIQUE_FIELDS, type FieldKey, type Reading } from '../../../person';
import type { XledgerEmployee } from '../../../xledger';

/** For each person who shares a value: the field, and the others. */
export type Duplicates = ReadonlyMap<string, readonly { field: FieldKey; others: readonly string[] }[]>;

/** Among users of Huma, by Huma id. */
export const duplicatesInHuma = (users: readonly HumaUser[], fields: readonly FieldKey[], reading: Reading): Duplicates =>
  duplicates({ all: users, keyOf: ({ humaId }) => humaId, within: () => '', textsOf: ({ person }, field) => [person[field as 'email']] }, checked(fields), reading);

/** Among employees, by dbId; an employment ID only within one entity (U15). */
export const duplicatesInXledger = (employees: ReadonlyMap<string, XledgerEmployee>, fields: readonly FieldKey[], reading: Reading): Duplicates =>
  duplicates({ all: [...employees.values()], keyOf: ({ dbId }) => dbId, within: ({ ownerDbId }) => ownerDbId ?? '', textsOf: (employee, field) => TEXTS[field]?.(employee) ?? [] }, checked(fields), reading);

const TEXTS: { readonly [K in FieldKey]?: (employee: XledgerEmployee) => (string | null | undefined)[] } = {
  email: ({ contact, subledger }) => [contact?.email, subledger?.email],
  employmentId: ({ code }) => [code],
  phone: ({ contact, subledger }) => [contact?.phone, subledger?.phone],
};

/** E-mail and employment ID tell people apart, switched on or not. */
const checked = (fields: readonly FieldKey[]): FieldKey[] => UNIQUE_FIELDS.filter((field) => field !== 'phone' || fields.includes(field));

interface Side<T> {
  all: readonly T[];
  keyOf(one: T): string;
  within(one: T): string;
  textsOf(one: T, field: FieldKey): (string | null | undefined)[];
}

/** Nearly all values are one person's: whose they are is only looked up for those that come again. */
function duplicates<T>(side: Side<T>, fields: readonly FieldKey[], reading: Reading): Duplicates {
  const found = new Map<string, { field: FieldKey; others: string[] }[]>();
  for (const field of fields) {
    const seen = new Set<string>();
    const again = new Set<string>();
    for (const one of side.all) for (const value of valuesOf(one, field, side, reading)) if (seen.size === seen.add(value).size) again.add(value);
    if (again.size === 0) continue;
    const groups = new Map<string, Set<string>>();
    for (const one of side.all) for (const value of valuesOf(one, field, side, reading)) if (again.has(value)) groups.set(value, (groups.get(value) ?? new Set()).add(side.keyOf(one)));
    for (const group of groups.values()) note(found, field, [...group]);
  }
  return found;
}

/** What nobody else may have, each once. */
function valuesOf<T>(one: T, field: FieldKey, { textsOf, within }: Side<T>, reading: Reading): string[] {
  const { kind } = fieldOf(field);
  const values: string[] = [];
  let last: string | null | undefined;
  for (const text of textsOf(one, field)) {
    // Contact and subledger mostly say the same.
    if (text === last) continue;
    last = text;
    const value = text ? kind.canonical(text as never, reading) : '';
    if (value !== '') values.push(field === 'employmentId' ? `${within(one)} ${value}` : value);
  }
  return values.length > 1 ? [...new Set(values)] : values;
}

function note(found: Map<string, { field: FieldKey; others: string[] }[]>, field: FieldKey, group: readonly string[]): void {
  // A few of them say enough; a thousand who share a switchboard's number would say it a million times.
  const some = [...group].sort().slice(0, MOST_OTHERS + 1);
  for (const key of group) {
    const others = some.filter((other) => other !== key).slice(0, MOST_OTHERS);
    const notes = found.get(key);
    if (notes) notes.push({ field, others });
    else found.set(key, [{ field, others }]);
  }
}

const MOST_OTHERS = 5;
