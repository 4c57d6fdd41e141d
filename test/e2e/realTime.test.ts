// The shipped flows in a real n8n: what is edited in Huma arrives in Xledger, and nothing else does.
import { inventPeople } from '../../sandbox/people';
import { peopleOf } from '../../sandbox/xledger';
import { startStack, until, type Stack } from './harness';

const people = inventPeople(6);
const ann = people[0]?.email ?? '';
let stack: Stack;

beforeAll(async () => { stack = await startStack({ huma: { seed: people }, xledger: { seed: people } }); }, 300_000);
afterAll(() => stack?.stop());

/** Everything Xledger holds of everyone: 'path of who' → value. */
const inXledger = () => Object.fromEntries(peopleOf(stack.xledger.state).flatMap(({ dbId, values }) => Object.entries(values).map(([path, value]) => [`${path} of ${dbId}`, value])));

test('R11: activation links everyone who has the same e-mail, and writes nothing to Xledger', async () => {
  expect(await stack.client.tableRows('xledger_links')).toHaveLength(people.length);
  expect(stack.xledger.state.changes).toEqual([]);
});

test('a new phone number in Huma arrives in Xledger, and nothing else changes there', async () => {
  const before = inXledger();
  const who = peopleOf(stack.xledger.state).find(({ values }) => values['contact.email'] === ann)?.dbId;
  const expected = { ...before, [`contact.phone of ${who}`]: '+4799111222', [`subledger.phone of ${who}`]: '+4799111222' };
  await editInHuma(ann, { phone: '+4799111222' });
  await until(async () => inXledger(), (now) => now[`subledger.phone of ${who}`] !== before[`subledger.phone of ${who}`], 60_000, 'the new phone number did not arrive');
  await settled();
  expect(inXledger()).toEqual(expected);
});

test('afterwards the inbox is empty, and the log holds no failure', async () => {
  await settled();
  expect(await stack.client.tableRows('xledger_log')).toEqual([]);
});

async function editInHuma(email: string, changes: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${stack.huma.adminUrl}/people/${email}`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(changes) });
  expect(response.status).toBe(200);
}

async function settled(): Promise<void> {
  await stack.huma.settled();
  await until(() => stack.client.tableRows('xledger_inbox'), (rows) => rows?.length === 0, 60_000, 'the inbox was not worked off');
}
