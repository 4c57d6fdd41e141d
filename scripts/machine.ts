// What the machine itself has to bring (a browser, Redis, Postgres): found, installed where that is ours to do, or named as missing.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { run, works } from './command';
import type { Say } from './progress';

export interface Need {
  name: 'browser' | 'redis' | 'postgres';
  /** In the names of the test files that cannot do without: `*.browser.test.ts`. */
  tag: 'browser' | 'queue';
  what: string;
  packages: readonly string[];
  /** Where it may be, now: an installation changes that. */
  candidates: () => readonly string[];
  /** A way to get it without the system's packages. */
  download?: (say: Say) => Promise<unknown>;
}

const DEBIAN_POSTGRES = '/usr/lib/postgresql';

export const NEEDS: readonly Need[] = [
  {
    name: 'browser',
    tag: 'browser',
    what: 'a Chromium browser',
    packages: ['chromium', 'fonts-dejavu'],
    candidates: () => [
      process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
      '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', chromium.executablePath(),
    ],
    download: (say) => run(process.execPath, [require.resolve('playwright-core/cli.js'), 'install', 'chromium'], { timeLimit: 300_000, onLine: say }),
  },
  {
    name: 'redis',
    tag: 'queue',
    what: 'a Redis server',
    packages: ['redis-server'],
    candidates: () => ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server', '/usr/bin/valkey-server'],
  },
  {
    name: 'postgres',
    tag: 'queue',
    what: 'a Postgres server',
    packages: ['postgresql'],
    // The newest first. `initdb` is beside each.
    candidates: () => [...debianPostgres(), '/usr/local/bin/postgres', '/opt/homebrew/bin/postgres'],
  },
];

export type NeedTag = Need['tag'];
export type NeedName = Need['name'];

/** The program that fills a need, when the machine has it. */
export async function findProgram(name: NeedName): Promise<string | undefined> {
  for (const candidate of needOf(name).candidates()) {
    if (candidate !== '' && existsSync(candidate) && await works(candidate, ['--version'])) return candidate;
  }
  return undefined;
}

/** The same, after trying to get it. */
export async function getProgram(name: NeedName, say: Say): Promise<string | undefined> {
  const need = needOf(name);
  const found = await findProgram(name);
  if (found !== undefined) return found;
  if (await aptInstall(need.packages, say)) return findProgram(name);
  if (need.download === undefined) return undefined;
  say(`downloading ${need.what}`);
  await need.download(say);
  return findProgram(name);
}

/** How a person gets it. */
export function adviceFor(name: NeedName): string {
  const need = needOf(name);
  return `This machine lacks ${need.what} (Debian, Ubuntu: apt-get install ${need.packages.join(' ')}).`;
}

/**
 * Installs Debian packages. Only as root, or in CI with sudo that asks nothing: elsewhere the machine is not ours to change.
 * @returns whether they were installed
 */
export async function aptInstall(packages: readonly string[], say: Say): Promise<boolean> {
  if (!existsSync('/usr/bin/apt-get')) return false;
  const isRoot = process.getuid?.() === 0;
  const sudo = !isRoot && Boolean(process.env.CI) && await works('sudo', ['-n', 'true']);
  if (!isRoot && !sudo) return false;
  say(`apt-get install ${packages.join(' ')}`);
  const apt = (...args: string[]) => {
    // A runlevel in which Debian starts no service: a database server is wanted as a program, not running.
    const whole = [...sudo ? ['sudo', '-n'] : [], 'env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get', ...args];
    return run(whole[0] ?? '', whole.slice(1), { timeLimit: 600_000 });
  };
  await apt('update');
  return (await apt('install', '-y', '--no-install-recommends', ...packages)).status === 0;
}

function debianPostgres(): string[] {
  if (!existsSync(DEBIAN_POSTGRES)) return [];
  const versions = readdirSync(DEBIAN_POSTGRES).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => path.join(DEBIAN_POSTGRES, version, 'bin', 'postgres'));
}

function needOf(name: NeedName): Need {
  const need = NEEDS.find((candidate) => candidate.name === name);
  if (need === undefined) throw new Error(`no need is called ${name}`);
  return need;
}
