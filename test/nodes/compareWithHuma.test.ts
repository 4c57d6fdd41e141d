/** Xledger Compare With Huma, run by n8n's engine between both sandboxes. */
import type { IDataObject, INodeExecutionData, OnError } from 'n8n-workflow';
import { XledgerCompareWithHuma } from '../../nodes/XledgerCompareWithHuma/XledgerCompareWithHuma.node';
import { GROUPS, startHuma, type HumaSandbox } from '../../sandbox/huma';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { MAIN_OWNER, SANDBOX_TOKEN, startXledger, type XledgerSandbox } from '../../sandbox/xledger';
import { runNode, type RunResult } from './harness/n8n';
import { humaEntered, xledgerEntered } from './harness/sandboxes';

jest.setTimeout(30_000);

const [kari, ola, nina, per, ...OTHERS] = inventPeople(10) as [InventedPerson, InventedPerson, InventedPerson, InventedPerson, ...InventedPerson[]];
/** Nina is in Huma only, Per in Xledger only. */
const IN_BOTH = [kari, ola, ...OTHERS];

let huma: HumaSandbox;
let xledger: XledgerSandbox;
let ids: Map<string, string>;
beforeAll(async () => {
  huma = await startHuma({ seed: [nina, ...IN_BOTH] });
  xledger = await startXledger({ seed: [per, ...IN_BOTH] });
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
  items?: IDataObject[];
  links?: IDataObject[];
  onError?: OnError;
  entered?: IDataObject;
}

const CONNECTION = { bankCountry: 'NO', phoneCountry: 'NO' };

/** The node with its defaults, but for what is given. */
async function compare(parameters: IDataObject = {}, { items = [{}], links = [], onError = 'stopWorkflow', entered = {} }: How = {}): Promise<RunResult> {
  const credentials = { xledgerApi: { ...xledgerEntered(xledger), ...entered } as never, humaApi: humaEntered(huma) };
  return await runNode({ node: new XledgerCompareWithHuma(), parameters: { connection: CONNECTION, ...parameters } as never, inputs: [items, links], onError, credentials });
}

const idOf = ({ email }: InventedPerson) => ids.get(email) ?? '';
const [DIFFERENCES, ONLY_IN_HUMA, ONLY_IN_XLEDGER, NEEDS_ATTENTION, SUMMARY] = [0, 1, 2, 3, 4];
const jsonIn = ({ outputs }: RunResult, output = 0) => outputs[output]?.map(({ json }) => json) ?? [];
const rowOf = (ran: RunResult, person: InventedPerson) => ran.outputs.slice(0, SUMMARY).flatMap((items) => items.map(({ json }) => json)).find((row) => row.humaId === idOf(person)) as IDataObject & { differences: IDataObject[] };
const summaryOf = (ran: RunResult) => jsonIn(ran, SUMMARY)[0] as IDataObject;
const humaEdit = (person: InventedPerson, changes: object) => huma.state.editUser(idOf(person), (user) => void Object.assign(user.profile, changes));
const itemOf = (item: INodeExecutionData | undefined) => (item?.pairedItem as { item: number } | undefined)?.item;

const linked = (person: InventedPerson, row: IDataObject): IDataObject => ({ connection: 'default', humaId: idOf(person), state: 'linked', employeeDbId: row.employeeDbId, contactDbId: row.contactDbId, subledgerDbId: row.subledgerDbId, baseline: '{}', changedAt: '' });

describe('people from Huma', () => {
  test('each person is on the output where somebody looks for it', async () => {
    humaEdit(kari, { phone: '+4799000111' });
    humaEdit(ola, { email: '' });
    const ran = await compare();
    expect(ran.error).toBeUndefined();
    expect(ran.outputs).toHaveLength(5);
    expect(rowOf(ran, kari)).toMatchObject({ situation: 'different', action: 'update', plan: { planId: summaryOf(ran).planId }, signature: expect.stringMatching(/^v1\./) });
    expect(rowOf(ran, kari).differences).toMatchObject([{ target: 'contact.phone', wins: 'huma' }, { target: 'subledger.phone' }]);
    expect(jsonIn(ran, DIFFERENCES).map(({ humaId }) => humaId)).toContain(idOf(kari));
    expect(jsonIn(ran, ONLY_IN_HUMA)).toMatchObject([{ humaId: idOf(nina), action: 'none', proposal: 'createInXledger' }]);
    expect(jsonIn(ran, ONLY_IN_XLEDGER)).toContainEqual(expect.objectContaining({ employmentId: per.employmentId, proposal: 'createInHuma' }));
    expect(jsonIn(ran, NEEDS_ATTENTION)).toContainEqual(expect.objectContaining({ humaId: idOf(ola), situation: 'invalid' }));
  });

  test('a country that Xledger has no entry for is said before anything is applied', async () => {
    const homeAddress = (country: string) => ({ homeAddress: { line1: 'Ny gate 77', postalCode: '0150', city: 'Oslo', country } });
    const codes = (ran: RunResult) => (rowOf(ran, kari).attention as { code: string }[]).map(({ code }) => code);
    humaEdit(kari, homeAddress('SE'));
    expect(codes(await compare())).not.toContain('countryNotTaken');
    humaEdit(kari, homeAddress('TV'));
    expect(codes(await compare())).toContain('countryNotTaken');
  });

  test('one whom Huma does not let be read is reported, and the employee is not taken for missing', async () => {
    huma.faults.order({ kind: 'status', status: 404, path: `/users/${idOf(kari)}`, count: 100 });
    const ran = await compare({ createIn: 'both', writeTo: 'both' });
    expect(jsonIn(ran, NEEDS_ATTENTION)).toContainEqual(expect.objectContaining({ humaId: idOf(kari), situation: 'invalid', action: 'none' }));
    expect(jsonIn(ran, ONLY_IN_XLEDGER)).toHaveLength(1);
  });

  test('the summary has numbers, the verdict, the requests and the report', async () => {
    humaEdit(kari, { phone: '+4799000111' });
    const summary = summaryOf(await compare());
    expect(summary).toMatchObject({ situations: { different: 1, onlyInHuma: 1, onlyInXledger: 1 }, guard: { within: true }, anythingToDo: true, plan: { connection: 'default', people: { huma: 9, xledger: 9 }, ownerDbId: String(MAIN_OWNER) } });
    expect(summary.report).toContain('<html');
    expect(summaryOf(await compare({ options: { report: false } }))).not.toHaveProperty('report');
  });

  test('nothing is written, and no authority is needed', async () => {
    xledger.journal.length = 0;
    const ran = await compare({ createIn: 'both', writeTo: 'both' }, { entered: { authorityConfirmed: false } });
    expect(ran.error).toBeUndefined();
    expect(xledger.journal.length).toBeGreaterThan(0);
    expect(xledger.journal.some(({ kind }) => kind === 'mutation')).toBe(false);
    expect(huma.journal.every(({ method, path }) => method === 'GET' || path.includes('token'))).toBe(true);
  });

  test('R5: only members of the scope are planned for, and nobody else is taken for missing', async () => {
    const group = GROUPS.sales.id;
    const everyone = await compare();
    const ran = await compare({ scope: 'team', group: { mode: 'id', value: group } });
    expect(ran.error).toBeUndefined();
    const isMember = (person: InventedPerson) => JSON.stringify(huma.state.users.get(idOf(person))).includes(group);
    expect(IN_BOTH.some(isMember) && !IN_BOTH.every(isMember)).toBe(true);
    for (const person of IN_BOTH.filter(isMember)) expect(rowOf(ran, person)).toEqual(expect.objectContaining({ action: 'link' }));
    for (const person of IN_BOTH.filter((one) => !isMember(one))) expect(rowOf(ran, person)).toBeUndefined();
    expect(jsonIn(ran, ONLY_IN_XLEDGER)).toHaveLength(jsonIn(everyone, ONLY_IN_XLEDGER).length);
  });

  test('a scope and a connection that name two groups are not both meant', async () => {
    const { error } = await compare({ scope: 'team', group: { mode: 'id', value: 'a' }, connection: { groupId: 'b' } });
    expect(error?.message).toContain('two different groups');
  });
});

describe('settings', () => {
  const won = (ran: RunResult, person = kari) => rowOf(ran, person).differences[0];

  beforeEach(() => void humaEdit(kari, { phone: '+4799000111' }));

  test.each([
    ['huma', 'update', 'huma'],
    ['none', 'link', 'none'],
  ])('who wins: %s', async (whoWins, action, wins) => {
    const ran = await compare({ whoWins });
    expect(rowOf(ran, kari)).toMatchObject({ action });
    expect(won(ran)).toMatchObject({ wins });
  });

  test('R21: Huma is written only where the plan may write to it', async () => {
    expect(won(await compare({ whoWins: 'xledger' }))).toMatchObject({ wins: 'none', why: expect.stringContaining('does not write to Huma') });
    expect(won(await compare({ whoWins: 'xledger', writeTo: 'both' }))).toMatchObject({ wins: 'xledger' });
    expect(jsonIn(await compare({ createIn: 'both' }), ONLY_IN_XLEDGER)).toMatchObject([{ action: 'none', proposal: 'createInHuma' }]);
  });

  test('per field', async () => {
    const ran = await compare({ whoWinsPerField: { fields: [{ field: 'phone', winner: 'none' }] } });
    expect(won(ran)).toMatchObject({ wins: 'none' });
  });

  test('missing values', async () => {
    humaEdit(kari, { phone: undefined, birthDate: undefined });
    expect(rowOf(await compare({ missingValues: 'leave', writeTo: 'both' }), kari).differences.every(({ wins }) => wins === 'none')).toBe(true);
    expect(rowOf(await compare({ missingValues: 'fill', writeTo: 'both' }), kari).differences.some(({ wins }) => wins === 'xledger')).toBe(true);
  });

  test.each([
    ['xledger', 'createInXledger', 'none'],
    ['huma', 'none', 'createInHuma'],
    ['both', 'createInXledger', 'createInHuma'],
  ])('create in: %s', async (createIn, ofNina, ofPer) => {
    const ran = await compare({ createIn, writeTo: 'both' });
    expect(jsonIn(ran, ONLY_IN_HUMA)).toMatchObject([{ action: ofNina }]);
    expect(jsonIn(ran, ONLY_IN_XLEDGER)).toMatchObject([{ action: ofPer }]);
  });

  test('fields that do not take part are not compared', async () => {
    expect(rowOf(await compare({ fields: ['email', 'jobTitle'] }), kari)).toMatchObject({ situation: 'inSync', differences: [] });
  });

  test('a first match by e-mail alone may wait for a decision', async () => {
    humaEdit(kari, { employmentId: '99123' });
    expect(rowOf(await compare(), kari)).toMatchObject({ action: expect.not.stringContaining('decide') });
    const ran = await compare({ firstMatch: 'wait' });
    expect(jsonIn(ran, NEEDS_ATTENTION)).toContainEqual(expect.objectContaining({ humaId: idOf(kari), action: 'decide' }));
  });

  test('the employment ID alone may count', async () => {
    humaEdit(kari, { email: 'kari.new@example.no' });
    expect(rowOf(await compare(), kari)).toMatchObject({ situation: 'possibleMatch', action: 'decide' });
    expect(rowOf(await compare({ options: { employmentIdCounts: true } }), kari)).toMatchObject({ situation: 'different', action: 'update' });
  });

  test('limits: as numbers, as shares, and as somebody types them', async () => {
    expect(summaryOf(await compare({ limits: { updates: 0 } })).guard).toMatchObject({ within: false });
    expect(summaryOf(await compare({ limits: { updates: '1', updatesShare: '50' } })).guard).toMatchObject({ within: true });
    expect(summaryOf(await compare({ limits: { updatesShare: 0 } })).guard).toMatchObject({ within: false });
    humaEdit(ola, { phone: '+4799000222' });
    expect(summaryOf(await compare({ limits: { updatesShare: 10 } })).guard).toMatchObject({ within: false });
    expect(summaryOf(await compare({ limits: { updatesShare: 20 } })).guard).toMatchObject({ within: true });
    expect((await compare({ limits: { updates: 'many' } })).error?.message).toContain('"Limits"');
  });

  test('expiry', async () => {
    const { plan } = summaryOf(await compare({ options: { expiresAfter: 2 } })) as unknown as { plan: { madeAt: string; expiresAt: string } };
    expect(Date.parse(plan.expiresAt) - Date.parse(plan.madeAt)).toBe(2 * 3_600_000);
  });
});

describe('links', () => {
  test('R12: a linked person is found again under another e-mail', async () => {
    const link = linked(kari, rowOf(await compare(), kari));
    humaEdit(kari, { email: 'kari.new@example.no', employmentId: '99123' });
    expect(rowOf(await compare({}, { links: [{ id: 3, ...link }] }), kari)).toMatchObject({ situation: 'different', evidence: { by: 'link' } });
  });

  test('Huma suddenly short is over a limit of its own', async () => {
    const rows = await compare();
    const links = IN_BOTH.map((person) => linked(person, rowOf(rows, person)));
    for (const person of OTHERS) huma.state.users.delete(idOf(person));
    expect(summaryOf(await compare({}, { links })).guard).toMatchObject({ within: false, says: expect.stringContaining('linked people') });
  });

  test('a damaged link stops the comparison', async () => {
    const { error } = await compare({}, { links: [{ connection: 'default', humaId: idOf(kari), state: 'linked', employeeDbId: '' }] });
    expect(error?.message).toContain('links cannot be read');
  });
});

describe('people from the items', () => {
  const user = (person: InventedPerson, more: IDataObject = {}) => ({ humaId: idOf(person), type: 'user', active: true, person: { email: person.email, givenName: person.givenName, familyName: person.familyName, phone: person.phone, ...more } });
  const fromItems = (items: IDataObject[], parameters: IDataObject = {}) => compare({ peopleFrom: 'items', ...parameters }, { items });

  test('each row is linked to the item of its person', async () => {
    const ran = await fromItems([user(ola), user(kari, { phone: '+4799000222' })]);
    const place = ran.outputs[DIFFERENCES]?.findIndex(({ json }) => json.humaId === idOf(kari)) ?? -1;
    expect(ran.outputs[DIFFERENCES]?.[place]?.json).toMatchObject({ action: 'update', differences: [{ huma: '+4799000222' }, {}] });
    expect(itemOf(ran.outputs[DIFFERENCES]?.[place])).toBe(1);
    expect(huma.journal).toHaveLength(0);
  });

  test.each([
    ['as Huma sends it', (users: IDataObject[]) => ({ topic: 'users-export', users })],
    ['as a Webhook node gives it', (users: IDataObject[]) => ({ headers: {}, body: { topic: 'users-export', users } })],
  ])('an export message %s', async (_, message) => {
    const ran = await fromItems([message([{ id: idOf(kari), email: kari.email, phone: '+4799000222' }, { id: idOf(ola), email: ola.email }])]);
    expect(rowOf(ran, kari)).toMatchObject({ action: 'update' });
    expect(summaryOf(ran)).toMatchObject({ plan: { people: { huma: 2 } } });
  });

  test('somebody whom Huma did not show is not taken for missing', async () => {
    const ran = await fromItems([{ humaId: idOf(kari), notVisible: true }, user(ola)], { createIn: 'both' });
    expect(jsonIn(ran, NEEDS_ATTENTION)).toContainEqual(expect.objectContaining({ humaId: idOf(kari), action: 'none', attention: [expect.objectContaining({ code: 'humaUnavailable' })] }));
  });

  test('an item that is no user stops the comparison: half of the people look like all of them', async () => {
    const { error } = await fromItems([user(kari), { name: 'x' }]);
    expect(error).toMatchObject({ message: expect.stringContaining('1 of the people'), description: expect.stringContaining('Item 1') });
  });
});

describe('a side that shows nobody', () => {
  test('Xledger: taken for a token without rights, unless it is known to be empty', async () => {
    xledger.state.employees.clear();
    expect((await compare()).error?.message).toContain('Xledger showed no employee');
    expect(jsonIn(await compare({ options: { xledgerIsEmpty: true } }), ONLY_IN_HUMA)).toHaveLength(IN_BOTH.length + 1);
  });

  test('Huma: nothing is compared', async () => {
    huma.state.users.clear();
    expect((await compare()).error?.message).toContain('Huma showed nobody');
  });
});

describe('a node that cannot do anything never passes for a plan with nothing to do', () => {
  const away = () => xledger.faults.order({ kind: 'status', status: 503, count: 100 });
  const parameters = { options: { patience: 1 } };

  test('stops the workflow', async () => {
    away();
    const { error, outputs } = await compare(parameters);
    expect(error?.message).toBeTruthy();
    expect(outputs).toEqual([]);
  });

  test('On Error: Continue: one item that says why, and no summary', async () => {
    away();
    const ran = await compare(parameters, { onError: 'continueRegularOutput', items: [{ start: 1 }] });
    expect(ran.outputs.map((items) => items.length)).toEqual([0, 0, 0, 1, 0]);
    expect(jsonIn(ran, NEEDS_ATTENTION)).toMatchObject([{ error: expect.any(String) }]);
  });

  test('On Error: Continue With Error Output: there, with the data that came in', async () => {
    away();
    const ran = await compare(parameters, { onError: 'continueErrorOutput', items: [{ start: 1 }] });
    expect(ran.outputs.map((items) => items.length)).toEqual([0, 0, 0, 0, 0, 1]);
    expect(jsonIn(ran, 5)).toMatchObject([{ start: 1, error: expect.any(String) }]);
  });

  test('Huma that does not accept the key', async () => {
    huma.faults.order({ kind: 'status', status: 403, path: '/users', count: 100 });
    expect((await compare()).error?.message).toBeTruthy();
  });
});

test('no items, no work', async () => {
  xledger.journal.length = 0;
  expect((await compare({}, { items: [] })).error).toBeUndefined();
  expect(xledger.journal).toHaveLength(0);
});

test('nothing sensitive is in anything that n8n stores: no value, no token', async () => {
  humaEdit(kari, { bankAccount: { type: 'national', code: 'x', number: ola.bankAccount, country: 'NO' } });
  const { stored, error } = await compare({ createIn: 'both', writeTo: 'both' });
  expect(error).toBeUndefined();
  expect(stored).toContain('sealed:v1:');
  for (const { nationalId, bankAccount, birthDate } of [nina, per, ...IN_BOTH]) for (const secret of [nationalId, bankAccount, birthDate]) expect(stored).not.toContain(secret);
  for (const secret of [SANDBOX_TOKEN, huma.clientSecret]) expect(stored).not.toContain(secret);
});
