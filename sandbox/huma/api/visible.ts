// Finds the person, position or identification that a path names, and answers as H12 says when it may not be read.
import type { Huma } from '../context';
import { type Identification, type Position, SERVICE_USER_ID, type User } from '../state';
import { forbidden, invalid, notFound } from './answers';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The person of a path, and whether only the mandatory fields may be shown. `me` is the key's own account. */
export function visibleUser(huma: Huma, idOrMe: string): { user: User; few: boolean } {
  const id = idOrMe === 'me' ? SERVICE_USER_ID : idOrMe.toLowerCase();
  const user = huma.store.users.get(id);
  const { H12 } = huma.switches;
  if (!user) throw huma.store.deleted.has(id) && H12 === 'forbidden' ? forbidden() : notFound('User', idOrMe);
  if (user.active && !user.invisible) return { user, few: false };
  if (H12 === 'fewFields') return { user, few: true };
  if (H12 === 'forbidden') throw forbidden();
  if (H12 === 'notFound' || user.invisible) throw notFound('User', idOrMe);
  return { user, few: false };
}

/** The person, where nothing but the whole person will do. */
export function wholeUser(huma: Huma, idOrMe: string): User {
  const { user, few } = visibleUser(huma, idOrMe);
  if (few) throw forbidden();
  return user;
}

/** An active person: everything about a deactivated one is locked. */
export function editableUser(huma: Huma, idOrMe: string): User {
  const user = wholeUser(huma, idOrMe);
  if (!user.active) throw invalid([], 'user:deactivated', 'The profile of a deactivated user is locked');
  return user;
}

export function positionOf(user: User, id: string): Position {
  return entryOf(user.positions, 'Position', id);
}

export function identificationOf(user: User, id: string): Identification {
  return entryOf(user.identifications, 'UserIdentification', id);
}

function entryOf<T extends { id: string }>(entries: T[], type: string, id: string): T {
  if (!UUID.test(id)) throw invalid(['id']);
  const entry = entries.find((one) => one.id === id.toLowerCase());
  if (!entry) throw notFound(type, id);
  return entry;
}
