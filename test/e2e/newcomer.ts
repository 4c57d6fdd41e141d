// One invented person in both languages: as somebody enters them in Huma, and as they have to be in Xledger.
import type { PlainPersonInput } from '../../sandbox/huma';
import type { InventedPerson } from '../../sandbox/people';

export function asHuma(person: InventedPerson): PlainPersonInput {
  const { email, givenName, familyName, employmentId, phone, birthDate, gender, bankAccount, address, jobTitle, nationalId } = person;
  return {
    email, givenName, familyName, employmentId, phone, birthDate, jobTitle, nationalId,
    gender: gender === 'male' ? 'Male' : 'Female',
    bankAccount: { number: bankAccount, country: 'NO' },
    homeAddress: { line1: address.street, postalCode: address.zipCode, city: address.place, country: address.country },
    employmentStartDate: person.employmentStart, probationEndDate: person.probationEnd, terminationNoticeDate: person.terminationNotice, employmentEndDate: person.employmentEnd,
  };
}

/** The value at every path of the field table. */
export function asXledger(person: InventedPerson): Record<string, string | null> {
  const { email, phone, address } = person;
  const onBoth = { email, phone, 'address.streetAddress': address.street, 'address.zipCode': address.zipCode, 'address.place': address.place, 'address.country': address.country };
  return {
    ...Object.fromEntries(['contact', 'subledger'].flatMap((record) => Object.entries(onBoth).map(([path, value]) => [`${record}.${path}`, value]))),
    'contact.firstName': person.givenName,
    'contact.lastName': person.familyName,
    'contact.birthday': person.birthDate,
    'contact.gender': person.gender === 'male' ? 'MALE' : 'FEMALE',
    'contact.jobTitle': person.jobTitle,
    'contact.socialSec': person.nationalId,
    'subledger.description': `${person.givenName} ${person.familyName}`,
    'subledger.bankAccount': person.bankAccount,
    'employee.code': person.employmentId,
    'employee.employmentFrom': person.employmentStart,
    'employee.trialTo': person.probationEnd ?? null,
    'employee.noticeDate': person.terminationNotice ?? null,
    'employee.employmentTo': person.employmentEnd ?? null,
  };
}
