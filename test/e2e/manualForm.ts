// The manual sync's form as the tests walk through it, and the flow's settings as somebody changes them.
import type { Page } from 'playwright-core';
import { shippedFlows } from '../../scripts/demo/flows';
import { FLOW_IDS } from '../../scripts/flows/nodes';
import type { Workflow } from '../../scripts/n8n';
import { onTo, tick, type Stack, type TestBrowser } from './harness';

export const RUNS_IT = 'payroll@example.com';
export const WINS_PAGE = 'Who matches, and what differs';

/** What is said of the people in one system only. */
export interface Scopes {
  toXledger?: 'None' | 'All' | 'Only those I tick';
  toHuma?: 'None' | 'All' | 'Only those I tick';
}

/** The first page after the comparison. */
export async function startManualSync(chrome: TestBrowser, { client }: Stack): Promise<Page> {
  const page = await chrome.open(`${client.url}/form/manual-sync`);
  await page.locator('input[type=email]').fill(RUNS_IT);
  await onTo(page, WINS_PAGE);
  return page;
}

/** From there through pages without exceptions. `next`: the heading of the page after the one on people in one system only. */
export async function answerAll(page: Page, { wins = "Huma's value", scopes = {}, exceptions = false, next }: { wins?: string; scopes?: Scopes; exceptions?: boolean; next: string }): Promise<void> {
  await tick(page, 'In general', wins);
  if (exceptions) await onTo(page, 'Exceptions');
  await onTo(page, 'People in one system only');
  await tick(page, 'Only in Huma: add to Xledger', scopes.toXledger ?? 'None');
  await tick(page, 'Only in Xledger: add to Huma', scopes.toHuma ?? 'None');
  await onTo(page, next);
}

/** The shipped flows, all runs kept by n8n with all their items; the manual one with so many people on a page. */
export function flowsWith({ peopleOnAPage }: { peopleOnAPage?: number } = {}): Workflow[] {
  return shippedFlows().map((flow) => ({
    ...flow,
    nodes: flow.nodes.map((node) => (flow.id === FLOW_IDS.manual && node.name === 'Settings' && peopleOnAPage ? { ...node, parameters: withSetting(node.parameters, 'peopleOnAPage', peopleOnAPage) } : node)),
    settings: { ...flow.settings, saveDataSuccessExecution: 'all' },
  }));
}

function withSetting(parameters: Record<string, unknown>, name: string, value: number): Record<string, unknown> {
  const { assignments } = parameters.assignments as { assignments: Array<{ name: string; value: unknown }> };
  if (!assignments.some((one) => one.name === name)) throw new Error(`there is no setting ${name}`);
  return { ...parameters, assignments: { assignments: assignments.map((one) => (one.name === name ? { ...one, value } : one)) } };
}
