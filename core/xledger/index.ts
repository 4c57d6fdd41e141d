/** What core/xledger offers: a client for Xledger's GraphQL API, its limiter, and the words in which it answers. */
export { createXledger } from './client';
export { entriesIn } from './lookups';
export { createLimiter, XledgerRefused, XledgerStopped } from './transport';
export type * from './types';
