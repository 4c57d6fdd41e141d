/** Reads contacts and suppliers on their own: by e-mail, by code, by dbId. Filters that a tenant may not have only save requests (U17). */
import { email as emailKind } from '../../person';
import type { Run } from '../run';
import { Unexplained, XledgerRefused } from '../transport';
import { CONTACTS_BY_EMAIL_DOCUMENT, CONTACTS_DOCUMENT, SUPPLIERS_BY_CODE_DOCUMENT, SUPPLIERS_BY_DBID_DOCUMENT, SUPPLIERS_DOCUMENT } from './documents';
import { allRows } from './paging';
import { IDS_AT_ONCE, inChunks, numericIds } from './people';
import { ContactRow, SupplierRow } from './rows';

const CONTACTS = { connection: 'contacts', row: ContactRow, owned: true } as const;
const SUPPLIERS = { connection: 'suppliers', row: SupplierRow, owned: true } as const;

/** Suppliers with these dbIds, by dbId (U1). */
export async function suppliersByDbId(run: Run, dbIds: readonly string[]): Promise<Map<string, SupplierRow>> {
  const found = new Map<string, SupplierRow>();
  for (const some of inChunks(numericIds(dbIds), IDS_AT_ONCE)) {
    const rows = await allRows(run, { ...SUPPLIERS, document: SUPPLIERS_BY_DBID_DOCUMENT, variables: { dbIds: some }, atMost: some.length });
    for (const row of rows) found.set(row.dbId, row);
  }
  return found;
}

/** Suppliers with one of these codes, in any owner. */
export async function suppliersByCode(run: Run, codes: readonly string[]): Promise<SupplierRow[]> {
  const wanted = new Set(codes);
  const rows = await filtered(run, SUPPLIERS_BY_CODE_DOCUMENT, codes, (document, some) => allRows(run, { ...SUPPLIERS, document, variables: { codes: some } }), allSuppliers);
  return rows.filter(({ code }) => code !== null && wanted.has(code.trim()));
}

/** Contacts with one of these e-mail addresses, in either case. */
export async function contactsByEmail(run: Run, emails: readonly string[]): Promise<ContactRow[]> {
  const wanted = new Set(emails.map(sameEmail));
  // A server that compares case exactly finds what was stored as typed, or in lower case (U17b, U22b).
  const spellings = emails.flatMap((email) => [email.trim(), sameEmail(email)]);
  const rows = await filtered(run, CONTACTS_BY_EMAIL_DOCUMENT, spellings, (document, some) => allRows(run, { ...CONTACTS, document, variables: { emails: some } }), allContacts);
  return rows.filter(({ email }) => email && wanted.has(sameEmail(email)));
}

/** Everybody's: the base plan that needs no filter. */
const allContacts = (run: Run): Promise<ContactRow[]> => allRows(run, { ...CONTACTS, document: CONTACTS_DOCUMENT });
const allSuppliers = (run: Run): Promise<SupplierRow[]> => allRows(run, { ...SUPPLIERS, document: SUPPLIERS_DOCUMENT });

/** The form in which two e-mail addresses are the same (R11). */
export const sameEmail = (email: string): string => emailKind.canonical(email);

async function filtered<T>(run: Run, document: string, values: readonly string[], some: (document: string, values: string[]) => Promise<T[]>, all: (run: Run) => Promise<T[]>): Promise<T[]> {
  const rows: T[] = [];
  const wanted = [...new Set(values.filter(Boolean))];
  if (wanted.length === 0) return rows;
  if (run.learnt.filtersTurnedDown.has(document)) return await all(run);
  try {
    for (const chunk of inChunks(wanted, IDS_AT_ONCE)) rows.push(...(await some(document, chunk)));
    return rows;
  } catch (error) {
    if (!(error instanceof XledgerRefused) && !(error instanceof Unexplained)) throw error;
    run.learnt.filtersTurnedDown.add(document);
    return await all(run);
  }
}
