// What some schedules came to: plain JSON, so that it can travel between processes.

export interface Sum {
  schedules: number;
  requests: number;
  /** How often, by kind of fault. */
  injected: Record<string, number>;
  /** How often each position of a switch that is not the default was met. */
  positions: Record<string, number>;
  /** How many promises were broken, by kind. */
  broken: Record<string, number>;
  failures: { seed: number; what: string }[];
  /** Of the last schedule. */
  turned: string[];
}

export const NOTHING: Sum = { schedules: 0, requests: 0, injected: {}, positions: {}, broken: {}, failures: [], turned: [] };

export function added(one: Sum, other: Sum): Sum {
  return {
    schedules: one.schedules + other.schedules,
    requests: one.requests + other.requests,
    injected: counts(one.injected, other.injected),
    positions: counts(one.positions, other.positions),
    broken: counts(one.broken, other.broken),
    failures: [...one.failures, ...other.failures],
    turned: other.turned,
  };
}

function counts(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const sum = { ...one };
  for (const [key, number] of Object.entries(other)) sum[key] = (sum[key] ?? 0) + number;
  return sum;
}
