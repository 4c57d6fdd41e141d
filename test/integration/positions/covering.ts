// Choices of one position for each switch in which every pair of positions meets at least once: a greedy cover, the same for the same seed.
import { randomFrom } from '../../../sandbox/people';

/** The positions of each switch. */
export type Factors = Readonly<Record<string, readonly string[]>>;
export type Choice = Record<string, string>;

/** How many rows are tried out before one is taken. */
const CANDIDATES = 12;

/** Rows until every two positions of two switches stood together. For 90 switches of two to five positions about 35 rows. */
export function pairwise(factors: Factors, seed: number): Choice[] {
  const random = randomFrom(seed);
  const keys = Object.keys(factors);
  const open = openPairs(factors);
  const rows: Choice[] = [];
  while (open.size > 0) {
    const candidates = Array.from({ length: CANDIDATES }, () => filled(factors, shuffled(keys, random), open, random));
    const [best] = candidates.map((row) => ({ row, met: pairsOf(row).filter((pair) => open.has(pair)) })).sort((a, b) => b.met.length - a.met.length);
    if (!best) break;
    for (const pair of best.met) open.delete(pair);
    rows.push(best.row);
  }
  return rows;
}

/** A row begun with an open pair, so that each row meets at least that one; every further switch takes the position that meets most. */
function filled(factors: Factors, order: readonly string[], open: ReadonlySet<string>, random: () => number): Choice {
  const row: Choice = Object.fromEntries(JSON.parse([...open][Math.floor(random() * open.size)] ?? '[]') as [string, string][]);
  for (const key of order) {
    if (key in row) continue;
    const met = (position: string) => Object.entries(row).filter((other) => open.has(pairOf([key, position], other))).length;
    const [best] = (factors[key] ?? []).map((position) => ({ position, met: met(position), by: random() })).sort((a, b) => b.met - a.met || a.by - b.by);
    if (best) row[key] = best.position;
  }
  return row;
}

function openPairs(factors: Factors): Set<string> {
  const all = Object.entries(factors).flatMap(([key, positions]) => positions.map((position): [string, string] => [key, position]));
  return new Set(all.flatMap((one, n) => all.slice(n + 1).filter(([key]) => key !== one[0]).map((other) => pairOf(one, other))));
}

/** Every pair that stands in a row. */
export function pairsOf(row: Choice): string[] {
  const all = Object.entries(row);
  return all.flatMap((one, n) => all.slice(n + 1).map((other) => pairOf(one, other)));
}

const pairOf = (...pair: [[string, string], [string, string]]): string => JSON.stringify(pair.sort(([a], [b]) => (a < b ? -1 : 1)));

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items.map((item) => ({ item, by: random() })).sort((a, b) => a.by - b.by).map(({ item }) => item);
}
