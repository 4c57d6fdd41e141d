/** Reads what Huma posts to a webhook: is it from Huma, what happened, to whom (huma.md 2). Never throws, whatever is posted. */
import type { FieldKey, Person, Reading } from '../../person';
import type { HumaUser, HumaWebhookEvent } from '../types';
import { Envelope, readMessageEntry } from '../user';
import { verifySignature, verifyToken } from './signature';

export interface WebhookRequest {
  /** Lower-case names, as Node gives them. */
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes as they came: the signature covers them, not what a parser made of them. */
  rawBody: Uint8Array;
}

export interface WebhookOptions {
  /** The client secret set in Huma; blank is none. */
  secret?: string;
  /** The access token set in Huma; blank is none. With both, both have to fit. */
  token?: string;
  /** Accepts messages though neither secret nor token is set. */
  unchecked?: boolean;
  /** `YYYY-MM-DD`: places positions without a status (R32). */
  today: string;
  reading?: Reading;
}

export type WebhookAnswer =
  /** Nothing was read. `status` is what to answer; `says` holds nothing of the message. */
  | { kind: 'refused'; status: 400 | 401; says: string }
  /** A message that concerns no user here: to be answered with 2xx all the same. */
  | { kind: 'ignored'; topic: string; says: string }
  | {
      kind: 'users';
      topic: string;
      event: HumaWebhookEvent;
      /** Each user once, in order. After `users-delete` with the id only (H4). */
      users: HumaUser[];
      /** Entries that name nobody: they stop no other. */
      unreadable: { index: number; says: string }[];
    };

/** Checks and reads one message. */
export function readWebhook(request: WebhookRequest, options: WebhookOptions): WebhookAnswer {
  const refusal = whyNotFromHuma(request, options);
  if (refusal) return refused(401, refusal);

  const envelope = Envelope.safeParse(parsed(request.rawBody));
  if (!envelope.success) return refused(400, 'The message is no JSON object with a "topic".');
  const { topic, users } = envelope.data;
  const header = request.headers['huma-topic'];
  if (header !== undefined && header !== topic) return refused(400, 'The header huma-topic names another topic than the message.');

  const event = EVENTS.get(topic);
  if (!Array.isArray(users)) {
    return event ? refused(400, `The message has no list of users, which ${topic} always has.`) : { kind: 'ignored', topic, says: 'The topic is unknown and names no users.' };
  }
  const read = users.map((entry) => readMessageEntry(event === 'deleted' ? idOnly(entry) : entry, { ...options.reading, today: options.today }));
  const named = read.flatMap((given) => (given.kind === 'user' ? [given.user] : []));
  if (!event && named.length === 0) return { kind: 'ignored', topic, says: 'The topic is unknown and names no users.' };
  const unreadable = read.flatMap((given, index) => (given.kind === 'unreadable' ? [{ index, says: given.says }] : []));
  return { kind: 'users', topic, event: event ?? 'changed', users: eachOnce(named), unreadable };
}

/** The documented topics. Others may come (H7): they mean that their users changed. */
const EVENTS: ReadonlyMap<string, HumaWebhookEvent> = new Map([
  ['users-create', 'created'],
  ['users-update', 'changed'],
  ['users-delete', 'deleted'],
  ['users-export', 'exported'],
]);

/** All that is set has to fit; the signature is taken over the raw bytes before anything is parsed. */
function whyNotFromHuma({ headers, rawBody }: WebhookRequest, { secret = '', token = '', unchecked = false }: WebhookOptions): string | undefined {
  const [signature, authorization] = [only(headers['huma-hmac-sha256']), only(headers.authorization)];
  if (secret !== '' && !verifySignature(rawBody, signature, secret)) return 'The signature does not fit the message and the client secret.';
  if (token !== '' && !verifyToken(authorization, token)) return 'The access token does not fit.';
  if (secret === '' && token === '' && !unchecked) return 'Neither a client secret nor an access token is set, so nobody can be trusted.';
  return undefined;
}

/** A header that comes twice says nothing. */
const only = (header: string | readonly string[] | undefined): string | undefined => (typeof header === 'string' ? header : undefined);

const refused = (status: 400 | 401, says: string): WebhookAnswer => ({ kind: 'refused', status, says });

function parsed(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString('utf8');
  // Broken UTF-8 would end as replacement characters in somebody's name.
  if (!Buffer.from(text, 'utf8').equals(bytes)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const idOnly = (entry: unknown): unknown => (typeof entry === 'object' && entry !== null && 'id' in entry ? { id: entry.id } : undefined);

/** A user who comes twice in one message is one user: what comes later counts. */
function eachOnce(users: readonly HumaUser[]): HumaUser[] {
  const merged = new Map<string, HumaUser>();
  for (const user of users) {
    const earlier = merged.get(user.humaId);
    merged.set(user.humaId, earlier ? over(earlier, user) : user);
  }
  return [...merged.values()];
}

/** A value that the later entry shows as invalid or emptied is not replaced by the earlier one. */
function over(earlier: HumaUser, later: HumaUser): HumaUser {
  const doubtful = new Set(later.problems.map(({ field }) => field));
  const kept = Object.fromEntries(Object.entries(earlier.person).filter(([field]) => !doubtful.has(field as FieldKey))) as Person;
  const problems = earlier.problems.filter(({ field }) => !field || later.person[field] === undefined);
  return { ...earlier, ...withoutUndefined(later), person: { ...kept, ...later.person }, problems: [...problems, ...later.problems] };
}

const withoutUndefined = (user: HumaUser): HumaUser => Object.fromEntries(Object.entries(user).filter(([, value]) => value !== undefined)) as unknown as HumaUser;
