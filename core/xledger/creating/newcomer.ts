/** One person on the way into Xledger: what is to be written where, and how far it came. */
import { FIELD_KEYS, targetsOf, wantedAt } from '../../person';
import type { Run } from '../run';
import type { CreationDefaults, NewPerson, Refusal, TargetChange, WriteResult, XledgerIds } from '../types';
import { noteLeftOut, openAccount, resultOf, type Account } from '../writing';

export interface Newcomer {
  person: NewPerson;
  account: Account;
  ids: Partial<XledgerIds>;
  changes: TargetChange[];
  /** Changes for after the rows exist: those of adopted rows, and those that the add did not take. */
  later: Map<string, TargetChange>;
  supplierCode?: string;
}

/** Every target that the person's fields have a value for; withheld ones are left out with their reason (R31, R35). */
export function newcomer(run: Run, person: NewPerson): Newcomer {
  const account = openAccount({ key: person.key, employeeDbId: '', contactDbId: null, subledgerDbId: null, changes: [] });
  const changes = targetsOf(FIELD_KEYS).flatMap((target): TargetChange[] => {
    const wanted = wantedAt(target, person.person, {}, run.reading);
    if (wanted.is === 'withheld') noteLeftOut(account, target, wanted.why);
    return wanted.is === 'value' ? [{ target, value: wanted.value }] : [];
  });
  return { person, account, ids: {}, changes, later: new Map() };
}

export const isOut = ({ account }: Newcomer): boolean => account.stop !== undefined || account.because !== undefined;

export function turnAway({ account }: Newcomer, code: string, says: string): void {
  account.because = { code, says, retry: false } satisfies Refusal;
}

/** The text at a target, for codes and messages. */
export function textAt({ changes }: Newcomer, key: string): string | undefined {
  const value = changes.find(({ target }) => target.key === key)?.value;
  return typeof value === 'string' ? value : undefined;
}

/**
 * The supplier's code: the employment ID with the prefix. Who has no employment ID gets the contact's dbId after a C, which nobody types by
 * hand and which a repeated run finds again; the employee's own code is never invented (R16).
 */
export function supplierCodeOf(person: Newcomer, { supplierCodePrefix = '' }: CreationDefaults): string | undefined {
  const employmentId = textAt(person, 'employee.code');
  if (employmentId) return `${supplierCodePrefix}${employmentId}`;
  return person.ids.contactDbId ? `${supplierCodePrefix}C${person.ids.contactDbId}` : undefined;
}

/** What became of the person, with the rows that exist by now: the next run adopts them. */
export function resultFor({ account, ids }: Newcomer): WriteResult {
  const result = resultOf(account);
  if (result.kind === 'written') return { ...result, ids: { employeeDbId: ids.employeeDbId ?? '', contactDbId: ids.contactDbId ?? null, subledgerDbId: ids.subledgerDbId ?? null } };
  return { ...result, ids: { ...ids } };
}
