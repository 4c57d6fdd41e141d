// The row an update names by its dbId.
import type { Rows, TableName } from '../state';
import { BAD_INPUT, reached, Refusal, type Asking } from '../asking';

/** The row, if the token reaches it; otherwise the update is refused. */
export function existing<T extends TableName>(asking: Asking, table: T, dbId: unknown): Rows[T] {
  const row = reached(asking, asking.state[table].get(Number(dbId)) as Rows[T] | undefined);
  if (!row) throw noSuchRow(dbId);
  return row;
}

export function noSuchRow(dbId: unknown): Refusal {
  return new Refusal(`No value matching dbId '${String(dbId)}'.`, { code: BAD_INPUT, field: 'dbId' });
}
