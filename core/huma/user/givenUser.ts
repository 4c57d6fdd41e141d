/** Reads users that others hand over: an entry of a message, or an item in one of the shapes that flows have (huma.md 2.4). */
import { z } from 'zod';
import { FIELD_KEYS, isFieldKey, isSealed, normalise, problemOf, type FieldKey, type Problem, type Reading } from '../../person';
import type { HumaUser } from '../types';
import { chooseMain, readEmployment, type Raw } from './employment';
import { allFindings, readFields, TRUST, type Findings } from './fields';
import { groupIds, hasOtherXledgerLink, isEmailPending, userType } from './marks';
import { DEPRECATED_KEYS, POSITION_FIELDS, POSITION_KEYS, PROFILE_KEYS } from './places';
import { HumaId, HumaUuid, PositionSummary, Status } from './schemas';

export type GivenUser = { kind: 'user'; user: HumaUser } | { kind: 'unreadable'; says: string };

/** How given values are read; `today` (`YYYY-MM-DD`) places positions without a status. */
export interface GivenReading extends Reading {
  today: string;
}

/**
 * Reads one entry of a message's `users`: plain or wrapped values, only the keys that are there. `null` and `""` are reported,
 * never a clearing (H3). Without a UUID it is nobody (huma.md 2.3).
 */
export function readMessageEntry(entry: unknown, reading: GivenReading): GivenUser {
  const read = MessageEntry.safeParse(entry);
  if (!read.success) return { kind: 'unreadable', says: 'This entry of the message has no user id.' };
  return { kind: 'user', user: readLoose(read.data.id, read.data, reading) };
}

/**
 * Reads a user from an item: a `HumaUser` as this package gives it (`person` holds the fields), Huma's own details, list row or
 * message entry, or the fields flat under their own keys. Clear (`null`) counts only in a `HumaUser`, for that one was read under the
 * wrapper rule; everything else never clears. Masked and sealed values are reported, not taken for values.
 */
export function readGiven(json: unknown, reading: GivenReading): GivenUser {
  const ours = OurUser.safeParse(json);
  if (ours.success) return { kind: 'user', user: readOurs(ours.data, reading) };
  const flat = FlatUser.safeParse(json);
  const id = flat.data?.humaId ?? flat.data?.id;
  if (!flat.success || id === undefined) return { kind: 'unreadable', says: 'This item is no Huma user: it has no "humaId" or "id".' };
  const { open, problems } = withoutCovered(underHumasKeys(flat.data));
  const user = readLoose(id, open, reading);
  return { kind: 'user', user: { ...user, problems: [...user.problems, ...problems] } };
}

const MessageEntry = z.object({ id: HumaUuid }).passthrough();
const FlatUser = z.object({ id: HumaId.optional().catch(undefined), humaId: HumaId.optional().catch(undefined) }).passthrough();

const mark = z.boolean().optional().catch(undefined);
const OurUser = z.object({
  humaId: HumaId,
  type: z.string().catch('user').transform(userType),
  active: mark,
  person: z.object({}).passthrough(),
  unreadable: z.array(z.unknown()).catch([]).transform((keys) => keys.filter((key) => typeof key === 'string').filter(isFieldKey)),
  groups: z.array(HumaId).optional().catch(undefined),
  severalPositions: mark,
  emailPending: mark,
  otherXledgerLink: mark,
});

function readOurs({ person, ...rest }: z.infer<typeof OurUser>, reading: Reading): HumaUser {
  const { open, problems } = withoutCovered(person);
  const blank = FIELD_KEYS.filter((field) => typeof open[field] === 'string' && open[field].trim() === '');
  const read = normalise({ ...open, ...Object.fromEntries(blank.map((field) => [field, undefined])) }, reading);
  return { ...rest, person: read.person, problems: [...read.problems, ...problems, ...blank.map((field) => problemOf(field, 'perhapsEmpty'))] };
}

function readLoose(humaId: string, raw: Raw, reading: GivenReading): HumaUser {
  const status = Status.safeParse(raw.status);
  const active = status.success ? status.data.active : raw.active;
  const positions = positionsOf(raw);
  return {
    humaId,
    type: typeof raw.type === 'string' ? userType(raw.type) : 'user',
    active: typeof active === 'boolean' ? active : undefined,
    ...allFindings(readFields(raw, PROFILE_KEYS, TRUST.message, reading), readPositions(positions ?? [], raw, reading)),
    groups: groupIds(raw, 'all'),
    severalPositions: positions && positions.length > 1,
    emailPending: isEmailPending(raw),
    otherXledgerLink: hasOtherXledgerLink(raw),
  };
}

/** R32 on the positions that are told, else the deprecated fields: values only. */
function readPositions(positions: readonly GivenPosition[], raw: Raw, reading: GivenReading): Findings {
  const main = chooseMain(positions, raw, reading.today);
  if (main.kind === 'unclear') return readEmployment({ kind: 'unclear' }, raw, TRUST.message, reading);
  const position: Raw = main.kind === 'one' ? main.position : {};
  const merged = POSITION_FIELDS.map((field) => {
    const deprecated = raw[DEPRECATED_KEYS.get(field) ?? ''];
    const listed = field === 'jobTitle' ? OnlyTitle.safeParse(raw.jobTitles).data : undefined;
    return [field, position[POSITION_KEYS.get(field) ?? ''] ?? deprecated ?? listed ?? deprecated] as const;
  });
  return readFields(Object.fromEntries(merged), new Map(POSITION_FIELDS.map((field) => [field, field])), TRUST.message, reading);
}

/** A list row has titles and no positions; of several nobody knows which counts. */
const OnlyTitle = z.tuple([z.unknown()]).transform(([title]) => title);

const GivenPosition = PositionSummary.passthrough();
type GivenPosition = z.infer<typeof GivenPosition>;
const Positions = z.union([z.array(GivenPosition), z.object({ value: z.array(GivenPosition) }).transform(({ value }) => value)]);

/** Undefined where the source says nothing of positions. */
function positionsOf(raw: Raw): GivenPosition[] | undefined {
  return Positions.safeParse(raw.positions).data ?? Positions.safeParse(raw.currentPositions).data;
}

/** Fields under our own keys stand for Huma's, where Huma's own key is not there. */
function underHumasKeys(flat: Raw): Record<string, unknown> {
  const places = FIELD_KEYS.map((field) => ({ field, key: PROFILE_KEYS.get(field) ?? DEPRECATED_KEYS.get(field) ?? field }));
  const own = places.filter(({ field, key }) => field !== key && Object.hasOwn(flat, field) && !Object.hasOwn(flat, key));
  return { ...flat, ...Object.fromEntries(own.map(({ field, key }) => [key, IN_HUMAS_SHAPE[field]?.(flat[field]) ?? flat[field]])) };
}

/** A national ID comes as the number or as `{ number, country }`; Huma's is a list of identifications. */
const IN_HUMAS_SHAPE: Partial<Record<FieldKey, (value: unknown) => unknown>> = {
  nationalId: (value) => {
    const read = OurNationalId.safeParse(value);
    return read.success ? [{ type: 'national', ...read.data }] : undefined;
  },
};
const OurNationalId = z.union([
  z.string().trim().min(1).transform((value) => ({ value, country: undefined })),
  z.object({ number: z.string(), country: z.string().optional() }).transform(({ number, country }) => ({ value: number, country })),
]);

/** What is masked or still sealed has no value to read: dots of a mask would pass for text. */
function withoutCovered(raw: Raw): { open: Record<string, unknown>; problems: Problem[] } {
  const covered = Object.keys(raw).filter((key) => isCovered(raw[key]));
  const fields = FIELD_KEYS.filter((field) => covered.some((key) => key === field || key === PROFILE_KEYS.get(field) || key === DEPRECATED_KEYS.get(field)));
  const open = Object.fromEntries(Object.entries(raw).filter(([key]) => !covered.includes(key)));
  return { open, problems: fields.map((field) => problemOf(field, 'perhapsEmpty')) };
}

/** Looks as deep as values of fields go: a wrapper around a list of entries. */
function isCovered(value: unknown, depth = 3): boolean {
  if (typeof value === 'string') return value.includes(MASK) || isSealed(value);
  return depth > 0 && typeof value === 'object' && value !== null && Object.values(value).some((inner) => isCovered(inner, depth - 1));
}

const MASK = '•••';
