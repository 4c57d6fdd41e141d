/** Sends one GraphQL request and hands back what came, whatever it is. Knows nothing of what errors mean. */
import { ClientError, GraphQLClient } from 'graphql-request';
import { NoReply, type Post } from '../../person';

export type Variables = Record<string, unknown>;

/** What came back. */
export type Reply =
  | { kind: 'json'; status: number; retryAfter: string | null; data: unknown; errors: unknown }
  | { kind: 'notJson'; status: number; retryAfter: string | null }
  | { kind: 'nothing'; because: NoReply['because'] | 'addressNotReadable'; neverSent: boolean };

export type Send = (document: string, variables: Variables) => Promise<Reply>;

/** A sender for one address. Values travel in `variables` only (R39); credentials are added by whoever implements `post`. */
export function createSend(endpoint: string, post: Post): Send {
  return async (document, variables) => {
    let status: number | undefined;
    let retryAfter: string | null = null;
    const client = new GraphQLClient(endpoint, {
      errorPolicy: 'all',
      excludeOperationName: true,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      jsonSerializer: { stringify: JSON.stringify, parse: parseReply },
      fetch: async (url, init) => {
        const reply = await post({ method: 'POST', url: String(url), headers: Object.fromEntries(new Headers(init?.headers)), body: String(init?.body) });
        status = reply.status;
        retryAfter = reply.headers['retry-after'] ?? null;
        // The content type is stated here because the body is parsed whatever the server calls it (xledger.md 1).
        return new Response(reply.body === '' ? null : reply.body, { status, headers: { 'content-type': 'application/json' } });
      },
    });
    try {
      const { data, errors } = await client.rawRequest<unknown>(document, variables);
      return { kind: 'json', status: status ?? 200, retryAfter, data, errors };
    } catch (error) {
      return replyIn(error, status, retryAfter);
    }
  };
}

/** graphql-request takes `"errors": null` for a broken reply, but it is a server's way to say that there are none. */
function parseReply(text: string): unknown {
  const reply: unknown = JSON.parse(text);
  const given = typeof reply === 'object' && reply !== null && !Array.isArray(reply);
  return given ? Object.fromEntries(Object.entries(reply).filter(([key, value]) => key === 'data' || value !== null)) : reply;
}

/** graphql-request's errors quote the whole request, so none of them leaves this file. */
function replyIn(error: unknown, status: number | undefined, retryAfter: string | null): Reply {
  if (error instanceof NoReply) return { kind: 'nothing', because: error.because, neverSent: error.neverSent };
  if (status === undefined) return { kind: 'nothing', because: 'addressNotReadable', neverSent: true };
  if (error instanceof ClientError && (error.response.errors ?? error.response.data) !== undefined) {
    return { kind: 'json', status, retryAfter, data: error.response.data, errors: error.response.errors };
  }
  return { kind: 'notJson', status, retryAfter };
}
