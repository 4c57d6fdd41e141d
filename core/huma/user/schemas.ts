/** The shapes of Huma's Open API 1.53.2 that are read here; unknown keys pass unseen, and what is optional there may be odd without spoiling the rest. */
import { z } from 'zod';
import { isRecord, isText, isTextOrNothing, shortWay } from '../../person';

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
const AnyDetails = z.object({ id: HumaId, type: z.string().catch('other'), status: Status }).passthrough();
export type UserDetails = z.infer<typeof AnyDetails>;
export const UserDetails = shortWay<UserDetails>(AnyDetails, (value) =>
  (isRecord(value) && isHumaId(value.id) && isText(value.type) && isRecord(value.status) && typeof value.status.active === 'boolean' && Object.keys(value.status).length === 1 ? (value as UserDetails) : undefined));

/** One row of `GET /users/{id}/positions`: plain values, no probation or notice date (huma.md 1.7). */
const AnySummary = z.object({
  id: HumaId,
  title: z.object({ id: HumaId.optional(), name: z.string() }).optional().catch(undefined),
  contractStartDate: date,
  contractEndDate: date,
  status: z.enum(['CURRENT', 'ENDED', 'UPCOMING']).optional().catch(undefined),
});
export type PositionSummary = z.infer<typeof AnySummary>;
export const PositionSummary = Object.assign(shortWay<PositionSummary>(AnySummary, usualSummary), { passthrough: () => AnySummary.passthrough() });

function usualSummary(value: unknown): PositionSummary | undefined {
  if (!isRecord(value) || !isHumaId(value.id) || !isDay(value.contractStartDate) || !isDay(value.contractEndDate)) return undefined;
  const { id, title, contractStartDate, contractEndDate, status } = value;
  if (!isTitle(title) || !isHumaId(title.id) || !isStatus(status)) return undefined;
  return { id, title: { id: title.id, name: title.name }, ...(contractStartDate !== undefined && { contractStartDate }), ...(contractEndDate !== undefined && { contractEndDate }), status };
}

/** `GET /users/{id}/positions/{id}`: wrapped values, read like profile fields. */
const AnyPosition = z.object({ id: HumaId }).passthrough();
export type Position = z.infer<typeof AnyPosition>;
export const Position = shortWay<Position>(AnyPosition, (value) => (isRecord(value) && isHumaId(value.id) ? (value as Position) : undefined));

/** One entry of `identifications.value`. The country is optional on read (huma.md 3). */
const AnyIdentification = z.object({ id: HumaId.optional().catch(undefined), type: z.string(), value: z.unknown(), country: z.string().nullish().catch(undefined) });
export type Identification = z.infer<typeof AnyIdentification>;
export const Identification = shortWay<Identification>(AnyIdentification, (value) =>
  (isRecord(value) && (value.id === undefined || isHumaId(value.id)) && isText(value.type) && 'value' in value && isTextOrNothing(value.country)
    ? { id: value.id, type: value.type, value: value.value, country: value.country }
    : undefined));

/** `{ value?, editable }`; anything else in it is about Huma's own screens. */
const AnyWrapper = z.object({ value: z.unknown(), editable: z.boolean().optional().catch(undefined) });
export const Wrapper = shortWay<z.infer<typeof AnyWrapper>>(AnyWrapper, (value) => (isRecord(value) ? { value: value.value, editable: value.editable === true ? true : value.editable === false ? false : undefined } : undefined));

/** A job title, of a position or at the top level. */
const AnyTitle = z.object({ id: z.string().optional().catch(undefined), name: z.string() });
export const TitleValue = shortWay<z.infer<typeof AnyTitle>>(AnyTitle, (value) => (isTitle(value) && isText(value.id) ? { id: value.id, name: value.name } : undefined));

/** The envelope of a message (huma.md 2.3). Only `topic` is needed by every kind of message. */
export const Envelope = z.object({ topic: z.string().min(1).max(100), users: z.unknown() });

export const isHumaId = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= 100;
const isDay = (value: unknown): value is string | undefined => value === undefined || (typeof value === 'string' && DAY.test(value));
const isTitle = (value: unknown): value is { id?: unknown; name: string } => isRecord(value) && isText(value.name);
const isStatus = (value: unknown): value is NonNullable<PositionSummary['status']> => value === 'CURRENT' || value === 'ENDED' || value === 'UPCOMING';
const DAY = /^\d{4}-\d{2}-\d{2}$/;
