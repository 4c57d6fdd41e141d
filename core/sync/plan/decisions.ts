/** What a row does once its decisions are heard: one place for the guard, the summary and Apply. Pure. */
import type { PlanAction, PlanDifference, PlanRow, Way } from './types';

/** What is done about a row: `none` covers what waits for somebody and was not decided. */
export type Deed = Exclude<PlanAction, 'decide'>;

/** Whose value is written to the other side; undefined: none. A decision for a side that is not offered writes nothing. */
export function wayOf({ wins, decision, offers }: Pick<PlanDifference, 'wins' | 'decision' | 'offers'>): Way | undefined {
  const chosen = decision ?? wins;
  return offers.find((way) => way === chosen);
}

/** What the row does. Somebody who decides on a difference has decided on the row, unless it waits as a whole. */
export function deedOf(row: Pick<PlanRow, 'action' | 'proposal' | 'decision' | 'differences'>): Deed {
  if (row.decision === 'skip') return 'none';
  const isWaiting = row.action === 'decide' && row.decision !== 'apply';
  if (isWaiting) return 'none';
  const deed = row.decision === 'apply' || row.action === 'decide' ? row.proposal : row.action;
  if (deed === 'createInHuma' || deed === 'createInXledger') return deed;
  if (row.differences.some((difference) => wayOf(difference) !== undefined)) return 'update';
  return deed === 'update' ? 'link' : deed;
}

/** The differences that the row writes, towards one system. */
export const written = (row: PlanRow, to: Way): PlanDifference[] => (deedOf(row) === 'update' ? row.differences.filter((difference) => wayOf(difference) === (to === 'xledger' ? 'huma' : 'xledger')) : []);
