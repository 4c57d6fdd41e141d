// Runs schedules in two processes, adds up what they say, and names each failing seed with the command that replays it alone.
import { fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PROMISES } from '../../test/chaos';
import { writeLine } from '../progress';
import { PROJECT } from '../project';
import { added, NOTHING, type Sum } from './sum';

const WORKERS = 2;
const EVERY = 500;

const { values } = parseArgs({ options: { seed: { type: 'string' }, from: { type: 'string', default: '1' }, schedules: { type: 'string', default: '10000' } } });
const first = Number(values.seed ?? values.from);
const schedules = values.seed ? 1 : Number(values.schedules);

void main();

async function main(): Promise<void> {
  const started = Date.now();
  let all: Sum = NOTHING;
  let told = 0;
  writeLine(`${schedules} schedules from seed ${first} on, in ${Math.min(WORKERS, schedules)} processes`);
  const hear = (sum: Sum): void => {
    for (const { seed, what } of sum.failures) writeLine(`✗ seed ${seed}: ${what}\n  replay it alone: npm run test:chaos -- --seed ${seed}`);
    all = added(all, sum);
    if (all.schedules >= told + EVERY) writeLine(`  ${(told = all.schedules)} schedules, ${seconds(started)} s`);
  };
  const ends = await Promise.all(Array.from({ length: Math.min(WORKERS, schedules) }, (_, number) => runWorker(number, hear)));
  const crashed = ends.filter((code) => code !== 0).length;
  if (values.seed) writeLine(`Switches that were turned: ${all.turned.join(' ') || 'none'}`);
  report(all, seconds(started));
  writeLine(`${all.schedules - all.failures.length} passed, ${all.failures.length + crashed} failed`);
  process.exitCode = all.failures.length + crashed > 0 || all.schedules !== schedules ? 1 : 0;
}

/** Every second seed each, so that both end at about the same time. */
function runWorker(number: number, hear: (sum: Sum) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = fork(path.join(PROJECT, 'scripts', 'chaos', 'worker.ts'), [String(first + number), String(first + schedules), String(WORKERS)], { execArgv: ['--require', require.resolve('tsx/cjs')] });
    worker.on('message', (sum) => hear(sum as Sum));
    worker.once('error', reject);
    worker.once('close', (code) => resolve(code ?? 1));
  });
}

/** Kinds of what happened that are no fault of anybody. */
const NO_FAULT = /^(killed$|ended by n8n|full sync|undone|what was learnt|emptied by|taken back)/;

function report({ injected, requests, broken, schedules: run, positions }: Sum, took: number): void {
  const kinds = Object.entries(injected).sort(([a], [b]) => (a < b ? -1 : 1));
  const faults = kinds.filter(([kind]) => !NO_FAULT.test(kind)).reduce((sum, [, times]) => sum + times, 0);
  writeLine(`What happened: ${kinds.map(([kind, times]) => `${kind} ${times}`).join(', ')}`);
  writeLine(`schedules ${run}, requests ${requests}, faults and edits ${faults}, kills ${injected.killed ?? 0}, positions of switches ${Object.keys(positions).length}, seconds ${took}`);
  writeLine(PROMISES.map((promise) => `${promise} ${broken[promise] ?? 0}`).join(', '));
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
