/** Values that two people of one side share though nobody may (R28): found once for everyone, told at each of them. Linear. */
import type { HumaUser } from '../../../huma';
import { fieldOf, UNIQUE_FIELDS, type FieldKey, type Reading } from '../../../person';
import type { XledgerEmployee } from '../../../xledger';

/** For each person who shares a value: the field, and the others. */
export type Duplicates = ReadonlyMap<string, readonly { field: FieldKey; others: readonly string[] }[]>;

/** Among users of Huma, by Huma id. */
export const duplicatesInHuma = (users: readonly HumaUser[], fields: readonly FieldKey[], reading: Reading): Duplicates =>
  duplicates(users.map(({ humaId, person }) => ({ key: humaId, texts: (field) => [person[field as 'email']] })), checked(fields), reading);

/** Among employees, by dbId; an employment ID only within one entity (U15). */
export const duplicatesInXledger = (employees: readonly XledgerEmployee[], fields: readonly FieldKey[], reading: Reading): Duplicates =>
  duplicates(employees.map((employee) => ({ key: employee.dbId, within: employee.ownerDbId ?? '', texts: (field) => TEXTS[field]?.(employee) ?? [] })), checked(fields), reading);

const TEXTS: { readonly [K in FieldKey]?: (employee: XledgerEmployee) => (string | null | undefined)[] } = {
  email: ({ contact, subledger }) => [contact?.email, subledger?.email],
  employmentId: ({ code }) => [code],
  phone: ({ contact, subledger }) => [contact?.phone, subledger?.phone],
};

/** E-mail and employment ID tell people apart, switched on or not. */
const checked = (fields: readonly FieldKey[]): FieldKey[] => UNIQUE_FIELDS.filter((field) => field !== 'phone' || fields.includes(field));

interface Holder {
  key: string;
  within?: string;
  texts(field: FieldKey): (string | null | undefined)[];
}

function duplicates(holders: readonly Holder[], fields: readonly FieldKey[], reading: Reading): Duplicates {
  const found = new Map<string, { field: FieldKey; others: string[] }[]>();
  for (const field of fields) {
    const { kind } = fieldOf(field);
    const first = new Map<string, string>();
    const groups = new Map<string, Set<string>>();
    for (const { key, within = '', texts } of holders) {
      let last: string | null | undefined;
      for (const text of texts(field)) {
        // Contact and subledger mostly say the same.
        if (text === last) continue;
        last = text;
        const value = text ? kind.canonical(text as never, reading) : '';
        if (value === '') continue;
        const group = field === 'employmentId' ? `${within} ${value}` : value;
        const other = first.get(group);
        if (other === undefined) first.set(group, key);
        else if (other !== key) groups.set(group, (groups.get(group) ?? new Set([other])).add(key));
      }
    }
    for (const group of groups.values()) note(found, field, [...group]);
  }
  return found;
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
