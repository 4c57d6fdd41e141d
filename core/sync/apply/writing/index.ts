/** Steps three to five: the canary, the writes in batches, the reading back, and what became of each row. */
export { sendCanary } from './canary';
export { carry } from './carry';
export { predict, settle } from './settle';
