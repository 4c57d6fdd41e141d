/** A small vocabulary to write n8n workflows in: the flows in workflows/ are made from it, so that what they share is written once. */
import { createHash } from 'node:crypto';

export interface Node {
  name: string;
  type: string;
  typeVersion: number;
  /** Column and row on the canvas; rows also decide which branch n8n runs first. */
  at: [column: number, row: number];
  parameters: Record<string, unknown>;
  credentials?: Record<string, { id: string; name: string }>;
  executeOnce?: boolean;
  alwaysOutputData?: boolean;
  onError?: 'continueErrorOutput' | 'continueRegularOutput';
  retryOnFail?: boolean;
  maxTries?: number;
  waitBetweenTries?: number;
  webhookId?: string;
}

/** From one node's output to another node's input; both 0 unless said. */
export type Wire = [from: string, to: string, ends?: { output?: number; input?: number }];

export interface Note {
  at: [column: number, row: number];
  /** In columns and rows. */
  size: [columns: number, rows: number];
  text: string;
  color?: number;
}

export interface Flow {
  /** 16 letters and digits: fixed, because flows refer to each other by it. */
  id: string;
  name: string;
  nodes: Node[];
  wires: Wire[];
  notes: Note[];
  /** Id of the flow that is run when this one fails. */
  errorFlow?: string;
  /** Runs that succeed are not kept: used where a flow runs every few seconds. */
  forgetsSuccess?: boolean;
  /** Seconds after which n8n ends a run. */
  endsAfter?: number;
}

const COLUMN = 240;
const ROW = 200;

/** The JSON that n8n imports. */
export function toJson(flow: Flow): string {
  const nodes = flow.nodes.map(({ at, ...node }) => ({ id: uuid(flow.id, node.name), position: [at[0] * COLUMN, at[1] * ROW], ...node }));
  const notes = flow.notes.map(({ at, size, text, color }, index) => ({
    id: uuid(flow.id, `note ${index}`),
    name: `Note ${index + 1}`,
    type: 'n8n-nodes-base.stickyNote',
    typeVersion: 1,
    position: [at[0] * COLUMN - 40, at[1] * ROW - 40],
    parameters: { content: text, width: size[0] * COLUMN, height: size[1] * ROW, ...(color ? { color } : {}) },
  }));
  const settings = {
    executionOrder: 'v1',
    callerPolicy: 'workflowsFromSameOwner',
    ...(flow.errorFlow ? { errorWorkflow: flow.errorFlow } : {}),
    ...(flow.forgetsSuccess ? { saveDataSuccessExecution: 'none' } : {}),
    ...(flow.endsAfter ? { executionTimeout: flow.endsAfter } : {}),
  };
  const workflow = { id: flow.id, name: flow.name, active: false, nodes: [...notes, ...nodes], connections: connectionsOf(flow), settings, pinData: {} };
  return `${JSON.stringify(workflow, null, 2)}\n`;
}

function connectionsOf(flow: Flow): Record<string, { main: { node: string; type: 'main'; index: number }[][] }> {
  const known = new Set(flow.nodes.map((node) => node.name));
  const connections: Record<string, { main: { node: string; type: 'main'; index: number }[][] }> = {};
  for (const [from, to, { output = 0, input = 0 } = {}] of flow.wires) {
    for (const end of [from, to]) if (!known.has(end)) throw new Error(`${flow.name}: no node is called "${end}"`);
    const outputs = (connections[from] ??= { main: [] }).main;
    while (outputs.length <= output) outputs.push([]);
    outputs[output]?.push({ node: to, type: 'main', index: input });
  }
  return connections;
}

/** The same node has the same id in every build, so that a diff shows only what changed. */
function uuid(flow: string, name: string): string {
  const hex = createHash('sha256').update(`${flow}/${name}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
