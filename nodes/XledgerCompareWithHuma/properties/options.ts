/** How the comparison behaves. */
import type { INodeProperties } from 'n8n-workflow';

export const options: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  options: [
    {
      displayName: 'Employment ID Alone Counts',
      name: 'employmentIdCounts',
      type: 'boolean',
      default: false,
      description: 'Whether two people with the same employment ID and different e-mails are the same person. Otherwise they wait for a decision.',
    },
    {
      displayName: 'Expires After (Hours)',
      name: 'expiresAfter',
      type: 'number',
      typeOptions: { minValue: 1 },
      default: 24,
      description: 'How long the plan may be applied',
    },
    {
      displayName: 'Owner Name or ID',
      name: 'owner',
      type: 'options',
      typeOptions: { loadOptionsMethod: 'getOwners' },
      default: '',
      description: 'The Xledger entity of this connection; needed where the token reaches several, whose employees are then left alone. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
    },
    {
      displayName: 'Patience (Seconds)',
      name: 'patience',
      type: 'number',
      typeOptions: { minValue: 1 },
      default: 300,
      description: 'How long to wait altogether when Xledger or Huma asks for a pause or is away. Then the comparison fails: half of the people would look like all of them.',
    },
    {
      displayName: 'Report as HTML',
      name: 'report',
      type: 'boolean',
      default: true,
      description: 'Whether the summary holds the plan as a page to send or to show. Sensitive values are masked in it.',
    },
    {
      displayName: 'When Only the Other Side Changed',
      name: 'otherSideChanged',
      type: 'options',
      options: [
        { name: 'Follow', value: 'follow', description: 'The newer value wins' },
        { name: 'Keep', value: 'keep', description: 'Both values stay as they are, and the difference is reported' },
        { name: 'Overwrite', value: 'overwrite', description: 'The side that wins overwrites it all the same' },
      ],
      default: 'keep',
      description: 'What to do where the field has a winner, and only the other system changed its value since both were equal. Needs the links of earlier runs.',
    },
    {
      displayName: 'Xledger Is Empty',
      name: 'xledgerIsEmpty',
      type: 'boolean',
      default: false,
      description: 'Whether Xledger has no employee yet. Otherwise an answer without employees is taken for a token that may not see them, and nothing is planned.',
    },
  ],
};
