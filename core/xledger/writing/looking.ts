/** How an update is found to be there after an answer that did not say (U10). */
import { fieldsAt, sameAt, valuesOf, type TargetKey } from '../../person';
import { byDbId } from '../reading';
import type { Run } from '../run';
import type { PersonUpdate, XledgerEmployee } from '../types';
import type { Batch } from './batches';
import type { MutationName, Node, Part } from './nodes';

/** Looks by reading the employees again: an update is there when every value that it carried stands (U10). */
export function updateBatch(run: Run, name: MutationName, accounts: ReadonlyMap<string, { update: Pick<PersonUpdate, 'employeeDbId'> }>): Batch {
  return {
    name,
    async look(nodes) {
      const targets = nodes.flatMap(({ parts }) => parts.flatMap(({ target }) => (target ? [target] : [])));
      const employeeOf = ({ clientId }: Node) => accounts.get(clientId)?.update.employeeDbId ?? '';
      const bare = nodes.some(({ parts }) => parts.some(({ keys }) => 'socialSec' in keys));
      const rows = await byDbId(run, nodes.map(employeeOf), [...new Set([...targets.flatMap(fieldsAt), ...(bare ? ['nationalId' as const] : [])])]);
      const there = nodes.filter((node) => {
        const row = rows.get(employeeOf(node));
        return row !== undefined && node.parts.every((part) => holds(run, part, row));
      });
      return { there: new Map(there.map(({ clientId, dbId }) => [clientId, dbId ?? null])) };
    },
    recognise: ({ dbId }, nodes) => nodes.find((node) => node.dbId === dbId),
  };
}

function holds(run: Run, { target, value = null, holds: ask }: Part, row: XledgerEmployee): boolean {
  return target ? sameAt(target, value, valuesOf(row)[target.key as TargetKey], run.reading) : (ask?.(row) ?? false);
}
