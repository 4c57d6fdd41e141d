// A person is deleted in Huma and comes back under another Huma id: added nowhere by "all", linked again only by name, and then followed like anybody.
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { addInHuma, browser, changesSince, deleteInHuma, editInHuma, employeesWith, employeeWith, everythingInXledger, linksIn, offered, onTo, peopleInHuma, screenshot, settled, startStack, tick, type Stack, type TestBrowser } from './harness';
import { answerAll, flowsWith, startManualSync } from './manualForm';
import { asHuma } from './newcomer';

const everybody = inventPeople(40, 5).filter(({ employmentEnd }) => employmentEnd === undefined);
const people = everybody.slice(0, 20);
const [back, gone] = people as [InventedPerson, InventedPerson];
let stack: Stack;
let chrome: TestBrowser;

beforeAll(async () => {
  stack = await startStack({ flows: flowsWith(), huma: { seed: people }, xledger: { seed: people } });
  chrome = await browser();
}, 300_000);
afterAll(async () => {
  await chrome?.close();
  await stack?.stop();
});

const linksOf = (person: InventedPerson) => linksIn(stack, { employeeDbId: String(employeeWith(stack, person.email).dbId) });
const emailsInHuma = async () => (await peopleInHuma(stack)).map(({ email }) => email);

test('R26: "all" leaves out who was deleted in Huma; they are offered by name, with the reason', async () => {
  for (const person of [back, gone]) await deleteInHuma(stack, person.email);
  await settled(stack);
  expect([...await linksOf(back), ...await linksOf(gone)]).toMatchObject([{ state: 'deleted' }, { state: 'deleted' }]);
  const before = everythingInXledger(stack);
  const page = await startManualSync(chrome, stack);
  await answerAll(page, { scopes: { toXledger: 'All', toHuma: 'All' }, next: 'One by one' });
  const listed = await offered(page, 'Add to Huma');
  expect(listed).toHaveLength(2);
  for (const { employmentId } of [back, gone]) expect(listed.find((label) => label.includes(`(${employmentId})`))).toContain('deleted in Huma');
  await screenshot(page, 'manual-sync-one-by-one');
  await onTo(page, 'Nothing to do');
  await page.close();
  expect(everythingInXledger(stack)).toEqual(before);
  expect(await emailsInHuma()).not.toEqual(expect.arrayContaining([back.email]));
});

test('R27: created in Huma again, the person is linked only by somebody who says so', async () => {
  await addInHuma(stack, { ...asHuma(back), jobTitle: 'Tilbake' });
  await settled(stack);
  expect(await linksOf(back)).toMatchObject([{ state: 'deleted' }]);
  expect(employeesWith(stack, back.email)).toHaveLength(1);

  const before = everythingInXledger(stack);
  const page = await startManualSync(chrome, stack);
  await answerAll(page, { scopes: { toXledger: 'All' }, next: 'One by one' });
  expect(await offered(page, 'Add to Xledger')).toEqual([]);
  const [label = '', ...others] = await offered(page, 'The same person in both systems');
  expect(others).toEqual([]);
  expect(label).toMatch(new RegExp(`\\(${back.employmentId}\\): .*belonged to a user who was deleted in Huma`));
  await tick(page, 'The same person in both systems', label);
  await onTo(page, 'A last look');
  await tick(page, 'Shall it be done?', 'Yes, apply it');
  await onTo(page, 'what the sync did');
  await page.close();
  expect(changesSince(before, everythingInXledger(stack))).toEqual({ [`contact.jobTitle of ${employeeWith(stack, back.email).dbId}`]: 'Tilbake' });
  expect((await linksOf(back)).map(({ state }) => state).sort()).toEqual(['deleted', 'linked']);
});

test('R27: from then on the tombstone does not count: changes follow by themselves, and the form speaks of a deletion no more', async () => {
  await editInHuma(stack, back.email, { phone: '+4799003344' });
  await settled(stack);
  expect(employeeWith(stack, back.email).values).toMatchObject({ 'contact.phone': '+4799003344' });

  const page = await startManualSync(chrome, stack);
  await answerAll(page, { scopes: { toXledger: 'All', toHuma: 'All' }, next: 'One by one' });
  expect(await offered(page, 'The same person in both systems')).toEqual([]);
  expect(await offered(page, 'Add to Huma')).toEqual([expect.stringContaining(`(${gone.employmentId})`)]);
  await tick(page, 'Add to Huma', (await offered(page, 'Add to Huma'))[0]!);
  await onTo(page, 'A last look');
  await tick(page, 'Shall it be done?', 'Yes, apply it');
  await onTo(page, 'what the sync did');
  await page.close();
  expect(await emailsInHuma()).toEqual(expect.arrayContaining([gone.email]));
  expect(employeesWith(stack, gone.email)).toHaveLength(1);
  expect((await linksOf(gone)).map(({ state }) => state).sort()).toEqual(['deleted', 'linked']);
});
