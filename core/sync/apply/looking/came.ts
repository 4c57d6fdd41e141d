/** Rows that create: who has come since the plan was made and may be the person (R9, R28). Pure. */
import { kindOf, type FieldKey, type TargetValue } from '../../../person';
import type { HumaListedUser, HumaUser } from '../../../huma';
import type { TargetChange, XledgerEmployee } from '../../../xledger';
import { compare } from '../../compare';
import type { XledgerIndex } from '../../match';
import type { Run, TakenRow } from '../run';

/** dbIds of employees who are linked with the user, or hold one of the newcomer's unique values. */
export function cameIntoXledger({ open, link }: TakenRow, index: XledgerIndex | undefined): string[] {
  if (!index) return [];
  const linked = link?.state === 'linked' && link.employeeDbId ? index.byDbId(link.employeeDbId)?.dbId : undefined;
  if (linked) return [linked];
  const { email, employmentId, phone } = open.newcomer;
  const holders = [...index.holders('email', email ?? ''), ...index.holders('employmentId', employmentId ?? ''), ...index.holders('phone', phone ?? '')];
  return [...new Set(holders.map(({ dbId }) => dbId))];
}

/** Ids of users who are linked with the employee, or hold one of the newcomer's unique values. */
export function cameIntoHuma({ open }: TakenRow, { links, options }: Run, listed: readonly HumaListedUser[] = []): string[] {
  const linked = links.all.find(({ state, employeeDbId }) => state === 'linked' && employeeDbId === open.row.employeeDbId)?.humaId;
  if (linked && listed.some(({ humaId }) => humaId === linked)) return [linked];
  const { email, phone } = open.newcomer;
  const holders = listed.filter((user) => isSame('email', user.email, email, options) || isSame('phone', user.phone, phone, options));
  return holders.map(({ humaId }) => humaId);
}

/**
 * What the employee lacks of the newcomer; nothing where it is whole. Undefined where it holds anything else: then somebody else entered it. Nobody
 * like that was there when the plan was made, so who has the e-mail and nothing but what was meant is the work of an earlier run, which may have died.
 */
export function missingOf({ open }: TakenRow, employee: XledgerEmployee, { options, with: { keys } }: Run): TargetChange[] | undefined {
  const person = open.newcomer;
  const fields = Object.keys(person) as FieldKey[];
  const { differences } = compare(person, employee, { fields, reading: options.reading, fingerprintKey: keys.fingerprint });
  if (differences.every(({ target, before }) => target.shape === 'nationalId' && before === null)) return [];
  const isBegun = differences.every(({ target, state, before, after }) => target.key !== 'contact.email' && (state === 'missingInXledger' || isOnItsWay(after, before)));
  return employee.contact && isBegun ? differences.map(({ target, after }) => ({ target, value: after })) : undefined;
}

/** An address that lacks a part of what is wanted and holds nothing else: an earlier run died before it had found the form of the country that this Xledger takes (U8). */
export function isOnItsWay(wanted: TargetValue | null, now: TargetValue | null): boolean {
  if (typeof wanted !== 'object' || typeof now !== 'object' || wanted === null || now === null) return false;
  return Boolean(now.street) && (Object.keys(now) as (keyof typeof now)[]).every((part) => !now[part] || now[part] === wanted[part]);
}

/** Whether the user holds everything that can be read of what the newcomer was to get. */
export function isTheNewUser({ open }: TakenRow, { person }: HumaUser, { options }: Run): boolean {
  const wanted = open.newcomer;
  return (Object.keys(wanted) as FieldKey[]).every((field) => {
    const [a, b] = [wanted[field], person[field]];
    return a === null || a === undefined || b === undefined || (b !== null && isSameInHuma(field, a, b, options));
  });
}

/** Whether Huma holds a value that comes from Xledger, where no national ID has a country (R34). */
export function isSameInHuma(field: FieldKey, wanted: unknown, there: unknown, { reading }: Run['options']): boolean {
  return kindOf(field).same((field === 'nationalId' ? { ...(there as object), ...(wanted as object) } : wanted) as never, there as never, reading);
}

const isSame = (field: 'email' | 'phone', one: string | undefined, other: string | null | undefined, { reading }: Run['options']): boolean =>
  Boolean(one) && Boolean(other) && kindOf(field).same(one as never, other as never, reading);
