/** Reads employees with their contacts and subledgers: everyone, some by dbId, the changed ones, and the slim index. */
import type { FieldKey } from '../../person';
import type { Run } from '../run';
import type { XledgerEmployee, XledgerIndexEntry } from '../types';
import { employeesDocument, INDEX_DOCUMENT } from './documents';
import { notShownWithout } from './missingFields';
import { allRows, pages, type Listing } from './paging';
import { EmployeeRow } from './rows';
import type { Question } from './together';

/** dbIds in one filter: a database's limit on parameters is near 2,000, and 1,000 rows is a common page (xledger.md 3). */
export const IDS_AT_ONCE = 1_000;

const EMPLOYEES = { connection: 'employees', row: EmployeeRow, owned: true } as const;

/** Everyone the token reaches, open and closed, with the paths of the given fields. */
export function everyone(run: Run, fields: readonly FieldKey[]): AsyncGenerator<XledgerEmployee[]> {
  return marked(run, { ...EMPLOYEES, document: employeesDocument('all', fields) });
}

/** Employees whose own row changed at or after the given server time (U20: take it from a `modifiedAt` that the server returned). */
export function changedSince(run: Run, since: string, fields: readonly FieldKey[]): AsyncGenerator<XledgerEmployee[]> {
  return marked(run, { ...EMPLOYEES, document: employeesDocument('changedSince', fields), variables: { since } });
}

/** The employees with these dbIds that exist, by dbId. */
export async function byDbId(run: Run, dbIds: readonly string[], fields: readonly FieldKey[]): Promise<Map<string, XledgerEmployee>> {
  const found = new Map<string, XledgerEmployee>();
  for (const some of inChunks(numericIds(dbIds), IDS_AT_ONCE)) keepAsked(run, await allRows(run, employeesWith(some, fields).listing), some, found);
  return found;
}

/** Employees with these dbIds, at most a thousand. */
export const employeesWith = (dbIds: readonly number[], fields: readonly FieldKey[]): Question<XledgerEmployee> =>
  ({ listing: { ...EMPLOYEES, document: employeesDocument('byDbId', fields), variables: { dbIds }, atMost: dbIds.length } });

/** Keeps those who were asked for, whatever else a server gives. */
export function keepAsked(run: Run, rows: readonly XledgerEmployee[], dbIds: readonly number[], found: Map<string, XledgerEmployee>): void {
  const asked = new Set(dbIds.map(String));
  for (const row of rows) if (asked.has(row.dbId)) found.set(row.dbId, markOf(run, row));
}

async function* marked(run: Run, listing: Listing<XledgerEmployee>): AsyncGenerator<XledgerEmployee[]> {
  for await (const rows of pages(run, listing)) yield rows.map((row) => markOf(run, row));
}

/** Says of a row what it does not show because Xledger has no field for it (U27). */
function markOf({ learnt: { missingFields } }: Run, row: XledgerEmployee): XledgerEmployee {
  const notShown = notShownWithout(missingFields);
  return notShown.length === 0 ? row : { ...row, notShown };
}

/** What matching and uniqueness need to know of everyone. */
export async function index(run: Run): Promise<XledgerIndexEntry[]> {
  return asIndex(await allRows(run, INDEX.listing));
}

export const INDEX: Question<XledgerEmployee> = { listing: { ...EMPLOYEES, document: INDEX_DOCUMENT } };

export function asIndex(rows: readonly XledgerEmployee[]): XledgerIndexEntry[] {
  return rows.map(({ dbId, ownerDbId, code, contact, subledger }) => ({
    dbId,
    ownerDbId,
    code,
    contactDbId: contact?.dbId ?? null,
    contactEmail: contact?.email ?? null,
    contactPhone: contact?.phone ?? null,
    subledgerDbId: subledger?.dbId ?? null,
    subledgerCode: subledger?.code ?? null,
    subledgerEmail: subledger?.email ?? null,
    subledgerPhone: subledger?.phone ?? null,
  }));
}

/** dbIds as the filter `[Int!]` takes them; what is no number cannot be anybody's dbId there. */
export function numericIds(dbIds: readonly string[]): number[] {
  return [...new Set(dbIds)].filter((dbId) => /^\d{1,15}$/.test(dbId)).map(Number);
}

export function inChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) => items.slice(chunk * size, (chunk + 1) * size));
}
