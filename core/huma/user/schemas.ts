/** The shapes of Huma's Open API 1.53.2 that are read here; unknown keys pass unseen, and what is optional there may be odd without spoiling the rest. */
import { z } from 'zod';

/** An id of Huma: a UUID in everything seen, but only required to be one where a message's sender is not proven otherwise. */
export const HumaId = z.string().min(1).max(100);
export const HumaUuid = z.string().uuid();

const text = z.string().optional().catch(undefined);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).optional().catch(undefined);
/** Whether the account is open. */
export const Status = z.object({ active: z.boolean() });
const named = z.object({ id: HumaId, name: z.string() });

export const Group = named;
export type Group = z.infer<typeof Group>;

/** One row of `GET /users` (huma.md 1.5). Without an id it is nobody; anything else may be missing. */
export const ListedUser = z.object({
  id: HumaId,
  type: z.string().catch('other'),
  status: Status.optional().catch(undefined),
  givenName: z.string().catch(''),
  familyName: z.string().catch(''),
  email: z.string().catch(''),
  phone: text,
  jobTitles: z.array(z.object({ name: z.string() })).catch([]),
  teams: z.array(z.object({ id: HumaId })).catch([]),
  locations: z.array(z.object({ id: HumaId })).catch([]),
  companies: z.array(z.object({ id: HumaId })).catch([]),
  groups: z.array(z.object({ id: HumaId })).catch([]),
});
export type ListedUser = z.infer<typeof ListedUser>;

/** `GET /users/{id}` (huma.md 1.6). The profile fields stay unread here: `fields.ts` takes them one by one under the wrapper rule. */
export const UserDetails = z.object({ id: HumaId, type: z.string().catch('other'), status: Status }).passthrough();
export type UserDetails = z.infer<typeof UserDetails>;

/** One row of `GET /users/{id}/positions`: plain values, no probation or notice date (huma.md 1.7). */
export const PositionSummary = z.object({
  id: HumaId,
  title: z.object({ id: HumaId.optional(), name: z.string() }).optional().catch(undefined),
  contractStartDate: date,
  contractEndDate: date,
  status: z.enum(['CURRENT', 'ENDED', 'UPCOMING']).optional().catch(undefined),
});
export type PositionSummary = z.infer<typeof PositionSummary>;

/** `GET /users/{id}/positions/{id}`: wrapped values, read like profile fields. */
export const Position = z.object({ id: HumaId }).passthrough();
export type Position = z.infer<typeof Position>;

/** One entry of `identifications.value`. The country is optional on read (huma.md 3). */
export const Identification = z.object({ id: HumaId.optional().catch(undefined), type: z.string(), value: z.unknown(), country: z.string().nullish().catch(undefined) });
export type Identification = z.infer<typeof Identification>;

/** `{ value?, editable }`; anything else in it is about Huma's own screens. */
export const Wrapper = z.object({ value: z.unknown(), editable: z.boolean().optional().catch(undefined) });

/** A job title, of a position or at the top level. */
export const TitleValue = z.object({ id: z.string().optional().catch(undefined), name: z.string() });

/** The envelope of a message (huma.md 2.3). Only `topic` is needed by every kind of message. */
export const Envelope = z.object({ topic: z.string().min(1).max(100), users: z.unknown() });
