// A real browser for the end-to-end tests: signed in to n8n where wanted, and watched for errors on its pages.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findProgram } from '../../../scripts/machine';
import { OWNER, type N8nClient } from '../../../scripts/n8n';
import { PROJECT } from '../../../scripts/project';
import { OUTPUT } from './shared';

const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export interface TestBrowser {
  context: BrowserContext;
  /** A new page. */
  open(url: string): Promise<Page>;
  /** Everything that pages of this browser complained about: thrown errors and console errors, outside hosts left aside. */
  errors: string[];
  close(): Promise<void>;
}

/** What pages of n8n 2.3 complain about by themselves. */
const N8NS_OWN = [/\/rest\/external-secrets\/secrets\)$/, /\/form-waiting\/\d+: TypeError: Cannot read properties of undefined \(reading 'type'\)/];

/** Starts Chromium; with a client its pages are signed in to that n8n. */
export async function browser(client?: N8nClient): Promise<TestBrowser> {
  const executablePath = await findProgram('browser');
  if (executablePath === undefined) throw new Error('no browser: *.browser.test.ts should not have been run');
  const chrome = await chromium.launch({ executablePath, args: ARGUMENTS });
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Oslo' });
  const errors: string[] = [];
  const note = (error: string): void => void (N8NS_OWN.some((known) => known.test(error)) || errors.push(error));
  if (client !== undefined) await context.addCookies(cookiesOf(client));
  // Nothing outside of this machine: tests must not depend on it, nor wait for it.
  await context.route((url) => !['localhost', '127.0.0.1'].includes(url.hostname), (route) => route.abort());
  context.on('page', (page) => {
    page.on('pageerror', (error) => note(`${page.url()}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isOutside(message.location().url)) note(`${page.url()}: ${message.text()} (${message.location().url})`);
    });
  });
  return {
    context,
    errors,
    open: async (url) => {
      const page = await context.newPage();
      await page.goto(url, { waitUntil: 'domcontentloaded' });
      return page;
    },
    close: () => chrome.close(),
  };
}

/** Signs in through the form, as a person does. */
export async function signIn(page: Page): Promise<void> {
  await page.locator('input[name=emailOrLdapLoginId]').fill(OWNER.email);
  await page.locator('input[name=password]').fill(OWNER.password);
  await page.locator('input[name=password]').press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
}

/** Opens a node of the workflow on the page; its panel is then in front. */
export async function openNode(page: Page, name: string): Promise<void> {
  const node = page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
  await node.waitFor();
  await node.dblclick();
  await page.locator('[data-test-id=ndv], [data-test-id=node-parameters]').first().waitFor();
}

/** Saves what the page shows under test/e2e/output, and with SCREENSHOTS=docs also as a picture of the documentation. */
export async function screenshot(page: Page, name: string, { forDocs = true } = {}): Promise<string> {
  const folders = [OUTPUT, ...forDocs && process.env.SCREENSHOTS === 'docs' ? [path.join(PROJECT, 'docs', 'images')] : []];
  for (const folder of folders) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
  }
  return path.join(OUTPUT, `${name}.png`);
}

function cookiesOf(client: N8nClient): Array<{ name: string; value: string; url: string }> {
  return client.cookie.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('='), url: client.url };
  });
}

function isOutside(url: string): boolean {
  return url !== '' && URL.canParse(url) && !['localhost', '127.0.0.1', ''].includes(new URL(url).hostname);
}
