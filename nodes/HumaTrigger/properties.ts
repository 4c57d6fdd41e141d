/** What the editor shows for Huma Trigger. */
import type { INodeProperties } from 'n8n-workflow';
import { HUMA_COUNTRY_OPTIONS } from '../shared';

/** Any topic that is not listed (H7). */
export const OTHER = 'other';

export const properties: INodeProperties[] = [
  {
    displayName: 'Huma has no call to register a webhook, so it is set up there by hand. Publish this workflow, copy the <b>Production URL</b> from <b>Webhook URLs</b> above, and paste it in Huma where webhooks are set up, together with the client secret and the access token of the credential.',
    name: 'setUpNotice',
    type: 'notice',
    default: '',
  },
  {
    displayName: 'Topics',
    name: 'topics',
    type: 'multiOptions',
    options: [
      { name: 'Other', value: OTHER, description: 'Topics that Huma may add; if they name users, these count as changed' },
      { name: 'User Created', value: 'users-create', description: 'Someone was added in Huma' },
      { name: 'User Deleted', value: 'users-delete', description: 'Someone was deleted in Huma' },
      { name: 'User Updated', value: 'users-update', description: 'A profile changed' },
      { name: 'Users Exported', value: 'users-export', description: 'All profiles were sent on request' },
    ],
    default: ['users-create', 'users-update', 'users-delete', 'users-export', OTHER],
    required: true,
    description: 'What starts the workflow. Anything else is answered and dropped.',
  },
  {
    displayName: 'Output',
    name: 'output',
    type: 'options',
    options: [
      { name: 'Description Only', value: 'description', description: 'How the message is signed and built, without its values. Messages that fit no secret are described, too: for reporting what Huma really sends.' },
      { name: 'IDs Only', value: 'idsOnly', description: 'Who it is about and what happened. Xledger Upsert Employee reads the person from Huma.' },
      { name: 'With Values', value: 'withValues', description: 'The values that the message carries, too, with sensitive ones sealed. For use without the Huma Open API.' },
    ],
    default: 'idsOnly',
    description: 'What each item holds. There is one item for each user in the message, or one with its description.',
  },
  {
    displayName: 'Respond',
    name: 'respond',
    type: 'options',
    options: [
      { name: 'Immediately', value: 'immediately', description: 'As soon as the message is checked' },
      { name: 'When Last Node Finishes', value: 'whenDone', description: 'When the workflow is through: choose this where it puts the event on disk, so that nothing that was answered is lost' },
    ],
    default: 'immediately',
    description: 'When Huma gets its answer. It is not known whether Huma sends a message again.',
  },
  {
    displayName: 'Allow Unsigned Requests',
    name: 'allowUnsigned',
    type: 'boolean',
    default: false,
    description: 'Whether to accept messages without checking a signature or a token. Anybody who knows the address can then pretend to be Huma.',
  },
  {
    displayName: 'Anybody who knows the address can now start this workflow with whatever they like. Use this for trying things out only.',
    name: 'unsignedNotice',
    type: 'notice',
    default: '',
    displayOptions: { show: { allowUnsigned: [true] } },
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
        displayName: 'Largest Message (MB)',
        name: 'largestMessage',
        type: 'number',
        typeOptions: { minValue: 1 },
        default: 10,
        description: "What is larger is refused. An export holds everyone in one message. n8n's own limit (16 MB unless it was changed) comes first.",
      },
      {
        displayName: 'Replay Window (Seconds)',
        name: 'replayWindow',
        type: 'number',
        typeOptions: { minValue: 0 },
        default: 5,
        description: 'The same message again within this time starts the workflow once more at most, with the end of the window as <i>nextTryAt</i>: Huma may tell two changes in the same words. All further ones are answered and dropped. Add this only where the workflow keeps events until <i>nextTryAt</i>, as the inbox that ships does.',
      },
      {
        displayName: 'Take Messages Together',
        name: 'takeTogether',
        type: 'boolean',
        default: false,
        description: 'Whether messages that come while the workflow runs go on together in its next run, which n8n takes many times faster than a run each. Each is answered when that run is through. For <i>Respond: When Last Node Finishes</i>.',
      },
    ],
  },
];
