/** Xledger Upsert Employee, run by n8n's engine between both sandboxes. */
import type { IDataObject, INodeExecutionData, OnError } from 'n8n-workflow';
import { XledgerUpsertEmployee } from '../../nodes/XledgerUpsertEmployee/XledgerUpsertEmployee.node';
import { startHuma, type HumaSandbox } from '../../sandbox/huma';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { MAIN_OWNER, peopleOf, SANDBOX_TOKEN, startXledger, type XledgerSandbox } from '../../sandbox/xledger';
import { runNode, type RunResult } from './harness/n8n';
import { humaEntered, xledgerEntered } from './harness/sandboxes';

jest.setTimeout(30_000);

const [kari, ola, nina, per, ...OTHERS] = inventPeople(8) as [InventedPerson, InventedPerson, InventedPerson, InventedPerson, ...InventedPerson[]];
/** Nina and Per are in Huma only. */
const IN_BOTH = [kari, ola, ...OTHERS];

let huma: HumaSandbox;
let xledger: XledgerSandbox;
beforeAll(async () => {
  huma = await startHuma({ seed: [nina, per, ...IN_BOTH] });
  xledger = await startXledger({ seed: IN_BOTH });
  ids = new Map([...huma.state.users.values()].map(({ id, profile }) => [profile.email, id]));
});
afterEach(() => {
  huma.reset();
  xledger.reset();
});
afterAll(async () => {
  await huma.close();
  await xledger.close();
});

interface How {
  links?: IDataObject[];
  onError?: OnError;
  entered?: IDataObject;
}

const BASICS = { newEmployees: { owner: String(MAIN_OWNER) }, connection: { bankCountry: 'NO', phoneCountry: 'NO' } };

/** The node with its defaults, but for what is given. */
async function upsert(items: IDataObject[], parameters: IDataObject = {}, { links = [], onError = 'stopWorkflow', entered = {} }: How = {}): Promise<RunResult> {
  const credentials = { xledgerApi: { ...xledgerEntered(xledger), ...entered } as never, humaApi: humaEntered(huma) };
  return await runNode({ node: new XledgerUpsertEmployee(), parameters: { ...BASICS, ...parameters } as never, inputs: [items, links], onError, credentials });
}

/** Ids stay the same over a reset and an edit. */
let ids: Map<string, string>;
const idOf = ({ email }: InventedPerson) => ids.get(email) ?? '';
const asked = (...people: InventedPerson[]) => people.map((person) => ({ humaId: idOf(person) }));
const jsonIn = ({ outputs }: RunResult, output = 0) => outputs[output]?.map(({ json }) => json) ?? [];
const inXledger = (email: string) => peopleOf(xledger.state).find(({ values }) => values['contact.email'] === email)?.values;
const humaEdit = (person: InventedPerson, changes: object) => huma.state.editUser(idOf(person), (user) => void Object.assign(user.profile, changes));
const itemOf = (item: INodeExecutionData | undefined) => (item?.pairedItem as { item: number } | undefined)?.item;

describe('people from Huma by ID', () => {
  test('what differs is written, and each item has its result', async () => {
    humaEdit(kari, { phone: '+4799000111' });
    const ran = await upsert(asked(ola, kari));
    expect(ran.error).toBeUndefined();
    expect(jsonIn(ran)).toMatchObject([
      { humaId: idOf(ola), did: 'linked', dryRun: false },
      { humaId: idOf(kari), outcome: 'applied', did: 'updated', changes: [{ field: 'phone', after: '+4799000111' }] },
    ]);
    expect(ran.outputs[0]?.map(itemOf)).toEqual([0, 1]);
    expect(inXledger(kari.email)?.['contact.phone']).toBe('+4799000111');
  });

  test('the link comes out as a row of a table, and goes in again', async () => {
    const [first] = jsonIn(await upsert(asked(kari)));
    const link = first?.link as IDataObject;
    expect(Object.values(link).every((column) => typeof column === 'string')).toBe(true);
    expect(link).toMatchObject({ connection: 'default', humaId: idOf(kari), state: 'linked' });

    humaEdit(kari, { email: 'kari.new@example.no' });
    // n8n's own columns come with the row.
    const again = await upsert([{ humaId: idOf(kari), topic: 'users-update' }], {}, { links: [{ id: 7, createdAt: 'x', updatedAt: 'y', ...link }] });
    expect(jsonIn(again)).toMatchObject([{ outcome: 'applied', did: 'updated' }]);
    expect(inXledger('kari.new@example.no')).toBeDefined();
  });

  test('an empty table of links is one empty item, and no link', async () => {
    expect(jsonIn(await upsert(asked(kari), {}, { links: [{}] }))).toMatchObject([{ did: 'linked' }]);
  });

  test('a damaged link stops everything before anything is written', async () => {
    humaEdit(kari, { phone: '+4799000111' });
    const { error } = await upsert(asked(kari), {}, { links: [{ connection: 'default', humaId: idOf(kari), state: 'linked', employeeDbId: '' }] });
    expect(error?.message).toContain('links cannot be read');
    expect(error?.description).toContain('Row 0');
    expect(inXledger(kari.email)?.['contact.phone']).toBe(kari.phone);
  });

  test('deleted people are not read from Huma', async () => {
    huma.journal.length = 0;
    expect(jsonIn(await upsert([{ humaId: idOf(kari), topic: 'users-delete' }]))).toMatchObject([{ code: 'deletedInHuma' }]);
    expect(huma.journal).toHaveLength(0);
  });

  test('one person of two that Huma does not show does not stop the other', async () => {
    const ran = await upsert([{ humaId: '00000000-0000-4000-8000-000000000000' }, ...asked(kari)]);
    expect(jsonIn(ran)).toMatchObject([{ code: 'notVisibleInHuma' }, { did: 'linked' }]);
  });

  test('Huma away: nothing is written, and the result says that it may be tried again', async () => {
    huma.faults.order({ kind: 'tokenRevoked' });
    huma.faults.order({ kind: 'status', status: 403, path: '/users', count: 100 });
    const [result] = jsonIn(await upsert(asked(kari)));
    expect(result).toMatchObject({ outcome: expect.stringMatching(/failed|notAttempted|skipped/), did: 'nothing' });
  });
});

describe('R9: events decide by the rules for events', () => {
  const created = () => [{ humaId: idOf(nina), topic: 'users-create' }];

  test('a new person is not added while Add New People is off', async () => {
    expect(jsonIn(await upsert(created(), { whenMissing: 'create' }))).toMatchObject([{ code: 'autoAddOff' }]);
    expect(inXledger(nina.email)).toBeUndefined();
  });

  test('and is added when it is on', async () => {
    expect(jsonIn(await upsert(created(), { connection: { ...BASICS.connection, autoAdd: true } }))).toMatchObject([{ did: 'created', link: { state: 'linked' } }]);
    expect(inXledger(nina.email)).toBeDefined();
  });

  test('R6: nothing is written while the connection is not active', async () => {
    expect(jsonIn(await upsert(created(), { connection: { ...BASICS.connection, autoAdd: true, active: false } }))).toMatchObject([{ code: 'notActivated' }]);
  });
});

describe('people who are missing in Xledger', () => {
  test.each([
    ['skip', { outcome: 'skipped', code: 'notInXledger' }],
    ['fail', { outcome: 'failed', code: 'notInXledger' }],
    ['create', { outcome: 'applied', did: 'created' }],
  ])('%s', async (whenMissing, result) => {
    expect(jsonIn(await upsert(asked(nina), { whenMissing }))).toMatchObject([result]);
    expect(inXledger(nina.email) !== undefined).toBe(whenMissing === 'create');
  });

  test('by default nobody is created', async () => {
    expect(jsonIn(await upsert(asked(nina)))).toMatchObject([{ code: 'notInXledger' }]);
  });
});

describe('R3: without confirmed authority', () => {
  const entered = { authorityConfirmed: false };

  test('the node refuses to write, and says what to do', async () => {
    xledger.journal.length = 0;
    const { error } = await upsert(asked(kari), {}, { entered });
    expect(error?.message).toContain('authority');
    expect(error?.description).toContain('credential');
    expect(xledger.journal).toHaveLength(0);
  });

  test('a dry run works, and writes nothing', async () => {
    humaEdit(kari, { phone: '+4799000111' });
    const ran = await upsert(asked(kari), { dryRun: true }, { entered });
    expect(jsonIn(ran)).toMatchObject([{ dryRun: true, changes: [{ field: 'phone' }] }]);
    expect(jsonIn(ran)[0]).not.toHaveProperty('link');
    expect(xledger.journal.some(({ kind }) => kind === 'mutation')).toBe(false);
  });
});

describe('people from the item', () => {
  test('what the item holds is written, and the rest is left alone', async () => {
    const ran = await upsert([{ humaId: 'abc', email: kari.email, phone: '+4799000222' }], { peopleFrom: 'item' });
    expect(jsonIn(ran)).toMatchObject([{ outcome: 'applied', changes: [{ field: 'phone' }] }]);
    expect(inXledger(kari.email)).toMatchObject({ 'contact.phone': '+4799000222', 'contact.jobTitle': kari.jobTitle });
  });

  test('an item that names nobody is refused, and the others go on', async () => {
    const ran = await upsert([{ name: 'x' }, { humaId: 'abc', email: kari.email }], { peopleFrom: 'item' });
    expect(jsonIn(ran)).toMatchObject([{ outcome: 'failed', code: 'invalidItem', reason: expect.stringContaining('humaId') }, { did: 'linked' }]);
  });

  test('values that Huma Trigger sealed are opened with its credential, and with no other', async () => {
    const { sealedPerson } = await import('../../nodes/shared');
    const secret = { clientSecret: 'a-secret-of-twenty-4-letters', accessToken: '' };
    const person = sealedPerson({ email: kari.email, bankAccount: { kind: 'national', number: ola.bankAccount, country: 'NO' } as never }, 'abc', secret);
    const run = async (clientSecret: string) =>
      await runNode({ node: new XledgerUpsertEmployee(), parameters: { ...BASICS, peopleFrom: 'item' }, inputs: [[{ humaId: 'abc', person }], []], credentials: { xledgerApi: xledgerEntered(xledger), humaWebhookApi: { clientSecret } } });

    expect(jsonIn(await run('another-secret-of-the-same-len'))).toMatchObject([{ changes: [], problems: [{ field: 'bankAccount' }] }]);
    const opened = await run(secret.clientSecret);
    expect(jsonIn(opened)).toMatchObject([{ changes: [{ field: 'bankAccount', after: expect.stringMatching(/•.*\d{4}$/) }] }]);
    expect(opened.stored).not.toContain(ola.bankAccount);
    expect(inXledger(kari.email)?.['subledger.bankAccount']).toBe(ola.bankAccount);
  });
});

describe('people from mapped fields', () => {
  const mapped = (value: IDataObject) => ({ peopleFrom: 'fields', person: { mappingMode: 'defineBelow', value } });

  test('each field as it was filled in', async () => {
    const ran = await upsert([{ title: 'Kranfører' }], mapped({ email: kari.email, jobTitle: '={{ $json.title }}' }));
    expect(jsonIn(ran)).toMatchObject([{ humaId: null, changes: [{ field: 'jobTitle', after: 'Kranfører' }] }]);
  });

  test('a value that is not valid is reported with its field, and the others are written', async () => {
    const ran = await upsert([{}], mapped({ email: kari.email, jobTitle: 'Kranfører', birthDate: '31.02.1990' }));
    expect(jsonIn(ran)).toMatchObject([{ changes: [{ field: 'jobTitle' }], problems: [{ field: 'birthDate', label: 'Date of Birth', says: expect.stringContaining('Date of Birth') }] }]);
  });

  test('expressions that cannot be worked out stop their item only', async () => {
    const ran = await upsert([{ bad: true }, {}], mapped({ email: kari.email, jobTitle: '={{ $json.bad ? $("Nowhere").item.json.x : "Kranfører" }}' }));
    expect(jsonIn(ran)).toMatchObject([{ outcome: 'failed', code: 'invalidItem' }, { outcome: 'applied' }]);
  });
});

describe('failed people', () => {
  const items = () => [...asked(kari), { humaId: '' }, ...asked(ola), ...asked(nina)];
  const parameters = (onFailed: string) => ({ whenMissing: 'fail', options: { onFailed } });

  test('are results like the others by default, whatever On Error says: nothing that was done gets lost', async () => {
    for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
      const ran = await upsert(items(), { whenMissing: 'fail' }, { onError });
      expect(ran.error).toBeUndefined();
      expect(jsonIn(ran).map(({ outcome }) => outcome)).toEqual([expect.anything(), 'failed', expect.anything(), 'failed']);
      expect(ran.outputs[0]?.map(itemOf)).toEqual([0, 1, 2, 3]);
    }
  });

  test('as errors, node stops: after everybody else was done, naming the items', async () => {
    humaEdit(ola, { phone: '+4799000333' });
    const { error, outputs } = await upsert(items(), parameters('error'));
    expect(error).toMatchObject({ message: expect.stringMatching(/^2 of 4 people.*Item 1/), itemIndex: 1, description: expect.stringContaining('Item 3') });
    expect(outputs).toEqual([]);
    expect(inXledger(ola.email)?.['contact.phone']).toBe('+4799000333');
  });

  test('as errors, error output: failed ones there with message and data, the others where they belong', async () => {
    const { outputs, error } = await upsert(items(), parameters('error'), { onError: 'continueErrorOutput' });
    expect(error).toBeUndefined();
    expect(outputs[0]?.map(itemOf)).toEqual([0, 2]);
    expect(outputs[1]).toMatchObject([
      { json: { humaId: '', error: expect.any(String), details: { code: 'invalidItem' } }, pairedItem: { item: 1 } },
      { json: { humaId: idOf(nina), error: expect.any(String), details: { code: 'notInXledger' } }, pairedItem: { item: 3 } },
    ]);
  });

  test('as errors, continue: items with an error among the others', async () => {
    const ran = await upsert(items(), parameters('error'), { onError: 'continueRegularOutput' });
    expect(jsonIn(ran).map(({ error }) => error !== undefined)).toEqual([false, true, false, true]);
  });
});

describe('a node that cannot do anything', () => {
  const entered = { authorityConfirmed: false };

  test('On Error: Continue: no item passes for done', async () => {
    const ran = await upsert(asked(kari, ola), {}, { onError: 'continueRegularOutput', entered });
    expect(jsonIn(ran)).toEqual([{ error: expect.stringContaining('authority') }, { error: expect.stringContaining('authority') }]);
  });

  test('On Error: Continue With Error Output: every item goes there, with its own data', async () => {
    const { outputs } = await upsert(asked(kari, ola), {}, { onError: 'continueErrorOutput', entered });
    expect(outputs[0]).toEqual([]);
    expect(outputs[1]?.map(({ json }) => json)).toEqual([kari, ola].map((person) => ({ humaId: idOf(person), error: expect.stringContaining('authority') })));
  });
});

test('Xledger away: every person has a result that may be tried again', async () => {
  xledger.faults.order({ kind: 'status', status: 503, count: 100 });
  const ran = await upsert(asked(kari, ola), { options: { patience: 1 } });
  expect(jsonIn(ran)).toMatchObject([{ outcome: 'notAttempted', retry: true }, { outcome: 'notAttempted', retry: true }]);
});

test('no items, no work', async () => {
  xledger.journal.length = 0;
  expect((await upsert([])).error).toBeUndefined();
  expect(xledger.journal).toHaveLength(0);
});

test('nothing sensitive is in anything that n8n stores: no value, no token', async () => {
  humaEdit(kari, { bankAccount: { type: 'national', code: 'x', number: '12345678901', country: 'NO' } });
  const { stored } = await upsert(asked(kari, ola, nina, per), { whenMissing: 'create', fields: ['email', 'givenName', 'familyName', 'bankAccount', 'nationalId', 'birthDate', 'employmentId'] });
  for (const { nationalId, bankAccount, birthDate } of [kari, ola, nina, per]) for (const secret of [nationalId, bankAccount, birthDate]) expect(stored).not.toContain(secret);
  expect(stored).not.toContain('12345678901');
  for (const secret of [SANDBOX_TOKEN, huma.clientSecret]) expect(stored).not.toContain(secret);
});
