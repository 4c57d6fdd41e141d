// Starts a real n8n on a user folder, waits until it really answers, and ends it again.
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from '../command';
import { n8nEnvironment, type Home } from './environment';
import { freePorts } from './ports';
import type { Runtime } from './runtime';

const READY_WITHIN = 180_000;
const STOPPED_WITHIN = 30_000;

export interface StartOptions {
  /** `start` is the whole n8n; the others are queue mode's further processes. */
  role?: 'start' | 'worker' | 'webhook';
  args?: readonly string[];
  /** Taken when free; otherwise another one is. */
  port?: number;
  /** The address under which people reach it, when that is not this machine's own. */
  publicUrl?: string;
}

export interface N8n {
  url: string;
  port: number;
  pid: number;
  /** Everything it said since this start. */
  log(): Promise<string>;
  /** Asks it to end, lets running executions finish, and ends it the hard way when they do not. */
  stop(): Promise<void>;
  /** Ends it without a warning, as a power cut would. */
  kill(): Promise<void>;
  /** Resolves when it ended, for whatever reason. */
  ended: Promise<void>;
}

/** A running n8n that answers. @throws with n8n's last words when it does not come up */
export async function startN8n(runtime: Runtime, home: Home, options: StartOptions = {}): Promise<N8n> {
  await mkdir(home.userFolder, { recursive: true });
  const [port = 0, broker = 0, health = 0] = await freePorts(3, options.port === undefined ? [] : [options.port]);
  const role = options.role ?? 'start';
  const url = `http://localhost:${port}`;
  const publicUrl = options.publicUrl ?? url;
  const logFile = path.join(home.userFolder, `n8n-${role}-${port}.log`);
  const child = spawn(runtime.node, [runtime.n8n, role, ...options.args ?? []], {
    cwd: home.userFolder, detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe'],
    env: n8nEnvironment(runtime, home, {
      N8N_PORT: String(port), N8N_RUNNERS_BROKER_PORT: String(broker), QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(health),
      WEBHOOK_URL: home.env?.WEBHOOK_URL ?? `${publicUrl}/`, N8N_EDITOR_BASE_URL: publicUrl,
    }),
  });
  const log = createWriteStream(logFile, { flags: 'w' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });

  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => log.end(() => resolve()));
  });
  const hardEnd = () => endGroup(child);
  process.once('exit', hardEnd);
  void ended.then(() => process.removeListener('exit', hardEnd));

  const readLog = () => readFile(logFile, 'utf8').catch(() => '');
  const kill = async () => {
    hardEnd();
    await ended;
  };
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await Promise.race([ended, sleep(STOPPED_WITHIN, undefined, { ref: false })]);
    await kill();
  };
  try {
    await untilReady(child, role === 'worker' ? `http://127.0.0.1:${health}` : url, role, readLog);
  } catch (error) {
    await kill();
    throw error;
  }
  return { url, port, pid: child.pid ?? 0, log: readLog, stop, kill, ended };
}

/** `/healthz` answers before the editor and the webhooks do: readiness alone is too early as well. */
async function untilReady(child: ChildProcess, url: string, role: string, readLog: () => Promise<string>): Promise<void> {
  const deadline = Date.now() + READY_WITHIN;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`n8n ended while it was starting. Its last words:\n${lastLines(await readLog(), 30)}`);
    const announced = role !== 'start' || /Editor is now accessible/.test(await readLog());
    if (announced && await answers(`${url}/healthz/readiness`)) return;
    await sleep(200);
  }
  throw new Error(`n8n was not ready after ${READY_WITHIN / 1000} s. Its last words:\n${lastLines(await readLog(), 30)}`);
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(({ ok }) => ok, () => false);
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    // The whole group: n8n starts a task runner of its own.
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
