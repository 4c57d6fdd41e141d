/** Who in Huma is compared with everyone in Xledger. */
import type { INodeProperties } from 'n8n-workflow';

export const people: INodeProperties[] = [
  {
    displayName: 'People From',
    name: 'peopleFrom',
    type: 'options',
    noDataExpression: true,
    options: [
      { name: 'Huma', value: 'huma', description: 'Read everyone from Huma now. Recommended: no personal data passes between nodes. Any item starts it.' },
      { name: 'The Items', value: 'items', description: 'Each item is a Huma user, as Huma Find Users gives it, or an export message of Huma with its users. All of them, deactivated ones too, or their employees look as if they were missing in Huma.' },
    ],
    default: 'huma',
    description: "Where Huma's side comes from. Xledger's side is always read by the node.",
  },
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
    displayOptions: { show: { peopleFrom: ['huma'] } },
    description: 'Whom in Huma this connection is for. For all others nothing is written.',
  },
  {
    displayName: 'Group',
    name: 'group',
    type: 'resourceLocator',
    default: { mode: 'list', value: '' },
    required: true,
    displayOptions: { show: { peopleFrom: ['huma'], scope: ['company', 'location', 'team'] } },
    modes: [
      { displayName: 'From List', name: 'list', type: 'list', placeholder: 'Choose a group …', typeOptions: { searchListMethod: 'searchGroups', searchable: true } },
      { displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 7c1d0000-0000-4000-8000-000000000001' },
    ],
    description: 'The company, location or team',
  },
];
