/** Rows that create: who has come since the plan was made and may be the person (R9, R28). Pure. */
import { kindOf, type FieldKey } from '../../../person';
import type { HumaListedUser, HumaUser } from '../../../huma';
import type { XledgerEmployee } from '../../../xledger';
import { compare } from '../../compare';
import type { XledgerIndex } from '../../match';
import type { RowAtWork, Run } from '../run';

/** dbIds of employees who are linked with the user, or hold one of the newcomer's unique values. */
export function cameIntoXledger({ open, link }: RowAtWork, _run: Run, index: XledgerIndex | undefined): string[] {
  if (!open || !index) return [];
  const linked = link?.state === 'linked' && link.employeeDbId ? index.byDbId(link.employeeDbId)?.dbId : undefined;
  if (linked) return [linked];
  const { email, employmentId, phone } = open.newcomer;
  const holders = [...index.holders('email', email ?? ''), ...index.holders('employmentId', employmentId ?? ''), ...index.holders('phone', phone ?? '')];
  return [...new Set(holders.map(({ dbId }) => dbId))];
}

/** Ids of users who are linked with the employee, or hold one of the newcomer's unique values. */
export function cameIntoHuma({ open }: RowAtWork, { links, options }: Run, listed: readonly HumaListedUser[] = []): string[] {
  if (!open) return [];
  const linked = links.all.find(({ state, employeeDbId }) => state === 'linked' && employeeDbId === open.row.employeeDbId)?.humaId;
  if (linked && listed.some(({ humaId }) => humaId === linked)) return [linked];
  const { email, phone } = open.newcomer;
  const holders = listed.filter((user) => isSame('email', user.email, email, options) || isSame('phone', user.phone, phone, options));
  return holders.map(({ humaId }) => humaId);
}

/** Whether the employee holds everything that the newcomer was to get. */
export function isTheNewEmployee({ open }: RowAtWork, employee: XledgerEmployee, { options, with: { keys } }: Run): boolean {
  const person = open?.newcomer ?? {};
  const fields = Object.keys(person) as FieldKey[];
  return compare(person, employee, { fields, reading: options.reading, fingerprintKey: keys.fingerprint }).differences.every(({ target, before }) => target.shape === 'nationalId' && before === null);
}

/** Whether the user holds everything that can be read of what the newcomer was to get. */
export function isTheNewUser({ open }: RowAtWork, { person }: HumaUser, { options }: Run): boolean {
  const wanted = open?.newcomer ?? {};
  return (Object.keys(wanted) as FieldKey[]).every((field) => {
    const [a, b] = [wanted[field], person[field]];
    return a === null || a === undefined || b === undefined || (b !== null && kindOf(field).same(a as never, b as never, options.reading));
  });
}

const isSame = (field: 'email' | 'phone', one: string | undefined, other: string | null | undefined, { reading }: Run['options']): boolean =>
  Boolean(one) && Boolean(other) && kindOf(field).same(one as never, other as never, reading);
