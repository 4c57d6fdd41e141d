// Before the first end-to-end test: packs the package, installs it into a fresh n8n as a user would, and starts that n8n.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureRuntime, installPackage, N8nClient, startN8n, type N8n } from '../../../scripts/n8n';
import { packPackage } from '../../../scripts/package/pack';
import { step } from '../../../scripts/progress';
import { PROJECT } from '../../../scripts/project';
import { withInstallLock } from '../../../scripts/n8n/installLock';
import { endAllStarted } from './endWithTheRun';
import { N8N_UNDER_TEST } from '../../../scripts/check/n8nUnderTest';
import { OUTPUT, SHARED_FILE, type SharedN8n } from './shared';

let running: N8n | undefined;
let letOthersIn: () => void = () => undefined;

export default async function startSharedN8n(): Promise<void> {
  // Without these an ended test run would leave its n8n behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  process.once('exit', endAllStarted);
  await waitForOtherRuns();
  const home = { userFolder: path.join(OUTPUT, 'n8n'), encryptionKey: 'end-to-end-tests' };
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT, { recursive: true });
  const runtime = await ensureRuntime({ version: process.env[N8N_UNDER_TEST] });
  const tarball = await step('Packing the package', packPackage);
  await step('Starting n8n', async (say) => {
    say('installing the package');
    await installPackage(runtime, home.userFolder, tarball);
    say('starting');
    running = await startN8n(runtime, home);
    const { url, cookie, apiKey } = await N8nClient.signIn(running.url);
    writeFileSync(SHARED_FILE, JSON.stringify({ url, cookie, apiKey, pid: running.pid, tarball, runtime, home } satisfies SharedN8n), { mode: 0o600 });
  });
}

export async function stopSharedN8n(): Promise<void> {
  endAllStarted();
  // From now on the list is that of another run.
  process.removeListener('exit', endAllStarted);
  await running?.stop();
  letOthersIn();
}

/** Two runs in one clone would take each other's n8n away. */
async function waitForOtherRuns(): Promise<void> {
  await step('Waiting for our turn', (say) => new Promise<void>((resolve, reject) => {
    const untilTheEnd = () => new Promise<void>((ended) => { letOthersIn = ended; resolve(); });
    withInstallLock(path.join(PROJECT, 'node_modules', '.cache', 'end-to-end'), say, untilTheEnd).catch(reject);
  }));
}
