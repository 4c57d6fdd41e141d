/** What differs, what of it is sent, and what is remembered afterwards. */
export { baselineOfNew, isMissedEverywhere, missedOf, STAYS_OUT, unseenOf, type Missed } from './asCreated';
export { baselineOf, compare, onlyFields, printOf, type CompareOptions, type Difference, type FieldComparison, type FieldState, type Moved, type PersonComparison } from './compare';
export { fellByItsForm } from './form';
export { NEEDED_TO_CREATE, newPersonOf, type Newcomer } from './newPerson';
export { remember, rememberAsTheyAre, type Became } from './remember';
export { heldBy, toSend, type Hold, type SendOptions, type ToSend } from './send';
export { isUnique, uniqueness, type Claim, type Holder, type Uniqueness } from './uniqueness';
export { atStake, holdsMore, isAllGone, MOST_FIRSTS, movedUnasked, type Meant } from './unasked';
