// Answers requests in the same process: real HTTP between two ends of a pair of streams, without a port.
import { request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { Duplex } from 'node:stream';

/** Answers a request as the server would over a socket. A connection that breaks rejects with a TypeError, as fetch does. */
export async function answerInProcess(server: Server, request: Request): Promise<Response> {
  const { pathname, search, host } = new URL(request.url);
  const body = request.body ? Buffer.from(await request.arrayBuffer()) : undefined;
  const [near, far] = pairOfStreams();
  server.emit('connection', far);
  try {
    const answer = await new Promise<{ message: IncomingMessage; content: Uint8Array<ArrayBuffer> }>((resolve, reject) => {
      const sent = httpRequest({
        createConnection: () => near,
        method: request.method,
        path: pathname + search,
        headers: { host, ...Object.fromEntries(request.headers), connection: 'close', ...(body && { 'content-length': body.length }) },
      });
      sent.on('error', reject);
      sent.on('response', (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.on('error', reject);
        message.on('end', () => resolve({ message, content: new Uint8Array(Buffer.concat(chunks)) }));
      });
      sent.end(body);
    });
    const headers = Object.entries(answer.message.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]]));
    return new Response(answer.content.length > 0 ? answer.content : null, { status: answer.message.statusCode, headers });
  } catch (cause) {
    throw new TypeError('fetch failed', { cause });
  } finally {
    near.destroy();
  }
}

/** What is written to the one end is read at the other; when one end is gone, so is the other. */
function pairOfStreams(): [Duplex, Duplex] {
  const ends: Duplex[] = [];
  const end = (other: () => Duplex | undefined): Duplex => {
    const stream = new Duplex({
      read: () => undefined,
      write: (chunk, _encoding, done) => { other()?.push(chunk); setImmediate(done); },
      final: (done) => { other()?.push(null); done(); },
      destroy: (error, done) => { setImmediate(() => other()?.destroy()); done(error); },
    });
    ends.push(stream);
    return stream;
  };
  return [end(() => ends[1]), end(() => ends[0])];
}
