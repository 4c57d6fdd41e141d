// What the simulated faults found (npm run test:chaos), each as a case of its own: both sandboxes, and core between them.
import { NoReply } from '../../core/person';
import { createLimiter, createXledger } from '../../core/xledger';
import { SANDBOX_TOKEN } from '../../sandbox/xledger';
import { pairOf, POLICY, type Pair } from './upsertPair';
import { postWith } from './xledgerTenant';

jest.setTimeout(120_000);

let pair: Pair;
afterEach(() => pair.close());

const HICCUP = { kind: 'dataNullWithErrors' } as const;

describe('U10: an error without a code and a place is not the last word', () => {
  test('on one row it is tried again in the same run', async () => {
    pair = await pairOf({ people: 3, onlyInHuma: 1 });
    pair.xledgerSandbox.faults.order({ ...HICCUP, which: { rootField: 'addContacts' }, count: 2 });
    expect(await pair.bring([pair.idOf(pair.people[2]!)])).toMatchObject([{ code: 'created' }]);
  });

  test('a change that it refuses is not remembered as refused, and the next run sends it', async () => {
    pair = await pairOf({ people: 2 });
    const id = pair.idOf(pair.people[0]!);
    pair.humaSandbox.state.editUser(id, (user) => void (user.profile.phone = '+4799777777'));
    pair.xledgerSandbox.faults.order({ ...HICCUP, which: { kind: 'mutation' }, count: 50 });
    expect(await pair.bring([id], { event: 'changed' })).toMatchObject([{ outcome: 'failed', code: 'refused', retry: true }]);
    pair.xledgerSandbox.faults.clear();
    expect(await pair.bring([id], { event: 'changed' })).toMatchObject([{ code: 'updated', changes: [{ field: 'phone', after: '+4799777777' }] }]);
  });

  test('a newcomer whom it refuses is tried again', async () => {
    pair = await pairOf({ people: 3, onlyInHuma: 1 });
    const id = pair.idOf(pair.people[2]!);
    pair.xledgerSandbox.faults.order({ ...HICCUP, which: { rootField: 'addSuppliers' }, count: 50 });
    expect(await pair.bring([id], { event: 'created' })).toMatchObject([{ outcome: 'failed', code: 'refused', retry: true }]);
    pair.xledgerSandbox.faults.clear();
    expect(await pair.bring([id], { event: 'created' })).toMatchObject([{ code: 'created' }]);
    expect([...pair.xledgerSandbox.state.contacts.all()].filter(({ values }) => values.email === pair.people[2]!.email)).toHaveLength(1);
  });

  test('reading: everybody waits, nobody is refused', async () => {
    pair = await pairOf({ people: 2 });
    pair.xledgerSandbox.faults.order({ ...HICCUP, count: 50 });
    expect(await pair.bring(pair.people.map(pair.idOf), { event: 'changed' })).toMatchObject([{ outcome: 'notAttempted', retry: true }, { outcome: 'notAttempted', retry: true }]);
  });

  test('with a code it is what the server says of this value: refused', async () => {
    pair = await pairOf({ people: 2, switches: { U22: 'rejectedWhenInvalid', U11errors: 'nothing' } });
    const id = pair.idOf(pair.people[0]!);
    pair.humaSandbox.state.editUser(id, (user) => void (user.profile.phone = 'call my mother'));
    expect(await pair.bring([id], { event: 'changed' })).toMatchObject([{ outcome: 'failed', retry: false }]);
  });
});

describe('U8: an error of the server says nothing about a form', () => {
  test('the form is proven in the next run, and the address is not given up', async () => {
    pair = await pairOf({ people: 2 });
    const id = pair.idOf(pair.people[0]!);
    pair.humaSandbox.state.editUser(id, (user) => void (user.profile.homeAddress = { line1: 'Nygata 4', postalCode: '5003', city: 'Bergen', country: 'SE' }));
    pair.xledgerSandbox.faults.order({ ...HICCUP, which: { rootField: 'updateContacts', nth: 2 }, count: 50 });
    expect(await pair.bring([id], { event: 'changed' })).toMatchObject([{ retry: true }]);
    pair.xledgerSandbox.faults.clear();
    await pair.bring([id], { event: 'changed' });
    expect(pair.inXledger(pair.people[0]!.email).values).toMatchObject({ 'contact.address.country': 'SE', 'subledger.address.country': 'SE' });
  });
});

test('R9: the token is revoked while a newcomer has several events: all of them wait, the one that adds too', async () => {
  pair = await pairOf({ people: 3, onlyInHuma: 1 });
  const id = pair.idOf(pair.people[2]!);
  const [changed, created] = [(await pair.read([id], 'changed'))[0]!, (await pair.read([id], 'created'))[0]!];
  pair.xledgerSandbox.state.tokens.forEach((token) => { token.revoked = true; });
  expect(await pair.upsert([changed, created])).toMatchObject([{ outcome: 'notAttempted', code: 'xledgerUnavailable' }, { outcome: 'notAttempted', code: 'xledgerUnavailable' }]);
});

test('U8: Xledger goes away before a form was read back: the address counts as not written, and is sent again', async () => {
  pair = await pairOf({ people: 2 });
  const id = pair.idOf(pair.people[0]!);
  pair.humaSandbox.state.editUser(id, (user) => void (user.profile.homeAddress = { line1: 'Nygata 4', postalCode: '5003', city: 'Bergen', country: 'SE' }));
  const asks = await pair.read([id], 'changed');
  // One reading of the employee before the write; the next one is the proof.
  pair.xledgerSandbox.faults.order({ ...HICCUP, which: { rootField: 'employees', nth: 2 }, count: 4 });
  expect(await pair.upsert(asks)).toMatchObject([{ outcome: 'notAttempted', retry: true }]);
  pair.xledgerSandbox.faults.clear();
  await pair.upsert(asks);
  expect(pair.inXledger(pair.people[0]!.email).values).toMatchObject({ 'contact.address.country': 'SE', 'subledger.address.country': 'SE' });
});

describe('an update whose reply is lost and that lands late', () => {
  test('is waited for before anything else is written into the same row', async () => {
    pair = await pairOf({ people: 2 });
    const id = pair.idOf(pair.people[0]!);
    const before = pair.clock.slept;
    pair.humaSandbox.state.editUser(id, (user) => void (user.profile.phone = '+4799777777'));
    pair.xledgerSandbox.faults.order({ kind: 'resetBefore', which: { rootField: 'updateContacts' } });
    expect(await pair.bring([id], { event: 'changed' })).toMatchObject([{ code: 'updated' }]);
    expect(pair.clock.slept - before).toBeGreaterThanOrEqual(20_000);
  });
});

test('U10: a run that gives up after a lost add stays until the add cannot come late any more, so that the next run sees it', async () => {
  pair = await pairOf({ people: 3, onlyInHuma: 1 });
  const send = postWith(SANDBOX_TOKEN);
  let late: { at: number; work: () => Promise<unknown> } | undefined;
  const sleep = async (ms: number): Promise<void> => {
    await pair.clock.sleep(ms);
    if (!late || late.at > pair.clock.now()) return;
    const { work } = late;
    late = undefined;
    await work();
  };
  const clock = { now: pair.clock.now, random: pair.clock.random, sleep };
  let isLost = false;
  // The reply is lost, and the server does the work half a minute later.
  const post: typeof send = async (request) => {
    if (isLost || !request.body?.includes('addSuppliers')) return await send(request);
    isLost = true;
    late = { at: clock.now() + 30_000, work: () => send(request) };
    throw new NoReply('connectionLost', false);
  };
  const client = (patience?: number) => createXledger({ endpoint: pair.xledgerSandbox.graphqlUrl, post, clock, limiter: createLimiter(), reading: POLICY.reading, patience });
  const asks = await pair.read([pair.idOf(pair.people[2]!)], 'created');
  expect(await pair.upsert(asks, {}, client(3_000))).toMatchObject([{ outcome: 'notAttempted', retry: true }]);
  expect(await pair.upsert(asks, {}, client())).toMatchObject([{ code: 'created' }]);
  await sleep(60_000);
  const { 'employee.code': code } = pair.inXledger(pair.people[2]!.email).values;
  expect([...pair.xledgerSandbox.state.subledgers.all()].filter(({ values }) => values.code === code)).toHaveLength(1);
});

test('R9: Huma cannot be read while a newcomer has several events: each of them says so, the one that adds too', async () => {
  pair = await pairOf({ people: 3, onlyInHuma: 1 });
  const humaId = pair.idOf(pair.people[2]!);
  const source = { kind: 'unavailable', problem: { code: 'missing', detail: 'Huma did not accept the API key' }, retry: false } as const;
  const said = await pair.upsert([{ item: 0, humaId, event: 'changed', source }, { item: 1, humaId, event: 'created', source }]);
  expect(said).toMatchObject([{ outcome: 'failed', code: 'humaUnavailable' }, { outcome: 'failed', code: 'humaUnavailable' }]);
});
