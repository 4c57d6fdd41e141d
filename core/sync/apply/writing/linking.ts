/** The link that exists after a row was worked on. Pure. */
import type { FieldKey } from '../../../person';
import type { XledgerIds } from '../../../xledger';
import { printOf } from '../../compare';
import { linked, readRemembered, writeRemembered } from '../../link';
import { linkAfter, type RowBecame } from '../../plan';
import type { Link } from '../../types';
import type { RowAtWork, Run, TakenRow } from '../run';

/** Undefined for rows without a pair. */
export function linkOf(one: TakenRow, run: Run, became: RowBecame): Link | undefined {
  const { open } = one;
  const ids = idsOf(one);
  const humaId = open.row.humaId ?? one.wroteHuma?.humaId ?? one.user?.humaId ?? null;
  if (!ids || humaId === null) return undefined;
  if (run.plan?.undoes) return undone(one, became, run);
  const how = { at: run.at, fingerprintKey: run.with.keys.fingerprint, reading: run.options.reading, before: run.links.of(humaId) };
  return linkAfter({ ...open, row: { ...open.row, humaId } }, ids, became, how);
}

/** Of somebody who was just created in Xledger. */
export function linkOfNew(one: TakenRow, run: Run, baseline: Link['baseline']): Link | undefined {
  const ids = idsOf(one);
  const { row } = one.open;
  if (!row.humaId || !ids) return undefined;
  return linked({ connection: row.plan.connection, humaId: row.humaId, at: run.at }, ids, baseline, run.links.of(row.humaId));
}

/** As read back, else as it was read, else as Xledger answered the write. */
function idsOf({ wroteXledger, now, employee: before }: RowAtWork): XledgerIds | undefined {
  const employee = now ?? before;
  if (employee) return { employeeDbId: employee.dbId, contactDbId: employee.contact?.dbId ?? null, subledgerDbId: employee.subledger?.dbId ?? null };
  const { employeeDbId, contactDbId = null, subledgerDbId = null } = wroteXledger?.ids ?? {};
  return employeeDbId ? { employeeDbId, contactDbId, subledgerDbId } : undefined;
}

/** After an undo both sides differ on purpose: Huma's value is not sent again until it is another one (R14). */
function undone({ link }: RowAtWork, { inHuma = {} }: RowBecame, run: Run): Link | undefined {
  const fields = Object.keys(inHuma) as FieldKey[];
  if (!link || fields.length === 0) return undefined;
  const how = { fingerprintKey: run.with.keys.fingerprint, reading: run.options.reading };
  const { whole: _whole, ...baseline } = link.baseline;
  for (const field of fields) {
    const text = writeRemembered({ ...readRemembered(baseline[field], how.fingerprintKey), settled: printOf(field, inHuma, how) });
    if (text) baseline[field] = text;
  }
  return { ...link, baseline, changedAt: run.at };
}
