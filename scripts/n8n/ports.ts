// Finds ports of this machine that nobody listens on.
import { createServer } from 'node:net';

/** As many different free ports as asked for; the wanted ones first, where they are free. */
export async function freePorts(count: number, wanted: readonly number[] = []): Promise<number[]> {
  const held: Array<{ port: number; release: () => Promise<void> }> = [];
  for (let index = 0; index < count; index += 1) {
    const preferred = wanted[index];
    const hold = preferred === undefined ? undefined : await holdPort(preferred).catch(() => undefined);
    held.push(hold ?? await holdPort(0));
  }
  await Promise.all(held.map(({ release }) => release()));
  return held.map(({ port }) => port);
}

export async function isFree(port: number): Promise<boolean> {
  return holdPort(port).then(({ release }) => release().then(() => true), () => false);
}

function holdPort(port: number): Promise<{ port: number; release: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('no port'));
      resolve({ port: address.port, release: () => new Promise((done) => server.close(() => done())) });
    });
  });
}
