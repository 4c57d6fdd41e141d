/** What only the tenant can tell: its countries, genders, owners, groups and scopes. */
export { countryText, learnCountryNames } from './countries';
export { entries, type Entries } from './entries';
export { genderLookup, learnGenders } from './genders';
export { employeeGroups, owners, subledgerGroups } from './pickLists';
export { checkScopes, seesAny, type Scopes } from './scopes';
