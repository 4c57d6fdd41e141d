// All switches together, so that every two positions meet: nobody is there twice, and no end state departs from the default one in a way that none of the positions accounts for.
import { pairsOf, pairwise } from './covering';
import { departuresIn, STOPPING } from './departures';
import { departuresOf, FACTORS, fits, namesIn, positionOf, ranIn, unusualIn, type Departed, type Ran } from './ran';

jest.setTimeout(60_000);

const SEED = 5;
const GOING_ON = Object.fromEntries(Object.entries(FACTORS).map(([key, positions]) => [key, positions.filter((position) => !(`${key} ${position}` in STOPPING))]));
const ROWS = pairwise(GOING_ON, SEED).map((choice, n) => ({ n: n + 1, choice }));

let usual: Ran;
beforeAll(async () => (usual = await ranIn({})));

test('every two positions of two switches meet', () => {
  const positions = Object.entries(GOING_ON).flatMap(([key, all]) => all.map((position) => [key, position]));
  const pairs = positions.flatMap(([key], n) => positions.slice(n + 1).filter(([other]) => other !== key));
  expect(new Set(ROWS.flatMap(({ choice }) => pairsOf(choice))).size).toBe(pairs.length);
});

test.each(ROWS)(`seed ${SEED}, row $n`, async ({ choice }) => {
  const ran = await ranIn(positionOf(choice));
  const expected = departuresIn(namesIn(choice));
  expect(departuresOf(usual.state, ran.state).filter((departure) => !expected.some(({ paths }) => fits(departure, paths)))).toEqual([]);
  const also = new Set<string>(expected.flatMap(({ also = [] }) => also));
  expect(unusualIn(ran).filter((unusual) => !also.has(unusual))).toEqual([]);
  expect(ran.doubled).toEqual([]);
});

/** Every other position meets the one that stops; which of them meet each other does not matter. */
const STOPPED = Array.from({ length: Math.max(...Object.values(GOING_ON).map(({ length }) => length)) }, (_, n) => ({
  n: n + 1,
  choice: Object.fromEntries(Object.entries(FACTORS).map(([key, positions]) => [key, key === 'U6' ? 'reset' : positions[n % positions.length] ?? ''])),
}));

test.each(STOPPED)('U6 reset with all others, row $n: one person shows it; nobody else is touched in Xledger, and nobody is created', async ({ choice }) => {
  const { before, state, doubled } = await ranIn(positionOf(choice));
  const inXledger = departuresOf(before, state).filter(({ path }) => !path.startsWith('huma.'));
  expect(new Set(inXledger.map(({ role }: Departed) => role)).size).toBeLessThanOrEqual(1);
  expect(doubled).toEqual([]);
});
