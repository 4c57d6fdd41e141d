// The README's way into an own n8n, step by step as a stranger takes it: the flows imported with the command that stands there, published and set up in the editor.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { inventPeople } from '../../sandbox/people';
import { FLOW_IDS } from '../../scripts/flows/nodes';
import { n8nCommand } from '../../scripts/n8n';
import { PROJECT } from '../../scripts/project';
import { browser, editInHuma, employeeWith, onTo, openNode, screenshot, startStack, tick, until, type Stack, type TestBrowser } from './harness';
import { answerAll, startManualSync } from './manualForm';

jest.setTimeout(300_000);

const README = readFileSync(path.join(PROJECT, 'README.md'), 'utf8');
const people = inventPeople(6);
const person = people[0]!;
let stack: Stack;
let chrome: TestBrowser;
let page: Page;

beforeAll(async () => {
  // Package and credentials are there (steps 1 and 2: package.test and editor.browser.test); no flow is.
  stack = await startStack({ huma: { seed: people }, xledger: { seed: people.slice(0, 5) }, upTo: 'imported' });
  await editInHuma(stack, person.email, { jobTitle: 'Lønnskonsulent' });
  for (const { id } of stack.flows) {
    await stack.client.rest('POST', `/workflows/${id}/archive`);
    await stack.client.rest('DELETE', `/workflows/${id}`);
  }
  chrome = await browser(stack.client);
  page = await chrome.context.newPage();
}, 300_000);
afterAll(async () => {
  await chrome?.close();
  await stack?.stop();
});

/** The command of that name as it stands in the README. */
function commandIn(text: string, name: string): string[] {
  const line = text.split('\n').map((one) => one.trim()).find((one) => one.startsWith(name));
  if (line === undefined) throw new Error(`The README has no command ${name}`);
  return line.replaceAll('~', stack.n8n.home.userFolder).split(' ').slice(1);
}

test('step 3: the command imports every flow, under its id and with its settings', async () => {
  await n8nCommand(stack.n8n.runtime, stack.n8n.home, commandIn(README, 'n8n import:workflow'));
  for (const { id, name, settings } of stack.flows) expect(await stack.client.api('GET', `/workflows/${id}`)).toMatchObject({ id, name, settings });
});

test.each([FLOW_IDS.errorLog, FLOW_IDS.inbox, FLOW_IDS.events])('step 4: %s is published in the editor', async (id) => {
  await page.goto(`${stack.client.url}/workflow/${id}`, { waitUntil: 'domcontentloaded' });
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click();
  await until(() => stack.client.api('GET', `/workflows/${id}`), (flow) => (flow as { active: boolean }).active, 30_000, 'it was not published');
});

test('step 5: set-up makes the tables and finds everything in place', async () => {
  await page.goto(`${stack.client.url}/workflow/${FLOW_IDS.setUp}`, { waitUntil: 'domcontentloaded' });
  await page.locator('[data-test-id=execute-workflow-button]').click();
  await page.getByText('Workflow executed successfully').first().waitFor({ timeout: 60_000 });
  await openNode(page, 'What Is There, What Is Missing');
  const found = await until(() => page.locator('[data-test-id=output-panel]').innerText(), (text) => text.includes('Inbox to Xledger'), 10_000, 'no findings were shown');
  expect(found).not.toMatch(/false/);
  await screenshot(page, 'set-up-findings', { forDocs: false });
});

test('steps 6 and 7: the form goes through without writing a value, then Huma is believed', async () => {
  await stack.client.publish(FLOW_IDS.manual);
  const before = JSON.stringify(employeeWith(stack, person.email).values);
  // Whoever fills in the form is not signed in to n8n.
  const payroll = await browser();
  const form = await startManualSync(payroll, stack);
  await answerAll(form, { wins: 'Leave as it is', exceptions: true, next: 'A last look' });
  await tick(form, 'Shall it be done?', 'Yes, apply it');
  await onTo(form, 'what the sync did');
  await payroll.close();
  expect(JSON.stringify(employeeWith(stack, person.email).values)).toBe(before);

  await editInHuma(stack, person.email, { phone: '+4799005544' });
  await until(() => Promise.resolve(employeeWith(stack, person.email).values['contact.phone']), (phone) => phone === '+4799005544', 60_000, 'the change did not arrive');
});
