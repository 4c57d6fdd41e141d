// What tests do in Huma, and what they then see in Xledger and in n8n's tables.
import { z } from 'zod';
import type { PlainPerson, PlainPersonInput, PlainPersonUpdate } from '../../../sandbox/huma';
import { peopleOf, type PersonView } from '../../../sandbox/xledger';
import { until } from '../../../scripts/n8n';
import type { Stack } from './stack';

const LONGEST_WAIT = 60_000;
const Row = z.record(z.unknown());

/** Changes a person, named by id or e-mail; Huma tells n8n. */
export const editInHuma = (stack: Stack, who: string, changes: PlainPersonUpdate) => inHuma(stack, 'PATCH', `/people/${who}`, changes);
/** Everybody in Huma, or who is found by these words. */
export const peopleInHuma = async ({ huma }: Stack, search = ''): Promise<PlainPerson[]> =>
  await (await fetch(`${huma.adminUrl}/people?search=${encodeURIComponent(search)}`)).json() as PlainPerson[];
export const addInHuma = (stack: Stack, person: PlainPersonInput) => inHuma(stack, 'POST', '/people', person);
export const deleteInHuma = (stack: Stack, who: string) => inHuma(stack, 'DELETE', `/people/${who}`);

async function inHuma({ huma }: Stack, method: string, path: string, body?: unknown): Promise<PlainPerson> {
  const request = body === undefined ? { method } : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${huma.adminUrl}${path}`, request);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return await response.json() as PlainPerson;
}

export const employeesWith = ({ xledger }: Stack, email: string): PersonView[] => peopleOf(xledger.state).filter(({ values }) => values['contact.email'] === email);

/** The one employee with this e-mail. @throws when there is none, or more than one */
export function employeeWith(stack: Stack, email: string): PersonView {
  const [found, ...more] = employeesWith(stack, email);
  if (found === undefined || more.length > 0) throw new Error(`${found ? more.length + 1 : 0} employees have the e-mail ${email}`);
  return found;
}

/** All that Xledger holds of everybody: 'contact.phone of 1042' → value. */
export function everythingInXledger({ xledger }: Stack): Record<string, string | null> {
  return Object.fromEntries(peopleOf(xledger.state).flatMap(({ dbId, values }) => Object.entries(values).map(([path, value]) => [`${path} of ${dbId}`, value])));
}

/** The entries that are not what they were. */
export function changesSince(before: Record<string, string | null>, now: Record<string, string | null>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => before[key] !== value));
}

/** The rows of one of the flows' tables that have these values. */
export async function rowsOf({ client }: Stack, table: string, wanted: Record<string, unknown> = {}): Promise<Array<Record<string, unknown>>> {
  const rows = z.array(Row).parse(await client.tableRows(table));
  return rows.filter((row) => Object.entries(wanted).every(([column, value]) => row[column] === value));
}

/** The links that count and have these values: of several rows about one person the newest. */
export async function linksIn(stack: Stack, wanted: Record<string, unknown> = {}): Promise<Array<Record<string, unknown>>> {
  const newest = new Map<string, Record<string, unknown>>();
  for (const row of await rowsOf(stack, 'xledger_links')) {
    const key = `${String(row.connection)} ${String(row.humaId)}`;
    if (String(row.changedAt) >= String(newest.get(key)?.changedAt ?? '')) newest.set(key, row);
  }
  return [...newest.values()].filter((row) => Object.entries(wanted).every(([column, value]) => row[column] === value));
}

/** Changes the rows of a table whose column holds this value, as somebody does by hand. */
export const changeRows = ({ client }: Stack, table: string, where: [column: string, value: unknown], data: Record<string, unknown>): Promise<void> => client.tables.change(table, where, data);

export const addRow = ({ client }: Stack, table: string, row: Record<string, unknown>): Promise<void> => client.tables.add(table, row);

export const removeRows = ({ client }: Stack, table: string, where: [column: string, value: unknown]): Promise<void> => client.tables.remove(table, where);

/** Waits until Huma has told everything, and the inbox is worked off. */
export async function settled(stack: Stack, within = LONGEST_WAIT): Promise<void> {
  await stack.huma.settled();
  await until(() => rowsOf(stack, 'xledger_inbox'), (rows) => rows.length === 0, within, 'the inbox was not worked off');
}
