/** The set-up flow: makes the tables, the first connection's row and the lock, and says what is still missing. It may be run as often as one likes. */
import type { Flow } from './flow';
import { call, CREDENTIALS, FLOW_IDS, manual, ours } from './nodes';
import { createTable, insertRow, rowMissing, TABLES, type Table } from './tables';

const tables = Object.keys(TABLES) as Table[];
const tableNode = (table: Table) => `Table ${table}`;
const lastTable = tableNode(tables[tables.length - 1] as Table);

/** Each check: the node that tries it, what it shows, and what to do when it fails. */
const CHECKS = [
  { node: 'Try Xledger', check: 'Credential "Xledger": employees can be read', todo: 'Create a credential of type Xledger API with the name Xledger, and look at what its test says.' },
  { node: 'Try Huma', check: 'Credential "Huma": users can be read', todo: 'Create a credential of type Huma API with the name Huma, and look at what its test says.' },
  { node: 'Try Error Log', check: 'Flow "Xledger: Error Log" is published', todo: 'Open that flow and publish it. Publish it before the others.' },
  { node: 'Try Events', check: 'Flow "Xledger: Huma Events to Inbox" is published', todo: 'Create a credential of type Huma Webhook API with the name Huma Webhook, open that flow and publish it.' },
  { node: 'Try Inbox', check: 'Flow "Xledger: Inbox to Xledger" is published', todo: 'Open that flow and publish it.' },
] as const;

const carriesOn = { onError: 'continueRegularOutput', executeOnce: true, alwaysOutputData: true } as const;
const findings = `={{ [${CHECKS.map(({ node, check, todo }) => `{ check: ${JSON.stringify(check)}, ok: !$(${JSON.stringify(node)}).first().json.error, whatToDo: $(${JSON.stringify(node)}).first().json.error ? ${JSON.stringify(todo)} : '', said: $(${JSON.stringify(node)}).first().json.error?.message ?? $(${JSON.stringify(node)}).first().json.error ?? '' }`).join(', ')}] }}`;

export const setUp: Flow = {
  id: FLOW_IDS.setUp,
  name: 'Xledger: Set-up',
  nodes: [
    manual('Set Up', [0, 1]),
    ...tables.map((table, index) => createTable(tableNode(table), [1 + index, 1], table)),
    rowMissing('No Connection Yet', [1, 2.2], 'xledger_connections', [['connection', 'eq', 'default']], { executeOnce: true }),
    insertRow('Add the Connection', [2, 2.2], 'xledger_connections', { connection: 'default', active: false, autoAdd: false, groupKind: '', groupId: '', phoneCountry: 'NO', bankCountry: 'NO', activatedAt: '', learnt: '', proved: '' }),
    rowMissing('No Lock Yet', [3.2, 2.2], 'xledger_locks', [['lock', 'eq', 'default']], { executeOnce: true }),
    insertRow('Add the Lock', [4.2, 2.2], 'xledger_locks', { lock: 'default', holder: '', heldUntil: 0 }),
    ours('Try Xledger', [1, 3.4], 'xledgerFindEmployees', { operation: 'all', returnAll: false, limit: 1 }, CREDENTIALS.xledger, carriesOn),
    ours('Try Huma', [2, 3.4], 'humaFindUsers', { returnAll: false, limit: 1 }, CREDENTIALS.huma, carriesOn),
    call('Try Error Log', [3, 3.4], FLOW_IDS.errorLog, carriesOn),
    call('Try Events', [4, 3.4], FLOW_IDS.events, carriesOn),
    call('Try Inbox', [5, 3.4], FLOW_IDS.inbox, carriesOn),
    { name: 'Findings', type: 'n8n-nodes-base.set', typeVersion: 3.4, at: [6, 3.4], parameters: { mode: 'manual', assignments: { assignments: [{ id: '0', name: 'checks', type: 'array', value: findings }] }, includeOtherFields: false, options: {} }, executeOnce: true },
    { name: 'What Is There, What Is Missing', type: 'n8n-nodes-base.splitOut', typeVersion: 1, at: [7, 3.4], parameters: { fieldToSplitOut: 'checks', options: {} } },
  ],
  wires: [
    ['Set Up', tableNode(tables[0] as Table)],
    ...tables.slice(1).map((table, index): [string, string] => [tableNode(tables[index] as Table), tableNode(table)]),
    [lastTable, 'No Connection Yet'],
    ['No Connection Yet', 'Add the Connection'],
    [lastTable, 'No Lock Yet'],
    ['No Lock Yet', 'Add the Lock'],
    [lastTable, 'Try Xledger'],
    ...CHECKS.slice(1).map(({ node }, index): [string, string] => [CHECKS[index]?.node ?? '', node]),
    ['Try Inbox', 'Findings'],
    ['Findings', 'What Is There, What Is Missing'],
  ],
  notes: [
    {
      at: [0, -0.3],
      size: [5, 1.1],
      text: '## Set-up\n1. Create the credentials **Xledger**, **Huma** and **Huma Webhook** (exactly these names), *then* import the flows: n8n ties them by name.\n2. Publish *Xledger: Error Log*, then *Inbox to Xledger*, then *Huma Events to Inbox*.\n3. Run this flow. The last node says what is there and what is missing. Running it again harms nothing.',
    },
    { at: [5.4, -0.3], size: [2.6, 1.1], text: '### Next\nRun *Xledger: Activate the Connection*: it links the people that have the same e-mail in both systems. Nothing is written to Xledger before that.' },
    { at: [6.1, 1.9], size: [2.4, 1.1], color: 4, text: '### The connection\nIn `xledger_connections`: **active**, **autoAdd** (add people who are new in Huma; off), **groupKind/groupId** (only this company, location or team), default countries for phone numbers and bank accounts.' },
  ],
};
