/** The look right before a write: who is to be changed, whether their subledgers are suppliers, and everyone by their keys, in one request. */
import type { Run } from '../run';
import type { LookAgain, SeenAgain, XledgerEmployee } from '../types';
import { suppliersWith } from './parties';
import { asIndex, employeesWith, INDEX, inChunks, IDS_AT_ONCE, keepAsked, numericIds } from './people';
import type { SupplierRow } from './rows';
import { isSupplier } from './subledgers';
import { readTogether } from './together';

/**
 * Reads as it stands now all that is asked for. Of each employee whose subledger was among those asked for it says whether that is a supplier (U1);
 * not where that would be a request of its own, which only who is to be written is worth.
 */
export async function lookAgain(run: Run, { dbIds, fields, subledgerDbIds: wanted = [], everyone = false }: LookAgain): Promise<SeenAgain> {
  const subledgerDbIds = run.learnt.together === 'turnedDown' ? [] : wanted;
  const [people, subledgers] = [inChunks(numericIds(dbIds), IDS_AT_ONCE), inChunks(numericIds(subledgerDbIds), IDS_AT_ONCE)];
  const employees = new Map<string, XledgerEmployee>();
  const suppliers = new Map<string, SupplierRow>();
  let index: SeenAgain['index'];
  for (let round = 0; round < Math.max(people.length, subledgers.length, everyone ? 1 : 0); round += 1) {
    const [some, those] = [people[round], subledgers[round]];
    const isFirst = round === 0;
    const read = await readTogether(run, {
      employees: some && employeesWith(some, fields),
      suppliers: those && suppliersWith(those),
      index: everyone && isFirst ? INDEX : undefined,
    });
    if (some) keepAsked(run, read.employees ?? [], some, employees);
    for (const row of read.suppliers ?? []) suppliers.set(row.dbId, row);
    if (everyone && isFirst) index = asIndex(read.index ?? []);
  }
  const asked = new Set(subledgerDbIds);
  for (const [dbId, row] of employees) if (row.subledger && asked.has(row.subledger.dbId)) employees.set(dbId, { ...row, subledgerIsSupplier: isSupplier(row.subledger, suppliers) });
  return { employees, ...(index && { index }) };
}
