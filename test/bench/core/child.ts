// One in-process bench in a process of its own: the last line of standard output is what it measured.
import { compareWithPeer, peerIn } from './compare';
import { fromAnotherProcess, memoryOf, writeInput } from './memory';
import { overParse } from './overParse';
import { scale } from './scale';
import type { TenantSize } from './tenants';

const WORK: Readonly<Record<string, (...words: string[]) => Promise<unknown>>> = {
  engine: () => overParse(),
  scale: () => scale(),
  memory: () => memoryOf({ inputFrom: fromAnotherProcess }),
  input: (file = '', size = '') => Promise.resolve(writeInput(file, JSON.parse(size) as TenantSize)),
  compare: (runtimeFolder = '') => compareWithPeer(peerIn(runtimeFolder)),
};

void (async () => {
  const [name = '', ...words] = process.argv.slice(2);
  const measured = await WORK[name]?.(...words);
  process.stdout.write(`${JSON.stringify(measured)}\n`);
})();
