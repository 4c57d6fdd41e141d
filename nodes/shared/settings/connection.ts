/** The connection (R4): what is decided once for one part of Huma and one Xledger. Often filled from a table by the flows. */
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import type { Reading } from '../../../core/person';
import type { XledgerOptions } from '../../../core/xledger';
import type { Schema } from '../parameters';
import { countryOptions } from './countries';
import { absentWhenBlank, country } from './texts';

export interface Connection {
  name: string;
  groupId?: string;
  reading: Reading;
  genders: NonNullable<XledgerOptions['genders']>;
}

/** What was entered, as core takes it. */
export const connection = z
  .object({ name: absentWhenBlank, groupId: absentWhenBlank, bankCountry: country, phoneCountry: country, genderMale: absentWhenBlank, genderFemale: absentWhenBlank })
  .transform(({ name = 'default', groupId, bankCountry, phoneCountry, genderMale, genderFemale }) => ({
    name,
    groupId,
    reading: { bankCountry, phoneCountry },
    genders: { ...(genderMale && { Male: { code: genderMale } }), ...(genderFemale && { Female: { code: genderFemale } }) },
  })) as Schema<Connection>;

/** Settings that every node of a connection has; some have more. */
export const CONNECTION_OPTIONS: INodeProperties[] = [
  ...countryOptions({
    bankCountry: "Two letters. Counts where the company of an employee's subledger names no country.",
    phoneCountry: 'Two letters. Phone numbers without a country code are compared as numbers of this country.',
  }),
  {
    displayName: 'Female in Xledger',
    name: 'genderFemale',
    type: 'string',
    default: '',
    placeholder: 'e.g. FEMALE',
    description: 'The code that Xledger has for it. Empty: found out from Xledger.',
  },
  {
    displayName: 'Group Name or ID',
    name: 'groupId',
    type: 'options',
    typeOptions: { loadOptionsMethod: 'getGroups' },
    default: '',
    description: 'The company, location or team in Huma that this connection is for; others are not written. Empty: everybody. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
    placeholder: 'e.g. Oslo',
    description: 'Links belong to one connection and are never used by another',
  },
];

export const connectionProperty: INodeProperties = {
  displayName: 'Connection',
  name: 'connection',
  type: 'collection',
  placeholder: 'Add setting',
  default: {},
  description: 'Settings of the connection. Each is read once, with the first item.',
  options: CONNECTION_OPTIONS,
};
