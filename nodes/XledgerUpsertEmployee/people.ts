/** Reads the people that the items name: each item becomes an ask, or is refused with its reason while the others go on. */
import { ExpressionError, NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';
import { readUser, type HumaAnswer, type HumaUser } from '../../core/huma';
import { normalise, type Reading } from '../../core/person';
import type { Ask, HumaEvent } from '../../core/sync';
import { humaOf, openedPerson, parameter, parameterOrProperty, webhookCredential } from '../shared';
import { properties } from './properties';

export interface Refused {
  item: number;
  humaId: string | null;
  says: string;
}

export interface People {
  asks: Ask[];
  refused: Refused[];
}

type Asked = Ask | Refused;

/** Somebody whom Huma cannot read (a 500 each time) holds up nobody else: the outcome says that it is worth another try. */
const READING_TRIES = 3;

/** Topics as Huma sends them, and the words that Huma Trigger makes of them. */
const EVENTS: Readonly<Record<string, HumaEvent>> = {
  'users-create': 'created',
  'users-update': 'changed',
  'users-delete': 'deleted',
  'users-export': 'exported',
  created: 'created',
  changed: 'changed',
  deleted: 'deleted',
  exported: 'exported',
};

export async function readPeople(context: IExecuteFunctions, reading: Reading): Promise<People> {
  const items = context.getInputData(0);
  const from = parameter(context, 'peopleFrom', 0, z.enum(['huma', 'item', 'fields']), properties);
  const asked = await READERS[from](context, items, reading);
  return { asks: asked.filter((one): one is Ask => 'source' in one), refused: asked.filter((one): one is Refused => 'says' in one) };
}

type Reader = (context: IExecuteFunctions, items: readonly INodeExecutionData[], reading: Reading) => Promise<Asked[]>;

const READERS: Readonly<Record<'huma' | 'item' | 'fields', Reader>> = { huma: fromHuma, item: fromItems, fields: fromFields };

/** One call for all: Huma is asked once for each person, and not at all for the deleted. */
async function fromHuma(context: IExecuteFunctions, items: readonly INodeExecutionData[], reading: Reading): Promise<Asked[]> {
  const wanted = items.map((_, item) => orRefused(item, () => namedBy(context, item)));
  const toRead = [...new Set(wanted.flatMap((one) => ('says' in one || one.event === 'deleted' ? [] : [one.humaId])))];
  const answers = toRead.length > 0 ? await (await humaOf(context, { reading, readingTries: READING_TRIES })).read(toRead) : [];
  const answerFor = new Map(toRead.map((humaId, place) => [humaId, answers[place]]));
  return wanted.map((one) => {
    if ('says' in one) return one;
    return { ...one, source: one.event === 'deleted' ? { kind: 'gone' } : sourceFrom(answerFor.get(one.humaId)) };
  });
}

function namedBy(context: IExecuteFunctions, item: number): { item: number; humaId: string; event?: HumaEvent } | Refused {
  const humaId = textOf(context, 'humaId', item);
  if (humaId === '') return { item, humaId: null, says: 'The item has no Huma ID. Look at the parameter "Huma ID" of the node.' };
  return { item, humaId, event: eventOf(context, item) };
}

function sourceFrom(answer: HumaAnswer | undefined): Ask['source'] {
  if (answer?.kind === 'user') return answer;
  if (answer?.kind === 'notVisible') return { kind: 'notVisible' };
  const { says, retry, resumeAt } = answer ?? { says: 'Huma gave no answer for this person.', retry: true, resumeAt: undefined };
  return { kind: 'unavailable', problem: { code: 'missing', detail: says }, retry, resumeAt };
}

async function fromItems(context: IExecuteFunctions, items: readonly INodeExecutionData[], reading: Reading): Promise<Asked[]> {
  const hasCredential = context.getNode().credentials?.humaWebhookApi !== undefined;
  const credential = hasCredential ? await webhookCredential(context) : undefined;
  const given = { ...reading, today: new Date().toISOString().slice(0, 10) };
  return items.map(({ json }, item) =>
    orRefused(item, () => {
      const humaId = typeof json.humaId === 'string' ? json.humaId : null;
      const read = readUser(credential && humaId ? openedPerson(json, humaId, credential) : json, given);
      if (read.kind === 'unreadable') return { item, humaId, says: read.says };
      const event = eventOf(context, item);
      return { item, humaId: read.user.humaId, event, source: event === 'deleted' ? { kind: 'gone' } : { kind: 'user', user: read.user } };
    }),
  );
}

const mapping = z.object({ value: z.record(z.unknown()).nullable() });

async function fromFields(context: IExecuteFunctions, items: readonly INodeExecutionData[], reading: Reading): Promise<Asked[]> {
  return await Promise.resolve(
    items.map((_, item) =>
      orRefused(item, () => {
        const humaId = textOf(context, 'ownHumaId', item) || null;
        const { value } = parameter(context, 'person', item, mapping, properties);
        const { person, problems } = normalise(value ?? {}, reading);
        const user: HumaUser = { humaId: humaId ?? '', type: 'user', active: true, person, unreadable: [], problems };
        return { item, humaId, source: { kind: 'user', user } };
      }),
    ),
  );
}

/** A parameter that cannot be worked out for one item stops that item only. */
function orRefused<T>(item: number, read: () => T): T | Refused {
  try {
    return read();
  } catch (error) {
    const told = error instanceof NodeOperationError || error instanceof ExpressionError;
    return { item, humaId: null, says: told ? error.message : 'A parameter of the node cannot be worked out for this item.' };
  }
}

const text = z.union([z.string(), z.number()]).nullish().transform((value) => String(value ?? '').trim());

const textOf = (context: IExecuteFunctions, name: string, item: number): string => parameterOrProperty(context, name, item, text, properties);

/** Nothing: somebody asks by hand. A topic that is not known says that the user changed (huma.md 2.4 rule 3). */
function eventOf(context: IExecuteFunctions, item: number): HumaEvent | undefined {
  const given = textOf(context, 'event', item);
  return given === '' ? undefined : (EVENTS[given] ?? 'unknown');
}
