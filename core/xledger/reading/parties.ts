/** Reads contacts and suppliers on their own: by e-mail, by code, by dbId. Filters that a tenant may not have only save requests (U17). */
import { email as emailKind } from '../../person';
import type { Run } from '../run';
import { Unexplained, XledgerRefused } from '../transport';
import { CONTACTS_BY_EMAIL_DOCUMENT, CONTACTS_DOCUMENT, SUPPLIERS_BY_CODE_DOCUMENT, SUPPLIERS_BY_DBID_DOCUMENT, SUPPLIERS_DOCUMENT } from './documents';
import { allRows, type Listing } from './paging';
import { IDS_AT_ONCE, inChunks, numericIds } from './people';
import { ContactRow, SupplierRow } from './rows';
import type { Question } from './together';

const CONTACTS = { connection: 'contacts', row: ContactRow, owned: true } as const;
const SUPPLIERS = { connection: 'suppliers', row: SupplierRow, owned: true } as const;

/** Suppliers with these dbIds, at most a thousand (U1). */
export const suppliersWith = (dbIds: readonly number[]): Question<SupplierRow> => ({ listing: { ...SUPPLIERS, document: SUPPLIERS_BY_DBID_DOCUMENT, variables: { dbIds }, atMost: dbIds.length } });

/** Suppliers with these dbIds, by dbId (U1). */
export async function suppliersByDbId(run: Run, dbIds: readonly string[]): Promise<Map<string, SupplierRow>> {
  const found = new Map<string, SupplierRow>();
  for (const some of inChunks(numericIds(dbIds), IDS_AT_ONCE)) {
    for (const row of await allRows(run, suppliersWith(some).listing)) found.set(row.dbId, row);
  }
  return found;
}

/** Suppliers with one of these codes, in any owner. */
export async function suppliersByCode(run: Run, codes: readonly string[]): Promise<SupplierRow[]> {
  return withCode(await filtered(run, BY_CODE, codes), codes);
}

/** Contacts with one of these e-mail addresses, in either case. */
export async function contactsByEmail(run: Run, emails: readonly string[]): Promise<ContactRow[]> {
  return withEmail(await filtered(run, BY_EMAIL, spellingsOf(emails)), emails);
}

/** Both at once with other lists: what `suppliersByCode` and `contactsByEmail` read. Rows still have to be chosen by `withCode` and `withEmail`. */
export const suppliersHaving = (run: Run, codes: readonly string[]): Question<SupplierRow> | undefined => questionOf(run, BY_CODE, codes);
export const contactsHaving = (run: Run, emails: readonly string[]): Question<ContactRow> | undefined => questionOf(run, BY_EMAIL, spellingsOf(emails));

export function withCode(rows: readonly SupplierRow[], codes: readonly string[]): SupplierRow[] {
  const wanted = new Set(codes);
  return rows.filter(({ code }) => code !== null && wanted.has(code.trim()));
}

export function withEmail(rows: readonly ContactRow[], emails: readonly string[]): ContactRow[] {
  const wanted = new Set(emails.map(sameEmail));
  return rows.filter(({ email }) => email && wanted.has(sameEmail(email)));
}

/** The form in which two e-mail addresses are the same (R11). */
export const sameEmail = (email: string): string => emailKind.canonical(email);

/** A server that compares case exactly finds what was stored as typed, or in lower case (U17b, U22b). */
const spellingsOf = (emails: readonly string[]): string[] => emails.flatMap((email) => [email.trim(), sameEmail(email)]);

/** A list with a filter, and the whole of it: the base plan that needs none. */
interface Filtered<T extends { dbId: string | null }> {
  document: string;
  some: (values: readonly string[]) => Listing<T>;
  all: Listing<T>;
}

const BY_CODE: Filtered<SupplierRow> = {
  document: SUPPLIERS_BY_CODE_DOCUMENT,
  some: (codes) => ({ ...SUPPLIERS, document: SUPPLIERS_BY_CODE_DOCUMENT, variables: { codes } }),
  all: { ...SUPPLIERS, document: SUPPLIERS_DOCUMENT },
};
const BY_EMAIL: Filtered<ContactRow> = {
  document: CONTACTS_BY_EMAIL_DOCUMENT,
  some: (emails) => ({ ...CONTACTS, document: CONTACTS_BY_EMAIL_DOCUMENT, variables: { emails } }),
  all: { ...CONTACTS, document: CONTACTS_DOCUMENT },
};

const distinct = (values: readonly string[]): string[] => [...new Set(values.filter(Boolean))];

/** More values than one filter takes are asked for alone. */
function questionOf<T extends { dbId: string | null }>(run: Run, list: Filtered<T>, values: readonly string[]): Question<T> | undefined {
  const wanted = distinct(values);
  if (wanted.length === 0) return undefined;
  const isWhole = run.learnt.filtersTurnedDown.has(list.document) || wanted.length > IDS_AT_ONCE;
  return { listing: isWhole ? list.all : list.some(wanted), alone: () => filtered(run, list, wanted) };
}

async function filtered<T extends { dbId: string | null }>(run: Run, { document, some, all }: Filtered<T>, values: readonly string[]): Promise<T[]> {
  const rows: T[] = [];
  const wanted = distinct(values);
  if (wanted.length === 0) return rows;
  if (run.learnt.filtersTurnedDown.has(document)) return await allRows(run, all);
  try {
    for (const chunk of inChunks(wanted, IDS_AT_ONCE)) rows.push(...(await allRows(run, some(chunk))));
    return rows;
  } catch (error) {
    if (!(error instanceof XledgerRefused) && !(error instanceof Unexplained)) throw error;
    run.learnt.filtersTurnedDown.add(document);
    return await allRows(run, all);
  }
}
