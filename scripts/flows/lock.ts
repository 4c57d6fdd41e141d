/** One run at a time writes for a connection: a row in xledger_locks, taken by one conditional update, given back by whoever holds it. */
import type { Node, Wire } from './flow';
import { set, shortPage, split, wait, type list } from './nodes';
import { getLinks } from './remembered';
import { updateRows } from './tables';

/** Longer than applying the largest plan takes with all its waits: a run that died keeps others from writing for so long, where the error flow does not free its lock. */
const FULL_SYNC_MINUTES = 60;
const BETWEEN_LOOKS = 2;
/** Longer than a run of the inbox may hold it. */
const MOST_MINUTES_WAITED = 20;

/** Gives the row when it was free or its time was over, and nothing when another run holds it. `connection` and `minutes` are expressions. */
export const takeLock = (name: string, at: Node['at'], connection: string, minutes: string): Node =>
  updateRows(name, at, 'xledger_locks', [['lock', 'eq', connection], ['heldUntil', 'lt', '={{ $now.toMillis() }}']], { holder: '={{ $execution.id }}', heldUntil: `={{ $now.toMillis() + 60000 * ${minutes} }}` }, { executeOnce: true });

/** Gives back what this run holds. `holder`: another run, as an expression. `after`: seconds in which nobody may take it yet. */
export const freeLock = (name: string, at: Node['at'], { holder = '={{ $execution.id }}', after = 0 } = {}): Node =>
  updateRows(name, at, 'xledger_locks', [['holder', 'eq', holder]], { holder: '', heldUntil: after === 0 ? 0 : `={{ $now.toMillis() + ${1000 * after} }}` }, { executeOnce: true });

/** The last page of a form whose run gave up. */
export const OTHERS_AT_WORK = `=${shortPage('Nothing was written', '{{ $json.error }}')}`;

export interface Alone {
  /** Where the first node stands. */
  at: Node['at'];
  /** The connection's name, as an expression. */
  connection: string;
  /** The Apply node, and the rows it gets. */
  apply: string;
  rows: ReturnType<typeof list>;
}

/**
 * What comes before Apply: nobody else writes for the connection from here on, and the links are those that stand now. `gaveUp` gives an item with `error`
 * when the lock was not to be had.
 */
export function alone({ at: [column, row], connection, apply, rows }: Alone): { nodes: Node[]; wires: Wire[]; first: string; gaveUp: string } {
  const nodes = [
    { ...takeLock('Take the Lock', [column, row], connection, `${FULL_SYNC_MINUTES}`), alwaysOutputData: true },
    split('Is It Ours?', [column + 1, row], [['={{ $json.holder }}', 'string', 'equals', '={{ $execution.id }}']]),
    split('Waited Too Long?', [column + 1, row + 1], [[`={{ $runIndex >= ${60 * MOST_MINUTES_WAITED / BETWEEN_LOOKS} }}`, 'boolean', 'true']]),
    wait(`Wait ${BETWEEN_LOOKS} Seconds`, [column, row + 1], BETWEEN_LOOKS),
    set('Gave Up', [column + 2.2, row + 2], { error: `Nothing was written: other runs have been writing to Xledger for ${MOST_MINUTES_WAITED} minutes. Start again later. Who holds the lock stands in the table xledger_locks, which needs a row for each connection.` }),
    getLinks('Links Now', [column + 2.2, row + 1], connection),
    ...rows.nodes,
  ];
  const wires: Wire[] = [
    ['Take the Lock', 'Is It Ours?'],
    ['Is It Ours?', rows.first],
    ['Is It Ours?', 'Links Now'],
    ['Is It Ours?', 'Waited Too Long?', { output: 1 }],
    ['Waited Too Long?', 'Gave Up'],
    ['Waited Too Long?', `Wait ${BETWEEN_LOOKS} Seconds`, { output: 1 }],
    [`Wait ${BETWEEN_LOOKS} Seconds`, 'Take the Lock'],
    [rows.first, rows.last],
    [rows.last, apply],
    ['Links Now', apply, { input: 1 }],
  ];
  return { nodes, wires, first: 'Take the Lock', gaveUp: 'Gave Up' };
}
