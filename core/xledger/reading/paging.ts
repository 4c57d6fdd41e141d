/** Reads a whole connection in as few pages as the server allows (xledger.md 4). */
import { z } from 'zod';
import { OWNER_SETS, type Run } from '../run';
import { TookTooLong, XledgerRefused, XledgerStopped } from '../transport';
import { askForShown } from './missingFields';

/** Below this a page that takes too long is the server's trouble, not the page's. */
const SMALLEST_PAGE = 25;

/** What is read: a document with `$first` and `$after`, the name of its connection and how a node is read. */
export interface Listing<T> {
  document: string;
  connection: string;
  row: z.ZodType<T, z.ZodTypeDef, unknown>;
  variables?: Record<string, unknown>;
  /** Whether the document asks for an `$ownerSet`. */
  owned: boolean;
  /** A field that the schema lacks is not left out: it is what is asked. */
  exact?: boolean;
  /** Most rows that are wanted. */
  atMost?: number;
}

/**
 * Every row once, page by page. Continues from the last edge's cursor; stops on empty edges, `hasNextPage` other than true, or a
 * cursor that was seen; a row that slipped into two pages comes once (U16). Halves the page when the server gives up on it.
 * Throws `XledgerStopped` and `XledgerRefused`.
 */
export async function* pages<T extends { dbId: string | null }>(run: Run, listing: Listing<T>): AsyncGenerator<T[]> {
  for (const place = beginning(); !place.isDone; ) {
    const fresh = goOn(place, await pageAfter(run, listing, place.after), listing);
    if (fresh.length > 0) yield fresh;
  }
}

/** How far a list has been read. */
export interface Place {
  after: string | null;
  isDone: boolean;
  rows: Set<string>;
  cursors: Set<string>;
}

export const beginning = (): Place => ({ after: null, isDone: false, rows: new Set(), cursors: new Set() });

/** Moves on behind a page. @returns its rows that were not there before */
export function goOn<T extends { dbId: string | null }>(place: Place, { rows, last, more }: Page<T>, { atMost = Infinity }: Listing<T>): T[] {
  const fresh = rows.filter(({ dbId }) => dbId === null || isFirst(place.rows, dbId));
  place.isDone = place.rows.size >= atMost || !more || last === null || !isFirst(place.cursors, last);
  place.after = last;
  return fresh;
}

/** All rows in one array. */
export async function allRows<T extends { dbId: string | null }>(run: Run, listing: Listing<T>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages(run, listing)) for (const row of page) rows.push(row);
  return rows;
}

export interface Page<T> {
  rows: T[];
  last: string | null;
  more: boolean;
}

async function pageAfter<T>(run: Run, listing: Listing<T>, after: string | null): Promise<Page<T>> {
  for (;;) {
    const first = rowsAPage(run, listing);
    try {
      return readPage(await askOwned(run, listing, { ...listing.variables, first, after }), listing);
    } catch (error) {
      if (!(error instanceof TookTooLong)) throw error;
      if (first > SMALLEST_PAGE) run.learnt.pageSize = Math.max(SMALLEST_PAGE, Math.floor(first / 2));
      else await run.calls.pause(run.operation, 5_000, { code: 'unavailable', says: 'Xledger gives up on the request even for a few rows' });
    }
  }
}

export const rowsAPage = <T>({ learnt }: Run, { atMost = Infinity }: Listing<T>): number => Math.min(learnt.pageSize, atMost);

/** Asks over the widest set of owners that the server accepts (U15), and remembers it. */
async function askOwned<T>(run: Run, { document, owned, exact }: Listing<T>, variables: Record<string, unknown>): Promise<unknown> {
  const { ownerSet } = run.learnt;
  const ask = (given: Record<string, unknown>) => (exact ? run.calls.ask(run.operation, document, given) : askForShown(run, document, given));
  if (!owned) return await ask(variables);
  let firstRefusal: unknown;
  // A refusal is heard twice before fewer owners are asked for: a passing trouble must not make people disappear.
  for (const candidate of ownerSet.proven ? [ownerSet.current] : [OWNER_SETS[0], ...OWNER_SETS]) {
    try {
      const data = await ask({ ...variables, ownerSet: candidate });
      Object.assign(ownerSet, { current: candidate, proven: true });
      return data;
    } catch (error) {
      if (!mayMeanOwnerSet(error)) throw error;
      firstRefusal ??= error;
    }
  }
  throw firstRefusal;
}

function mayMeanOwnerSet(error: unknown): boolean {
  if (error instanceof XledgerStopped) return error.stop.code === 'scope';
  return error instanceof XledgerRefused && ['wrongType', 'refused', 'lookupNotFound'].includes(error.refusal.code);
}

/** `name`: under which the answer holds the list. */
export function readPage<T>(data: unknown, { connection, row }: Listing<T>, name = connection): Page<T> {
  const read = z.record(Connection).safeParse(data);
  const found = read.success ? read.data[name] : undefined;
  if (found === null) throw new XledgerStopped({ code: 'scope', says: `Xledger shows nothing of "${connection}": the API token seems to have no access to it.`, retry: false });
  if (found === undefined) throw unreadable(connection);
  const edges = (found.edges ?? []).flatMap((edge) => (edge ? [edge] : []));
  const rows = edges.flatMap(({ node }) => {
    if (node === null || node === undefined) return [];
    const result = row.safeParse(node);
    if (!result.success) throw unreadable(connection);
    return [result.data];
  });
  return { rows, last: edges.at(-1)?.cursor ?? null, more: edges.length > 0 && found.pageInfo?.hasNextPage === true };
}

function unreadable(connection: string): XledgerRefused {
  return new XledgerRefused({ code: 'unreadable', says: `What Xledger answered about "${connection}" has an unknown form`, path: connection, retry: false });
}

function isFirst(seen: Set<string>, value: string): boolean {
  const size = seen.size;
  return seen.add(value).size > size;
}

const Connection = z
  .object({
    edges: z.array(z.object({ cursor: z.union([z.string(), z.number().transform(String)]).nullish(), node: z.unknown() }).nullable()).nullish(),
    pageInfo: z.object({ hasNextPage: z.boolean().nullish() }).nullish(),
  })
  .nullable();
