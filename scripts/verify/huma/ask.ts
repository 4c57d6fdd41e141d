// Asks Huma's Open API and gives whatever came back; nothing of it is printed.
import { z } from 'zod';
import type { Clock, HttpReply, HttpRequest, Post } from '../../../core/person';
import { CannotGoOn } from '../findings';

export interface Reply {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Undefined where it is no JSON. */
  json: unknown;
}

type Method = HttpRequest['method'];

export interface HumaAsker {
  /** Waits out limits. Throws `CannotGoOn` where the key is not accepted. */
  get(path: string, query?: string): Promise<Reply>;
  send(method: Method, path: string, body: object): Promise<Reply>;
  getAtOnce(count: number, path: string): Promise<Reply[]>;
  /** Once, with the token of the beginning, whatever comes. */
  withFirstToken(path: string): Promise<Reply>;
  /** `expires_in` as it came. */
  readonly expiresIn: number | undefined;
  readonly requests: number;
}

export interface Connection {
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  post: Post;
  clock: Clock;
}

const TRIES = 6;

/** Fetches a token at once. */
export async function createHumaAsker({ baseUrl, clientId, clientSecret, post, clock }: Connection): Promise<HumaAsker> {
  const base = baseUrl.trim().replace(/\/+$/, '');
  let requests = 0;
  const plain = async (request: HttpRequest): Promise<Reply> => {
    requests++;
    return read(await post(request));
  };
  const fetchToken = async (): Promise<z.infer<typeof TOKEN>> => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }).toString();
    const reply = await plain({ method: 'POST', url: `${base}/auth/oauth/token`, headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }, body });
    const token = TOKEN.safeParse(reply.json);
    if (token.success) return token.data;
    throw new CannotGoOn(reply.json === undefined ? `What answers at this address is not Huma's Open API (HTTP ${reply.status}).` : `Huma does not accept the client ID and secret (HTTP ${reply.status}). Is the key active, and for this environment?`);
  };
  const first = await fetchToken();
  let token = first.access_token;
  const authorised = (method: Method, path: string, with_: string, body?: object): Promise<Reply> =>
    plain({ method, url: base + path, headers: { accept: 'application/json', authorization: `Bearer ${with_}`, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });

  async function patiently(method: Method, path: string, body?: object): Promise<Reply> {
    let renewed = false;
    for (let tries = 1; ; tries++) {
      const reply = await authorised(method, path, token, body);
      if (reply.status === 401 && !renewed) {
        renewed = true;
        token = (await fetchToken()).access_token;
        continue;
      }
      if (reply.status === 401) throw new CannotGoOn('Huma does not accept its own token any more.');
      const passes = reply.status === 429 || reply.status === 503;
      if (!passes) return reply;
      if (tries >= TRIES) throw new CannotGoOn(`Huma keeps answering HTTP ${reply.status}. Try again later.`);
      await clock.sleep(1_000 * Math.max(tries, Number(reply.headers['retry-after']) || 0));
    }
  }

  return {
    get: (path, query = '') => patiently('GET', path + query),
    send: (method, path, body) => patiently(method, path, body),
    getAtOnce: (count, path) => Promise.all(Array.from({ length: count }, () => authorised('GET', path, token))),
    withFirstToken: (path) => authorised('GET', path, first.access_token),
    expiresIn: first.expires_in,
    get requests() { return requests; },
  };
}

const TOKEN = z.object({ access_token: z.string().min(1), expires_in: z.number().optional().catch(undefined) });

function read({ status, headers, body }: HttpReply): Reply {
  try {
    return { status, headers, json: JSON.parse(body) };
  } catch {
    return { status, headers, json: undefined };
  }
}
