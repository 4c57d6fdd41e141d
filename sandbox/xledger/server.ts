// Listens on this machine and hands each HTTP request to a handler of Request and Response; cuts the connection when told.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  url: string;
  close: () => Promise<void>;
}

/** `isCut` tells the errors that mean: destroy the socket instead of answering. */
export async function listen(port: number, host: string, handle: (request: Request) => Promise<Response>, isCut: (error: unknown) => boolean): Promise<Listening> {
  const server = createServer((incoming, outgoing) => {
    void answerTo(incoming, outgoing, handle, isCut);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${chosen}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerTo(incoming: IncomingMessage, outgoing: ServerResponse, handle: (request: Request) => Promise<Response>, isCut: (error: unknown) => boolean): Promise<void> {
  try {
    const response = await handle(await requestFrom(incoming));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    if (isCut(error) || outgoing.headersSent) incoming.socket.destroy();
    else outgoing.writeHead(500, { 'content-type': 'text/plain' }).end(`The sandbox itself failed: ${(error as Error).stack}`);
  }
}

async function requestFrom(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) if (value !== undefined) headers.set(name, String(value));
  const method = incoming.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? undefined : Buffer.concat(chunks);
  return new Request(`http://${incoming.headers.host ?? '127.0.0.1'}${incoming.url ?? '/'}`, { method, headers, body });
}
