// What the tests of the embedded Huma speak with it: a client with a token, and a receiver of webhooks.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startHuma, type HumaOptions, type HumaSandbox } from '../../sandbox/huma';

// Answers are looked into at many depths; the tests themselves are what checks their shape.
export type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

export type Call = (method: string, path: string, body?: unknown) => Promise<Answer>;

export interface Talk {
  huma: HumaSandbox;
  /** The Open API, with a token. */
  api: Call;
  /** Without one. */
  bare: Call;
  admin: Call;
  /** Ids of the people, in the order they were invented. */
  ids: string[];
  close(): Promise<void>;
}

export async function talkToHuma(options: HumaOptions = {}): Promise<Talk> {
  const huma = await startHuma({ seed: 3, ...options });
  const bare = callAt(huma.url);
  const token = await bare('POST', '/auth/oauth/token', { grant_type: 'client_credentials', client_id: huma.clientId, client_secret: huma.clientSecret });
  return {
    huma,
    bare,
    api: callAt(huma.url, { authorization: `Bearer ${token.body.access_token}` }),
    admin: callAt(huma.adminUrl),
    ids: [...huma.state.users.keys()].slice(0, -1),
    close: () => huma.close(),
  };
}

function callAt(base: string, headers: Record<string, string> = {}): Call {
  return async (method, path, body) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(base + path, { method, headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...sent });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
  };
}

export interface Received {
  headers: IncomingHttpHeaders;
  raw: string;
  body: Json;
}

export interface Receiver {
  url: string;
  got: Received[];
  /** What it answers, one after the other; afterwards 200. */
  answers: number[];
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const got: Received[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      got.push({ headers: request.headers, raw, body: JSON.parse(raw) });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    got,
    answers,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
}
