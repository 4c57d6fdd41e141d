/** Sends one request to Huma and repeats it where that is harmless, with growing waits, until the patience is used up (huma.md 1.11). */
import { z } from 'zod';
import { NoReply, type Clock, type HttpReply, type HttpRequest, type Instant, type Post } from '../../person';
import { readReply, readSilence, type Answer, type Failure, type Unwell } from './answers';

export interface Caller {
  get<T>(path: string, query: Query, schema: Schema<T>): Promise<Final<T>>;
  /** PATCH, PUT and DELETE leave the same behind however often they are sent, so they are repeated as GET is. The answer's body is not looked at. */
  change(method: 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Final<null>>;
  /** POST makes something, so it is repeated only where Huma cannot have taken it. `unknown`: it may have; look before sending it again. */
  add<T>(path: string, body: object, schema: Schema<T>): Promise<Final<T> | { kind: 'unknown'; failure: Failure }>;
  /** How many requests were sent, repetitions included. */
  readonly requests: number;
}

type Schema<T> = z.ZodType<T, z.ZodTypeDef, unknown>;

/** What is left when waiting is over: an answer, or why there is none. */
export type Final<T> = { kind: 'done'; value: T } | { kind: 'notVisible'; status: number } | { kind: 'failed'; failure: Failure };

/** One value for each name: how several would be sent is unknown (H14). */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface CallerOptions {
  baseUrl: string;
  post: Post;
  clock: Clock;
  /** Milliseconds that one call may wait. */
  patience?: number;
  /** Tries after which a reading that is answered 500 each time is left: for those who ask again later. As many as patience allows unless told otherwise. */
  readingTries?: number;
}

const DEFAULT_PATIENCE = 60_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** A cut-off answer may be an accident of the network; the third one is not. */
const GARBLED_TRIES = 3;
/** A value that Huma stumbles over may answer 500 each time (H20); an outage has other codes as well. */
const SERVER_ERRORS = 3;

/** A caller for one credential. All its calls wait together when Huma asks for quiet. */
export function createCaller({ baseUrl, post, clock, patience = DEFAULT_PATIENCE, readingTries }: CallerOptions): Caller {
  const base = baseUrl.trim().replace(/\/+$/, '');
  let requests = 0;
  let quietUntil: Instant = 0;

  async function get<T>(path: string, query: Query, schema: Schema<T>): Promise<Final<T>> {
    return await repeated({ method: 'GET', url: base + path + search(query), headers: { accept: 'application/json' } }, (reply) => readReply(reply, schema, clock.now()), readingTries);
  }

  async function change(method: 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Final<null>> {
    return await repeated(withBody(method, base + path, body), (reply) => (isDone(reply) ? { kind: 'done', value: null } : readReply(reply, z.null(), clock.now())), SERVER_ERRORS);
  }

  async function add<T>(path: string, body: object, schema: Schema<T>): Promise<Final<T> | { kind: 'unknown'; failure: Failure }> {
    let unsure: Failure | undefined;
    const answer = await repeated(withBody('POST', base + path, body), (reply) => readReply(reply, schema, clock.now()), Infinity, (seen) => {
      const isSure = seen.kind === 'wait' ? seen.untouched === true : seen.kind === 'failed' && seen.failure.code !== 'unreadable' && !seen.failure.retry;
      if (!isSure) unsure = seen.failure;
      return isSure;
    });
    return unsure && answer.kind === 'failed' ? { kind: 'unknown', failure: unsure } : answer;
  }

  /** Sends until there is an answer or patience ends. `mayRepeat` hears of everything that is neither an answer nor "not visible". */
  async function repeated<T>(request: HttpRequest, read: (reply: HttpReply) => Answer<T>, serverErrors = Infinity, mayRepeat: (seen: Unhelpful) => boolean = () => true): Promise<Final<T>> {
    const deadline = clock.now() + patience;
    for (let tries = 1; ; tries++) {
      if (quietUntil > clock.now()) {
        if (quietUntil > deadline) return { kind: 'failed', failure: { code: 'unavailable', says: 'Huma asked for a pause that is longer than the time allowed.', retry: true, resumeAt: quietUntil } };
        await clock.sleep(quietUntil - clock.now());
      }
      const answer = await attempt(request, read);
      if (answer.kind === 'done' || answer.kind === 'notVisible') return answer;
      if (!mayRepeat(answer) || answer.kind === 'failed' || (answer.kind === 'garbled' && tries >= GARBLED_TRIES)) return { kind: 'failed', failure: answer.failure };
      if (answer.kind === 'wait' && answer.status === 500 && tries >= serverErrors) return { kind: 'failed', failure: { ...answer.failure, refusal: { keys: [] } } };

      const asked = answer.kind === 'wait' ? answer.after : undefined;
      const resumeAt = clock.now() + Math.max(asked ?? 0, growing(tries, clock));
      if (asked !== undefined) quietUntil = Math.max(quietUntil, resumeAt);
      if (resumeAt > deadline) return { kind: 'failed', failure: { ...answer.failure, resumeAt } };
      await clock.sleep(resumeAt - clock.now());
    }
  }

  async function attempt<T>(request: HttpRequest, read: (reply: HttpReply) => Answer<T>): Promise<Answer<T>> {
    requests++;
    let reply: HttpReply;
    try {
      reply = await post(request);
    } catch (error) {
      return silence(error);
    }
    return read(reply);
  }

  return { get, change, add, get requests() { return requests; } };
}

type Unhelpful = Exclude<Answer<never>, { kind: 'done' } | { kind: 'notVisible' }>;

const isDone = ({ status }: HttpReply): boolean => status >= 200 && status <= 299;

function withBody(method: HttpRequest['method'], url: string, body: object | undefined): HttpRequest {
  const accept = { accept: 'application/json' };
  return body === undefined ? { method, url, headers: accept } : { method, url, headers: { ...accept, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** What another error says may quote the request or the token, so only a `NoReply` is told apart. */
function silence(error: unknown): Unwell {
  if (error instanceof NoReply) return readSilence(error);
  return { kind: 'failed', failure: { code: 'unavailable', says: 'The request to Huma could not be sent.', retry: true } };
}

function growing(tries: number, clock: Clock): number {
  const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1));
  return Math.ceil(full * (0.5 + clock.random() / 2));
}

function search(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`]));
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
