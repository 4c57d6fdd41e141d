// The table of links only grows by events and syncs; once a night of several rows of one person the newest is kept, and nobody is forgotten.
import { FLOW_IDS } from '../../scripts/flows/nodes';
import { inventPeople } from '../../sandbox/people';
import { addRow, changeRows, editInHuma, employeeWith, linksIn, rowsOf, settled, startStack, type Stack } from './harness';

const DAY = 86_400_000;
const people = inventPeople(3);
let stack: Stack;

beforeAll(async () => { stack = await startStack({ huma: { seed: people }, xledger: { seed: people } }); }, 300_000);
afterAll(() => stack?.stop());

const at = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY).toISOString();
const row = (humaId: string, baseline: string, daysAgo: number, connection = 'other') => addRow(stack, 'xledger_links', { connection, humaId, state: 'linked', employeeDbId: '1', contactDbId: '2', subledgerDbId: '3', baseline, changedAt: at(daysAgo) });
const tidy = async () => expect((await stack.client.run(FLOW_IDS.tidy, 'Now')).status).toBe('success');
const kept = async (connection = 'other') => (await rowsOf(stack, 'xledger_links', { connection })).map(({ humaId, baseline }) => `${String(humaId)} ${String(baseline)}`).sort();

test('R12: every change is one more row, and the newest is what counts', async () => {
  const [person] = people;
  const { dbId } = employeeWith(stack, person!.email);
  await editInHuma(stack, person!.email, { phone: '+4790000001' });
  await settled(stack);
  const wanted = { employeeDbId: String(dbId) };
  expect(await rowsOf(stack, 'xledger_links', wanted)).toHaveLength(2);
  expect(await linksIn(stack, wanted)).toHaveLength(1);
});

test('rows of the last day stay as they are, also where there are two of one person', async () => {
  const before = await rowsOf(stack, 'xledger_links');
  await tidy();
  expect(await rowsOf(stack, 'xledger_links')).toEqual(before);
});

test('of older ones the newest of each person and connection is kept: by the time of the change, then by the row that was written later', async () => {
  await row('one', '{"email":"new"}', 2);
  await row('one', '{"email":"old"}', 3);
  await row('two', '{"email":"first"}', 4);
  await row('three', '{"email":"alone"}', 90);
  const [same] = await rowsOf(stack, 'xledger_links', { connection: 'other', humaId: 'two' });
  await row('two', '{"email":"second"}', 4);
  await changeRows(stack, 'xledger_links', ['baseline', '{"email":"second"}'], { changedAt: same!.changedAt });
  await row('one', '{"email":"of another connection"}', 9, 'third');
  await row('one', '{"email":"of today"}', 0);
  await tidy();
  expect(await kept()).toEqual(['one {"email":"new"}', 'one {"email":"of today"}', 'three {"email":"alone"}', 'two {"email":"second"}']);
  expect(await kept('third')).toEqual(['one {"email":"of another connection"}']);
  expect((await rowsOf(stack, 'xledger_links', { connection: 'other', humaId: 'two' }))[0]).toMatchObject({ state: 'linked', employeeDbId: '1', contactDbId: '2', subledgerDbId: '3', changedAt: same!.changedAt });
});

test('what a run that died in between wrote twice is once again after the next', async () => {
  const before = await kept();
  await row('three', '{"email":"alone"}', 90);
  await row('two', '{"email":"second"}', 4);
  await tidy();
  expect(await kept()).toEqual(before);
});

test('with nothing to drop nothing is written', async () => {
  const before = await rowsOf(stack, 'xledger_links');
  await tidy();
  expect(await rowsOf(stack, 'xledger_links')).toEqual(before);
});

test('afterwards people are known as before: a change still arrives', async () => {
  const [, person] = people;
  const { dbId } = employeeWith(stack, person!.email);
  // As if this person had been linked long ago.
  await changeRows(stack, 'xledger_links', ['employeeDbId', String(dbId)], { changedAt: at(30) });
  const [link] = await rowsOf(stack, 'xledger_links', { employeeDbId: String(dbId) });
  await row(String(link!.humaId), '{}', 40, 'default');
  await tidy();
  expect(await rowsOf(stack, 'xledger_links', { humaId: link!.humaId })).toMatchObject([{ baseline: link!.baseline, employeeDbId: String(dbId) }]);
  await editInHuma(stack, person!.email, { email: 'tidied@example.no' });
  await settled(stack);
  expect(employeeWith(stack, 'tidied@example.no').dbId).toBe(dbId);
});
