/** Where somebody looks for a row. Pure. */
import type { PlanRow } from './types';

/** Where a row leaves the comparison; undefined: nothing to see. */
export type Outlet = 'differences' | 'onlyInHuma' | 'onlyInXledger' | 'needsAttention';

/** What is done by itself is with its like; what somebody has to look at first is by itself. */
export function outletOf({ action, proposal, situation, attention }: Pick<PlanRow, 'action' | 'proposal' | 'situation' | 'attention'>): Outlet | undefined {
  if (action === 'decide' || (proposal === 'none' && attention.length > 0)) return 'needsAttention';
  if (situation === 'onlyInHuma' || situation === 'onlyInXledger') return situation;
  if (situation === 'different' || action === 'link') return 'differences';
  return attention.length > 0 ? 'needsAttention' : undefined;
}
