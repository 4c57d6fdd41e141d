// A page of the manual sync as full as it is shipped, 300 people, and the next one: every answer arrives, those of a select as well as those of a box.
import { inventPeople } from '../../sandbox/people';
import { browser, everythingInXledger, onTo, onToNext, questions, startStack, tick, type Stack, type TestBrowser } from './harness';
import { flowsWith, startManualSync } from './manualForm';

const PEOPLE_ON_A_PAGE = 300;
const COUNT = PEOPLE_ON_A_PAGE + 5;
const everybody = inventPeople(2 * COUNT + 200, 6).filter(({ employmentEnd }) => employmentEnd === undefined);
const [matching, inHumaOnly] = [everybody.slice(0, COUNT), everybody.slice(COUNT, 2 * COUNT)];
let stack: Stack;
let chrome: TestBrowser;

beforeAll(async () => {
  stack = await startStack({ flows: flowsWith(), huma: { seed: [...matching.map((person) => ({ ...person, jobTitle: 'Ny tittel' })), ...inHumaOnly] }, xledger: { seed: matching } });
  chrome = await browser();
}, 300_000);
afterAll(async () => {
  await chrome?.close();
  await stack?.stop();
});

test('R14, R15: 305 exceptions and 305 ticks on two pages each', async () => {
  const before = everythingInXledger(stack);
  const page = await startManualSync(chrome, stack);
  await tick(page, 'In general', "Huma's value");
  for (const [number, many] of [[1, PEOPLE_ON_A_PAGE], [2, COUNT - PEOPLE_ON_A_PAGE]] as const) {
    await onToNext(page, `Page ${number}.`);
    expect(await questions(page)).toHaveLength(many);
    // All but the last of each page.
    await page.locator('select').evaluateAll((selects) => { for (const select of selects.slice(0, -1) as unknown as Array<{ value: string; options: ArrayLike<{ value: string; text: string }> }>) select.value = Array.from(select.options).find(({ text }) => text === 'Leave as it is')?.value ?? ''; });
  }
  await onTo(page, 'People in one system only');
  await tick(page, 'Only in Huma: add to Xledger', 'Only those I tick');
  for (const [number, many] of [[1, PEOPLE_ON_A_PAGE], [2, COUNT - PEOPLE_ON_A_PAGE]] as const) {
    await onToNext(page, `Page ${number}.`);
    const boxes = page.locator('input[type=checkbox]');
    expect(await boxes.count()).toBe(many);
    await boxes.evaluateAll((inputs) => { for (const input of inputs as unknown as Array<{ click(): void }>) input.click(); });
  }
  await onTo(page, 'A last look');
  expect(await page.locator('body').innerText()).toContain(`People created: ${COUNT} of ${2 * COUNT}`);
  expect(await page.locator('pre').innerText()).toMatch(new RegExp(`Updated in Xledger\\s+2\\n.*Updated in Huma\\s+0\\n.*Created in Xledger\\s+${COUNT}\\n`));
  await tick(page, 'Shall it be done?', 'No, leave everything as it is');
  await onTo(page, 'Nothing was done');
  await page.close();
  expect(everythingInXledger(stack)).toEqual(before);
});
