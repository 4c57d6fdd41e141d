// How an edit through the Open API or the page changes a person: emptying, uniqueness, pending e-mail, locked fields.
import { invalid, Refusal, serverError } from './answers';
import type { BankAccountInput, PositionUpdateInput, UserDetailsInput } from './inputs';
import { BANK_TYPES, LOCKED, phoneShape } from '../views';
import type { Huma } from '../context';
import type { BankAccount, Position, Profile, User } from '../state';

/** Applies PATCH /users/{id} to the person. Throws a Refusal, and then nothing is changed. */
export function applyDetails(huma: Huma, user: User, input: UserDetailsInput): void {
  if (!user.active) throw invalid(Object.keys(input), 'user:deactivated', 'The profile of a deactivated user is locked');
  const { supervisor, custom, relevantExperienceInYears, email, bankAccount, ...profile } = input;
  refuseTaken(huma, user.id, input);
  obeyLocks(huma, user, input);
  if (email !== undefined) changeEmail(huma, user, email);
  if (bankAccount !== undefined) setOrClear(user.profile, 'bankAccount', bankAccount && bankAccountFrom(huma, bankAccount));
  if (relevantExperienceInYears != null) user.profile.relevantExperienceInMonths = relevantExperienceInYears * 12;
  if (supervisor !== undefined) setOrClear(user, 'supervisor', supervisor);
  if (custom) Object.assign(user.custom, custom);
  for (const key of Object.keys(profile) as Array<keyof typeof profile>) setOrClear(user.profile, key, emptied(profile[key]));
}

/** Applies the fields of a position; null empties one. */
export function applyPosition(position: Position, input: PositionUpdateInput): void {
  for (const key of Object.keys(input) as Array<keyof PositionUpdateInput>) setOrClear(position, key, input[key]);
}

/** H16: what becomes of the keys that a PATCH sends as null. Works on the body before it is checked. */
export function obeyNulls(huma: Huma, body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || huma.switches.H16 === 'clears') return body;
  const nulls = Object.entries(body).filter(([, value]) => value === null).map(([key]) => key);
  if (nulls.length > 0 && huma.switches.H16 === 'refused') throw invalid(nulls);
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

/** H20, H28: refuses an e-mail, phone or employment id that another person has. */
export function refuseTaken(huma: Huma, ownId: string | undefined, wanted: { email?: string | null; phone?: string | null; employmentId?: string | null }): void {
  const { H20, H28 } = huma.switches;
  if (H20 === 'accepted') return;
  const keys = UNIQUE.filter((key) => wanted[key] && (key !== 'employmentId' || H28 === 'enforced'));
  const taken = keys.filter((key) => [...huma.store.users.values()].some((other) =>
    other.id !== ownId && normal(key, other.profile[key]) === normal(key, wanted[key])));
  if (taken.length === 0) return;
  const body = { errorCode: 'field:not-unique', errorMessage: 'Value is already in use', fields: taken };
  throw H20 === 'serverError' ? serverError('/users', huma.now()) : new Refusal(H20 === 'conflict' ? 409 : 400, body);
}

const UNIQUE = ['email', 'phone', 'employmentId'] as const;

function normal(key: (typeof UNIQUE)[number], value: string | null | undefined): string | undefined {
  if (!value) return undefined;
  return key === 'phone' ? phoneShape({ switches: { H23: 'e164' } } as Huma, value) : value.trim().toLowerCase();
}

/** H26: a field that an integration locks is refused, or its edit cuts the link. */
function obeyLocks(huma: Huma, user: User, input: UserDetailsInput): void {
  const locked = Object.keys(input).filter((key) => LOCKED.includes(key));
  if (huma.switches.H26 === 'none' || !user.linked || locked.length === 0) return;
  if (huma.switches.H26 === 'refused') throw invalid(locked, 'field:locked', 'Field is locked by an integration');
  user.linked = false;
}

/** H22: the new address counts at once, or waits until the person confirms it. */
function changeEmail(huma: Huma, user: User, email: string): void {
  if (email === user.profile.email) return;
  const waits = { immediate: false, pending: true, pendingOnceLoggedIn: Boolean(user.lastLoggedInAt) }[huma.switches.H22];
  if (waits) user.requestedEmail = email;
  else user.profile.email = email;
}

function bankAccountFrom(huma: Huma, input: BankAccountInput): BankAccount | null {
  const types = BANK_TYPES[huma.switches.H17];
  if (input.type !== ('iban' in input ? types.international : types.national)) throw invalid(['bankAccount.type']);
  if ('iban' in input) return input.iban ? { iban: input.iban, bic: input.bic } : null;
  return input.number ? { number: input.number, country: input.country } : null;
}

/** Empty texts and an address of nothing but empty texts are empty fields; empty parts of an address are left out. */
function emptied(value: Profile[keyof Profile] | null): Profile[keyof Profile] | null {
  if (value === '') return null;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('line1' in value)) return value;
  if (!Object.values(value).some(Boolean)) return null;
  const { line2, line3, ...rest } = value;
  return { ...rest, ...(line2 && { line2 }), ...(line3 && { line3 }) };
}

function setOrClear<T extends object>(target: T, key: keyof T, value: T[keyof T] | null | undefined): void {
  if (value === null || value === undefined) delete target[key];
  else target[key] = value;
}
