/** Sends one request to Huma and repeats it where that is harmless, with growing waits, until the patience is used up (huma.md 1.11). */
import type { z } from 'zod';
import { NoReply, type Clock, type HttpReply, type HttpRequest, type Instant, type Post } from '../../person';
import { readReply, readSilence, type Answer, type Failure, type Unwell } from './answers';

export interface Caller {
  get<T>(path: string, query: Query, schema: z.ZodType<T, z.ZodTypeDef, unknown>): Promise<Final<T>>;
  /** How many requests were sent, repetitions included. */
  readonly requests: number;
}

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
}

const DEFAULT_PATIENCE = 60_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** A cut-off answer may be an accident of the network; the third one is not. */
const GARBLED_TRIES = 3;

/** A caller for one credential. All its calls wait together when Huma asks for quiet. */
export function createCaller({ baseUrl, post, clock, patience = DEFAULT_PATIENCE }: CallerOptions): Caller {
  const base = baseUrl.trim().replace(/\/+$/, '');
  let requests = 0;
  let quietUntil: Instant = 0;

  /** GET changes nothing, so it is repeated freely; a POST would have to look first whether its work was done, and no call here sends one. */
  async function get<T>(path: string, query: Query, schema: z.ZodType<T, z.ZodTypeDef, unknown>): Promise<Final<T>> {
    const request: HttpRequest = { method: 'GET', url: base + path + search(query), headers: { accept: 'application/json' } };
    const deadline = clock.now() + patience;
    for (let tries = 1; ; tries++) {
      if (quietUntil > clock.now()) {
        if (quietUntil > deadline) return { kind: 'failed', failure: { code: 'unavailable', says: 'Huma asked for a pause that is longer than the time allowed.', retry: true, resumeAt: quietUntil } };
        await clock.sleep(quietUntil - clock.now());
      }
      const answer = await attempt(request, schema);
      if (answer.kind === 'done' || answer.kind === 'notVisible') return answer;
      if (answer.kind === 'failed' || (answer.kind === 'garbled' && tries >= GARBLED_TRIES)) return { kind: 'failed', failure: answer.failure };

      const asked = answer.kind === 'wait' ? answer.after : undefined;
      const resumeAt = clock.now() + Math.max(asked ?? 0, growing(tries, clock));
      if (asked !== undefined) quietUntil = Math.max(quietUntil, resumeAt);
      if (resumeAt > deadline) return { kind: 'failed', failure: { ...answer.failure, resumeAt } };
      await clock.sleep(resumeAt - clock.now());
    }
  }

  async function attempt<T>(request: HttpRequest, schema: z.ZodType<T, z.ZodTypeDef, unknown>): Promise<Answer<T>> {
    requests++;
    let reply: HttpReply;
    try {
      reply = await post(request);
    } catch (error) {
      return silence(error);
    }
    return readReply(reply, schema, clock.now());
  }

  return { get, get requests() { return requests; } };
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
