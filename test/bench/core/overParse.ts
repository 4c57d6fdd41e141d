// engine: everything that a full comparison computes, next to merely parsing what it was given.
import type { Measured } from '../bench';
import { faultsOf, runEngine } from './engine';
import { inventTenant } from './tenants';

export async function overParse({ people = 100_000, warmUp = 5_000, seed = 1 } = {}): Promise<Measured> {
  // Code that runs for the first time is slower on either side: both are warm when they are measured.
  await runEngine(inventTenant({ people: warmUp, seed: seed + 1, oneDiffersIn: 50 }));
  const tenant = inventTenant({ people, seed, oneDiffersIn: 50 });
  const { plan, ours, parsing, bytes } = await runEngine(tenant);
  return {
    figures: { overParse: ours / parsing },
    faults: faultsOf(plan, tenant),
    beside: { people, seed, oursMs: Math.round(ours), parseMs: Math.round(parsing), bytesAPerson: Math.round(bytes / people) },
  };
}
