// A backup of a real n8n is put back, older than what happened since, as docs/operations.md says: nobody twice, nothing old written, all linked.
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { inventPeople, type InventedPerson } from '../../../sandbox/people';
import { activateConnection } from '../../../scripts/demo/flows';
import { FLOW_IDS } from '../../../scripts/flows/nodes';
import { addInHuma, changeRows, changesSince, editInHuma, employeesWith, employeeWith, everythingInXledger, flowsWith, linksIn, ownN8n, rowsOf, settled, startStack, until, type OwnN8n, type Stack } from '../harness';
import { asHuma } from '../newcomer';

jest.setTimeout(600_000);

const everybody = inventPeople(30, 3);
const [waiting, promoted, missed] = everybody as [InventedPerson, InventedPerson, InventedPerson];
const newcomer = everybody[29] as InventedPerson;
const people = everybody.slice(0, 29);
let n8n: OwnN8n;
let stack: Stack;

beforeAll(async () => {
  n8n = await ownN8n();
  stack = await startStack({ n8n, flows: flowsWith({ patience: 2 }), huma: { seed: people }, xledger: { seed: people } });
  await changeRows(stack, 'xledger_connections', ['connection', 'default'], { autoAdd: true });
});
// Its n8n is thrown away: there is nothing to be tidied up in it.
afterAll(async () => {
  await n8n?.end();
  if (stack) await Promise.all([stack.xledger, stack.huma, stack.mail].map((sandbox) => sandbox.close()));
});

test('a backup older than what was written since', async () => {
  const folder = path.join(n8n.home.userFolder, '.n8n');
  const backup = path.join(n8n.home.userFolder, 'backup');
  stack.xledger.faults.order({ kind: 'status', status: 503, count: 1_000 });
  await editInHuma(stack, waiting.email, { phone: '+4799001122' });
  await until(() => rowsOf(stack, 'xledger_inbox'), (rows) => rows[0]?.code === 'away', 60_000, 'the event did not wait');
  await n8n.stop();
  await cp(folder, backup, { recursive: true });
  await n8n.startAgain();

  stack.xledger.faults.clear();
  await promote('Fagansvarlig');
  await addInHuma(stack, asHuma(newcomer));
  await settled(stack);
  const before = everythingInXledger(stack);
  const employees = stack.xledger.state.employees.size;
  expect([employeeWith(stack, waiting.email).values['contact.phone'], employeeWith(stack, promoted.email).values['contact.jobTitle']]).toEqual(['+4799001122', 'Fagansvarlig']);

  await n8n.kill();
  // While n8n is away Huma tells nobody.
  stack.huma.webhook.url = undefined;
  await editInHuma(stack, missed.email, { jobTitle: 'Rådgiver' });
  await rm(folder, { recursive: true });
  await cp(backup, folder, { recursive: true });
  await n8n.startAgain();
  // The event that waited in the backup was done long ago: it is due again, and writes nothing.
  await dueAtOnce();
  await settled(stack);
  expect(changesSince(before, everythingInXledger(stack))).toEqual({});
  expect(await linked()).toHaveLength(people.length);

  await activateConnection(stack.client);
  expect(await stack.client.run(FLOW_IDS.nightly, 'Every Night')).toMatchObject({ status: 'success' });
  expect(Object.values(changesSince(before, everythingInXledger(stack)))).toEqual(['Rådgiver']);
  expect(stack.xledger.state.employees.size).toBe(employees);
  expect(employeesWith(stack, newcomer.email)).toHaveLength(1);
  expect(await linked()).toEqual([...people, newcomer].map(({ email }) => String(employeeWith(stack, email).dbId)).sort());
});

const promote = (jobTitle: string) => editInHuma(stack, promoted.email, { jobTitle });
const dueAtOnce = () => changeRows(stack, 'xledger_inbox', ['connection', 'default'], { nextTryAt: 0 });
const linked = async () => (await linksIn(stack, { state: 'linked' })).map(({ employeeDbId }) => String(employeeDbId)).sort();
