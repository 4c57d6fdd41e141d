// A manual sync and its undoing, through all pages of their forms in a real browser, and what both systems, the tables and the mail say afterwards.
import type { Page } from 'playwright-core';
import type { PlainPerson } from '../../sandbox/huma';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { shippedFlows } from '../../scripts/demo/flows';
import { browser, changesSince, choose, employeesWith, employeeWith, everythingInXledger, linksIn, offered, onTo, peopleInHuma, questions, rowsOf, screenshot, sensitiveIn, sensitiveKeptBy, settled, startStack, tick, until, type Stack, type TestBrowser } from './harness';
import { asXledger } from './newcomer';

const PAYROLL = 'payroll@example.com';
// Other people than in the other files: secrets.test.ts asks for its own in clear, on purpose.
const everybody = inventPeople(80, 2).filter(({ employmentEnd }) => employmentEnd === undefined);
const matching = everybody.slice(0, 30);
const [phoned, titled, banked, moved, excepted] = matching as [InventedPerson, InventedPerson, InventedPerson, InventedPerson, InventedPerson];
const [hired, hiredToo, chosen, notChosen] = everybody.slice(30) as [InventedPerson, InventedPerson, InventedPerson, InventedPerson];
const [spare, spareToo] = everybody.slice(40) as [InventedPerson, InventedPerson];

/** What Huma says otherwise. */
const apart = new Map<InventedPerson, Partial<InventedPerson>>([
  [phoned, { phone: spare.phone }],
  [titled, { jobTitle: 'Avdelingsleder' }],
  [banked, { bankAccount: spare.bankAccount }],
  [moved, { address: { ...moved.address, street: 'Nygata 7' } }],
  [excepted, { phone: spareToo.phone }],
]);
const inHumaNow = (person: InventedPerson): InventedPerson => ({ ...person, ...apart.get(person) });

let stack: Stack;
let chrome: TestBrowser;
let before: Record<string, string | null>;
let afterwards: Record<string, string | null>;

/** As shipped, but n8n keeps every run with all its items: the most that it can ever hold. */
const flows = shippedFlows().map((flow) => ({ ...flow, settings: { ...flow.settings, saveDataSuccessExecution: 'all' } }));

beforeAll(async () => {
  stack = await startStack({ upTo: 'setUp', flows, huma: { seed: [...matching.map(inHumaNow), hired, hiredToo] }, xledger: { seed: [...matching, chosen, notChosen] } });
  chrome = await browser();
  before = everythingInXledger(stack);
}, 300_000);
afterAll(async () => {
  await chrome?.close();
  await stack?.stop();
});

describe('R10–R17: the manual sync, page by page', () => {
  test('R13–R15: what differs is shown, every choice is asked for, and nothing is written before the last page', async () => {
    const page = await chrome.open(`${stack.client.url}/form/manual-sync`);
    await page.locator('input[type=email]').fill(PAYROLL);
    await onTo(page, 'Who matches, and what differs');
    expect(await page.locator('table').innerText()).toMatch(/Phone Number\s+2[^]*Bank Account\s+1[^]*Address\s+1[^]*Job Title\s+1/);
    await tick(page, 'In general', "Huma's value");
    await choose(page, 'Job Title', "Xledger's value");
    await screenshot(page, 'manual-sync-who-wins');

    await onTo(page, 'Exceptions');
    expect(await questions(page)).toHaveLength(apart.size);
    await choose(page, `(${excepted.employmentId})`, 'Leave as it is');
    await screenshot(page, 'manual-sync-exceptions');

    await onTo(page, 'People in one system only');
    await tick(page, 'Only in Huma: add to Xledger', 'All');
    await tick(page, 'Only in Xledger: add to Huma', 'Only those I tick');

    await onTo(page, 'One by one');
    expect(await offered(page, 'Add to Huma')).toHaveLength(2);
    expect(await offered(page, 'Add to Xledger')).toEqual([]);
    await tick(page, 'Add to Huma', (await offered(page, 'Add to Huma')).find((label) => label.includes(`(${chosen.employmentId})`))!);

    await onTo(page, 'A last look');
    const look = await page.locator('pre').innerText();
    expect(look).toMatch(/Updated in Xledger\s+3\n.*Updated in Huma\s+1\n.*Created in Xledger\s+2\n.*Created in Huma\s+1\n/);
    expect(sensitiveIn(look, everybody)).toEqual([]);
    expect(everythingInXledger(stack)).toEqual(before);
    await screenshot(page, 'manual-sync-last-look');

    await tick(page, 'Shall it be done?', 'Yes, apply it');
    await onTo(page, 'what the sync did');
    await screenshot(page, 'manual-sync-result');
    await page.close();
    await settled(stack);
    afterwards = everythingInXledger(stack);
  });

  test('R14: in Xledger exactly what was chosen is changed', async () => {
    const meant = [phoned, banked, moved].flatMap((person) => {
      const { dbId } = employeeWith(stack, person.email);
      const [old, now] = [asXledger(person), asXledger(inHumaNow(person))];
      return Object.entries(now).filter(([path, value]) => old[path] !== value).map(([path, value]) => [`${path} of ${dbId}`, value]);
    });
    expect(ofThoseBefore(changesSince(before, afterwards))).toEqual(Object.fromEntries(meant));
  });

  test('R14: in Huma only the field that goes the other way is changed', async () => {
    expect(await inHuma(titled.email)).toMatchObject({ jobTitle: titled.jobTitle });
    for (const person of [phoned, excepted]) expect(await inHuma(person.email)).toMatchObject({ phone: inHumaNow(person).phone });
  });

  test('R15: all are added to Xledger, and to Huma only who was ticked', async () => {
    for (const person of [hired, hiredToo]) expect(employeeWith(stack, person.email).values).toMatchObject(asXledger(person));
    const { bankAccount: number, ...added } = chosen;
    expect(await inHuma(chosen.email)).toMatchObject({ givenName: added.givenName, familyName: added.familyName, employmentId: added.employmentId, bankAccount: { number } });
    expect(await inHuma(notChosen.email)).toBeUndefined();
  });

  test('R10, R12: the connection is switched on, and every pair remembered once', async () => {
    expect(await rowsOf(stack, 'xledger_connections')).toMatchObject([{ connection: 'default', active: true }]);
    const links = await linksIn(stack, { state: 'linked' });
    const wanted = [...matching, hired, hiredToo, chosen].map(({ email }) => String(employeeWith(stack, email).dbId));
    expect(links.map(({ employeeDbId }) => employeeDbId).sort()).toEqual(wanted.sort());
  });

  test('R17: the run is written down, and whoever ran it has the result by e-mail, without anything sensitive', async () => {
    expect(await rowsOf(stack, 'xledger_runs')).toMatchObject([{ flow: 'Xledger: Manual Sync', by: PAYROLL, failed: 0, undone: false }]);
    const mails = await until(async () => stack.mail.mails, ({ length }) => length > 0, 30_000, 'no mail came');
    expect(mails).toMatchObject([{ to: [PAYROLL], subject: expect.stringMatching(/4 updated and 3 created/) }]);
    const { html = '', text } = mails[0]!;
    for (const person of [phoned, banked, moved, hired, chosen]) expect(text).toContain(person.employmentId);
    expect(sensitiveIn(html + text, everybody)).toEqual([]);
    expect(everybody.filter(({ address }) => (html + text).includes(address.street))).toEqual([]);
    expect(html + text).not.toContain('Nygata 7');
  });
});

describe('undoing that run', () => {
  test('the form shows what would be restored, and writes nothing before it is told to', async () => {
    const page = await openUndo();
    await onTo(page, 'What would be restored');
    expect(await page.locator('pre').innerText()).toMatch(/Updated in Xledger\s+3\n.*Updated in Huma\s+1\n/);
    await tick(page, 'Restore this?', 'Leave everything as it is');
    await onTo(page, 'Nothing was done');
    await page.close();
    expect(everythingInXledger(stack)).toEqual(afterwards);
  });

  test('every value that was written in Xledger and Huma is what it was, byte for byte; people who were created stay', async () => {
    const page = await openUndo();
    await onTo(page, 'What would be restored');
    await screenshot(page, 'undo-last-look');
    await tick(page, 'Restore this?', 'Restore');
    await onTo(page, 'what the sync did');
    await page.close();
    await settled(stack);
    expect(changesSince(before, ofThoseBefore(everythingInXledger(stack)))).toEqual({});
    expect(await inHuma(titled.email)).toMatchObject({ jobTitle: 'Avdelingsleder' });
    for (const person of [hired, hiredToo, chosen]) expect(employeesWith(stack, person.email)).toHaveLength(1);
  });

  test('the run is marked as undone, and is not offered again', async () => {
    expect(await rowsOf(stack, 'xledger_runs', { flow: 'Xledger: Manual Sync' })).toMatchObject([{ undone: true }]);
    const page = await openUndo();
    expect((await page.locator('select option').allInnerTexts()).filter((label) => label.includes('Manual Sync'))).toEqual([]);
    await page.close();
  });
});

test('nothing sensitive is in the database of n8n, though it keeps every run', () => {
  expect(sensitiveKeptBy(stack.n8n, everybody)).toEqual([]);
});

async function openUndo(): Promise<Page> {
  const page = await chrome.open(`${stack.client.url}/form/undo-sync`);
  await page.locator('input[type=email]').fill(PAYROLL);
  await onTo(page, 'Which run?');
  await choose(page, 'Run', { index: 1 });
  return page;
}

const ofThoseBefore = (values: Record<string, string | null>) => Object.fromEntries(Object.entries(values).filter(([key]) => key in before));

async function inHuma(email: string): Promise<PlainPerson | undefined> {
  const people = await peopleInHuma(stack, email);
  return people.find((person) => person.email === email);
}
