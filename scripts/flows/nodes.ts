/** The other nodes that the flows are made of. */
import type { Node } from './flow';

type At = Node['at'];
type Condition = [left: string, type: 'string' | 'boolean' | 'number' | 'object' | 'array', operation: string, right?: unknown];

/** Credentials are found by name: create them with these names before importing the flows. */
export const CREDENTIALS = {
  xledger: { xledgerApi: { id: 'xledgerCredent01', name: 'Xledger' } },
  huma: { humaApi: { id: 'humaCredential01', name: 'Huma' } },
  humaWebhook: { humaWebhookApi: { id: 'humaWebhookCre01', name: 'Huma Webhook' } },
  mail: { smtp: { id: 'mailCredential01', name: 'Mail' } },
} as const;

export const FLOW_IDS = { setUp: 'xledgerSetUp0001', errorLog: 'xledgerErrorLog1', events: 'xledgerEvents001', inbox: 'xledgerInbox0001', activate: 'xledgerActivate1', nightly: 'xledgerNightly01', manual: 'xledgerManual001', undo: 'xledgerUndoSync1', resend: 'xledgerResend001', capture: 'xledgerCapture01', tidy: 'xledgerTidyLinks' } as const;

export const manual = (name: string, at: At): Node => ({ name, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, at, parameters: {} });

export const everySeconds = (name: string, at: At, seconds: number): Node => ({ name, type: 'n8n-nodes-base.scheduleTrigger', typeVersion: 1.2, at, parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: seconds }] } } });

export const everyNight = (name: string, at: At, { hour, minute }: { hour: number; minute: number }): Node => ({ name, type: 'n8n-nodes-base.scheduleTrigger', typeVersion: 1.2, at, parameters: { rule: { interval: [{ field: 'days', daysInterval: 1, triggerAtHour: hour, triggerAtMinute: minute }] } } });

/** Less than 65 seconds: n8n stays in the run meanwhile. */
export const wait = (name: string, at: At, seconds: number): Node => ({ name, type: 'n8n-nodes-base.wait', typeVersion: 1.1, at, parameters: { resume: 'timeInterval', amount: seconds, unit: 'seconds' } });

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

export const ours = (name: string, at: At, type: 'xledgerFindEmployees' | 'xledgerUpsertEmployee' | 'xledgerCompareWithHuma' | 'xledgerApplySyncPlan' | 'humaFindUsers' | 'humaTrigger', parameters: Record<string, unknown>, credentials: Node['credentials'], extra: Partial<Node> = {}): Node => ({ name, type: `n8n-nodes-xledger.${type}`, typeVersion: 1, at, parameters, ...(credentials ? { credentials } : {}), ...extra });

/** The items that an expression gives: a list of objects, made once, the second node `apart` columns on. n8n's Merge node would wait for outputs that stay empty. */
export const list = (name: string, at: At, expression: string, apart = 1): { nodes: [Node, Node]; first: string; last: string } => {
  const [gather, each] = [`Gather ${name}`, name];
  return {
    nodes: [
      { name: gather, type: 'n8n-nodes-base.set', typeVersion: 3.4, at, parameters: { mode: 'manual', assignments: { assignments: [{ id: '0', name: 'rows', type: 'array', value: expression }] }, includeOtherFields: false, options: {} }, executeOnce: true },
      splitOut(each, [at[0] + apart, at[1]], 'rows'),
    ],
    first: gather,
    last: each,
  };
};

export const splitOut = (name: string, at: At, field: string): Node => ({ name, type: 'n8n-nodes-base.splitOut', typeVersion: 1, at, parameters: { fieldToSplitOut: field, options: {} } });

/** One item with the list of what the items have under this name; those without it are left out. */
export const gather = (name: string, at: At, field: string): Node => ({ name, type: 'n8n-nodes-base.aggregate', typeVersion: 1, at, parameters: { aggregate: 'aggregateIndividualFields', fieldsToAggregate: { fieldToAggregate: [{ fieldToAggregate: field, renameField: false }] }, options: {} } });

/** The item becomes what the expression gives. */
export const become = (name: string, at: At, expression: string, extra: Partial<Node> = {}): Node => ({ name, type: 'n8n-nodes-base.set', typeVersion: 3.4, at, parameters: { mode: 'raw', jsonOutput: expression, options: {} }, ...extra });


const UNSIGNED = { appendAttribution: false };

export const mail = (name: string, at: At, { from, to, subject, html, text }: Record<'from' | 'to' | 'subject' | 'html' | 'text', string>, extra: Partial<Node> = {}): Node => ({
  name,
  type: 'n8n-nodes-base.emailSend',
  typeVersion: 2.1,
  at,
  parameters: { resource: 'email', operation: 'send', fromEmail: from, toEmail: to, subject, emailFormat: 'both', text, html, options: UNSIGNED },
  credentials: CREDENTIALS.mail,
  ...extra,
});

/** Asks by e-mail and waits. A form, not a link: mail scanners follow links. A time-out goes on with no answer, so ask for the answer that is meant. */
export const askByMail = (name: string, at: At, { from, to, subject, message, fields, webhookId }: { from: string; to: string; subject: string; message: string; fields: unknown[]; webhookId: string }): Node => ({
  name,
  type: 'n8n-nodes-base.emailSend',
  typeVersion: 2.1,
  at,
  webhookId,
  parameters: {
    resource: 'email',
    operation: 'sendAndWait',
    fromEmail: from,
    toEmail: to,
    subject,
    message,
    responseType: 'customForm',
    defineForm: 'json',
    jsonOutput: JSON.stringify(fields),
    options: { ...UNSIGNED, limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 20, resumeUnit: 'hours' } } },
  },
  credentials: CREDENTIALS.mail,
});

const WIDE = ':root{--container-width:960px}';

/** The first page of a form: its fields are fixed. */
export const formStart = (name: string, at: At, { title, description, path, fields, button }: { title: string; description: string; path: string; fields: unknown[]; button: string }): Node => ({
  name,
  type: 'n8n-nodes-base.formTrigger',
  typeVersion: 2.5,
  at,
  webhookId: path,
  parameters: { formTitle: title, formDescription: description, formFields: { values: fields }, responseMode: 'onReceived', options: { path, ...UNSIGNED, buttonLabel: button } },
});

/** A further page: its fields are made at run time. Somebody who does not answer within a day has not answered. */
export const formPage = (name: string, at: At, { title, description, fields, button, webhookId }: { title: string; description: string; fields: string; button: string; webhookId: string }): Node => ({
  name,
  type: 'n8n-nodes-base.form',
  typeVersion: 2.5,
  at,
  webhookId,
  parameters: { operation: 'page', defineForm: 'json', jsonOutput: fields, limitWaitTime: true, limitType: 'afterTimeInterval', resumeAmount: 20, resumeUnit: 'hours', options: { formTitle: title, formDescription: description, buttonLabel: button, customCss: WIDE } },
  executeOnce: true,
});

/** The last page: a whole HTML page. */
/** A short page: a heading and a sentence. */
export const shortPage = (title: string, text: string): string => `<!doctype html><title>${title}</title><h1>${title}</h1><p>${text}</p>`;

/** Who gets the result of a full sync by e-mail. */
export const RESULT_TO = { fieldLabel: 'Your e-mail address, for the result', fieldName: 'email', fieldType: 'email', requiredField: true };

export const formEnd = (name: string, at: At, html: string, webhookId: string): Node => ({ name, type: 'n8n-nodes-base.form', typeVersion: 2.5, at, webhookId, parameters: { operation: 'completion', respondWith: 'showText', responseText: html }, executeOnce: true });
