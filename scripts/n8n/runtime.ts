// Puts a real n8n into the user's cache folder, where all clones share it: a Node 24, n8n itself, its native parts.
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { CommandFailed, mustRun, run, works, type CommandResult } from '../command';
import { aptInstall } from '../machine';
import { step, type Say } from '../progress';
import { withInstallLock } from './installLock';
import { nodeForN8n } from './nodeForN8n';
import { headersOf, npmEnvironment, npmProgram } from './npm';

/** The newest n8n whose exact dependencies could all be installed when this was written. */
export const N8N_VERSION = '2.41.1';
/**
 * The oldest n8n that is supported. Before 2.3 the Data Table node makes no tables and forms are older than those of the flows; of 2.3,
 * this one can be installed.
 */
export const OLDEST_N8N_VERSION = '2.3.6';
/** Loaded at every start of n8n; ready-made where the network allows it, else built. */
const NATIVE_PARTS = ['sqlite3', 'isolated-vm'];
/** n8n before 2.10 fetches it from a host of its own, which not every network reaches; later ones take it from npm under this name. */
const OVERRIDES = { xlsx: 'npm:@e965/xlsx@0.20.3' };
const COMPILER = ['g++', 'make', 'python3'];
/** The second is also left by installs made by hand. */
const DOWNLOAD_MARKS = ['.downloaded', '.ready'];
/** Of an installed n8n 2.41, measured. */
const SIZE_MB = 3_000;
const INSTALL_LIMIT = 25 * 60_000;

export interface Runtime {
  version: string;
  /** The Node that runs it. */
  node: string;
  /** n8n's command-line script, to be run by that Node. */
  n8n: string;
  dir: string;
}

/** `$XDG_CACHE_HOME/n8n-nodes-xledger`, or the same under `~/.cache`. */
export function cacheFolder(): string {
  return path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'n8n-nodes-xledger');
}

/** The n8n runtime, installed when it is missing and mended when it is broken; shows a step only when there is work to do. */
export async function ensureRuntime({ version = N8N_VERSION } = {}): Promise<Runtime> {
  const existing = await findRuntime(version);
  if (existing !== undefined) return existing;
  return step(`Installing n8n ${version} into ${cacheFolder()} (once; some minutes, 3 GB)`, async (say) => {
    const runtime = runtimeAt(version, await nodeForN8n(cacheFolder(), say));
    await withInstallLock(runtime.dir, say, async () => {
      if (!isDownloaded(runtime)) await download(runtime, say);
      await buildNativeParts(runtime, say);
      await writeFile(path.join(runtime.dir, '.ready'), '');
    });
    return runtime;
  });
}

async function findRuntime(version: string): Promise<Runtime | undefined> {
  if (!existsSync(path.join(cacheFolder(), `n8n-${version}`, '.ready'))) return undefined;
  const runtime = runtimeAt(version, await nodeForN8n(cacheFolder(), () => undefined));
  // A cache copied from elsewhere, or another Node than it was built for: mended below, without downloading again.
  const broken = await brokenNativeParts(runtime);
  return isDownloaded(runtime) && broken.length === 0 ? runtime : undefined;
}

function runtimeAt(version: string, node: string): Runtime {
  const dir = path.join(cacheFolder(), `n8n-${version}`);
  return { version, node, dir, n8n: path.join(dir, 'node_modules', 'n8n', 'bin', 'n8n') };
}

function isDownloaded(runtime: Runtime): boolean {
  return existsSync(runtime.n8n) && DOWNLOAD_MARKS.some((mark) => existsSync(path.join(runtime.dir, mark)));
}

/** Downloads beside its place and moves it there whole, so that a half download never looks like one. */
async function download(runtime: Runtime, say: Say): Promise<void> {
  const staging = `${runtime.dir}.installing`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  await writeFile(path.join(staging, 'package.json'), JSON.stringify({
    private: true,
    dependencies: { n8n: runtime.version },
    overrides: OVERRIDES,
    // Newer npm versions run only the install scripts that are named here.
    allowScripts: Object.fromEntries(NATIVE_PARTS.map((name) => [name, true])),
  }));
  const arrived = await arriving(staging, say);
  // Without its scripts: a Kafka library's fetches sources from elsewhere, and only the Kafka node would need them.
  const [command, ...first] = npmProgram(runtime.node);
  await mustRun(command, [...first, 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: staging, env: npmEnvironment(runtime.node), timeLimit: INSTALL_LIMIT }).finally(arrived);
  await writeFile(path.join(staging, '.downloaded'), '');
  await rm(runtime.dir, { recursive: true, force: true });
  await rename(staging, runtime.dir);
}

const FIRST = 'finding out what is needed';

/** Says how far a download is, by how much less room the disk has: npm itself says nothing. Ends when the answer is called. */
async function arriving(folder: string, say: Say): Promise<() => void> {
  const room = async (): Promise<number> => {
    const { bavail, bsize } = await statfs(folder);
    return (bavail * bsize) / 1_000_000;
  };
  const before = await room();
  const look = async (): Promise<void> => {
    const arrived = Math.round(before - await room());
    say(arrived < 5 ? FIRST : `downloading: about ${arrived} of ${SIZE_MB} MB`);
  };
  say(FIRST);
  const timer = setInterval(() => void look().catch(() => undefined), 2_000);
  return () => clearInterval(timer);
}

async function buildNativeParts(runtime: Runtime, say: Say): Promise<void> {
  const broken = await brokenNativeParts(runtime);
  if (broken.length === 0) return;
  let result = await rebuild(runtime, broken, say);
  let still = await brokenNativeParts(runtime);
  if (still.length === 0) return;
  if (!await hasCompiler() && await aptInstall(COMPILER, say)) {
    result = await rebuild(runtime, still, say);
    still = await brokenNativeParts(runtime);
    if (still.length === 0) return;
  }
  throw new Error([
    `n8n's native part ${still.join(' and ')} could not be built.`,
    ...await hasCompiler() ? [] : [`This machine lacks a C++ compiler: install ${COMPILER.join(', ')} (macOS: xcode-select --install), then run this again.`],
    new CommandFailed('npm rebuild', result).message,
  ].join('\n'));
}

function rebuild(runtime: Runtime, parts: readonly string[], say: Say): Promise<CommandResult> {
  say(`building ${parts.join(' and ')}`);
  const [command, ...first] = npmProgram(runtime.node);
  return run(command, [...first, 'rebuild', ...parts, '--ignore-scripts=false', '--loglevel=error'],
    { cwd: runtime.dir, env: { ...npmEnvironment(runtime.node), ...headersOf(runtime.node) }, timeLimit: INSTALL_LIMIT });
}

async function brokenNativeParts(runtime: Runtime): Promise<string[]> {
  // Older versions of n8n do not have all of them.
  const parts = NATIVE_PARTS.filter((name) => existsSync(path.join(runtime.dir, 'node_modules', name)));
  const checks = await Promise.all(parts.map((name) => works(runtime.node, ['-e', `require('${name}')`], { cwd: runtime.dir })));
  return parts.filter((_, index) => !checks[index]);
}

async function hasCompiler(): Promise<boolean> {
  const found = await Promise.all(COMPILER.map((program) => works(program, ['--version'])));
  return found.every(Boolean);
}
