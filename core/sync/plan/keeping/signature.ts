/** Rows are signed, so that what is applied is what was compared: everything but the decisions, keys of newer minor versions included. */
import { timingSafeEqual, type KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import { hmac } from '../../../person';
import type { PlanRow } from '../types';

export type Signed =
  | { kind: 'ok' }
  /** `parts`: what no longer is as it was signed, as far as it can be told. */
  | { kind: 'altered'; parts: PartName[] }
  | { kind: 'otherCredential' }
  /** No signature, or only a piece of one. */
  | { kind: 'unsigned' };

/** What a row is made of, for telling which part was altered. The last tag is of the whole row: it alone decides. */
const PARTS = {
  version: ['formatVersion'],
  plan: ['plan.planId', 'plan.connection', 'plan.madeAt'],
  expiry: ['plan.expiresAt'],
  owner: ['plan.endpoint', 'plan.ownerDbId'],
  counts: ['plan.people', 'plan.rows', 'row'],
  person: ['humaId', 'employeeDbId', 'contactDbId', 'subledgerDbId', 'name', 'employmentId', 'evidence'],
  situation: ['situation', 'action', 'proposal', 'why', 'attention', 'notCompared'],
  values: ['differences', 'values', 'remembers'],
} as const;

export type PartName = keyof typeof PARTS | 'other';

/** The row with its signature. */
export function sign(row: Omit<PlanRow, 'signature'>, key: KeyObject): PlanRow {
  return { ...row, signature: signatureOf(row, key) };
}

/**
 * The same for a row that nobody is shown: such rows are many and stay where they were made, so the signature is made when it is read, or when the
 * row is written as JSON. A spread copy has none, and is refused.
 */
export function signWhenAsked(row: Omit<PlanRow, 'signature'>, key: KeyObject): PlanRow {
  KEY_OF.set(row.plan, key);
  return Object.setPrototypeOf(row, WHEN_ASKED) as PlanRow;
}

/** By the header that all rows of a plan share. */
const KEY_OF = new WeakMap<object, KeyObject>();

const WHEN_ASKED = {
  get signature(): string {
    const row = this as unknown as PlanRow;
    const key = KEY_OF.get(row.plan);
    return key ? signatureOf(row, key) : '';
  },
  toJSON(): object {
    return { ...this, signature: this.signature };
  },
};

/** Whether a row, as it came and before anything is read from it, is what was signed. Never throws. */
export function verify(row: unknown, key: KeyObject): Signed {
  try {
    return verified(row, key);
  } catch {
    return { kind: 'altered', parts: ['other'] };
  }
}

function verified(row: unknown, key: KeyObject): Signed {
  if (!isObject(row)) return { kind: 'unsigned' };
  const given = tagsOf((row as { signature?: unknown }).signature);
  if (!given) return { kind: 'unsigned' };
  if (!same(given.key, keyTag(key))) return { kind: 'otherCredential' };
  const now = tagsOf(signatureOf(row, key));
  if (now && same(given.whole, now.whole)) return { kind: 'ok' };
  const parts = PART_NAMES.filter((_, place) => !same(given.parts[place] ?? '', now?.parts[place] ?? ''));
  return { kind: 'altered', parts: parts.length > 0 ? parts : ['other'] };
}

const PART_NAMES = Object.keys(PARTS) as (keyof typeof PARTS)[];
const VERSION = 'v1';
const SHORT = 8;
const WHOLE = 43;
const FORM = new RegExp(`^${VERSION}(\\.[\\w-]{${SHORT}}){${PART_NAMES.length + 1}}\\.[\\w-]{${WHOLE}}$`);

/** `v1.<key>.<a short tag for each part>.<HMAC-SHA256 of the whole>`. */
function signatureOf(row: object, key: KeyObject): string {
  const texts = canonicalTexts(withoutDecisions(row));
  const { plan: header } = row as { plan?: unknown };
  const plan = isObject(header) ? canonicalTexts(header) : undefined;
  const textAt = (path: string) => (path.startsWith(IN_PLAN) ? plan?.get(path.slice(IN_PLAN.length)) : texts.get(path)) ?? '';
  const parts = PART_NAMES.map((name) => tag(key, PARTS[name].map((path) => `${path}:${textAt(path)}`).join('\n')));
  return [VERSION, keyTag(key), ...parts, hmac(key, together(texts))].join('.');
}

/** What people may change stays outside; what is undefined is no part of JSON. */
function withoutDecisions(row: object): object {
  const { differences } = row as { differences?: unknown };
  const undecided = Array.isArray(differences) ? { differences: differences.map((one: unknown) => (isObject(one) ? { ...one, decision: undefined } : one)) } : {};
  return { ...row, ...undecided, signature: undefined, decision: undefined };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The canonical JSON (RFC 8785) of each of an object's values: each is written once, for its part and for the whole. */
function canonicalTexts(object: object): Map<string, string> {
  return new Map(Object.entries(object).flatMap(([key, value]) => (value === undefined ? [] : [[key, canonicalize(value) ?? '']])));
}

/** The canonical JSON of the object that has these values. */
const together = (texts: ReadonlyMap<string, string>): string => `{${[...texts.keys()].sort().map((key) => `${JSON.stringify(key)}:${texts.get(key) ?? ''}`).join(',')}}`;

const IN_PLAN = 'plan.';
const tag = (key: KeyObject, text: string): string => hmac(key, text).slice(0, SHORT);

/** Tells credentials apart without saying anything of them. */
const keyTag = (key: KeyObject): string => tag(key, 'which key');

function tagsOf(signature: unknown): { key: string; parts: string[]; whole: string } | undefined {
  if (typeof signature !== 'string' || !FORM.test(signature)) return undefined;
  const [, key = '', ...rest] = signature.split('.');
  return { key, parts: rest.slice(0, -1), whole: rest.at(-1) ?? '' };
}

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
