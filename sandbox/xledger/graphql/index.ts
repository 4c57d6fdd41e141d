// The GraphQL side of the sandbox's Xledger.
export { answer, traitsOf, type Asked } from './execution';
export { MISSING_FIELDS } from './schema';
