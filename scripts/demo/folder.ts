// The demo's memory between starts, `.demo/` in the project folder: n8n's data, the sandboxes' state, and what was done to them.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { run } from '../command';
import { PROJECT } from '../project';

/** Elsewhere for a test, so that it leaves alone what somebody keeps. */
const FOLDER = process.env.XLEDGER_DEMO_FOLDER ?? path.join(PROJECT, '.demo');
const MEMORY = path.join(FOLDER, 'memory.json');
const RUNNING = path.join(FOLDER, 'running.json');

const Memory = z.object({
  encryptionKey: z.string(),
  webhook: z.object({ clientSecret: z.string(), accessToken: z.string() }),
  /** What each thing was last made from: unchanged things are not made again. */
  madeFrom: z.record(z.string()).default({}),
});
type Memory = z.infer<typeof Memory>;
const Running = z.object({ pid: z.number(), n8n: z.number().optional(), address: z.string().optional() });
type Running = z.infer<typeof Running>;

export class DemoFolder {
  readonly n8nFolder = path.join(FOLDER, 'n8n');
  private constructor(readonly memory: Memory) {}

  /** Opens the memory, or begins one; `afresh` forgets everything first. */
  static open(afresh: boolean): DemoFolder {
    if (afresh) rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    const secret = () => randomBytes(24).toString('hex');
    const memory: Memory = existsSync(MEMORY)
      ? Memory.parse(JSON.parse(readFileSync(MEMORY, 'utf8')))
      : { encryptionKey: secret(), webhook: { clientSecret: secret(), accessToken: secret() }, madeFrom: {} };
    const folder = new DemoFolder(memory);
    folder.save();
    return folder;
  }

  /** Does the work only when the thing was not made from exactly this before. @returns whether it was done */
  async makeOnce(thing: string, from: string, work: () => Promise<void>): Promise<boolean> {
    if (this.memory.madeFrom[thing] === from) return false;
    await work();
    this.memory.madeFrom[thing] = from;
    this.save();
    return true;
  }

  /** Makes `makeOnce` do it again. */
  forget(thing: string): void {
    delete this.memory.madeFrom[thing];
    this.save();
  }

  readState(name: string): string | undefined {
    const file = path.join(FOLDER, `${name}.json`);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  writeState(name: string, state: string): void {
    write(path.join(FOLDER, `${name}.json`), state);
  }

  noteRunning(running: Running): void {
    write(RUNNING, JSON.stringify(running));
  }

  noteStopped(): void {
    rmSync(RUNNING, { force: true });
  }

  private save(): void {
    write(MEMORY, JSON.stringify(this.memory, null, 2));
  }
}

/** The address of a demo that runs on this folder already, if one does; the n8n that a killed demo left behind is ended. */
export async function alreadyRunning(): Promise<string | undefined> {
  if (!existsSync(RUNNING)) return undefined;
  const { pid, n8n, address } = Running.parse(JSON.parse(readFileSync(RUNNING, 'utf8')));
  if (await isOurs(pid, /demo/)) return address ?? 'it is still starting';
  if (n8n !== undefined && await isOurs(n8n, /n8n/)) {
    process.kill(n8n, 'SIGKILL');
    // Its port is free only when it is gone.
    while (await isOurs(n8n, /n8n/)) await sleep(100);
  }
  rmSync(RUNNING, { force: true });
  return undefined;
}

/** A number may belong to another program by now: its command line tells. */
async function isOurs(pid: number, commandLine: RegExp): Promise<boolean> {
  const result = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => undefined);
  return result !== undefined && result.status === 0 && commandLine.test(result.stdout);
}

/** Whole or not at all: a demo that is killed while it writes finds the older state. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
