// Messages, exports and a full sync both ways in every position of every switch: the end state is the default one but for what the table names, and nothing is left to do.
import { DEPARTURES, STOPPING } from './departures';
import { departuresOf, FACTORS, fits, namesIn, positionOf, ranIn, unusualIn, type Ran } from './ran';
import { CAST } from './world';

jest.setTimeout(60_000);

const CASES = Object.entries(FACTORS).flatMap(([key, [, ...others]]) => others.map((position) => ({ name: `${key} ${position}`, choice: { [key]: position } })));

let usual: Ran;
beforeAll(async () => (usual = await ranIn({})));

test('by default nothing is left to do, and nobody is there twice', () => {
  expect(usual).toMatchObject({ caughtUp: false, again: 0, left: [], doubled: [] });
  expect(CAST.filter((role) => usual.state[role] === undefined)).toEqual([]);
});

test('the tables name positions that exist', () => {
  const known = new Set(CASES.flatMap(({ choice }) => namesIn(choice)));
  expect([DEPARTURES, STOPPING].flatMap((table) => Object.keys(table)).filter((name) => !known.has(name))).toEqual([]);
});

test.each(CASES.filter(({ name }) => !(name in STOPPING)))('$name', async ({ name, choice }) => {
  const ran = await ranIn(positionOf(choice));
  const { paths = {}, also = [] } = DEPARTURES[name] ?? {};
  const found = departuresOf(usual.state, ran.state);
  expect(found.filter((departure) => !fits(departure, paths))).toEqual([]);
  // Whatever the table names does differ.
  const named = CAST.flatMap((role) => (paths[role] ?? []).map((path) => ({ role, path })));
  expect(named.filter(({ role, path }) => !found.some((departure) => fits(departure, { [role]: [path] })))).toEqual([]);
  expect(unusualIn(ran)).toEqual([...also].sort());
  expect(ran.doubled).toEqual([]);
});
