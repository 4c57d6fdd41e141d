/** What differs, what of it is sent, and what is remembered afterwards. */
export { compare, onlyFields, printOf, type CompareOptions, type Difference, type FieldComparison, type FieldState, type Moved, type PersonComparison } from './compare';
export { remember, rememberAsTheyAre, type Became } from './remember';
export { toSend, type SendOptions, type ToSend } from './send';
export { isUnique, uniqueness, type Claim, type Uniqueness } from './uniqueness';
