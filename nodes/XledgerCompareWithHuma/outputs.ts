/** The plan as items: each row on the output where somebody looks for it, and a summary. */
import type { INodeExecutionData } from 'n8n-workflow';
import { outletOf, type Outlet, type Plan } from '../../core/sync';
import { itemFrom } from '../shared';
import type { People } from './people';

/** In the order of the node's outputs; the summary comes last. */
export const OUTPUTS = [
  { outlet: 'differences', displayName: 'Differences' },
  { outlet: 'onlyInHuma', displayName: 'Only in Huma' },
  { outlet: 'onlyInXledger', displayName: 'Only in Xledger' },
  { outlet: 'needsAttention', displayName: 'Needs Attention' },
] as const satisfies readonly { outlet: Outlet; displayName: string }[];

export const NEEDS_ATTENTION = OUTPUTS.findIndex(({ outlet }) => outlet === 'needsAttention');

/** Rows that nobody has to see, because both sides are equal and that is remembered already, are only counted. */
export function outputs({ rows, summary }: Plan, report: string | undefined, { itemOf }: Pick<People, 'itemOf'>): INodeExecutionData[][] {
  const placed = rows.map((row) => ({ row, outlet: outletOf(row) }));
  const items = OUTPUTS.map(({ outlet }) => placed.filter((one) => one.outlet === outlet).map(({ row }) => itemFrom(row, itemOf(row.humaId))));
  return [...items, [itemFrom({ planId: summary.plan.planId, ...summary, report }, 0)]];
}
