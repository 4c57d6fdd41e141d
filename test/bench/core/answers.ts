// What Huma and Xledger answer about invented people, as JSON text: Huma's from the sandbox's own views, Xledger's put together here and compared with the sandbox's by a test.
import type { InventedPerson } from '../../../sandbox/people';
import { defaultSwitches } from '../../../sandbox/huma';
import { seedSnapshot, stableId, Store, type User } from '../../../sandbox/huma/state';
import { positionDetails, positionSummary, userDetails } from '../../../sandbox/huma/views';

/** The three answers that reading one person takes: details, the list of positions, the main position. */
export interface HumaAnswers {
  details: { id: string };
  positions: { items: unknown[]; total: number };
  position: unknown;
}

export const humaIdOf = ({ email }: InventedPerson): string => stableId(`user:${email}`);

/** JSON text of `HumaAnswers[]`, in the order of the people. */
export function humaPage(people: readonly InventedPerson[], now: number): string {
  const store = new Store();
  store.restore(seedSnapshot(people, new Date(now)));
  // The views read no other part of the sandbox.
  const huma = { store, switches: defaultSwitches(), now: () => new Date(now) } as Parameters<typeof userDetails>[0];
  const users = [...store.users.values()].filter(({ type }) => type === 'user');
  return JSON.stringify(users.map((user): HumaAnswers => ({
    details: userDetails(huma, user) as HumaAnswers['details'],
    positions: { items: user.positions.map((position) => positionSummary(huma, position)), total: user.positions.length },
    position: positionDetails(huma, user, user.positions[0] as User['positions'][number]),
  })));
}

/** Xledger numbers its rows; these are ours. */
export const idsOf = ({ n }: InventedPerson) => ({ employee: 1_100_001 + n, contact: 2_200_001 + n, subledger: 30_300_001 + n });

/** A page of employees. */
export interface XledgerAnswer {
  data: { employees: unknown };
}

/** JSON text of one page of employees, with every path that the fields select. */
export function xledgerPage(people: readonly InventedPerson[], hasNextPage: boolean): string {
  return JSON.stringify({ data: { employees: { pageInfo: { hasNextPage }, edges: people.map((person) => ({ cursor: String(idsOf(person).employee), node: employeeNode(person) })) } } });
}

/** In the order of the selection, as GraphQL answers. */
function employeeNode(person: InventedPerson): object {
  const { employmentId: code, email, phone } = person;
  const ids = idsOf(person);
  const name = `${person.givenName} ${person.familyName}`;
  const address = { streetAddress: person.address.street, zipCode: person.address.zipCode, place: person.address.place, state: null, country: { code: person.address.country, description: COUNTRIES[person.address.country] } };
  return {
    dbId: ids.employee, ownerDbId: 5001, code, description: name, modifiedAt: '2026-02-01T04:18:20', employmentTo: person.employmentEnd ?? null, dateTo: null,
    contact: { dbId: ids.contact, name, firstName: person.givenName, lastName: person.familyName, email, phone, birthday: person.birthDate, address, gender: GENDERS[person.gender], jobTitle: person.jobTitle, socialSec: person.nationalId },
    subledger: { dbId: ids.subledger, code, description: name, email, ledgerType: { dbId: 1300, dbSubId: 2, code: 'AP', name: 'Supplier' }, phone, bankAccount: person.bankAccount, company: person.n % 25 === 24 ? null : { country: 'NO' }, address },
    employmentFrom: person.employmentStart, trialTo: person.probationEnd ?? null, noticeDate: person.terminationNotice ?? null, socialSecurityMasked: `${person.nationalId.slice(0, 6)}*****`,
  };
}

const GENDERS = { male: { dbId: 1200, dbSubId: 1, code: 'MALE', name: 'Male' }, female: { dbId: 1200, dbSubId: 2, code: 'FEMALE', name: 'Female' } };
const COUNTRIES: Readonly<Record<string, string>> = { NO: 'Norge', SE: 'Sverige', DK: 'Danmark', PL: 'Polen', NL: 'Nederland' };
