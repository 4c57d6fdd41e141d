// One delivery of Huma described (H1–H5, H7): the sandbox's positions are found from a message alone, and no value is repeated.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describeDelivery, type WebhookRequest } from '../../core/huma';
import { startHuma, SWITCHES, type HumaSandbox, type SwitchKey, type Switches } from '../../sandbox/huma';

const SECRET = 'c2VjcmV0LW9mLXRoZS1odW1hLXdlYmhvb2s=';
const TOKEN = 'token-of-the-webhook';

let sandbox: HumaSandbox;
let receiver: Server;
let received: WebhookRequest[];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, rawBody: Buffer.concat(chunks) });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => { receiver.listen(0, '127.0.0.1', resolve); });
  sandbox = await startHuma({ seed: 5 });
  Object.assign(sandbox.webhook, { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`, clientSecret: SECRET, accessToken: TOKEN, gatherMs: 10, retryMs: 1 });
});
beforeEach(() => { received = []; });
afterAll(async () => {
  await sandbox.close();
  await new Promise((resolve) => { receiver.close(resolve); });
});

type Held = ReturnType<HumaSandbox['state']['addUser']>;
const kari = (): Held => [...sandbox.state.users.values()].find(({ type }) => type === 'user') as Held;
const positionsOf = <K extends SwitchKey>(key: K) => SWITCHES[key].positions as readonly string[] as ReadonlyArray<Switches[K]>;
let edits = 0;

async function captured(switches: Partial<Switches>, edit: (user: Held) => void = newPhone) {
  Object.assign(sandbox.switches, switches);
  sandbox.state.editUser(kari().id, edit);
  await sandbox.settled();
  const { facts, report } = describeDelivery(received[0]!, { secret: SECRET, token: TOKEN });
  return { report, found: Object.fromEntries(facts.map(({ fact, found }) => [fact, found])) };
}
const newPhone = (user: Held) => { user.profile.phone = `+47990${10_000 + edits++}`; };

const signatures = positionsOf('H1').flatMap((H1) => positionsOf('H1Key').map((H1Key) => ({ H1, H1Key })));
test.each(signatures)('signed in $H1 with the key $H1Key', async (switches) => {
  const { found } = await captured(switches);
  const lookalike = 'base64 or base64url (this digest looks the same in both)';
  expect([switches.H1, lookalike]).toContain(found['H1 signature']);
  if (switches.H1.startsWith('hex')) expect(found['H1 signature']).toBe(switches.H1);
  expect(found['H1 key']).toBe(switches.H1Key === 'text' ? 'text' : 'decoded (from base64)');
  expect(found['access token']).toBe('fits');
});

const bodies = positionsOf('H2').flatMap((H2) => positionsOf('H2Shape').map((H2Shape) => ({ H2, H2Shape })));
test.each(bodies)('a body that is $H2 and $H2Shape', async (switches) => {
  const { found } = await captured(switches);
  expect(found).toMatchObject({ topic: 'users-update, the same in the header huma-topic', 'H7 body': 'users', 'H5 people': '1' });
  expect(found['H2 fields']).toMatch(switches.H2 === 'full' ? /^full: .*\bphone\b/ : /^changedOnly: phone$/);
  expect(found['H2 values']).toMatch(switches.H2Shape === 'wrapped' ? /^wrapped/ : /^plain$/);
});

test.each(positionsOf('H3'))('an emptied value as %s', async (H3) => {
  newPhone(kari());
  const { found } = await captured({ H2: 'changedOnly', H2Shape: 'plain', H3 }, (user) => { delete user.profile.phone; });
  expect(found['H3 empty values']).toBe({ null: 'null', emptyText: 'an empty text', absent: 'none was sent' }[H3]);
});

test.each(positionsOf('H7Body'))('another topic, its body %s', async (H7Body) => {
  const { found } = await captured({ H7: 'instead', H7Moment: 'request', H7Body }, (user) => { user.profile.email = `kari.${edits++}@example.no`; });
  expect(found['H7 body']).toBe(H7Body === 'users' ? 'users' : 'other: it has no list "users"');
});

test('no value is in the report, in any position', async () => {
  for (const switches of bodies) {
    received = [];
    const { report } = await captured({ ...switches, H7: 'usersUpdate' });
    const { profile, identifications, id } = kari();
    const values = [id, ...Object.values(profile), ...identifications.map(({ value }) => value)].flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : [value]));
    const texts = values.filter((value): value is string => typeof value === 'string' && value.length > 3);
    expect(texts.length).toBeGreaterThan(8);
    for (const text of texts) expect(report).not.toContain(text);
  }
});

describe('whatever is sent', () => {
  test('is described without an error, and no marked value comes out', () => {
    const marked = fc.constantFrom('marked-4799000001', '01815012345', 'marked@example.no', '1990-12-24 marked');
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(marked, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.oneof(fc.constantFrom('users', 'topic', 'id', 'value', '__proto__'), marked), tie('value'), { maxKeys: 4 })),
    }));
    const headers = fc.dictionary(fc.oneof(fc.constantFrom('huma-hmac-sha256', 'authorization', 'huma-topic'), marked), fc.oneof(marked, fc.array(marked)));
    fc.assert(fc.property(tree.value, headers, (body, sent) => {
      const { report } = describeDelivery({ headers: sent, rawBody: Buffer.from(JSON.stringify(body) ?? '') }, { secret: SECRET, token: TOKEN });
      expect(report).not.toMatch(/marked|01815012345/);
    }), { numRuns: 2000 });
  });

  test('also when it is very deep, or very wide', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${'a'.repeat(n % 30)}${'b'.repeat(n % 7)}`, n])));
    for (const body of [deep, wide]) expect(describeDelivery({ headers: {}, rawBody: Buffer.from(body) }, {}).report.length).toBeLessThan(10_000);
  });

  test.each([
    ['no signature', {}, 'none was sent; is the client secret set in Huma?'],
    ['a signature of an unknown form', { 'huma-hmac-sha256': 'sha256=ab' }, 'in no known form, 9 characters'],
    ['two signatures', { 'huma-hmac-sha256': ['a', 'b'] }, 'sent more than once'],
  ])('%s', (_, headers, found) => {
    expect(describeDelivery({ headers, rawBody: Buffer.from('no json') }, { secret: SECRET }).facts).toContainEqual({ fact: 'H1 signature', found });
  });

  test('a signature under another key', () => {
    const { facts } = describeDelivery({ headers: { 'huma-hmac-sha256': 'a'.repeat(64) }, rawBody: Buffer.from('{}') }, { secret: SECRET });
    expect(facts).toContainEqual({ fact: 'H1 key', found: 'none fits; is the client secret of the credential the one that is set in Huma?' });
  });
});
