/**
 * Every query that reads people, as constants. Values travel in variables only; `objectStatus` is written inline because its type name
 * is a guess, and `ownerSet` is always given (xledger.md 4, U15). Nothing outside R2's scopes is selected.
 */
import { EMPLOYEE_INDEX, employeeSelection } from './selections';
import type { FieldKey } from '../../person';

/** Ways to narrow a list of employees. Scalars are declared, never a filter type, whose name is unproven. */
const NARROWED = {
  all: { declares: '', filter: '' },
  byDbId: { declares: ', $dbIds: [Int!]', filter: ', filter: { dbId_in: $dbIds }' },
  changedSince: { declares: ', $since: DateTimeString', filter: ', filter: { modifiedAt_gte: $since }' },
} as const;

/** Employees with the paths of the given fields, and no others (section 4's base read). */
export function employeesDocument(narrowed: keyof typeof NARROWED, fields: readonly FieldKey[]): string {
  return employees(narrowed, employeeSelection(fields));
}

/** The slim reading that matching needs (R11, R28). */
export const INDEX_DOCUMENT = employees('all', EMPLOYEE_INDEX);

function employees(narrowed: keyof typeof NARROWED, selection: string): string {
  const { declares, filter } = NARROWED[narrowed];
  return `query ($first: Int, $after: String, $ownerSet: OwnerSet${declares}) {
  employees(first: $first, after: $after, objectStatus: ALL, ownerSet: $ownerSet${filter}) {
    pageInfo { hasNextPage }
    edges { cursor node { ${selection} } } } }`;
}

const CONTACT = 'dbId ownerDbId email';
const SUPPLIER = 'dbId ownerDbId code description email';

const listOf = (connection: string, selection: string, declares = '', filter = '') =>
  `query ($first: Int, $after: String, $ownerSet: OwnerSet${declares}) {
  ${connection}(first: $first, after: $after, objectStatus: ALL, ownerSet: $ownerSet${filter}) {
    pageInfo { hasNextPage }
    edges { cursor node { ${selection} } } } }`;

export const CONTACTS_DOCUMENT = listOf('contacts', CONTACT);
/** `email_in` is only inferred (U17): whoever uses it falls back to CONTACTS_DOCUMENT. */
export const CONTACTS_BY_EMAIL_DOCUMENT = listOf('contacts', CONTACT, ', $emails: [String!]', ', filter: { email_in: $emails }');
export const CONTACT_GENDERS_DOCUMENT = listOf('contacts', 'dbId gender { dbId dbSubId code name }');

export const SUPPLIERS_DOCUMENT = listOf('suppliers', SUPPLIER);
export const SUPPLIERS_BY_DBID_DOCUMENT = listOf('suppliers', SUPPLIER, ', $dbIds: [Int!]', ', filter: { dbId_in: $dbIds }');
/** Section 4's check before an add; `code_in` is inferred for suppliers, so whoever uses it falls back to SUPPLIERS_DOCUMENT. */
export const SUPPLIERS_BY_CODE_DOCUMENT = listOf('suppliers', SUPPLIER, ', $codes: [String!]', ', filter: { code_in: $codes }');
export const SUPPLIER_GROUPS_DOCUMENT = listOf('suppliers', 'dbId subledgerGroup { dbId code description }');

export const EMPLOYEE_GROUPS_IN_USE_DOCUMENT = listOf('employees', 'dbId employeeGroup { dbId code description }');
/** Takes neither ownerSet nor objectStatus. */
export const EMPLOYEE_GROUPS_DOCUMENT = `query ($first: Int, $after: String) {
  employeeGroups(first: $first, after: $after) {
    pageInfo { hasNextPage }
    edges { cursor node { dbId code description } } } }`;
export const COUNTRIES_DOCUMENT = `query ($first: Int, $after: String) {
  countries(first: $first, after: $after) {
    pageInfo { hasNextPage }
    edges { cursor node { dbId code description } } } }`;

/** One row's dbId and nothing else: whether the token may read the object (P1). */
export const ownedProbe = (connection: string): string => listOf(connection, 'dbId');
/** The same with something inside the rows. */
export const innerProbe = (connection: string, key: string, selection: string): string => listOf(connection, `dbId ${key} { ${selection} }`);
export const plainProbe = (connection: string): string => `query ($first: Int, $after: String) { ${connection}(first: $first, after: $after) { pageInfo { hasNextPage } edges { cursor node { dbId } } } }`;
