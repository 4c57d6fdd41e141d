/** The webhook as n8n registers it: when it answers depends on a parameter, and finding that out must not cost an expression. */
import type { INodeParameters, IWebhookDescription } from 'n8n-workflow';

const responseModeOf = (parameters: INodeParameters) => (parameters.respond === 'whenDone' ? 'lastNode' : 'onReceived');
const TEMPLATE = '={{ $parameter["respond"] === "whenDone" ? "lastNode" : "onReceived" }}';

/** n8n 2.41 and later call this instead of its expression engine, which halves the messages a second; others use the template. */
const RESOLVERS = Symbol.for('n8n.webhookDescriptionResolvers');

export const webhook: IWebhookDescription = Object.assign(
  { name: 'default' as const, httpMethod: 'POST', responseMode: TEMPLATE, responseData: 'noData' as const, path: 'webhook' },
  { [RESOLVERS]: { responseMode: { template: TEMPLATE, resolve: responseModeOf } } },
);
