/** How a run behaves. */
import type { INodeProperties } from 'n8n-workflow';
import { learntOption } from '../../shared';

export const options: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  options: [
    learntOption('What an earlier run learnt about the forms that this Xledger takes: "forms", on the first item that came out of it when there was something new. It saves asking again.'),
    {
      displayName: 'On Failed People',
      name: 'onFailed',
      type: 'options',
      options: [
        { name: 'Output as Error', value: 'error', description: "Treated as the node's On Error setting says: the error output, an item with an error, or the end of the workflow once everybody else is done. A workflow that ends loses the links of this run." },
        { name: 'Output as Result', value: 'result', description: 'An item like the others, whose outcome is "failed" or "notAttempted". Nothing that was done gets lost.' },
      ],
      default: 'result',
      description: 'What becomes of people that could not be synced. The others are always synced.',
    },
    {
      displayName: 'Patience (Seconds)',
      name: 'patience',
      type: 'number',
      typeOptions: { minValue: 1 },
      default: 300,
      description: 'How long to wait altogether when Xledger asks for a pause or is away. What is left undone then is reported, to be tried again.',
    },
    {
      displayName: 'Read Back',
      name: 'readBack',
      type: 'boolean',
      default: true,
      description: 'Whether to read again what was written, and to report what did not stick. It takes one more request for each 500 people.',
    },
    {
      displayName: 'Try One Person First',
      name: 'canary',
      type: 'boolean',
      default: true,
      description: 'Whether one person is updated, and one created, alone and looked at whole before the others, until this Xledger is known to do what it is told and nothing else. Stops the run when something moved that was not meant to, or did not stick.',
    },
    {
      displayName: 'Xledger Is Empty',
      name: 'xledgerIsEmpty',
      type: 'boolean',
      default: false,
      description: 'Whether Xledger has no employee yet. Otherwise an answer without employees is taken for a token that may not see them, and nothing is written.',
    },
  ],
};
