/** The door: who may come in, what is answered, and what goes on to the workflow (huma.md 2.4). */
import { NodeOperationError, type IDataObject, type IHookFunctions, type INodeExecutionData, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { z } from 'zod';
import { describeDelivery, readWebhook, type HumaUser, type WebhookAnswer } from '../../core/huma';
import { sentence } from '../../core/person';
import { sealedPerson, triggerParameter, webhookCredential, type Schema, type WebhookCredential } from '../shared';
import { OTHER, properties } from './properties';
import { createRepeats } from './repeats';
import { takenTogether, type Sender } from './together';

type Users = Extract<WebhookAnswer, { kind: 'users' }>;

const KNOWN_TOPICS = ['users-create', 'users-update', 'users-delete', 'users-export'];
const NOTHING_SET: WebhookCredential = { clientSecret: '', accessToken: '' };
const MEGABYTE = 1024 * 1024;
/** One for the process: every call of a webhook is a new context. */
const repeats = createRepeats();
const together = takenTogether<INodeExecutionData>();
const beingOpened = new Map<string, Promise<WebhookCredential>>();

const country = z.string().trim().toUpperCase().optional().transform((given) => given || undefined);
const options = z.object({ largestMessage: z.number().positive().default(10), replayWindow: z.number().nonnegative().default(0), takeTogether: z.boolean().default(false), phoneCountry: country, bankCountry: country });

/** Checks one message and hands its users on. Everything that is not from Huma ends here, and learns nothing. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  const read = <T>(name: string, schema: Schema<T>): T => triggerParameter(context, name, schema, properties);
  const { largestMessage, replayWindow, takeTogether, ...reading } = read('options', options);
  const rawBody = rawBodyOf(context);
  if (rawBody.length > largestMessage * MEGABYTE) return answered(context, 413);

  const unchecked = read('allowUnsigned', z.boolean());
  const door = `${context.getWorkflow().id}/${context.getNode().id}`;
  const credential = unchecked ? NOTHING_SET : await openedOnce(context, door);
  const now = Date.now();
  const receivedAt = new Date(now).toISOString();
  const request = { headers: context.getHeaderData() as Record<string, string | string[] | undefined>, rawBody };
  const output = read('output', z.enum(['description', 'idsOnly', 'withValues']));
  if (output === 'description') {
    const { clientSecret: secret, accessToken: token } = credential;
    return { workflowData: [[{ json: { receivedAt, ...describeDelivery(request, { secret, token }) } as unknown as IDataObject }]] };
  }
  const message = readWebhook(
    request,
    { secret: credential.clientSecret, token: credential.accessToken, unchecked, today: receivedAt.slice(0, 10), reading },
  );
  if (message.kind === 'refused') return answered(context, message.status, message.status === 401 ? undefined : message.says);

  const wanted = read('topics', z.array(z.string()));
  if (!wanted.includes(KNOWN_TOPICS.includes(message.topic) ? message.topic : OTHER)) return { webhookResponse: { dropped: 'This topic is not asked for.' } };
  if (message.kind === 'ignored') return { webhookResponse: { dropped: message.says } };
  if (message.unreadable.length > 0) context.logger.warn(`Huma Trigger: ${message.unreadable.length} entries of a message name no user and were dropped.`);
  if (message.users.length === 0) return { webhookResponse: { dropped: 'The message names no users.' } };

  const course = repeats.courseOf({ door, rawBody, window: replayWindow * 1000, now });
  if (course.kind === 'drop') return { webhookResponse: { dropped: 'The same message came a moment ago.' } };
  whenTaken(context, () => course.answered());
  const about = { topic: message.topic, event: message.event, receivedAt, nextTryAt: course.notBefore };
  const items = message.users.map((user) => itemOf(user, about, output, credential));
  return takeTogether ? await withOthers(context, door, items, now) : { workflowData: [items] };
}

/** Messages that come while n8n opens the credential share that opening, which is most of what one costs n8n. Nothing is kept once it is open. */
function openedOnce(context: IWebhookFunctions, door: string): Promise<WebhookCredential> {
  const opening = beingOpened.get(door) ?? webhookCredential(context).finally(() => beingOpened.delete(door));
  beingOpened.set(door, opening);
  return opening;
}

/** One run takes what came while the run before it was at work; whoever it takes along is answered as it is. */
async function withOthers(context: IWebhookFunctions, door: string, items: INodeExecutionData[], now: number): Promise<IWebhookResponseData> {
  const response = responseOf(context);
  const sender: Sender = { isGone: false };
  let over = (_taken: boolean): void => undefined;
  response.on('finish', () => over(response.statusCode >= 200 && response.statusCode < 300));
  response.on('close', () => {
    sender.isGone = true;
    over(false);
  });
  const part = await together.join({ door, items, sender, now });
  if (part.kind === 'followed') return part.taken ? { webhookResponse: { taken: true } } : answered(context, 500);
  let isOver = false;
  over = (taken) => {
    if (!isOver) part.over(taken);
    isOver = true;
  };
  return { workflowData: [part.items] };
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
  on(event: 'finish' | 'close', listener: () => void): unknown;
  readonly statusCode: number;
}

const responseOf = (context: IWebhookFunctions): Response => context.getResponseObject() as unknown as Response;

/** n8n answers after this node: 2xx when the flow has taken the message, 5xx when it failed. The sender may then try again. */
function whenTaken(context: IWebhookFunctions, then: () => void): void {
  const response = responseOf(context);
  response.on('finish', () => {
    if (response.statusCode >= 200 && response.statusCode < 300) then();
  });
}

function answered(context: IWebhookFunctions, status: number, says?: string): IWebhookResponseData {
  const response = responseOf(context);
  response.status(status);
  if (says === undefined) response.end();
  else response.json({ message: says });
  return { noWebhookResponse: true };
}

interface About extends Pick<Users, 'topic' | 'event'> {
  receivedAt: string;
  nextTryAt: number;
}

function itemOf(user: HumaUser, { topic, event, receivedAt, nextTryAt }: About, output: 'idsOnly' | 'withValues', credential: WebhookCredential): INodeExecutionData {
  const about = { humaId: user.humaId, topic, event, receivedAt, nextTryAt };
  if (output === 'idsOnly') return { json: about };
  const { person, problems, ...rest } = user;
  const told = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { json: { ...told, ...about, person: sealedPerson(person, user.humaId, credential), problems: problems.map(sentence) } };
}
