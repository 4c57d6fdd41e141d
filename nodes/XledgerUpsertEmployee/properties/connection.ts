/** The connection (R4): what is decided once for one part of Huma and one Xledger. Often filled from a table by the flows. */
import type { INodeProperties } from 'n8n-workflow';

export const connection: INodeProperties = {
  displayName: 'Connection',
  name: 'connection',
  type: 'collection',
  placeholder: 'Add setting',
  default: {},
  description: 'Settings of the connection. Each is read once, with the first item.',
  options: [
    {
      displayName: 'Active',
      name: 'active',
      type: 'boolean',
      default: true,
      description: 'Whether the connection has been activated by a first sync. While it is off, nothing is written.',
    },
    {
      displayName: 'Add New People',
      name: 'autoAdd',
      type: 'boolean',
      default: false,
      description: 'Whether somebody who is added in Huma is added in Xledger by the event',
    },
    {
      displayName: 'Default Bank Country',
      name: 'bankCountry',
      type: 'string',
      default: '',
      placeholder: 'e.g. NO',
      description: "Two letters. Counts where the company of an employee's subledger names no country.",
    },
    {
      displayName: 'Default Phone Country',
      name: 'phoneCountry',
      type: 'string',
      default: '',
      placeholder: 'e.g. NO',
      description: 'Two letters. Phone numbers without a country code are compared as numbers of this country.',
    },
    {
      displayName: 'Female in Xledger',
      name: 'genderFemale',
      type: 'string',
      default: '',
      placeholder: 'e.g. FEMALE',
      description: 'The code that Xledger has for it. Empty: found out from Xledger.',
    },
    {
      displayName: 'Group ID',
      name: 'groupId',
      type: 'string',
      default: '',
      placeholder: 'e.g. 7c1d0000-0000-4000-8000-000000000001',
      description: 'The company, location or team in Huma that this connection is for. Others are not written. Empty: everybody.',
    },
    {
      displayName: 'Male in Xledger',
      name: 'genderMale',
      type: 'string',
      default: '',
      placeholder: 'e.g. MALE',
      description: 'The code that Xledger has for it. Empty: found out from Xledger.',
    },
    {
      displayName: 'Name',
      name: 'name',
      type: 'string',
      default: 'default',
      description: 'Links belong to one connection and are never used by another',
    },
  ],
};
