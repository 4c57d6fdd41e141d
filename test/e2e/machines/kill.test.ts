// A real n8n is killed at every write to Xledger and started again: whatever was under way ends like a run that nobody disturbed.
import chunk from 'lodash/chunk';
import pLimit from 'p-limit';
import { z } from 'zod';
import { shippedFlows } from '../../../scripts/demo/flows';
import { toJson, type Node, type Wire } from '../../../scripts/flows/flow';
import { become, CREDENTIALS, FLOW_IDS, manual, ours } from '../../../scripts/flows/nodes';
import { CONNECTION_SETTINGS, remember } from '../../../scripts/flows/remembered';
import { getRows, insertItems } from '../../../scripts/flows/tables';
import { Workflow, type Execution } from '../../../scripts/n8n';
import { seconds, writeLine } from '../../../scripts/progress';
import { addRow, rowsOf, until } from '../harness';
import { differences, endingOf, KNOWN, openHouse, people, type Boundary, type Ending, type House, type Lane } from './lanes';

jest.setTimeout(600_000);

const PATIENCE = 120_000;
/** Writes that are held at the same time. */
const AT_ONCE = 18;
/** Of the inbox, until it is empty: who is new is noted in one and added in the next. */
const MOST_RUNS = 6;
let house: House;

beforeAll(async () => { house = await openHouse(); });
afterAll(() => house?.close());

interface Work {
  what: string;
  /** Gets everything ready in a lane. */
  prepare(lane: Lane): Promise<Prepared>;
}

interface Prepared {
  start(): Promise<unknown>;
  /** Starts the next run, where the last one has ended and one is needed. */
  goOn(): Promise<unknown>;
  /** Waits for its end. @returns what is wrong with that */
  finish(): Promise<string[]>;
}

const WORKS: readonly Work[] = [
  { what: 'a stored plan that updates and creates, applied again after the start', prepare: preparePlan },
  { what: 'an inbox that updates and creates, drained after the start', prepare: prepareInbox },
];

test.each(WORKS)('$what: everybody as meant, nobody twice, nobody half made, all linked', async ({ what, prepare }) => {
  const began = Date.now();
  const { stack } = house;
  const alone = await house.open(`${prepare.name} undisturbed`);
  const before = (await endingOf(stack, alone)).rows;
  const { start, finish } = await prepare(alone);
  await start();
  expect(await finish()).toEqual([]);
  const undisturbed = await endingOf(stack, alone);
  expect(undisturbed.rows).toEqual(before.map((count) => count + people.length - KNOWN));
  expect(Object.keys(undisturbed.links)).toHaveLength(people.length);

  const boundaries = Array.from({ length: alone.writes() }, (_, n) => n + 1).flatMap((nth): Boundary[] => [{ nth, work: 'notDone' }, { nth, work: 'done' }]);
  const endings = [];
  for (const some of chunk(boundaries, AT_ONCE)) endings.push(...await killAt(some, prepare));
  expect(endings.flatMap(({ boundary: { nth, work }, ...ending }) => differences(ending, { wrong: [], ...undisturbed }).map((what) => `write ${nth}, ${work}: ${what}`))).toEqual([]);
  writeLine(`  ${what}: ${alone.writes()} writes, n8n killed at ${boundaries.length} boundaries, ${seconds(began)}`);
});

/** Brings one run to each of these writes, kills n8n there, and lets each come to its end. */
async function killAt(boundaries: readonly Boundary[], prepare: Work['prepare']): Promise<Array<Ending & { boundary: Boundary; wrong: string[] }>> {
  const works = await Promise.all(boundaries.map(async (boundary) => {
    const lane = await house.open(`${prepare.name} write ${boundary.nth} ${boundary.work}`);
    return { boundary, lane, work: await prepare(lane) };
  }));
  const late = new Set(works);
  for (const one of works) void one.lane.holdAt(one.boundary).then(() => late.delete(one));
  // Those with the longest way first: a write that is held for a minute and a half is sent again.
  for (const { work } of [...works].reverse()) await work.start();
  const notThere = async () => {
    for (const { work } of late) await work.goOn();
    return [...late].map(({ lane }) => `${lane.connection}: ${lane.writes()} writes`);
  };
  await until(notThere, ({ length }) => length === 0, PATIENCE, 'not every run came to its write');
  expect(works.map(({ lane }) => lane.writes())).toEqual(boundaries.map(({ nth }) => nth - 1));
  await house.killAndStartAgain();
  const limit = pLimit(4);
  return Promise.all(works.map(({ boundary, lane, work }) => limit(async () => {
    await work.start();
    return { boundary, wrong: await work.finish(), ...await endingOf(house.stack, lane) };
  })));
}

async function prepareInbox({ connection, credential }: Lane): Promise<Prepared> {
  const { stack } = house;
  const [shipped] = shippedFlows().filter(({ id }) => id === FLOW_IDS.inbox);
  if (!shipped) throw new Error('there is no such flow');
  const flow = withXledger(JSON.parse(JSON.stringify(shipped).replace('"value":"default"', `"value":"${connection}"`)), credential);
  const id = await stack.client.addWorkflow({ ...flow, name: connection });
  const ids = new Map([...stack.huma.state.users.values()].map((user) => [user.profile.email, user.id]));
  for (const [n, { email }] of people.entries()) {
    await addRow(stack, 'xledger_inbox', { connection, humaId: ids.get(email), topic: n < KNOWN ? 'users-update' : 'users-create', event: '', receivedAt: '', status: 'waiting', claim: '', tries: 0, strikes: 0, nextTryAt: 0, code: '', reason: '' });
  }
  // One run after the other, as the schedule has them. Published, so many connections at once would keep two processors busy with looking.
  let running = '';
  const start = async () => { running = await stack.client.start(id, 'Every 2 Seconds'); };
  const waiting = () => rowsOf(stack, 'xledger_inbox', { connection });
  return {
    start,
    goOn: async () => ((await stack.client.execution(running)).finished ? start() : undefined),
    finish: async () => {
      await stack.client.settled(running, PATIENCE);
      for (let runs = 1; runs < MOST_RUNS && (await waiting()).length > 0; runs += 1) {
        await start();
        await stack.client.settled(running, PATIENCE);
      }
      return (await waiting()).map(({ code, reason }) => `${String(code)}: ${String(reason)}`);
    },
  };
}

/** A flow that makes a plan and keeps its rows in n8n, and applies them as often as it is started. */
async function preparePlan({ connection, credential }: Lane): Promise<Prepared> {
  const { client } = house.stack;
  const both = { ...CREDENTIALS.xledger, ...CREDENTIALS.huma };
  const linksOf = (name: string, at: Node['at']) => getRows(name, at, 'xledger_links', [['connection', 'eq', connection]], undefined, { executeOnce: true, alwaysOutputData: true });
  const remembering = remember([6, 2]);
  const nodes: Node[] = [
    getRows('Connection', [1, 0], 'xledger_connections', [['connection', 'eq', connection]], 1, { executeOnce: true }),
    manual('Plan', [0, 0]),
    linksOf('Links', [2, 1]),
    ours('Compare', [3, 0], 'xledgerCompareWithHuma', { peopleFrom: 'huma', whoWins: 'huma', missingValues: 'clear', writeTo: 'xledger', createIn: 'xledger', connection: CONNECTION_SETTINGS }, both),
    become('As Text', [4, 0], `={{ JSON.stringify({ run: "${connection}", row: JSON.stringify($json) }) }}`),
    insertItems('Keep', [5, 0], 'xledger_undo'),
    manual('Start', [0, 2]),
    getRows('Stored', [1, 2], 'xledger_undo', [['run', 'eq', connection]]),
    become('Row', [2, 2], '={{ $json.row }}'),
    getRows('The Connection', [3, 3], 'xledger_connections', [['connection', 'eq', connection]], 1, { executeOnce: true }),
    linksOf('Links Now', [4, 3]),
    ours('Apply', [5, 2], 'xledgerApplySyncPlan', { override: "={{ $('Row').first().json.plan.planId }}", connection: JSON.parse(JSON.stringify(CONNECTION_SETTINGS).replaceAll("$('Connection')", "$('The Connection')")) as object }, both),
    ...remembering.nodes,
  ];
  const wires: Wire[] = [
    ['Plan', 'Connection'], ['Connection', 'Links'], ['Links', 'Compare', { input: 1 }], ['Connection', 'Compare'], ['Compare', 'As Text'], ['Compare', 'As Text', { output: 1 }], ['As Text', 'Keep'],
    ['Start', 'Stored'], ['Stored', 'Row'], ['Row', 'The Connection'], ['The Connection', 'Links Now'], ['Links Now', 'Apply', { input: 1 }], ['Row', 'Apply'],
    ['Apply', remembering.first], ['Apply', remembering.first, { output: 2 }], ...remembering.wires,
  ];
  const id = await client.addWorkflow(withXledger(JSON.parse(toJson({ id: 'plan', name: connection, nodes, wires, notes: [] })), credential));
  const made = await client.run(id, 'Plan');
  if (made.status !== 'success') throw new Error(`${connection}: no plan was made: ${JSON.stringify(made.data?.resultData.error)?.slice(0, 500)}`);
  let running = '';
  const start = async () => { running = await client.start(id, 'Start'); };
  return {
    start,
    goOn: () => Promise.resolve(),
    finish: async () => {
      const execution = await client.settled(running, PATIENCE);
      return execution.status === 'success' ? notApplied(execution) : [execution.status];
    },
  };
}

/** Rows that came out skipped or failed, with the reason. */
function notApplied(execution: Execution): string[] {
  const Row = z.object({ json: z.object({ code: z.string(), reason: z.string() }).passthrough() });
  const Outputs = z.tuple([z.object({ data: z.object({ main: z.array(z.array(z.unknown()).nullable()) }) })]);
  const [{ data: { main } }] = Outputs.parse(execution.data?.resultData.runData?.Apply);
  return main.slice(1, 3).flatMap((items) => items ?? []).map((item) => Row.parse(item).json).map(({ code, reason }) => `${code}: ${reason}`);
}

/** The flow, with another credential for Xledger. */
function withXledger(flow: unknown, credential: string): Workflow {
  return Workflow.parse(JSON.parse(JSON.stringify(flow).replaceAll(CREDENTIALS.xledger.xledgerApi.id, credential)));
}
