/** Where the contact's national ID does not show on the employee, the employee gets it too (U24). */
import { byDbId } from '../reading';
import type { Run } from '../run';
import type { XledgerEmployee } from '../types';
import { updateBatch } from './looking';
import type { Node } from './nodes';
import { sendParts } from './parts';

/** A national ID that was just written to somebody's contact. */
export interface WrittenNationalId {
  person: string;
  employeeDbId: string;
  number: string;
}

/** Reads back whether the employees show a national ID, unless that was read just now, and writes it where they show none. A refusal is nobody's: the contact has it. */
export async function followNationalIds(run: Run, written: readonly WrittenNationalId[], read?: ReadonlyMap<string, XledgerEmployee>): Promise<void> {
  if (written.length === 0) return;
  const rows = read ?? (await byDbId(run, written.map(({ employeeDbId }) => employeeDbId), ['nationalId']));
  const bare = written.filter(({ employeeDbId }) => rows.has(employeeDbId) && !rows.get(employeeDbId)?.notShown?.includes('employee.socialSecurityMasked') && !rows.get(employeeDbId)?.socialSecurityMasked);
  const nodes = bare.map(({ person, employeeDbId, number }): Node => ({
    clientId: `${person}:updateEmployees.socialSec`,
    person,
    dbId: employeeDbId,
    parts: [{ keys: { socialSec: number }, holds: (row) => Boolean(row.socialSecurityMasked) }],
  }));
  const accounts = new Map(bare.map(({ person, employeeDbId }) => [`${person}:updateEmployees.socialSec`, { update: { employeeDbId } }]));
  if (nodes.length > 0) await sendParts(run, updateBatch(run, 'updateEmployees', accounts), nodes, () => undefined);
}
