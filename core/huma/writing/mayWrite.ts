/** Whether a field of a user may be written at all: it has to be visible, editable, and have a place (R14, R32.6, R34, H9, H26). */
import { z } from 'zod';
import { fieldOf, type FieldKey, type Person } from '../../person';
import { POSITION_KEYS, PROFILE_KEYS } from '../user';
import type { Present } from './updating';

/** In words, or undefined where it may. */
export function whyNotWritable(field: FieldKey, wanted: Person[FieldKey], before: Present): string | undefined {
  if (wanted === null && fieldOf(field).required !== 'no') return 'Huma does not let it be empty.';
  const position = POSITION_KEYS.get(field);
  if (position) return whyNotInPosition(position, before);
  const wrapper = wrapperAt(before.details, PROFILE_KEYS.get(field));
  if (!wrapper) return NOT_READABLE;
  return wrapper.editable === false ? NOT_EDITABLE : undefined;
}

const NOT_READABLE = 'The API key cannot read it in Huma, so it is not written there.';
const NOT_EDITABLE = 'Huma does not let the API key edit it.';

function whyNotInPosition(key: string, { employment }: Present): string | undefined {
  if (employment.kind === 'unclear') return 'The user has several positions in Huma, and it is not clear which is the main one.';
  if (employment.kind !== 'read') return 'The user has no position in Huma that the API key can read: add one there.';
  const wrapper = wrapperAt(employment.position, key);
  if (!wrapper) return NOT_READABLE;
  return wrapper.editable === false ? NOT_EDITABLE : undefined;
}

/** H26: Huma warns of a link to another integration. */
export function isWarned(field: FieldKey, { details, employment }: Present): boolean {
  const position = POSITION_KEYS.get(field);
  const wrapper = position ? employment.kind === 'read' && wrapperAt(employment.position, position) : wrapperAt(details, PROFILE_KEYS.get(field));
  return Boolean(wrapper && Object.values(wrapper.integrations).some((warning) => warning.includes('locked_disconnect')));
}

/** The address that waits for confirmation (R37): compared with ours, never told. */
export const requestedEmail = (details: Present['details']): string | undefined => wrapperAt(details, 'email')?.requestedValue;

interface Seen {
  value?: unknown;
  editable?: boolean;
  integrations: Record<string, string>;
  requestedValue?: string;
}

/** A wrapper as it came; undefined where it is missing (huma.md 1.6). */
export function wrapperAt(raw: Readonly<Record<string, unknown>>, key: string | undefined): Seen | undefined {
  const read = key !== undefined && Object.hasOwn(raw, key) ? Wrapped.safeParse(raw[key]) : undefined;
  return read?.success ? read.data : undefined;
}

const Wrapped = z.object({
  value: z.unknown(),
  editable: z.boolean().optional().catch(undefined),
  integrations: z.record(z.object({ warning: z.string() }).transform(({ warning }) => warning).catch('')).catch({}),
  requestedValue: z.string().trim().min(1).optional().catch(undefined),
});
