// What the simulated faults found (npm run test:chaos), each as a case of its own: both sandboxes, and core between them.
import { pairOf, type Pair } from './upsertPair';

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
