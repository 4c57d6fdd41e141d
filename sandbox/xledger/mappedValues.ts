// The values of a person that a sync maps, by their path: what the pages and the admin address show and change.
import { COUNTRIES, FEMALE, MALE, type ContactRow, type EmployeeRow, type Row, type SubledgerRow, type TableName, type XledgerState } from './state';

interface MappedValue {
  path: string;
  label: string;
  readOnly?: boolean;
}
const both = (label: string, one: string, other: string): MappedValue[] => [
  { path: one, label },
  { path: other, label },
];
const onBoth = (label: string, path: string): MappedValue[] => both(label, `contact.${path}`, `subledger.${path}`);

/** In the order of the person's page. */
export const MAPPED_VALUES: readonly MappedValue[] = [
  ...both('Employment ID', 'employee.code', 'subledger.code'),
  ...both('Description', 'employee.description', 'subledger.description'),
  { path: 'employee.employmentFrom', label: 'Employment start' },
  { path: 'employee.trialTo', label: 'Probation end' },
  { path: 'employee.noticeDate', label: 'Termination notice' },
  { path: 'employee.employmentTo', label: 'Employment end' },
  { path: 'employee.dateTo', label: 'Closed from' },
  { path: 'contact.firstName', label: 'Given name' },
  { path: 'contact.lastName', label: 'Family name' },
  { path: 'contact.name', label: 'Name' },
  ...onBoth('E-mail', 'email'),
  ...onBoth('Phone', 'phone'),
  { path: 'contact.birthday', label: 'Date of birth' },
  { path: 'contact.gender', label: 'Gender' },
  { path: 'contact.jobTitle', label: 'Job title' },
  { path: 'contact.socialSec', label: 'National ID' },
  { path: 'subledger.bankAccount', label: 'Bank account' },
  ...onBoth('Street', 'address.streetAddress'),
  ...onBoth('Zip code', 'address.zipCode'),
  ...onBoth('Place', 'address.place'),
  ...onBoth('Country', 'address.country'),
  { path: 'subledger.company.country', label: "Company's country", readOnly: true },
];

/** One person: the dbIds of its records, when each was last changed, and the value at each path. */
export interface PersonView {
  dbId: number;
  ownerDbId: number;
  contactDbId: number | null;
  subledgerDbId: number | null;
  /** ISO date-times; `any` is the newest of the three. */
  modifiedAt: { employee: string; contact: string | null; subledger: string | null; any: string };
  values: Record<string, string | null>;
}

export function peopleOf(state: XledgerState): PersonView[] {
  return [...state.employees.all()].map((employee) => personOf(state, employee));
}

export function personOf(state: XledgerState, employee: EmployeeRow): PersonView {
  const contact = state.contacts.get(employee.links.contact);
  const subledger = state.subledgers.get(employee.links.subledger);
  const records: Records = { employee, contact, subledger };
  const newest = Math.max(...[employee, contact, subledger].map((row) => row?.modifiedAt ?? 0));
  const at = (row: Row | undefined): string | null => (row ? new Date(row.modifiedAt).toISOString() : null);
  return {
    dbId: employee.dbId,
    ownerDbId: employee.ownerDbId,
    contactDbId: contact?.dbId ?? null,
    subledgerDbId: subledger?.dbId ?? null,
    modifiedAt: { employee: new Date(employee.modifiedAt).toISOString(), contact: at(contact), subledger: at(subledger), any: new Date(newest).toISOString() },
    values: Object.fromEntries(MAPPED_VALUES.map(({ path }) => [path, valueAt(state, records, path)])),
  };
}

/** Keeps the people with `search` in their name, e-mail or employment ID. */
export function matching(people: PersonView[], search: string): PersonView[] {
  const wanted = search.trim().toLowerCase();
  const seen = ['contact.name', 'employee.description', 'contact.email', 'employee.code'];
  return wanted === '' ? people : people.filter(({ values }) => seen.some((path) => values[path]?.toLowerCase().includes(wanted)));
}

/** Thrown for a change that cannot be made; the message is for the one who edits. */
export class CannotEdit extends Error {}

/** Changes a person's values as somebody in Xledger would; null or an empty text clears. All or nothing. */
export function editPerson(state: XledgerState, employeeDbId: number, changes: Readonly<Record<string, string | null>>): EmployeeRow {
  const employee = state.employees.get(employeeDbId);
  if (!employee) throw new CannotEdit(`There is no employee ${employeeDbId}.`);
  const records: Records = { employee, contact: state.contacts.get(employee.links.contact), subledger: state.subledgers.get(employee.links.subledger) };
  state.atomically(() => {
    for (const [path, value] of Object.entries(changes)) setValue(state, records, path, value === '' ? null : value);
  });
  return employee;
}

interface Records {
  employee: EmployeeRow;
  contact: ContactRow | undefined;
  subledger: SubledgerRow | undefined;
}
const TABLE_OF = { employee: 'employees', contact: 'contacts', subledger: 'subledgers' } as const satisfies Record<string, TableName>;

function valueAt(state: XledgerState, records: Records, path: string): string | null {
  const [record = '', column = '', part] = path.split('.');
  const row: Row | undefined = records[record as keyof Records];
  if (!row) return null;
  if (path === 'contact.gender') return row.links.gender == null ? null : row.links.gender === MALE ? 'MALE' : 'FEMALE';
  if (!part) return textOf(row.values[column]);
  if (column === 'company') return textOf(state.companies.get(row.links.company)?.values[part]);
  const address = state.addresses.get(row.links.address);
  return part === 'country' ? (COUNTRIES.find(({ dbId }) => dbId === address?.links.country)?.code ?? null) : textOf(address?.values[part]);
}

function textOf(value: unknown): string | null {
  return value == null ? null : String(value);
}

function setValue(state: XledgerState, records: Records, path: string, value: string | null): void {
  const known = MAPPED_VALUES.find((mapped) => mapped.path === path);
  if (!known || known.readOnly) throw new CannotEdit(`${path} cannot be edited.`);
  const [record, column, part] = path.split('.') as [keyof Records, string, string?];
  const row = records[record];
  if (!row) throw new CannotEdit(`This person has no ${record}.`);
  const change = (changes: { values?: Record<string, string | null>; links?: Record<string, number | null> }): void => state.change(TABLE_OF[record], row as never, changes);
  if (path === 'contact.gender') return change({ links: { gender: genderOf(value) } });
  if (!part) return change({ values: { [column]: value } });
  const changes = part === 'country' ? { links: { country: countryOf(value) } } : { values: { [part]: value } };
  const address = state.addresses.get(row.links.address) ?? state.add('addresses', row.ownerDbId, {});
  state.change('addresses', address, changes);
  change({ links: { address: address.dbId } });
}

function genderOf(value: string | null): number | null {
  if (value === null) return null;
  const gender = { MALE, FEMALE }[value];
  if (!gender) throw new CannotEdit('Gender is MALE, FEMALE or nothing.');
  return gender;
}

function countryOf(value: string | null): number | null {
  if (value === null) return null;
  const country = COUNTRIES.find(({ code }) => code === value.toUpperCase());
  if (!country) throw new CannotEdit(`${value} is not a country code the sandbox knows.`);
  return country.dbId;
}
