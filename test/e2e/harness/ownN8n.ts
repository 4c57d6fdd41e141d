// An n8n of a test's own, on its own folder: it may be killed as by a power cut, and started again on what it left.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installPackage, N8nClient, startN8n } from '../../../scripts/n8n';
import { endWithTheRun } from './endWithTheRun';
import { sharedN8n, type RunningN8n } from './shared';

export interface OwnN8n extends RunningN8n {
  /** SIGKILL, for it and its task runner. */
  kill(): Promise<void>;
  /** Asks it to end. */
  stop(): Promise<void>;
  /** On the same folder and port: the client stays good. */
  startAgain(): Promise<void>;
  /** Ends it and throws its folder away. */
  end(): Promise<void>;
}

/** With the packed package installed and the owner signed in. */
export async function ownN8n(): Promise<OwnN8n> {
  const { runtime, tarball } = sharedN8n();
  const home = { userFolder: await mkdtemp(path.join(tmpdir(), 'own-n8n-')), encryptionKey: 'own-n8n' };
  await installPackage(runtime, home.userFolder, tarball);
  let running = await startN8n(runtime, home);
  endWithTheRun(running.pid);
  const { port } = running;
  return {
    client: await N8nClient.signIn(running.url), runtime, home, tarball,
    kill: () => running.kill(),
    stop: () => running.stop(),
    startAgain: async () => {
      running = await startN8n(runtime, home, { port });
      endWithTheRun(running.pid);
    },
    end: async () => {
      await running.kill();
      await rm(home.userFolder, { recursive: true, force: true });
    },
  };
}
