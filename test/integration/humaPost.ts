// A transport for tests: HTTP to a Huma, with a token that is fetched, kept and renewed once on 401, as n8n's credential does it.
import { NoReply, type HttpReply, type HttpRequest, type Post } from '../../core/person';
import { ask } from './sandboxes';

export interface HumaPost {
  post: Post;
  /** How many tokens were fetched. */
  tokens(): number;
}

/** A `Post` for the Huma at `url`. Tests may be far from 127.0.0.1's speed, never from its manners. */
export function humaPost({ url, clientId, clientSecret }: { url: string; clientId: string; clientSecret: string }): HumaPost {
  let token: Promise<string> | undefined;
  let tokens = 0;

  async function newToken(): Promise<string> {
    tokens++;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }).toString();
    const reply = await send({ method: 'POST', url: `${url}/auth/oauth/token`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
    if (reply.status !== 200) return 'none';
    return (JSON.parse(reply.body) as { access_token: string }).access_token;
  }

  async function post(request: HttpRequest): Promise<HttpReply> {
    const used = (token ??= newToken());
    const reply = await send(withToken(request, await used));
    if (reply.status !== 401) return reply;
    // Several calls may find out at the same time: one new token is enough for all.
    if (token === used) token = newToken();
    return await send(withToken(request, await token));
  }

  return { post, tokens: () => tokens };
}

const withToken = (request: HttpRequest, token: string): HttpRequest => ({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });

async function send({ method, url, headers, body }: HttpRequest): Promise<HttpReply> {
  try {
    const response = await ask(url, { method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(20_000) });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  } catch (error) {
    throw error instanceof Error && error.name === 'TimeoutError' ? new NoReply('timeout', false) : new NoReply('connectionLost', false);
  }
}
