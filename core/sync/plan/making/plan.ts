/** Makes a plan of both sides: what would be done for each person, computed before anything is written. Pure but for the seals' randomness. */
import type { PlanHeader, PlanRow } from '../types';
import { drafts } from './drafts';
import type { PlanInput } from './input';
import { rowsOf } from './rows';
import { sidesOf } from './sides';

/**
 * One row for each person, in a stable order (R10–R16, R24–R38). Linear in the number of people. Writes nothing, reads nothing.
 * Sensitive values are sealed with `keys.seal`, every row is signed with `keys.signature`.
 */
export function rowsFor(input: PlanInput): { header: PlanHeader; rows: PlanRow[] } {
  const sides = sidesOf(input);
  const drawn = drafts(input, sides);
  const header = { ...headerOf(input, sides.people), rows: drawn.length };
  return { header, rows: rowsOf(drawn, header, input) };
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
