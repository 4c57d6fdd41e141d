/** Where each system lives: the addresses behind the Environment choice of the credentials. */

export const XLEDGER_ADDRESSES = { production: 'https://www.xledger.net/graphql', demo: 'https://demo.xledger.net/graphql' } as const;

export const HUMA_ADDRESSES = { production: 'https://openapi.humahr.com', demo: 'https://demo.openapi.humahr.com' } as const;
