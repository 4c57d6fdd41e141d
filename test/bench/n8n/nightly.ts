// The shipped nightly flow as the benches run it, and what is wrong with what came of it.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { shippedFlows } from '../../../scripts/demo/flows';
import { FLOW_IDS } from '../../../scripts/flows/nodes';
import type { Workflow } from '../../../scripts/n8n';
import { rowsOf } from '../../e2e/harness/watching';
import type { Installation } from './installation';

const WITHIN = 3_600_000;
const Ended = z.object({ status: z.string(), finished: z.boolean().optional(), stoppedAt: z.unknown() }).passthrough();

/** What the shipped flow applies: who is linked. */
const ONLY_LINKED = "row.evidence?.by === 'link'";

/** As shipped, but for who is created: nobody is by the flow itself, which leaves all that is not linked to a manual sync (R9, R19). */
export const flowsThatCreate = (): Workflow[] =>
  shippedFlows().map((flow) => {
    if (flow.id !== FLOW_IDS.nightly) return flow;
    const text = JSON.stringify(flow.nodes.map((node) => (node.name === 'Compare' ? { ...node, parameters: { ...node.parameters, createIn: 'xledger' } } : node)));
    if (!text.includes(ONLY_LINKED)) throw new Error('The nightly flow chooses its rows in another way than this bench knows.');
    return { ...flow, nodes: JSON.parse(text.replace(ONLY_LINKED, `(${ONLY_LINKED} || row.situation === 'onlyInHuma')`)) as Workflow['nodes'] };
  });

/** Runs a flow from a trigger and waits. Its data is not asked for meanwhile: n8n would have to read all of it each time. @returns what is wrong, and the seconds it took */
export async function runOnce({ client }: Installation, flowId: string, trigger: string): Promise<{ faults: string[]; seconds: number }> {
  const from = Date.now();
  const { executionId } = z.object({ executionId: z.string() }).parse(await client.rest('POST', `/workflows/${flowId}/run`, { triggerToStartFrom: { name: trigger } }));
  for (;;) {
    const { status } = Ended.parse(await client.api('GET', `/executions/${executionId}`));
    if (!['new', 'running'].includes(status)) return { faults: status === 'success' ? [] : [`the flow ended with ${status}: ${await whyItEnded(client, executionId)}`], seconds: (Date.now() - from) / 1000 };
    if (Date.now() - from > WITHIN) return { faults: [`the flow did not end within ${WITHIN / 60_000} minutes`], seconds: NaN };
    await sleep(500);
  }
}

/** n8n's own words, and the node. */
async function whyItEnded(client: Installation['client'], executionId: string): Promise<string> {
  const { data } = WithError.parse(await client.api('GET', `/executions/${executionId}?includeData=true`));
  const { message = 'n8n does not say why', description, node } = data?.resultData?.error ?? {};
  return [node?.name, message, description].filter(Boolean).join(': ');
}

const WithError = z.object({ data: z.object({ resultData: z.object({ error: z.object({ message: z.string(), description: z.string().nullish(), node: z.object({ name: z.string() }).nullish() }).partial().nullish() }).nullish() }).nullish() });

/** The last run in the table of runs: how many were applied. @returns what is wrong with it */
export async function runsFaults(n8n: Installation, applied: number): Promise<string[]> {
  const runs = await rowsOf(n8n, 'xledger_runs');
  const last = runs.at(-1);
  return last?.applied === applied && last.failed === 0 ? [] : [`the run applied ${String(last?.applied)} instead of ${applied}, and ${String(last?.failed)} failed: ${String(last?.says)}`];
}
