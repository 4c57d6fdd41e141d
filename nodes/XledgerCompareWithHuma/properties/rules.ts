/** What the plan is to do about what differs, and about who is missing. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { FIELD_KEYS } from '../../../core/person';
import { FIELD_OPTIONS } from '../../shared';

const WINNERS: INodePropertyOptions[] = [
  { name: 'Huma', value: 'huma', description: "Huma's value is written to Xledger" },
  { name: 'Neither', value: 'none', description: 'Differences are reported, and wait for a decision' },
  { name: 'Xledger', value: 'xledger', description: "Xledger's value is written to Huma" },
];

export const rules: INodeProperties[] = [
  {
    displayName: 'Who Wins',
    name: 'whoWins',
    type: 'options',
    options: WINNERS,
    default: 'huma',
    description: 'Whose value is taken where both have one and they differ. A decision in a row of the plan outranks it.',
  },
  {
    displayName: 'Who Wins per Field',
    name: 'whoWinsPerField',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true },
    placeholder: 'Add field',
    default: {},
    options: [
      {
        displayName: 'Field',
        name: 'fields',
        values: [
          { displayName: 'Field', name: 'field', type: 'options', options: FIELD_OPTIONS, default: 'email', description: 'The field that is decided otherwise' },
          { displayName: 'Who Wins', name: 'winner', type: 'options', options: WINNERS, default: 'huma', description: 'Whose value is taken' },
        ],
      },
    ],
    description: 'Fields that are not decided as the others are',
  },
  {
    displayName: 'Missing Values',
    name: 'missingValues',
    type: 'options',
    options: [
      { name: 'Clear', value: 'clear', description: 'The side that wins is followed, also where it is empty: a value that was synced before is emptied where the field allows it' },
      { name: 'Fill From the Other Side', value: 'fill', description: 'Whoever wins, an empty field takes the value of the other system' },
      { name: 'Leave', value: 'leave', description: 'An empty field stays empty, and is reported' },
    ],
    default: 'fill',
    description: 'What to do where one side has a value and the other has none',
  },
  {
    displayName: 'Write To',
    name: 'writeTo',
    type: 'options',
    options: [
      { name: 'Both', value: 'both', description: 'Values travel both ways. For a sync that somebody starts and looks at.' },
      { name: 'Huma', value: 'huma', description: 'Only Huma is changed' },
      { name: 'Xledger', value: 'xledger', description: 'Only Xledger is changed. What would have to be written to Huma is reported.' },
    ],
    default: 'xledger',
    description: 'Which system the plan may change at all, by values or by creating. A run that nobody watches should never change Huma.',
  },
  {
    displayName: 'Create In',
    name: 'createIn',
    type: 'options',
    options: [
      { name: 'Both', value: 'both', description: 'Whoever is missing on a side is created there' },
      { name: 'Huma', value: 'huma', description: 'Employees that Huma does not have are created there, without an invitation' },
      { name: 'None', value: 'none', description: 'Nobody is created, unless a row is decided to be applied' },
      { name: 'Xledger', value: 'xledger', description: 'People that Xledger does not have are created there' },
    ],
    default: 'none',
    description: 'Where people are created who are in one system only, as far as <b>Write To</b> allows it',
  },
  {
    displayName: 'Fields to Sync',
    name: 'fields',
    type: 'multiOptions',
    options: FIELD_OPTIONS,
    default: [...FIELD_KEYS],
    description: 'Which fields are compared and planned. All others are left as they are.',
  },
  {
    displayName: 'First Match by E-Mail',
    name: 'firstMatch',
    type: 'options',
    options: [
      { name: 'Accept', value: 'accept', description: 'Two people who are not linked yet and share an e-mail are the same person' },
      { name: 'Wait for a Decision', value: 'wait', description: 'Somebody confirms each pair once; afterwards it is remembered' },
    ],
    default: 'accept',
    description: 'What to do with a pair that is found by its e-mail alone, for the first time',
  },
];
