/** Xledger's side of the field table: reading, comparing and writing, target by target. */
export { compareAt, fieldsBehind, sameAt, showAt, wantedAt, type Comparison, type Wanted, type Withheld } from './compare';
export { isEqualAtAGlance } from './glance';
export { bankCountryOf, COMPANY_COUNTRY, fieldsAt, isMasked, personFrom, selectionOf, TARGETS, targetsOf, valuesOf, type TargetKey, type XledgerValues } from './read';
export { inputAt, type Encodings } from './write';
