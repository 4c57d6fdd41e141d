// The embedded Huma's admin address: faults, journal, people, webhooks, keeping and restoring, answering without a socket.
import { openHuma, startHuma } from '../../sandbox/huma';
import { startReceiver, talkToHuma, type Json, type Receiver, type Talk } from './sandbox-huma.client';

let talk: Talk;
let id: string;
const open: Talk[] = [];
const another: typeof talkToHuma = async (options) => {
  const talking = await talkToHuma(options);
  open.push(talking);
  return talking;
};
beforeEach(async () => {
  talk = await another();
  id = talk.ids[0] ?? '';
});
afterEach(() => Promise.all(open.splice(0).map(({ close }) => close())));

describe('faults', () => {
  const order = (fault: object) => talk.admin('POST', '/faults', fault);
  const statuses = async (count: number, path = '/groups') => {
    const got: Array<number | string> = [];
    for (let n = 0; n < count; n++) got.push(await talk.api('GET', path).then(({ status }) => status, (error: Json) => error.cause?.code ?? 'broken'));
    return got;
  };

  test('hit the n-th next request, so many times, on the path that was named', async () => {
    await order({ kind: 'status', status: 502, path: '/groups', nth: 2, count: 2 });
    expect(await statuses(1, '/users')).toEqual([200]);
    expect(await statuses(4)).toEqual([200, 502, 502, 200]);
    expect((await talk.admin('GET', '/faults')).body).toEqual([]);
  });

  test('429 carries Retry-After where ordered', async () => {
    await order({ kind: 'status', status: 429, retryAfter: 7 });
    const { status, headers } = await talk.api('GET', '/users');
    expect([status, headers.get('retry-after')]).toEqual([429, '7']);
  });

  test('html and half an answer are no JSON', async () => {
    await order({ kind: 'html', status: 502 });
    expect((await talk.api('GET', '/users')).body).toContain('<h1>Bad Gateway');
    await order({ kind: 'halfJson' });
    await expect(talk.api('GET', '/users')).rejects.toThrow(SyntaxError);
  });

  test('a revoked token is refused until a new one is fetched', async () => {
    await order({ kind: 'tokenRevoked' });
    expect(await statuses(2)).toEqual([401, 401]);
  });

  test('slow is slow, and works', async () => {
    const waited: number[] = [];
    const slow = await another({ sleep: async (ms) => { waited.push(ms); } });
    slow.huma.faults.order({ kind: 'slow', ms: 30_000, path: '/groups' });
    expect((await slow.api('GET', '/groups')).status).toBe(200);
    expect(waited).toEqual([30_000]);
  });

  test.each([
    ['reset', 'before', 0],
    ['reset', 'after', 1],
    ['status', 'before', 0],
    ['status', 'after', 1],
    ['html', 'after', 1],
  ])('%s %s the work: %i people made', async (kind, when, made) => {
    await order({ kind, when, method: 'post', path: '/users' });
    const input = { email: 'ny@example.no', givenName: 'Ny', familyName: 'Person', groups: [] };
    const status = await talk.api('POST', '/users', input).then((answer) => answer.status, () => 0);
    expect(status).toBe(kind === 'reset' ? 0 : 503);
    expect((await talk.api('GET', '/users?search=ny@example.no')).body.total).toBe(made);
    expect(talk.huma.journal.filter(({ method, path }) => method === 'POST' && path === '/users').map((entry) => entry.status)).toEqual([status]);
  });

  test('an unknown kind is refused', async () => {
    expect((await order({ kind: 'meteor' })).status).toBe(400);
  });
});

test('the journal knows methods, templates and statuses, and no values', async () => {
  await talk.admin('DELETE', '/journal');
  await talk.api('GET', `/users/${id}`);
  await talk.api('PATCH', `/users/${id}`, { birthDate: 'wrong' });
  const entries = (await talk.admin('GET', '/journal')).body;
  expect(entries.map(({ at: _at, ms: _ms, ...rest }: Json) => rest)).toEqual([
    { method: 'GET', path: '/users/:id', status: 200 },
    { method: 'PATCH', path: '/users/:id', status: 400 },
  ]);
  expect(JSON.stringify(entries)).not.toContain(id);
});

describe('people in the flat shape', () => {
  const everything = {
    email: 'alt.mulig@example.no', givenName: 'Alt', familyName: 'Mulig', phone: '+4799000009', birthDate: '1990-02-03', gender: 'Male', employmentId: '90001',
    bankAccount: { number: '90011234560', country: 'NO' }, homeAddress: { line1: 'Prøvegata 1', postalCode: '0150', city: 'Oslo', country: 'NO' },
    jobTitle: 'Kokk', employmentStartDate: '2020-01-01', probationEndDate: '2020-07-01', terminationNoticeDate: '2029-01-01', employmentEndDate: '2029-04-01', nationalId: '03829012345',
  };

  test('all fifteen synced fields go in and come out, by id and by e-mail', async () => {
    const made = (await talk.admin('POST', '/people', everything)).body;
    expect(made).toMatchObject(everything);
    expect((await talk.admin('GET', '/people/alt.mulig@example.no')).body).toEqual(made);
    expect((await talk.api('GET', `/users/${made.id}`)).body).toMatchObject({ bankAccount: { value: { number: '90011234560' } }, currentPositions: [{ title: { name: 'Kokk' } }], identifications: { value: [{ type: 'national', value: '03829012345' }] } });
  });

  test('null empties, an absent key stays', async () => {
    const { email } = (await talk.admin('PATCH', `/people/${id}`, { phone: null, homeAddress: null, probationEndDate: null, nationalId: null, bankAccount: null })).body;
    const person = (await talk.admin('GET', `/people/${id}`)).body;
    for (const key of ['phone', 'homeAddress', 'probationEndDate', 'nationalId', 'bankAccount']) expect(person).not.toHaveProperty(key);
    expect(person).toMatchObject({ email, givenName: expect.any(String), jobTitle: expect.any(String) });
  });

  test('deactivated and reactivated; deleted for good', async () => {
    expect((await talk.admin('PATCH', `/people/${id}`, { active: false })).body.active).toBe(false);
    expect((await talk.admin('PATCH', `/people/${id}`, { active: true })).body.active).toBe(true);
    expect((await talk.admin('DELETE', `/people/${id}`)).status).toBe(200);
    expect((await talk.admin('GET', `/people/${id}`)).status).toBe(404);
    expect((await talk.admin('GET', '/people')).body).toHaveLength(2);
  });

  test('a misspelt key and a group that is not there are refused', async () => {
    expect((await talk.admin('PATCH', `/people/${id}`, { fone: '1' })).status).toBe(400);
    expect((await talk.admin('PATCH', `/people/${id}`, { groups: ['Nowhere'] })).body.errorMessage).toBe('There is no group Nowhere.');
  });
});

describe('webhooks', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
    await talk.admin('POST', '/webhook', { url: receiver.url, clientSecret: 'hemmelig', accessToken: 'bevis' });
  });
  afterEach(() => receiver.close());

  const settledTopics = async () => {
    await talk.huma.settled();
    return receiver.got.map(({ body }) => body.topic);
  };

  test('huma.md 2.3: topic in header and body, bearer token, always id and e-mail', async () => {
    await talk.api('PATCH', `/users/${id}`, { phone: '+4799000001' });
    await talk.huma.settled();
    const { email } = (await talk.admin('GET', `/people/${id}`)).body;
    expect(receiver.got[0]).toMatchObject({ headers: { 'huma-topic': 'users-update', authorization: 'Bearer bevis' }, body: { topic: 'users-update', users: [{ id, email, phone: '+4799000001' }] } });
  });

  test('creating, editing and deleting by any way sends a message; an edit that changes nothing does not', async () => {
    const { id: made } = (await talk.api('POST', '/users', { email: 'ny@example.no', givenName: 'Ny', familyName: 'Person', groups: [] })).body;
    await talk.admin('PATCH', `/people/${made}`, { givenName: 'Nyere' });
    await talk.admin('PATCH', `/people/${made}`, { givenName: 'Nyere' });
    await talk.admin('DELETE', `/people/${made}`);
    expect(await settledTopics()).toEqual(['users-create', 'users-update', 'users-delete']);
  });

  test('positions, identifications and groups changed through the Open API send one each', async () => {
    const [{ id: position }] = (await talk.api('GET', `/users/${id}/positions`)).body.items;
    await talk.api('PATCH', `/users/${id}/positions/${position}`, { contractEndDate: '2030-01-01' });
    await talk.api('POST', `/users/${id}/identifications`, { type: 'passport', country: 'NO', value: 'X' });
    await talk.api('DELETE', `/users/${id}/groups`, [(await talk.api('GET', `/users/${id}`)).body.teams.value[0].id]);
    expect(await settledTopics()).toEqual(['users-update', 'users-update', 'users-update']);
  });

  test('a refused edit sends nothing', async () => {
    await talk.api('PATCH', `/users/${id}`, { birthDate: 'wrong', phone: '+4799000001' });
    expect(await settledTopics()).toEqual([]);
  });

  test('the export sends everybody with everything', async () => {
    expect((await talk.admin('POST', '/export')).body).toEqual({ messages: 3 });
    expect(await settledTopics()).toEqual(['users-export', 'users-export', 'users-export']);
    expect(receiver.got[0]?.body.users[0]).toMatchObject({ employmentId: '00001', bankAccount: { number: expect.any(String) }, employmentStartDate: expect.any(String) });
  });

  test('a failed delivery is kept with its status, and can be sent again', async () => {
    receiver.answers.push(500);
    await talk.admin('PATCH', `/people/${id}`, { phone: '+4799000001' });
    await talk.huma.settled();
    const [failed] = (await talk.admin('GET', '/deliveries')).body;
    expect(failed).toMatchObject({ topic: 'users-update', users: [id], status: 500, ok: false, attempts: 1 });
    expect(JSON.stringify(failed)).not.toContain('+4799000001');
    expect((await talk.admin('POST', `/deliveries/${failed.id}/redeliver`)).body).toMatchObject({ status: 200, ok: true, attempts: 2 });
    expect(receiver.got[0]?.raw).toBe(receiver.got[1]?.raw);
  });

  test('nobody there: the delivery says so', async () => {
    await receiver.close();
    receiver = await startReceiver();
    await talk.admin('PATCH', `/people/${id}`, { phone: '+4799000001' });
    await talk.huma.settled();
    expect(talk.huma.deliveries[0]).toMatchObject({ status: 0, ok: false, error: 'ECONNREFUSED' });
  });

  test('without a URL nothing is sent or kept', async () => {
    await talk.admin('POST', '/webhook', { url: '' });
    await talk.admin('PATCH', `/people/${id}`, { phone: '+4799000001' });
    await talk.huma.settled();
    expect([receiver.got, talk.huma.deliveries]).toEqual([[], []]);
  });
});

describe('starting, keeping, restoring', () => {
  test('200 people by default, the same ones every time', async () => {
    const [one, two] = await Promise.all([startHuma(), startHuma()]);
    expect(one.state.users.size).toBe(201);
    expect([...one.state.users.keys()]).toEqual([...two.state.users.keys()]);
    await Promise.all([one.close(), two.close()]);
  });

  test('reset goes back to the start, changes given at the start included', async () => {
    const email = talk.huma.state.users.get(id)?.profile.email ?? '';
    const other = await another({ changes: { [email]: { active: false } }, switches: { H24: 'lower' } });
    await other.admin('PATCH', `/people/${id}`, { active: true });
    await other.admin('DELETE', `/people/${other.ids[1]}`);
    await other.admin('POST', '/switches', { H24: 'name', H11: 'activeOnly' });
    await other.admin('POST', '/faults', { kind: 'html' });
    expect((await other.admin('POST', '/reset')).body).toEqual({ people: 4 });
    expect(other.huma.state.users.size).toBe(4);
    expect(other.huma.state.users.get(id)?.active).toBe(false);
    expect(other.huma.switches).toMatchObject({ H24: 'lower', H11: 'all' });
    expect(other.huma.faults.list()).toEqual([]);
  });

  test('what one exports another imports', async () => {
    await talk.admin('PATCH', `/people/${id}`, { givenName: 'Endret' });
    await talk.admin('DELETE', `/people/${talk.ids[1]}`);
    await talk.admin('POST', '/webhook', { clientSecret: 'hemmelig' });
    const other = await another({ seed: 10 });
    await other.api('GET', '/users');
    other.huma.importState(talk.huma.exportState());
    expect((await other.api('GET', '/users')).body.total).toBe(3);
    expect((await other.api('GET', `/users/${id}`)).body.givenName.value).toBe('Endret');
    expect(other.huma.webhook.clientSecret).toBe('hemmelig');
    other.huma.switches.H12 = 'forbidden';
    expect((await other.api('GET', `/users/${talk.ids[1]}`)).status).toBe(403);
  });

  test('a switch that does not exist is refused by name', async () => {
    expect((await talk.admin('POST', '/switches', { H99: 'x' })).body.errorMessage).toContain('H99');
    expect((await talk.admin('POST', '/switches', { H1: 'rot13' })).body.errorMessage).toContain('base64');
    await expect(startHuma({ switches: { H1: 'rot13' as 'hex' } })).rejects.toThrow(RangeError);
  });
});

describe('answering without a socket', () => {
  const ask = (path: string, init?: RequestInit) => talk.huma.handle(new Request(`http://huma.example.no${path}`, init));

  test('form, JSON, query and status are those of the socket', async () => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: talk.huma.clientId, client_secret: talk.huma.clientSecret });
    const { access_token } = await (await ask('/auth/oauth/token', { method: 'POST', body: form })).json() as { access_token: string };
    const authorization = `Bearer ${access_token}`;
    expect(await (await ask('/users?limit=1', { headers: { authorization } })).json()).toEqual((await talk.api('GET', '/users?limit=1')).body);
    const patched = await ask(`/users/${id}`, { method: 'PATCH', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify({ phone: '+4799000001' }) });
    expect(await patched.json()).toMatchObject({ phone: { value: '+4799000001' } });
    expect((await ask('/users')).status).toBe(401);
  });

  test('no port is needed', async () => {
    const tenant = await openHuma({ seed: 1 });
    expect((await tenant.handle(new Request('http://huma.example.no/users'))).status).toBe(401);
    await tenant.close();
  });

  test.each(['before', 'after'] as const)('a connection that breaks %s the work rejects as fetch does', async (when) => {
    talk.huma.faults.order({ kind: 'reset', when });
    await expect(ask('/users')).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'ECONNRESET' } });
  });
});
