/** Huma Find Users, run by n8n's engine against the sandbox. */
import type { IDataObject, OnError } from 'n8n-workflow';
import { readUser } from '../../core/huma';
import { HumaFindUsers } from '../../nodes/HumaFindUsers/HumaFindUsers.node';
import { GROUPS, startHuma, type HumaSandbox } from '../../sandbox/huma';
import { inventPeople } from '../../sandbox/people';
import { runNode, type RunResult } from './harness/n8n';
import { humaEntered } from './harness/sandboxes';

const PEOPLE = inventPeople(8);
let huma: HumaSandbox;
beforeAll(async () => (huma = await startHuma({ seed: PEOPLE, changes: { [PEOPLE[7]?.email ?? '']: { active: false } } })));
afterEach(() => huma.reset());
afterAll(async () => await huma.close());

async function find(parameters: IDataObject, { items = [{}] as IDataObject[], onError = 'stopWorkflow' as OnError, entered = humaEntered(huma) } = {}): Promise<RunResult> {
  return await runNode({ node: new HumaFindUsers(), parameters: { returnAll: true, ...parameters } as never, inputs: [items], onError, credentials: { humaApi: entered } });
}

const emailsIn = ({ outputs }: RunResult) => outputs[0]?.map(({ json }) => (json.person as IDataObject | undefined)?.email).sort();

describe('who is found', () => {
  test('R11: everyone, deactivated users included', async () => {
    const found = await find({});
    expect(found.error).toBeUndefined();
    expect(emailsIn(found)).toEqual(PEOPLE.map(({ email }) => email).sort());
    expect(found.outputs[0]?.filter(({ json }) => json.active === false)).toHaveLength(1);
  });

  test('active users only', async () => {
    expect((await find({ activeOnly: true })).outputs[0]).toHaveLength(7);
  });

  test('no more than the limit', async () => {
    expect((await find({ returnAll: false, limit: 3 })).outputs[0]).toHaveLength(3);
  });

  test.each([['company', GROUPS.company], ['location', GROUPS.oslo], ['team', GROUPS.sales]] as const)('the members of a %s', async (scope, { id }) => {
    const { outputs } = await find({ scope, group: { __rl: true, mode: 'id', value: id } });
    expect(outputs[0]?.length).toBeGreaterThan(0);
    for (const item of outputs[0] ?? []) expect(item.json.groups).toContain(id);
  });

  test('a group that was not chosen is not everyone', async () => {
    expect((await find({ scope: 'team', group: { __rl: true, mode: 'id', value: '={{ $json.nothing }}' } })).error?.message).toContain('"Group"');
  });
});

describe('details', () => {
  const secrets = PEOPLE.flatMap(({ nationalId, bankAccount, birthDate }) => [nationalId, bankAccount, birthDate]);

  test('are read when asked for, sensitive values masked', async () => {
    const { outputs, stored } = await find({ includeDetails: true });
    const [kari] = PEOPLE;
    const item = outputs[0]?.find(({ json }) => (json.person as IDataObject).email === kari?.email)?.json;
    expect(item?.person).toMatchObject({ employmentId: kari?.employmentId, jobTitle: kari?.jobTitle, employmentStart: kari?.employmentStart });
    for (const secret of secrets) expect(stored).not.toContain(secret);
  });

  test('are in clear when asked for, and can be read back', async () => {
    const { outputs } = await find({ includeDetails: true, returnAll: false, limit: 1, options: { showSensitive: true } });
    const read = readUser(outputs[0]?.[0]?.json, { today: '2026-01-01' });
    expect(read).toMatchObject({ kind: 'user', user: { person: { bankAccount: { number: expect.stringMatching(/^\d{11}$/) } }, problems: [] } });
  });

  test('masked values read back are no values', async () => {
    const { outputs } = await find({ includeDetails: true, returnAll: false, limit: 1 });
    const read = readUser(outputs[0]?.[0]?.json, { today: '2026-01-01' });
    expect(read.kind === 'user' && read.user.person.bankAccount).toBeUndefined();
  });
});

describe('the token', () => {
  test('is fetched, and renewed once when it is no longer accepted', async () => {
    const entered = humaEntered(huma);
    huma.faults.order({ kind: 'tokenRevoked', path: '/users' });
    expect((await find({}, { entered })).outputs[0]).toHaveLength(8);
    expect(huma.journal.filter(({ path }) => path.includes('/auth/oauth/token'))).toHaveLength(2);
  });

  test('a wrong secret is told as what it is, and is in nothing that n8n stores', async () => {
    const clientSecret = '00000000-1111-4222-8333-444444444444';
    const { error, stored } = await find({}, { entered: { ...humaEntered(huma), clientSecret } });
    expect(error?.message).toMatch(/client|key|credential/i);
    expect(stored).not.toContain(clientSecret);
  });
});

describe('items', () => {
  test('each result is linked to the item that asked for it', async () => {
    const { outputs } = await find({ scope: 'team', group: { __rl: true, mode: 'id', value: '={{ $json.team }}' } }, { items: [{ team: GROUPS.sales.id }, { team: GROUPS.finance.id }] });
    for (const { json, pairedItem } of outputs[0] ?? []) expect(json.groups).toContain((pairedItem as { item: number }).item === 0 ? GROUPS.sales.id : GROUPS.finance.id);
  });

  test.each([
    ['continueRegularOutput', 0],
    ['continueErrorOutput', 1],
  ] as const)('On Error %s: the error is an item of output %i', async (onError, output) => {
    huma.faults.order({ kind: 'status', status: 403, path: '/users', count: 20 });
    const { outputs, error } = await find({}, { onError });
    expect(error).toBeUndefined();
    expect(outputs[output]?.map(({ json }) => typeof json.error)).toEqual(['string']);
  });

  test('half a list is never taken for a whole one', async () => {
    huma.faults.order({ kind: 'status', status: 400, path: '/users', nth: 5, count: 50 });
    expect((await find({ includeDetails: true })).error).toBeDefined();
  });
});
