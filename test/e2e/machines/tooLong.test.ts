// A run of the inbox that takes too long: n8n ends it before its lock is free, it sends nothing more, and the next one does the rest.
import { z } from 'zod';
import { inventPeople } from '../../../sandbox/people';
import { FLOW_IDS } from '../../../scripts/flows/nodes';
import { addInHuma, changeRows, employeesWith, employeeWith, flowsWith, linksIn, rowsOf, settled, startStack, tell, until, type Stack } from '../harness';
import { asHuma } from '../newcomer';
import { writesAtTheSameTime } from './spans';

const people = inventPeople(6);
/** In both systems and linked; the others are added in Huma. */
const KNOWN = 4;
/** As shipped it is minutes, and the lock is the longer one too. */
const [LOCK_SECONDS, ENDS_AFTER_SECONDS] = [24, 10];
/** Several of them take longer than the lock lasts. */
const WRITE_TAKES = 5_000;
/** n8n notes that a run has ended, and the request that is under way then has been sent. */
const AT_THE_SAME_MOMENT = 1_000;
let stack: Stack;

/** Without the error flow, which would free the lock sooner. A limit is shortened, not made. */
const flows = flowsWith({ lockMinutes: LOCK_SECONDS / 60 }).map(({ settings: { errorWorkflow: _, ...settings } = {}, ...flow }) => ({
  ...flow, settings: flow.id === FLOW_IDS.inbox && settings.executionTimeout !== undefined ? { ...settings, executionTimeout: ENDS_AFTER_SECONDS } : settings,
}));

beforeAll(async () => {
  const seed = people.slice(0, KNOWN);
  stack = await startStack({ flows, huma: { seed }, xledger: { seed } });
  stack.huma.webhook.url = '';
}, 600_000);
afterAll(() => stack?.stop());

test('n8n ends a run of the inbox before its lock is free: nothing more is sent by it, no two are at work, everybody as meant', async () => {
  const { huma, xledger, client } = stack;
  await changeRows(stack, 'xledger_connections', ['connection', 'default'], { autoAdd: true });
  for (const person of people.slice(KNOWN)) await addInHuma(stack, asHuma(person));
  const users = [...huma.state.users.values()].filter(({ type }) => type === 'user');
  for (const { id } of users) huma.state.editUser(id, ({ profile }) => { if (profile.homeAddress) profile.homeAddress.line1 = 'Nygata 1'; });
  const { employees, contacts, subledgers } = xledger.state;
  const before = [employees.size, contacts.size, subledgers.size];
  xledger.faults.order({ kind: 'slow', which: { kind: 'mutation' }, ms: WRITE_TAKES, count: 1_000 });
  expect(await tell(stack, users.map(({ id }) => ({ id })), { topic: 'users-create' })).toBe(200);

  const holders = async () => (await rowsOf(stack, 'xledger_locks')).map(({ holder }) => String(holder));
  const [first = ''] = await until(holders, ([holder]) => Boolean(holder), 60_000, 'no run took the lock');
  const [second = ''] = await until(holders, ([holder]) => holder !== first, 120_000, 'the lock stayed with a run that takes too long');
  const takenOver = Date.now();
  const { status, stoppedAt } = z.object({ status: z.string(), stoppedAt: z.string().nullable() }).parse(await client.execution(first));
  xledger.faults.clear();
  await settled(stack, 120_000);

  // Freed by the run itself it would have been long enough.
  expect(second).not.toBe('');
  expect({ status, ended: stoppedAt !== null }).toEqual({ status: 'canceled', ended: true });
  const since = Date.parse(stoppedAt ?? '') + AT_THE_SAME_MOMENT;
  expect(since).toBeLessThan(takenOver);
  expect(xledger.journal.filter(({ at }) => Date.parse(at) > since && Date.parse(at) < takenOver - AT_THE_SAME_MOMENT).map(({ operation }) => operation)).toEqual([]);
  expect(writesAtTheSameTime(xledger)).toEqual([]);
  expect(people.filter(({ email }) => employeesWith(stack, email).length !== 1)).toEqual([]);
  expect([employees.size, contacts.size, subledgers.size]).toEqual(before.map((count) => count + people.length - KNOWN));
  for (const { email } of people) expect(employeeWith(stack, email).values).toMatchObject({ 'contact.address.streetAddress': 'Nygata 1', 'subledger.address.streetAddress': 'Nygata 1' });
  expect(await linksIn(stack, { state: 'linked' })).toHaveLength(people.length);
});
