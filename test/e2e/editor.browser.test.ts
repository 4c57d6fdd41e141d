// Every node and credential of the package in n8n's editor, in a real browser: opens, shows its settings by their labels, fills its lists from both systems.
import { NodeHelpers, type INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import type { Page } from 'playwright-core';
import { CREDENTIALS } from '../../scripts/flows/nodes';
import { browser, openNode, screenshot, sharedN8n, signIn, startStack, until, type Stack, type TestBrowser } from './harness';

const { client } = sharedN8n();
const WIDTH = 1440;
/** As n8n has them after loading; only what is read here. */
const NodeType = z.object({
  name: z.string(),
  credentials: z.array(z.object({ name: z.string(), displayOptions: z.unknown().optional() })),
  properties: z.array(z.custom<INodeProperties>((given) => z.object({ name: z.string(), displayName: z.string() }).safeParse(given).success)),
});

/** The same node may stand there more than once, set up otherwise. The first of each is the picture in the documentation. */
const NODES = [
  { name: 'Xledger Find Employees', type: 'xledgerFindEmployees' },
  { name: 'Xledger Upsert Employee', type: 'xledgerUpsertEmployee' },
  { name: 'Xledger Compare With Huma', type: 'xledgerCompareWithHuma' },
  { name: 'Xledger Apply Sync Plan', type: 'xledgerApplySyncPlan' },
  { name: 'Huma Find Users', type: 'humaFindUsers' },
  { name: 'Huma Trigger', type: 'humaTrigger' },
  { name: 'Find One', type: 'xledgerFindEmployees', parameters: { operation: 'one' } },
  { name: 'Upsert Mapped Fields', type: 'xledgerUpsertEmployee', parameters: { peopleFrom: 'fields', dryRun: true } },
  { name: 'Compare a Team', type: 'xledgerCompareWithHuma', parameters: { scope: 'team' } },
  { name: 'Find Users of a Company', type: 'humaFindUsers', parameters: { scope: 'company' } },
] as const;
const TYPES = [...new Set(NODES.map(({ type }) => type))];
const STORED = { ...CREDENTIALS.xledger, ...CREDENTIALS.huma, ...CREDENTIALS.humaWebhook };

let stack: Stack;
let chrome: TestBrowser;
let page: Page;
let workflowId: string;
let types: Map<string, z.infer<typeof NodeType>>;

beforeAll(async () => {
  stack = await startStack({ huma: { seed: 5 }, xledger: { seed: 5 }, upTo: 'imported' });
  chrome = await browser(client);
  types = new Map(z.array(NodeType.passthrough()).parse((await client.nodeTypes()).filter(({ name }) => name.startsWith('n8n-nodes-xledger.'))).map((type) => [type.name.replace('n8n-nodes-xledger.', ''), type]));
  const nodes = NODES.map(({ name, type, ...rest }, index) => {
    const taken = types.get(type)?.credentials.map((credential) => credential.name) ?? [];
    const credentials = Object.fromEntries(Object.entries(STORED).filter(([credential]) => taken.includes(credential)));
    return { id: String(index), name, type: `n8n-nodes-xledger.${type}`, typeVersion: 1, position: [(index % 3) * 400, Math.floor(index / 3) * 220], parameters: 'parameters' in rest ? rest.parameters : {}, credentials };
  });
  const made = await client.api('POST', '/workflows', { name: 'All nodes', nodes, connections: {}, settings: { executionOrder: 'v1' } });
  workflowId = z.object({ id: z.string() }).parse(made).id;
  page = await chrome.open(`${client.url}/workflow/${workflowId}`);
}, 300_000);

afterEach(() => expect(chrome.errors.splice(0)).toEqual([]));
afterAll(async () => {
  await chrome?.close();
  if (workflowId) await client.api('DELETE', `/workflows/${workflowId}`);
  await stack?.stop();
});

test('the six nodes of the package are all looked at here, and only those that just read are tools too', () => {
  expect([...types.keys()].sort()).toEqual([...TYPES, 'humaFindUsersTool', 'xledgerFindEmployeesTool'].sort());
});

test.each(NODES)('$name opens, shows each of its settings by its label, and a picture', async ({ name, type, ...rest }) => {
  const parameters = 'parameters' in rest ? rest.parameters : {};
  await open(name);
  const panel = page.locator('[data-test-id=node-parameters]');
  const expected = labelsOf(type, parameters);
  const shown = await until(() => panel.innerText(), (text) => expected.every((label) => text.includes(label)), 10_000, `not all of ${expected.join(', ')} were shown`);
  expect(shown).not.toMatch(RAW);
  await picturesAreThere('[data-test-id=ndv] img');
  await fitted(() => panel.evaluate((element) => element.scrollHeight - element.clientHeight + element.getBoundingClientRect().top));
  await screenshot(page, picture(name), { forDocs: NODES.findIndex((one) => one.type === type) === NODES.findIndex((one) => one.name === name) });
  await close();
});

test('the list of employees comes from Xledger, and the one that is chosen is kept', async () => {
  await open('Find One');
  await page.locator('[data-test-id=resource-locator-employee] input').last().click();
  const offered = page.locator('[data-test-id=rlc-item]');
  await offered.nth(4).waitFor();
  expect(await offered.count()).toBe(5);
  const chosen = (await offered.first().innerText()).trim();
  await screenshot(page, 'list-of-employees', { forDocs: false });
  await offered.first().click();
  expect(await page.locator('[data-test-id=resource-locator-employee] input').last().inputValue()).toBe(chosen);
  await close();
});

test('the list of groups comes from Huma', async () => {
  await open('Find Users of a Company');
  await page.locator('[data-test-id=resource-locator-group] input').last().click();
  await page.locator('[data-test-id=rlc-item]').first().waitFor();
  await close();
});

test('the fields to map are those of the field table, and what is mapped is kept', async () => {
  await open('Upsert Mapped Fields');
  const mapper = page.locator('[data-test-id=resource-mapper-container]');
  await mapper.getByText('E-mail', { exact: true }).first().waitFor();
  const adding = mapper.locator('[data-test-id=add-fields-select]');
  // n8n 2.3 has it as a placeholder, which is no text of the page.
  const label = adding.getByText('Add field');
  await ((await label.count()) > 0 ? label : adding).last().click();
  const offered = page.locator('.el-select-dropdown__item:visible, [role=option]:visible, [role=menuitem]:visible');
  await offered.getByText('Bank Account', { exact: true }).waitFor();
  await screenshot(page, 'mapper-of-fields', { forDocs: false });
  await offered.getByText('Phone Number', { exact: true }).click();
  await mapper.getByText('Phone Number', { exact: true }).waitFor();
  await close();
});

test.each(Object.entries(STORED))('the credential %s opens, shows each of its settings by its label, and its picture', async (type, { id }) => {
  const own = await chrome.open(`${client.url}/home/credentials/${id}`);
  const dialog = own.locator('[data-test-id=editCredential-modal]');
  await dialog.locator('[data-test-id=credential-connection-parameter]').first().waitFor();
  const { properties } = z.object({ properties: NodeType.shape.properties }).parse((await client.credentialTypes()).find(({ name }) => name === type));
  const settings = properties.filter(({ type: kind, displayOptions }) => !['hidden', 'notice'].includes(kind) && !displayOptions);
  const shown = await until(() => dialog.innerText(), (text) => settings.every(({ displayName }) => text.includes(displayName)), 10_000, 'not all settings were shown');
  expect(shown).not.toMatch(RAW);
  await own.locator('[data-test-id=editCredential-modal] img').first().waitFor();
  expect(await widths(own, '[data-test-id=editCredential-modal] img')).not.toContain(0);
  await screenshot(own, `credential-${kebab(type)}`);
  await own.close();
});

test.each([['Xledger', 'Xledger Upsert Employee'], ['Huma', 'Huma Find Users']])('the node panel finds by the name %s: %s', async (word, name) => {
  await page.goto(`${client.url}/workflow/${workflowId}`);
  await page.locator('[data-test-id=node-creator-plus-button]').click();
  await page.locator('[data-test-id=node-creator-search-bar]').fill(word);
  await page.locator('[data-test-id=node-creator-item-name]').getByText(name, { exact: true }).waitFor();
  await screenshot(page, `panel-${word.toLowerCase()}`, { forDocs: false });
});

test('a person can sign in through the form', async () => {
  const stranger = await browser();
  await signIn(await stranger.open(`${client.url}/signin`));
  await stranger.close();
});

/** A label that nobody wrote, a key of the editor's texts, or a thing that was turned into text. */
const RAW = /\bundefined\b|\[object |\bNaN\b|\b(?:ndv|parameterInput|nodeSettings|resourceMapper|resourceLocator)\.[a-zA-Z]/;

const picture = (name: string): string => `node-${name.toLowerCase().replace(/ /g, '-')}`;
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What the editor has to show of a node that is set up so. */
function labelsOf(type: string, parameters: object): string[] {
  const { properties } = types.get(type)!;
  const node = { typeVersion: 1 };
  const values = { ...Object.fromEntries(properties.map(({ name, default: value }) => [name, value])), ...parameters };
  return properties.filter((property) => property.type !== 'hidden' && property.type !== 'notice' && NodeHelpers.displayParameter(values, property, node, null)).map(({ displayName }) => displayName);
}

/** Whatever an earlier test left open is closed first. */
async function open(name: string): Promise<void> {
  if (await page.locator('[data-test-id=ndv]').isVisible()) await close();
  await openNode(page, name);
  await page.locator('[data-test-id=node-parameters] [data-test-id=parameter-item], [data-test-id=node-parameters] [data-test-id=node-credentials-select]').first().waitFor();
}

async function close(): Promise<void> {
  await page.locator('[data-test-id=ndv-close-button], [data-test-id=back-to-canvas]').first().click();
  await page.locator('[data-test-id=ndv]').waitFor({ state: 'hidden' });
  await page.setViewportSize({ width: WIDTH, height: 900 });
}

/** As tall as it takes to see all settings at once. */
async function fitted(needed: () => Promise<number>): Promise<void> {
  await page.setViewportSize({ width: WIDTH, height: Math.min(2_000, 900 + Math.ceil(Math.max(0, await needed()))) });
}

async function picturesAreThere(where: string): Promise<void> {
  await page.locator(where).first().waitFor();
  await until(() => widths(page, where), (all) => all.length > 0 && !all.includes(0), 10_000, 'a picture is missing');
}

const widths = (where: Page, selector: string): Promise<number[]> =>
  where.locator(selector).evaluateAll((images) => images.map((image) => ('naturalWidth' in image ? Number(image.naturalWidth) : 0)));
