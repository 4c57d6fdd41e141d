/** What only the tenant can tell: its countries, genders, owners, groups and scopes. */
export { COUNTRIES, countryText, learnCountryNames, needsCountryNames, noteCountryNames } from './countries';
export { entries, entriesIn, type Entries } from './entries';
export { genderLookup, gendersOf, learnGenders } from './genders';
export { employeeGroups, owners, subledgerGroups } from './pickLists';
export { checkScopes, seesAny, type Scopes } from './scopes';
