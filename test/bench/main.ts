// npm run bench [-- name …] [--json] [--write]: runs benches, checks each result, and prints the figures against their targets.
import { writeLine, step } from '../../scripts/progress';
import { isMet, rounded, type Bench, type Measured } from './bench';
import { BENCHES } from './benches';
import { asTable, writeTable, type Result } from './table';

async function runBenches(words: readonly string[]): Promise<void> {
  const names = words.filter((word) => !word.startsWith('--'));
  const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(', ')}; there are ${BENCHES.map(({ name }) => name).join(', ')}.`);
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
