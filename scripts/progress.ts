// Says what is going on: one live line a step on a terminal, plain lines with a heartbeat elsewhere.
const HEARTBEAT = 20_000;
const live = Boolean(process.stdout.isTTY) && !process.env.CI;

/** Reports what a step is doing right now; the newest words replace the older ones. */
export type Say = (words: string) => void;

/** Runs one step under a title and shows its time; a failing step is marked and its error passed on. */
export async function step<T>(title: string, work: (say: Say) => Promise<T>): Promise<T> {
  const started = Date.now();
  let latest = '';
  const show = () => live
    ? replaceLine(`· ${title} (${seconds(started)}) ${latest}`)
    : writeLine(`· ${title}: still busy (${seconds(started)}) ${latest}`);
  if (live) show();
  else writeLine(`· ${title} …`);
  const timer = setInterval(show, live ? 500 : HEARTBEAT);
  try {
    const result = await work((words) => { latest = words; });
    finish(`✓ ${title} (${seconds(started)})`);
    return result;
  } catch (error) {
    finish(`✗ ${title} (${seconds(started)})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

export function writeLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function seconds(since: number): string {
  const passed = Date.now() - since;
  return passed < 10_000 ? `${(passed / 1000).toFixed(1)} s` : `${Math.round(passed / 1000)} s`;
}

function finish(text: string): void {
  if (live) replaceLine('');
  writeLine(text);
}

function replaceLine(text: string): void {
  const width = process.stdout.columns || 80;
  process.stdout.write(`\r\x1b[2K${text.slice(0, width - 1)}`);
}
