// The shipped flows in the demo's n8n: imported, published, set up, and the connection switched on.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { FLOW_IDS } from '../flows/nodes';
import { Workflow, type Execution, type N8nClient } from '../n8n';
import { writeLine } from '../progress';
import { PROJECT } from '../project';

const FLOWS = path.join(PROJECT, 'workflows');
const Finding = z.object({ check: z.string(), ok: z.boolean(), whatToDo: z.string(), said: z.string() });

/** What `workflows/` ships. */
export function shippedFlows(): Workflow[] {
  return readdirSync(FLOWS).filter((name) => name.endsWith('.json')).sort()
    .map((name) => Workflow.parse(JSON.parse(readFileSync(path.join(FLOWS, name), 'utf8'))));
}

/** Runs the set-up flow: the tables, the first connection, and a look at whether everything is in place. @throws naming what is not */
export async function runSetUp(client: N8nClient): Promise<void> {
  const execution = await succeeded(client, FLOW_IDS.setUp, 'Set Up');
  const missing = itemsOf(execution, 'What Is There, What Is Missing').map((item) => Finding.parse(item)).filter(({ ok }) => !ok);
  if (missing.length > 0) throw new Error(`The set-up flow misses:\n${missing.map(({ check, whatToDo, said }) => `- ${check}. ${whatToDo} ${said}`).join('\n')}`);
}

/** Links the people that have the same e-mail, and switches the connection on. @returns how many are linked */
export async function activateConnection(client: N8nClient): Promise<number> {
  await succeeded(client, FLOW_IDS.activate, 'Activate');
  return (await client.tableRows('xledger_links'))?.length ?? 0;
}

/** The items a node put out on its first output in its last run. */
export function itemsOf(execution: Execution, node: string): unknown[] {
  const Run = z.object({ data: z.object({ main: z.array(z.array(z.object({ json: z.unknown() })).nullable()) }).optional() });
  const runs = execution.data?.resultData.runData?.[node] ?? [];
  return Run.optional().parse(runs.at(-1))?.data?.main[0]?.map(({ json }) => json) ?? [];
}

async function succeeded(client: N8nClient, flowId: string, trigger: string): Promise<Execution> {
  const execution = await client.run(flowId, trigger);
  if (execution.status === 'success') return execution;
  writeLine(`${client.url}/workflow/${flowId}/executions/${execution.id}`);
  const Failure = z.object({ message: z.string() }).passthrough();
  const said = Failure.safeParse(execution.data?.resultData.error);
  throw new Error(`The flow ${flowId} ended with ${execution.status}: ${said.success ? said.data.message : 'no message'}`);
}
