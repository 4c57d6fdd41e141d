/** Links and their baselines: what is remembered of a pair between two runs. */
export { isBaselineKey, readRemembered, writeRemembered, type Remembered } from './baseline';
export { creating, forgotten, linkBook, linked, linksFromItems, linkToItem, pending, sameLink, tombstone, type LinkBook, type LinkItem } from './links';
