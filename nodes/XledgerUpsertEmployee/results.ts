/** Outcomes as items: one for each input item, in order, linked to it; failed ones as the user wants them. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { fieldOf, sentence } from '../../core/person';
import { linkToItem, type Ask, type Outcome } from '../../core/sync';
import type { TenantForms } from '../../core/xledger';
import { itemFrom } from '../shared';
import type { Refused } from './people';
import type { Settings } from './policy';

/** What became of an item that names nobody. */
export function refusal({ item, humaId, says }: Refused, dryRun: boolean): Outcome {
  return { item, humaId, outcome: 'failed', did: 'nothing', reason: says, code: 'invalidItem', retry: false, employeeDbId: null, employmentId: null, name: null, changes: [], problems: [], dryRun };
}

/** Why Huma could not be asked is known here, in Huma's own words; the outcome says only that it was so. */
export function toldWhy(outcome: Outcome, asks: readonly Ask[]): Outcome {
  if (outcome.code !== 'humaUnavailable') return outcome;
  const source = asks.find(({ item }) => item === outcome.item)?.source;
  if (source?.kind !== 'unavailable') return outcome;
  return { ...outcome, reason: `This person could not be read from Huma, and nothing was written. ${source.problem.detail ?? ''}`.trim(), problems: [] };
}

/**
 * @throws NodeOperationError when failed people count as errors and the node is to stop: after everybody else was done
 */
export function results(context: IExecuteFunctions, outcomes: readonly Outcome[], { onFailed }: Pick<Settings, 'onFailed'>, forms?: TenantForms): INodeExecutionData[] {
  const inOrder = [...outcomes].sort((one, other) => one.item - other.item);
  const failed = onFailed === 'error' ? inOrder.filter(hasFailed) : [];
  if (failed.length > 0 && !context.continueOnFail()) throw stoppedBy(context, failed, inOrder.length);
  const items = inOrder.map((outcome) => (failed.includes(outcome) ? errorItem(context, outcome) : itemFrom(shown(outcome), outcome.item)));
  const first = items.find(({ json }) => json.outcome !== undefined);
  if (first && forms) first.json.forms = { ...forms };
  return items;
}

/** Undefined where the run learnt nothing of this Xledger that was not known before it. */
export function newlyLearnt(known: TenantForms = {}, forms: TenantForms): TenantForms | undefined {
  const isNew = ([key, form]: [string, unknown]) => form !== known[key as keyof TenantForms];
  return Object.entries(forms).some(isNew) ? { ...known, ...forms } : undefined;
}

const hasFailed = ({ outcome }: Outcome): boolean => outcome === 'failed' || outcome === 'notAttempted';

/** Problems get their sentence, links become rows of a table. */
function shown({ item: _, link, problems, ...outcome }: Outcome): object {
  return {
    ...outcome,
    problems: problems.map((problem) => ({ field: problem.field, label: problem.field && fieldOf(problem.field).label, code: problem.code, says: sentence(problem) })),
    link: link && linkToItem(link),
  };
}

/**
 * n8n sends an item whose only keys are `error` and `details` to the error output, on top of its input item. An `error` beside `json`
 * would do so too, but then n8n drops all else, the link of a half-made person with it.
 */
function errorItem(context: IExecuteFunctions, outcome: Outcome): INodeExecutionData {
  const result = shown(outcome);
  const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
  return itemFrom(hasErrorOutput ? { error: outcome.reason, details: result } : { ...result, error: outcome.reason }, outcome.item);
}

const MOST_NAMED = 20;

function stoppedBy(context: IExecuteFunctions, failed: readonly Outcome[], all: number): NodeOperationError {
  const [first] = failed;
  const lines = failed.slice(0, MOST_NAMED).map(({ item, name, humaId, reason }) => `Item ${item}${name ?? humaId ? `, ${name ?? humaId}` : ''}: ${reason}`);
  const more = failed.length > MOST_NAMED ? [`and ${failed.length - MOST_NAMED} more.`] : [];
  return new NodeOperationError(context.getNode(), `${failed.length} of ${all} people were not synced. ${lines[0] ?? ''}`, {
    description: [...lines.slice(1), ...more, 'All others were synced, but their links were not passed on.'].join('<br>'),
    itemIndex: first?.item,
  });
}
