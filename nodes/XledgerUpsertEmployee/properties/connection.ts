/** The connection, with what it says about events. */
import type { INodeProperties } from 'n8n-workflow';
import { CONNECTION_OPTIONS, connectionProperty } from '../../shared';

const FOR_EVENTS: INodeProperties[] = [
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
];

export const connection: INodeProperties = { ...connectionProperty, options: [...FOR_EVENTS, ...CONNECTION_OPTIONS] };
