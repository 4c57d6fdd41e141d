/** Makes a plan: the rows of both sides, and what they come to. */
import { drafts, rowsOf, sidesOf, type PlanInput } from './making';
import { summaryOf, type PlanSummary } from './summary';
import type { PlanHeader, PlanRow } from './types';

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
  const sides = sidesOf(input);
  const drawn = drafts(input, sides);
  const header: PlanHeader = { ...headerOf(input, sides.people), rows: drawn.length };
  const rows = rowsOf(drawn, header, input);
  return { rows, summary: summaryOf(rows, header, input.policy.limits) };
}

function headerOf({ policy, now, planId }: PlanInput, people: PlanHeader['people']): Omit<PlanHeader, 'rows'> {
  return {
    planId,
    connection: policy.connection,
    madeAt: new Date(now).toISOString(),
    expiresAt: new Date(now + policy.expiresInHours * 3_600_000).toISOString(),
    endpoint: policy.endpoint,
    ownerDbId: policy.ownerDbId,
    people,
  };
}
