// From the form to the person and back: only what was changed is written, under the same rules as through the Open API.
import { applyDetails, date, newUser, parsed, refuseTaken, userDetailsInput, userInput } from '../api';
import type { Huma } from '../context';
import { applyPlain, plainPerson } from '../control';
import type { User } from '../state';
import { BANK_TYPES } from '../views';
import { z } from 'zod';

const FIELDS = [
  'givenName', 'familyName', 'email', 'phone', 'birthDate', 'gender', 'nationalId', 'line1', 'line2', 'postalCode', 'city', 'country',
  'bankAccount', 'bankCountry', 'bic', 'employmentId', 'jobTitle', 'employmentStartDate', 'probationEndDate', 'terminationNoticeDate', 'employmentEndDate',
] as const;

/** What the form holds: text, empty where the field is empty. */
export type PersonForm = { [K in (typeof FIELDS)[number]]?: string };

/** The form of a person as it is now. */
export function formOf(huma: Huma, user: User): PersonForm {
  const person = plainPerson(huma, user);
  const { homeAddress, bankAccount } = person;
  const account = bankAccount && 'iban' in bankAccount ? { bankAccount: bankAccount.iban, bic: bankAccount.bic } : { bankAccount: bankAccount?.number, bankCountry: bankAccount?.country };
  const flat: Record<string, unknown> = { ...person, ...homeAddress, ...account };
  return Object.fromEntries(FIELDS.flatMap((key) => (typeof flat[key] === 'string' ? [[key, flat[key]]] : [])));
}

/** Saves what differs between the form and the person, as one edit. Throws a Refusal. */
export function savePerson(huma: Huma, id: string, form: PersonForm): void {
  huma.store.editUser(id, (user) => applyForm(huma, user, form));
}

/** Adds a person to the company. Throws a Refusal. */
export function addPerson(huma: Huma, form: PersonForm): User {
  const company = [...huma.store.groups.values()].find(({ type }) => type === 'company');
  const input = parsed(userInput, { email: form.email?.trim(), givenName: form.givenName?.trim(), familyName: form.familyName?.trim(), groups: company ? [company.id] : [] });
  refuseTaken(huma, undefined, { ...input, phone: form.phone, employmentId: form.employmentId });
  const user = newUser(huma, input);
  applyForm(huma, user, form);
  return huma.store.addUser(user);
}

const employment = z.object({ employmentStartDate: date, probationEndDate: date, terminationNoticeDate: date, employmentEndDate: date }).partial();
const EMPLOYMENT = ['jobTitle', 'employmentStartDate', 'probationEndDate', 'terminationNoticeDate', 'employmentEndDate', 'nationalId'] as const;
const PROFILE = ['givenName', 'familyName', 'email', 'phone', 'birthDate', 'gender', 'employmentId'] as const;
const ADDRESS = ['line1', 'line2', 'postalCode', 'city', 'country'] as const;
const ACCOUNT = ['bankAccount', 'bankCountry', 'bic'] as const;

function applyForm(huma: Huma, user: User, form: PersonForm): void {
  const before = formOf(huma, user);
  const text = (key: keyof PersonForm): string => (form[key] ?? before[key] ?? '').trim();
  const changed = (key: keyof PersonForm): boolean => text(key) !== (before[key] ?? '');
  const details: Record<string, unknown> = Object.fromEntries(PROFILE.filter(changed).map((key) => [key, text(key) || EMPTY[key]]));
  if (ADDRESS.some(changed)) {
    const address = Object.fromEntries(ADDRESS.map((key) => [key, text(key)]));
    details.homeAddress = ADDRESS.every((key) => key === 'country' || !address[key]) ? null : { ...address, line3: user.profile.homeAddress?.line3 ?? '' };
  }
  if (ACCOUNT.some(changed)) details.bankAccount = accountOf(huma, text('bankAccount'), text('bankCountry'), text('bic'));

  const dates = parsed(employment, Object.fromEntries(EMPLOYMENT.filter((key) => key.endsWith('Date') && changed(key) && text(key)).map((key) => [key, text(key)])));
  applyDetails(huma, user, parsed(userDetailsInput, details));
  applyPlain(huma, user, { ...Object.fromEntries(EMPLOYMENT.filter(changed).map((key) => [key, text(key) || null])), ...dates });
}

/** Names and e-mail cannot be empty: left as empty text, they are refused. */
const EMPTY: Record<(typeof PROFILE)[number], '' | null> = { givenName: '', familyName: '', email: '', phone: null, birthDate: null, gender: null, employmentId: null };

function accountOf(huma: Huma, number: string, country: string, bic: string): unknown {
  const types = BANK_TYPES[huma.switches.H17];
  if (!number) return null;
  return /^[A-Za-z]{2}\d{2}/.test(number) ? { type: types.international, iban: number, bic } : { type: types.national, number, country: country || 'NO' };
}
