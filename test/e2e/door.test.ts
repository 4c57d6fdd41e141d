// The door over real HTTP: a few thousand attacks on a real n8n. None starts the flow or leaves a row, and n8n's memory stays where it was.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { shippedFlows } from '../../scripts/demo/flows';
import { FLOW_IDS } from '../../scripts/flows/nodes';
import { rowsOf, sharedN8n, signedHeaders, startStack, tell, webhookOf, type Stack } from './harness';

jest.setTimeout(600_000);

const SEED = 20_260_116;
const REQUESTS = 900;
const AT_ONCE = 10;
const SOMEBODY = '5b0c3f0e-6a55-4c0e-9a55-0d6d6f1c2a10';
const genuine = Buffer.from(JSON.stringify({ topic: 'users-update', users: [{ id: SOMEBODY }] }));
const right = signedHeaders(genuine, 'users-update');
let stack: Stack;
/** Set-up itself asks the flow whether it is there. */
let before = 0;

/** As shipped, but every run is kept, so that it can be counted; and nobody works off the inbox. */
const flows = shippedFlows().map((flow) => (flow.id === FLOW_IDS.events ? { ...flow, settings: { ...flow.settings, saveDataSuccessExecution: 'all' } } : flow));
beforeAll(async () => {
  stack = await startStack({ huma: { seed: 2 }, xledger: { seed: 2 }, flows, upTo: 'setUp' });
  await stack.client.unpublish(FLOW_IDS.inbox);
  before = await started();
}, 300_000);
afterAll(() => stack?.stop());

type Headers = Record<string, string | string[]>;
/** n8n itself answers 422 to what is no JSON, before the door is asked. */
interface Attack { headers: Headers; body: Buffer; allowed: readonly number[] }

const signature = 'huma-hmac-sha256';
const large = Buffer.alloc(11 * 1024 * 1024, '[');
const attack = (headers: Headers, body: Buffer = genuine, allowed: readonly number[] = [401]): Attack => ({ headers, body, allowed });
const signed = (body: Buffer, allowed: readonly number[]): Attack => attack(signedHeaders(body, 'users-update'), body, allowed);
const text = right[signature]!;

const attacks: fc.Arbitrary<Attack> = fc.oneof(
  { weight: 40, arbitrary: fc.tuple(fc.nat(text.length - 2), fc.stringMatching(/^[A-Za-z0-9+/=]{0,3}$/), fc.integer({ min: 1, max: 20 })).map(([at, put, cut]) => text.slice(0, at) + put + text.slice(at + cut)).filter((spoilt) => spoilt.replace('=', '') !== text.replace('=', '')).map((spoilt) => attack({ ...right, [signature]: spoilt })) },
  { weight: 15, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => attack(right, Buffer.from(bytes), [401, 400, 422])) },
  { weight: 15, arbitrary: fc.constantFrom(
    attack({ ...right, authorization: 'Bearer another' }), attack({ 'content-type': 'application/json' }), attack({ ...right, [signature]: [text, text] }), attack({ ...right, [signature]: [text, 'x'] }),
    attack({ ...right, [signature]: '' }), attack({ ...right, 'huma-topic': 'users-delete' }, genuine, [400]), attack({ ...right, 'huma-topic': ['users-update', 'users-update'] }, genuine, [400]),
    attack({ ...right, 'content-type': 'multipart/form-data; boundary=x' }, genuine, [401, 400, 500]), attack({ ...right, 'content-type': 'application/x-www-form-urlencoded' }, Buffer.from('topic=users-update'), [401]),
    attack({ ...right, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(32 * 1024 * 1024)), [400, 401, 413, 422, 500]), attack({ ...right, 'content-encoding': 'gzip' }, genuine, [400, 401, 422, 500]),
  ) },
  { weight: 15, arbitrary: fc.json({ maxDepth: 6 }).map((json) => signed(Buffer.from(json), [400, 200, 422])) },
  { weight: 10, arbitrary: fc.constantFrom(
    signed(Buffer.from('{"__proto__":{"topic":"users-update"},"users":[]}'), [400]), signed(Buffer.from('{"topic":"users-update","users":{"length":1}}'), [400]),
    signed(Buffer.concat([Buffer.from('{"topic":"users-update","users":[{"id":"'), Buffer.from([0xff, 0xc0]), Buffer.from('"}]}')]), [400]),
    signed(Buffer.from('['.repeat(50_000)), [400, 422]), signed(Buffer.from(`{"topic":"users-update","users":${'['.repeat(5_000)}${']'.repeat(5_000)}}`), [200]),
  ) },
  { weight: 1, arbitrary: fc.constant(attack(right, large, [401, 413, 400, 422])) },
);

test(`${REQUESTS.toLocaleString('en')} attacks start nothing and leave nothing behind, and n8n's memory stays flat`, async () => {
  const { pid = 0 } = sharedN8n();
  const seen: Record<string, number> = {};
  const run = async (count: number, seed: number) => {
    const waiting = fc.sample(attacks, { numRuns: count, seed });
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const status = await knock(next);
        seen[status] = (seen[status] ?? 0) + 1;
        if (!next.allowed.includes(status)) throw new Error(`${status} for ${JSON.stringify({ headers: next.headers, body: next.body.subarray(0, 200).toString('latin1') })}`);
      }
    }));
  };
  await run(REQUESTS / 3, SEED);
  const early = megabytesOf(pid);
  await run((REQUESTS * 2) / 3, SEED + 1);
  const after = megabytesOf(pid);
  process.stdout.write(`The door over HTTP, seed ${SEED}: ${REQUESTS} attacks, answers ${JSON.stringify(seen)}. n8n holds ${early} MB after a third, ${after} MB at the end.\n`);
  expect(await started()).toBe(before);
  expect(await rowsOf(stack, 'xledger_inbox')).toEqual([]);
  expect(after).toBeLessThan(early * 1.5 + 100);
});

test('a genuine message is let in after all that; repeated two hundred times it starts the flow twice', async () => {
  for (let time = 0; time < 200; time++) expect(await tell(stack, [{ id: SOMEBODY }])).toBe(200);
  const rows = await rowsOf(stack, 'xledger_inbox');
  // Two for each window of five seconds that they took.
  process.stdout.write(`200 repeats of a valid message: ${rows.length} rows.\n`);
  expect(rows.length).toBeLessThanOrEqual(100);
  expect(rows.length).toBeGreaterThanOrEqual(2);
  expect(rows.filter(({ nextTryAt }) => nextTryAt === 0).length).toBeGreaterThanOrEqual(rows.length / 2);
});

const started = async (): Promise<number> => (await stack.client.executions({ workflowId: FLOW_IDS.events, limit: 250 })).length;

/** By hand, because fetch joins headers that come twice and refuses some. 0 where n8n hung up. */
function knock({ headers, body }: Attack): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(webhookOf(stack), { method: 'POST', headers: { ...headers, 'content-length': body.length, 'x-request': randomBytes(4).toString('hex') }, agent: false }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', () => resolve(0));
    sent.end(body);
  });
}

/** What the process really holds in memory. */
const megabytesOf = (pid: number): number => Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) / 1024);
