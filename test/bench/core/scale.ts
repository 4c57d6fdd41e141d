// scale: how the engine's time grows with the number of people, and what it needs in memory beside what it was given.
import type { Measured } from '../bench';
import { faultsOf, runEngine } from './engine';
import { inventTenant } from './tenants';

/** The exponent is the slope of a straight line through the logarithms: 1 is linear. */
export async function scale({ sizes = [1_000, 10_000, 100_000, 300_000], warmUp = 5_000, seed = 1 } = {}): Promise<Measured> {
  await runEngine(inventTenant({ people: warmUp, seed: seed + 1, oneDiffersIn: 50 }));
  const faults: string[] = [];
  const milliseconds: number[] = [];
  for (const people of sizes) {
    // Small ones are repeated: a few milliseconds cannot be told from chance.
    const times = Math.max(1, Math.round(10_000 / people));
    const tenant = inventTenant({ people, seed, oneDiffersIn: 50 });
    let ours = 0;
    for (let time = 0; time < times; time++) {
      const run = await runEngine(tenant);
      ours += run.ours;
      if (time === 0) faults.push(...faultsOf(run.plan, tenant).map((fault) => `${people}: ${fault}`));
    }
    milliseconds.push(ours / times);
  }
  return {
    figures: { exponent: slope(sizes.map(Math.log), milliseconds.map(Math.log)) },
    faults,
    beside: Object.fromEntries(sizes.map((people, place) => [`ms${people}`, Math.round(milliseconds[place] ?? 0)])),
  };
}

function slope(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x0, y0] = [mean(xs), mean(ys)];
  const over = xs.reduce((sum, x, place) => sum + (x - x0) * ((ys[place] ?? 0) - y0), 0);
  return over / xs.reduce((sum, x) => sum + (x - x0) ** 2, 0);
}
