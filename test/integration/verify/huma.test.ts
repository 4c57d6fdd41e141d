// verify:huma against Humas in every position and in random ones, over real HTTP: what it says it knows is so.
import { startHuma, SWITCHES, type SwitchKey } from '../../../sandbox/huma';
import { HUMA_FACTS } from '../../../scripts/verify/facts';
import { reportOf, tenantOf } from '../../../scripts/verify/report';
import { statusOf } from '../../../scripts/verify/verified';
import { askHuma, judged, mistakes, randomHuma, told } from './tenants';

jest.setTimeout(60_000);

/** Printed with each test: a choice can be made again by its seed. */
const SEEDS = Array.from({ length: 50 }, (_, at) => 5_200 + at);

test.each(SEEDS)('seed %i: exactly the positions chosen, or why they cannot be told', async (seed) => {
  const switches = randomHuma(seed);
  const write = seed % 5 !== 0;
  const { verified, sandbox } = await askHuma(switches, { write, waitMinutes: seed % 3 === 0 ? 60 : 0 });
  expect(mistakes(verified, switches)).toEqual([]);
  expect(told(verified)).toBeGreaterThanOrEqual(8);
  if (!write) expect(sandbox.journal.every(({ method, path }) => method === 'GET' || path === '/auth/oauth/token')).toBe(true);
});

/** Told apart only by what is not done: an edit that may cut a link; a person who has logged in. */
const NARROWED = new Set(['H22 pendingOnceLoggedIn', 'H22 immediate', 'H26 unlinks', 'H26 refused']);
const UNTOLD: readonly string[] = Object.entries(HUMA_FACTS).flatMap(([key, { asked }]) => (asked.by === 'nothing' ? [key] : []));
const EACH = (Object.keys(SWITCHES) as SwitchKey[]).filter((key) => !UNTOLD.includes(key)).flatMap((key) => SWITCHES[key].positions.map((position) => [key, position] as const));

test.each(EACH)('%s %s', async (key, position) => {
  const { verified } = await askHuma({ [key]: position }, { write: HUMA_FACTS[key]?.asked.by === 'writing', waitMinutes: 60 });
  expect(judged(verified.findings[key], position)).toBe(NARROWED.has(`${key} ${position}`) ? 'narrowed' : 'right');
});

test('everything as expected is status 0, and what nobody can tell says why', async () => {
  const { verified } = await askHuma({}, { write: true });
  expect(statusOf(verified)).toBe(0);
  for (const key of UNTOLD) expect(verified.findings[key]).toMatchObject({ kind: 'open', why: expect.stringMatching(/\w/) });
  expect(verified.left.join(' ')).toContain('delete "Zz-Verify');
});

test('nothing of anybody, and no key, in the report or the JSON', async () => {
  const { verified, sandbox } = await askHuma({ H24: 'name', H25: 'xledger' }, { write: true });
  const said = reportOf(verified) + JSON.stringify(tenantOf(verified, 'custom', new Date(0)));
  expect(said).not.toContain(sandbox.clientSecret);
  for (const { profile, identifications, type } of sandbox.state.users.values()) {
    if (type !== 'user' || profile.email.startsWith('zzv')) continue;
    const account = profile.bankAccount && 'number' in profile.bankAccount ? profile.bankAccount.number : undefined;
    for (const value of [profile.email, profile.phone, profile.birthDate, account, profile.familyName, profile.homeAddress?.line1, identifications[0]?.value]) if (value) expect(said).not.toContain(value);
  }
});

test('a Huma of the sandbox behaves like the one that the JSON is about', async () => {
  const chosen = { H9: 'wrapperMissing', H14: 'comma', H24: 'lower' } as const;
  const { verified } = await askHuma(chosen);
  const sandbox = await startHuma({ seed: 3, tenant: JSON.parse(JSON.stringify(tenantOf(verified, 'demo', new Date(0)))) as unknown });
  expect(sandbox.switches).toMatchObject(chosen);
  await sandbox.close();
  await expect(startHuma({ tenant: { formatVersion: 1, system: 'xledger', positions: {} } })).rejects.toThrow('about xledger');
});
