/** Which of a user's positions counts (R32, H18, H19). Pure: positions in, one of them or the reason for none out. */

/** What is looked at: the plain summary that `GET /users/{id}/positions` lists (huma.md 1.7). */
export interface PositionSeen {
  id: string;
  status?: 'CURRENT' | 'ENDED' | 'UPCOMING';
  title?: Title;
  contractStartDate?: string;
  contractEndDate?: string;
}

/** Huma's deprecated top-level fields, which may tell several positions apart. */
export interface DeprecatedPosition {
  title?: Title;
  startDate?: string;
}

interface Title {
  id?: string;
  name: string;
}

export type MainPosition<P> = { kind: 'one'; position: P } | { kind: 'none' } | { kind: 'unclear'; candidates: number };

/**
 * R32 1 and 2: the CURRENT position; without one, the UPCOMING that starts first; without one, the ENDED that ended last.
 * Among several, the only one whose title and start date equal the deprecated fields; otherwise `unclear`.
 * `today` (`YYYY-MM-DD`) places positions without a status.
 */
export function mainPosition<P extends PositionSeen>(positions: readonly P[], deprecated: () => DeprecatedPosition, today: string): MainPosition<P> {
  // Of one there is nothing to choose, whatever its status.
  if (positions.length === 1 && positions[0]) return { kind: 'one', position: positions[0] };
  const candidates = PREFERENCES.map(({ status, choose }) => choose(positions.filter((position) => statusOf(position, today) === status))).find((chosen) => chosen.length > 0) ?? [];
  const [first, ...others] = candidates;
  if (!first) return { kind: 'none' };
  if (others.length === 0) return { kind: 'one', position: first };

  const said = deprecated();
  const [confirmed, ...alsoConfirmed] = candidates.filter((position) => agrees(position, said));
  return confirmed && alsoConfirmed.length === 0 ? { kind: 'one', position: confirmed } : { kind: 'unclear', candidates: candidates.length };
}

type Status = NonNullable<PositionSeen['status']>;

/** The first row that leaves anything decides. */
const PREFERENCES: ReadonlyArray<{ status: Status; choose: <P extends PositionSeen>(positions: P[]) => P[] }> = [
  { status: 'CURRENT', choose: (positions) => positions },
  { status: 'UPCOMING', choose: (positions) => extreme(positions, ({ contractStartDate }) => contractStartDate, 'earliest') },
  { status: 'ENDED', choose: (positions) => extreme(positions, ({ contractEndDate }) => contractEndDate, 'latest') },
];

/** As the positions page defines them: current from its start on or without one, ended after its end. */
function statusOf({ status, contractStartDate, contractEndDate }: PositionSeen, today: string): Status {
  if (status) return status;
  if (contractStartDate !== undefined && contractStartDate > today) return 'UPCOMING';
  return contractEndDate !== undefined && contractEndDate < today ? 'ENDED' : 'CURRENT';
}

/** All positions that share the earliest or latest date. A position without the date yields to those that have it. */
function extreme<P>(positions: P[], dateOf: (position: P) => string | undefined, which: 'earliest' | 'latest'): P[] {
  const dates = positions.flatMap((position) => dateOf(position) ?? []).sort();
  const wanted = which === 'earliest' ? dates[0] : dates.at(-1);
  return positions.filter((position) => dateOf(position) === wanted);
}

/** Both have to be known and equal: two unknown titles are not the same title. */
function agrees(position: PositionSeen, deprecated: DeprecatedPosition): boolean {
  if (deprecated.startDate === undefined || position.contractStartDate !== deprecated.startDate) return false;
  if (position.title === undefined || deprecated.title === undefined) return false;
  const [a, b] = [position.title, deprecated.title];
  return a.id !== undefined && b.id !== undefined ? a.id === b.id : a.name === b.name;
}
