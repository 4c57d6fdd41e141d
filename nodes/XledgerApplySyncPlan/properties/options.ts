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
    {
      displayName: 'Also Fields Locked in Huma',
      name: 'evenLocked',
      type: 'boolean',
      default: false,
      description: 'Whether to write fields of which Huma warns that a change may cut the link to another integration',
    },
    {
      displayName: 'Groups of New Huma Users Names or IDs',
      name: 'groups',
      type: 'multiOptions',
      typeOptions: { loadOptionsMethod: 'getGroups' },
      default: [],
      description: 'The company, locations and teams that a user who is created in Huma becomes a member of. Empty: the group of the connection. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
    },
    learntOption('What an earlier run learnt about the forms that this Xledger takes: "forms" of its summary. It saves asking again.'),
    {
      displayName: 'Patience (Seconds)',
      name: 'patience',
      type: 'number',
      typeOptions: { minValue: 1 },
      default: 300,
      description: 'How long to wait altogether when Xledger or Huma asks for a pause or is away. What is left undone then is reported, to be tried again.',
    },
    {
      displayName: 'Read Back',
      name: 'readBack',
      type: 'boolean',
      default: true,
      description: 'Whether to read again what was written, and to report what did not stick',
    },
    {
      displayName: 'Read Huma Again',
      name: 'rereadHuma',
      type: 'boolean',
      default: true,
      description: 'Whether to read each person from Huma again before Xledger is written, where the Huma API credential is there. It takes up to three requests a person; a plan that was made a moment ago does not need it.',
    },
    {
      displayName: 'Started By',
      name: 'runBy',
      type: 'string',
      default: '',
      placeholder: 'e.g. kari@example.com',
      description: 'Who started the run, for the e-mail with the results',
    },
    {
      displayName: 'Try One Person First',
      name: 'canary',
      type: 'boolean',
      default: true,
      description: 'Whether one row is written alone and looked at whole before the others. Stops the run when something moved that was not meant to.',
    },
  ],
};
