/** Makes a plan: the rows of both sides, and what they come to. */
import { rowsFor, type PlanInput } from './making';
import { summaryOf, type PlanSummary } from './summary';
import type { PlanRow } from './types';

export interface Plan {
  /** One for each person, in a stable order. */
  rows: PlanRow[];
  summary: PlanSummary;
}

/**
 * Compares everyone in Huma with everyone in Xledger, and says what would be done (design, "The plan"). Writes nothing.
 * Linear in the number of people; the order of what goes in does not matter.
 */
export function makePlan(input: PlanInput): Plan {
  const { rows, header } = rowsFor(input);
  return { rows, summary: summaryOf(rows, header, input.policy.limits) };
}

/** Where a row leaves the comparison; undefined: nothing to see. */
export type Outlet = 'differences' | 'onlyInHuma' | 'onlyInXledger' | 'needsAttention';

/** What is done by itself is with its like; what somebody has to look at first is by itself. */
export function outletOf({ action, proposal, situation, attention }: Pick<PlanRow, 'action' | 'proposal' | 'situation' | 'attention'>): Outlet | undefined {
  if (action === 'decide' || (proposal === 'none' && attention.length > 0)) return 'needsAttention';
  if (situation === 'onlyInHuma' || situation === 'onlyInXledger') return situation;
  if (situation === 'different' || action === 'link') return 'differences';
  return attention.length > 0 ? 'needsAttention' : undefined;
}
