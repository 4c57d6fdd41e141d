// Turns invented people into Huma's people: one company, two locations, three teams, a title and one position each.
import type { InventedPerson } from '../../people';
import type { Group, JobTitle, User } from './model';
import { SERVICE_USER_ID, stableId, type Snapshot } from './store';

/** The groups that every sandbox starts with. */
export const GROUPS = {
  company: group('company', 'Fjordlys AS', { organizationNumber: '310000000' }),
  oslo: group('location', 'Oslo'),
  tromso: group('location', 'Tromsø'),
  sales: group('team', 'Salg'),
  development: group('team', 'Utvikling'),
  finance: group('team', 'Økonomi'),
} as const satisfies Record<string, Group>;

/** Everybody in the company, spread over locations and teams by turns. Ids stay the same from start to start. */
export function seedSnapshot(people: readonly InventedPerson[], now: Date): Snapshot {
  const titles = new Map<string, JobTitle>();
  const titleOf = (name: string): string => {
    const title = titles.get(name) ?? { id: stableId(`title:${name}`), name };
    titles.set(name, title);
    return title.id;
  };
  const users = people.map((person) => userFrom(person, titleOf(person.jobTitle)));
  return { users: [...users, serviceUser(now)], groups: Object.values(GROUPS).map((of) => ({ ...of })), titles: [...titles.values()], deleted: [] };
}

function group(type: Group['type'], name: string, more: Partial<Group> = {}): Group {
  return { id: stableId(`group:${name}`), type, name, ...more };
}

const LOCATIONS = [GROUPS.oslo, GROUPS.tromso];
const TEAMS = [GROUPS.sales, GROUPS.development, GROUPS.finance];

function userFrom(person: InventedPerson, titleId: string): User {
  const { country } = person.address;
  return {
    id: stableId(`user:${person.email}`),
    type: 'user',
    active: true,
    profile: {
      givenName: person.givenName,
      familyName: person.familyName,
      email: person.email,
      phone: person.phone,
      employmentId: person.employmentId,
      birthDate: person.birthDate,
      gender: person.gender === 'female' ? 'Female' : 'Male',
      nationality: 'NO',
      homeAddress: { line1: person.address.street, postalCode: person.address.zipCode, city: person.address.place, country },
      bankAccount: { number: person.bankAccount, country: 'NO' },
    },
    groups: [GROUPS.company, LOCATIONS[person.n % 2], TEAMS[person.n % 3]].flatMap((of) => of?.id ?? []),
    positions: [{
      id: stableId(`position:${person.email}`),
      titleId,
      contractStartDate: person.employmentStart,
      firstDayOfWork: person.employmentStart,
      contractCountry: 'NO',
      contractType: 'Permanent',
      percentage: 100,
      ...(person.probationEnd && { probationEndDate: person.probationEnd }),
      ...(person.terminationNotice && { terminationNoticeDate: person.terminationNotice }),
      ...(person.employmentEnd && { contractEndDate: person.employmentEnd }),
    }],
    identifications: [{ id: stableId(`identification:${person.email}`), type: 'national', country: 'NO', value: person.nationalId }],
    custom: {},
    linked: true,
  };
}

/** The key's own account: Huma lists it among the people. */
function serviceUser(now: Date): User {
  return {
    id: SERVICE_USER_ID,
    type: 'service_user',
    active: true,
    profile: { givenName: 'Open', familyName: 'API', email: 'open-api@fjordlys.example.no' },
    invitedAt: now.toISOString(),
    groups: [],
    positions: [],
    identifications: [],
    custom: {},
    linked: false,
  };
}
