// Programs that a test file started, for the end of the whole run: what jest gives a test as `process` never hears of its exit.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { OUTPUT } from './shared';

const FILE = path.join(OUTPUT, 'started.txt');

/** Has a program and its group ended with the run at the latest. */
export function endWithTheRun(pid: number): void {
  appendFileSync(FILE, `${pid} ${startOf(pid)}\n`);
}

/** Ends those that still run. Called by the run itself. */
export function endAllStarted(): void {
  const lines = existsSync(FILE) ? readFileSync(FILE, 'utf8').trim().split('\n') : [];
  for (const [pid = '', started = ''] of lines.map((line) => line.split(' '))) {
    // The same number may be somebody else's by now.
    if (started !== '' && startOf(Number(pid)) === started) endGroup(Number(pid));
  }
}

/** When it was started, in the kernel's ticks; empty where that is not known. */
function startOf(pid: number): string {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return '';
  const text = readFileSync(file, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function endGroup(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
      return;
    } catch {
      // No group of that number: the program alone.
    }
  }
}
