// The nightly full sync: what an event missed is carried over, and over the limits somebody is asked by e-mail first, and answers in a browser.
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { summaryOf } from '../../sandbox/xledger';
import { shippedFlows } from '../../scripts/demo/flows';
import { FLOW_IDS } from '../../scripts/flows/nodes';
import type { Execution } from '../../scripts/n8n';
import { browser, changeRows, changesSince, editInHuma, employeeWith, everythingInXledger, onTo, peopleInHuma, rowsOf, screenshot, sensitiveIn, sensitiveKeptBy, startStack, tick, until, type Stack, type TestBrowser } from './harness';

// Other people than in the other files: secrets.test.ts asks for its own in clear, on purpose.
const everybody = inventPeople(60, 2).filter(({ employmentEnd }) => employmentEnd === undefined);
const people = everybody.slice(0, 30);
/** Whose unique values nobody here has. */
const strangers = everybody.slice(30, 40);
const [moved, promoted, editedInXledger] = people as [InventedPerson, InventedPerson, InventedPerson];
/** More than a tenth. */
const rebanked = people.slice(10, 15);
let stack: Stack;
let chrome: TestBrowser;

const flows = shippedFlows().map((flow) => ({ ...flow, settings: { ...flow.settings, saveDataSuccessExecution: 'all' } }));

beforeAll(async () => {
  stack = await startStack({ flows, huma: { seed: people }, xledger: { seed: people } });
  chrome = await browser();
  // From here on no event arrives.
  stack.huma.webhook.url = undefined;
}, 300_000);
afterAll(async () => {
  await chrome?.close();
  await stack?.stop();
});

const tonight = (): Promise<Execution> => stack.client.run(FLOW_IDS.nightly, 'Every Night');
const runs = () => rowsOf(stack, 'xledger_runs');
const mailsAfter = (count: number) => until(async () => stack.mail.mails.slice(count), ({ length }) => length > 0, 30_000, 'no mail came');

test('where nobody differs the manual sync says so, and nothing is sent or written', async () => {
  const page = await chrome.open(`${stack.client.url}/form/manual-sync`);
  await page.locator('input[type=email]').fill('payroll@example.com');
  for (const heading of ['Who matches, and what differs', 'People in one system only', 'Nothing to do']) await onTo(page, heading);
  await page.close();
  expect(stack.xledger.state.changes).toEqual([]);
  expect(stack.mail.mails).toEqual([]);
});

describe('what an event missed', () => {
  test('R19, R21: it is carried over to Xledger; what was changed in Xledger is not carried to Huma, nor overwritten', async () => {
    await editInHuma(stack, moved.email, { phone: '+4799007788' });
    await editInHuma(stack, promoted.email, { jobTitle: 'Fagansvarlig' });
    stack.xledger.edit(employeeWith(stack, editedInXledger.email).dbId, { 'contact.jobTitle': 'Endret i Xledger' });
    const [before, humaBefore] = [everythingInXledger(stack), await peopleInHuma(stack)];
    expect(await tonight()).toMatchObject({ status: 'success' });

    const [one, other] = [employeeWith(stack, moved.email).dbId, employeeWith(stack, promoted.email).dbId];
    expect(changesSince(before, everythingInXledger(stack))).toEqual({
      [`contact.phone of ${one}`]: '+4799007788', [`subledger.phone of ${one}`]: '+4799007788', [`contact.jobTitle of ${other}`]: 'Fagansvarlig',
    });
    expect(await peopleInHuma(stack)).toEqual(humaBefore);
    const [mail, ...more] = await mailsAfter(0);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: ['payroll@example.com'], subject: expect.stringContaining('2 updated') });
    expect(await runs()).toMatchObject([{ flow: 'Xledger: Nightly Full Sync', applied: 2, failed: 0, undone: false }]);
  });

  test('a first row proved the connection: which Xledger that was is kept, with what was learnt of it', async () => {
    const [{ proved, learnt } = {}] = await rowsOf(stack, 'xledger_connections');
    expect(proved).toMatch(new RegExp(`^${stack.xledger.graphqlUrl} \\d+$`));
    expect(JSON.parse(String(learnt))).toMatchObject({ nodeDbId: 'number' });
  });

  test('R18: the next night writes nothing, and sends nothing', async () => {
    const [before, mails] = [everythingInXledger(stack), stack.mail.mails.length];
    stack.xledger.journal.length = 0;
    expect(await tonight()).toMatchObject({ status: 'success' });
    expect(summaryOf(stack.xledger.journal)).toMatchObject({ mutations: 0 });
    expect(everythingInXledger(stack)).toEqual(before);
    expect(stack.mail.mails).toHaveLength(mails);
  });
});

describe('one run at a time writes for the connection', () => {
  const lock = async () => (await rowsOf(stack, 'xledger_locks')).map(({ holder, heldUntil }) => ({ holder, heldUntil }));
  const FREE = [{ holder: '', heldUntil: 0 }];

  test('it waits while another one does, and gives the lock back', async () => {
    await editInHuma(stack, moved.email, { phone: '+4799007799' });
    const heldUntil = Date.now() + 8_000;
    await changeRows(stack, 'xledger_locks', ['lock', 'default'], { holder: 'the test', heldUntil });
    stack.xledger.journal.length = 0;
    expect(await tonight()).toMatchObject({ status: 'success' });
    const writes = stack.xledger.journal.filter(({ kind }) => kind === 'mutation').map(({ at }) => Date.parse(at));
    expect(writes.length).toBeGreaterThan(0);
    for (const at of writes) expect(at).toBeGreaterThan(heldUntil);
    expect(await lock()).toEqual(FREE);
  });

  test('where Apply fails as a whole it gives the lock back, writes why to the log, and says so', async () => {
    await editInHuma(stack, moved.email, { phone: '+4799007788' });
    const [nightly] = shippedFlows().filter(({ id }) => id === FLOW_IDS.nightly);
    const nodes = nightly?.nodes.map((node) => (node.name === 'Apply' ? { ...node, parameters: { ...node.parameters, options: { patience: -1 } } } : node));
    const id = await stack.client.addWorkflow({ ...nightly!, id: 'xledgerNightly99', nodes: nodes ?? [], name: 'Cannot Apply' });
    const [before, mails] = [everythingInXledger(stack), stack.mail.mails.length];
    expect(await stack.client.run(id, 'Every Night')).toMatchObject({ status: 'success' });
    expect(everythingInXledger(stack)).toEqual(before);
    expect(await lock()).toEqual(FREE);
    const [mail] = await mailsAfter(mails);
    expect(mail).toMatchObject({ subject: 'Huma and Xledger: the nightly sync could not run', text: expect.stringContaining('Patience') });
    expect((await rowsOf(stack, 'xledger_log')).filter(({ flow }) => flow === 'Cannot Apply')).toEqual([expect.objectContaining({ code: 'nodeFailed', what: expect.stringContaining('Patience') })]);
    expect(await tonight()).toMatchObject({ status: 'success' });
  });
});

describe('over the limits', () => {
  beforeAll(async () => {
    for (const [n, person] of rebanked.entries()) await editInHuma(stack, person.email, { bankAccount: { number: strangers[n]!.bankAccount, country: 'NO' } });
  });

  test('nothing is written; the question comes by e-mail with the report; opening the link decides nothing; "leave" leaves everything, and is written down', async () => {
    const before = everythingInXledger(stack);
    const { id, link } = await asked();
    // As a mail scanner does, twice.
    for (let time = 1; time <= 2; time++) expect((await fetch(link, { headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' } })).status).toBe(200);
    expect(await stack.client.execution(id)).toMatchObject({ status: 'waiting' });
    expect(everythingInXledger(stack)).toEqual(before);

    await answer(link, 'Leave everything as it is');
    expect(await ended(id)).toMatchObject({ status: 'success' });
    expect(everythingInXledger(stack)).toEqual(before);
    expect((await runs()).at(-1)).toMatchObject({ run: id, applied: 0, says: expect.stringMatching(/^Not approved\. Over the limits: bank accounts changed: 5 of 30/) });
  });

  test('"apply" applies that plan', async () => {
    const before = everythingInXledger(stack);
    const { id, link } = await asked();
    stack.xledger.journal.length = 0;
    await answer(link, 'Apply this plan');
    expect(await ended(id)).toMatchObject({ status: 'success' });
    expect(changesSince(before, everythingInXledger(stack))).toEqual(Object.fromEntries(
      rebanked.map((person, n) => [`subledger.bankAccount of ${employeeWith(stack, person.email).dbId}`, strangers[n]!.bankAccount]),
    ));
    expect((await runs()).at(-1)).toMatchObject({ run: id, applied: 5, failed: 0 });
    // It had proved itself the night before: all in one batch, nobody alone first.
    expect(stack.xledger.journal.filter(({ rootFields }) => rootFields.includes('updateSuppliers')).map(({ nodes }) => nodes)).toEqual([5]);
    expect(stack.mail.mails.at(-1)).toMatchObject({ subject: expect.stringContaining('5 updated') });
  });
});

test('nothing sensitive is in any mail, nor in the database of n8n, though it keeps every run', () => {
  expect(stack.mail.mails).toHaveLength(7);
  expect(stack.mail.mails.flatMap(({ html = '', text }) => sensitiveIn(html + text, everybody))).toEqual([]);
  expect(sensitiveKeptBy(stack.n8n, everybody)).toEqual([]);
});

/** A night whose plan is over the limits. @returns the run, and the address in the mail */
async function asked(): Promise<{ id: string; link: string }> {
  const mails = stack.mail.mails.length;
  const { id, status } = await tonight();
  expect(status).toBe('waiting');
  const [mail] = await mailsAfter(mails);
  expect(mail).toMatchObject({ to: ['payroll@example.com'], subject: expect.stringContaining('over its limits') });
  for (const { employmentId } of rebanked) expect(mail!.html).toContain(employmentId);
  const link = mail!.links.find((address) => address.includes('/webhook-waiting/'));
  if (link === undefined) throw new Error(`the mail links to ${mail!.links.join(', ') || 'nothing'}`);
  return { id, link };
}

async function answer(link: string, decision: string): Promise<void> {
  const page = await chrome.open(link);
  await tick(page, 'Apply this plan?', decision);
  await screenshot(page, 'nightly-approval');
  await page.locator('#submit-btn').click();
  await page.locator('#submitted-form').waitFor();
  await page.close();
}

const ended = (id: string): Promise<Execution> => until(() => stack.client.execution(id), ({ status }) => ['success', 'error', 'crashed', 'canceled'].includes(status), 60_000, `execution ${id} did not end`);
