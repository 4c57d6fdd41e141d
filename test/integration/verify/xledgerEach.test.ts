// verify:xledger finds each position of each open question by itself; what it cannot tell stands here, with why.
import { positionsOf, startXledger, SWITCH_KEYS, type SwitchKey } from '../../../sandbox/xledger';
import { XLEDGER_FACTS } from '../../../scripts/verify/facts';
import { tenantOf } from '../../../scripts/verify/report';
import { effectOf, statusOf } from '../../../scripts/verify/verified';
import { askXledger, judged } from './tenants';

jest.setTimeout(60_000);

/** With a token that may read all the sync needs, a missing scope shows on nested objects only. */
const NARROWED = new Set(['U14 fieldIsNull', 'U14 asIfEmpty']);
const UNTOLD: readonly string[] = Object.entries(XLEDGER_FACTS).flatMap(([key, { asked }]) => (asked.by === 'nothing' ? [key] : []));

const EACH = SWITCH_KEYS.filter((key) => !UNTOLD.includes(key)).flatMap((key) => positionsOf(key).map((position) => [key, position] as const));

test.each(EACH)('%s %s', async (key: SwitchKey, position) => {
  const needsWriting = XLEDGER_FACTS[key]?.asked.by === 'writing' || (key === 'U27' && position.startsWith('introspectionOff'));
  const { verified } = await askXledger({ [key]: position }, { write: needsWriting });
  expect([judged(verified.findings[key], position), verified.findings[key]?.kind]).toEqual(NARROWED.has(`${key} ${position}`) ? ['narrowed', 'oneOf'] : ['right', 'is']);
  const fact = XLEDGER_FACTS[key];
  const effect = fact && effectOf(fact, verified.findings[key]);
  if (effect === 'breaks') expect(statusOf(verified)).toBe(2);
  if (effect === 'handled') expect(statusOf(verified)).toBeGreaterThanOrEqual(1);
});

test('everything as expected is status 0, and what nobody can tell says why', async () => {
  const { verified } = await askXledger({}, { write: true });
  expect(statusOf(verified)).toBe(0);
  for (const key of UNTOLD) expect(verified.findings[key]).toMatchObject({ kind: 'open', why: expect.stringMatching(/\w/) });
});

test.each(['queryFails', 'fieldIsNull', 'asIfEmpty'] as const)('U14 %s: a missing scope is named, and what is seen there is told', async (U14) => {
  const { verified } = await askXledger({ U14 }, { withoutRight: 'country:read' });
  expect(judged(verified.findings.U14, U14)).toBe('right');
  expect(verified.scopes.missing).toEqual(['Country']);
  expect(statusOf(verified)).toBe(2);
});

test('U27: a field that the server lacks is found, named, and handled', async () => {
  const { verified } = await askXledger({ U27: 'someMissing' });
  expect(JSON.stringify(verified.findings.U27)).toContain('updateContacts.jobTitle');
  expect(statusOf(verified)).toBe(1);
});

test.each([
  ['Contact.jobTitle', 'handled', 1],
  ['Contact.email', 'breaks', 2],
] as const)('U27: %s that cannot be read is found, named, and %s', async (field, effect, status) => {
  const { verified } = await askXledger({}, { lacks: [field] });
  const [type = '', name = ''] = field.split('.');
  const found = verified.documents.find((document) => document.name === 'everybody');
  expect(found).toMatchObject({ effect, says: expect.stringContaining(`Cannot query field "${name}" on type "${type}"`) });
  expect(statusOf(verified)).toBe(status);
});

test('U4: a rule beyond the schema is found, and would break adding people', async () => {
  const { verified } = await askXledger({ U4: 'serverRulesBeyondTheSchema' }, { write: true });
  expect(statusOf(verified)).toBe(2);
});

test('an Xledger of the sandbox behaves like the one that the JSON is about', async () => {
  const chosen = { U1: 'numberedApart', U8: 'alpha2', U10: 'noErrorsFewerEdges', U27: 'someMissing' } as const;
  const { verified } = await askXledger(chosen, { write: true });
  const tenant: unknown = JSON.parse(JSON.stringify(tenantOf(verified, 'demo', new Date(0))));
  const sandbox = await startXledger({ seed: 3, tenant });
  expect(sandbox.switches).toMatchObject(chosen);
  await sandbox.close();
  await expect(startXledger({ tenant: { formatVersion: 2 } })).rejects.toThrow('not a file that verify wrote');
});
