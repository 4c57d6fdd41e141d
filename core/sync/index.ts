/** What core/sync offers: upsert, links as items, and the tables and words that compare, plan and apply share. */
export { linksFromItems, linkToItem, type LinkItem } from './link';
export { REACTIONS, RULES } from './decide';
export { upsert, type Upserted } from './upsert';
export type * from './types';
