// Lets only one of several clones install into the shared cache at a time.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Say } from '../progress';

const HEARTBEAT = 5_000;
/** A holder on another machine (a shared home folder) that was silent this long is gone. */
const SILENT_TOO_LONG = 120_000;
const Owner = z.object({ pid: z.number(), host: z.string() });

/** Runs the work while holding `<folder>.lock`; waits for another holder, and takes over from one that died. */
export async function withInstallLock<T>(folder: string, say: Say, work: () => Promise<T>): Promise<T> {
  const lock = `${folder}.lock`;
  await mkdir(path.dirname(folder), { recursive: true });
  while (!await take(lock)) {
    if (await isAbandoned(lock)) await removeAbandoned(lock);
    else {
      say('waiting for another run that does the same');
      await sleep(1_000);
    }
  }
  // Without unref the heartbeat would keep a failed program alive.
  const heartbeat = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => undefined), HEARTBEAT).unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(lock, { recursive: true, force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  await writeFile(path.join(lock, 'owner.json'), JSON.stringify({ pid: process.pid, host: hostname() }));
  return true;
}

async function isAbandoned(lock: string): Promise<boolean> {
  const touched = await stat(lock).catch(() => undefined);
  if (touched === undefined) return false;
  const age = Date.now() - touched.mtimeMs;
  if (age > SILENT_TOO_LONG) return true;
  const owner = await readFile(path.join(lock, 'owner.json'), 'utf8').then((text) => Owner.parse(JSON.parse(text)), () => undefined);
  if (owner === undefined) return age > HEARTBEAT;
  return owner.host === hostname() && !isAlive(owner.pid);
}

/** Of several that see the dead holder, the rename succeeds for one only: nobody removes a lock that was just taken anew. */
async function removeAbandoned(lock: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  await rename(lock, aside).then(() => rm(aside, { recursive: true, force: true }), () => undefined);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Not by instanceof: an error of Node's own is of another class inside a test. */
function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
