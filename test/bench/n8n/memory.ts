// n8n-memory: a full sync of twenty thousand people in an n8n with its default heap, and how much memory its process takes meanwhile.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { FLOW_IDS } from '../../../scripts/flows/nodes';
import { run } from '../../../scripts/command';
import type { How, Measured } from '../bench';
import { onN8n } from './installation';
import { runOnce, runsFaults } from './nightly';
import { changeInHuma, missingIn, people } from './people';

/** One of so many. */
const CHANGED = 50;
const A_MEGABYTE = 1024;
/** What setting up left behind is given back meanwhile. */
const COMES_TO_REST = 20_000;

export const memory = (how: How, count = 20_000): Promise<Measured> => {
  const everyone = people(count);
  return onN8n(how, { huma: { seed: everyone }, xledger: { seed: everyone }, upTo: 'setUp' }, async (n8n) => {
    const idle = await lowest(n8n.pid, COMES_TO_REST);
    const activation = await watched(n8n.pid, () => runOnce(n8n, FLOW_IDS.activate, 'Activate'));
    const linked = await n8n.client.tables.count('xledger_links');
    const changed = everyone.filter((_, n) => n % CHANGED === 0);
    changeInHuma(n8n.huma, changed, 1);
    const sync = await watched(n8n.pid, () => runOnce(n8n, FLOW_IDS.nightly, 'Every Night'));
    const missing = missingIn(n8n.xledger, changed, 1);
    return {
      figures: { extraMB: Math.max(activation.peak, sync.peak) - idle },
      faults: [
        ...activation.result.faults,
        ...sync.result.faults,
        ...(linked === count ? [] : [`${linked} of ${count} people were linked`]),
        ...await runsFaults(n8n, changed.length),
        ...(missing.length === 0 ? [] : [`${missing.length} people are not in Xledger as in Huma`]),
      ],
      beside: { people: count, changed: changed.length, idleMB: Math.round(idle), activationMB: Math.round(activation.peak - idle), syncMB: Math.round(sync.peak - idle), activationSeconds: Math.round(activation.result.seconds), syncSeconds: Math.round(sync.result.seconds) },
    };
  });
};

/** The most that a process held while the work went on, in megabytes. */
async function watched<T>(pid: number, work: () => Promise<T>): Promise<{ result: T; peak: number }> {
  let peak = 0;
  let isDone = false;
  const watching = (async () => {
    while (!isDone) {
      peak = Math.max(peak, await resident(pid));
      await sleep(100);
    }
  })();
  const result = await work().finally(() => { isDone = true; });
  await watching;
  return { result, peak };
}

async function lowest(pid: number, within: number): Promise<number> {
  let least = Infinity;
  for (const until = Date.now() + within; Date.now() < until; await sleep(500)) least = Math.min(least, await resident(pid));
  return least;
}

/** Resident memory in megabytes. Linux says it in a file, which costs less than starting a program ten times a second. */
async function resident(pid: number): Promise<number> {
  const pages = process.platform === 'linux' ? /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] : (await run('ps', ['-o', 'rss=', '-p', String(pid)])).stdout;
  return Number(pages) / A_MEGABYTE;
}
