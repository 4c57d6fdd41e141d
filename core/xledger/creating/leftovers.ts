/** Finds what a broken run may have left: contacts and suppliers that belong to no employee (xledger.md 6.4). */
import { contactsByEmail, index, sameEmail, suppliersByCode, type ContactRow, type SupplierRow } from '../reading';
import type { Run } from '../run';
import type { XledgerIndexEntry } from '../types';

export interface Sought {
  key: string;
  email: string;
  /** Empty text: not known yet. */
  supplierCode: string;
}

export interface Leftover {
  contactDbId?: string;
  subledgerDbId?: string;
  /** Somebody else's supplier has the code. */
  supplierCodeTaken?: boolean;
}

/**
 * For each sought person the one contact with the e-mail that no employee is linked to, and the one supplier with the code and the same
 * e-mail. A supplier of another e-mail is another party: an employment ID may well be some vendor's number. Several: none is touched.
 */
export async function leftovers(run: Run, sought: readonly Sought[], ownerDbId?: string): Promise<Map<string, Leftover>> {
  const everyone = await index(run);
  const contacts = await contactsByEmail(run, sought.map(({ email }) => email));
  const suppliers = await suppliersByCode(run, sought.map(({ supplierCode }) => supplierCode));
  return leftoversAmong(sought, ownerDbId, { everyone, contacts, suppliers });
}

/** The same, with everyone and the contacts and suppliers that have one of the e-mail addresses or codes. */
export function leftoversAmong(sought: readonly Sought[], ownerDbId: string | undefined, { everyone, contacts, suppliers }: { everyone: readonly XledgerIndexEntry[]; contacts: readonly ContactRow[]; suppliers: readonly SupplierRow[] }): Map<string, Leftover> {
  const linked = new Set(everyone.map(({ contactDbId }) => contactDbId));
  const linkedSubledgers = new Set(everyone.map(({ subledgerDbId }) => subledgerDbId));
  const ours = <T extends { ownerDbId: string | null }>(rows: readonly T[]) => rows.filter((row) => !ownerDbId || !row.ownerDbId || row.ownerDbId === ownerDbId);
  const byEmail = groupBy(ours(contacts), ({ email }) => sameEmail(email ?? ''));
  const byCode = groupBy(ours(suppliers), ({ code }) => code?.trim() ?? '');

  return new Map(sought.map(({ key, email, supplierCode }) => {
    const free = (byEmail.get(sameEmail(email)) ?? []).filter(({ dbId }) => !linked.has(dbId));
    const withCode = byCode.get(supplierCode) ?? [];
    const own = withCode.filter((row) => !linkedSubledgers.has(row.dbId) && row.email && sameEmail(row.email) === sameEmail(email));
    const found: Leftover = {
      ...(free.length === 1 ? { contactDbId: free[0]?.dbId } : {}),
      ...(own.length === 1 && withCode.length === 1 ? { subledgerDbId: own[0]?.dbId } : withCode.length > 0 ? { supplierCodeTaken: true } : {}),
    };
    return [key, found] as const;
  }));
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
