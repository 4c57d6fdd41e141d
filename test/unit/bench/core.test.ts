// The in-process benches at a tiny size: they work, they measure the sandboxes' answers, and their checks can fail.
import { FIELD_KEYS } from '../../../core/person';
import { employeesDocument } from '../../../core/xledger/reading/documents';
import { inventPeople } from '../../../sandbox/people';
import { createXledger, SANDBOX_TOKEN } from '../../../sandbox/xledger';
import { xledgerPage } from '../../bench/core/answers';
import { compareWithPeer, type FindMatches, type Item } from '../../bench/core/compare';
import { faultsOf, runEngine } from '../../bench/core/engine';
import { memoryOf } from '../../bench/core/memory';
import { overParse } from '../../bench/core/overParse';
import { scale } from '../../bench/core/scale';
import { inventTenant } from '../../bench/core/tenants';

const TINY = { people: 120, seed: 3, oneDiffersIn: 10 };

test("Xledger's side of a bench is what the sandbox answers", async () => {
  const people = inventPeople(60, 3);
  const sandbox = createXledger({ seed: people, neighbours: { foreign: 0 } });
  const body = JSON.stringify({ query: employeesDocument('all', FIELD_KEYS), variables: { first: 60, ownerSet: 'ALL' } });
  const answer = await sandbox.handle(new Request('https://xledger.example.com/graphql', { method: 'POST', headers: { authorization: `token ${SANDBOX_TOKEN}`, 'content-type': 'application/json' }, body }));
  const plain = (json: string) => JSON.parse(json.replace(/"(dbId|modifiedAt|cursor)":("[^"]*"|\d+)/g, '"$1":0')) as unknown;
  expect(plain(xledgerPage(people, false))).toEqual(plain(await answer.text()));
});

describe('the engine', () => {
  test('finds exactly what was made to differ', async () => {
    const tenant = inventTenant(TINY);
    const { plan, ours, parsing } = await runEngine(tenant);
    expect(faultsOf(plan, tenant)).toEqual([]);
    expect(ours).toBeGreaterThan(parsing);
  });

  test('is seen to be wrong when somebody differs who should not', async () => {
    const { plan } = await runEngine(inventTenant(TINY));
    expect(faultsOf(plan, inventTenant({ ...TINY, oneDiffersIn: 12 }))).not.toEqual([]);
  });

  test('is seen to be wrong when a row is not signed', async () => {
    const tenant = inventTenant(TINY);
    const { plan } = await runEngine(tenant);
    for (const row of plan.rows) if (row.differences.length > 0) row.name = 'Someone E.';
    expect(faultsOf(plan, tenant)).toEqual(['a row is not signed']);
  });
});

test.each([
  ['engine', () => overParse({ people: 60, warmUp: 20 }), ['overParse']],
  ['scale', () => scale({ sizes: [40, 80], warmUp: 20 }), ['exponent']],
  ['memory', () => memoryOf({ people: 60 }), ['extraMB100k']],
] as const)('%s gives its figures, checked', async (_name, measure, keys) => {
  const { figures, faults } = await measure();
  expect(faults).toEqual([]);
  expect(Object.keys(figures)).toEqual(keys);
  expect(Object.values(figures).every(Number.isFinite)).toBe(true);
});

describe('compare', () => {
  /** As the peer's does: first match by e-mail, then all that is equal. */
  const byHand: FindMatches = (a, b) => {
    const different = a.filter((one) => JSON.stringify(sorted(one)) !== JSON.stringify(sorted(b.find(({ json }) => json.email === one.json.email))));
    return [[], [], different.map(({ json }) => ({ json: { keys: { email: json.email } } })), []];
  };

  test('gives its figures, checked', async () => {
    const { figures, faults } = await compareWithPeer(byHand, { sizes: [60], warmUp: 20, seed: 3 });
    expect(faults).toEqual([]);
    expect(figures.peerOverOurs60).toBeGreaterThan(0);
  });

  test('is seen to be wrong when the peer finds something else', async () => {
    const { faults } = await compareWithPeer(() => [[], [], [], []], { sizes: [60], warmUp: 20, seed: 3 });
    expect(faults).toHaveLength(1);
  });
});

const sorted = (item: Item | undefined): unknown => Object.entries(item?.json ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
