// A real n8n for one bench: in a folder of its own, with the packed package, the shipped flows and fresh sandboxes; thrown away afterwards.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { toJson, type Flow } from '../../../scripts/flows/flow';
import { ensureRuntime, installPackage, isPublishable, N8nClient, startN8n, Workflow } from '../../../scripts/n8n';
import { packPackage } from '../../../scripts/package/pack';
import { startStack, type Stack, type StackOptions } from '../../e2e/harness/stack';
import type { How } from '../bench';

export interface Installation extends Stack {
  /** Of n8n's own process. */
  pid: number;
}

export async function onN8n<T>({ say }: How, options: Omit<StackOptions, 'n8n'>, work: (installation: Installation) => Promise<T>): Promise<T> {
  const runtime = await ensureRuntime();
  const tarball = await packPackage(say);
  const home = { userFolder: await mkdtemp(path.join(tmpdir(), 'bench-n8n-')), encryptionKey: 'bench' };
  try {
    say('installing the package');
    await installPackage(runtime, home.userFolder, tarball);
    say('starting n8n');
    const running = await startN8n(runtime, home);
    try {
      say('setting up');
      const stack = await startStack({ ...options, n8n: { client: await N8nClient.signIn(running.url), runtime, home, tarball, pid: running.pid } });
      say('measuring');
      // n8n is ended before the sandboxes it talks to, and its tables go with its folder.
      return await work({ ...stack, pid: running.pid }).finally(async () => {
        await running.kill();
        await Promise.all([stack.xledger.close(), stack.huma.close(), stack.mail.close()]);
      });
    } finally {
      await running.kill();
    }
  } finally {
    await rm(home.userFolder, { recursive: true, force: true });
  }
}

/** Brings a workflow of the bench's own into n8n, and publishes it where something can start it by itself. @returns its id */
export async function publishOwn({ client }: Installation, { name, nodes, wires }: Pick<Flow, 'name' | 'nodes' | 'wires'>, settings: Record<string, unknown> = {}): Promise<string> {
  const workflow = Workflow.parse(JSON.parse(toJson({ id: name, name, nodes, wires, notes: [] })));
  const made = z.object({ id: z.string() }).parse(await client.api('POST', '/workflows', { name, nodes: workflow.nodes, connections: workflow.connections, settings: { ...workflow.settings, ...settings } }));
  if (isPublishable(workflow)) await client.publish(made.id);
  return made.id;
}
