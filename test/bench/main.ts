// npm run bench [-- name …] [--json] [--write] [--help]: runs benches, checks each result, and prints the figures against their targets.
import { writeLine, step } from '../../scripts/progress';
import { isMet, rounded, type Bench, type Measured } from './bench';
import { BENCHES } from './benches';
import { asTable, writeTable, type Result } from './table';

async function runBenches(words: readonly string[]): Promise<void> {
  const names = words.filter((word) => !word.startsWith('-'));
  const unknown = words.filter((word) => !OPTIONS.some(({ option }) => option === word) && !BENCHES.some(({ name }) => name === word));
  if (words.includes('--help') || unknown.length > 0) {
    if (!words.includes('--help')) writeLine(`There is no bench and no option ${unknown.join(', ')}.\n`);
    writeLine(usage());
    process.exit(words.includes('--help') ? 0 : 1);
  }
  const results: Result[] = [];
  for (const bench of BENCHES.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const measured = await step(bench.name, (say) => bench.measure({ say })).catch(brokenDown);
    say(bench, measured);
    results.push({ bench, measured });
  }
  if (words.includes('--write')) writeTable(results);
  if (names.length !== 1) writeLine(asTable(results));
  if (words.includes('--json')) for (const { bench, measured } of results) writeLine(jsonOf(bench, measured));
  process.exit(results.every(({ measured }) => measured.faults.length === 0) ? 0 : 1);
}

const OPTIONS = [
  { option: '--json', does: 'a line of JSON for each bench, the last ones of the output' },
  { option: '--write', does: 'writes what was measured into docs/performance.md' },
  { option: '--help', does: 'these lines' },
] as const;

const usage = (): string => ['npm run bench -- [name …] [option …]   without a name: all', '', ...BENCHES.map(({ name, work }) => `  ${name.padEnd(10)}  ${work}`), '', ...OPTIONS.map(({ option, does }) => `  ${option.padEnd(10)}  ${does}`)].join('\n');

/** One bench that breaks down does not keep the others from running. */
const brokenDown = (error: unknown): Measured => ({ figures: {}, faults: [error instanceof Error ? error.message : String(error)] });

function say(bench: Bench, measured: Measured): void {
  for (const figure of bench.figures) {
    const { target: { is, number }, key } = figure;
    writeLine(`  ${key} ${rounded(measured.figures[key] ?? NaN)} (${is === 'atMost' ? '≤' : '≥'} ${number}: ${isMet(figure, measured) ? 'met' : 'missed'})`);
  }
  for (const fault of measured.faults) writeLine(`  NOT RIGHT: ${fault}`);
  if (measured.beside) writeLine(`  ${Object.entries(measured.beside).map(([key, value]) => `${key} ${value}`).join(', ')}`);
}

const jsonOf = ({ name, figures }: Bench, measured: Measured): string =>
  JSON.stringify({ bench: name, figures: Object.fromEntries(figures.map(({ key }) => [key, measured.figures[key] === undefined ? null : rounded(measured.figures[key])])), ok: measured.faults.length === 0 });

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
void runBenches(process.argv.slice(2)).catch((error: unknown) => {
  writeLine(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
