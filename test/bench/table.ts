// The table of figures: as text, and in docs/performance.md between two marks.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../../scripts/project';
import { isMet, rounded, type Bench, type Figure, type Measured } from './bench';

export interface Result {
  bench: Bench;
  measured: Measured;
}

const PAGE = path.join(PROJECT, 'docs', 'performance.md');

/** One line a figure, in Markdown. */
export function asTable(results: readonly Result[]): string {
  return ['| bench | figure | target | measured | |', '|---|---|---|---|---|', ...results.flatMap((result) => result.bench.figures.map((figure) => lineOf(result, figure)))].join('\n');
}

/** Replaces the lines of the benches that ran, and leaves the others as they are. */
export function writeTable(results: readonly Result[], page = PAGE): void {
  const text = readFileSync(page, 'utf8');
  const replaced = results.reduce((so, { bench, measured }) => so.replace(marked(bench.name), (_, begin: string, end: string) => `${begin}\n${asTable([{ bench, measured }])}\n\n${besideOf(measured)}\n${end}`), text);
  writeFileSync(page, replaced);
}

const marked = (name: string): RegExp => new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`);

function lineOf({ bench, measured }: Result, figure: Figure): string {
  const { key, target } = figure;
  const value = measured.figures[key];
  const verdict = measured.faults.length > 0 ? 'the result was not right' : isMet(figure, measured) ? 'met' : 'missed';
  return `| ${bench.name} | \`${key}\` | ${target.is === 'atMost' ? '≤' : '≥'} ${target.number} | ${value === undefined ? '' : rounded(value)} | ${verdict} |`;
}

const besideOf = ({ beside = {} }: Measured): string => `Beside it: ${Object.entries(beside).map(([key, value]) => `${key} ${value}`).join(', ')}.`;
