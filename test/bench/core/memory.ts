// scale, memory: the input is parsed and held, as a flow holds its items; what the process needs on top is ours.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Measured } from '../bench';
import { faultsOf, runEngine } from './engine';
import { held, inventTenant, type BenchTenant, type TenantSize } from './tenants';

/** Peak resident memory while the engine works, above what is resident with the whole input parsed. Needs `--expose-gc`. `inputFrom`: where the input is made. */
export async function memoryOf({ people = 100_000, seed = 1, inputFrom = inventTenant } = {}): Promise<Measured> {
  const tenant = held(inputFrom({ people, seed, oneDiffersIn: 50 }));
  const watch = await watchMemory();
  const before = process.memoryUsage();
  watch.reset();
  const { plan } = await runEngine(tenant);
  const peak = watch.peak();
  await watch.stop();
  return {
    figures: { extraMB100k: (peak - before.rss) / MB },
    faults: faultsOf(plan, tenant),
    beside: { inputMB: Math.round(before.heapUsed / MB), residentMB: Math.round(before.rss / MB) },
  };
}

const MB = 1_048_576;

/**
 * The input as another process makes it: whoever makes it here leaves a heap full of holes, in which the engine would work without showing. Its
 * pages come as lines of a file.
 */
export function fromAnotherProcess(size: TenantSize): BenchTenant {
  const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-xledger-bench-'));
  const file = path.join(folder, 'input');
  execFileSync(process.execPath, [process.argv[1] ?? '', 'input', file, JSON.stringify(size)], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [rest = '', ...pages] = lines(file);
  rmSync(folder, { recursive: true });
  const { links, differing, humaPages } = JSON.parse(rest) as { links: BenchTenant['links']; differing: [string, string][]; humaPages: number };
  return { size, links, differing: new Map(differing), humaPages: () => pages.splice(0, humaPages), xledgerPages: () => pages.splice(0) };
}

/** The other process's part. */
export function writeInput(file: string, size: TenantSize): void {
  const { links, differing, ...tenant } = inventTenant(size);
  const humaPages = [...tenant.humaPages()];
  writeFileSync(file, `${JSON.stringify({ links, differing: [...differing], humaPages: humaPages.length })}\n`);
  for (const page of [...humaPages, ...tenant.xledgerPages()]) appendFileSync(file, `${page as string}\n`);
}

/** The lines of a file that is longer than a text may be. */
function lines(file: string): string[] {
  const bytes = readFileSync(file);
  const found: string[] = [];
  for (let from = 0, to = bytes.indexOf(10); to >= 0; from = to + 1, to = bytes.indexOf(10, from)) found.push(bytes.toString('utf8', from, to));
  return found;
}

/** The engine leaves no room for timers: another thread looks. */
async function watchMemory(): Promise<{ reset(): void; peak(): number; stop(): Promise<unknown> }> {
  const seen = new Float64Array(new SharedArrayBuffer(8));
  const worker = new Worker(LOOKING, { eval: true, workerData: seen });
  await new Promise((resolve) => worker.once('message', resolve));
  // Whatever the input left behind is not part of it.
  for (const _ of [1, 2, 3]) {
    (globalThis as { gc?: () => void }).gc?.();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return { reset: () => { seen[0] = 0; }, peak: () => Math.max(seen[0] ?? 0, process.memoryUsage.rss()), stop: () => worker.terminate() };
}

const LOOKING = `
  const { parentPort, workerData } = require('node:worker_threads');
  setInterval(() => { workerData[0] = Math.max(workerData[0], process.memoryUsage.rss()); }, 5);
  parentPort.postMessage('looking');
`;
