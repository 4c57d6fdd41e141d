// Installs a packed community package into n8n's user folder, the way n8n itself and its users do.
import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { mustRun } from '../command';
import { npmEnvironment, npmProgram } from './npm';
import type { Runtime } from './runtime';

/** Installs a tarball; n8n loads it at its next start, with types named `<package>.<node>`. */
export async function installPackage(runtime: Runtime, userFolder: string, tarball: string): Promise<void> {
  const folder = path.join(userFolder, '.n8n', 'nodes');
  await mkdir(folder, { recursive: true });
  const manifest = path.join(folder, 'package.json');
  if (!existsSync(manifest)) await writeFile(manifest, JSON.stringify({ name: 'installed-nodes', private: true, dependencies: {} }));
  const [command, ...first] = npmProgram(runtime.node);
  await mustRun(command, [...first, 'install', tarball, '--ignore-scripts', '--omit=peer', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: folder, env: npmEnvironment(runtime.node), timeLimit: 300_000 });
}
