/** Xledger Apply Sync Plan, run by n8n's engine between both sandboxes, with plans that Xledger Compare With Huma made. */
import type { IDataObject, INodeExecutionData, OnError } from 'n8n-workflow';
import { XledgerApplySyncPlan } from '../../nodes/XledgerApplySyncPlan/XledgerApplySyncPlan.node';
import { XledgerCompareWithHuma } from '../../nodes/XledgerCompareWithHuma/XledgerCompareWithHuma.node';
import { startHuma, type HumaSandbox } from '../../sandbox/huma';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { MAIN_OWNER, peopleOf, SANDBOX_TOKEN, startXledger, type XledgerSandbox } from '../../sandbox/xledger';
import { runNode, type RunResult } from './harness/n8n';
import { humaEntered, xledgerEntered } from './harness/sandboxes';

jest.setTimeout(60_000);

const [kari, ola, nina, per, ...OTHERS] = inventPeople(8) as [InventedPerson, InventedPerson, InventedPerson, InventedPerson, ...InventedPerson[]];
/** Nina is in Huma only, Per in Xledger only. */
const IN_BOTH = [kari, ola, ...OTHERS];
const BANK = { type: 'national', code: 'x', country: 'NO' };

let huma: HumaSandbox;
let xledger: XledgerSandbox;
let entered: ReturnType<typeof xledgerEntered>;
let ids: Map<string, string>;
beforeAll(async () => {
  huma = await startHuma({ seed: [nina, ...IN_BOTH] });
  xledger = await startXledger({ seed: [per, ...IN_BOTH] });
  ids = new Map([...huma.state.users.values()].map(({ id, profile }) => [profile.email, id]));
});
beforeEach(() => {
  entered = xledgerEntered(xledger);
});
afterEach(() => {
  huma.reset();
  xledger.reset();
});
afterAll(async () => {
  await huma.close();
  await xledger.close();
});

const CONNECTION = { bankCountry: 'NO', phoneCountry: 'NO' };
const WIDE = { limits: {} };
const idOf = ({ email }: InventedPerson) => ids.get(email) ?? '';
const [APPLIED, SKIPPED, FAILED, SUMMARY, ERRORS] = [0, 1, 2, 3, 4];
const jsonIn = ({ outputs }: RunResult, output = 0) => outputs[output]?.map(({ json }) => json) ?? [];
const summaryOf = (ran: RunResult) => jsonIn(ran, SUMMARY)[0] as IDataObject;
const itemOf = (item: INodeExecutionData | undefined) => (item?.pairedItem as { item: number } | undefined)?.item;
const humaEdit = (person: InventedPerson, changes: object) => huma.state.editUser(idOf(person), (user) => void Object.assign(user.profile, changes));
const inXledger = (email: string) => peopleOf(xledger.state).find(({ values }) => values['contact.email'] === email)?.values;
const editInXledger = ({ email }: InventedPerson, changes: Record<string, string>) => xledger.edit(peopleOf(xledger.state).find(({ values }) => values['contact.email'] === email)?.dbId ?? 0, changes);
const valuesInXledger = () => JSON.stringify(peopleOf(xledger.state).map(({ values }) => values));
const wrote = () => xledger.journal.some(({ kind }) => kind === 'mutation') || huma.journal.some(({ method, path }) => method !== 'GET' && !path.includes('token'));

/** The rows of a plan, as they are stored between the two nodes. */
async function plan(parameters: IDataObject = {}, links: IDataObject[] = []): Promise<IDataObject[]> {
  const ran = await runNode({ node: new XledgerCompareWithHuma(), parameters: { connection: CONNECTION, ...parameters } as never, inputs: [[{}], links], credentials: { xledgerApi: entered, humaApi: humaEntered(huma) } });
  if (ran.error) throw new Error(ran.error.message);
  xledger.journal.length = 0;
  huma.journal.length = 0;
  return JSON.parse(JSON.stringify([0, 1, 2, 3].flatMap((output) => jsonIn(ran, output)))) as IDataObject[];
}

interface How {
  links?: IDataObject[];
  onError?: OnError;
  credential?: IDataObject;
  withHuma?: boolean;
}

/** The node with its defaults and without limits, but for what is given. */
async function applied(rows: IDataObject[], parameters: IDataObject = {}, { links = [], onError = 'stopWorkflow', credential = {}, withHuma = true }: How = {}): Promise<RunResult> {
  const credentials = { xledgerApi: { ...entered, ...credential } as never, ...(withHuma && { humaApi: humaEntered(huma) }) };
  return await runNode({ node: new XledgerApplySyncPlan(), parameters: { connection: CONNECTION, newEmployees: { owner: String(MAIN_OWNER) }, ...WIDE, ...parameters } as never, inputs: [rows, links], onError, credentials });
}

const rowOf = (rows: IDataObject[], person: InventedPerson) => rows.find((row) => row.humaId === idOf(person) || row.employmentId === person.employmentId) ?? {};
const decided = (row: IDataObject, decision: string): IDataObject => ({ ...row, decision });

describe('every row goes out once, with what became of it', () => {
  test('what differs is written, pairs are linked, and each result is linked to its row', async () => {
    humaEdit(kari, { phone: '+4799000111' });
    const rows = await plan();
    const ran = await applied(rows);
    expect(ran.error).toBeUndefined();
    expect(ran.outputs).toHaveLength(4);
    const out = [APPLIED, SKIPPED, FAILED].flatMap((output) => ran.outputs[output] ?? []);
    expect(out.map(itemOf).sort((a = 0, b = 0) => a - b)).toEqual(rows.map((_, place) => place));
    const result = jsonIn(ran, APPLIED).find(({ humaId }) => humaId === idOf(kari));
    expect(result).toMatchObject({ outcome: 'applied', did: 'updated', reason: expect.stringContaining('Phone'), link: { connection: 'default', humaId: idOf(kari), state: 'linked' } });
    expect(Object.values(result?.link as IDataObject).every((column) => typeof column === 'string')).toBe(true);
    expect(inXledger(kari.email)).toMatchObject({ 'contact.phone': '+4799000111', 'subledger.phone': '+4799000111' });
    expect(jsonIn(ran, SKIPPED)).toMatchObject([{ humaId: idOf(nina), outcome: 'skipped' }, { employmentId: per.employmentId }]);
  });

  test('applied again, nothing is written; planned again with the links, nothing is to be done', async () => {
    humaEdit(kari, { phone: '+4799000111' });
    const rows = await plan();
    const links = jsonIn(await applied(rows)).flatMap(({ link }) => (link ? [link as IDataObject] : []));
    xledger.journal.length = 0;
    expect(jsonIn(await applied(rows, {}, { links })).map(({ outcome }) => outcome)).not.toContain('failed');
    expect(wrote()).toBe(false);
    expect((await plan({}, links)).filter(({ action }) => action !== 'none')).toEqual([]);
  });

  test('creating in Xledger and in Huma', async () => {
    const rows = await plan({ createIn: 'both', writeTo: 'both' });
    const ran = await applied(rows);
    expect(jsonIn(ran, FAILED)).toEqual([]);
    expect(jsonIn(ran).filter(({ did }) => did === 'created')).toHaveLength(2);
    expect(inXledger(nina.email)).toBeDefined();
    expect([...huma.state.users.values()].some(({ profile }) => profile.email === per.email)).toBe(true);
    expect(summaryOf(ran)).toMatchObject({ created: { xledger: 1, huma: 1 } });
  });

  test('values go to Huma where Xledger wins', async () => {
    humaEdit(kari, { phone: '+4799000111' });
    const rows = await plan({ whoWins: 'xledger', writeTo: 'both' });
    expect(jsonIn(await applied(rows)).find(({ humaId }) => humaId === idOf(kari))).toMatchObject({ outcome: 'applied', did: 'updated' });
    expect(huma.state.users.get(idOf(kari))?.profile.phone).toBe(kari.phone);
    expect(inXledger(kari.email)?.['contact.phone']).toBe(kari.phone);
  });

  test('without the Huma credential those rows fail, and the others are done', async () => {
    humaEdit(ola, { phone: '+4799000222' });
    const rows = await plan({ createIn: 'huma', writeTo: 'both' });
    const ran = await applied(rows, {}, { withHuma: false });
    expect(jsonIn(ran, FAILED)).toMatchObject([{ employmentId: per.employmentId, code: 'noHuma' }]);
    expect(inXledger(ola.email)?.['contact.phone']).toBe('+4799000222');
  });

  test('what is no row of a plan fails by itself', async () => {
    const ran = await applied([{ hello: 'x' }, ...(await plan())]);
    expect(jsonIn(ran, FAILED)).toMatchObject([{ outcome: 'failed', code: 'unreadable' }]);
    expect(jsonIn(ran).length).toBeGreaterThan(0);
  });
});

describe('decisions', () => {
  test('are honoured without breaking the signature', async () => {
    humaEdit(kari, { phone: '+4799000111' });
    const rows = await plan();
    const ran = await applied(rows.map((row) => (row.humaId === idOf(kari) ? decided(row, 'skip') : row.humaId === idOf(nina) ? decided(row, 'apply') : row)));
    expect(jsonIn(ran, SKIPPED)).toContainEqual(expect.objectContaining({ humaId: idOf(kari), code: 'skippedByDecision' }));
    expect(jsonIn(ran, APPLIED)).toContainEqual(expect.objectContaining({ humaId: idOf(nina), did: 'created' }));
    expect(inXledger(kari.email)?.['contact.phone']).toBe(kari.phone);
  });
});

describe('R3: without confirmed authority', () => {
  const credential = { authorityConfirmed: false };

  test('the node refuses to write, and says what to do', async () => {
    const rows = await plan();
    const { error } = await applied(rows, {}, { credential });
    expect(error).toMatchObject({ message: expect.stringContaining('authority'), description: expect.stringContaining('credential') });
    expect(wrote()).toBe(false);
  });

  test('a dry run works, writes nothing, and predicts', async () => {
    humaEdit(kari, { phone: '+4799000111' });
    const rows = await plan({ createIn: 'both', writeTo: 'both' });
    const predicted = await applied(rows, { dryRun: true }, { credential });
    expect(predicted.error).toBeUndefined();
    expect(wrote()).toBe(false);
    expect(jsonIn(predicted, APPLIED).every(({ dryRun, link }) => dryRun === true && link === undefined)).toBe(true);
    expect(summaryOf(predicted)).toMatchObject({ dryRun: true });
    const told = (ran: RunResult) => [APPLIED, SKIPPED, FAILED].flatMap((output) => jsonIn(ran, output)).map(({ row, outcome, did }) => ({ row, outcome, did }));
    expect(told(predicted)).toEqual(told(await applied(rows)));
  });
});

describe('limits', () => {
  const over = async () => {
    humaEdit(kari, { phone: '+4799000111' });
    return await plan();
  };

  test('over one of them nothing is written, and every row says so with the numbers', async () => {
    const rows = await over();
    const ran = await applied(rows, { limits: { updates: 0 } });
    expect(wrote()).toBe(false);
    expect(jsonIn(ran, APPLIED)).toEqual([]);
    expect(jsonIn(ran, FAILED)).toContainEqual(expect.objectContaining({ humaId: idOf(kari), outcome: 'notAttempted', code: 'overLimits', reason: expect.stringMatching(/1 of 7.*at most 0/) }));
    expect(summaryOf(ran)).toMatchObject({ verdict: { within: false } });
  });

  test('the override names this plan, and no other', async () => {
    const rows = await over();
    const planId = (rows[0]?.plan as IDataObject).planId;
    expect(jsonIn(await applied(rows, { limits: { updates: 0 }, override: 'another' }), APPLIED)).toEqual([]);
    expect(jsonIn(await applied(rows, { limits: { updates: 0 }, override: planId }), APPLIED).length).toBeGreaterThan(0);
  });

  test('some are there by default', async () => {
    expect(jsonIn(await applied(await plan({ createIn: 'xledger' }), { limits: undefined }), FAILED)).toEqual([]);
    for (const person of IN_BOTH) humaEdit(person, { phone: `+47990009${IN_BOTH.indexOf(person)}0` });
    const rows = await plan();
    const { limits } = Object.fromEntries(new XledgerApplySyncPlan().description.properties.map(({ name, default: value }) => [name, value])) as { limits: IDataObject };
    expect(jsonIn(await applied(rows, { limits }), FAILED)).toContainEqual(expect.objectContaining({ code: 'overLimits' }));
  });
});

describe('stale rows', () => {
  const changed = async () => {
    humaEdit(kari, { phone: '+4799000111' });
    humaEdit(ola, { phone: '+4799000222' });
    const rows = await plan();
    editInXledger(kari, { 'contact.phone': '+4799000999' });
    return rows;
  };

  test('are skipped and reported, nothing of the other edit is lost, and all others are applied', async () => {
    const ran = await applied(await changed());
    expect(jsonIn(ran, SKIPPED)).toContainEqual(expect.objectContaining({ humaId: idOf(kari), outcome: 'stale', stale: expect.arrayContaining([expect.objectContaining({ now: '+4799000999' })]) }));
    expect(inXledger(kari.email)?.['contact.phone']).toBe('+4799000999');
    expect(inXledger(ola.email)?.['contact.phone']).toBe('+4799000222');
  });

  test('or fail', async () => {
    expect(jsonIn(await applied(await changed(), { staleRows: 'fail' }), FAILED)).toContainEqual(expect.objectContaining({ humaId: idOf(kari), outcome: 'stale' }));
  });

  test('a change in Huma is seen too, where Huma is read again', async () => {
    humaEdit(kari, { phone: '+4799000111' });
    const rows = await plan();
    humaEdit(kari, { phone: '+4799000333' });
    expect(jsonIn(await applied(rows), SKIPPED)).toContainEqual(expect.objectContaining({ humaId: idOf(kari), outcome: 'stale' }));
    huma.journal.length = 0;
    expect(jsonIn(await applied(rows, { options: { rereadHuma: false } }))).toContainEqual(expect.objectContaining({ humaId: idOf(kari), outcome: 'applied' }));
    expect(huma.journal).toHaveLength(0);
  });
});

describe('edited rows', () => {
  const edited = async () => {
    humaEdit(kari, { phone: '+4799000111' });
    const rows = await plan();
    const row = rowOf(rows, kari);
    const differences = (row.differences as IDataObject[]).map((difference) => ({ ...difference, huma: '+4799000777' }));
    return [{ ...row, differences }];
  };

  test('are refused', async () => {
    expect(jsonIn(await applied(await edited()), FAILED)).toMatchObject([{ outcome: 'failed', code: 'altered', reason: expect.stringContaining('values') }]);
    expect(wrote()).toBe(false);
  });

  test('or allowed', async () => {
    expect(jsonIn(await applied(await edited(), { editedRows: 'allow', options: { rereadHuma: false } }))).toMatchObject([{ outcome: 'applied' }]);
    expect(inXledger(kari.email)?.['contact.phone']).toBe('+4799000777');
  });
});

describe('the summary', () => {
  test('has the numbers, the e-mail, and the rows that undo the run', async () => {
    humaEdit(kari, { phone: '+4799000111', bankAccount: { ...BANK, number: nina.bankAccount } });
    const before = valuesInXledger();
    const ran = await applied(await plan());
    const summary = summaryOf(ran);
    expect(summary).toMatchObject({ updated: { xledger: 1 }, requests: { xledger: expect.any(Number) }, subject: expect.stringContaining('Huma'), html: expect.stringContaining('<html'), text: expect.stringContaining('Phone') });
    const inverse = summary.inverse as IDataObject[];
    expect(inverse).toMatchObject([{ humaId: idOf(kari), action: 'update' }]);
    expect(valuesInXledger()).not.toBe(before);

    const undone = await applied(inverse, { limits: {} });
    expect(jsonIn(undone)).toMatchObject([{ outcome: 'applied' }]);
    expect(valuesInXledger()).toBe(before);
  });

  test('R17: no bank account, national ID, birth date or address is in the e-mail', async () => {
    humaEdit(kari, { bankAccount: { ...BANK, number: nina.bankAccount }, homeAddress: { line1: 'Ny gate 77', postalCode: '0150', city: 'Oslo', country: 'NO' } });
    const { html, text } = summaryOf(await applied(await plan()));
    for (const mail of [html, text]) for (const value of [nina.bankAccount, kari.bankAccount, kari.nationalId, kari.birthDate, 'Ny gate 77', kari.address.street]) expect(mail).not.toContain(value);
  });
});

test('what was learnt about this Xledger comes out, and goes in again as an object or as text', async () => {
  humaEdit(kari, { homeAddress: { line1: 'Ny gate 77', postalCode: '0150', city: 'Oslo', country: 'SE' } });
  const { forms } = summaryOf(await applied(await plan()));
  expect(forms).toMatchObject({ country: expect.any(String) });
  for (const learnt of [forms, JSON.stringify(forms), '', 'nonsense', { country: 'unheard of' }]) expect((await applied([{}], { options: { learnt } })).error).toBeUndefined();
});

describe('failed rows', () => {
  const rows = async () => {
    humaEdit(kari, { phone: '+4799000111' });
    const made = await plan();
    return [{ hello: 'x' }, rowOf(made, kari), rowOf(made, ola)];
  };
  const asError = { onFailed: 'error' };

  test('are results like the others by default, whatever On Error says', async () => {
    const ran = await applied(await rows(), {}, { onError: 'continueErrorOutput' });
    expect(jsonIn(ran, FAILED)).toMatchObject([{ code: 'unreadable' }]);
    expect(jsonIn(ran, ERRORS)).toEqual([]);
  });

  test('as errors, node stops: after all others were done', async () => {
    const { error, outputs } = await applied(await rows(), asError);
    expect(error).toMatchObject({ message: expect.stringMatching(/^1 of 3 rows.*Item 0/), itemIndex: 0 });
    expect(outputs).toEqual([]);
    expect(inXledger(kari.email)?.['contact.phone']).toBe('+4799000111');
  });

  test('as errors, error output: there, on top of the row, with the outcome', async () => {
    const ran = await applied(await rows(), asError, { onError: 'continueErrorOutput' });
    expect(jsonIn(ran, FAILED)).toEqual([]);
    expect(jsonIn(ran, ERRORS)).toMatchObject([{ hello: 'x', error: expect.any(String), details: { code: 'unreadable' } }]);
    expect(ran.outputs[APPLIED]?.map(itemOf)).toEqual([1, 2]);
    expect(jsonIn(ran, SUMMARY)).toHaveLength(1);
  });

  test('as errors, continue: with an error, on the output Failed', async () => {
    const ran = await applied(await rows(), asError, { onError: 'continueRegularOutput' });
    expect(jsonIn(ran, FAILED)).toMatchObject([{ code: 'unreadable', error: expect.any(String) }]);
  });
});

describe('a node that cannot do anything: no row passes for applied', () => {
  const credential = { authorityConfirmed: false };

  test('On Error: Continue: all on Failed, and no summary', async () => {
    const rows = await plan();
    const ran = await applied(rows, {}, { onError: 'continueRegularOutput', credential });
    expect(ran.outputs.map((items) => items.length)).toEqual([0, 0, rows.length, 0]);
    expect(jsonIn(ran, FAILED)[0]).toMatchObject({ error: expect.stringContaining('authority') });
  });

  test('On Error: Continue With Error Output: all there, with their own data', async () => {
    const rows = await plan();
    const ran = await applied(rows, {}, { onError: 'continueErrorOutput', credential });
    expect(ran.outputs.map((items) => items.length)).toEqual([0, 0, 0, 0, rows.length]);
    expect(jsonIn(ran, ERRORS)[0]).toMatchObject({ signature: rows[0]?.signature, error: expect.stringContaining('authority') });
  });

  test('a damaged link stops everything before anything is written', async () => {
    const rows = await plan();
    const { error } = await applied(rows, {}, { links: [{ connection: 'default', humaId: idOf(kari), state: 'linked', employeeDbId: '' }] });
    expect(error?.message).toContain('links cannot be read');
    expect(wrote()).toBe(false);
  });
});

test('Xledger away: every row has a result that may be tried again', async () => {
  humaEdit(kari, { phone: '+4799000111' });
  const rows = await plan();
  xledger.faults.order({ kind: 'status', status: 503, count: 1000 });
  const ran = await applied(rows, { options: { patience: 1 } });
  expect(jsonIn(ran, FAILED)).toContainEqual(expect.objectContaining({ humaId: idOf(kari), outcome: 'notAttempted', retry: true }));
});

test('no rows, no work', async () => {
  xledger.journal.length = 0;
  expect((await applied([])).error).toBeUndefined();
  expect(xledger.journal).toHaveLength(0);
});

test('nothing sensitive is in anything that n8n stores: no value, no token', async () => {
  humaEdit(kari, { bankAccount: { ...BANK, number: ola.bankAccount } });
  const { stored, error } = await applied(await plan({ createIn: 'both', writeTo: 'both' }));
  expect(error).toBeUndefined();
  for (const { nationalId, bankAccount, birthDate } of [nina, per, ...IN_BOTH]) for (const secret of [nationalId, bankAccount, birthDate]) expect(stored).not.toContain(secret);
  for (const secret of [SANDBOX_TOKEN, huma.clientSecret]) expect(stored).not.toContain(secret);
});
