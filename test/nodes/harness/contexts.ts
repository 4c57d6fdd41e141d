/** n8n's own contexts for what is not an execution: a webhook, a list in the editor, the test of a credential. */
import './quiet';
import { EventEmitter } from 'node:events';
import { CredentialTestContext, HookContext, LoadOptionsContext, WebhookContext } from 'n8n-core';
import { Workflow, type ICredentialTestFunctions, type IDataObject, type IHookFunctions, type ILoadOptionsFunctions, type INode, type INodeParameters, type INodeType, type IWebhookData, type IWebhookFunctions } from 'n8n-workflow';
import type { Entered } from './credentials';
import { additionalDataFor, typesOf } from './n8n';

export interface Setting {
  node: INodeType;
  parameters?: IDataObject;
  credentials?: Entered;
}

export interface Message {
  headers?: Record<string, string | string[]>;
  /** Absent: n8n kept no bytes, as with a form. */
  rawBody?: Buffer;
}

/** What the sender got. Undefined where n8n itself answers. */
export interface Answer {
  status?: number;
  body?: unknown;
  ended: boolean;
  /** What n8n does when the flow is through. */
  finish(status: number): void;
  /** The sender hangs up. */
  leave(): void;
}

export function webhookContext(setting: Setting, { headers = {}, rawBody }: Message): { context: IWebhookFunctions; answer: Answer } {
  const { workflow, node } = workflowWith(setting);
  const response = Object.assign(new EventEmitter(), {
    statusCode: 0,
    status(code: number) {
      answer.status = code;
      return response;
    },
    json: (body: unknown) => Object.assign(answer, { body, ended: true }),
    end: () => Object.assign(answer, { ended: true }),
  });
  const answer: Answer = {
    ended: false,
    finish(status) {
      response.statusCode = status;
      response.emit('finish');
    },
    leave: () => void response.emit('close'),
  };
  const additionalData = Object.assign(additionalDataFor(setting.credentials ?? {}), { httpRequest: { headers, rawBody }, httpResponse: response });
  const context = new WebhookContext(workflow, node, additionalData, 'webhook', {} as IWebhookData, [], null);
  return { context, answer };
}

export function hookContext(setting: Setting): IHookFunctions {
  const { workflow, node } = workflowWith(setting);
  return new HookContext(workflow, node, additionalDataFor(setting.credentials ?? {}), 'trigger', 'activate');
}

export function listContext(setting: Setting): ILoadOptionsFunctions {
  const { workflow, node } = workflowWith(setting);
  return new LoadOptionsContext(workflow, node, Object.assign(additionalDataFor(setting.credentials ?? {}), { currentNodeParameters: node.parameters }), '');
}

export function credentialTestContext(): ICredentialTestFunctions {
  return new CredentialTestContext(additionalDataFor({})) as unknown as ICredentialTestFunctions;
}

function workflowWith({ node, parameters = {}, credentials = {} }: Setting): { workflow: Workflow; node: INode } {
  const own: INode = { id: 'Node', name: 'Node', type: node.description.name, typeVersion: 1, position: [0, 0], parameters: parameters as INodeParameters, credentials: Object.fromEntries(Object.keys(credentials).map((type) => [type, { id: '1', name: type }])) };
  const workflow = new Workflow({ id: 'workflow', nodes: [own], connections: {}, active: false, nodeTypes: typesOf([node]) });
  return { workflow, node: workflow.nodes.Node ?? own };
}
