/** The Data Tables that the flows share, and the nodes that read and write them. No name may be contained in another: n8n finds them by substring. */
import type { Node } from './flow';

type Column = 'string' | 'number' | 'boolean';

/** Dates are text (ISO) or milliseconds: n8n would read a date without a zone in its own. */
export const TABLES = {
  /**
   * One row a connection (R4): what the flows need to know of it besides its credentials. `learnt`: the forms that its Xledger was seen to take, as
   * JSON. `proved`: the Xledger in which a first row was written alone and read back as meant.
   */
  xledger_connections: { connection: 'string', active: 'boolean', autoAdd: 'boolean', groupKind: 'string', groupId: 'string', phoneCountry: 'string', bankCountry: 'string', activatedAt: 'string', learnt: 'string', proved: 'string' },
  /** The remembered pairs with their baselines (R12, R20). Rows are only added; of several of one person the newest counts, by `changedAt`. */
  xledger_links: { connection: 'string', humaId: 'string', state: 'string', employeeDbId: 'string', contactDbId: 'string', subledgerDbId: 'string', baseline: 'string', changedAt: 'string' },
  /**
   * Events that wait for Xledger. `tries` since it was last known to be there, `strikes` while it was there: so many, and the event is parked.
   * `code`: why it waits; `away` until somebody got through, then `back`.
   */
  xledger_inbox: { connection: 'string', humaId: 'string', topic: 'string', event: 'string', receivedAt: 'string', status: 'string', claim: 'string', tries: 'number', strikes: 'number', nextTryAt: 'number', code: 'string', reason: 'string' },
  /** The error log (R23): masked. */
  xledger_log: { at: 'string', connection: 'string', flow: 'string', run: 'string', humaId: 'string', employeeDbId: 'string', name: 'string', outcome: 'string', code: 'string', fields: 'string', what: 'string', retry: 'boolean' },
  /** What each full sync came to; `undone` once it has been taken back. */
  xledger_runs: { run: 'string', at: 'string', connection: 'string', flow: 'string', by: 'string', planId: 'string', applied: 'number', skipped: 'number', failed: 'number', says: 'string', undone: 'boolean' },
  /** The rows that take a run back: signed and sealed plan rows, one a person. */
  xledger_undo: { run: 'string', row: 'string' },
  /** One row a drainer: who works, and until when that counts. */
  xledger_locks: { lock: 'string', holder: 'string', heldUntil: 'number' },
} as const satisfies Record<string, Record<string, Column>>;

export type Table = keyof typeof TABLES;
type Values = Record<string, unknown>;
type Condition = [column: string, condition: 'eq' | 'neq' | 'lt' | 'lte' | 'gt' | 'gte' | 'like', value: unknown];
type Extra = Partial<Pick<Node, 'executeOnce' | 'alwaysOutputData' | 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>>;

export const createTable = (name: string, at: Node['at'], table: Table): Node =>
  dataTable(name, at, { resource: 'table', operation: 'create', tableName: table, columns: { column: Object.entries(TABLES[table]).map(([key, type]) => ({ name: key, type })) }, options: { createIfNotExists: true } }, { executeOnce: true });

/** `limit` absent: all of them. */
export const getRows = (name: string, at: Node['at'], table: Table, where: Condition[], limit?: number, { orderBy, ...extra }: Extra & { orderBy?: [column: string, direction: 'ASC' | 'DESC'] } = {}): Node =>
  dataTable(name, at, { resource: 'row', operation: 'get', ...on(table), ...filters(where), ...(limit ? { returnAll: false, limit } : { returnAll: true }), ...(orderBy ? { orderBy: true, orderByColumn: orderBy[0], orderByDirection: orderBy[1] } : {}) }, extra);

export const insertRow = (name: string, at: Node['at'], table: Table, values: Values, extra: Extra = {}): Node =>
  dataTable(name, at, { resource: 'row', operation: 'insert', ...on(table), ...columns(values), options: {} }, extra);

/** Each incoming item becomes a row as it is, all in one insert. */
export const insertItems = (name: string, at: Node['at'], table: Table, extra: Extra = {}): Node =>
  dataTable(name, at, { resource: 'row', operation: 'insert', ...on(table), columns: { mappingMode: 'autoMapInputData', value: null }, options: { optimizeBulk: true } }, extra);

export const updateRows = (name: string, at: Node['at'], table: Table, where: Condition[], values: Values, extra: Extra = {}): Node =>
  dataTable(name, at, { resource: 'row', operation: 'update', ...on(table), ...filters(where), ...columns(values), options: {} }, extra);

export const deleteRows = (name: string, at: Node['at'], table: Table, where: Condition[], extra: Extra = {}): Node =>
  dataTable(name, at, { resource: 'row', operation: 'deleteRows', ...on(table), ...filters(where), options: {} }, extra);

/** Lets the item through only when no such row is there. n8n knows no other condition here than `eq`. */
export const rowMissing = (name: string, at: Node['at'], table: Table, where: Condition[], extra: Extra = {}): Node =>
  dataTable(name, at, { resource: 'row', operation: 'rowNotExists', ...on(table), ...filters(where) }, extra);

const on = (table: Table) => ({ dataTableId: { __rl: true, mode: 'name', value: table } });
const columns = (value: Values) => ({ columns: { mappingMode: 'defineBelow', value } });
const filters = (where: Condition[]) => ({
  // n8n's default is "any": an update meant for one row would reach them all.
  matchType: 'allConditions',
  filters: { conditions: where.map(([keyName, condition, keyValue]) => ({ keyName, condition, keyValue })) },
});

const dataTable = (name: string, at: Node['at'], parameters: Values, extra: Extra): Node => ({ name, type: 'n8n-nodes-base.dataTable', typeVersion: 1.1, at, parameters, ...extra });
