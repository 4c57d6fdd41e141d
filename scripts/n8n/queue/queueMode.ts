// n8n in queue mode: one main, one webhook process and workers, each with a user folder of its own, as on machines of their own.
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { N8nClient } from '../client';
import type { Home } from '../environment';
import { startN8n, type N8n } from '../instance';
import { freePorts } from '../ports';
import type { Runtime } from '../runtime';
import { installPackage } from '../userFolder';
import { startPostgres } from './postgres';
import { startRedis } from './redis';

export interface QueueOptions {
  runtime: Runtime;
  /** Temporary: databases, logs and user folders. */
  folder: string;
  /** The packed package, installed on every machine. */
  tarball: string;
  programs: { postgres: string; redis: string };
  /** How many to begin with. */
  workers: number;
  /** Executions at the same time in each worker. */
  concurrency?: number;
  env?: Readonly<Record<string, string>>;
  /** Hears of every program as it is started. */
  onStart?: (pid: number) => void;
}

export interface Worker extends N8n {
  name: string;
}

export interface QueueMode {
  client: N8nClient;
  /** Of the main: for n8n's command line. */
  home: Home;
  main: N8n;
  /** Takes the webhooks. */
  webhook: N8n;
  /** Those that were started, in that order; ended ones included. */
  workers: Worker[];
  startWorker(): Promise<Worker>;
  stop(): Promise<void>;
}

/** @throws when one of them does not come up; the others are ended then */
export async function startQueueMode(options: QueueOptions): Promise<QueueMode> {
  const running: Array<() => Promise<void>> = [];
  const noted = <T extends { pid: number; stop(): Promise<void> }>(program: T): T => {
    running.push(program.stop);
    options.onStart?.(program.pid);
    return program;
  };
  const stop = async () => {
    for (const end of running.splice(0).reverse()) await end();
  };
  try {
    await mkdir(options.folder, { recursive: true });
    const postgres = noted(await startPostgres(options.programs.postgres, options.folder));
    const redis = noted(await startRedis(options.programs.redis, options.folder));

    const machines = await machinesOf(options, { ...postgres.env, ...redis.env });
    const home = await machines('main');
    const main = noted(await startN8n(options.runtime, home));
    // Signing in makes the owner, whose tables and flows all that follows are.
    const client = await N8nClient.signIn(main.url);

    const workers: Worker[] = [];
    let named = 0;
    const startWorker = async () => {
      named += 1;
      const name = `worker-${named}`;
      const worker = { ...noted(await startN8n(options.runtime, await machines(name), { role: 'worker', args: [`--concurrency=${options.concurrency ?? 5}`] })), name };
      workers.push(worker);
      return worker;
    };
    const startWebhook = async () => noted(await startN8n(options.runtime, await machines('webhook'), { role: 'webhook', port: machines.webhookPort }));
    const [webhook] = await Promise.all([startWebhook(), ...Array.from({ length: options.workers }, startWorker)]);
    return { client, home, main, webhook, workers, startWorker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Machines = ((name: string) => Promise<Home>) & { webhookPort: number };

/** User folders, one a machine, with the package in each; the same settings for all. */
async function machinesOf({ runtime, folder, tarball, env }: QueueOptions, servers: Record<string, string>): Promise<Machines> {
  const first = path.join(folder, 'installed');
  await installPackage(runtime, first, tarball);
  const [webhookPort = 0] = await freePorts(1);
  const settings = { EXECUTIONS_MODE: 'queue', WEBHOOK_URL: `http://localhost:${webhookPort}/`, ...servers, ...env };
  const machine = async (name: string): Promise<Home> => {
    const userFolder = path.join(folder, name);
    await cp(first, userFolder, { recursive: true });
    return { userFolder, encryptionKey: 'many-machines', env: settings };
  };
  return Object.assign(machine, { webhookPort });
}
