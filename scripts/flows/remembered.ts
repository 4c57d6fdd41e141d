/** What every flow that upserts has in common: the connection's settings from its row, and how a result's link becomes a row of xledger_links. */
import type { Node, Wire } from './flow';
import { gather, splitOut } from './nodes';
import { getRows, insertItems } from './tables';

const row = "$('Connection').first().json";

export const CONNECTION_SETTINGS = {
  name: `={{ ${row}.connection }}`,
  // A text where a switch belongs: without the connection's row the node refuses as a whole, and every event waits.
  active: `={{ ${row}.active ?? 'There is no such connection' }}`,
  autoAdd: `={{ ${row}.autoAdd }}`,
  groupId: `={{ ${row}.groupId }}`,
  phoneCountry: `={{ ${row}.phoneCountry }}`,
  bankCountry: `={{ ${row}.bankCountry }}`,
} as const;

/** All links of a connection, by its name as an expression. Nothing can be decided without them, so a table that stumbles is asked again. */
export const getLinks = (name: string, at: Node['at'], connection: string): Node =>
  getRows(name, at, 'xledger_links', [['connection', 'eq', connection]], undefined, { executeOnce: true, alwaysOutputData: true, retryOnFail: true, maxTries: 3, waitBetweenTries: 1000 });

/**
 * The links that results carry become new rows of xledger_links, all in one insert, without an expression a row: n8n takes tens of milliseconds for
 * each row that it looks for and updates. Of several rows of one person the newest counts, so nothing is lost when a run dies; the nightly flow takes
 * the older ones away.
 */
export function remember([column, row]: Node['at']): { nodes: Node[]; wires: Wire[]; first: string } {
  return {
    nodes: [
      gather('Links to Remember', [column, row], 'link'),
      splitOut('Link by Link', [column + 1, row], 'link'),
      insertItems('Remember', [column + 2, row], 'xledger_links'),
    ],
    wires: [
      ['Links to Remember', 'Link by Link'],
      ['Link by Link', 'Remember'],
    ],
    first: 'Links to Remember',
  };
}
