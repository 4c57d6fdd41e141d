/** What a user's own record says beside the fields: type, groups, a pending e-mail, another integration. */
import { z } from 'zod';
import type { HumaUser } from '../types';
import { isRecord, shortWay } from '../../person';
import { HumaId, isHumaId, Wrapper } from './schemas';
import type { Raw } from './employment';

/** Anything but a person or an API key's account is `other` (huma.md 1.4, 1.5). */
export function userType(type: string): HumaUser['type'] {
  return type === 'user' || type === 'service_user' ? type : 'other';
}

/**
 * Ids of all groups, or undefined where the source does not say. The Open API's answer names them under any of four keys;
 * a message may carry only the kind that changed (H2), so there `all` kinds have to be told before the answer counts.
 */
export function groupIds(raw: Raw, told: 'any' | 'all'): string[] | undefined {
  const listed = groupsAt(raw, 'groups');
  const kinds = KINDS.map((key) => groupsAt(raw, key));
  const isTold = listed !== undefined || (told === 'any' ? kinds.some((list) => list !== undefined) : kinds.every((list) => list !== undefined));
  if (!isTold) return undefined;
  const ids = new Set<string>();
  for (const list of [...kinds, listed]) for (const id of list ?? []) ids.add(id);
  return [...ids];
}

const KINDS = ['companies', 'locations', 'teams'];

/** R37: that a change waits for the person's confirmation; never the address itself. */
export function isEmailPending(raw: Raw): boolean {
  return isRecord(raw.email) && raw.email.requestedValue !== undefined && PendingEmail.safeParse(raw.email).success;
}

/** H25: two syncs would write the same fields. The key and type of Huma's own integration are unknown, so anything that names Xledger counts. */
export function hasOtherXledgerLink(raw: Raw): boolean {
  if (raw.connectedIntegrations === undefined) return false;
  const connected = Connected.safeParse(raw.connectedIntegrations);
  return connected.success && Object.entries(connected.data).some(([name, { type }]) => /xledger/i.test(`${name} ${type ?? ''}`));
}

const PendingEmail = z.object({ requestedValue: z.string().trim().min(1) });
const Connected = z.record(z.object({ type: z.string().optional().catch(undefined) }).catch({}));
const Group = shortWay<string>(z.union([z.object({ id: HumaId }).transform(({ id }) => id), HumaId]), usualGroup);
export const Groups = shortWay<string[]>(z.array(Group), (value) => {
  if (!Array.isArray(value)) return undefined;
  const ids: string[] = [];
  for (const one of value) {
    const id = usualGroup(one);
    if (id === undefined) return undefined;
    ids.push(id);
  }
  return ids;
});

function usualGroup(value: unknown): string | undefined {
  return isRecord(value) && isHumaId(value.id) ? value.id : undefined;
}

/** A wrapper without value means that there are none of this kind. */
function groupsAt(raw: Raw, key: string): string[] | undefined {
  if (!Object.hasOwn(raw, key)) return undefined;
  const plain = isRecord(raw[key]) ? undefined : Groups.safeParse(raw[key]);
  if (plain?.success) return plain.data;
  const wrapper = Wrapper.safeParse(raw[key]);
  if (!wrapper.success) return undefined;
  return wrapper.data.value === undefined ? [] : Groups.safeParse(wrapper.data.value).data;
}
