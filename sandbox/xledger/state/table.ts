// One table of rows with its indexes; changes can be taken back, so that a refused mutation leaves nothing behind.
import type { Row } from './rows';

type IndexedColumn = { in: 'values' | 'links'; column: string };

/** Where a table puts the steps that take a change back; null while nothing may be taken back. */
export interface UndoLog {
  steps: (() => void)[] | null;
}

/**
 * Rows in the order of their dbId. Change rows through `change`, which keeps the indexes right;
 * `find` looks up a link exactly and a text trimmed and without regard to case.
 */
export class Table<R extends Row> {
  private readonly rows = new Map<number, R>();
  private readonly indexes = new Map<string, Map<string, Set<number>>>();

  constructor(
    private readonly undo: UndoLog,
    private readonly indexed: readonly IndexedColumn[],
  ) {
    for (const { column } of indexed) this.indexes.set(column, new Map());
  }

  get size(): number {
    return this.rows.size;
  }

  get(dbId: number | null | undefined): R | undefined {
    return dbId == null ? undefined : this.rows.get(dbId);
  }

  all(): IterableIterator<R> {
    return this.rows.values();
  }

  find(column: string, value: Row['values'][string] | number): R[] {
    const key = keyOf(value);
    const found = key === undefined ? undefined : this.indexes.get(column)?.get(key);
    return found ? [...found].flatMap((dbId) => this.rows.get(dbId) ?? []) : [];
  }

  add(row: R): R {
    this.put(row);
    this.undo.steps?.push(() => this.drop(row.dbId));
    return row;
  }

  change(row: R, changes: { values?: Partial<R['values']>; links?: Partial<R['links']>; modifiedAt?: number; ownerDbId?: number }): void {
    const before = { values: row.values, links: row.links, modifiedAt: row.modifiedAt, ownerDbId: row.ownerDbId };
    this.undo.steps?.push(() => this.replace(row, before));
    this.replace(row, {
      values: { ...row.values, ...changes.values },
      links: { ...row.links, ...changes.links },
      modifiedAt: changes.modifiedAt ?? row.modifiedAt,
      ownerDbId: changes.ownerDbId ?? row.ownerDbId,
    });
  }

  clear(): void {
    this.rows.clear();
    for (const index of this.indexes.values()) index.clear();
  }

  private replace(row: R, content: Pick<R, 'values' | 'links' | 'modifiedAt' | 'ownerDbId'>): void {
    this.unindex(row);
    Object.assign(row, content);
    this.index(row);
  }

  private put(row: R): void {
    this.rows.set(row.dbId, row);
    this.index(row);
  }

  private drop(dbId: number): void {
    const row = this.rows.get(dbId);
    if (!row) return;
    this.unindex(row);
    this.rows.delete(dbId);
  }

  private index(row: R): void {
    for (const [index, key] of this.keysOf(row)) {
      const holders = index.get(key);
      if (holders) holders.add(row.dbId);
      else index.set(key, new Set([row.dbId]));
    }
  }

  private unindex(row: R): void {
    for (const [index, key] of this.keysOf(row)) index.get(key)?.delete(row.dbId);
  }

  private keysOf(row: R): [Map<string, Set<number>>, string][] {
    return this.indexed.flatMap(({ in: part, column }) => {
      const key = keyOf(row[part][column]);
      const index = this.indexes.get(column);
      return key === undefined || !index ? [] : [[index, key] as [Map<string, Set<number>>, string]];
    });
  }
}

function keyOf(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  return String(value).trim().toLowerCase();
}
