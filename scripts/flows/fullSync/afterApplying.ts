/** What every flow does around Apply: what the connection knows goes in; links, runs and what was learnt are remembered, failures logged, the lock given back, the result sent. */
import type { Node, Wire } from '../flow';
import { freeLock } from '../lock';
import { become, mail, only, splitOut } from '../nodes';
import { remember } from '../remembered';
import { insertItems, insertRow, updateRows } from '../tables';

const known = "$('Connection').first().json";
const xledgerOf = (plan: string) => `${plan}.endpoint + ' ' + (${plan}.ownerDbId ?? '')`;

/** Options of Apply: what was learnt of this Xledger, and one row alone first where the connection has not proved itself there. */
export const KNOWN_OF_XLEDGER = {
  learnt: `={{ ${known}.learnt ?? '' }}`,
  canary: `={{ ${known}.proved !== ${xledgerOf('$json.plan')} }}`,
} as const;

/** Rows that were skipped because somebody wanted it, or because there is nothing about them (R23 is for the others). */
const AS_MEANT = ['skippedByDecision', 'waitsForDecision', 'nothingToDo', 'sameRowTwice'];

export interface Following {
  /** The Apply node. */
  after: string;
  /** The node whose items are the rows that it applied. */
  rows: string;
  /** Where the first node stands. */
  at: Node['at'];
  connection: string;
  /** Who ran it, for the table of runs. */
  by: string;
  from: string;
  to: string;
}

export function afterApplying({ after, rows, at: [column, row], connection, by, from, to }: Following): { nodes: Node[]; wires: Wire[] } {
  const summary = `$('${after}').first(3).json`;
  const remembering = remember([column, row + 2]);
  const nodes = [
    // n8n runs the branches from top to bottom, and may die between two: what nobody can find out again comes first.
    only('Can Be Undone', [column, row], [['={{ $json.inverse }}', 'array', 'notEmpty']]),
    splitOut('Rows That Undo It', [column + 1, row], 'inverse'),
    become('As Text', [column + 2, row], '={{ JSON.stringify({ run: $execution.id, row: JSON.stringify($json) }) }}'),
    insertItems('Keep Them', [column + 3, row], 'xledger_undo'),
    only('Worth a Word', [column, row + 1], [[`={{ !$json.error && !${JSON.stringify(AS_MEANT)}.includes($json.code) }}`, 'boolean', 'true']]),
    insertRow('Write to the Log', [column + 1, row + 1], 'xledger_log', {
      at: '={{ $now.toISO() }}',
      connection,
      flow: '={{ $workflow.name }}',
      run: '={{ $execution.id }}',
      humaId: "={{ $json.humaId ?? '' }}",
      employeeDbId: "={{ $json.employeeDbId ?? '' }}",
      name: "={{ $json.name ?? '' }}",
      outcome: '={{ $json.outcome }}',
      code: '={{ $json.code }}',
      fields: "={{ [...new Set([...($json.changes ?? []), ...($json.stale ?? []), ...($json.problems ?? [])].map(({ label }) => label).filter((label) => label))].join(', ') }}",
      what: '={{ $json.reason }}',
      retry: '={{ $json.retry ?? false }}',
    }),
    ...remembering.nodes,
    insertRow('Remember the Run', [column, row + 3], 'xledger_runs', {
      run: '={{ $execution.id }}',
      at: '={{ $now.toISO() }}',
      connection,
      flow: '={{ $workflow.name }}',
      by,
      planId: '={{ $json.planId }}',
      applied: '={{ $json.outcomes.applied + $json.outcomes.unchanged }}',
      skipped: '={{ $json.outcomes.skipped + $json.outcomes.stale }}',
      failed: '={{ $json.outcomes.failed + $json.outcomes.notAttempted }}',
      says: '={{ $json.subject }}',
      undone: false,
    }),
    updateRows('Keep What Was Learnt', [column, row + 4], 'xledger_connections', [['connection', 'eq', connection]], {
      learnt: `={{ JSON.stringify({ ...JSON.parse(${known}.learnt || '{}'), ...($json.forms ?? {}) }) }}`,
      proved: `={{ $json.canary === 'proved' ? ${xledgerOf(`$('${rows}').first().json.plan`)} : (${known}.proved ?? '') }}`,
    }, { alwaysOutputData: true }),
    // Before the mail, which may take long.
    { ...freeLock('Free the Lock', [column + 1, row + 4]), alwaysOutputData: true },
    mail('Send the Result', [column + 2, row + 4], { from, to, subject: `={{ ${summary}.subject }}`, html: `={{ ${summary}.html }}`, text: `={{ ${summary}.text }}` }, { executeOnce: true, onError: 'continueRegularOutput' }),
  ];
  const wires: Wire[] = [
    [after, remembering.first, { output: 0 }],
    [after, remembering.first, { output: 2 }],
    ...remembering.wires,
    [after, 'Worth a Word', { output: 1 }],
    [after, 'Worth a Word', { output: 2 }],
    ['Worth a Word', 'Write to the Log'],
    [after, 'Remember the Run', { output: 3 }],
    [after, 'Can Be Undone', { output: 3 }],
    ['Can Be Undone', 'Rows That Undo It'],
    ['Rows That Undo It', 'As Text'],
    ['As Text', 'Keep Them'],
    [after, 'Keep What Was Learnt', { output: 3 }],
    ['Keep What Was Learnt', 'Free the Lock'],
    ['Free the Lock', 'Send the Result'],
  ];
  return { nodes, wires };
}
