/** Fourth and fifth step: the writes of some rows in full batches, and a reading of everything that was written. */
import { FIELD_KEYS, type FieldKey, type Person } from '../../../person';
import type { HumaWritten } from '../../../huma';
import type { TargetChange, WriteResult } from '../../../xledger';
import { keyOf } from '../../plan';
import { fellByItsForm } from '../../compare';
import { fieldsOf, type Seen } from '../looking';
import { end, endingOf, type Run, type TakenRow } from '../run';

export interface CarryOptions {
  /** Reads back every field, also those that no row names. */
  whole?: boolean;
}

/** Writes the rows. What became of them stands in the rows; nobody is ended here but where Xledger stops. */
export async function carry(run: Run, rows: readonly TakenRow[], seen: Seen, { whole = false }: CarryOptions = {}): Promise<void> {
  await updateXledger(run, rows.filter(({ toXledger }) => toXledger.length > 0));
  await completeInXledger(run, rows.filter(({ toComplete }) => toComplete.length > 0));
  await createInXledger(run, rows.filter((one) => one.writes.deed === 'createInXledger' && !one.employee));
  await updateHuma(run, rows.filter(({ toHuma, ending }) => toHuma.length > 0 && !ending));
  await createInHuma(run, rows.filter((one) => one.writes.deed === 'createInHuma' && !one.user && !one.ending), seen);
  if (!run.options.readBack && !whole) return;
  await readBack(run, rows.filter(({ wroteXledger }) => wroteXledger), whole);
  await writeInAnotherForm(run, rows.filter((one) => fellByItsForm(changesIn(one), one.wroteXledger, one.now, run.options.reading)), whole);
}

/** An address or a gender went in the form that an earlier run had seen this Xledger take, and does not stand: the form is found anew (U8, U9, U12). */
async function writeInAnotherForm(run: Run, rows: readonly TakenRow[], whole: boolean): Promise<void> {
  if (rows.length === 0 || !run.with.xledger.doubtForms?.()) return;
  await updateXledger(run, rows, ({ now, employee }) => now ?? employee);
  // What was seen before says nothing of what was written since.
  for (const one of rows) one.now = undefined;
  await readBack(run, rows, whole);
}

async function updateXledger(run: Run, rows: readonly TakenRow[], seenAs = ({ employee }: TakenRow) => employee): Promise<void> {
  if (rows.length === 0) return;
  await answered(rows, async () => await run.with.xledger.update(rows.map((one) => ({
    key: keyOf(one.open.row),
    employeeDbId: one.open.row.employeeDbId ?? '',
    contactDbId: one.open.row.contactDbId,
    subledgerDbId: one.open.row.subledgerDbId,
    changes: changesIn(one),
    seen: seenAs(one),
  }))));
}

const changesIn = ({ toXledger }: TakenRow): TargetChange[] => toXledger.map(({ target, huma }) => ({ target, value: huma }));

async function completeInXledger(run: Run, rows: readonly TakenRow[]): Promise<void> {
  if (rows.length === 0) return;
  await answered(rows, async () => await run.with.xledger.update(rows.flatMap(({ open, employee, toComplete }) => (employee ? [{
    key: keyOf(open.row),
    employeeDbId: employee.dbId,
    contactDbId: employee.contact?.dbId ?? null,
    subledgerDbId: employee.subledger?.dbId ?? null,
    changes: toComplete,
    seen: employee,
  }] : []))));
}

async function createInXledger(run: Run, rows: readonly TakenRow[]): Promise<void> {
  if (rows.length === 0) return;
  await answered(rows, async () => await run.with.xledger.create(rows.map(({ open }) => ({ key: keyOf(open.row), person: open.newcomer })), run.options.creation));
}

/** One result for each row, or its ending where there is none. */
async function answered(rows: readonly TakenRow[], send: () => Promise<ReadonlyMap<string, WriteResult>>): Promise<void> {
  try {
    const results = await send();
    for (const one of rows) {
      one.wroteXledger = results.get(keyOf(one.open.row));
      if (!one.wroteXledger) end(one, { outcome: 'notAttempted', code: 'xledgerUnavailable', retry: true });
    }
  } catch (error) {
    const ending = endingOf(error);
    if (!ending) throw error;
    for (const one of rows) end(one, ending);
  }
}

async function updateHuma(run: Run, rows: readonly TakenRow[]): Promise<void> {
  if (rows.length === 0 || !run.with.huma) return;
  const written = await run.with.huma.update(rows.map((one) => ({ humaId: one.open.row.humaId ?? '', changes: valuesFor(one), evenLocked: run.options.evenLocked })));
  rows.forEach((one, place) => { one.wroteHuma = written[place]; });
}

/** What Huma is given, by field. */
export function valuesFor({ writes, toHuma }: TakenRow): Person {
  const values = writes.huma?.values ?? {};
  return Object.fromEntries(toHuma.map((field) => [field, values[field]])) as Person;
}

async function createInHuma(run: Run, rows: readonly TakenRow[], { listed }: Seen): Promise<void> {
  if (rows.length === 0 || !run.with.huma) return;
  const people = rows.map(({ open }) => ({ key: keyOf(open.row), person: open.newcomer, groups: run.options.groups }));
  const written: ReadonlyMap<string, HumaWritten> = await run.with.huma.create(people, { listed });
  for (const one of rows) one.wroteHuma = written.get(keyOf(one.open.row));
}

/** In bulk. Where it cannot be read, nothing is taken for certain: `now` stays undefined. */
async function readBack(run: Run, rows: readonly TakenRow[], whole: boolean): Promise<void> {
  const dbIdOf = ({ wroteXledger, open }: TakenRow) => wroteXledger?.ids.employeeDbId ?? open.row.employeeDbId ?? '';
  const there = rows.filter((one) => dbIdOf(one) !== '');
  if (there.length === 0) return;
  const fields: FieldKey[] = whole ? [...FIELD_KEYS] : fieldsOf(there);
  try {
    const read = await run.with.xledger.byDbId(there.map(dbIdOf), fields);
    for (const one of there) one.now = read.get(dbIdOf(one)) ?? null;
  } catch (error) {
    if (!endingOf(error)) throw error;
  }
}
