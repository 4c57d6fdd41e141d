/** The door under attack: 100,000 requests through the node's own webhook function, over the bytes as they came. */
import { createHmac } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { HumaTrigger } from '../../nodes/HumaTrigger/HumaTrigger.node';
import { webhookContext, type Message } from './harness/contexts';

jest.setTimeout(600_000);

const SEED = 20_260_115;
const REQUESTS = 100_000;
const SECRET = 'a-client-secret-of-many-letters';
const TOKEN = 'an-access-token-of-many-letters';
const KARI = '5b0c3f0e-6a55-4c0e-9a55-0d6d6f1c2a10';
const genuine = Buffer.from(JSON.stringify({ topic: 'users-update', users: [{ id: KARI, phone: '+47 99 00 00 01' }] }));
const digest = (body: Buffer, secret = SECRET) => createHmac('sha256', secret).update(body).digest();
const ENCODINGS = ['hex', 'base64', 'base64url'] as const;
const bearer = `Bearer ${TOKEN}`;
const right = { 'huma-hmac-sha256': digest(genuine).toString('hex'), authorization: bearer };
const signed = (rawBody: Buffer): Message => ({ rawBody, headers: { ...right, 'huma-hmac-sha256': digest(rawBody).toString('base64') } });

type Kind = 'bad signature' | 'changed body' | 'bad token' | 'header trick' | 'noise' | 'signed rubbish' | 'signed and deep' | 'huge' | 'replay';
interface Attack { kind: Kind; message: Message }
const attack = (kind: Kind, message: fc.Arbitrary<Message>): fc.Arbitrary<Attack> => message.map((made) => ({ kind, message: made }));
const withSignature = (value: string | string[]): Message => ({ rawBody: genuine, headers: { ...right, 'huma-hmac-sha256': value } });

const spellings = ENCODINGS.map((encoding) => digest(genuine).toString(encoding));
const isRight = (text: string) => text.toLowerCase() === spellings[0] || spellings.some((spelling) => text.replace(/=$/, '') === spelling.replace(/=$/, ''));
const spoilt = fc.tuple(fc.constantFrom(...spellings), fc.nat(70), fc.string({ unit: 'binary', maxLength: 3 }), fc.nat(40))
  .map(([text, at, put, cut]) => text.slice(0, at) + put + text.slice(at + cut));
const badSignature = fc.oneof(spoilt, fc.constantFrom(...ENCODINGS.flatMap((encoding) => [digest(genuine, 'another').toString(encoding), digest(Buffer.from(`${genuine} `)).toString(encoding)])), fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9a-f]{64}$/))
  .filter((text) => !isRight(text));

const changedBody = fc.tuple(fc.nat(genuine.length), fc.uint8Array({ maxLength: 3 }), fc.nat(3), fc.constantFrom(...spellings))
  .map(([at, put, cut, signature]) => ({ rawBody: Buffer.concat([genuine.subarray(0, at), put, genuine.subarray(at + cut)]), headers: { ...right, 'huma-hmac-sha256': signature } }))
  .filter(({ rawBody }) => !rawBody.equals(genuine));

const badToken = fc.constantFrom('', TOKEN, 'Bearer', 'Bearer ', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(0, -1)}`, `Bearer ${TOKEN} ${TOKEN}`, `Basic ${TOKEN}`, `Bearer\u0000${TOKEN}`, `Bearer "${TOKEN}"`, `Bearer ${TOKEN.toUpperCase()}`, `x, ${bearer}`)
  .map((authorization) => ({ rawBody: genuine, headers: { ...right, authorization } }));

/** Headers that come twice, in lists, under odd names or in odd shapes. */
const headerTrick = fc.oneof(
  fc.constantFrom<Message>(
    withSignature([right['huma-hmac-sha256'], right['huma-hmac-sha256']]), withSignature([right['huma-hmac-sha256']]), withSignature(`${right['huma-hmac-sha256']}, ${right['huma-hmac-sha256']}`), withSignature([]),
    { rawBody: genuine, headers: { ...right, authorization: [bearer, bearer] } }, { rawBody: genuine, headers: { ...right, authorization: [] } },
    { rawBody: genuine, headers: { 'x-huma-hmac-sha256': right['huma-hmac-sha256'], 'x-authorization': bearer } },
    { rawBody: genuine, headers: { ...right, 'huma-topic': 'users-delete' } }, { rawBody: genuine, headers: { ...right, 'huma-topic': ['users-update', 'users-update'] } },
    { rawBody: genuine, headers: JSON.parse(`{"__proto__":${JSON.stringify(right)}}`) as Record<string, string> }, { headers: right }, { rawBody: Buffer.alloc(0), headers: right },
  ),
  fc.dictionary(fc.constantFrom('huma-hmac-sha256', 'authorization', 'huma-topic', 'constructor', 'toString', '__proto__'), fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string(), { maxLength: 3 }), fc.constant(null), fc.integer(), fc.object()))
    .map((headers) => ({ rawBody: genuine, headers: headers as Record<string, string> })),
);

const noise = fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.constantFrom({}, right)).map(([bytes, headers]) => ({ rawBody: Buffer.from(bytes), headers }));

/** JSON of every shape, but never an id of anybody: what is signed and names somebody is a message. */
const keys = fc.constantFrom('topic', 'users', 'id', 'email', 'value', 'editable', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'toJSON');
const shapes = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.string({ unit: 'binary' }), fc.constantFrom('users-update', 'users-create', 'users-delete', `${KARI}x`, KARI.slice(1)), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.array(fc.tuple(keys, tie('value')), { maxLength: 6 }),
}));
type Shape = string | number | boolean | null | Shape[];
/** A list of pairs is written as an object, so that "__proto__" is a key like any other. */
const asJson = (shape: Shape): string => {
  if (!Array.isArray(shape)) return JSON.stringify(shape) ?? 'null';
  const pairs = shape.every((part) => Array.isArray(part) && part.length === 2 && typeof part[0] === 'string');
  return pairs && shape.length > 0 ? `{${(shape as Shape[][]).map(([key, value]) => `${JSON.stringify(key)}:${asJson(value ?? null)}`).join()}}` : `[${shape.map(asJson).join()}]`;
};
const signedRubbish = fc.oneof(
  (shapes.value as fc.Arbitrary<Shape>).map((shape) => signed(Buffer.from(asJson(shape)))),
  (shapes.list as fc.Arbitrary<Shape>).map((shape) => signed(Buffer.from(`{"topic":"users-update","users":${asJson(shape)}}`))),
  fc.uint8Array({ maxLength: 50 }).map((bytes) => signed(Buffer.from(bytes))),
  fc.tuple(fc.nat(genuine.length - 1), fc.constantFrom(0xff, 0xfe, 0xc0, 0x80, 0xed)).map(([at, byte]) => signed(Buffer.concat([genuine.subarray(0, at), Buffer.from([byte]), genuine.subarray(at)]))),
);

const deep = ['['.repeat(100_000), `${'['.repeat(50_000)}${']'.repeat(50_000)}`, `{"topic":"users-update","users":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, `${'{"users":'.repeat(5_000)}1${'}'.repeat(5_000)}`, `{"topic":"users-update","users":[{"id":${'{"id":'.repeat(5_000)}1${'}'.repeat(5_000)}}]}`]
  .map((text) => signed(Buffer.from(text)));
const MEGABYTE = 1024 * 1024;
const overSize = signed(Buffer.alloc(10 * MEGABYTE + 1, 'x'));
const large = signed(Buffer.from(JSON.stringify({ topic: 'users-update', users: Array(50_000).fill({ id: 'nobody', phone: 'x'.repeat(20) }) })));

const attacks = fc.oneof(
  { weight: 3500, arbitrary: attack('bad signature', badSignature.map(withSignature)) },
  { weight: 1500, arbitrary: attack('changed body', changedBody) },
  { weight: 800, arbitrary: attack('bad token', badToken) },
  { weight: 1200, arbitrary: attack('header trick', headerTrick) },
  { weight: 900, arbitrary: attack('noise', noise) },
  { weight: 1400, arbitrary: attack('signed rubbish', signedRubbish) },
  { weight: 30, arbitrary: attack('signed and deep', fc.constantFrom(...deep)) },
  { weight: 4, arbitrary: attack('huge', fc.constantFrom(overSize, overSize, large)) },
  { weight: 1000, arbitrary: attack('replay', fc.constantFrom(...ENCODINGS).map((encoding) => withSignature(digest(genuine).toString(encoding)))) },
);

const node = new HumaTrigger();
const parameters = { topics: ['users-create', 'users-update', 'users-delete', 'users-export', 'other'], output: 'idsOnly', respond: 'whenDone', allowUnsigned: false, options: { replayWindow: 3600 } };
const credentials = { humaWebhookApi: { clientSecret: SECRET, accessToken: TOKEN } };

async function knock(message: Message): Promise<{ started: number; status: number }> {
  const { context, answer } = webhookContext({ node, parameters, credentials }, message);
  const { workflowData, webhookResponse } = await node.webhook.call(context);
  // n8n answers 200 to what starts a flow and to what the node answers itself.
  if (answer.status === undefined) answer.finish(200);
  expect([workflowData, webhookResponse, answer.status].filter((one) => one !== undefined)).toHaveLength(1);
  return { started: workflowData?.[0]?.length ?? 0, status: answer.status ?? 200 };
}

function heapMegabytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / MEGABYTE;
}

const pollution = () => ({ ...Object.getOwnPropertyDescriptors(Object.prototype) });
const EXPECTED: Readonly<Record<Kind, readonly number[]>> = {
  'bad signature': [401], 'changed body': [401], 'bad token': [401], 'header trick': [401, 400], noise: [401], 'signed rubbish': [400, 200], 'signed and deep': [400, 200], huge: [413, 200], replay: [200],
};

test(`${REQUESTS.toLocaleString('en')} requests: none is let in, none breaks the door, and its memory stays flat`, async () => {
  const before = pollution();
  const seen = new Map<string, number>();
  const run = async (numRuns: number, seed: number): Promise<number> => {
    let started = 0;
    await fc.assert(fc.asyncProperty(attacks, async ({ kind, message }) => {
      const answer = await knock(message);
      expect(EXPECTED[kind]).toContain(answer.status);
      if (kind !== 'replay') expect(answer.started).toBe(0);
      started += answer.started;
      const line = `${kind}: ${answer.status}`;
      seen.set(line, (seen.get(line) ?? 0) + 1);
    }), { numRuns, seed, endOnFailure: true });
    return started;
  };

  // The message that the replays repeat is let in once, and once more at the end of the window.
  expect((await knock({ rawBody: genuine, headers: right })).started).toBe(1);
  let replays = await run(REQUESTS / 10, SEED);
  const atTheBeginning = heapMegabytes();
  replays += await run((REQUESTS * 9) / 10, SEED + 1);
  const atTheEnd = heapMegabytes();

  const lines = [...seen].sort().map(([line, count]) => `  ${line} × ${count}`).join('\n');
  process.stdout.write(`The door, seed ${SEED}: ${REQUESTS} requests, ${replays} repeat put off, all others answered and dropped. Heap ${atTheBeginning.toFixed(1)} MB after a tenth, ${atTheEnd.toFixed(1)} MB at the end.\n${lines}\n`);
  expect(replays).toBe(1);
  expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
  expect(atTheEnd / atTheBeginning).toBeLessThan(1.25);
  expect(pollution()).toEqual(before);
});
