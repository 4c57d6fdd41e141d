// The GraphQL side of the sandbox's Xledger.
export type { Asking } from './asking';
export { answer, traitsOf, type Asked } from './execution';
export { Refusal } from './refusal';
export { MISSING_FIELDS } from './schema';
