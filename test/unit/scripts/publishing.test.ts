// n8n refuses to publish a workflow that calls an unpublished one, so the order in which a set is published matters.
import { inPublishingOrder, isPublishable, Workflow } from '../../../scripts/n8n/workflow';

const START = { name: 'Start', type: 'n8n-nodes-base.scheduleTrigger' };
const calls = (id: string) => ({ name: `Call ${id}`, type: 'n8n-nodes-base.executeWorkflow', parameters: { workflowId: { __rl: true, mode: 'id', value: id } } });
const workflow = (id: string, nodes: unknown[], errorWorkflow?: string) =>
  Workflow.parse({ id, name: id, nodes, connections: {}, settings: errorWorkflow === undefined ? {} : { errorWorkflow } });
const orderOf = (...workflows: Workflow[]) => inPublishingOrder(workflows).map(({ id }) => id);

test('called workflows and error workflows come before their callers', () => {
  expect(orderOf(workflow('top', [START, calls('middle')], 'errors'), workflow('middle', [START, calls('leaf')]), workflow('errors', [START]), workflow('leaf', [START])))
    .toEqual(['leaf', 'middle', 'errors', 'top']);
});

test('workflows that call each other, themselves, or something outside of the set still come once each', () => {
  expect(orderOf(workflow('a', [START, calls('b'), calls('a')]), workflow('b', [START, calls('a'), calls('elsewhere')], 'b'))).toEqual(['b', 'a']);
});

test('a workflow that only a person starts is not published', () => {
  const byHand = { name: 'Go', type: 'n8n-nodes-base.manualTrigger' };
  expect(isPublishable(workflow('hand', [byHand]))).toBe(false);
  expect(isPublishable(workflow('both', [byHand, START]))).toBe(true);
  expect(isPublishable(workflow('hook', [{ name: 'Hook', type: 'n8n-nodes-base.webhook' }]))).toBe(true);
  expect(isPublishable(workflow('huma', [{ name: 'Huma', type: 'n8n-nodes-xledger.humaTrigger' }]))).toBe(true);
});
