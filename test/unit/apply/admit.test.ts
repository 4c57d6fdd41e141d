// Which rows Apply takes: signature, version, expiry, owner, the guard, decisions (design, Apply 1).
import { keyFrom, type Person } from '../../../core/person';
import { sign, type PlanRow } from '../../../core/sync/plan';
import { employees, KARI, KEYS, NOW, OLA, person, user } from '../plan/tenants';
import { World } from './world';

const LEADER: Person = { ...KARI, jobTitle: 'Leder', bankAccount: { kind: 'national', number: '15030000010', country: 'NO' } };
const one = () => new World({ users: [user('h1', LEADER)], employees: employees({ dbId: '7', person: KARI }) });
const many = (count: number) => new World({
  users: Array.from({ length: count }, (_, n) => user(`h${n}`, person(n, { jobTitle: 'Leder' }))),
  employees: employees(...Array.from({ length: count }, (_, n) => ({ dbId: String(100 + n), person: person(n) }))),
});

async function refusedWith(change: (row: PlanRow) => unknown): Promise<unknown> {
  const world = one();
  const [row] = JSON.parse(JSON.stringify(world.plan())) as PlanRow[];
  const given = change(row!) ?? row;
  const before = world.state();
  const { outcomes, inverse } = await world.apply([given]);
  expect(world.state()).toEqual(before);
  expect(inverse).toEqual([]);
  expect(outcomes).toHaveLength(1);
  return [outcomes[0]?.outcome, outcomes[0]?.code];
}

describe('every alteration is refused', () => {
  test.each<[string, (row: PlanRow) => unknown, string]>([
    ['a value', (row) => { row.differences.find(({ target }) => target === 'contact.jobTitle')!.huma = 'Sjef'; }, 'altered'],
    ['a sealed value', (row) => { const sealed = row.differences.find(({ target }) => target === 'subledger.bankAccount')!; sealed.huma = `${String(sealed.huma).slice(0, -2)}AA`; }, 'altered'],
    ['the person', (row) => { row.employeeDbId = '8'; }, 'altered'],
    ['the situation', (row) => { row.situation = 'onlyInHuma'; row.proposal = 'createInXledger'; row.action = 'createInXledger'; }, 'altered'],
    ['the counts', (row) => { row.plan.people.xledger = 100_000; }, 'altered'],
    ['the expiry', (row) => { row.plan.expiresAt = '2099-01-01T00:00:00.000Z'; }, 'altered'],
    ['the owner', (row) => { row.plan.ownerDbId = '2'; }, 'altered'],
    ['the signature cut off', (row) => { row.signature = row.signature.slice(0, -5); }, 'unsigned'],
    ['the signature gone', ({ signature: _signature, ...row }) => row, 'unsigned'],
    ['the signature of another credential', (row) => sign(row, keyFrom('another-token', 'signature')), 'otherCredential'],
    ['a newer major version', (row) => sign({ ...row, formatVersion: '2.0' }, KEYS.signature), 'unknownVersion'],
    ['no row at all', () => ({ email: 'kari@example.no' }), 'unreadable'],
  ])('%s', async (_name, change, code) => {
    expect(await refusedWith(change)).toEqual(['failed', code]);
  });

  test('a newer minor version with keys nobody knows is applied', async () => {
    const world = one();
    const [row] = world.plan();
    const newer = sign({ ...row!, formatVersion: '1.7', later: { added: true } } as PlanRow, KEYS.signature);
    expect((await world.apply([newer])).outcomes).toMatchObject([{ outcome: 'applied' }]);
    expect(world.employee('7').contact?.jobTitle).toBe('Leder');
  });

  test('edited rows are taken where the option says so, and what was sealed opens only unedited', async () => {
    const world = one();
    const [row] = JSON.parse(JSON.stringify(world.plan())) as PlanRow[];
    row!.differences.find(({ target }) => target === 'contact.jobTitle')!.huma = 'Sjef';
    expect((await world.apply([row], { edited: 'accept' })).outcomes).toMatchObject([{ outcome: 'applied' }]);
    expect(world.employee('7').contact?.jobTitle).toBe('Sjef');
    const other = one();
    const [sealed] = JSON.parse(JSON.stringify(other.plan())) as PlanRow[];
    sealed!.differences.find(({ target }) => target === 'subledger.bankAccount')!.huma = '15030000010';
    expect((await other.apply([sealed], { edited: 'accept' })).outcomes).toMatchObject([{ outcome: 'failed', code: 'altered' }]);
  });
});

describe('rows that were edited into none', () => {
  test.each([['employeeDbId', 'huma'], ['humaId', 'xledger']] as const)('without %s nothing is written', async (id, general) => {
    const world = new World({ users: [user('h1', LEADER)], employees: employees({ dbId: '7', person: KARI }), policy: { wins: { general, byField: {} } } });
    const before = world.state();
    const { outcomes } = await world.apply(world.plan().map((row) => ({ ...row, [id]: null })), { edited: 'accept' });
    expect(outcomes).toMatchObject([{ did: 'nothing', changes: [] }]);
    expect(world.state()).toEqual(before);
  });
});

describe('the plan', () => {
  test('an expired one is refused, one second before it is not', async () => {
    const world = one();
    const rows = world.plan();
    world.now = NOW + 24 * 3_600_000;
    expect((await world.apply(rows)).outcomes).toMatchObject([{ outcome: 'failed', code: 'expired' }]);
    world.now -= 1000;
    expect((await world.apply(rows)).outcomes).toMatchObject([{ outcome: 'applied' }]);
  });

  test.each([[{ endpoint: 'https://elsewhere.example.com/graphql' }], [{ ownerDbId: '2' }]])('of another Xledger: %j', async (options) => {
    const world = one();
    expect((await world.apply(world.plan(), options)).outcomes).toMatchObject([{ outcome: 'failed', code: 'otherXledger' }]);
    expect(world.xledger.updates).toEqual([]);
  });

  test('R3, R6: nothing is written before the connection is active, and a dry run works', async () => {
    const world = one();
    expect((await world.apply(world.plan(), { active: false })).outcomes).toMatchObject([{ outcome: 'failed', code: 'notActivated' }]);
    expect((await world.apply(world.plan(), { active: false, dryRun: true })).outcomes).toMatchObject([{ outcome: 'applied', dryRun: true }]);
    expect(world.xledger.updates).toEqual([]);
  });

  test('rows of two plans are not mixed', async () => {
    const world = one();
    const { outcomes } = await world.apply([...world.plan(), ...world.plan()]);
    expect(outcomes.map(({ code }) => code)).toEqual(['severalPlans', 'severalPlans']);
  });

  test('a row that came in twice is done once, and two decisions on one row are none', async () => {
    const world = one();
    const [row] = world.plan();
    expect((await world.apply([row, row])).outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'skipped']);
    const other = one();
    const [again] = other.plan();
    expect((await other.apply([again, { ...again!, decision: 'skip' }])).outcomes.map(({ code }) => code)).toEqual(['sameRowTwice', 'sameRowTwice']);
    expect(other.xledger.updates).toEqual([]);
  });
});

describe('the guard', () => {
  test('over a limit nothing is written, and the message has the numbers', async () => {
    const world = many(5);
    const { outcomes, summary } = await world.apply(world.plan(), { limits: { updates: { number: 4 } } });
    expect(outcomes.map(({ outcome, code }) => [outcome, code])).toEqual(outcomes.map(() => ['notAttempted', 'overLimits']));
    expect(outcomes[0]?.reason).toMatch(/people updated: 5 of 5, and at most 4 are allowed/);
    expect(summary.verdict).toMatchObject({ within: false });
    expect([world.xledger.requests, world.xledger.updates]).toEqual([0, []]);
  });

  test('the override names this plan, and no other', async () => {
    const world = many(5);
    const rows = world.plan();
    expect((await world.apply(rows, { limits: { updates: { number: 4 } }, override: 'plan-0' })).summary.outcomes.applied).toBe(0);
    expect((await world.apply(rows, { limits: { updates: { number: 4 } }, override: rows[0]!.plan.planId })).summary.outcomes.applied).toBe(5);
  });

  test('missing rows of a filtered plan are fine: shares are counted of all people', async () => {
    const world = many(10);
    expect((await world.apply(world.plan().slice(0, 2), { limits: { updates: { share: 0.2 } } })).summary.outcomes.applied).toBe(2);
  });

  test('rows that are skipped by decision do not count', async () => {
    const world = many(5);
    const rows = world.plan().map((row, place) => ({ ...row, decision: place === 0 ? 'skip' as const : null }));
    expect((await world.apply(rows, { limits: { updates: { number: 4 } } })).summary.outcomes).toMatchObject({ applied: 4, skipped: 1 });
  });
});

describe('decisions', () => {
  test('skip for the row; the other side, or nobody, for a difference', async () => {
    const world = one();
    const [row] = world.plan();
    expect((await world.apply([{ ...row!, decision: 'skip' }])).outcomes).toMatchObject([{ outcome: 'skipped', code: 'skippedByDecision' }]);
    const differences = row!.differences.map((difference) => ({ ...difference, decision: difference.target === 'contact.jobTitle' ? 'xledger' as const : 'skip' as const }));
    expect((await world.apply([{ ...row!, differences }])).outcomes).toMatchObject([{ outcome: 'applied', changes: [{ in: 'huma', field: 'jobTitle', before: 'Leder', after: 'Utvikler' }] }]);
    expect(world.user('h1').person.jobTitle).toBe('Utvikler');
    expect(world.xledger.updates).toEqual([]);
  });

  test('R14, R20: what was left as it is survives the next plan, until Huma says something else', async () => {
    const world = one();
    const [row] = world.plan();
    await world.apply([{ ...row!, differences: row!.differences.map((difference) => ({ ...difference, decision: 'skip' as const })) }]);
    expect(world.plan().map(({ action }) => action)).toEqual(['none']);
    world.user('h1').person.jobTitle = 'Direktør';
    expect(world.plan()[0]!.differences.filter(({ wins }) => wins === 'huma').map(({ target }) => target)).toEqual(['contact.jobTitle']);
  });

  test('what waits for a decision is not done', async () => {
    const world = new World({ users: [user('h1', { ...OLA, email: 'other@example.no' })], employees: employees({ dbId: '7', person: OLA }) });
    const rows = world.plan();
    expect(rows[0]).toMatchObject({ action: 'decide' });
    expect((await world.apply(rows)).outcomes).toMatchObject([{ outcome: 'skipped', code: 'waitsForDecision' }]);
    expect((await world.apply([{ ...rows[0]!, decision: 'apply' }])).outcomes).toMatchObject([{ outcome: 'applied', link: { humaId: 'h1', employeeDbId: '7' } }]);
  });
});
