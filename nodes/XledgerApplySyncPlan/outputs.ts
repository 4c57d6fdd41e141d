/** Outcomes as items: each row on exactly one output, linked to the item that it came with; and the summary of the run. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { fieldOf, sentence } from '../../core/person';
import { linkToItem, type Applied, type ResultMail, type RowOutcome } from '../../core/sync';
import { itemFrom } from '../shared';
import type { Settings } from './settings';

/** In the order of the node's outputs; the summary comes last. */
export const OUTPUTS = ['Applied', 'Skipped', 'Failed'] as const;

export const FAILED = OUTPUTS.indexOf('Failed');

type How = Pick<Settings, 'onFailed' | 'staleRows'>;

/** What stands already as the row wanted it counts as applied. */
const OUTPUT_OF: Readonly<Record<RowOutcome['outcome'], (how: How) => (typeof OUTPUTS)[number]>> = {
  applied: () => 'Applied',
  unchanged: () => 'Applied',
  skipped: () => 'Skipped',
  stale: ({ staleRows }) => (staleRows === 'fail' ? 'Failed' : 'Skipped'),
  failed: () => 'Failed',
  notAttempted: () => 'Failed',
};

/** @throws NodeOperationError when failed rows count as errors and the node is to stop: after all others were done */
export function outputs(context: IExecuteFunctions, { outcomes, summary, inverse, forms }: Applied, mail: ResultMail, how: How): INodeExecutionData[][] {
  const placed = outcomes.map((outcome) => ({ outcome, output: OUTPUT_OF[outcome.outcome](how) }));
  const failed = how.onFailed === 'error' ? placed.filter(({ output }) => output === 'Failed').map(({ outcome }) => outcome) : [];
  if (failed.length > 0 && !context.continueOnFail()) throw stoppedBy(context, failed, outcomes.length);
  const itemOf = (outcome: RowOutcome) => (failed.includes(outcome) ? errorItem(context, outcome) : itemFrom(shown(outcome), outcome.item));
  const items = OUTPUTS.map((name) => placed.filter(({ output }) => output === name).map(({ outcome }) => itemOf(outcome)));
  return [...items, [itemFrom({ ...summary, ...mail, forms, inverse }, 0)]];
}

/** Problems get their sentence, links become rows of a table. */
function shown({ item: _, link, problems, ...outcome }: RowOutcome): object {
  return {
    ...outcome,
    problems: problems.map((problem) => ({ field: problem.field, label: problem.field && fieldOf(problem.field).label, code: problem.code, says: sentence(problem) })),
    link: link && linkToItem(link),
  };
}

/** n8n sends an item whose only keys are `error` and `details` to the error output, on top of its row. */
function errorItem(context: IExecuteFunctions, outcome: RowOutcome): INodeExecutionData {
  const result = shown(outcome);
  const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
  return itemFrom(hasErrorOutput ? { error: outcome.reason, details: result } : { ...result, error: outcome.reason }, outcome.item);
}

const MOST_NAMED = 20;

function stoppedBy(context: IExecuteFunctions, failed: readonly RowOutcome[], all: number): NodeOperationError {
  const [first] = failed;
  const lines = failed.slice(0, MOST_NAMED).map(({ item, name, humaId, reason }) => `Item ${item}${name ?? humaId ? `, ${name ?? humaId}` : ''}: ${reason}`);
  const more = failed.length > MOST_NAMED ? [`and ${failed.length - MOST_NAMED} more.`] : [];
  return new NodeOperationError(context.getNode(), `${failed.length} of ${all} rows were not applied. ${lines[0] ?? ''}`, {
    description: [...lines.slice(1), ...more, 'The other rows are done, but their links and the way back were not passed on.'].join('<br>'),
    itemIndex: first?.item,
  });
}
