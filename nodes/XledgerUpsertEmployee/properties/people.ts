/** Who is to be brought over: these are read for each item; all further settings count for the whole run. */
import type { INodeProperties } from 'n8n-workflow';

export const people: INodeProperties[] = [
  {
    displayName: 'People From',
    name: 'peopleFrom',
    type: 'options',
    noDataExpression: true,
    options: [
      { name: 'Huma by ID', value: 'huma', description: 'Read each person from Huma now. Recommended: order and repetition of events do not matter, and no personal data passes between nodes.' },
      { name: 'Mapped Fields', value: 'fields', description: 'Each field filled in here, for people that do not come from Huma' },
      { name: 'The Item', value: 'item', description: 'The item is a Huma user, as Huma Find Users and Huma Trigger give it. What it does not hold is left as it is.' },
    ],
    default: 'huma',
    description: 'Where the values come from',
  },
  {
    displayName: 'Huma ID',
    name: 'humaId',
    type: 'string',
    default: '={{ $json.humaId }}',
    required: true,
    placeholder: 'e.g. 5b0c3f0e-6a55-4c0e-9a55-0d6d6f1c2a10',
    displayOptions: { show: { peopleFrom: ['huma'] } },
    description: "The person's ID in Huma",
  },
  {
    displayName: 'Huma ID',
    name: 'ownHumaId',
    type: 'string',
    default: '',
    placeholder: 'e.g. 5b0c3f0e-6a55-4c0e-9a55-0d6d6f1c2a10',
    displayOptions: { show: { peopleFrom: ['fields'] } },
    description: "The person's ID in Huma, where there is one: the pair is then remembered by it",
  },
  {
    displayName: 'Event',
    name: 'event',
    type: 'string',
    default: '={{ $json.topic }}',
    placeholder: 'e.g. users-update',
    displayOptions: { show: { peopleFrom: ['huma', 'item'] } },
    description: 'What happened in Huma: the topic that Huma Trigger gives. With an event, the rules for events hold: only linked people are updated, and new ones are added only with <b>Add New People</b>. Empty means that somebody asks for this person by hand.',
  },
  {
    displayName: 'Person',
    name: 'person',
    type: 'resourceMapper',
    noDataExpression: true,
    default: { mappingMode: 'defineBelow', value: null },
    displayOptions: { show: { peopleFrom: ['fields'] } },
    typeOptions: {
      resourceMapper: { resourceMapperMethod: 'getFields', mode: 'add', valuesLabel: 'Person', fieldWords: { singular: 'field', plural: 'fields' }, addAllFields: false, multiKeyMatch: false, supportAutoMap: false },
    },
    description: 'Dates as year-month-day. A bank account, an address and a national ID may be given as objects, such as { number, country }.',
  },
];
