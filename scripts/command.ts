// Runs another program and keeps what it said, so that a failure can be shown with its last words.
import { spawn } from 'node:child_process';

export interface CommandOptions {
  cwd?: string;
  /** The whole environment, not an addition to ours. */
  env?: NodeJS.ProcessEnv;
  /** Called with every line as it comes. */
  onLine?: (line: string) => void;
  /** After this many milliseconds the program and its children are ended, and the command counts as failed. */
  timeLimit?: number;
  /** Let the program write to our own terminal as well. */
  echo?: boolean;
  /** As whom it runs; needs root. */
  user?: { uid: number; gid: number };
}

export interface CommandResult {
  status: number;
  /** Standard output and standard error, in the order they came. */
  output: string;
  stdout: string;
  timedOut: boolean;
}

/** A program that ended badly; the message carries the end of what it said. */
export class CommandFailed extends Error {
  constructor(readonly command: string, readonly result: CommandResult) {
    const ending = result.timedOut ? 'took too long and was ended' : `ended with status ${result.status}`;
    super(`${command} ${ending}\n${lastLines(result.output, 40)}`);
    this.name = 'CommandFailed';
  }
}

/** Runs a program and gives its result, whatever its exit status. Rejects only when it cannot be started. */
export function run(command: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    // A process group of its own: ending it ends the children too (npm, jest workers).
    const child = spawn(command, args, {
      cwd: options.cwd, env: options.env ?? process.env, ...options.user, detached: process.platform !== 'win32', stdio: ['ignore', 'pipe', 'pipe'],
    });
    const all: string[] = [];
    const standard: string[] = [];
    const lines = lineSplitter(options.onLine);
    const end = () => signalGroup(child.pid, 'SIGKILL');
    let timedOut = false;
    let grace: NodeJS.Timeout | undefined;
    const timer = options.timeLimit === undefined ? undefined : setTimeout(() => {
      timedOut = true;
      // First asked: jest has servers of its own to end.
      signalGroup(child.pid, 'SIGTERM');
      grace = setTimeout(end, 10_000);
    }, options.timeLimit);
    process.once('exit', end);

    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      standard.push(text);
      all.push(text);
      lines(text);
      if (options.echo) process.stdout.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      all.push(text);
      lines(text);
      if (options.echo) process.stderr.write(text);
    });
    const settle = (then: () => void) => {
      clearTimeout(timer);
      clearTimeout(grace);
      process.removeListener('exit', end);
      then();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('close', (code) => settle(() =>
      resolve({ status: timedOut ? 124 : code ?? 1, output: all.join(''), stdout: standard.join(''), timedOut })));
  });
}

/** Runs a program that has to succeed. @throws CommandFailed */
export async function mustRun(command: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const result = await run(command, args, options);
  if (result.status !== 0) throw new CommandFailed([command, ...args].join(' '), result);
  return result;
}

/** True when a program can be started and says it is well. */
export async function works(command: string, args: string[], options: CommandOptions = {}): Promise<boolean> {
  return run(command, args, options).then(({ status }) => status === 0, () => false);
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

function lineSplitter(onLine: ((line: string) => void) | undefined): (text: string) => void {
  let rest = '';
  return (text) => {
    const parts = (rest + text).split(/\r?\n|\r/);
    rest = parts.pop() ?? '';
    for (const line of parts) if (line.trim()) onLine?.(line);
  };
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // Already gone.
  }
}
