// Builds the package and packs it as `npm publish` would; unchanged sources give the tarball that is there already.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { mustRun } from '../command';
import { withInstallLock } from '../n8n/installLock';
import { npmEnvironment, npmProgram } from '../n8n/npm';
import type { Say } from '../progress';
import { PROJECT } from '../project';
import { hashOf } from './sourceHash';

const SOURCES = ['core', 'nodes', 'credentials', 'workflows', 'package.json', 'package-lock.json', 'gulpfile.js', 'tsconfig.json', 'tsconfig.build.json', 'icons', 'index.js', 'README.md', 'LICENSE'];
const PACKED = path.join(PROJECT, 'node_modules', '.cache', 'packed');

/** Changes whenever the package would. */
export function packageHash(): string {
  return hashOf(PROJECT, SOURCES);
}

/** The path of the tarball made from the sources as they are now. @throws CommandFailed */
export async function packPackage(say: Say = () => undefined): Promise<string> {
  const tarball = path.join(PACKED, `n8n-nodes-xledger-${packageHash()}.tgz`);
  if (existsSync(tarball)) return tarball;
  return withInstallLock(PACKED, say, async () => {
    if (!existsSync(tarball)) await buildAndPack(tarball, say);
    return tarball;
  });
}

async function buildAndPack(tarball: string, say: Say): Promise<void> {
  const folder = `${tarball}.making`;
  const [command, ...npm] = npmProgram(process.execPath);
  const options = { cwd: PROJECT, env: npmEnvironment(process.execPath), timeLimit: 300_000 };
  say('building');
  await mustRun(command, [...npm, 'run', 'build'], options);
  say('packing');
  await rm(PACKED, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await mustRun(command, [...npm, 'pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder], options);
  const [packed] = await readdir(folder);
  if (packed === undefined) throw new Error('npm pack made no file');
  await rename(path.join(folder, packed), tarball);
  await rm(folder, { recursive: true, force: true });
}
