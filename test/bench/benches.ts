// Every bench with its targets, in the order of the table.
import { atLeast, atMost, type Bench } from './bench';
import { inItsOwnProcess } from './core';
import { loading } from './load';
import { ensureRuntime } from '../../scripts/n8n';

export const BENCHES: readonly Bench[] = [
  {
    name: 'engine',
    work: 'read, match, compare, plan and sign 100,000 people on each side, 2 % different, from parsed JSON; over the time of JSON.parse on the same bytes',
    figures: [atMost('overParse', 5)],
    measure: () => inItsOwnProcess('engine'),
  },
  {
    name: 'compare',
    work: 'match and compare 10,000 and 30,000 people on each side; beside it the function of n8n\'s own Compare Datasets node',
    figures: [atLeast('peerOverOurs10k', 20), atLeast('peerOverOurs30k', 60)],
    measure: async () => await inItsOwnProcess('compare', (await ensureRuntime()).dir),
  },
  {
    name: 'scale',
    work: 'the engine at 1,000, 10,000, 100,000 and 300,000 people: growth of its time, and resident memory at 100,000 above the parsed input',
    figures: [atMost('exponent', 1.1), atMost('extraMB100k', 300)],
    async measure() {
      const [time, memory] = [await inItsOwnProcess('scale'), await inItsOwnProcess('memory')];
      return { figures: { ...time.figures, ...memory.figures }, faults: [...time.faults, ...memory.faults], beside: { ...time.beside, ...memory.beside } };
    },
  },
  {
    name: 'load',
    work: 'require the built nodes and credentials in a fresh Node; the packed package',
    figures: [atMost('ms', 60), atMost('packedKB', 500)],
    measure: ({ say }) => loading({ say }),
  },
];
