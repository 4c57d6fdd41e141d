/** The flows that ship: what n8n would only find out when it is too late. */
import { FLOWS, outOfDate } from '../../../scripts/flows/build';
import { errorLog } from '../../../scripts/flows/errorLog';
import { inboxToXledger } from '../../../scripts/flows/inboxToXledger';
import { TABLES } from '../../../scripts/flows/tables';

const flows = Object.entries(FLOWS);
const ids = new Set(flows.map(([, flow]) => flow.id));

test('workflows/*.json are what the flows say', () => {
  expect(outOfDate()).toEqual([]);
});

test('no table name is contained in another: n8n finds tables by substring', () => {
  const names = Object.keys(TABLES);
  for (const name of names) for (const other of names) if (name !== other) expect(other).not.toContain(name);
});

test('no column has the name of one that n8n keeps itself', () => {
  for (const columns of Object.values(TABLES)) for (const column of ['id', 'createdAt', 'updatedAt']) expect(Object.keys(columns)).not.toContain(column);
});

test('n8n ends a run of the inbox before its lock is free: two are never at work on one person', () => {
  const { nodes, endsAfter = Infinity } = inboxToXledger;
  const { assignments } = nodes.find(({ name }) => name === 'Settings')?.parameters.assignments as { assignments: { name: string; value: number }[] };
  const valueOf = (setting: string) => assignments.find(({ name }) => name === setting)?.value ?? 0;
  expect(endsAfter).toBeLessThan(60 * valueOf('lockMinutes'));
  // Upsert waits for Huma, then for Xledger.
  expect(endsAfter).toBeGreaterThan(2 * valueOf('patience'));
});

test('the lock of a run that died is free only when its last request is done', () => {
  const { parameters } = errorLog.nodes.find(({ name }) => name === 'Free Its Lock') ?? {};
  const { value } = parameters?.columns as { value: { heldUntil: string } };
  expect(value.heldUntil).toBe('={{ $now.toMillis() + 60000 }}');
});

describe.each(flows)('%s', (_file, flow) => {
  test('has an id that n8n keeps, and names the error flow', () => {
    expect(flow.id).toMatch(/^[a-zA-Z0-9]{16}$/);
    if (flow.name !== 'Xledger: Error Log' && flow.name !== 'Xledger: Set-up') expect(ids).toContain(flow.errorFlow);
  });

  test('calls only flows that ship', () => {
    const called = flow.nodes.filter((node) => node.type === 'n8n-nodes-base.executeWorkflow').map((node) => (node.parameters.workflowId as { value: string }).value);
    for (const id of called) expect(ids).toContain(id);
  });

  test('every node but a trigger is reached, and none stands on another', () => {
    const reached = new Set(flow.wires.map(([, to]) => to));
    const unreached = flow.nodes.filter((node) => !reached.has(node.name)).map((node) => node.type.split('.')[1]);
    for (const type of unreached) expect(['manualTrigger', 'scheduleTrigger', 'errorTrigger', 'executeWorkflowTrigger', 'humaTrigger', 'formTrigger']).toContain(type);
    const places = flow.nodes.map((node) => node.at.join());
    expect(new Set(places).size).toBe(places.length);
  });

  test('reads and writes only columns that its tables have, and always matches all conditions', () => {
    for (const node of flow.nodes.filter(({ type }) => type === 'n8n-nodes-base.dataTable')) {
      const { dataTableId, filters, columns, matchType } = node.parameters as { dataTableId?: { value: keyof typeof TABLES }; filters?: { conditions: { keyName: string }[] }; columns?: { value?: Record<string, unknown> | null }; matchType?: string };
      if (!dataTableId) continue;
      const known = [...Object.keys(TABLES[dataTableId.value]), 'id'];
      for (const { keyName } of filters?.conditions ?? []) expect(known).toContain(keyName);
      for (const column of Object.keys(columns?.value ?? {})) expect(known).toContain(column);
      if (filters) expect(matchType).toBe('allConditions');
    }
  });

  test('no expression holds what ends one', () => {
    for (const [, text = ''] of JSON.stringify(flow.nodes).matchAll(/"=((?:[^"\\]|\\.)*)"/g)) {
      const pieces = text.split('{{').slice(1);
      for (const piece of pieces) expect(piece.split('}}')).toHaveLength(2);
    }
  });

  test('explains itself with a sticky note', () => {
    expect(flow.notes[0]?.text).toMatch(/^## /);
  });
});
