// The steps of `npm test`, in the order they run: the quick and telling ones first.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CommandFailed, lastLines, mustRun, run } from '../command';
import { adviceFor, getProgram, NEEDS, type Need, type NeedTag } from '../machine';
import { ensureRuntime, OLDEST_N8N_VERSION } from '../n8n';
import { npmEnvironment, npmProgram } from '../n8n/npm';
import { packPackage } from '../package/pack';
import { step, writeLine } from '../progress';
import { PROJECT, tool } from '../project';
import { countJest, failedWith, PASSED, type Count } from './counts';
import { N8N_UNDER_TEST } from './n8nUnderTest';

const MINUTE = 60_000;

export interface Check {
  title: string;
  /** What `npm run test:fast` does instead; nothing where this is missing. */
  fast?: () => Promise<Count>;
  run: () => Promise<Count>;
}

const types = () => succeeds('Types', ...tool('tsc', '--noEmit', '-p', '.'));
const lint = (...args: string[]) => succeeds('Lint', ...tool('eslint', '.', ...args));
/** Trusts files that did not change, though what they import may have: good enough for the inner loop only. */
const LINT_CACHE = ['--cache', '--cache-location', 'node_modules/.cache/eslint/'];
const IN_PROCESS = ['--maxWorkers=100%', '--selectProjects', 'unit', 'property', 'integration', 'nodes'];
/** The package installs and loads, and the inbox is worked off: in a few minutes, whether an n8n has what the flows use. */
const IN_THE_OLDEST = ['package', 'mainJob', 'bulk', 'inbox', 'credentials', 'tidyLinks', 'fullSync.browser', 'editor.browser'].map((name) => `test/e2e/${name}.test.ts`);
/** What answers at once: core and the sandboxes' own tests. Properties, servers and crowds take minutes. */
const AT_ONCE = ['--selectProjects', 'unit'];

export const CHECKS: readonly Check[] = [
  { title: 'Types', run: types, fast: types },
  { title: 'Lint', run: () => lint(), fast: () => lint(...LINT_CACHE) },
  { title: 'Build and pack', run: pack },
  { title: 'Scan of the package', run: () => npmRun('Scan of the package', 'scan') },
  { title: 'Unit, property, integration and node tests', run: () => jest(IN_PROCESS, 25 * MINUTE), fast: () => jest(AT_ONCE, 5 * MINUTE) },
  endToEndIn(undefined),
  { title: `What tells most, in the oldest n8n that is supported (${OLDEST_N8N_VERSION})`, run: () => endToEnd(OLDEST_N8N_VERSION, IN_THE_OLDEST) },
];

/** Every end-to-end test, in the n8n of this version; undefined: the newest. */
export function endToEndIn(version: string | undefined): Check {
  return { title: `End-to-end tests in a real n8n${version === undefined ? '' : ` ${version}`}`, run: () => endToEnd(version) };
}

async function pack(): Promise<Count> {
  await step('Build and pack', packPackage);
  return PASSED;
}

async function endToEnd(version: string | undefined, files: readonly string[] = []): Promise<Count> {
  await ensureRuntime({ version });
  const { leftOut, failures } = await machineNeeds();
  // One file at a time: they share one n8n.
  const ignored = leftOut.flatMap((tag) => ['--testPathIgnorePatterns', `\\.${tag}\\.test\\.ts$`]);
  const tests = await jest(['--selectProjects', 'e2e', '--runInBand', ...ignored, ...files.map((file) => `--testPathPatterns=${file}`)], 40 * MINUTE, version === undefined ? {} : { [N8N_UNDER_TEST]: version });
  return { passed: tests.passed, failed: tests.failed + failures.length, complaints: [...failures, ...tests.complaints] };
}

/** What tests need and the machine lacks: a failure in CI, elsewhere said plainly and left out. */
async function machineNeeds(): Promise<{ leftOut: NeedTag[]; failures: string[] }> {
  const names = await readdir(path.join(PROJECT, 'test', 'e2e'), { recursive: true });
  const lacking: Need[] = [];
  for (const need of NEEDS) {
    if (!names.some((name) => name.endsWith(`.${need.tag}.test.ts`))) continue;
    const program = await step(`Looking for ${need.what}`, (say) => getProgram(need.name, say));
    if (program === undefined) lacking.push(need);
  }
  for (const { name, tag } of lacking) writeLine(`! ${adviceFor(name)} Its tests (*.${tag}.test.ts) are NOT run.`);
  const leftOut = [...new Set(lacking.map(({ tag }) => tag))];
  return { leftOut, failures: process.env.CI ? lacking.map(({ name }) => adviceFor(name)) : [] };
}

async function jest(args: string[], timeLimit: number, env: NodeJS.ProcessEnv = {}): Promise<Count> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jest-report-'));
  try {
    const report = path.join(folder, 'report.json');
    const [command, all] = tool('jest', ...args, '--json', `--outputFile=${report}`, '--forceExit');
    const result = await run(command, all, { cwd: PROJECT, env: { ...process.env, ...env }, timeLimit, echo: true });
    if (result.timedOut) return failedWith(`jest ${args.join(' ')} took longer than ${timeLimit / MINUTE} minutes and was ended`);
    if (!existsSync(report)) return failedWith(`jest ${args.join(' ')} made no report: ${lastLines(result.output, 5)}`);
    return countJest(await readFile(report, 'utf8'), PROJECT);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function npmRun(title: string, script: string): Promise<Count> {
  const [command, ...npm] = npmProgram(process.execPath);
  return succeeds(title, command, [...npm, 'run', '--silent', script], npmEnvironment(process.execPath));
}

async function succeeds(title: string, command: string, args: string[], env = process.env): Promise<Count> {
  try {
    await step(title, (say) => mustRun(command, args, { cwd: PROJECT, env, timeLimit: 10 * MINUTE, onLine: say }));
    return PASSED;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    writeLine(lastLines(error.result.output, 100));
    return failedWith(`${title}: failed, see above`);
  }
}
