/** The kinds of values a field can hold. */
export { address, ADDRESS_PARTS, type Address } from './address';
export { asNational, bankAccount, compactAccount, type BankAccount } from './bankAccount';
export { alpha2, countryOf, englishName } from './country';
export { email } from './email';
export { employmentId } from './employmentId';
export { gender, genderOf, type KnownGender } from './gender';
export { nationalId, type NationalId } from './nationalId';
export { phone } from './phone';
export { birthDate, compareDates, plainDate, type PlainDate } from './plainDate';
export { text, trimmed } from './text';
