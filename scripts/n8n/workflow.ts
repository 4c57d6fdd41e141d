// A workflow as n8n exports and imports it, and the order in which a set that calls each other can be published.
import { z } from 'zod';

const Reference = z.object({ mode: z.string(), value: z.string() });
const WorkflowNode = z.object({
  name: z.string(),
  type: z.string(),
  parameters: z.record(z.unknown()).default({}),
}).passthrough();

export const Workflow = z.object({
  id: z.string(),
  name: z.string(),
  nodes: z.array(WorkflowNode),
  connections: z.record(z.unknown()),
  settings: z.object({ errorWorkflow: z.string().optional() }).passthrough().optional(),
}).passthrough();
export type Workflow = z.infer<typeof Workflow>;

/** What n8n can publish: something has to be able to start the workflow by itself. */
const STARTERS = /trigger$|\.webhook$/i;
const STARTED_BY_HAND = 'n8n-nodes-base.manualTrigger';

export function isPublishable(workflow: Workflow): boolean {
  return workflow.nodes.some(({ type }) => STARTERS.test(type) && type !== STARTED_BY_HAND);
}

/** The ids of the workflows that this one calls, its error workflow included. */
export function calledBy(workflow: Workflow): string[] {
  const called = workflow.nodes
    .filter(({ type }) => type === 'n8n-nodes-base.executeWorkflow')
    .map(({ parameters }) => Reference.safeParse(parameters.workflowId))
    .flatMap((reference) => reference.success ? [reference.data.value] : []);
  const onError = workflow.settings?.errorWorkflow;
  return onError === undefined || onError === workflow.id ? called : [...called, onError];
}

/** The same workflows, called ones before their callers: n8n refuses to publish a caller of something unpublished. */
export function inPublishingOrder(workflows: readonly Workflow[]): Workflow[] {
  const byId = new Map(workflows.map((workflow) => [workflow.id, workflow]));
  const ordered = new Set<Workflow>();
  const visiting = new Set<Workflow>();
  const visit = (workflow: Workflow) => {
    if (ordered.has(workflow) || visiting.has(workflow)) return;
    visiting.add(workflow);
    for (const id of calledBy(workflow)) {
      const called = byId.get(id);
      if (called !== undefined) visit(called);
    }
    ordered.add(workflow);
  };
  workflows.forEach(visit);
  return [...ordered];
}
