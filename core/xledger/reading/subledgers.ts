/** Whether an employee's subledger can be written as a supplier (U1): only where dbId and code agree. */
import type { Run } from '../run';
import type { XledgerSubledger } from '../types';
import { suppliersByDbId } from './parties';
import type { SupplierRow } from './rows';

type Identity = Pick<XledgerSubledger, 'dbId' | 'code'>;

/** The dbIds that name the same row as subledger and as supplier. The others could be somebody else's row, and are never written. */
export async function writableSubledgers(run: Run, subledgers: readonly Identity[]): Promise<Set<string>> {
  const suppliers = await suppliersByDbId(run, subledgers.map(({ dbId }) => dbId));
  return new Set(subledgers.filter((subledger) => isSupplier(subledger, suppliers)).map(({ dbId }) => dbId));
}

export function isSupplier({ dbId, code }: Identity, suppliers: ReadonlyMap<string, SupplierRow>): boolean {
  const there = suppliers.get(dbId)?.code?.trim();
  return Boolean(there) && there === code?.trim();
}
