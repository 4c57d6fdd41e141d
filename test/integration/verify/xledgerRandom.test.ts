// verify:xledger against Xledgers in random positions of every open question, over real HTTP: what it says it knows is so.
import { statusOf } from '../../../scripts/verify/verified';
import { SANDBOX_TOKEN } from '../../../sandbox/xledger';
import { reportOf, tenantOf } from '../../../scripts/verify/report';
import { askXledger, mistakes, randomXledger, told } from './tenants';

jest.setTimeout(60_000);

/** Printed with each test: a choice can be made again by its seed. */
const SEEDS = Array.from({ length: 50 }, (_, at) => 5_100 + at);

test.each(SEEDS)('seed %i: exactly the positions chosen, or why they cannot be told', async (seed) => {
  const switches = randomXledger(seed);
  const write = seed % 5 !== 0;
  const { verified, sandbox } = await askXledger(switches, { write, winter: seed % 7 === 0 });
  expect(mistakes(verified, switches)).toEqual([]);
  expect(told(verified)).toBeGreaterThanOrEqual(write ? 22 : 15);
  if (!write) expect(sandbox.journal.every(({ kind, nodes }) => kind !== 'mutation' && nodes === 0)).toBe(true);
  // Limits are kept: only the 25 questions at once meet one.
  expect(sandbox.journal.filter(({ errorCodes }) => errorCodes.some((code) => code.includes('LIMIT'))).length).toBeLessThanOrEqual(25);
  expect([0, 1, 2]).toContain(statusOf(verified));
});

test('nothing of anybody, and no token, in the report or the JSON', async () => {
  const { verified, sandbox } = await askXledger({}, { write: true });
  const said = reportOf(verified) + JSON.stringify(tenantOf(verified, 'custom', new Date(0)));
  expect(said).not.toContain(SANDBOX_TOKEN);
  const values = [...sandbox.state.contacts.all()].filter(({ values: { email } }) => !email?.startsWith('zzv')).flatMap(({ values: { socialSec, email, phone, birthday, lastName } }) => [socialSec, email, phone, birthday, lastName]);
  const accounts = [...sandbox.state.subledgers.all()].map(({ values: { bankAccount } }) => bankAccount);
  for (const value of [...values, ...accounts]) if (value) expect(said).not.toContain(value);
});

test('the test person is marked, ended, and said to stay; nobody else is touched', async () => {
  const { verified, sandbox } = await askXledger({}, { write: true });
  const mark = /zzv[0-9a-f]{8}/.exec(verified.left.join(' '))?.[0] ?? 'none';
  const made = [...sandbox.state.employees.all()].filter(({ values: { code } }) => code?.startsWith(mark));
  expect(made).toHaveLength(1);
  expect(made[0]?.values).toMatchObject({ employmentTo: expect.stringMatching(/^2026-/), dateTo: expect.stringMatching(/^2026-/) });
  const others = [...sandbox.state.employees.all(), ...sandbox.state.subledgers.all()].filter((row) => !row.values.code?.startsWith('zzv'));
  expect(others.every(({ modifiedAt, createdAt }) => modifiedAt - createdAt <= 4 * 86_400_000 + 60_000)).toBe(true);
  const contacts = [...sandbox.state.contacts.all()].filter(({ values: { lastName } }) => !lastName?.includes(mark));
  expect(contacts.every(({ modifiedAt, createdAt }) => modifiedAt === createdAt)).toBe(true);
});
