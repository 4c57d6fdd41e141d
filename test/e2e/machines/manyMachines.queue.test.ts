// n8n on many machines: a flood of events, in no order and many times over, while a worker is killed in the middle of a write.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { inventPeople } from '../../../sandbox/people';
import { shippedFlows } from '../../../scripts/demo/flows';
import { FLOW_IDS } from '../../../scripts/flows/nodes';
import { findProgram } from '../../../scripts/machine';
import type { Execution } from '../../../scripts/n8n';
import { startQueueMode, type QueueMode, type Worker } from '../../../scripts/n8n/queue';
import { seconds, writeLine } from '../../../scripts/progress';
import { flood, messagesOf, post } from './flood';
import { atTheSameTime, writesAtTheSameTime, type Span } from './spans';
import { addInHuma, changeRows, employeesWith, employeeWith, endWithTheRun, linksIn, rowsOf, sharedN8n, startStack, until, type Stack } from '../harness';
import { asHuma, asXledger } from '../newcomer';

jest.setTimeout(900_000);

const SEED = 20_261_123;
const EVENTS = 1_000;
const people = inventPeople(300);
/** In both systems and linked; the others are added in Huma. */
const KNOWN = 200;
/** Long enough that two drainers at work would be seen at the same time. */
const WRITE_TAKES = 100;
/** More executions than there can be: one every two seconds. */
const EVERY_LOOK = 1_000;
/** Marks the write at which a worker is killed. */
const MOMENT_TO_KILL = 1;

let machines: QueueMode;
let folder: string;
let stack: Stack;
let killed: { worker: string; execution: string; at: number } | undefined;

/** As shipped, but n8n keeps the drainer's runs: who worked on whom, and when. */
const flows = shippedFlows().map((flow) => (flow.id === FLOW_IDS.inbox ? { ...flow, settings: { ...flow.settings, saveDataSuccessExecution: 'all' } } : flow));

beforeAll(async () => {
  const [postgres, redis] = await Promise.all([findProgram('postgres'), findProgram('redis')]);
  if (postgres === undefined || redis === undefined) throw new Error('no Postgres or no Redis: *.queue.test.ts should not have been run');
  const { runtime, tarball } = sharedN8n();
  folder = await mkdtemp(path.join(tmpdir(), 'many-machines-'));
  // n8n notices a dead worker when its hold on an execution has run out: by default after 60 s, looked at every 30 s.
  const env = { QUEUE_WORKER_LOCK_DURATION: '20000', QUEUE_WORKER_LOCK_RENEW_TIME: '5000', QUEUE_WORKER_STALLED_INTERVAL: '5000' };
  machines = await startQueueMode({ runtime, tarball, folder, programs: { postgres, redis }, workers: 2, env, onStart: endWithTheRun });
  const { client, home } = machines;
  const seed = people.slice(0, KNOWN);
  stack = await startStack({ n8n: { client, runtime, home, tarball }, flows, huma: { seed }, xledger: { seed, sleep: writing } });
});
afterAll(async () => {
  await stack?.stop();
  await machines?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('1,000 events for 300 people, while a worker is killed: everybody once, as Huma has them, and nothing is left', async () => {
  stack.huma.webhook.url = '';
  await changeRows(stack, 'xledger_connections', ['connection', 'default'], { autoAdd: true });
  for (const person of people.slice(KNOWN)) await addInHuma(stack, asHuma(person));
  const { employees, contacts, subledgers } = stack.xledger.state;
  const before = [employees.size, contacts.size, subledgers.size];
  stack.xledger.faults.order({ kind: 'slow', which: { rootField: 'addEmployees' }, ms: MOMENT_TO_KILL }, { kind: 'slow', which: { kind: 'mutation' }, ms: WRITE_TAKES, count: 10_000 });

  const began = Date.now();
  const messages = messagesOf(flood(people, KNOWN, EVENTS, SEED), SEED);
  const again = await post(messages, stack, machines.webhook.url);
  const taken = seconds(began);
  const drained = await until(async () => ({ killed, two: writesAtTheSameTime(stack.xledger), waiting: await rowsOf(stack, 'xledger_inbox') }), ({ waiting, two }) => two.length > 0 || (waiting.length === 0 && killed !== undefined), 400_000, 'the inbox was not worked off, or no worker was killed');
  expect(drained.two).toEqual([]);
  const runs = drains(await stack.client.executions({ workflowId: FLOW_IDS.inbox, limit: EVERY_LOOK }));
  const takenOver = runs.find(({ from }) => from > (drained.killed?.at ?? 0));
  writeLine(`  ${EVENTS} events for ${people.length} people in ${messages.length} messages (seed ${SEED}): taken in ${taken}, ${again} sent again, worked off ${seconds(began)} after the first, in ${runs.length} runs`);
  writeLine(`  ${drained.killed?.worker} was killed while it wrote; another took over after ${takenOver ? Math.round((takenOver.from - (drained.killed?.at ?? 0)) / 1_000) : '?'} s`);

  expect(people.filter(({ email }) => employeesWith(stack, email).length !== 1).map(({ email }) => email)).toEqual([]);
  expect([employees.size, contacts.size, subledgers.size]).toEqual(before.map((count) => count + people.length - KNOWN));
  for (const user of stack.huma.state.users.values()) {
    if (user.type !== 'user') continue;
    const street = user.profile.homeAddress?.line1;
    expect(employeeWith(stack, user.profile.email).values).toMatchObject({ 'contact.address.streetAddress': street, 'subledger.address.streetAddress': street });
  }
  for (const person of people.slice(KNOWN)) {
    const { 'contact.address.streetAddress': _, 'subledger.address.streetAddress': __, ...values } = asXledger(person);
    expect(employeeWith(stack, person.email).values).toMatchObject(values);
  }
  expect(await unlinked()).toEqual([]);
  expect(await rowsOf(stack, 'xledger_log', { code: 'parked' })).toEqual([]);
  expect(atTheSameTime([...runs, ...killed ? [{ who: killed.worker, from: killed.at - 1, to: killed.at }] : []])).toEqual([]);
  expect(writesAtTheSameTime(stack.xledger)).toEqual([]);
});

/** Everybody whose link is missing, doubled, or names other rows than the employee has. */
async function unlinked(): Promise<string[]> {
  const links = await linksIn(stack);
  return [...stack.huma.state.users.values()].filter(({ type }) => type === 'user').flatMap(({ id, profile }) => {
    const { dbId, contactDbId, subledgerDbId } = employeeWith(stack, profile.email);
    const own = links.filter(({ humaId }) => humaId === id).map(({ state, ...ids }) => [state, ids.employeeDbId, ids.contactDbId, ids.subledgerDbId].join());
    return own.join() === ['linked', dbId, contactDbId, subledgerDbId].join() ? [] : [`${profile.email}: ${own.join(' and ')}`];
  });
}

/** How the sandbox waits before it writes: the first time that people are added, the worker that wants it is killed. */
async function writing(ms: number): Promise<void> {
  if (ms !== MOMENT_TO_KILL) return sleep(ms);
  const [lock] = await rowsOf(stack, 'xledger_locks');
  const execution = String(lock?.holder);
  const worker = await workerOf(execution);
  await worker.kill();
  killed = { worker: worker.name, execution, at: Date.now() };
  void machines.startWorker();
}

async function workerOf(execution: string): Promise<Worker> {
  for (const worker of machines.workers) if ((await worker.log()).includes(`Worker started execution ${execution} `)) return worker;
  throw new Error(`no worker says that it runs execution ${execution}`);
}

/** When each run of the drainer was at work on people; of the one that was killed n8n keeps nothing. */
function drains(executions: readonly Execution[]): Span[] {
  const Run = z.tuple([z.object({ startTime: z.number(), executionTime: z.number() })]);
  return executions.flatMap(({ id, data }) => {
    const work = Run.safeParse(data?.resultData.runData?.['Upsert Employee']);
    return work.success ? [{ who: id, from: work.data[0].startTime, to: work.data[0].startTime + work.data[0].executionTime }] : [];
  }).sort((a, b) => a.from - b.from);
}
