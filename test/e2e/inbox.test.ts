// The inbox in a real n8n: on disk before the answer, waiting for as long as it takes, drained in full batches, and the truth now decides.
import { randomUUID } from 'node:crypto';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { summaryOf } from '../../sandbox/xledger';
import { runSetUp } from '../../scripts/demo/flows';
import { changeRows, changesSince, editInHuma, employeeWith, everythingInXledger, flowsWith, linksIn, rowsOf, settled, startStack, tell, until, type Stack } from './harness';

jest.setTimeout(600_000);

const people = inventPeople(80);
const [first, toggled, doubled, mixed, leaver, gone, edited, probe] = people as [InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson];
const waiters = people.slice(20, 40);
afterEach(() => back());
let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ huma: { seed: people }, xledger: { seed: people }, flows: flowsWith({ firstWait: 1, longestWait: 3600, patience: 2 }) });
  // Here the test says when Huma tells what.
  stack.huma.webhook.url = '';
}, 600_000);
afterAll(() => stack?.stop());

const idOf = ({ email }: InventedPerson): string => [...stack.huma.state.users.values()].find(({ profile }) => profile.email === email)!.id;
const inbox = (wanted: Record<string, unknown> = {}) => rowsOf(stack, 'xledger_inbox', wanted);
const logOf = (humaId: string) => rowsOf(stack, 'xledger_log', { humaId });
const phone = (person: InventedPerson, round: number) => `+4799${round}${String(person.n).padStart(5, '0')}`;
const setPhone = (person: InventedPerson, round: number) => stack.huma.state.editUser(idOf(person), ({ profile }) => { profile.phone = phone(person, round); });
const phoneOf = (person: InventedPerson) => employeeWith(stack, person.email).values['subledger.phone'];
const awayForLong = () => stack.xledger.faults.order({ kind: 'status', status: 503, count: 1_000_000 });
const back = () => stack.xledger.faults.clear();

describe('on disk before Huma gets its answer', () => {
  test('twenty messages: each is a row when its answer comes', async () => {
    await holdTheDrainer();
    for (const person of people.slice(60)) {
      expect(await tell(stack, [{ id: idOf(person), email: person.email }])).toBe(200);
      expect(await inbox({ humaId: idOf(person) })).toHaveLength(1);
    }
    await letTheDrainerGo();
    await settled(stack);
  });

  test('what could not be put on disk is not answered with 2xx, and the same message is taken when it can', async () => {
    setPhone(first, 1);
    await stack.client.tables.drop((await stack.client.tables.all()).find(({ name }) => name === 'xledger_inbox')!);
    expect(await tell(stack, [{ id: idOf(first) }])).toBeGreaterThanOrEqual(500);
    await runSetUp(stack.client);
    expect(await tell(stack, [{ id: idOf(first) }])).toBe(200);
    await settled(stack);
    expect(phoneOf(first)).toBe(phone(first, 1));
  });
});

describe('Xledger away for long', () => {
  test('events wait, one entry a person and in order; when it is back, all are drained at once in full batches, and nothing is lost', async () => {
    awayForLong();
    for (const round of [1, 2, 3]) {
      for (const person of waiters) setPhone(person, round);
      expect(await tell(stack, waiters.map((person) => ({ id: idOf(person) })), { pad: round })).toBe(200);
      await until(() => inbox(), (rows) => rows.length === waiters.length && rows.every(({ tries, status }) => Number(tries) >= 1 && status === 'waiting'), 120_000, 'not one entry a person');
    }
    const rows = await inbox();
    expect([...rows].sort((one, other) => Number(one.id) - Number(other.id)).map(({ humaId }) => humaId)).toEqual(waiters.map(idOf));
    for (const row of rows) expect(row).toMatchObject({ code: 'away', reason: expect.stringContaining('Xledger') });
    // Away for so long that nobody would try again within the hour, and far more often than events are parked after.
    await changeAll({ nextTryAt: Date.now() + 3_600_000, tries: 40 });

    back();
    stack.xledger.journal.length = 0;
    setPhone(probe, 1);
    expect(await tell(stack, [{ id: idOf(probe) }])).toBe(200);
    await settled(stack, 120_000);
    expect(waiters.filter((person) => phoneOf(person) !== phone(person, 3))).toEqual([]);
    const { requests, mutations, nodesWritten, failed, byRootField } = summaryOf(stack.xledger.journal);
    process.stdout.write(`Drained ${waiters.length} people after an outage: ${requests} requests, ${mutations} mutations, ${nodesWritten} nodes written.\n`);
    expect({ nodesWritten, failed, contacts: byRootField.updateContacts, suppliers: byRootField.updateSuppliers }).toEqual({ nodesWritten: 2 * (waiters.length + 1), failed: 0, contacts: 2, suppliers: 2 });
    expect(await rowsOf(stack, 'xledger_log', { code: 'parked' })).toEqual([]);
  });

  test('a message of 2 MB with 1,000 users: every one of them is on disk when it is answered, and drained in batches of 500', async () => {
    await holdTheDrainer();
    for (const person of people) setPhone(person, 5);
    const strangers = Array.from({ length: 1_000 - people.length }, () => randomUUID());
    const users = [...strangers.map((id) => ({ id })), ...people.map((person) => ({ id: idOf(person) }))].map((user, n) => ({ ...user, email: `nummer${n}@example.no`, funfacts: 'Bor på Ås. '.repeat(170) }));
    expect(Buffer.byteLength(JSON.stringify(users))).toBeGreaterThan(2_000_000);
    expect(await tell(stack, users)).toBe(200);
    expect((await inbox()).map(({ humaId }) => humaId).sort()).toEqual(users.map(({ id }) => id).sort());
    stack.xledger.journal.length = 0;
    await letTheDrainerGo();
    await settled(stack, 400_000);
    expect(people.filter((person) => phoneOf(person) !== phone(person, 5))).toEqual([]);
    // Whom Huma does not know got a word in the log: nobody was passed over.
    const told = new Set((await rowsOf(stack, 'xledger_log', { code: 'notVisibleInHuma' })).map(({ humaId }) => humaId));
    expect(strangers.filter((id) => !told.has(id))).toEqual([]);
    const runs = new Set((await rowsOf(stack, 'xledger_log', { code: 'notVisibleInHuma' })).map(({ run }) => run));
    const { requests, byRootField, nodesWritten } = summaryOf(stack.xledger.journal);
    process.stdout.write(`Drained 1,000 events of one 2 MB message: ${runs.size} runs, ${requests} requests, ${nodesWritten} nodes written.\n`);
    expect(runs.size).toBe(2);
    expect(nodesWritten).toBe(2 * people.length);
    for (const update of ['updateContacts', 'updateSuppliers']) expect(byRootField[update]).toBeLessThanOrEqual(2);
  });
});

describe('delivered twice, out of order, five times at once', () => {
  test('H2: two changes told in the same words both arrive', async () => {
    const message = () => tell(stack, [{ id: idOf(toggled), email: toggled.email }]);
    for (const round of [6, 7, 8]) {
      setPhone(toggled, round);
      expect(await message()).toBe(200);
      await until(() => Promise.resolve(phoneOf(toggled)), (found) => found === phone(toggled, round), 60_000, 'the change did not arrive');
    }
    await settled(stack);
  });

  test('five at once and twenty repeats are one write', async () => {
    stack.xledger.journal.length = 0;
    setPhone(doubled, 6);
    const message = () => tell(stack, [{ id: idOf(doubled) }]);
    expect(await Promise.all(Array.from({ length: 5 }, message))).toEqual([200, 200, 200, 200, 200]);
    for (let time = 0; time < 20; time++) expect(await message()).toBe(200);
    await settled(stack);
    expect(phoneOf(doubled)).toBe(phone(doubled, 6));
    expect(summaryOf(stack.xledger.journal)).toMatchObject({ mutations: 2, nodesWritten: 2 });
  });

  test('out of order: the older message last, and the newer value stays', async () => {
    setPhone(mixed, 6);
    for (const told of [6, 4, 3]) expect(await tell(stack, [{ id: idOf(mixed), phone: phone(mixed, told) }])).toBe(200);
    await settled(stack);
    expect(phoneOf(mixed)).toBe(phone(mixed, 6));
  });
});

describe('the truth now decides, not the event', () => {
  test('somebody deactivated, somebody gone and somebody changed since the event', async () => {
    const before = everythingInXledger(stack);
    const ids = { leaver: idOf(leaver), gone: idOf(gone), edited: idOf(edited) };
    awayForLong();
    for (const person of [leaver, gone, edited]) setPhone(person, 6);
    expect(await tell(stack, Object.values(ids).map((id) => ({ id })))).toBe(200);
    await until(() => inbox(), (rows) => rows.length === 3 && rows.every(({ tries }) => Number(tries) >= 1), 60_000, 'the events did not wait');
    await editInHuma(stack, ids.leaver, { active: false });
    stack.huma.state.users.delete(ids.gone);
    setPhone(edited, 7);
    back();
    await changeAll({ nextTryAt: 0 });
    await settled(stack);
    expect(phoneOf(edited)).toBe(phone(edited, 7));
    const { dbId } = employeeWith(stack, edited.email);
    expect(Object.keys(changesSince(before, everythingInXledger(stack))).sort()).toEqual([`contact.phone of ${dbId}`, `subledger.phone of ${dbId}`]);
    expect((await logOf(ids.leaver)).at(-1)).toMatchObject({ code: 'locked' });
    expect((await logOf(ids.gone)).at(-1)).toMatchObject({ code: 'notVisibleInHuma' });
    expect(await linksIn(stack, { humaId: ids.gone })).toMatchObject([{ state: 'linked' }]);
  });
});

/** As if another run were at work. */
const holdTheDrainer = () => until(async () => {
  await changeRows(stack, 'xledger_locks', ['holder', ''], { holder: 'the test', heldUntil: Date.now() + 3_600_000 });
  return rowsOf(stack, 'xledger_locks');
}, ([lock]) => lock?.holder === 'the test', 60_000, 'the lock was not free');
const letTheDrainerGo = () => changeRows(stack, 'xledger_locks', ['holder', 'the test'], { holder: '', heldUntil: 0 });

/** Every row that waits. */
const changeAll = (values: Record<string, unknown>) => changeRows(stack, 'xledger_inbox', ['connection', 'default'], values);
