// Where the sandbox Huma posts its messages to: over HTTP, checked and read as Huma Trigger does; remembers who was named, and by which event.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readWebhook, type HumaWebhookEvent } from '../../../core/huma';
import type { HumaSandbox } from '../../../sandbox/huma';

const SECRET = 'c2VjcmV0LW9mLXRoZS1odW1hLXdlYmhvb2s=';

export interface Postbox {
  /** Who was named since the last time, each once; the first event counts. */
  emptied(): Promise<Map<string, HumaWebhookEvent>>;
  close(): Promise<void>;
}

/** Opens the box and tells Huma its address. */
export async function postboxOf(huma: HumaSandbox, today: string): Promise<Postbox> {
  let named = new Map<string, HumaWebhookEvent>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = readWebhook({ headers: request.headers, rawBody: Buffer.concat(chunks) }, { secret: SECRET, today });
      if (answer.kind === 'users') for (const { humaId } of answer.users) named.set(humaId, named.get(humaId) ?? answer.event);
      response.writeHead(answer.kind === 'refused' ? answer.status : 200).end();
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  Object.assign(huma.webhook, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, clientSecret: SECRET, gatherMs: 10, retryMs: 1 });
  return {
    async emptied() {
      await huma.settled();
      const all = named;
      named = new Map();
      return all;
    },
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}
