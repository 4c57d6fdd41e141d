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

/** As shipped, but for who is created: nobody is by the flow itself (R21). */
export const flowsThatCreate = (): Workflow[] =>
  shippedFlows().map((flow) => flow.id !== FLOW_IDS.nightly ? flow : { ...flow, nodes: flow.nodes.map((node) => node.name === 'Compare' ? { ...node, parameters: { ...node.parameters, createIn: 'xledger' } } : node) });

/** Runs a flow from a trigger and waits. Its data is not asked for meanwhile: n8n would have to read all of it each time. @returns what is wrong, and the seconds it took */
export async function runOnce({ client }: Installation, flowId: string, trigger: string): Promise<{ faults: string[]; seconds: number }> {
  const from = Date.now();
  const { executionId } = z.object({ executionId: z.string() }).parse(await client.rest('POST', `/workflows/${flowId}/run`, { triggerToStartFrom: { name: trigger } }));
  for (;;) {
    const { status } = Ended.parse(await client.api('GET', `/executions/${executionId}`));
    if (!['new', 'running'].includes(status)) return { faults: status === 'success' ? [] : [`the flow ended with ${status}`], seconds: (Date.now() - from) / 1000 };
    if (Date.now() - from > WITHIN) return { faults: [`the flow did not end within ${WITHIN / 60_000} minutes`], seconds: NaN };
    await sleep(500);
  }
}

/** The last run in the table of runs: how many were applied. @returns what is wrong with it */
export async function runsFaults(n8n: Installation, applied: number): Promise<string[]> {
  const runs = await rowsOf(n8n, 'xledger_runs');
  const last = runs.at(-1);
  return last?.applied === applied && last.failed === 0 ? [] : [`the run applied ${String(last?.applied)} instead of ${applied}, and ${String(last?.failed)} failed: ${String(last?.says)}`];
}
