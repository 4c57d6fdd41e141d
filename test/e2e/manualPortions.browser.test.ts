// The manual sync with more people than fit on a page: it pages on until everybody was on one, and no answer of an earlier page is lost.
import type { PlainPerson } from '../../sandbox/huma';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { FLOW_IDS } from '../../scripts/flows/nodes';
import { browser, choose, employeesWith, employeeWith, everythingInXledger, offered, onTo, onToNext, peopleInHuma, questions, startStack, tick, type Stack, type TestBrowser } from './harness';
import { flowsWith, startManualSync } from './manualForm';

const everybody = inventPeople(90, 3).filter(({ employmentEnd }) => employmentEnd === undefined);
const matching = everybody.slice(0, 36);
const [differing, spares] = [matching.slice(0, 5), everybody.slice(36, 41)];
const [inHumaOnly, inXledgerOnly] = [everybody.slice(41, 44), everybody.slice(44, 47)];
const phoneInHuma = (person: InventedPerson): string => spares[differing.indexOf(person)]?.phone ?? person.phone;
let stack: Stack;
let chrome: TestBrowser;

beforeAll(async () => {
  stack = await startStack({
    flows: flowsWith({ peopleOnAPage: 2 }),
    huma: { seed: [...matching.map((person) => ({ ...person, phone: phoneInHuma(person) })), ...inHumaOnly] },
    xledger: { seed: [...matching, ...inXledgerOnly] },
  });
  chrome = await browser();
}, 300_000);
afterAll(async () => {
  await chrome?.close();
  await stack?.stop();
});

const whose = (label: string, people: readonly InventedPerson[]): InventedPerson => people.find(({ employmentId }) => label.includes(`(${employmentId})`)) ?? fail(`nobody is ${label}`);
const fail = (what: string): never => { throw new Error(what); };

async function inHuma({ email }: InventedPerson): Promise<PlainPerson | undefined> {
  const people = await peopleInHuma(stack, email);
  return people.find((person) => person.email === email);
}

test('a page that was answered already and is still open in another window answers for nobody: the sync ends, and nothing is written', async () => {
  const before = everythingInXledger(stack);
  const page = await startManualSync(chrome, stack);
  await tick(page, 'In general', "Huma's value");
  await onToNext(page, 'Page 1.');
  const old = await chrome.open(page.url());
  await old.getByText('Page 1.').waitFor();
  for (const label of await questions(old)) await choose(old, label, 'Leave as it is');
  await onToNext(page, 'Page 2.');
  await onTo(old, 'Please start again');
  await Promise.all([page.close(), old.close()]);
  expect((await stack.client.executions({ workflowId: FLOW_IDS.manual, limit: 1 })).map(({ status }) => status)).not.toContain('error');
  expect(everythingInXledger(stack)).toEqual(before);
});

test('R14, R15: who is on the second and third page is heard as well as who is on the first', async () => {
  const page = await startManualSync(chrome, stack);
  await tick(page, 'In general', "Huma's value");
  const asked: InventedPerson[] = [];
  for (const number of [1, 2, 3]) {
    await onToNext(page, `Page ${number}.`);
    const labels = await questions(page);
    expect(labels).toHaveLength(number === 3 ? 1 : 2);
    asked.push(...labels.map((label) => whose(label, differing)));
    // The last one on each page is another: on the first and the third left alone, on the second Xledger's.
    await choose(page, labels.at(-1)!, number === 2 ? "Xledger's value" : 'Leave as it is');
  }
  expect(new Set(asked).size).toBe(differing.length);

  await onTo(page, 'People in one system only');
  await tick(page, 'Only in Huma: add to Xledger', 'Only those I tick');
  await tick(page, 'Only in Xledger: add to Huma', 'Only those I tick');
  const ticked: InventedPerson[] = [];
  const shown: InventedPerson[][] = [];
  const tickOne = async (list: string, people: readonly InventedPerson[]) => {
    const [label = ''] = await offered(page, list);
    await tick(page, list, label);
    ticked.push(whose(label, people));
  };
  for (const number of [1, 2, 3]) {
    await onToNext(page, `Page ${number}.`);
    shown.push([...(await offered(page, 'Add to Xledger')).map((label) => whose(label, inHumaOnly)), ...(await offered(page, 'Add to Huma')).map((label) => whose(label, inXledgerOnly))]);
    if (number < 3) await tickOne('Add to Xledger', inHumaOnly);
    if (number > 1) await tickOne('Add to Huma', inXledgerOnly);
  }
  expect(shown.map(({ length }) => length)).toEqual([2, 2, 2]);
  expect(new Set(shown.flat()).size).toBe(6);

  await onTo(page, 'A last look');
  expect(await page.locator('pre').innerText()).toMatch(/Updated in Xledger\s+2\n.*Updated in Huma\s+1\n.*Created in Xledger\s+2\n.*Created in Huma\s+2\n/);
  await tick(page, 'Shall it be done?', 'Yes, apply it');
  await onTo(page, 'what the sync did');
  await page.close();

  const [followed, left, followedToo, overruled, leftToo] = asked as [InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson];
  const phones = async (person: InventedPerson) => [employeeWith(stack, person.email).values['contact.phone'], (await inHuma(person))?.phone];
  for (const person of [followed, followedToo]) expect(await phones(person)).toEqual([phoneInHuma(person), phoneInHuma(person)]);
  for (const person of [left, leftToo]) expect(await phones(person)).toEqual([person.phone, phoneInHuma(person)]);
  expect(await phones(overruled)).toEqual([overruled.phone, overruled.phone]);
  for (const person of inHumaOnly) expect(employeesWith(stack, person.email)).toHaveLength(ticked.includes(person) ? 1 : 0);
  for (const person of inXledgerOnly) expect((await inHuma(person)) !== undefined).toBe(ticked.includes(person));
});
