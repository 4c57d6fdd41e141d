// The oracle's own reading of the field table (sync-rules F): what Huma holds, where Xledger is to hold it, and how both are compared. Nothing of core is used.
import { inventPeople } from '../../sandbox/people';
import type { HumaTenant } from '../../sandbox/huma';
import type { Chance } from './chance';

export type UserInHuma = Parameters<HumaTenant['state']['addUser']>[0];
type Store = HumaTenant['state'];

export interface Watched {
  /** As the outcomes call it. */
  field: string;
  /** Where Xledger holds it. */
  paths: readonly string[];
  /** What Huma holds, by the path where Xledger is to hold it. Null: nothing. */
  wanted: (user: UserInHuma, store: Store) => Record<string, string | null>;
  /** The form in which two values are the same (R38). */
  same?: (value: string) => string;
  /** Gives the user another value, a different one for each number. */
  edit: (user: UserInHuma, number: number, store: Store, chance: Chance) => void;
  /** Empties it, where Xledger may be emptied too (R29). */
  clear?: (user: UserInHuma) => void;
  /** Where somebody in Xledger may edit it while Huma leaves it alone. */
  byHand?: { path: string; value: (number: number) => string };
}

const SPARE = inventPeople(400, 4242);
const digits = (value: string): string => value.replace(/\D/g, '');
const lower = (value: string): string => value.trim().toLowerCase();
const two = (number: number): string => String(1 + (number % 27)).padStart(2, '0');
const place = (user: UserInHuma) => user.positions[0] as UserInHuma['positions'][number];
const spare = (number: number) => SPARE[number % SPARE.length] as (typeof SPARE)[number];

const dated = (field: string, path: string, key: 'probationEndDate' | 'terminationNoticeDate' | 'contractEndDate' | 'contractStartDate', month: string, may: { clear?: true; byHand?: true } = {}): Omit<Watched, 'paths'> => ({
  field,
  wanted: (user) => ({ [path]: place(user)[key] ?? null }),
  edit: (user, number) => void (place(user)[key] = `${month}-${two(number)}`),
  ...(may.clear && { clear: (user: UserInHuma) => void delete place(user)[key] }),
  ...(may.byHand && { byHand: { path, value: (number: number) => `2028-03-${two(number)}` } }),
});

const FIELDS: readonly Omit<Watched, 'paths'>[] = [
  { field: 'email', wanted: ({ profile: { email } }) => ({ 'contact.email': email, 'subledger.email': email }), same: lower, edit: (user, number) => void (user.profile.email = `ny.adresse${number}@example.no`) },
  { field: 'employmentId', wanted: ({ profile }) => ({ 'employee.code': profile.employmentId ?? null }), edit: (user, number) => void (user.profile.employmentId = `07${String(number).padStart(4, '0')}`) },
  { field: 'givenName', wanted: ({ profile }) => ({ 'contact.firstName': profile.givenName, 'subledger.description': `${profile.givenName} ${profile.familyName}` }), edit: (user, number) => void (user.profile.givenName = `Prøve ${'abcdefghij'[number % 10]}`) },
  { field: 'familyName', wanted: ({ profile }) => ({ 'contact.lastName': profile.familyName, 'subledger.description': `${profile.givenName} ${profile.familyName}` }), edit: (user, number) => void (user.profile.familyName = `O'Testesen "${'abcdefghij'[number % 10]}"`) },
  {
    field: 'phone', wanted: ({ profile }) => ({ 'contact.phone': profile.phone ?? null, 'subledger.phone': profile.phone ?? null }), same: digits,
    edit: (user, number) => void (user.profile.phone = `+4798${String(100000 + number)}`), clear: (user) => void delete user.profile.phone,
  },
  { field: 'birthDate', wanted: ({ profile }) => ({ 'contact.birthday': profile.birthDate ?? null }), edit: (user, number) => void (user.profile.birthDate = `1971-08-${two(number)}`), byHand: { path: 'contact.birthday', value: (number) => `1949-05-${two(number)}` } },
  {
    field: 'bankAccount', wanted: ({ profile: { bankAccount } }) => ({ 'subledger.bankAccount': bankAccount && 'number' in bankAccount ? bankAccount.number : null }), same: digits,
    edit: (user, number) => void (user.profile.bankAccount = { number: spare(number).bankAccount, country: 'NO' }), byHand: { path: 'subledger.bankAccount', value: (number) => spare(200 + number).bankAccount },
  },
  {
    field: 'address', same: lower,
    wanted: ({ profile: { homeAddress: at } }) => Object.fromEntries(['contact', 'subledger'].flatMap((record) => Object.entries({ streetAddress: at?.line1, zipCode: at?.postalCode, place: at?.city, country: at?.country }).map(([part, value]) => [`${record}.address.${part}`, value ?? null]))),
    edit: (user, number, _store, chance) => void (user.profile.homeAddress = { line1: `Nygata ${number}`, postalCode: '5003', city: 'Bergen', country: chance.happens(0.8) ? 'NO' : 'SE' }),
  },
  { field: 'gender', wanted: ({ profile }) => ({ 'contact.gender': profile.gender?.toUpperCase() ?? null }), edit: ({ profile }) => void (profile.gender = profile.gender === 'Female' ? 'Male' : 'Female') },
  {
    field: 'jobTitle', wanted: (user, store) => ({ 'contact.jobTitle': store.titles.get(place(user).titleId ?? '')?.name ?? null }),
    edit: (user, number, store) => void (place(user).titleId = store.titleNamed(`Tittel \\ {${number}} æøå`).id), clear: (user) => void delete place(user).titleId, byHand: { path: 'contact.jobTitle', value: (number) => `Edited by hand ${number}` },
  },
  dated('employmentStart', 'employee.employmentFrom', 'contractStartDate', '2019-04'),
  dated('probationEnd', 'employee.trialTo', 'probationEndDate', '2027-05', { clear: true, byHand: true }),
  dated('terminationNotice', 'employee.noticeDate', 'terminationNoticeDate', '2027-06', { clear: true, byHand: true }),
  dated('employmentEnd', 'employee.employmentTo', 'contractEndDate', '2029-07', { clear: true }),
  {
    field: 'nationalId', wanted: ({ identifications }) => ({ 'contact.socialSec': identifications.find(({ type }) => type === 'national')?.value ?? null }), same: digits,
    edit: (user, number) => { for (const one of user.identifications) if (one.type === 'national') one.value = spare(number).nationalId; },
  },
];

const NOBODY = { profile: {}, positions: [{}], identifications: [] } as unknown as UserInHuma;

export const WATCHED: readonly Watched[] = FIELDS.map((one) => ({ ...one, paths: Object.keys(one.wanted(NOBODY, { titles: new Map() } as unknown as Store)) }));

/** Everything of a user that must never be seen outside. */
export function secretsOf({ profile, identifications }: UserInHuma): string[] {
  const account = profile.bankAccount && 'number' in profile.bankAccount ? [profile.bankAccount.number] : [];
  return [...(profile.birthDate ? [profile.birthDate] : []), ...account, ...identifications.map(({ value }) => value)];
}

/** The input keys of a mutation that a field may need: what else is sent was asked for by nobody. */
export const KEYS_OF: Readonly<Record<string, readonly string[]>> = {
  email: ['email'], employmentId: ['code'], givenName: ['firstName', 'description', 'name'], familyName: ['lastName', 'description', 'name'], phone: ['phone'], birthDate: ['birthday'], bankAccount: ['bankAccount'],
  address: ['address', 'streetAddress', 'zipCode', 'place', 'country'], gender: ['gender'], jobTitle: ['jobTitle'], employmentStart: ['employmentFrom'], probationEnd: ['trialTo'],
  terminationNotice: ['noticeDate'], employmentEnd: ['employmentTo'], nationalId: ['socialSec'],
};
