/** How Huma's API is asked: one call, or a whole list. */
export type { Failure } from './answers';
export { createCaller, type Caller, type Final, type Query } from './request';
export { readAll, readPages, type List } from './paging';
