// The GraphQL side of the sandbox's Xledger.
export { dateTimeText, type Asking } from './asking';
export { answer, traitsOf, type Asked } from './execution';
export { Refusal } from './refusal';
export { MISSING_FIELDS } from './schema';
