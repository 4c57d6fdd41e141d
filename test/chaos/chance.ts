// Seeded chance: the same seed gives the same schedule, on any machine.
import { randomFrom } from '../../sandbox/people';

export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** From `least` to `most`, both included. */
  whole(least: number, most: number): number;
  happens(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Some of them, each with the given share, in their order. */
  some<T>(from: readonly T[], share: number): T[];
  shuffled<T>(from: readonly T[]): T[];
}

export function chanceFrom(seed: number): Chance {
  const next = randomFrom(seed);
  // The first numbers of neighbouring seeds are alike.
  for (let warm = 0; warm < 5; warm++) next();
  const chance: Chance = {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    happens: (share) => next() < share,
    pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T,
    some: (from, share) => from.filter(() => next() < share),
    shuffled: (from) => from.map((each) => ({ each, at: next() })).sort((a, b) => a.at - b.at).map(({ each }) => each),
  };
  return chance;
}
