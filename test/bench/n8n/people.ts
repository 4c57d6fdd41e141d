// People in both sandboxes, changed in Huma without anybody being told.
import { inventPeople, type InventedPerson } from '../../../sandbox/people';
import type { HumaSandbox } from '../../../sandbox/huma';
import { peopleOf, type XledgerSandbox } from '../../../sandbox/xledger';
import type { FlatPerson } from './peers';

export const SEED = 1;
export const people = (count: number): InventedPerson[] => inventPeople(count, SEED);

/** Another phone, address and end of probation: all three records of a person in Xledger have to be written. @returns the ids in Huma, in the same order */
export function changeInHuma(huma: HumaSandbox, whom: readonly InventedPerson[], round = 0): string[] {
  const { url } = huma.webhook;
  huma.webhook.url = '';
  const byEmail = new Map([...huma.state.users.values()].map(({ id, profile }) => [profile.email, id]));
  const ids = whom.map(({ email }) => byEmail.get(email) ?? '');
  whom.forEach((person, place) => huma.state.editUser(ids[place] ?? '', (user) => {
    user.profile.phone = phoneOf(person, round);
    user.profile.homeAddress = { line1: streetOf(person, round), postalCode: '5003', city: 'Bergen', country: 'NO' };
    for (const position of user.positions) position.probationEndDate = trialOf(round);
  }));
  huma.webhook.url = url;
  return ids;
}

const phoneOf = ({ n }: InventedPerson, round: number): string => `+4790${String(n + 20_000 * round).padStart(6, '0')}`;
const streetOf = ({ employmentId }: InventedPerson, round: number): string => `Nygata ${employmentId}, ${round}`;
const trialOf = (round: number): string => `2027-03-${String(round % 28 + 1).padStart(2, '0')}`;

/** The same people as `changeInHuma` changed them, as the peers get them. */
export const flat = (whom: readonly InventedPerson[], round = 0): FlatPerson[] => whom.map((person) => ({
  email: person.email, firstName: person.givenName, lastName: person.familyName, code: person.employmentId,
  phone: phoneOf(person, round), street: streetOf(person, round), zipCode: '5003', place: 'Bergen', trialTo: trialOf(round),
}));

/** Who is not in Xledger as `changeInHuma` changed them. */
export function missingIn(xledger: XledgerSandbox, whom: readonly InventedPerson[], round = 0): string[] {
  const byEmail = new Map(peopleOf(xledger.state).map(({ values }) => [values['contact.email'], values]));
  return whom.filter((person) => {
    const values = byEmail.get(person.email) ?? {};
    const wanted = { 'contact.address.streetAddress': streetOf(person, round), 'subledger.address.streetAddress': streetOf(person, round), 'employee.trialTo': trialOf(round) };
    const digits = phoneOf(person, round).slice(3);
    const hasPhones = ['contact.phone', 'subledger.phone'].every((path) => values[path]?.replace(/\D/g, '').endsWith(digits));
    return !hasPhones || Object.entries(wanted).some(([path, value]) => values[path] !== value);
  }).map(({ email }) => email);
}
