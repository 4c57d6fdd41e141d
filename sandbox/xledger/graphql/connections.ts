// Pages of rows: owner set, status, filter, order, cursors and limits of a connection.
import type { Row } from '../state';
import type { Switches } from '../switches';
import { BAD_INPUT, Refusal, today, type Asking } from '../asking';
import { predicateOf, type Filter, type Readers } from './filters';

/** At most so many rows a page (confirmed). */
export const MOST_ROWS = 10_000;
const DEFAULT_ROWS = 100;

export interface PageArguments {
  first?: number | null;
  last?: number | null;
  before?: string | null;
  after?: string | null;
  filter?: Filter | null;
  objectStatus?: 'ALL' | 'OPEN' | 'CLOSED' | null;
  ownerSet?: OwnerSet | null;
  /** Only by when rows were made. */
  orderBy?: { direction?: 'ASC' | 'DESC' | null } | null;
}
type OwnerSet = 'CURRENT' | 'UPPER' | 'LOWER' | 'MINE' | 'ALL';

export interface Page<R> {
  edges: { cursor: string; node: R }[] | null;
  pageInfo: { hasNextPage: boolean | null; hasPreviousPage: boolean; endCursor: string | null };
}

/** What a connection needs to know of its rows. `values` reads what can be filtered; `closed` may be left out where rows never close. */
export interface Listing<R extends Row> {
  rows: () => Iterable<R>;
  values: Readers<R>;
  closed?: (row: R, today: string) => boolean;
  /** The row's dbId as text, unless told otherwise (confirmed: in most cases). */
  cursor?: (row: R) => string;
  /** Rows without an owner (countries) are seen by everyone. */
  ownerless?: boolean;
}

/** One page of the rows the arguments select; `edges` is null where there are none (confirmed; U16empty). */
export function pageOf<R extends Row>(asking: Asking, listing: Listing<R>, args: PageArguments): Page<R> {
  const rows = selected(asking, listing, args);
  if (args.orderBy) rows.sort((a, b) => a.createdAt - b.createdAt || a.dbId - b.dbId);
  else if (asking.switches.U16 === 'byLastChange') rows.sort((a, b) => a.modifiedAt - b.modifiedAt || a.dbId - b.dbId);
  if (args.orderBy?.direction === 'DESC') rows.reverse();
  return paged(asking, rows, args, listing.cursor ?? ((row) => String(row.dbId)));
}

/** Cuts a page out of all rows in order; shared with the deltas, whose cursors are their own. */
export function paged<R>(asking: Asking, ordered: readonly R[], args: PageArguments, cursorOf: (row: R) => string): Page<R> {
  const { switches } = asking;
  const size = args.first ?? args.last ?? DEFAULT_ROWS;
  if (size < 0 || size > MOST_ROWS) throw new Refusal(`At most ${MOST_ROWS} rows can be asked for at a time.`, { code: BAD_INPUT });
  if (switches.U19timeout === 'over500Rows' && size > 500) throw new Refusal('Unfortunately your query timed out. Ask for fewer rows.', { code: 'TIMEOUT' });
  const start = args.after ? positionAfter(ordered, args.after, cursorOf) : 0;
  const end = args.before ? Math.max(start, positionAfter(ordered, args.before, cursorOf, 0)) : ordered.length;
  const fromTheEnd = args.first == null && args.last != null;
  const from = fromTheEnd ? Math.max(start, end - size) : start;
  const rows = ordered.slice(from, Math.min(end, from + size));
  asking.used.rows += rows.length;
  const hasNextPage = from + rows.length < ordered.length;
  const edges = rows.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges: edges.length === 0 && switches.U16empty === 'null' ? null : edges,
    pageInfo: {
      hasNextPage: !hasNextPage && switches.U16hasNextPage === 'nullOnTheLastPage' ? null : hasNextPage,
      hasPreviousPage: from > 0,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The row may be gone: then the next larger cursor counts. Where the cursor is no number, nothing follows. */
function positionAfter<R>(ordered: readonly R[], cursor: string, cursorOf: (row: R) => string, beyond = 1): number {
  const at = ordered.findIndex((row) => cursorOf(row) === cursor);
  if (at >= 0) return at + beyond;
  if (!/^\d+$/.test(cursor)) throw new Refusal('Invalid cursor.', { code: BAD_INPUT });
  const larger = ordered.findIndex((row) => Number(cursorOf(row)) > Number(cursor));
  return larger < 0 ? ordered.length : larger;
}

function selected<R extends Row>(asking: Asking, listing: Listing<R>, args: PageArguments): R[] {
  const owners = listing.ownerless ? undefined : ownersOf(asking, args.ownerSet);
  const date = today(asking.state);
  const status = args.objectStatus ?? (asking.switches.U15 === 'openAndOwnEntity' ? 'OPEN' : 'ALL');
  const matches = predicateOf(args.filter ?? {}, listing.values, asking.switches.U17 === 'allIgnoringCase');
  const rows: R[] = [];
  for (const row of listing.rows()) {
    if (owners && !owners.has(row.ownerDbId)) continue;
    if (status !== 'ALL' && listing.closed && listing.closed(row, date) !== (status === 'CLOSED')) continue;
    if (matches(row)) rows.push(row);
  }
  return rows;
}

function ownersOf(asking: Asking, ownerSet: OwnerSet | null | undefined): ReadonlySet<number> {
  const { state, switches, token } = asking;
  const own = token.ownerDbId;
  const set = ownerSet ?? (switches.U15 === 'openAndOwnEntity' ? 'CURRENT' : 'ALL');
  if (set === 'ALL' && ownerSet && switches.U15all === 'rejected') throw new Refusal('OwnerSet ALL is not allowed for this token.', { code: BAD_INPUT });
  const mine = (meaning: Switches['U15mine']): Iterable<number> => (meaning === 'onlyItsOwnEntity' ? [own] : asking.reach);
  const parents = state.owners.filter((owner) => owner.dbId === own && owner.parentDbId !== null).map((owner) => owner.parentDbId as number);
  const chosen: Record<OwnerSet, Iterable<number>> = {
    CURRENT: [own],
    LOWER: [...asking.reach].filter((dbId) => dbId !== own),
    UPPER: parents.filter((dbId) => asking.reach.has(dbId)),
    MINE: mine(switches.U15mine),
    ALL: asking.reach,
  };
  return new Set(chosen[set]);
}
