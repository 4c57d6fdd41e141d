/** Where each system lives: the addresses behind the choice of environment, and the choice itself as both API credentials show it. */
import type { INodeProperties } from 'n8n-workflow';

export const XLEDGER_ADDRESSES = { production: 'https://www.xledger.net/graphql', demo: 'https://demo.xledger.net/graphql' } as const;

export const HUMA_ADDRESSES = { production: 'https://openapi.humahr.com', demo: 'https://demo.openapi.humahr.com' } as const;

interface Shown {
  addresses: Readonly<Record<'production' | 'demo', string>>;
  /** What the choice decides. */
  which: string;
  /** What the address is of. */
  what: string;
  example: string;
}

/** Production, demo, or an address of one's own. */
export const environmentProperties = ({ addresses, which, what, example }: Shown): INodeProperties[] => [
  {
    displayName: 'Environment',
    name: 'environment',
    type: 'options',
    options: [
      { name: 'Production', value: 'production', description: addresses.production },
      { name: 'Demo', value: 'demo', description: addresses.demo },
      { name: 'Custom', value: 'custom', description: 'Another address' },
    ],
    default: 'production',
    description: which,
  },
  {
    displayName: 'Address',
    name: 'address',
    type: 'string',
    default: '',
    required: true,
    placeholder: `e.g. ${example}`,
    description: what,
    displayOptions: { show: { environment: ['custom'] } },
  },
];
