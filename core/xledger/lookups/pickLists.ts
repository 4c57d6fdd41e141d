/** What people choose from: the owners, subledger groups and employee groups that are in use (U4, U32). */
import { z } from 'zod';
import { allRows, dbId, EMPLOYEE_GROUPS_DOCUMENT, EMPLOYEE_GROUPS_IN_USE_DOCUMENT, index, NamedRow, SUPPLIER_GROUPS_DOCUMENT, type NamedRow as Named } from '../reading';
import type { Run } from '../run';
import { XledgerRefused } from '../transport';

export interface Choice {
  dbId: string;
  label: string;
}

/** The owners seen on employees, the one with the most employees first (U32). Their names are outside R2's scopes. */
export async function owners(run: Run): Promise<Choice[]> {
  const counts = countBy((await index(run)).map(({ ownerDbId }) => ownerDbId));
  return counts.map(([dbId, count]) => ({ dbId, label: `${dbId} (${count} ${count === 1 ? 'employee' : 'employees'})` }));
}

/** The subledger groups that suppliers are in, the most used first: the number of their object kind is not known. */
export async function subledgerGroups(run: Run): Promise<Choice[]> {
  const rows = await allRows(run, { document: SUPPLIER_GROUPS_DOCUMENT, connection: 'suppliers', row: SupplierGroup, owned: true });
  return inUse(rows.map((row) => row.subledgerGroup));
}

/** All employee groups; where the server does not list them, those in use. */
export async function employeeGroups(run: Run): Promise<Choice[]> {
  try {
    const rows = await allRows(run, { document: EMPLOYEE_GROUPS_DOCUMENT, connection: 'employeeGroups', row: NamedRow, owned: false });
    return rows.flatMap((row) => (row.dbId ? [{ dbId: row.dbId, label: labelOf(row) }] : []));
  } catch (error) {
    if (!(error instanceof XledgerRefused)) throw error;
    const rows = await allRows(run, { document: EMPLOYEE_GROUPS_IN_USE_DOCUMENT, connection: 'employees', row: EmployeeGroup, owned: true });
    return inUse(rows.map((row) => row.employeeGroup));
  }
}

function inUse(groups: readonly (Named | null | undefined)[]): Choice[] {
  const byDbId = new Map(groups.flatMap((group) => (group?.dbId ? [[group.dbId, group] as const] : [])));
  return countBy(groups.map((group) => group?.dbId)).map(([id]) => ({ dbId: id, label: labelOf(byDbId.get(id)) }));
}

function labelOf(group: Named | undefined): string {
  return [group?.code, group?.description].filter(Boolean).join(' – ') || (group?.dbId ?? '');
}

function countBy(ids: readonly (string | null | undefined)[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const id of ids) if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

const SupplierGroup = z.object({ dbId, subledgerGroup: NamedRow.nullish().catch(null) });
const EmployeeGroup = z.object({ dbId, employeeGroup: NamedRow.nullish().catch(null) });
