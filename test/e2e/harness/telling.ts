// Messages as Huma signs them, made by the test itself, and the shipped flows with other settings.
import { createHmac } from 'node:crypto';
import { shippedFlows } from '../../../scripts/demo/flows';
import { FLOW_IDS } from '../../../scripts/flows/nodes';
import type { Workflow } from '../../../scripts/n8n';
import { SECRETS, type Stack } from './stack';

export const webhookOf = ({ client }: Pick<Stack, 'client'>): string => `${client.url}/webhook/huma/webhook`;

export function signedHeaders(body: string | Buffer, topic: string): Record<string, string> {
  return { 'content-type': 'application/json', 'huma-topic': topic, 'huma-hmac-sha256': createHmac('sha256', SECRETS.clientSecret).update(body).digest('base64'), authorization: `Bearer ${SECRETS.accessToken}` };
}

/** Tells n8n about users. `pad` makes two messages differ that say the same. @returns n8n's status */
export async function tell(stack: Pick<Stack, 'client'>, users: readonly object[], { topic = 'users-update', pad }: { topic?: string; pad?: unknown } = {}): Promise<number> {
  const body = JSON.stringify({ topic, users, ...(pad === undefined ? {} : { pad }) });
  return (await fetch(webhookOf(stack), { method: 'POST', headers: signedHeaders(body, topic), body })).status;
}

/** What is set in the node "Settings" of the flow that works off the inbox. */
export interface InboxSettings {
  maxTries?: number;
  /** Seconds. */
  firstWait?: number;
  longestWait?: number;
  patience?: number;
  /** Minutes. */
  lockMinutes?: number;
  quiet?: number;
  longestGathering?: number;
}

/** The shipped flows; the inbox with these settings. */
export function flowsWith(settings: InboxSettings): Workflow[] {
  return shippedFlows().map((flow) => (flow.id === FLOW_IDS.inbox ? { ...flow, nodes: flow.nodes.map((node) => (node.name === 'Settings' ? { ...node, parameters: changed(node.parameters, settings) } : node)) } : flow));
}

function changed(parameters: Record<string, unknown>, settings: InboxSettings): Record<string, unknown> {
  const { assignments } = parameters.assignments as { assignments: Array<{ name: string; value: unknown }> };
  for (const name of Object.keys(settings)) if (!assignments.some((one) => one.name === name)) throw new Error(`The inbox has no setting ${name}`);
  return { ...parameters, assignments: { assignments: assignments.map((one) => ({ ...one, value: settings[one.name as keyof InboxSettings] ?? one.value })) } };
}
