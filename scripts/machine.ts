// What the machine itself has to bring (a browser, Redis): found, installed where that is ours to do, or named as missing.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { run, works } from './command';
import type { Say } from './progress';

export interface Need {
  /** In the names of the test files that cannot do without: `*.browser.test.ts`. */
  tag: 'browser' | 'queue';
  what: string;
  packages: readonly string[];
  candidates: readonly string[];
  /** A way to get it without the system's packages. */
  download?: (say: Say) => Promise<unknown>;
}

export const NEEDS = [
  {
    tag: 'browser',
    what: 'a Chromium browser',
    packages: ['chromium', 'fonts-dejavu'],
    candidates: [
      process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
      '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', chromium.executablePath(),
    ],
    download: (say) => run(process.execPath, [require.resolve('playwright-core/cli.js'), 'install', 'chromium'], { timeLimit: 300_000, onLine: say }),
  },
  {
    tag: 'queue',
    what: 'a Redis server',
    packages: ['redis-server'],
    candidates: ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server', '/usr/bin/valkey-server'],
  },
] as const satisfies readonly Need[];

export type NeedTag = (typeof NEEDS)[number]['tag'];

/** The program that fills a need, when the machine has it. */
export async function findProgram(tag: NeedTag): Promise<string | undefined> {
  for (const candidate of needOf(tag).candidates) {
    if (candidate !== '' && existsSync(candidate) && await works(candidate, ['--version'])) return candidate;
  }
  return undefined;
}

/** The same, after trying to get it. */
export async function getProgram(tag: NeedTag, say: Say): Promise<string | undefined> {
  const need: Need = needOf(tag);
  const found = await findProgram(tag);
  if (found !== undefined) return found;
  if (await aptInstall(need.packages, say)) return findProgram(tag);
  if (need.download === undefined) return undefined;
  say(`downloading ${need.what}`);
  await need.download(say);
  return findProgram(tag);
}

/** How a person gets it. */
export function adviceFor(tag: NeedTag): string {
  const need = needOf(tag);
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
    const whole = [...sudo ? ['sudo', '-n'] : [], 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    return run(whole[0] ?? '', whole.slice(1), { timeLimit: 600_000 });
  };
  await apt('update');
  return (await apt('install', '-y', '--no-install-recommends', ...packages)).status === 0;
}

function needOf(tag: NeedTag): (typeof NEEDS)[number] {
  const need = NEEDS.find((candidate) => candidate.tag === tag);
  if (need === undefined) throw new Error(`no need is called ${tag}`);
  return need;
}
