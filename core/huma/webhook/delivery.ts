/** Describes one delivery of Huma without its values: how it is signed and how it is built (H1–H7). What a report to this project may hold. */
import type { WebhookRequest } from './message';
import { verifySignature, verifyToken } from './signature';

export interface DeliveryFact {
  /** The open question of huma.md section 5 that it answers, or what it is about. */
  fact: string;
  found: string;
}

export interface Delivery {
  facts: DeliveryFact[];
  /** The body with a word for the kind of each value in its place. */
  body: string;
  /** All of it as lines of text. */
  report: string;
}

/** Never throws, never says a value: keys are said when they look like keys. `secret` and `token` are what is set in Huma; blank is none. */
export function describeDelivery({ headers, rawBody }: WebhookRequest, { secret = '', token = '' }: { secret?: string; token?: string }): Delivery {
  const body = parsed(rawBody);
  const facts = [...signing(headers, rawBody, secret), accessToken(headers, token), ...building(headers, body)].map(([fact, found]) => ({ fact, found }));
  const shape = body === undefined ? 'no JSON' : shapeOf(body);
  const names = Object.keys(headers).map(nameOf).sort().join(', ');
  const report = [...facts.map(({ fact, found }) => `${fact}: ${found}`), `headers: ${names}`, `body: ${shape}`].join('\n');
  return { facts, body: shape, report };
}

type Found = [fact: string, found: string];
type Headers = WebhookRequest['headers'];

const ENCODINGS: readonly [name: string, form: RegExp][] = [
  ['hex', /^[0-9a-f]{64}$/],
  ['hexUpper', /^[0-9A-F]{64}$/],
  ['base64', /^(?=.*[+/])[A-Za-z0-9+/]{43}=?$/],
  ['base64url', /^(?=.*[-_])[A-Za-z0-9_-]{43}=?$/],
  ['base64 or base64url (this digest looks the same in both)', /^[A-Za-z0-9]{43}=?$/],
];

/** The bytes that a secret may stand for (H1). */
const KEYS: readonly [name: string, bytes: (secret: string) => string | Buffer][] = [
  ['text', (secret) => secret],
  ['decoded (from base64)', (secret) => Buffer.from(secret, 'base64')],
  ['decoded (from hex)', (secret) => Buffer.from(secret, 'hex')],
];

function signing(headers: Headers, rawBody: Uint8Array, secret: string): Found[] {
  const signature = headers['huma-hmac-sha256'];
  if (typeof signature !== 'string') return [['H1 signature', signature === undefined ? 'none was sent; is the client secret set in Huma?' : 'sent more than once']];
  const encoding = ENCODINGS.find(([, form]) => form.test(signature))?.[0];
  if (!encoding) return [['H1 signature', `in no known form, ${signature.length} characters`]];
  if (secret === '') return [['H1 signature', encoding], ['H1 key', 'not told: the credential has no client secret']];
  const key = KEYS.find(([, bytes]) => verifySignature(rawBody, signature, bytes(secret)))?.[0];
  return [['H1 signature', encoding], ['H1 key', key ?? 'none fits; is the client secret of the credential the one that is set in Huma?']];
}

function accessToken({ authorization }: Headers, token: string): Found {
  const fits = typeof authorization === 'string' && verifyToken(authorization, token) ? 'fits' : 'does not fit the one of the credential';
  return ['access token', authorization === undefined ? 'none was sent' : token === '' ? 'sent; the credential has none' : fits];
}

function building(headers: Headers, body: unknown): Found[] {
  if (!isObject(body)) return [['topic', 'not told']];
  const { topic, users } = body;
  const named: Found = ['topic', `${typeof topic === 'string' ? nameOf(topic) : shapeOf(topic)}, ${headers['huma-topic'] === topic ? 'the same' : 'another'} in the header huma-topic`];
  if (!Array.isArray(users)) return [named, ['H7 body', 'other: it has no list "users"']];
  const entries = users.filter(isObject);
  const fields = [...new Set(entries.flatMap((entry) => Object.keys(entry)))].filter((key) => key !== 'id' && key !== 'email');
  const values = entries.flatMap((entry) => fields.flatMap((field) => (field in entry ? [entry[field]] : [])));
  const wrapped = values.filter((value) => isObject(value) && ('value' in value || 'editable' in value)).length;
  const inner = values.map((value) => (isObject(value) && 'value' in value ? value.value : value));
  return [
    named,
    ['H7 body', 'users'],
    ['H5 people', String(users.length)],
    ['H2 fields', topic === 'users-update' ? extentOf(fields) : fields.map(nameOf).join(', ') || 'id and e-mail only'],
    ['H2 values', values.length === 0 ? 'not told' : wrapped === 0 ? 'plain' : `wrapped, ${wrapped} of ${values.length}`],
    ['H3 empty values', [inner.includes(null) && 'null', inner.includes('') && 'an empty text'].filter(Boolean).join(' and ') || 'none was sent'],
  ];
}

/** A person's profile has more than ten fields; one edit touches few. */
function extentOf(fields: readonly string[]): string {
  const names = fields.map(nameOf).join(', ');
  if (fields.length === 0) return 'not told: id and e-mail only';
  return `${fields.length <= 4 ? 'changedOnly' : fields.length >= 10 ? 'full' : 'not clear'}: ${names}`;
}

/** By form only: an e-mail's text is as much a value as a bank account's. */
const KINDS: readonly [kind: string, form: RegExp][] = [
  ['empty text', /^$/],
  ['UUID', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ['date', /^\d{4}-\d{2}-\d{2}$/],
  ['date and time', /^\d{4}-\d{2}-\d{2}T/],
  ['e-mail', /@/],
  ['digits', /^\d+$/],
  ['phone with country code', /^\+[\d ]+$/],
];

/** A message of Huma is four levels deep; a stranger's may be deep enough to break a program, or as wide. */
const DEEPEST = 8;
const WIDEST = 100;

function shapeOf(value: unknown, depth = 1): string {
  if (value === null) return 'null';
  if (depth > DEEPEST) return '…';
  const inner = (one: unknown): string => shapeOf(one, depth + 1);
  if (Array.isArray(value)) return value.length === 0 ? 'empty list' : `list of ${value.length}: ${[...new Set(value.slice(0, WIDEST).map(inner))].slice(0, 3).join(' | ')}`;
  if (isObject(value)) return `{ ${Object.keys(value).sort().slice(0, WIDEST).map((key) => `${nameOf(key)}: ${inner(value[key])}`).join(', ')} }`;
  if (typeof value !== 'string') return typeof value;
  return KINDS.find(([, form]) => form.test(value))?.[0] ?? 'text';
}

/** Huma's keys, headers and topics are words; a name, a number or an address in their place is not repeated. */
const nameOf = (key: string): string => (/^[A-Za-z][A-Za-z_-]{0,40}$/.test(key) ? key : '(not a word)');

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
