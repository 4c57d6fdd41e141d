// The rules in a real n8n, through the shipped flows: who is added, who is left alone, what arrives, what is never lost.
import { createHmac } from 'node:crypto';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { summaryOf } from '../../sandbox/xledger';
import { credentialsFor } from '../../scripts/demo/connection';
import { shippedFlows } from '../../scripts/demo/flows';
import { FLOW_IDS } from '../../scripts/flows/nodes';
import { addInHuma, addRow, changeRows, changesSince, deleteInHuma, editInHuma, employeesWith, employeeWith, everythingInXledger, linksIn, removeRows, rowsOf, SECRETS, settled, startStack, until, type Stack } from './harness';
import { asHuma, asXledger } from './newcomer';

const people = inventPeople(30);
const [leaver, deleted, busy, homeless, banked, named, away, poor, unsure, rowless, locked, unread] = people as [InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson];
const [unasked, hired, nameless] = inventPeople(40).slice(30) as [InventedPerson, InventedPerson, InventedPerson];
let stack: Stack;

/** As shipped, but for what n8n keeps: a message that started the flow and one that did not would look alike afterwards. */
const flows = shippedFlows().map((flow) => (flow.id === FLOW_IDS.events ? { ...flow, settings: { ...flow.settings, saveDataSuccessExecution: 'all' } } : flow));

beforeAll(async () => { stack = await startStack({ huma: { seed: people }, xledger: { seed: people }, flows }); }, 300_000);
afterAll(() => stack?.stop());

const linksOf = (humaId: string) => linksIn(stack, { humaId });
const logOf = (humaId: string) => rowsOf(stack, 'xledger_log', { humaId });
const waitingFor = (humaId: string) => rowsOf(stack, 'xledger_inbox', { humaId });
const addPeople = (autoAdd: boolean) => changeRows(stack, 'xledger_connections', ['connection', 'default'], { autoAdd });
const rowCounts = () => [stack.xledger.state.employees.size, stack.xledger.state.contacts.size, stack.xledger.state.subledgers.size];

describe('R7–R9: people who are new in Huma', () => {
  test('with adding off, nobody is added', async () => {
    const before = rowCounts();
    const { id } = await addInHuma(stack, asHuma(unasked));
    await settled(stack);
    expect(rowCounts()).toEqual(before);
    expect(await linksOf(id)).toEqual([]);
    expect(await logOf(id)).toMatchObject([{ code: 'autoAddOff' }]);
  });

  test('with adding on, exactly one employee with contact and subledger, every value in place, and linked', async () => {
    await addPeople(true);
    const before = rowCounts();
    const { id } = await addInHuma(stack, asHuma(hired));
    await settled(stack);
    expect(rowCounts()).toEqual(before.map((count) => count + 1));
    const { dbId, contactDbId, subledgerDbId, values } = employeeWith(stack, hired.email);
    expect(values).toMatchObject(asXledger(hired));
    expect(await linksOf(id)).toMatchObject([{ state: 'linked', employeeDbId: String(dbId), contactDbId: String(contactDbId), subledgerDbId: String(subledgerDbId) }]);
  });

  test('with a required field missing they are pending, and created when it is filled', async () => {
    const { id } = await addInHuma(stack, { ...asHuma(nameless), givenName: '' });
    await settled(stack);
    expect(employeesWith(stack, nameless.email)).toEqual([]);
    expect(await linksOf(id)).toMatchObject([{ state: 'pending' }]);
    await editInHuma(stack, id, { givenName: nameless.givenName });
    await settled(stack);
    expect(employeeWith(stack, nameless.email).values).toMatchObject(asXledger(nameless));
    expect(await linksOf(id)).toMatchObject([{ state: 'linked' }]);
    await addPeople(false);
  });
});

describe('who is left as they are', () => {
  test('R24: what changes of somebody who is deactivated is not written, and the log says so', async () => {
    const before = everythingInXledger(stack);
    const { id } = await editInHuma(stack, leaver.email, { active: false });
    await settled(stack);
    await editInHuma(stack, id, { phone: '+4799002233', jobTitle: 'Vikar' });
    await settled(stack);
    expect(changesSince(before, everythingInXledger(stack))).toEqual({});
    expect((await logOf(id)).map(({ code }) => code)).toEqual(['locked', 'locked']);
  });

  test('R25: somebody deleted in Huma stays in Xledger, and the link becomes a tombstone', async () => {
    const before = everythingInXledger(stack);
    const { dbId } = employeeWith(stack, deleted.email);
    const [{ humaId } = { humaId: '' }] = await linksIn(stack, { employeeDbId: String(dbId) }) as Array<{ humaId: string }>;
    await deleteInHuma(stack, humaId);
    await settled(stack);
    expect(changesSince(before, everythingInXledger(stack))).toEqual({});
    expect(await linksOf(humaId)).toMatchObject([{ state: 'deleted', employeeDbId: String(dbId) }]);
  });
});

describe('what arrives', () => {
  test('the same event five times is one write', async () => {
    // The first write of all proves the Xledger with a little of one person; this is about every later one.
    await editInHuma(stack, busy.email, { phone: '+4799003343' });
    await settled(stack);
    stack.xledger.journal.length = 0;
    await editInHuma(stack, busy.email, { phone: '+4799003344' });
    const { id } = stack.huma.deliveries.at(-1)!;
    for (let time = 2; time <= 5; time++) expect((await fetch(`${stack.huma.adminUrl}/deliveries/${id}/redeliver`, { method: 'POST' })).status).toBe(200);
    await settled(stack);
    expect(stack.huma.deliveries.find((one) => one.id === id)).toMatchObject({ attempts: 5, ok: true });
    expect(employeeWith(stack, busy.email).values).toMatchObject({ 'contact.phone': '+4799003344', 'subledger.phone': '+4799003344' });
    expect(summaryOf(stack.xledger.journal)).toMatchObject({ mutations: 2, nodesWritten: 2 });
  });

  test('R30: an address emptied in Huma stays in Xledger', async () => {
    const before = everythingInXledger(stack);
    await editInHuma(stack, homeless.email, { homeAddress: null });
    await settled(stack);
    expect(changesSince(before, everythingInXledger(stack))).toEqual({});
  });

  test('R31: a bank account of another country is not written; the log names the field and not the number', async () => {
    const before = everythingInXledger(stack);
    const { id } = await editInHuma(stack, banked.email, { bankAccount: { number: '54439876543', country: 'SE' } });
    await settled(stack);
    expect(changesSince(before, everythingInXledger(stack))).toEqual({});
    const [entry, ...more] = await logOf(id);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ fields: 'Bank Account', what: expect.stringContaining('another country') });
    expect(JSON.stringify(entry)).not.toContain('54439876543');
  });

  test('R39: quotes, backslashes, line breaks, emoji, letters of many languages, braces and $ arrive unchanged', async () => {
    const odd = 'Ola "Ole" O\'Brannagh \\ \\n {{ $json.x }} ${x} $& $1 $$\n2. linje 👩🏽‍💼 æøåÆØÅčšžŊŧ <b> %s {"a":[1]} #';
    const line = 'Gate "A" \\ {b} $1 👋 æøåÆØÅčšž';
    await editInHuma(stack, named.email, { givenName: odd, familyName: 'Čž \\" {$}', jobTitle: odd, homeAddress: { line1: line, postalCode: '5003', city: 'Þórs{}$høfn "x"', country: 'NO' } });
    await settled(stack);
    const { values } = employeeWith(stack, named.email);
    expect(values).toMatchObject({
      'contact.firstName': odd, 'contact.lastName': 'Čž \\" {$}', 'subledger.description': `${odd} Čž \\" {$}`, 'contact.jobTitle': odd,
      'contact.address.streetAddress': line, 'subledger.address.streetAddress': line, 'contact.address.place': 'Þórs{}$høfn "x"', 'subledger.address.place': 'Þórs{}$høfn "x"',
    });
  });
});

describe('the door', () => {
  const somebody = '00000000-0000-4000-8000-000000000001';
  const body = JSON.stringify({ topic: 'users-update', users: [{ id: somebody }] });
  const signature = (secret: string) => createHmac('sha256', secret).update(body).digest('base64');
  const genuine = { 'huma-hmac-sha256': signature(SECRETS.clientSecret), authorization: `Bearer ${SECRETS.accessToken}` };
  const knock = async (headers: Record<string, string>) =>
    (await fetch(`${stack.client.url}/webhook/huma/webhook`, { method: 'POST', headers: { 'content-type': 'application/json', 'huma-topic': 'users-update', ...headers }, body })).status;
  const started = async () => (await stack.client.executions({ workflowId: FLOW_IDS.events, limit: 250 })).length;

  test.each<[string, Record<string, string>]>([
    ['a wrong signature', { ...genuine, 'huma-hmac-sha256': signature('another secret') }],
    ['no signature', { authorization: genuine.authorization }],
    ['the signature of another message', { ...genuine, 'huma-hmac-sha256': createHmac('sha256', SECRETS.clientSecret).update(`${body} `).digest('base64') }],
    ['a wrong bearer token', { ...genuine, authorization: 'Bearer another-token' }],
    ['no bearer token', { 'huma-hmac-sha256': genuine['huma-hmac-sha256'] }],
    ['nothing at all', {}],
  ])('%s gets 401 and starts nothing', async (_, headers) => {
    const before = await started();
    expect(await knock(headers)).toBe(401);
    expect(await started()).toBe(before);
    expect([...await waitingFor(somebody), ...await logOf(somebody)]).toEqual([]);
  });

  test('the genuine message gets in', async () => {
    const before = await started();
    expect(await knock(genuine)).toBe(200);
    await until(started, (now) => now === before + 1, 10_000, 'the flow was not started');
    await until(() => logOf(somebody), (rows) => rows.length === 1, 60_000, 'nobody looked for the person');
  });
});

describe('nothing is lost', () => {
  const phoneOf = ({ n }: InventedPerson) => `+47990044${50 + n}`;
  afterEach(async () => {
    stack.xledger.faults.clear();
    stack.huma.faults.clear();
    await stack.client.saveCredential(credential());
  });
  const credential = () => credentialsFor(stack, SECRETS)[0]!;
  const hasArrived = (person: InventedPerson) =>
    until(async () => employeeWith(stack, person.email).values['subledger.phone'], (phone) => phone === phoneOf(person), 90_000, 'the phone number did not arrive');
  const changePhone = async (person: InventedPerson) => (await editInHuma(stack, person.email, { phone: phoneOf(person) })).id;

  test('while Xledger is away the event waits, and arrives when it is back', async () => {
    stack.xledger.journal.length = 0;
    stack.xledger.faults.order({ kind: 'status', status: 503, count: 10_000 });
    const id = await changePhone(away);
    await until(async () => stack.xledger.journal.filter(({ status }) => status === 503).length, (refused) => refused >= 3, 60_000, 'Xledger was not asked');
    expect(await waitingFor(id)).toHaveLength(1);
    expect(employeeWith(stack, away.email).values['contact.phone']).toBe(away.phone);
    stack.xledger.faults.clear();
    await hasArrived(away);
    await settled(stack);
  });

  test('without credits the event waits until they are back', async () => {
    const resetAt = new Date(Date.now() + 3_600_000);
    stack.xledger.faults.order({ kind: 'creditsGone', resetAt: resetAt.toISOString(), count: 10_000 });
    const id = await changePhone(poor);
    const [row] = await until(() => waitingFor(id), ([found]) => found?.status === 'waiting' && found.tries === 1, 60_000, 'the event did not wait');
    expect(row?.nextTryAt).toBeGreaterThanOrEqual(Math.floor(resetAt.getTime() / 1000) * 1000);
    expect(await logOf(id)).toMatchObject([{ outcome: 'notAttempted', retry: true }]);
    stack.xledger.faults.clear();
    await changeRows(stack, 'xledger_inbox', ['humaId', id], { nextTryAt: 0 });
    await hasArrived(poor);
    await settled(stack);
  });

  test('while Xledger does not take the token, and while Huma does not take the key, the event waits', async () => {
    await stack.client.saveCredential({ ...credential(), data: { ...credential().data, token: 'a-token-that-nobody-knows' } });
    const lockedId = await changePhone(locked);
    await until(() => waitingFor(lockedId), ([found]) => found?.tries === 1, 60_000, 'the event did not wait for the token');
    await stack.client.saveCredential(credential());
    stack.huma.faults.order({ kind: 'status', status: 401, count: 10_000 });
    const unreadId = await changePhone(unread);
    await until(() => waitingFor(unreadId), ([found]) => found?.tries === 1, 60_000, 'the event did not wait for the key');
    stack.huma.faults.clear();
    for (const id of [lockedId, unreadId]) await changeRows(stack, 'xledger_inbox', ['humaId', id], { nextTryAt: 0 });
    await hasArrived(locked);
    await hasArrived(unread);
    await settled(stack);
  });

  test('R3: without the confirmed authority the event waits, the log says why, and it arrives once that is confirmed', async () => {
    await stack.client.saveCredential({ ...credential(), data: { ...credential().data, authorityConfirmed: false } });
    const id = await changePhone(unsure);
    const [row] = await until(() => waitingFor(id), ([found]) => found?.tries === 1, 60_000, 'the event did not wait');
    expect(row).toMatchObject({ status: 'waiting', reason: expect.stringContaining('authority') });
    expect(await rowsOf(stack, 'xledger_log', { code: 'nodeFailed' })).toMatchObject([{ what: expect.stringContaining('authority') }]);
    await stack.client.saveCredential(credential());
    await hasArrived(unsure);
    await settled(stack);
  });

  test('without the row of the connection the event waits, and arrives when it is there again', async () => {
    const [connection] = await rowsOf(stack, 'xledger_connections');
    await removeRows(stack, 'xledger_connections', ['connection', 'default']);
    const id = await changePhone(rowless);
    const [row] = await until(() => waitingFor(id), ([found]) => found?.tries === 1, 60_000, 'the event did not wait');
    expect(row).toMatchObject({ status: 'waiting', reason: expect.stringContaining('Connection') });
    const { id: _, createdAt: __, updatedAt: ___, ...values } = connection!;
    await addRow(stack, 'xledger_connections', values);
    await hasArrived(rowless);
    await settled(stack);
  });
});
