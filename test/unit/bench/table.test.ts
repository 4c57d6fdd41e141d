// The table of figures, and that writing it changes nothing else of the page.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atLeast, atMost, isMet, type Bench, type Measured } from '../../bench/bench';
import { asTable, writeTable } from '../../bench/table';

const bench = (measured: Measured): Bench => ({ name: 'tried', work: 'something', figures: [atMost('ms', 60), atLeast('ratio', 20)], measure: () => Promise.resolve(measured) });
const measured: Measured = { figures: { ms: 61.234, ratio: 20 }, faults: [], beside: { people: 3 } };

test('a figure keeps its target, or misses it; one that is not there misses it', () => {
  expect([isMet(atMost('ms', 60), measured), isMet(atLeast('ratio', 20), measured), isMet(atMost('none', 1), measured)]).toEqual([false, true, false]);
});

test('a line a figure, and none counts whose result was not right', () => {
  expect(asTable([{ bench: bench(measured), measured }])).toContain('| tried | `ms` | ≤ 60 | 61.2 | missed |\n| tried | `ratio` | ≥ 20 | 20 | met |');
  expect(asTable([{ bench: bench(measured), measured: { ...measured, faults: ['wrong'] } }])).toContain('| 20 | the result was not right |');
});

test('only what stands between the marks of the bench is replaced', () => {
  const page = path.join(mkdtempSync(path.join(tmpdir(), 'bench-')), 'page.md');
  writeFileSync(page, 'before\n<!-- other -->\nkept\n<!-- /other -->\n<!-- tried -->\nold\n<!-- /tried -->\nafter $1\n');
  writeTable([{ bench: bench(measured), measured }], page);
  const text = readFileSync(page, 'utf8');
  expect(text).toContain('before\n<!-- other -->\nkept\n<!-- /other -->\n<!-- tried -->\n| bench');
  expect(text).toContain('Beside it: people 3.\n<!-- /tried -->\nafter $1\n');
  expect(text).not.toContain('old');
});
