// What n8n's own command line does for us on a user folder: bringing in credentials and workflows under fixed ids.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mustRun, type CommandResult } from '../command';
import { n8nEnvironment, type Home } from './environment';
import { freePorts } from './ports';
import type { Runtime } from './runtime';
import type { Workflow } from './workflow';

export interface Credential {
  id: string;
  name: string;
  type: string;
  data: Record<string, unknown>;
}

/** Creates or overwrites credentials. Nodes find them by id, or by name and type. */
export async function importCredentials(runtime: Runtime, home: Home, credentials: readonly Credential[]): Promise<void> {
  await importFile(runtime, home, 'import:credentials', credentials);
}

/** Creates or overwrites workflows under their own ids. An overwritten workflow is no longer published. */
export async function importWorkflows(runtime: Runtime, home: Home, workflows: readonly Workflow[]): Promise<void> {
  await importFile(runtime, home, 'import:workflow', workflows);
}

/** Runs `n8n <args>` on a user folder. @throws CommandFailed */
export async function n8nCommand(runtime: Runtime, home: Home, args: string[]): Promise<CommandResult> {
  const [port, broker] = await freePorts(2);
  return mustRun(runtime.node, [runtime.n8n, ...args], {
    env: n8nEnvironment(runtime, home, { N8N_PORT: String(port), N8N_RUNNERS_BROKER_PORT: String(broker) }), cwd: home.userFolder, timeLimit: 180_000,
  });
}

async function importFile(runtime: Runtime, home: Home, command: string, entries: readonly unknown[]): Promise<void> {
  if (entries.length === 0) return;
  const folder = await mkdtemp(path.join(tmpdir(), 'n8n-import-'));
  try {
    const file = path.join(folder, 'entries.json');
    await writeFile(file, JSON.stringify(entries), { mode: 0o600 });
    await n8nCommand(runtime, home, [command, `--input=${file}`]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
