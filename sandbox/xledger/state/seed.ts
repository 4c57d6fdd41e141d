// Fills an empty tenant: the lists every tenant has, and one employee, contact and subledger for each invented person.
import { inventPeople, type InventedPerson } from '../../people';
import { COUNTRIES, FEMALE, FOREIGN_OWNER, MAIN_OWNER, MALE, OBJECT_KINDS, SUB_OWNER } from './fixed';
import type { EmployeeRow } from './rows';
import type { XledgerState } from './state';

/** Who is in the tenant from the start. `neighbours` are people of the entity below and of somebody else's entity. */
export interface Seed {
  people: readonly InventedPerson[];
  neighbours?: { subEntity?: number; foreign?: number };
}

export function seed(state: XledgerState, { people, neighbours = {} }: Seed): void {
  const { subEntity = 0, foreign = 2 } = neighbours;
  const others = inventPeople(subEntity + foreign, 77).map((person) => ({ ...person, email: `nabo.${person.email}`, employmentId: `9${person.employmentId}` }));
  for (const { dbId } of state.owners) addLists(state, dbId);
  for (const person of people) addPerson(state, person, MAIN_OWNER);
  for (const person of others.slice(0, subEntity)) addPerson(state, person, SUB_OWNER);
  for (const person of others.slice(subEntity)) addPerson(state, person, FOREIGN_OWNER);
  state.changes = [];
}

/** Adds contact, subledger and employee of one invented person, as Xledger would hold them after a full sync. */
export function addPerson(state: XledgerState, person: InventedPerson, ownerDbId = MAIN_OWNER): EmployeeRow {
  const name = `${person.givenName} ${person.familyName}`;
  const shared = { email: person.email, phone: person.phone };
  const contact = state.add(
    'contacts',
    ownerDbId,
    { name, firstName: person.givenName, lastName: person.familyName, ...shared, birthday: person.birthDate, jobTitle: person.jobTitle, socialSec: person.nationalId },
    { address: addAddress(state, person, ownerDbId), gender: person.gender === 'male' ? MALE : FEMALE },
  );
  const [company] = state.companies.find('code', person.n % 25 === 24 ? '' : `ANS${ownerDbId}`);
  const subledger = state.add(
    'subledgers',
    ownerDbId,
    { code: person.employmentId, description: name, ...shared, bankAccount: person.bankAccount },
    { address: addAddress(state, person, ownerDbId), company: company?.dbId ?? null, employeeLedger: 1 },
  );
  return state.add(
    'employees',
    ownerDbId,
    {
      code: person.employmentId, description: name, socialSec: person.nationalId, employmentFrom: person.employmentStart,
      employmentTo: person.employmentEnd ?? null, trialTo: person.probationEnd ?? null, noticeDate: person.terminationNotice ?? null,
    },
    { contact: contact.dbId, subledger: subledger.dbId },
  );
}

function addAddress(state: XledgerState, { address }: InventedPerson, ownerDbId: number): number {
  const country = COUNTRIES.find(({ code }) => code === address.country);
  return state.add('addresses', ownerDbId, { streetAddress: address.street, zipCode: address.zipCode, place: address.place }, { country: country?.dbId ?? null }).dbId;
}

function addLists(state: XledgerState, ownerDbId: number): void {
  for (const { dbId, rows } of OBJECT_KINDS) for (const [code, description] of rows) state.add('objectValues', ownerDbId, { code, description }, { objectKind: dbId });
  state.add('companies', ownerDbId, { code: `ANS${ownerDbId}`, description: 'Employees', name: 'Employees', country: 'NO' });
  state.add('banks', ownerDbId, { code: 'DNB', description: 'Invented bank', bankName: 'Invented bank', bankRouting: '9000', swift: 'INVENO22' });
}
