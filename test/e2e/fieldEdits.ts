// One edit in Huma for each supported field, and what it has to become at each place in Xledger.
import { accountCheckDigit, inventPeople, type InventedPerson } from '../../sandbox/people';
import type { PlainPersonUpdate } from '../../sandbox/huma';
import type { FieldKey } from '../../core/person';

export interface FieldEdit {
  /** What is changed in Huma. */
  huma(person: InventedPerson): PlainPersonUpdate;
  /** Xledger's value at every path of the field table. */
  xledger(person: InventedPerson): Record<string, string>;
  /** What Xledger makes of it by itself (U25). */
  follows?(person: InventedPerson): Record<string, string>;
}

/** Whose unique values nobody in a test has. */
const stranger = inventPeople(60).at(-1) as InventedPerson;
const NEW_ACCOUNT = accountNumber('9700712345');

const same = (changes: PlainPersonUpdate, values: Record<string, string>): FieldEdit => ({ huma: () => changes, xledger: () => values });
const named = (record: 'employee' | 'contact', name: string) => ({ [record === 'contact' ? 'contact.name' : 'employee.description']: name });
const everywhere = (name: string) => ({ ...named('contact', name), ...named('employee', name) });

export const FIELD_EDITS: Record<FieldKey, FieldEdit> = {
  email: same({ email: 'ny.adresse@example.no' }, { 'contact.email': 'ny.adresse@example.no', 'subledger.email': 'ny.adresse@example.no' }),
  employmentId: same({ employmentId: '00777' }, { 'employee.code': '00777' }),
  givenName: {
    huma: () => ({ givenName: 'Ragna Åse' }),
    xledger: ({ familyName }) => ({ 'contact.firstName': 'Ragna Åse', 'subledger.description': `Ragna Åse ${familyName}` }),
    follows: ({ familyName }) => everywhere(`Ragna Åse ${familyName}`),
  },
  familyName: {
    huma: () => ({ familyName: 'Nyhus-Åmdal' }),
    xledger: ({ givenName }) => ({ 'contact.lastName': 'Nyhus-Åmdal', 'subledger.description': `${givenName} Nyhus-Åmdal` }),
    follows: ({ givenName }) => everywhere(`${givenName} Nyhus-Åmdal`),
  },
  phone: same({ phone: '+47 99 00 12 34' }, { 'contact.phone': '+47 99 00 12 34', 'subledger.phone': '+47 99 00 12 34' }),
  birthDate: same({ birthDate: '1981-03-04' }, { 'contact.birthday': '1981-03-04' }),
  bankAccount: same({ bankAccount: { number: NEW_ACCOUNT, country: 'NO' } }, { 'subledger.bankAccount': NEW_ACCOUNT }),
  address: same(
    { homeAddress: { line1: 'Nya gatan 7', line2: 'c/o Ås', postalCode: '411 03', city: 'Göteborg', country: 'SE' } },
    Object.fromEntries(['contact', 'subledger'].flatMap((record) => [
      [`${record}.address.streetAddress`, 'Nya gatan 7, c/o Ås'], [`${record}.address.zipCode`, '411 03'],
      [`${record}.address.place`, 'Göteborg'], [`${record}.address.country`, 'SE'],
    ])),
  ),
  gender: {
    huma: ({ gender }) => ({ gender: gender === 'male' ? 'Female' : 'Male' }),
    xledger: ({ gender }) => ({ 'contact.gender': gender === 'male' ? 'FEMALE' : 'MALE' }),
  },
  jobTitle: same({ jobTitle: 'Avdelingsleder økonomi' }, { 'contact.jobTitle': 'Avdelingsleder økonomi' }),
  employmentStart: same({ employmentStartDate: '2007-02-01' }, { 'employee.employmentFrom': '2007-02-01' }),
  probationEnd: same({ probationEndDate: '2027-05-31' }, { 'employee.trialTo': '2027-05-31' }),
  terminationNotice: same({ terminationNoticeDate: '2026-10-15' }, { 'employee.noticeDate': '2026-10-15' }),
  employmentEnd: same({ employmentEndDate: '2027-01-31' }, { 'employee.employmentTo': '2027-01-31' }),
  nationalId: same({ nationalId: stranger.nationalId }, { 'contact.socialSec': stranger.nationalId }),
};

/** Eleven digits from the first ten. */
export function accountNumber(tenDigits: string): string {
  const digit = accountCheckDigit(tenDigits);
  if (digit === undefined) throw new Error(`${tenDigits} has no check digit`);
  return `${tenDigits}${digit}`;
}
