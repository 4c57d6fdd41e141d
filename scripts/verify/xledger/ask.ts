// Sends documents to Xledger, paced as the package does, and gives whatever came back; nothing of it is printed.
import { z } from 'zod';
import type { Clock, HttpReply, Post } from '../../../core/person';
import { createLimiter } from '../../../core/xledger';
import { CannotGoOn } from '../findings';

export interface XledgerError {
  message: string;
  code: string | undefined;
  path: readonly (string | number)[] | undefined;
  extensions: Readonly<Record<string, unknown>>;
}

export interface Reply {
  status: number;
  isJson: boolean;
  data: Readonly<Record<string, unknown>> | null;
  errors: readonly XledgerError[];
}

export interface Asker {
  /** Waits out limits. Throws `CannotGoOn` where the token is not accepted or there is no answer. */
  ask(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Reply>;
  /** Once, with another `Authorization` header, whatever comes. */
  askAs(authorization: string, document: string): Promise<Reply>;
  /** So many at once, past all pacing. */
  askAtOnce(count: number, document: string): Promise<Reply[]>;
  readonly requests: number;
}

export interface Connection {
  endpoint: string;
  token: string;
  post: Post;
  clock: Clock;
}

const TRIES = 6;

export function createAsker({ endpoint, token, post, clock }: Connection): Asker {
  const limiter = createLimiter();
  let requests = 0;
  const send = async (authorization: string, document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Reply> => {
    requests++;
    return read(await post({ method: 'POST', url: endpoint, headers: { 'content-type': 'application/json', accept: 'application/json', authorization }, body: JSON.stringify({ query: document, variables }) }));
  };
  const own = `token ${token}`;

  async function ask(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Reply> {
    for (let tries = 1; ; tries++) {
      const reply = await limiter.run(clock, () => send(own, document, variables));
      const why = stopOf(reply);
      if (why === undefined) return reply;
      if (why !== 'busy') throw new CannotGoOn(why);
      // A mutation that may have happened is never sent again.
      if (reply.status >= 500 && document.startsWith('mutation')) return reply;
      if (tries >= TRIES) throw new CannotGoOn('Xledger keeps refusing because of its limits, or is not available. Try again later.');
      await clock.sleep(5_000 * tries);
    }
  }

  return {
    ask,
    askAs: (authorization, document) => limiter.run(clock, () => send(authorization, document)),
    askAtOnce: (count, document) => Promise.all(Array.from({ length: count }, () => send(own, document))),
    get requests() { return requests; },
  };
}

/** Whether the server says that a field, argument or type is not there. */
export const lacksSomething = ({ errors }: Reply): boolean => errors.some(({ message, code }) => /cannot query field|unknown (?:argument|type|field)|is not defined by type|unrecognized input field/i.test(message) || /^(FIELDS_ON_CORRECT_TYPE|KNOWN_ARGUMENT_NAMES|KNOWN_TYPE_NAMES)$/.test(code ?? ''));

export const isRefused = ({ data, errors }: Reply): boolean => errors.length > 0 && (data === null || Object.values(data).every((value) => value === null));

export const isNoAccess = ({ errors }: Reply): boolean => errors.some(({ message, code }) => /access (?:is |was )?denied|\bno (?:access|permission|rights?)|forbidden/i.test(message) || /FORBIDDEN|ACCESS_DENIED/.test(code ?? ''));

export const isTimedOut = ({ errors }: Reply): boolean => errors.some(({ message }) => /timed out/i.test(message));

/** Why nothing more can be asked; `busy` passes. */
function stopOf(reply: Reply): string | undefined {
  const { status, isJson, errors } = reply;
  if (isNoAccess(reply)) return undefined;
  const said = (words: RegExp) => errors.some(({ message, code }) => words.test(`${code ?? ''} ${message}`));
  if (said(/INSUFFICIENT_CREDITS|insufficient credits/i)) return 'The credits of this Xledger are used up. Try again in an hour.';
  if (status === 429 || said(/RATE_LIMIT|CONCURRENCY_LIMIT|too many requests/i)) return 'busy';
  if (status === 401 || (status === 403 && !isJson) || said(/UNAUTHENTICATED|api token|token is not valid|unauthori[sz]ed/i)) return 'Xledger does not accept the token. Is it for this environment, and is it still there?';
  if (status >= 500) return 'busy';
  if (!isJson) return `What answers at this address is not Xledger (HTTP ${status}, no JSON).`;
  return undefined;
}

function read({ status, body }: HttpReply): Reply {
  try {
    const { data, errors } = BODY.parse(JSON.parse(body));
    return { status, isJson: true, data: data ?? null, errors: errors ?? [] };
  } catch {
    return { status, isJson: false, data: null, errors: [] };
  }
}

const ERROR = z
  .object({ message: z.string().catch(''), code: z.string().optional().catch(undefined), path: z.array(z.union([z.string(), z.number()])).optional().catch(undefined), extensions: z.record(z.unknown()).catch({}) })
  .transform(({ message, code, path, extensions }): XledgerError => ({ message, code: code ?? (typeof extensions.code === 'string' ? extensions.code : undefined), path, extensions }));
const BODY = z.object({ data: z.record(z.unknown()).nullish(), errors: z.array(ERROR).nullish() });
