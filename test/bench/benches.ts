// Every bench with its targets, in the order of the table.
import { atLeast, atMost, type Bench } from './bench';
import { inItsOwnProcess } from './core';
import { loading } from './load';
import { accept, burst, latency, memory, requests } from './n8n';
import { ensureRuntime } from '../../scripts/n8n';

export const BENCHES: readonly Bench[] = [
  {
    name: 'requests',
    work: 'full sync of 10,000 people, 2 % changed, 20 new, by the nightly flow on a real n8n: requests to Xledger, over the least there could be; beside it a flow of n8n\'s own nodes',
    figures: [atMost('oursOverFloor', 1.2), atLeast('peerOverOurs', 300)],
    measure: (how) => requests(how),
  },
  {
    name: 'burst',
    work: '1,000 events about 1,000 people, ten in flight, to the shipped flows on a real n8n; beside it one flow a person of n8n\'s own nodes',
    figures: [atMost('seconds', 15), atMost('requests', 40), atLeast('peerOverOurs', 50)],
    measure: burst,
  },
  {
    name: 'latency',
    work: 'one event, idle system, from Huma\'s message to the last value in Xledger; 30 times',
    figures: [atMost('p50s', 3), atMost('p95s', 6)],
    measure: latency,
  },
  {
    name: 'accept',
    work: 'events a second through Huma Trigger into the inbox; beside it a bare Webhook node that answers at once, same n8n, taking turns',
    figures: [atLeast('oursOverBare', 0.7)],
    measure: accept,
  },
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
    name: 'n8n-memory',
    work: 'activation and full sync of 20,000 people, 2 % changed, on a real n8n with its default heap: the most resident memory above idle',
    figures: [atMost('extraMB', 900)],
    measure: (how) => memory(how),
  },
  {
    name: 'load',
    work: 'require the built nodes and credentials in a fresh Node; the packed package',
    figures: [atMost('ms', 60), atMost('packedKB', 500)],
    measure: ({ say }) => loading({ say }),
  },
];
