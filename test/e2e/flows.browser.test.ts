// The shipped flows on n8n's canvas, in a real browser: everything is drawn, and no note covers or is covered by anything.
import type { Page } from 'playwright-core';
import { FLOWS } from '../../scripts/flows/build';
import { browser, screenshot, startStack, until, type Stack, type TestBrowser } from './harness';

const SHIPPED = Object.entries(FLOWS).map(([file, { id, name }]) => ({ id, name, picture: `flow-${file.replace('.json', '')}` }));
const VIEW = { width: 1600, height: 900 };
let stack: Stack;
let chrome: TestBrowser;

beforeAll(async () => {
  stack = await startStack({ huma: { seed: 5 }, xledger: { seed: 5 } });
  chrome = await browser(stack.client);
}, 300_000);
afterAll(async () => {
  await chrome?.close();
  await stack?.stop();
});

test.each(SHIPPED)('$name is drawn whole: notes hold their text and keep clear of the nodes', async ({ id, picture }) => {
  const drawn = stack.flows.find((flow) => flow.id === id)?.nodes.length ?? 0;
  const page = await chrome.open(`${stack.client.url}/workflow/${id}`);
  await page.setViewportSize(VIEW);
  await page.locator('.vue-flow__node').nth(drawn - 1).waitFor();
  await page.locator('[data-test-id=zoom-to-fit]').click();
  await until(() => boxesOn(page), (boxes) => boxes.every(({ left, right, top, bottom }) => left >= 0 && top >= 0 && right <= VIEW.width && bottom <= VIEW.height), 10_000, 'the flow was not drawn whole');
  expect(await cutNotes(page)).toEqual([]);
  expect(collisions(await boxesOn(page))).toEqual([]);
  await screenshot(page, picture);
  expect(chrome.errors.splice(0)).toEqual([]);
  await page.close();
});

interface Box { name: string; left: number; right: number; top: number; bottom: number }

/** Where each node, its words included, and each note is on the page. */
const boxesOn = (page: Page): Promise<Box[]> =>
  page.locator('.vue-flow__node').evaluateAll((drawn) => drawn.map((one) => {
    const parts = [one, ...one.querySelectorAll('[class*=_description], [class*=_subtitle]')].map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0);
    return {
      name: one.querySelector('[data-node-name]')?.getAttribute('data-node-name') ?? '',
      left: Math.min(...parts.map(({ left }) => left)), right: Math.max(...parts.map(({ right }) => right)),
      top: Math.min(...parts.map(({ top }) => top)), bottom: Math.max(...parts.map(({ bottom }) => bottom)),
    };
  }));

/** Notes whose text is longer than they are. */
const cutNotes = (page: Page): Promise<string[]> =>
  page.locator('[data-test-id=sticky]').evaluateAll((notes) => notes
    .filter((note) => [note, ...note.querySelectorAll('*')].some((part) => part.scrollHeight > note.clientHeight + 2))
    .map((note) => note.textContent ?? ''));

/** Pairs that lie over each other, unless one frames the other whole. */
function collisions(boxes: readonly Box[]): string[] {
  const overlap = (one: Box, other: Box) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const inside = (one: Box, other: Box) => one.left >= other.left && one.right <= other.right && one.top >= other.top && one.bottom <= other.bottom;
  const collide = (one: Box, other: Box) => overlap(one, other) && !inside(one, other) && !inside(other, one);
  return boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => collide(one, other)).map((other) => `${one.name} and ${other.name}`));
}
