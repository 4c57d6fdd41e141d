/** The other nodes that the flows are made of. */
import type { Node } from './flow';

type At = Node['at'];
type Condition = [left: string, type: 'string' | 'boolean' | 'number' | 'object' | 'array', operation: string, right?: unknown];

/** Credentials are found by name: create them with these names before importing the flows. */
export const CREDENTIALS = {
  xledger: { xledgerApi: { id: 'xledgerCredent01', name: 'Xledger' } },
  huma: { humaApi: { id: 'humaCredential01', name: 'Huma' } },
  humaWebhook: { humaWebhookApi: { id: 'humaWebhookCre01', name: 'Huma Webhook' } },
} as const;

export const FLOW_IDS = { setUp: 'xledgerSetUp0001', errorLog: 'xledgerErrorLog1', events: 'xledgerEvents001', inbox: 'xledgerInbox0001', activate: 'xledgerActivate1' } as const;

export const manual = (name: string, at: At): Node => ({ name, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, at, parameters: {} });

export const everySeconds = (name: string, at: At, seconds: number): Node => ({ name, type: 'n8n-nodes-base.scheduleTrigger', typeVersion: 1.2, at, parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: seconds }] } } });

export const whenCalled = (name: string, at: At): Node => ({ name, type: 'n8n-nodes-base.executeWorkflowTrigger', typeVersion: 1.1, at, parameters: { inputSource: 'passthrough' } });

export const call = (name: string, at: At, flowId: string, extra: Partial<Node> = {}): Node => ({
  name,
  type: 'n8n-nodes-base.executeWorkflow',
  typeVersion: 1.3,
  at,
  parameters: { source: 'database', workflowId: { __rl: true, mode: 'id', value: flowId }, workflowInputs: { mappingMode: 'defineBelow', value: {} }, mode: 'once', options: { waitForSubWorkflow: true } },
  ...extra,
});

/** Sets fields; those that come in stay when `keep` is on. */
export const set = (name: string, at: At, values: Record<string, string | number | boolean>, { keep = false, ...extra }: { keep?: boolean } & Partial<Node> = {}): Node => ({
  name,
  type: 'n8n-nodes-base.set',
  typeVersion: 3.4,
  at,
  parameters: {
    mode: 'manual',
    assignments: { assignments: Object.entries(values).map(([field, value], index) => ({ id: `${index}`, name: field, value, type: typeof value })) },
    includeOtherFields: keep,
    ...(keep ? { include: 'all' } : {}),
    options: {},
  },
  ...extra,
});

export const only = (name: string, at: At, conditions: Condition[], combinator: 'and' | 'or' = 'and', extra: Partial<Node> = {}): Node => ({ name, type: 'n8n-nodes-base.filter', typeVersion: 2.2, at, parameters: { conditions: tests(conditions, combinator), options: {} }, ...extra });

export const split = (name: string, at: At, conditions: Condition[]): Node => ({ name, type: 'n8n-nodes-base.if', typeVersion: 2.2, at, parameters: { conditions: tests(conditions, 'and'), options: {} } });

const tests = (conditions: Condition[], combinator: 'and' | 'or') => ({
  options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
  combinator,
  conditions: conditions.map(([leftValue, type, operation, rightValue], index) => ({ id: `${index}`, leftValue, rightValue: rightValue ?? '', operator: { type, operation, ...(rightValue === undefined ? { singleValue: true } : {}) } })),
});

export const ours = (name: string, at: At, type: 'xledgerFindEmployees' | 'xledgerUpsertEmployee' | 'humaFindUsers' | 'humaTrigger', parameters: Record<string, unknown>, credentials: Node['credentials'], extra: Partial<Node> = {}): Node => ({ name, type: `n8n-nodes-xledger.${type}`, typeVersion: 1, at, parameters, ...(credentials ? { credentials } : {}), ...extra });
