/** The door: who may come in, what is answered, and what goes on to the workflow (huma.md 2.4). */
import { NodeOperationError, type IHookFunctions, type INodeExecutionData, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { z } from 'zod';
import { readWebhook, type HumaUser, type WebhookAnswer } from '../../core/huma';
import { sentence } from '../../core/person';
import { sealedPerson, triggerParameter, webhookCredential, type Schema, type WebhookCredential } from '../shared';
import { OTHER, properties } from './properties';

type Users = Extract<WebhookAnswer, { kind: 'users' }>;

const KNOWN_TOPICS = ['users-create', 'users-update', 'users-delete', 'users-export'];
const NOTHING_SET: WebhookCredential = { clientSecret: '', accessToken: '' };
const MEGABYTE = 1024 * 1024;

const country = z.string().trim().toUpperCase().optional().transform((given) => given || undefined);
const options = z.object({ largestMessage: z.number().positive().default(10), phoneCountry: country, bankCountry: country });

/** Checks one message and hands its users on. Everything that is not from Huma ends here, and learns nothing. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  const read = <T>(name: string, schema: Schema<T>): T => triggerParameter(context, name, schema, properties);
  const { largestMessage, ...reading } = read('options', options);
  const rawBody = rawBodyOf(context);
  if (rawBody.length > largestMessage * MEGABYTE) return answered(context, 413);

  const unchecked = read('allowUnsigned', z.boolean());
  const credential = unchecked ? NOTHING_SET : await webhookCredential(context);
  const receivedAt = new Date().toISOString();
  const message = readWebhook(
    { headers: context.getHeaderData() as Record<string, string | string[] | undefined>, rawBody },
    { secret: credential.clientSecret, token: credential.accessToken, unchecked, today: receivedAt.slice(0, 10), reading },
  );
  if (message.kind === 'refused') return answered(context, message.status, message.status === 401 ? undefined : message.says);

  const wanted = read('topics', z.array(z.string()));
  if (!wanted.includes(KNOWN_TOPICS.includes(message.topic) ? message.topic : OTHER)) return { webhookResponse: { dropped: 'This topic is not asked for.' } };
  if (message.kind === 'ignored') return { webhookResponse: { dropped: message.says } };
  if (message.unreadable.length > 0) context.logger.warn(`Huma Trigger: ${message.unreadable.length} entries of a message name no user and were dropped.`);
  if (message.users.length === 0) return { webhookResponse: { dropped: 'The message names no users.' } };

  const items = message.users.map((user) => itemOf(message, user, receivedAt, read('output', z.enum(['idsOnly', 'withValues'])), credential));
  return { workflowData: [items] };
}

/** @throws NodeOperationError when the door would let nobody, or anybody, in */
export async function checkConfiguration(context: IHookFunctions): Promise<void> {
  if (context.getNodeParameter('allowUnsigned', false) === true) return;
  const { clientSecret, accessToken } = await webhookCredential(context);
  if (clientSecret !== '' || accessToken !== '') return;
  throw new NodeOperationError(context.getNode(), 'The Huma Webhook credential is empty', {
    description: 'Enter the client secret or the access token that is set in Huma. Without them nobody can be told from Huma, so the workflow is not published.',
  });
}

/** n8n keeps the bytes as they came. A form has none: nothing can be verified, so nothing comes in. */
function rawBodyOf(context: IWebhookFunctions): Buffer {
  const { rawBody } = context.getRequestObject() as { rawBody?: unknown };
  return Buffer.isBuffer(rawBody) ? rawBody : Buffer.alloc(0);
}

/** The part of Express's response that is used; its types come with n8n and are not ours to depend on. */
interface Response {
  status(code: number): unknown;
  json(body: object): unknown;
  end(): unknown;
}

function answered(context: IWebhookFunctions, status: number, says?: string): IWebhookResponseData {
  const response = context.getResponseObject() as unknown as Response;
  response.status(status);
  if (says === undefined) response.end();
  else response.json({ message: says });
  return { noWebhookResponse: true };
}

function itemOf({ topic, event }: Users, user: HumaUser, receivedAt: string, output: 'idsOnly' | 'withValues', credential: WebhookCredential): INodeExecutionData {
  const about = { humaId: user.humaId, topic, event, receivedAt };
  if (output === 'idsOnly') return { json: about };
  const { person, problems, ...rest } = user;
  const told = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { json: { ...told, ...about, person: sealedPerson(person, user.humaId, credential), problems: problems.map(sentence) } };
}
