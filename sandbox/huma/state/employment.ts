// Which of a person's positions is current, and which one the deprecated employment fields show (H18).
import type { Switches } from '../switches';
import type { Position, User } from './model';

export type PositionStatus = 'CURRENT' | 'ENDED' | 'UPCOMING';

/** Current = started or without a start; upcoming = starts later; ended = its end has passed (huma.md 1.7). */
export function statusOf(position: Position, now: Date): PositionStatus {
  const today = now.toISOString().slice(0, 10);
  if (position.contractEndDate && position.contractEndDate < today) return 'ENDED';
  return position.contractStartDate && position.contractStartDate > today ? 'UPCOMING' : 'CURRENT';
}

export function currentPositions(user: User, now: Date): Position[] {
  return user.positions.filter((position) => statusOf(position, now) === 'CURRENT');
}

/** The position behind the deprecated employment fields; without a current one, the latest there is. */
export function deprecatedPosition(user: User, rule: Switches['H18'], now: Date): Position | undefined {
  const current = currentPositions(user, now);
  if (current.length === 0) return byStart(user.positions).at(-1);
  return PICK[rule](current);
}

/** What the deprecated start date says: with `overallFirstStart` the person's very first start. */
export function deprecatedStart(user: User, rule: Switches['H18'], now: Date): string | undefined {
  const position = rule === 'overallFirstStart' ? byStart(user.positions)[0] : deprecatedPosition(user, rule, now);
  return position?.contractStartDate;
}

const byStart = (positions: readonly Position[]): Position[] =>
  [...positions].sort((a, b) => (a.contractStartDate ?? '').localeCompare(b.contractStartDate ?? ''));

const PICK: Record<Switches['H18'], (current: Position[]) => Position | undefined> = {
  earliestCurrent: (current) => byStart(current)[0],
  overallFirstStart: (current) => byStart(current)[0],
  latestStart: (current) => byStart(current).at(-1),
  largestPercentage: (current) => byStart(current).sort((a, b) => (b.percentage ?? 0) - (a.percentage ?? 0))[0],
};
