/** What core/sync offers: upsert, links as items, and the tables and words that compare, plan and apply share. */
export { apply, type Applied, type ApplyCode, type ApplyOptions, type ApplySummary, type ApplyWith, type RowChange, type RowOutcome, type RowOutcomeKind, type StaleValue } from './apply';
export { linksFromItems, linkToItem, type LinkItem } from './link';
export { REACTIONS, RULES } from './decide';
export * from './apply';
export * from './plan';
export { shortName, toHtml, toText } from './report';
export { upsert, type Upserted } from './upsert';
export type * from './types';
