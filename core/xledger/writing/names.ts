/** Keeps the names that Xledger once made from given and family name in step with them (U25). */
import { byDbId } from '../reading';
import type { Run } from '../run';
import type { XledgerEmployee } from '../types';
import { isClosed, type Account } from './account';
import { updateBatch } from './looking';
import type { MutationName, Node } from './nodes';
import { sendParts } from './parts';

type Names = { firstName?: string | null; lastName?: string | null };

/** The two texts that may be made of the names. */
const MADE_OF_NAMES: readonly { name: MutationName; key: string; read: (row: XledgerEmployee) => string | null | undefined; rowOf: (row: XledgerEmployee) => string | undefined }[] = [
  { name: 'updateContacts', key: 'name', read: (row) => row.contact?.name, rowOf: (row) => row.contact?.dbId },
  { name: 'updateEmployees', key: 'description', read: (row) => row.description, rowOf: (row) => row.dbId },
];

/**
 * Reads back everyone whose name was written. Where `contact.name` or `employee.description` still is what the old names made, it is
 * written anew in the same order; a text that somebody chose is left alone. Not among the fields, so a refusal is nobody's.
 */
export async function followNames(run: Run, accounts: readonly Account[]): Promise<void> {
  const renamed = accounts.filter((account) => !isClosed(account) && (account.written.has('contact.firstName') || account.written.has('contact.lastName')));
  if (renamed.length === 0) return;
  const rows = await byDbId(run, renamed.map(({ update }) => update.employeeDbId), []);
  for (const made of MADE_OF_NAMES) {
    const byClientId = new Map<string, Account>();
    const nodes = renamed.flatMap((account): Node[] => {
      const now = rows.get(account.update.employeeDbId);
      const dbId = now && made.rowOf(now);
      const wanted = now && !now.notShown?.some((key) => key === 'contact.firstName' || key === 'contact.lastName') && anew(made.read(now), account.row?.contact, now.contact);
      if (!now || !dbId || typeof wanted !== 'string') return [];
      const clientId = `${account.update.key}:${made.name}.${made.key}`;
      byClientId.set(clientId, account);
      return [{ clientId, person: account.update.key, dbId, parts: [{ keys: { [made.key]: wanted }, holds: (row) => made.read(row) === wanted }] }];
    });
    if (nodes.length > 0) await sendParts(run, updateBatch(run, made.name, byClientId), nodes, () => undefined);
  }
}

/** The text made of the new names, where the present text was made of the old ones. Undefined: leave it. */
function anew(text: string | null | undefined, old: Names | null | undefined, now: Names | null | undefined): string | undefined {
  const [before, after] = [old, now].map((names) => ORDERS.map((order) => order(names?.firstName ?? '', names?.lastName ?? '').trim()));
  const at = before?.findIndex((made) => made !== '' && made === text?.trim()) ?? -1;
  const wanted = after?.[at];
  return wanted && wanted !== text?.trim() ? wanted : undefined;
}

const ORDERS: readonly ((first: string, last: string) => string)[] = [(first, last) => `${first} ${last}`, (first, last) => `${last}, ${first}`, (first, last) => `${last} ${first}`];
