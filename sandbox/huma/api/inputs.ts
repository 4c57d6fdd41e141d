// What the Open API accepts, as the API description states it: types, lengths, required keys.
import { z } from 'zod';
import { CONTRACT_TYPES, END_REASONS } from '../state';

const text = (max = 255) => z.string().max(max);
const uuid = z.string().uuid();
const country = z.string().regex(/^([A-Za-z]{2})?$/);
const email = z.string().max(255).regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/);
const name = text().regex(/\S/);

/** YYYY-MM-DD and a day that exists. */
export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).refine((day) => {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
});

export const tokenInput = z.object({ grant_type: z.literal('client_credentials'), client_id: z.string(), client_secret: z.string() });

/** The JSON form of the same; there both values are UUIDs. */
export const tokenJsonInput = tokenInput.extend({ client_id: uuid, client_secret: uuid });

const uniqueIds = z.array(uuid).refine((ids) => new Set(ids).size === ids.length);

export const userInput = z.object({
  email,
  givenName: name,
  familyName: name,
  groups: uniqueIds,
  preferredName: text().optional(),
  phone: z.string().optional(),
  supervisor: uuid.optional(),
  invite: z.boolean().optional(),
  inviteSubject: z.string().optional(),
  inviteMessage: z.string().optional(),
  inviteLanguage: z.string().length(2).optional(),
});
export type UserInput = z.infer<typeof userInput>;

/** All six keys are required; empty texts pass. */
export const addressInput = z.object({ line1: text(), line2: text(), line3: text(), postalCode: text(), city: text(), country });

export const bankAccountInput = z.union([
  z.object({ type: z.string(), iban: z.string(), bic: z.string() }),
  z.object({ type: z.string(), number: text(), country }),
]);
export type BankAccountInput = z.infer<typeof bankAccountInput>;

/** PATCH /users/{id}. null arrives where H16 says so, never for the three mandatory fields. */
export const userDetailsInput = z.object({
  givenName: name,
  familyName: name,
  email,
  preferredName: text().nullable(),
  phone: text().nullable(),
  nationality: country.nullable(),
  birthDate: date.nullable(),
  homeAddress: addressInput.nullable(),
  civilStatus: z.enum(['Married', 'Relationship', 'Single']).nullable(),
  gender: text().nullable(),
  dietaryRequirements: text(2040).nullable(),
  interests: z.array(z.string()).max(50).nullable(),
  funfacts: text(2040).nullable(),
  bankAccount: bankAccountInput.nullable(),
  supervisor: uuid.nullable(),
  employmentId: text().nullable(),
  relevantExperienceInMonths: z.number().int().nullable(),
  relevantExperienceInYears: z.number().int().nullable(),
  seniorityNote: z.string().nullable(),
  excludeFromInsights: z.boolean().nullable(),
  excludeFromSurveys: z.boolean().nullable(),
  privateEmail: text().nullable(),
  custom: z.record(z.unknown()).nullable(),
}).partial();
export type UserDetailsInput = z.infer<typeof userDetailsInput>;

/** PATCH …/positions/{id}: every key optional. */
export const positionUpdateInput = z.object({
  contractStartDate: date.nullable(),
  contractEndDate: date.nullable(),
  contractCountry: country.nullable(),
  firstDayOfWork: date.nullable(),
  lastDayOfWork: date.nullable(),
  contractType: z.enum(CONTRACT_TYPES).nullable(),
  percentage: z.number().int().min(0).max(100).nullable(),
  probationEndDate: date.nullable(),
  titleId: uuid.nullable(),
  description: text(10200).nullable(),
  terminationNoticeDate: date.nullable(),
  endNote: text().nullable(),
  endReason: z.enum(END_REASONS).nullable(),
  wantedEnd: z.boolean().nullable(),
  note: text().nullable(),
}).partial();
export type PositionUpdateInput = z.infer<typeof positionUpdateInput>;

/** POST …/positions: start, contract type and title are required. */
export const positionCreateInput = positionUpdateInput.extend({
  contractStartDate: date,
  contractType: z.enum(CONTRACT_TYPES),
  titleId: uuid,
});

export const identificationInput = z.object({ type: z.enum(['national', 'passport']), country, value: z.string().min(1).max(255) });

export const jobTitleInput = z.object({ name: text(), description: text(10200).optional() });

export const groupIdsInput = z.array(uuid);

export const groupInput = z.object({
  name: text(),
  type: z.enum(['company', 'location', 'team']),
  description: text(2040).optional(),
  organizationNumber: z.string().optional(),
  address: addressInput.partial({ line2: true, line3: true }).optional(),
  members: z.array(z.object({ id: uuid })).optional(),
});
export const groupUpdateInput = groupInput.omit({ members: true }).partial().required({ type: true });

const page = (fallback: number, max: number) => ({
  limit: z.coerce.number().int().min(0).max(max).default(fallback),
  offset: z.coerce.number().int().min(0).default(0),
});
const flag = z.enum(['true', 'false']).transform((word) => word === 'true');
const ids = z.array(uuid).max(25).default([]);
const idsOrMe = z.array(z.string()).max(25).default([]);
const orderDirection = z.enum(['ASC', 'DESC']).default('ASC');

/** GET /users. Arrays are already taken apart as H14 says. */
export const userListQuery = z.object({
  ...page(25, 50),
  search: z.string().optional(),
  orderDirection,
  jobTitle: ids, team: ids, location: ids, company: ids, id: idsOrMe, excludeId: idsOrMe,
  supervisor: z.string().optional(),
  isSupervisor: flag.optional(),
  isActive: flag.optional(),
  permission: z.string().optional(),
  notRecursivelySupervisorOf: uuid.optional(),
  notRecursivelySubordinateOf: uuid.optional(),
});
export type UserListQuery = z.infer<typeof userListQuery>;

export const groupListQuery = z.object({
  ...page(10, 25),
  type: z.array(z.enum(['team', 'location', 'company'])).default([]),
  search: z.string().optional(),
  orderDirection,
});

export const positionListQuery = z.object({
  limit: z.coerce.number().int().min(0).optional(),
  offset: z.coerce.number().int().min(0).default(0),
});
