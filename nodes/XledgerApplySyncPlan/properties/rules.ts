/** How a plan is applied: read once with the first item. */
import type { INodeProperties } from 'n8n-workflow';

export const rules: INodeProperties[] = [
  {
    displayName: 'Dry Run',
    name: 'dryRun',
    type: 'boolean',
    default: false,
    description: 'Whether to only say what would be done. Everything is read and checked, and nothing is written.',
  },
  {
    displayName: 'On Failing Rows',
    name: 'onFailed',
    type: 'options',
    options: [
      { name: 'Output as Error', value: 'error', description: "Treated as the node's On Error setting says: the error output, an item with an error, or the end of the workflow once all other rows are done. A workflow that ends loses the links and the way back of this run." },
      { name: 'Output as Result', value: 'result', description: 'An item on the output Failed. Nothing that was done gets lost.' },
    ],
    default: 'result',
    description: 'What becomes of rows that could not be applied. The others are always applied.',
  },
  {
    displayName: 'Stale Rows',
    name: 'staleRows',
    type: 'options',
    options: [
      { name: 'Fail', value: 'fail', description: 'Count them as failed' },
      { name: 'Skip and Report', value: 'skip', description: 'Put them on the output Skipped, with what was seen, wanted and found' },
    ],
    default: 'skip',
    description: 'What becomes of rows whose values were changed by somebody after the plan was made. They are never written.',
  },
  {
    displayName: 'Edited Rows',
    name: 'editedRows',
    type: 'options',
    options: [
      { name: 'Allow', value: 'allow', description: 'Take rows as they are. What was sealed in them must still be whole.' },
      { name: 'Refuse', value: 'refuse', description: 'Only decisions may differ from the plan as it was signed' },
    ],
    default: 'refuse',
    description: 'What becomes of rows that were altered after the plan was made',
  },
  {
    displayName: 'Override Limits of Plan',
    name: 'override',
    type: 'string',
    default: '',
    placeholder: 'e.g. 0b7f0000-0000-4000-8000-000000000001',
    description: 'The ID of the one plan that may go over its limits. It has no effect on any other, so that it cannot be left on.',
  },
];
