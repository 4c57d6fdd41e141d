// The manual sync and its undoing where limits are met, where nobody or everybody is added, and where somebody edits Xledger before the last page.
import { z } from 'zod';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { FLOW_IDS } from '../../scripts/flows/nodes';
import { browser, changesSince, choose, editInHuma, employeesWith, employeeWith, everythingInXledger, offered, onTo, peopleInHuma, rowsOf, screenshot, sensitiveIn, sensitiveKeptBy, startStack, tick, until, type Stack, type TestBrowser } from './harness';
import { answerAll, flowsWith, RUNS_IT, startManualSync } from './manualForm';

const everybody = inventPeople(90, 4).filter(({ employmentEnd }) => employmentEnd === undefined);
const matching = everybody.slice(0, 34);
const strangers = everybody.slice(34, 44);
const [inHumaOnly, inXledgerOnly] = [everybody.slice(44, 46), everybody.slice(46, 48)];
/** More than a tenth. */
const rebanked = matching.slice(0, 5);
const [editedMeanwhile, promoted, moved] = matching.slice(10) as [InventedPerson, InventedPerson, InventedPerson];
let stack: Stack;
let chrome: TestBrowser;

beforeAll(async () => {
  stack = await startStack({
    flows: flowsWith(),
    huma: { seed: [...matching.map((person) => ({ ...person, bankAccount: accountInHuma(person) })), ...inHumaOnly] },
    xledger: { seed: [...matching, ...inXledgerOnly] },
  });
  chrome = await browser();
  // From here on no event arrives.
  stack.huma.webhook.url = undefined;
}, 300_000);
afterAll(async () => {
  await chrome?.close();
  await stack?.stop();
});

const accountInHuma = (person: InventedPerson): string => strangers[rebanked.indexOf(person)]?.bankAccount ?? person.bankAccount;
const runs = () => rowsOf(stack, 'xledger_runs');

describe('over the limits', () => {
  const OVER = /Over the limits\. Bank accounts changed: 5 of \d+, and at most 4 are allowed\. Nothing is written unless you name this plan/;
  let before: Record<string, string | null>;
  let applied: Record<string, string | null>;
  beforeAll(() => { before = everythingInXledger(stack); });

  test('the last look says so with the numbers, and there is no plain yes: "no" writes nothing', async () => {
    const page = await startManualSync(chrome, stack);
    await answerAll(page, { exceptions: true, next: 'A last look' });
    expect(await page.locator('body').innerText()).toMatch(OVER);
    expect(await offered(page, 'Shall it be done?')).toEqual(['No, leave everything as it is', expect.stringMatching(/^Yes, apply it, also over the limits of plan [\da-f-]{36}$/)]);
    await screenshot(page, 'manual-sync-over-the-limits');
    await tick(page, 'Shall it be done?', 'No, leave everything as it is');
    await onTo(page, 'Nothing was done');
    await page.close();
    expect(everythingInXledger(stack)).toEqual(before);
    expect(await runs()).toEqual([]);
  });

  test('R15: the answer that names the plan applies it, and where "none" was said nobody is added', async () => {
    const people = (await peopleInHuma(stack)).map(({ email }) => email).sort();
    const page = await startManualSync(chrome, stack);
    await answerAll(page, { exceptions: true, next: 'A last look' });
    await tick(page, 'Shall it be done?', 'Yes, apply it, also over the limits of plan');
    await onTo(page, 'what the sync did');
    await page.close();
    applied = everythingInXledger(stack);
    expect(changesSince(before, applied)).toEqual(Object.fromEntries(rebanked.map((person) => [`subledger.bankAccount of ${employeeWith(stack, person.email).dbId}`, accountInHuma(person)])));
    expect(Object.keys(applied)).toHaveLength(Object.keys(before).length);
    expect((await peopleInHuma(stack)).map(({ email }) => email).sort()).toEqual(people);
    expect(await runs()).toMatchObject([{ flow: 'Xledger: Manual Sync', by: RUNS_IT, failed: 0, undone: false }]);
  });

  test('undoing it is over the limits too: "leave" restores nothing', async () => {
    const page = await openUndo();
    expect(await page.locator('body').innerText()).toMatch(OVER);
    expect(await offered(page, 'Restore this?')).toEqual(['Leave everything as it is', expect.stringMatching(/^Restore, also over the limits of plan [\da-f-]{36}$/)]);
    await tick(page, 'Restore this?', 'Leave everything as it is');
    await onTo(page, 'Nothing was done');
    await page.close();
    expect(everythingInXledger(stack)).toEqual(applied);
    expect(await runs()).toMatchObject([{ undone: false }]);
  });

  test('… and the answer that names the plan puts every value back, byte for byte', async () => {
    const page = await openUndo();
    await tick(page, 'Restore this?', 'Restore, also over the limits of plan');
    await onTo(page, 'what the sync did');
    await page.close();
    expect(everythingInXledger(stack)).toEqual(before);
    expect(await runs()).toMatchObject([{ undone: true }, { flow: 'Xledger: Undo a Sync', applied: 5, failed: 0 }]);
  });

  test('what was learnt of this Xledger, and that a first row proved it, is kept with the connection', async () => {
    const [{ learnt, proved } = {}] = await rowsOf(stack, 'xledger_connections');
    expect(proved).toMatch(new RegExp(`^${stack.xledger.graphqlUrl} \\d+$`));
    expect(JSON.parse(String(learnt))).toMatchObject({ nodeDbId: 'number' });
    // The sync wrote one row alone first; the way back had no need to.
    expect(await lastItems(FLOW_IDS.manual, 'Apply', 3)).toMatchObject([{ canary: 'proved' }]);
    expect(await lastItems(FLOW_IDS.undo, 'Undo', 3)).toMatchObject([{ canary: 'notNeeded' }]);
  });
});

test('R10, R23: what somebody changed in Xledger after the last look is reported with before, after and now; all others are applied, and the edit is kept', async () => {
  await Promise.all(rebanked.map((person) => editInHuma(stack, person.email, { bankAccount: { number: person.bankAccount, country: 'NO' } })));
  await editInHuma(stack, editedMeanwhile.email, { jobTitle: 'Fra Huma' });
  await editInHuma(stack, promoted.email, { jobTitle: 'Fagleder' });
  await editInHuma(stack, moved.email, { phone: '+4799001122' });
  const page = await startManualSync(chrome, stack);
  await answerAll(page, { exceptions: true, next: 'A last look' });
  const { dbId } = employeeWith(stack, editedMeanwhile.email);
  stack.xledger.edit(dbId, { 'contact.jobTitle': 'Fra Xledger' });
  const before = everythingInXledger(stack);
  await tick(page, 'Shall it be done?', 'Yes, apply it');
  await onTo(page, 'what the sync did');
  expect(await page.locator('body').innerText()).toMatch(/Changed meanwhile\s+1/);
  await screenshot(page, 'manual-sync-changed-meanwhile');
  await page.close();

  const [one, other] = [employeeWith(stack, promoted.email).dbId, employeeWith(stack, moved.email).dbId];
  expect(changesSince(before, everythingInXledger(stack))).toEqual({ [`contact.jobTitle of ${one}`]: 'Fagleder', [`contact.phone of ${other}`]: '+4799001122', [`subledger.phone of ${other}`]: '+4799001122' });
  expect(employeeWith(stack, editedMeanwhile.email).values).toMatchObject({ 'contact.jobTitle': 'Fra Xledger' });
  const stale = await lastItems(FLOW_IDS.manual, 'Apply', 1, ({ outcome }) => outcome === 'stale');
  expect(stale).toMatchObject([{ employeeDbId: String(dbId), stale: [{ label: 'Job Title', in: 'xledger', before: editedMeanwhile.jobTitle, after: 'Fra Huma', now: 'Fra Xledger' }] }]);
  expect(await rowsOf(stack, 'xledger_log', { code: 'changedSince' })).toMatchObject([{ employeeDbId: String(dbId), outcome: 'stale', fields: 'Job Title', flow: 'Xledger: Manual Sync' }]);
  const mail = await until(async () => stack.mail.mails.at(-1), (last) => last?.subject.includes('changed meanwhile') === true, 30_000, 'no mail came');
  expect(mail?.text).toContain(editedMeanwhile.employmentId);
});

test('R15: "all" adds everybody, each way', async () => {
  const page = await startManualSync(chrome, stack);
  await answerAll(page, { wins: 'Leave as it is', exceptions: true, scopes: { toXledger: 'All', toHuma: 'All' }, next: 'A last look' });
  expect(await page.locator('pre').innerText()).toMatch(/Created in Xledger\s+2\n.*Created in Huma\s+2\n/);
  await tick(page, 'Shall it be done?', 'Yes, apply it');
  await onTo(page, 'what the sync did');
  await page.close();
  const emails = (await peopleInHuma(stack)).map(({ email }) => email);
  for (const { email } of [...inHumaOnly, ...inXledgerOnly]) {
    expect(employeesWith(stack, email)).toHaveLength(1);
    expect(emails.filter((one) => one === email)).toHaveLength(1);
  }
});

test('nothing sensitive is in any mail, log or run, nor in the database of n8n, though it keeps every run', async () => {
  const mails = await until(async () => stack.mail.mails, ({ length }) => length === 4, 30_000, 'not every run was told of by mail');
  expect(mails.map(({ to }) => to)).toEqual(mails.map(() => [RUNS_IT]));
  expect(mails.flatMap(({ html = '', text }) => sensitiveIn(html + text, everybody))).toEqual([]);
  expect(sensitiveIn(JSON.stringify(await Promise.all(['xledger_log', 'xledger_runs', 'xledger_undo', 'xledger_links'].map((table) => rowsOf(stack, table)))), everybody)).toEqual([]);
  expect(sensitiveKeptBy(stack.n8n, everybody)).toEqual([]);
});

/** The last look of undoing the newest run. */
async function openUndo() {
  const page = await chrome.open(`${stack.client.url}/form/undo-sync`);
  await page.locator('input[type=email]').fill(RUNS_IT);
  await onTo(page, 'Which run?');
  await choose(page, 'Run', { index: 1 });
  await onTo(page, 'What would be restored');
  return page;
}

/** Such items as a node put out on one of its outputs when the flow ran last; n8n lists a run only when it has ended, a moment after its last page. */
async function lastItems(workflowId: string, node: string, output: number, isMeant: (item: Record<string, unknown>) => boolean = () => true): Promise<Array<Record<string, unknown>>> {
  const Run = z.object({ data: z.object({ main: z.array(z.array(z.object({ json: z.record(z.unknown()) })).nullable()) }) });
  const look = async () => {
    const [execution] = await stack.client.executions({ workflowId, limit: 1 });
    const run = execution?.data?.resultData.runData?.[node]?.at(-1);
    return run === undefined ? [] : (Run.parse(run).data.main[output] ?? []).map(({ json }) => json).filter(isMeant);
  };
  return await until(look, ({ length }) => length > 0, 30_000, `${node} put out nothing of the kind`);
}
