/** Whether an employee's subledger can be written as a supplier (U1): only where dbId and code agree. */
import { suppliersByDbId } from '../reading';
import type { Run } from '../run';
import type { XledgerSubledger } from '../types';

type Identity = Pick<XledgerSubledger, 'dbId' | 'code'>;

/** The dbIds that name the same row as subledger and as supplier. The others could be somebody else's row, and are never written. */
export async function writableSubledgers(run: Run, subledgers: readonly Identity[]): Promise<Set<string>> {
  const suppliers = await suppliersByDbId(run, subledgers.map(({ dbId }) => dbId));
  const agree = ({ dbId, code }: Identity) => {
    const there = suppliers.get(dbId)?.code?.trim();
    return Boolean(there) && there === code?.trim();
  };
  return new Set(subledgers.filter(agree).map(({ dbId }) => dbId));
}
