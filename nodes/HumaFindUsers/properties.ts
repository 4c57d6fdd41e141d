/** What the editor shows for Huma Find Users. */
import type { INodeProperties } from 'n8n-workflow';
import { HUMA_COUNTRY_OPTIONS } from '../shared';

export const properties: INodeProperties[] = [
  {
    displayName: 'Scope',
    name: 'scope',
    type: 'options',
    options: [
      { name: 'Company', value: 'company', description: 'Members of a company' },
      { name: 'Everyone', value: 'everyone', description: 'Everyone in Huma' },
      { name: 'Location', value: 'location', description: 'Members of a location' },
      { name: 'Team', value: 'team', description: 'Members of a team' },
    ],
    default: 'everyone',
    description: 'Whose users are wanted',
  },
  {
    displayName: 'Group',
    name: 'group',
    type: 'resourceLocator',
    default: { mode: 'list', value: '' },
    required: true,
    displayOptions: { show: { scope: ['company', 'location', 'team'] } },
    modes: [
      { displayName: 'From List', name: 'list', type: 'list', placeholder: 'Choose a group …', typeOptions: { searchListMethod: 'searchGroups', searchable: true } },
      { displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 7c1d0000-0000-4000-8000-000000000001' },
    ],
    description: 'The company, location or team',
  },
  {
    displayName: 'Return All',
    name: 'returnAll',
    type: 'boolean',
    default: false,
    description: 'Whether to return all results or only up to a given limit',
  },
  {
    displayName: 'Limit',
    name: 'limit',
    type: 'number',
    typeOptions: { minValue: 1 },
    default: 50,
    displayOptions: { show: { returnAll: [false] } },
    description: 'Max number of results to return',
  },
  {
    displayName: 'Active Only',
    name: 'activeOnly',
    type: 'boolean',
    default: false,
    description: 'Whether to leave out deactivated users. A comparison with Xledger needs them, or their employees look as if they were missing in Huma.',
  },
  {
    displayName: 'Include Details',
    name: 'includeDetails',
    type: 'boolean',
    default: false,
    description: 'Whether to read each user in full, with the main position and identifications. This takes up to three requests a user; without it, names, e-mail, phone, job titles and groups are returned.',
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      ...HUMA_COUNTRY_OPTIONS,
      {
        displayName: 'Show Sensitive Values',
        name: 'showSensitive',
        type: 'boolean',
        default: false,
        description: 'Whether to return national IDs, bank accounts and birth dates in clear. n8n stores what nodes return; leave this off unless the values are needed. Xledger Upsert Employee reads them from Huma by itself.',
      },
    ],
  },
];
