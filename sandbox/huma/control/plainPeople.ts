// People as the admin address and the page know them: flat, every synced field in one place, positions behind the scenes.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { date } from '../api';
import type { Huma } from '../context';
import { CONTRACT_TYPES, deprecatedPosition, type Position, type User } from '../state';

const clearable = z.string().nullable().optional();
const clearableDate = date.nullable().optional();

const position = z.object({
  id: z.string().uuid().optional(),
  jobTitle: z.string().optional(),
  contractStartDate: date.optional(),
  contractEndDate: date.optional(),
  probationEndDate: date.optional(),
  terminationNoticeDate: date.optional(),
  percentage: z.number().int().min(0).max(100).optional(),
  contractType: z.enum(CONTRACT_TYPES).optional(),
}).strict();

/** The fifteen synced fields (sync-rules F) and what else a test may want to set. null empties a field; an absent key leaves it. */
export const plainPersonInput = z.object({
  email: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  preferredName: clearable,
  employmentId: clearable,
  phone: clearable,
  birthDate: clearableDate,
  gender: clearable,
  bankAccount: z.union([z.object({ number: z.string(), country: z.string() }), z.object({ iban: z.string(), bic: z.string() })]).nullable().optional(),
  homeAddress: z.object({
    line1: z.string(), line2: z.string().optional(), line3: z.string().optional(), postalCode: z.string(), city: z.string(), country: z.string(),
  }).nullable().optional(),
  jobTitle: clearable,
  employmentStartDate: clearableDate,
  probationEndDate: clearableDate,
  terminationNoticeDate: clearableDate,
  employmentEndDate: clearableDate,
  nationalId: clearable,
  /** Replaces all positions. */
  positions: z.array(position).optional(),
  /** Replaces all identifications. */
  identifications: z.array(z.object({ type: z.enum(['national', 'passport']), value: z.string(), country: z.string().optional() }).strict()).optional(),
  /** Ids or names; replaces all. */
  groups: z.array(z.string()).optional(),
  active: z.boolean().optional(),
  invisible: z.boolean().optional(),
  /** Has logged in at least once: a new e-mail then waits for confirmation (H22). */
  loggedIn: z.boolean().optional(),
  linked: z.boolean().optional(),
}).strict();
export type PlainPersonInput = z.input<typeof plainPersonInput>;

export const plainPersonUpdate = plainPersonInput.partial();
export type PlainPersonUpdate = z.input<typeof plainPersonUpdate>;

export type PlainPerson = PlainPersonInput & { id: string; type: string; active: boolean; requestedEmail?: string };

/** A person, flat. Empty fields are left out. */
export function plainPerson(huma: Huma, user: User): PlainPerson {
  const main = deprecatedPosition(user, 'earliestCurrent', huma.now());
  const titleOf = ({ titleId }: Position) => (titleId ? huma.store.titles.get(titleId)?.name : undefined);
  const { email, givenName, familyName, preferredName, employmentId, phone, birthDate, gender, bankAccount, homeAddress } = user.profile;
  return dropUndefined({
    id: user.id, type: user.type, active: user.active, requestedEmail: user.requestedEmail,
    email, givenName, familyName, preferredName, employmentId, phone, birthDate, gender, bankAccount, homeAddress,
    jobTitle: main && titleOf(main),
    employmentStartDate: main?.contractStartDate,
    probationEndDate: main?.probationEndDate,
    terminationNoticeDate: main?.terminationNoticeDate,
    employmentEndDate: main?.contractEndDate,
    nationalId: user.identifications.find(({ type }) => type === 'national')?.value,
    positions: user.positions.map((one) => dropUndefined({
      id: one.id, jobTitle: titleOf(one), contractStartDate: one.contractStartDate, contractEndDate: one.contractEndDate,
      probationEndDate: one.probationEndDate, terminationNoticeDate: one.terminationNoticeDate, percentage: one.percentage, contractType: one.contractType,
    })),
    identifications: user.identifications.map(({ type, value, country }) => dropUndefined({ type, value, country })),
    groups: huma.store.groupsOf(user).map(({ name }) => name),
    invisible: user.invisible,
    loggedIn: user.lastLoggedInAt ? true : undefined,
    linked: user.linked || undefined,
  });
}

/** A new person from the flat shape, in the company's group unless groups are named. Nothing is checked for being unique. */
export function personFrom(huma: Huma, input: PlainPersonInput): User {
  const company = [...huma.store.groups.values()].find(({ type }) => type === 'company');
  const { email, givenName, familyName, ...rest } = input;
  const user: User = {
    id: randomUUID(), type: 'user', active: true, profile: { email, givenName, familyName }, groups: company ? [company.id] : [],
    positions: [], identifications: [], custom: {}, linked: false,
  };
  applyPlain(huma, user, rest);
  return user;
}

/** Sets fields of a person past all rules: e-mail counts at once, a deactivated person can be edited, nothing has to be unique. */
export function applyPlain(huma: Huma, user: User, input: PlainPersonUpdate): void {
  const given = Object.keys(input) as Array<keyof PlainPersonUpdate>;
  for (const key of PROFILE) if (given.includes(key)) assign(user.profile, key, input[key]);
  if (input.email !== undefined) delete user.requestedEmail;
  if (input.positions) user.positions = input.positions.map((one) => positionFrom(huma, one));
  if (MAIN_POSITION.some(([key]) => given.includes(key))) editMainPosition(huma, user, input);
  if (input.identifications) user.identifications = input.identifications.map((one) => ({ id: randomUUID(), ...one }));
  if (input.nationalId !== undefined) setNationalId(user, input.nationalId);
  if (input.groups) user.groups = input.groups.map((wanted) => groupId(huma, wanted));
  if (input.invisible !== undefined) assign(user, 'invisible', input.invisible || null);
  if (input.linked !== undefined) user.linked = input.linked;
  if (input.loggedIn !== undefined) assign(user, 'lastLoggedInAt', input.loggedIn ? huma.now().toISOString() : null);
  if (input.active !== undefined) setActive(user, input.active, huma.now());
}

/** Deactivates or reactivates. */
export function setActive(user: User, active: boolean, now: Date): void {
  if (user.active === active) return;
  user.active = active;
  assign(user, 'deactivatedAt', active ? null : now.toISOString());
}

const PROFILE = ['email', 'givenName', 'familyName', 'preferredName', 'employmentId', 'phone', 'birthDate', 'gender', 'bankAccount', 'homeAddress'] as const;

const MAIN_POSITION = [
  ['employmentStartDate', 'contractStartDate'],
  ['probationEndDate', 'probationEndDate'],
  ['terminationNoticeDate', 'terminationNoticeDate'],
  ['employmentEndDate', 'contractEndDate'],
  ['jobTitle', 'titleId'],
] as const;

function editMainPosition(huma: Huma, user: User, input: PlainPersonUpdate): void {
  const main = deprecatedPosition(user, 'earliestCurrent', huma.now()) ?? newPosition(user);
  for (const [key, target] of MAIN_POSITION) {
    const value = input[key];
    if (value !== undefined) assign(main, target, key === 'jobTitle' && value ? huma.store.titleNamed(value).id : value);
  }
}

function newPosition(user: User): Position {
  const made: Position = { id: randomUUID(), contractType: 'Permanent', percentage: 100 };
  user.positions.push(made);
  return made;
}

function positionFrom(huma: Huma, { jobTitle, ...rest }: z.input<typeof position>): Position {
  return { contractType: 'Permanent', percentage: 100, ...rest, id: rest.id ?? randomUUID(), ...(jobTitle && { titleId: huma.store.titleNamed(jobTitle).id }) };
}

function setNationalId(user: User, value: string | null): void {
  const held = user.identifications.find(({ type }) => type === 'national');
  if (!value) user.identifications = user.identifications.filter(({ type }) => type !== 'national');
  else if (held) held.value = value;
  else user.identifications.push({ id: randomUUID(), type: 'national', country: 'NO', value });
}

function groupId(huma: Huma, wanted: string): string {
  const found = huma.store.groups.get(wanted) ?? [...huma.store.groups.values()].find(({ name }) => name === wanted);
  if (!found) throw new RangeError(`There is no group ${wanted}.`);
  return found.id;
}

function assign<T extends object>(target: T, key: keyof T, value: unknown): void {
  if (value === null || value === undefined || value === '') delete target[key];
  else target[key] = value as T[keyof T];
}

function dropUndefined<T extends object>(shape: T): T {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as T;
}
