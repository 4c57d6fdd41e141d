// Every node of the package in n8n's editor, in a real browser: opens, shows its parameters, and nothing on the page complains.
import { z } from 'zod';
import type { Page } from 'playwright-core';
import { CREDENTIALS } from '../../scripts/flows/nodes';
import { browser, openNode, screenshot, sharedN8n, signIn, startStack, type Stack, type TestBrowser } from './harness';

const { client } = sharedN8n();
let stack: Stack;
let chrome: TestBrowser;
let page: Page;
let workflowId: string;
const NODES = ['Xledger Find Employees', 'Xledger Upsert Employee', 'Huma Find Users', 'Huma Trigger'];
const ALL_CREDENTIALS = Object.entries({ ...CREDENTIALS.xledger, ...CREDENTIALS.huma, ...CREDENTIALS.humaWebhook });

beforeAll(async () => {
  stack = await startStack({ huma: { seed: 5 }, xledger: { seed: 5 }, upTo: 'imported' });
  chrome = await browser(client);
  const types = (await client.nodeTypes()).filter(({ name }) => name.startsWith('n8n-nodes-xledger.'));
  const nodes = NODES.map((displayName, index) => {
    const type = types.find((candidate) => candidate.displayName === displayName);
    if (type === undefined) throw new Error(`n8n has no node called ${displayName}`);
    const taken = z.array(z.object({ name: z.string() })).parse(type.credentials).map(({ name }) => name);
    const credentials = Object.fromEntries(ALL_CREDENTIALS.filter(([name]) => taken.includes(name)));
    return { id: String(index), name: displayName, type: type.name, typeVersion: 1, position: [index % 2 * 400, Math.floor(index / 2) * 220], parameters: {}, credentials };
  });
  const made = await client.api('POST', '/workflows', { name: 'All nodes', nodes, connections: {}, settings: { executionOrder: 'v1' } });
  workflowId = z.object({ id: z.string() }).parse(made).id;
  page = await chrome.open(`${client.url}/workflow/${workflowId}`);
}, 300_000);

afterAll(async () => {
  await chrome?.close();
  if (workflowId) await client.api('DELETE', `/workflows/${workflowId}`);
  await stack?.stop();
});

test.each(NODES)('%s opens in the editor, and the page has no errors', async (name) => {
  await openNode(page, name);
  const panel = page.locator('[data-test-id=node-parameters]');
  expect(await panel.locator('[data-test-id=parameter-item], [data-test-id=node-credentials-slot]').count()).toBeGreaterThan(0);
  await page.locator('[data-test-id=ndv] img').first().waitFor();
  const pictures = await page.locator('[data-test-id=ndv] img').evaluateAll((images) => images.map((image) => ('naturalWidth' in image ? image.naturalWidth : 0)));
  expect(pictures.every((width) => width !== 0)).toBe(true);
  await screenshot(page, `node-${name.toLowerCase().replace(/ /g, '-')}`);
  expect(chrome.errors.splice(0)).toEqual([]);
  await page.locator('[data-test-id=ndv-close-button]').click();
});

test('the node panel finds the package by the names of both systems', async () => {
  for (const word of ['Xledger', 'Huma']) {
    await page.locator('[data-test-id=node-creator-plus-button]').click();
    await page.locator('[data-test-id=node-creator-search-bar]').fill(word);
    await page.locator('[data-test-id=node-creator-item-name]', { hasText: word }).first().waitFor();
    await page.keyboard.press('Escape');
  }
});

test('a person can sign in through the form', async () => {
  const stranger = await browser();
  await signIn(await stranger.open(`${client.url}/signin`));
  await stranger.close();
});
