// Whatever Xledger and Huma answer and hold by then: all that is told of each row, what was asked, what the link remembers, what the next plan would do, and the way back. Expected: outcomes.json.
import path from 'node:path';
import { approvedIn } from '../../approved';
import { SCENARIOS, type Scenario } from './scenarios';
import { backTold, summed, told } from './told';

const approved = approvedIn(path.join(__dirname, 'outcomes.json'));

async function came({ world: make, rows: planned = async (world) => world.plan(), then, change = (rows) => rows, options, back = false }: Scenario): Promise<string[]> {
  const world = make();
  const rows = await planned(world);
  Object.assign(world.xledger, { asked: [], requests: 100 });
  Object.assign(world.huma, { asked: [], requests: 200 });
  then?.(world);
  const { outcomes, inverse, summary, forms } = await world.apply(change(rows), options);
  world.xledger.meanwhile = () => undefined;
  return [
    ...outcomes.flatMap(told),
    ...summed(summary),
    ...[...world.xledger.asked, ...world.huma.asked].map((asked) => `asked: ${asked}`),
    ...(Object.keys(forms).length > 0 ? [`learnt: ${JSON.stringify(forms)}`] : []),
    ...(back ? inverse.flatMap(backTold) : inverse.map(({ differences, attention }) => `back: ${[...differences.map(({ target, wins }) => `${target} by ${wins}`), ...attention.map(({ code }) => code)].join(', ')}`)),
    ...world.plan().map(({ humaId, employeeDbId, action, differences }) => `next: ${humaId} ${employeeDbId} ${[action, ...differences.map(({ target, wins }) => `${target} ${wins}`)].join(', ')}`),
  ];
}

test.each(Object.entries(SCENARIOS))('%s', async (name, scenario) => {
  const seen = await came(scenario);
  expect(seen).toEqual(approved.of(name, seen));
});

test('nothing was approved that is not shown here', () => expect(approved.names()).toEqual(Object.keys(SCENARIOS)));
