// Reads pages of rows: the small questions that probes ask again and again.
import get from 'lodash/get';
import { z } from 'zod';
import type { Asker, Reply } from './ask';

export type Row = Readonly<Record<string, unknown>>;

/** What a probe knows before it asks. */
export interface Reader {
  asker: Asker;
  /** The widest that this server takes (U15). */
  ownerSet: 'ALL' | 'MINE' | 'CURRENT';
}

export interface Page {
  rows: Row[];
  /** `null` and `[]` are told apart here only (U16). */
  edges: 'null' | 'list' | 'missing';
  hasNextPage: boolean | null | undefined;
  firstCursor: string | undefined;
  lastCursor: string | undefined;
}

export interface Wanted {
  select: string;
  first?: number;
  /** `ownerSet` and `objectStatus` are given unless told otherwise (U15). */
  ownerSet?: string | null;
  objectStatus?: string | null;
  /** As in `code: $code`, with what it declares and holds. */
  filter?: string;
  declares?: string;
  variables?: Readonly<Record<string, unknown>>;
  more?: string;
  pageInfo?: string;
}

/** One page of a connection; `refused` where the server does not give it. */
export async function pageOf(reader: Reader, connection: string, wanted: Wanted): Promise<Page | { refused: Reply }> {
  const reply = await reader.asker.ask(documentFor(reader, connection, wanted), wanted.variables);
  const given = reply.data?.[connection];
  if (given === undefined || (given === null && reply.errors.length > 0)) return { refused: reply };
  const connectionRead = CONNECTION.safeParse(given);
  if (!connectionRead.success) return { rows: [], edges: 'missing', hasNextPage: undefined, firstCursor: undefined, lastCursor: undefined };
  const { edges, pageInfo } = connectionRead.data;
  const cursors = (edges ?? []).flatMap(({ cursor }) => cursor ?? []);
  return {
    rows: (edges ?? []).flatMap(({ node }) => (node ? [node] : [])),
    edges: edges === null || edges === undefined ? 'null' : 'list',
    hasNextPage: pageInfo?.hasNextPage,
    firstCursor: cursors[0],
    lastCursor: cursors.at(-1),
  };
}

/** The rows of one page; none where they are refused. */
export async function rowsOf(reader: Reader, connection: string, wanted: Wanted): Promise<Row[]> {
  const page = await pageOf(reader, connection, wanted);
  return 'refused' in page ? [] : page.rows;
}

/** The row with a dbId. */
export async function rowWith(reader: Reader, connection: string, dbId: string, select: string): Promise<Row | undefined> {
  const [row] = await rowsOf(reader, connection, { select, first: 2, declares: '$dbIds: [Int!]', filter: 'dbId_in: $dbIds', variables: { dbIds: [Number(dbId)] } });
  return row;
}

/** A text or number at a path of a row, as text; undefined where there is none. */
export function textAt(row: Row | undefined, path: string): string | undefined {
  const value: unknown = get(row, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Whether a row tells something at a path: not null, not missing. */
export const isThere = (row: Row | undefined, path: string): boolean => get(row, path) != null;

/** Connections that take neither ownerSet nor objectStatus. */
const OWNERLESS = new Set(['countries', 'employeeGroups', 'objectKinds']);

function documentFor({ ownerSet }: Reader, connection: string, wanted: Wanted): string {
  const owner = wanted.ownerSet === undefined ? ownerSet : wanted.ownerSet;
  const status = wanted.objectStatus === undefined ? 'ALL' : wanted.objectStatus;
  const args = [
    `first: ${wanted.first ?? 25}`,
    ...(OWNERLESS.has(connection) ? [] : [...(owner === null ? [] : [`ownerSet: ${owner}`]), ...(status === null || connection === 'employee_deltas' ? [] : [`objectStatus: ${status}`])]),
    ...(wanted.filter === undefined ? [] : [`filter: { ${wanted.filter} }`]),
    ...(wanted.more === undefined ? [] : [wanted.more]),
  ];
  const declares = wanted.declares === undefined ? '' : ` (${wanted.declares})`;
  return `query${declares} { ${connection}(${args.join(', ')}) { pageInfo { ${wanted.pageInfo ?? 'hasNextPage'} } edges { cursor node { ${wanted.select} } } } }`;
}

const CONNECTION = z.object({
  edges: z.array(z.object({ cursor: z.string().nullish(), node: z.record(z.unknown()).nullish() })).nullish(),
  pageInfo: z.object({ hasNextPage: z.boolean().nullish() }).passthrough().nullish(),
});
