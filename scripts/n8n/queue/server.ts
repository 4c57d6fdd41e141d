// Runs a server program of the machine (Postgres, Redis) for as long as we need it, as a user who may run it.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines, run } from '../../command';

const READY_WITHIN = 60_000;

export interface ServerOptions {
  cwd: string;
  logFile: string;
  port: number;
  user?: SystemUser;
}

export interface Server {
  pid: number;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** A user of the system, by number. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/** Starts it and waits until its port answers. It ends with us at the latest. @throws with its last words */
export async function startServer(program: string, args: string[], { cwd, logFile, port, user }: ServerOptions): Promise<Server> {
  const child = spawn(program, args, { cwd, ...user, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => log.end(() => resolve()));
  });
  const hardEnd = () => void child.kill('SIGKILL');
  process.once('exit', hardEnd);
  void ended.then(() => process.removeListener('exit', hardEnd));

  const deadline = Date.now() + READY_WITHIN;
  while (!await answers(port)) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > deadline) {
      hardEnd();
      await ended;
      throw new Error(`${program} did not come up. Its last words:\n${lastLines(await readFile(logFile, 'utf8').catch(() => ''), 20)}`);
    }
    await sleep(100);
  }
  return {
    pid: child.pid ?? 0,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await Promise.race([ended, sleep(10_000, undefined, { ref: false })]);
      hardEnd();
      await ended;
    },
  };
}

/** Whom to run a server as that refuses to run as root: undefined when we are not root. */
export async function otherThanRoot(names: readonly string[]): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of names) {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error(`none of the users ${names.join(', ')} is on this machine`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => { socket.destroy(); resolve(true); });
    socket.once('error', () => resolve(false));
  });
}
