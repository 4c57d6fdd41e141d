/** The link that exists after a row was worked on. Pure. */
import type { FieldKey } from '../../../person';
import type { XledgerIds } from '../../../xledger';
import { printOf } from '../../compare';
import { readRemembered, writeRemembered } from '../../link';
import { linkAfter, type RowBecame } from '../../plan';
import type { Link } from '../../types';
import type { RowAtWork, Run } from '../run';

/** Undefined for rows without a pair. */
export function linkOf(one: RowAtWork, run: Run, became: RowBecame): Link | undefined {
  const { open, wroteXledger, now } = one;
  const employee = now ?? one.employee;
  const ids: XledgerIds | undefined = employee
    ? { employeeDbId: employee.dbId, contactDbId: employee.contact?.dbId ?? null, subledgerDbId: employee.subledger?.dbId ?? null }
    : wroteXledger?.ids.employeeDbId ? { employeeDbId: wroteXledger.ids.employeeDbId, contactDbId: wroteXledger.ids.contactDbId ?? null, subledgerDbId: wroteXledger.ids.subledgerDbId ?? null } : undefined;
  const humaId = open?.row.humaId ?? one.wroteHuma?.humaId ?? one.user?.humaId ?? null;
  if (!open || !ids || humaId === null) return undefined;
  if (run.plan?.undoes) return undone(one, became, run);
  const how = { at: run.at, fingerprintKey: run.with.keys.fingerprint, reading: run.options.reading, before: run.links.of(humaId) };
  return linkAfter({ ...open, row: { ...open.row, humaId } }, ids, became, how);
}

/** After an undo both sides differ on purpose: Huma's value is not sent again until it is another one (R14). */
function undone({ link }: RowAtWork, { inHuma = {} }: RowBecame, run: Run): Link | undefined {
  const fields = Object.keys(inHuma) as FieldKey[];
  if (!link || fields.length === 0) return undefined;
  const how = { fingerprintKey: run.with.keys.fingerprint, reading: run.options.reading };
  const baseline = { ...link.baseline };
  for (const field of fields) {
    const text = writeRemembered({ ...readRemembered(baseline[field], how.fingerprintKey), settled: printOf(field, inHuma, how) });
    if (text) baseline[field] = text;
  }
  return { ...link, baseline, changedAt: run.at };
}
