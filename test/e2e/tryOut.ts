// A workflow made for one test: started by hand, run once, looked at and removed.
import type { z } from 'zod';
import { itemsOf } from '../../scripts/demo/flows';
import { toJson, type Node, type Wire } from '../../scripts/flows/flow';
import { manual } from '../../scripts/flows/nodes';
import { Workflow, type Execution, type N8nClient } from '../../scripts/n8n';

export interface TriedOut {
  execution: Execution;
  /** What a node put out. @throws where an item is of another shape */
  items<T>(node: string, shape: z.ZodType<T, z.ZodTypeDef, unknown>): T[];
}

export interface TryOutOptions {
  /** Leaves the workflow and its run in n8n. */
  keep?: boolean;
}

/** Runs nodes wired after "Start". @throws where the run does not succeed */
export async function tryOut(client: N8nClient, nodes: readonly Node[], wires: readonly Wire[], { keep = false }: TryOutOptions = {}): Promise<TriedOut> {
  const flow = { id: 'tryOut', name: 'Try out', nodes: [manual('Start', [0, 0]), ...nodes], wires: [...wires], notes: [] };
  const id = await client.addWorkflow(Workflow.parse(JSON.parse(toJson(flow))));
  try {
    const execution = await client.run(id, 'Start');
    if (execution.status !== 'success') throw new Error(`The run ended with ${execution.status}: ${JSON.stringify(execution.data?.resultData.error)?.slice(0, 1_000)}`);
    return { execution, items: (node, shape) => itemsOf(execution, node).map((item) => shape.parse(item)) };
  } finally {
    if (!keep) await client.api('DELETE', `/workflows/${id}`);
  }
}
