/** What to do with the people: whom to create, how to find them, what to write. */
import type { INodeProperties } from 'n8n-workflow';
import { FIELD_KEYS } from '../../../core/person';
import { FIELD_OPTIONS } from '../../shared';

export const rules: INodeProperties[] = [
  {
    displayName: 'When Missing',
    name: 'whenMissing',
    type: 'options',
    options: [
      { name: 'Create', value: 'create', description: 'Create contact, subledger and employee' },
      { name: 'Fail', value: 'fail', description: 'Count the person as failed' },
      { name: 'Skip', value: 'skip', description: 'Do nothing, and say so in the result' },
    ],
    default: 'skip',
    description: 'What to do with a person that Xledger does not have. For events, <b>Add New People</b> decides instead.',
  },
  {
    displayName: 'Match By',
    name: 'matchBy',
    type: 'multiOptions',
    options: FIELD_OPTIONS.filter(({ value }) => value === 'email' || value === 'employmentId'),
    default: ['email'],
    required: true,
    description: 'How a person that is not linked yet is found in Xledger. A link always comes first, and more than one candidate is never written.',
  },
  {
    displayName: 'When Matched',
    name: 'whenMatched',
    type: 'options',
    options: [
      { name: 'Link Only', value: 'link', description: 'Remember that the two belong together, and write nothing' },
      { name: 'Report Only', value: 'report', description: 'Do nothing, and say so in the result' },
      { name: 'Update', value: 'update', description: 'Link them, and write what differs' },
    ],
    default: 'update',
    description: 'What to do when a person that is not linked yet is found in Xledger',
  },
  {
    displayName: 'Fields to Sync',
    name: 'fields',
    type: 'multiOptions',
    options: FIELD_OPTIONS,
    default: [...FIELD_KEYS],
    description: 'Which fields are compared and written. All others are left as they are.',
  },
  {
    displayName: 'Clear Emptied Fields',
    name: 'clearing',
    type: 'boolean',
    default: false,
    description: 'Whether a field that was synced before and is now empty in Huma is emptied in Xledger, where Xledger still holds that value. Address, names, e-mail, employment ID and national ID are never emptied.',
  },
  {
    displayName: 'Dry Run',
    name: 'dryRun',
    type: 'boolean',
    default: false,
    description: 'Whether to only say what would be done. Nothing is written.',
  },
];
