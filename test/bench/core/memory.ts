// scale, memory: the input is parsed and held, as a flow holds its items; what the process needs on top is ours.
import { Worker } from 'node:worker_threads';
import type { Measured } from '../bench';
import { faultsOf, runEngine } from './engine';
import { held, inventTenant } from './tenants';

/** Peak resident memory while the engine works, above what is resident with the whole input parsed. Needs `--expose-gc`. */
export async function memoryOf({ people = 100_000, seed = 1 } = {}): Promise<Measured> {
  const tenant = held(inventTenant({ people, seed, oneDiffersIn: 50 }));
  const watch = await watchMemory();
  const before = process.memoryUsage.rss();
  watch.reset();
  const { plan } = await runEngine(tenant);
  const peak = watch.peak();
  await watch.stop();
  return {
    figures: { extraMB100k: (peak - before) / 1_048_576 },
    faults: faultsOf(plan, tenant),
    beside: { inputMB: Math.round(before / 1_048_576) },
  };
}

/** The engine leaves no room for timers: another thread looks. */
async function watchMemory(): Promise<{ reset(): void; peak(): number; stop(): Promise<unknown> }> {
  const seen = new Float64Array(new SharedArrayBuffer(8));
  const worker = new Worker(LOOKING, { eval: true, workerData: seen });
  await new Promise((resolve) => worker.once('message', resolve));
  // Whatever the input left behind is not part of it.
  (globalThis as { gc?: () => void }).gc?.();
  return { reset: () => { seen[0] = 0; }, peak: () => Math.max(seen[0] ?? 0, process.memoryUsage.rss()), stop: () => worker.terminate() };
}

const LOOKING = `
  const { parentPort, workerData } = require('node:worker_threads');
  setInterval(() => { workerData[0] = Math.max(workerData[0], process.memoryUsage.rss()); }, 5);
  parentPort.postMessage('looking');
`;
