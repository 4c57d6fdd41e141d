/** Activation: links the people that have the same e-mail in both systems, and switches the connection on. Writes nothing to Xledger. */
import type { Flow } from './flow';
import { CREDENTIALS, FLOW_IDS, manual, ours } from './nodes';
import { CONNECTION_SETTINGS, getLinks, remember } from './remembered';
import { getRows, updateRows } from './tables';

const remembering = remember([4.2, 0.6]);

export const activate: Flow = {
  id: FLOW_IDS.activate,
  name: 'Xledger: Activate the Connection',
  errorFlow: FLOW_IDS.errorLog,
  nodes: [
    manual('Activate', [0, 1]),
    getRows('Connection', [1, 1], 'xledger_connections', [['connection', 'eq', 'default']], 1),
    ours('People in Huma', [2, 1], 'humaFindUsers', { returnAll: true }, CREDENTIALS.huma),
    getLinks('Links', [2, 2.1], 'default'),
    ours('Link by E-mail', [3, 1], 'xledgerUpsertEmployee', { peopleFrom: 'huma', humaId: '={{ $json.humaId }}', event: '', whenMissing: 'skip', matchBy: ['email'], whenMatched: 'link', connection: { ...CONNECTION_SETTINGS, active: true } }, { ...CREDENTIALS.xledger, ...CREDENTIALS.huma }),
    ...remembering.nodes,
    updateRows('Switch the Connection On', [4.2, 1.6], 'xledger_connections', [['connection', 'eq', 'default']], { active: true, activatedAt: '={{ $now.toISO() }}' }, { executeOnce: true }),
  ],
  wires: [
    ['Activate', 'Connection'],
    ['Connection', 'People in Huma'],
    ['Connection', 'Links'],
    ['People in Huma', 'Link by E-mail'],
    ['Links', 'Link by E-mail', { input: 1 }],
    ['Link by E-mail', remembering.first],
    ...remembering.wires,
    ['Link by E-mail', 'Switch the Connection On'],
  ],
  notes: [
    { at: [0, -0.4], size: [3.4, 1], text: '## Activate the connection\nReads everyone in both systems, links the pairs with the same e-mail, remembers for each field whether it is equal, and switches the connection on. **Nothing is written to Xledger.** From then on what changes in Huma is carried over.' },
    { at: [3.7, -0.6], size: [2.6, 0.9], color: 4, text: 'Look at the output of *Link by E-mail* before relying on it: who is linked, who is not, and why.' },
  ],
};
