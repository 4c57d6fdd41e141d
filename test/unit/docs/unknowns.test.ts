/** docs/unknowns.md covers every open question of both systems, in every position, and says which tests show it. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { SWITCHES as HUMA } from '../../../sandbox/huma';
import { positionsOf, SWITCH_KEYS, SWITCHES as XLEDGER } from '../../../sandbox/xledger';
import { outOfDate } from '../../../scripts/docs';
import { PROJECT } from '../../../scripts/project';
import { HUMA_FACTS, XLEDGER_FACTS, type Facts } from '../../../scripts/verify/facts';

test('the page is up to date', () => expect(outOfDate()).not.toContain('docs/unknowns.md'));

const tableOf = (facts: Facts) => Object.fromEntries(Object.entries(facts).map(([key, { question, positions }]) => [key, [question, ...Object.keys(positions)]]));

test('every switch of the sandboxes is a row, with its question and its positions, the likeliest first', () => {
  expect(tableOf(XLEDGER_FACTS)).toEqual(Object.fromEntries(SWITCH_KEYS.map((key) => [key, [XLEDGER[key].question, ...positionsOf(key)]])));
  expect(tableOf(HUMA_FACTS)).toEqual(Object.fromEntries(Object.entries(HUMA).map(([key, { question, positions }]) => [key, [question, ...positions]])));
});

test.each([['U', 33, XLEDGER_FACTS], ['H', 29, HUMA_FACTS]] as const)('%s1 to %i all have a row', (letter, last, facts) => {
  const numbers = new Set(Object.keys(facts).map((key) => /^[UH]\d+/.exec(key)?.[0]));
  for (let n = 1; n <= last; n++) expect(numbers).toContain(`${letter}${n}`);
});

test('every row says something in each position, and names tests that are there', () => {
  for (const { positions, tests } of [...Object.values(XLEDGER_FACTS), ...Object.values(HUMA_FACTS)]) {
    for (const { does } of Object.values(positions)) expect(does).toMatch(/\.$/);
    expect(tests.length).toBeGreaterThan(0);
    for (const file of tests) expect([file, existsSync(path.join(PROJECT, file))]).toEqual([file, true]);
  }
});
