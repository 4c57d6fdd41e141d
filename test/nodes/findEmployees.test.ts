/** Xledger Find Employees, run by n8n's engine against the sandbox. */
import type { IDataObject, OnError } from 'n8n-workflow';
import { XledgerFindEmployees } from '../../nodes/XledgerFindEmployees/XledgerFindEmployees.node';
import { inventPeople } from '../../sandbox/people';
import { MAIN_OWNER, SANDBOX_TOKEN, startXledger, SUB_OWNER, type XledgerSandbox } from '../../sandbox/xledger';
import { xledgerEntered } from './harness/sandboxes';
import { runNode, type RunResult } from './harness/n8n';

const PEOPLE = inventPeople(12);
const [kari] = PEOPLE;
let xledger: XledgerSandbox;
beforeAll(async () => (xledger = await startXledger({ seed: PEOPLE, neighbours: { subEntity: 2, foreign: 1 }, limits: false })));
afterEach(() => xledger.reset());
afterAll(async () => await xledger.close());

const everyone = async (parameters: IDataObject = {}) => await find({ operation: 'all', returnAll: true, ...parameters });

async function find(parameters: IDataObject, { items = [{}] as IDataObject[], onError = 'stopWorkflow' as OnError } = {}): Promise<RunResult> {
  const credentials = { xledgerApi: { ...xledgerEntered(xledger), token: ` ${SANDBOX_TOKEN} ` } };
  return await runNode({ node: new XledgerFindEmployees(), parameters: parameters as never, inputs: [items], onError, credentials });
}

const idsIn = ({ outputs }: RunResult) => outputs[0]?.map(({ json }) => json.employeeDbId);
const emailsIn = ({ outputs }: RunResult) => outputs[0]?.map(({ json }) => (json.person as IDataObject).email);

describe('who is found', () => {
  test('everyone, with each field once', async () => {
    const found = await everyone({ options: { owner: String(MAIN_OWNER) } });
    expect(found.error).toBeUndefined();
    expect(emailsIn(found)).toEqual(PEOPLE.map(({ email }) => email));
    expect(found.outputs[0]?.[0]?.json).toMatchObject({ ownerDbId: String(MAIN_OWNER), status: expect.stringMatching(/open|closed/), person: { givenName: kari?.givenName, employmentId: kari?.employmentId } });
  });

  test('no more than the limit', async () => {
    expect((await find({ operation: 'all', returnAll: false, limit: 5 })).outputs[0]).toHaveLength(5);
  });

  test('by e-mail, whatever its letters and blanks', async () => {
    expect(emailsIn(await find({ operation: 'email', email: ` ${kari?.email.toUpperCase()} ` }))).toEqual([kari?.email]);
  });

  test('by employment ID, zeros included', async () => {
    expect(emailsIn(await find({ operation: 'employmentId', employmentId: kari?.employmentId }))).toEqual([kari?.email]);
    expect(emailsIn(await find({ operation: 'employmentId', employmentId: kari?.employmentId.replace(/^0+/, '') }))).toEqual([]);
  });

  test.each(['list', 'id', 'email'])('one, chosen by %s', async (mode) => {
    const [, ola] = PEOPLE;
    const value = mode === 'email' ? ola?.email : (idsIn(await find({ operation: 'email', email: ola?.email })) ?? [])[0];
    expect(emailsIn(await find({ operation: 'one', employee: { __rl: true, mode, value } }))).toEqual([ola?.email]);
  });

  test('by changes: who was edited since', async () => {
    const late = new Date(Date.now() + 3 * 3_600_000).toISOString();
    const early = new Date(Date.now() - 3_600_000).toISOString();
    const found = async (changedSince: string) => (await find({ operation: 'changedSince', changedSince, returnAll: true })).outputs[0]?.length;
    expect(await found(late)).toBe(0);
    expect(await found(early)).toBeGreaterThan(0);
    const modifiedAt = (await everyone()).outputs[0]?.map(({ json }) => String(json.modifiedAt)).sort().at(-1) ?? '';
    expect(await found(modifiedAt)).toBeGreaterThan(0);
  });

  test('one entity only', async () => {
    expect((await everyone({ options: { owner: String(SUB_OWNER) } })).outputs[0]).toHaveLength(2);
  });

  test('open and closed by employment end', async () => {
    const [first] = idsIn(await everyone()) ?? [];
    xledger.edit(Number(first), { 'employee.employmentTo': '2001-01-31' });
    const closed = idsIn(await everyone({ status: 'closed' })) ?? [];
    const open = idsIn(await everyone({ status: 'open' })) ?? [];
    expect(closed).toContain(first);
    expect(open).not.toContain(first);
    expect(closed.length + open.length).toBe((idsIn(await everyone()) ?? []).length);
  });

  test('nobody: no items, no error', async () => {
    const { outputs, error } = await find({ operation: 'email', email: 'nobody@example.no' });
    expect([outputs[0], error]).toEqual([[], undefined]);
  });
});

describe('sensitive values', () => {
  const secrets = PEOPLE.flatMap(({ nationalId, bankAccount }) => [nationalId, bankAccount]);

  test.each([true, false])('are masked, simplified: %s', async (simplify) => {
    const { stored } = await everyone({ simplify });
    for (const secret of [...secrets, kari?.birthDate ?? '']) expect(stored).not.toContain(secret);
  });

  test('are there when asked for', async () => {
    const { stored } = await everyone({ options: { showSensitive: true } });
    expect(stored).toContain(kari?.bankAccount);
  });

  test('the token is in nothing that n8n stores', async () => {
    xledger.faults.order({ kind: 'tokenRevoked' });
    const { stored, error } = await everyone({ options: { patience: 1 } });
    expect(error?.message).toMatch(/token/i);
    expect(stored).not.toContain(SANDBOX_TOKEN);
  });
});

describe('items', () => {
  const items = [{ email: PEOPLE[3]?.email ?? '' }, { email: '' }, { email: PEOPLE[4]?.email ?? '' }];
  const parameters = { operation: 'email', email: '={{ $json.email }}' };

  test('each result is linked to the item that asked for it', async () => {
    const { outputs } = await find(parameters, { items: [items[2] as IDataObject, items[0] as IDataObject] });
    expect(outputs[0]?.map(({ json, pairedItem }) => [(json.person as IDataObject).email, pairedItem])).toEqual([
      [PEOPLE[4]?.email, { item: 0, input: 0 }],
      [PEOPLE[3]?.email, { item: 1, input: 0 }],
    ]);
  });

  test('several items share one reading of the index', async () => {
    xledger.journal.length = 0;
    await find(parameters, { items: [items[0], items[2], items[0], items[2]] as IDataObject[] });
    expect(xledger.journal.filter(({ kind }) => kind === 'query').length).toBeLessThanOrEqual(5);
  });

  test('an empty search never means everyone: the node stops and names item and parameter', async () => {
    const { error } = await find(parameters, { items });
    expect(error).toMatchObject({ message: expect.stringContaining('"E-Mail"'), itemIndex: 1 });
  });

  test('On Error: Continue: the others are found', async () => {
    const { outputs, error } = await find(parameters, { items, onError: 'continueRegularOutput' });
    expect(error).toBeUndefined();
    expect(outputs[0]?.map(({ json, pairedItem }) => [json.error !== undefined, (pairedItem as { item: number }).item])).toEqual([[false, 0], [true, 1], [false, 2]]);
  });

  test('On Error: Continue With Error Output: the bad one goes there, with its own data', async () => {
    const { outputs } = await find(parameters, { items, onError: 'continueErrorOutput' });
    expect(outputs[0]).toHaveLength(2);
    expect(outputs[1]?.map(({ json }) => json)).toEqual([{ email: '', error: expect.stringContaining('"E-Mail"') }]);
  });
});

test('when Xledger has no credits left, the message says so and until when', async () => {
  const resetAt = `${new Date(Date.now() + 40 * 60_000).toISOString().slice(0, 16)}:00.000Z`;
  xledger.faults.order({ kind: 'creditsGone', count: 50, resetAt });
  const { error } = await everyone({ options: { patience: 1 } });
  expect(error?.message).toMatch(/credits/i);
  expect(error?.description).toContain(resetAt.slice(0, 16));
});
