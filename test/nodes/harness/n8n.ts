/** Runs one of our nodes in n8n's own engine, in this process: items in, items out, with everything n8n does around a node. */
import './quiet';
import 'reflect-metadata';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import { createRunExecutionData, NodeConnectionTypes, Workflow, type IDataObject, type IExecuteFunctions, type INode, type INodeExecutionData, type INodeParameters, type INodeType, type INodeTypes, type IRun, type IWorkflowExecuteAdditionalData, type OnError } from 'n8n-workflow';
import { credentialsHelper, type Entered } from './credentials';
import { asPromised } from './promised';

export interface RunOptions {
  node: INodeType;
  parameters?: INodeParameters;
  /** One list for each input of the node. */
  inputs?: readonly (readonly IDataObject[])[];
  credentials?: Entered;
  onError?: OnError;
}

export interface RunResult {
  /** What came out of each output of the node. */
  outputs: INodeExecutionData[][];
  /** Why the workflow stopped, if it did. */
  error?: { message: string; description?: string | null; itemIndex?: number };
  /** All of the run's data as text, as n8n would store it. */
  stored: string;
}

/** A workflow of two sources and the node, run to its end. */
export async function runNode(options: RunOptions): Promise<RunResult> {
  const { inputs = [[{}]], onError = 'stopWorkflow' } = options;
  const { name } = options.node.description;
  const sources = inputs.map((_, place) => node(`Source ${place}`, 'test.source', { place }));
  const own: INode = { ...node('Node', name, options.parameters ?? {}), onError, credentials: Object.fromEntries(Object.keys(options.credentials ?? {}).map((type) => [type, { id: '1', name: type }])) };
  const start = node('Start', 'test.start', {});
  const to = (target: string, index = 0) => ({ node: target, type: NodeConnectionTypes.Main, index });
  const workflow = new Workflow({
    id: 'workflow',
    nodes: [start, ...sources, own],
    connections: { Start: { main: [sources.map((source) => to(source.name))] }, ...Object.fromEntries(sources.map((source, place) => [source.name, { main: [[to(own.name, place)]] }])) },
    active: false,
    nodeTypes: typesOf([passesOn('test.start'), source(inputs), options.node]),
    settings: { executionOrder: 'v1' },
  });
  const run = await execute(workflow, options.credentials ?? {});
  const { runData, error } = run.data.resultData;
  const outputs = (runData.Node?.[0]?.data?.main ?? []).map((items) => items ?? []);
  asPromised(options.node, options.parameters ?? {}, outputs);
  return {
    outputs,
    ...(error ? { error: { message: error.message, description: error.description, itemIndex: error.context?.itemIndex as number | undefined } } : {}),
    stored: JSON.stringify(run.data),
  };
}

async function execute(workflow: Workflow, entered: Entered): Promise<IRun> {
  return await new WorkflowExecute(additionalDataFor(entered), 'trigger', createRunExecutionData({})).run({ workflow, startNode: workflow.nodes.Start });
}

/** What n8n's server gives its engine: credentials, addresses, and hooks that nobody listens to. */
export function additionalDataFor(entered: Entered): IWorkflowExecuteAdditionalData {
  const hooks = new ExecutionLifecycleHooks('trigger', '1', { id: 'workflow', name: 'Test', nodes: [], connections: {}, active: false, activeVersionId: null, isArchived: false, createdAt: new Date(), updatedAt: new Date() });
  return { ...ADDRESSES, credentialsHelper: credentialsHelper(entered), executionId: '1', currentNodeExecutionIndex: 0, variables: {}, hooks } as unknown as IWorkflowExecuteAdditionalData;
}

const PLACE = 'http://127.0.0.1:1';
const ADDRESSES = { restApiUrl: PLACE, instanceBaseUrl: PLACE, formWaitingBaseUrl: PLACE, webhookBaseUrl: PLACE, webhookWaitingBaseUrl: PLACE, webhookTestBaseUrl: PLACE };

const node = (name: string, type: string, parameters: INodeParameters): INode => ({ id: name, name, type, typeVersion: 1, position: [0, 0], parameters });

export function typesOf(types: readonly INodeType[]): INodeTypes {
  const byName = new Map(types.map((type) => [type.description.name, type]));
  const get = (name: string): INodeType => {
    const type = byName.get(name);
    if (!type) throw new Error(`No node type ${name}`);
    return type;
  };
  return { getByName: get, getByNameAndVersion: get, getKnownTypes: () => ({}) };
}

const passesOn = (name: string): INodeType => ({ description: describe(name), execute: () => Promise.resolve([[{ json: {} }]]) });

const source = (inputs: readonly (readonly IDataObject[])[]): INodeType => ({
  description: describe('test.source'),
  execute(this: IExecuteFunctions) {
    return Promise.resolve([(inputs[this.getNodeParameter('place', 0) as number] ?? []).map((json, item) => ({ json, pairedItem: { item } }))]);
  },
});

function describe(name: string): INodeType['description'] {
  return { displayName: name, name, group: ['input'], version: 1, description: '', defaults: {}, inputs: [NodeConnectionTypes.Main], outputs: [NodeConnectionTypes.Main], properties: [{ displayName: 'Place', name: 'place', type: 'number', default: 0 }] };
}
