/** Turns one reply of Huma into a typed answer. A reply's text never leaves this file: it may hold anything (huma.md 1.10, 2.4 rule 9). */
import { z } from 'zod';
import type { HttpReply, Instant, NoReply } from '../../person';

/** Why something could not be had, in words for a payroll person and in a word for a flow. */
export interface Failure {
  code: 'credential' | 'unavailable' | 'refused' | 'unreadable';
  says: string;
  /** Whether a later try may go better by itself. */
  retry: boolean;
  resumeAt?: Instant;
  /** Huma understood the request and said no to it: its own word for that, and the keys it names (huma.md 1.10). Never a value. */
  refusal?: { errorCode?: string; keys: string[] };
}

export type Answer<T> =
  | { kind: 'done'; value: T }
  /** 403 or 404: gone or not visible, which is not a deletion (H12). */
  | { kind: 'notVisible'; status: number }
  /** Repeating may help: a limit or an outage; `after` is what Huma asked for, in milliseconds. */
  | { kind: 'wait'; failure: Failure; after?: number; status?: number; /** Huma cannot have acted on it. */ untouched?: boolean }
  /** The answer broke off or is not Huma's: worth a try or two, no more. */
  | { kind: 'garbled'; failure: Failure }
  | { kind: 'failed'; failure: Failure };

export type Unwell = Exclude<Answer<never>, { kind: 'done' }>;

/** Reads a reply. `now` turns a Retry-After that is a date into a length of time. */
export function readReply<T>(reply: HttpReply, schema: z.ZodType<T, z.ZodTypeDef, unknown>, now: Instant): Answer<T> {
  if (reply.status < 200 || reply.status > 299) return readRefusal(reply, now);
  const json = parsed(reply.body);
  if (json === undefined) {
    return { kind: 'garbled', failure: { code: 'unreadable', says: 'Huma answered with something that is not whole JSON. Check the base address of the Huma credential.', retry: true } };
  }
  const result = schema.safeParse(json);
  if (result.success) return { kind: 'done', value: result.data };
  const where = result.error.issues.map((issue) => issue.path.map(String).filter(isSchemasWord).join('.'));
  return { kind: 'failed', failure: { code: 'unreadable', says: `Huma's answer has another shape than its API description says${at(where)}.`, retry: false } };
}

/** What a request without any reply amounts to. */
export function readSilence(silence: NoReply): Unwell {
  const { says, kind } = SILENCES[silence.because];
  const failure: Failure = { code: 'unavailable', says, retry: kind === 'wait' };
  return kind === 'wait' ? { kind, failure, untouched: silence.neverSent } : { kind, failure };
}

const SILENCES: Record<NoReply['because'], { kind: 'wait' | 'failed'; says: string }> = {
  timeout: { kind: 'wait', says: 'Huma did not answer in time.' },
  connectionLost: { kind: 'wait', says: 'The connection to Huma broke off.' },
  notConnected: { kind: 'wait', says: 'Huma could not be reached.' },
  addressUnknown: { kind: 'failed', says: 'The base address of the Huma credential is unknown to the network. Check it for a slip.' },
  certificate: { kind: 'failed', says: 'The certificate of the Huma address is not trusted. Check the base address of the Huma credential.' },
};

function readRefusal(reply: HttpReply, now: Instant): Unwell {
  const { status } = reply;
  if (status === 401) {
    return { kind: 'failed', failure: { code: 'credential', says: 'Huma did not accept the API key, also not with a new token. Check the Huma credential, and that the key is active in Huma.', retry: false } };
  }
  if (status === 403 || status === 404) return { kind: 'notVisible', status };
  if (status >= 500 || BUSY.has(status)) {
    const says = status === 429 ? 'Huma asks for fewer requests.' : `Huma is not able to answer at the moment (HTTP ${status}).`;
    return { kind: 'wait', failure: { code: 'unavailable', says, retry: true }, after: retryAfter(reply.headers['retry-after'], now), status, untouched: TURNED_AWAY.has(status) };
  }
  const refusal = readBody(reply.body);
  return { kind: 'failed', failure: { code: 'refused', says: `Huma refused the request (HTTP ${status}${refusal.errorCode ? `, ${refusal.errorCode}` : ''}).`, retry: false, refusal } };
}

/** Refusals that pass by themselves: request timeout, too early, too many requests. None is documented (H13). */
const BUSY = new Set([408, 425, 429]);
/** Those that are said before any work is done. */
const TURNED_AWAY = new Set([425, 429]);

/** Seconds or an HTTP date (RFC 9110, 10.2.3), as milliseconds from now. */
function retryAfter(header: string | undefined, now: Instant): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Huma's own word for a refusal, such as `field:invalid-format`, and the keys it is about; its message is left out, for it may quote what was sent. */
function readBody(body: string): NonNullable<Failure['refusal']> {
  const { errorCode, fields } = RefusalBody.parse(parsed(body));
  return { ...(errorCode && { errorCode }), keys: fields.flatMap((key) => (typeof key === 'string' && key.split(/[.[\]]+/).filter(Boolean).every(isSchemasWord) ? [key] : [])) };
}

/** A name or a position, and nothing that could be a value in a name's place. */
const isSchemasWord = (part: string): boolean => /^(?:[A-Za-z_]\w{0,40}|\d{1,4})$/.test(part) && !/\d{5}/.test(part);

const RefusalBody = z
  .object({
    errorCode: z.string().regex(/^[a-z][a-z-]{0,39}(:[a-z-]{1,40})?$/).optional().catch(undefined),
    fields: z.array(z.unknown()).catch([]),
  })
  .catch({ errorCode: undefined, fields: [] });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function at(paths: readonly string[]): string {
  const named = [...new Set(paths.filter((path) => path !== ''))].slice(0, 3);
  return named.length === 0 ? '' : ` (at ${named.join(', ')})`;
}
