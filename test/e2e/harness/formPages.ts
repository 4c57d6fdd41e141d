// A form of n8n in a browser, filled in as a person does: by what stands beside the fields.
import type { Page } from 'playwright-core';

const LONGEST_WAIT = 60_000;

/** Ticks boxes, or chooses among radio buttons: n8n draws both alike, under the question. Answers may be the beginning of what is offered. */
export async function tick(page: Page, question: string, ...answers: readonly string[]): Promise<void> {
  for (const answer of answers) await boxes(page, question).filter({ hasText: new RegExp(`^\\s*${escaped(answer)}`) }).first().locator('input').check();
}

/** What is offered under a question. */
export const offered = async (page: Page, question: string): Promise<string[]> => (await boxes(page, question).allInnerTexts()).map((text) => text.trim());

export async function choose(page: Page, question: string, answer: string | { index: number }): Promise<void> {
  await page.locator('.form-group', { hasText: question }).locator('select').selectOption(answer);
}

/** Submits the page and waits for the next one, known by its heading. */
export async function onTo(page: Page, heading: string): Promise<void> {
  await page.locator('#submit-btn').click();
  await page.getByRole('heading', { name: heading }).first().waitFor({ timeout: LONGEST_WAIT });
}

/** The same for a page with the heading of the one before: it is known by something else that it says. */
export async function onToNext(page: Page, says: string): Promise<void> {
  await page.locator('#submit-btn').click();
  await page.getByText(says).first().waitFor({ timeout: LONGEST_WAIT });
}

/** The questions of a page that have a list to choose from. */
export const questions = async (page: Page): Promise<string[]> => (await page.locator('.form-group', { has: page.locator('select') }).locator('label.form-label').allInnerTexts()).map((text) => text.trim());

const boxes = (page: Page, question: string) =>
  page.locator('.inputs-wrapper > div', { has: page.locator('label.form-label', { hasText: new RegExp(`^\\s*${escaped(question)}`) }) }).locator('.multiselect-option');

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
