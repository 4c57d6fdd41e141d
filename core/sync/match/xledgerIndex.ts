/** Everyone in Xledger, found by dbId, e-mail, employment ID or phone. Each key is normalised once, and only when it is asked for. */
import { fieldOf, type Reading } from '../../person';
import type { XledgerIndexEntry } from '../../xledger';

/** The fields that must be unique in Xledger (R28). */
export type UniqueKey = 'email' | 'employmentId' | 'phone';

export interface XledgerIndex {
  readonly entries: readonly XledgerIndexEntry[];
  byDbId(dbId: string): XledgerIndexEntry | undefined;
  /** Whom a Huma value may mean (R11): the contact's e-mail, the subledger's only where the contact has none; the code. An empty key finds nobody. */
  candidates(key: 'email' | 'employmentId', value: string | null | undefined): readonly XledgerIndexEntry[];
  /** Everyone who holds a unique value, on the contact or on the subledger (R28). */
  holders(key: UniqueKey, value: string): readonly XledgerIndexEntry[];
}

/** Builds nothing yet: a map is made when it is first asked. */
export function indexXledger(entries: readonly XledgerIndexEntry[], reading: Reading = {}): XledgerIndex {
  const canonical = (key: UniqueKey, text: string | null | undefined): string => (text ? fieldOf(key).kind.canonical(text, reading) : '');
  const mapOf = (key: UniqueKey, texts: (entry: XledgerIndexEntry) => readonly (string | null)[]) =>
    once(() => group(entries, (entry) => texts(entry).map((text) => canonical(key, text))));
  const dbIds = once(() => new Map(entries.map((entry) => [entry.dbId, entry])));
  const candidates = {
    email: mapOf('email', (entry) => [isBlank(entry.contactEmail) ? entry.subledgerEmail : entry.contactEmail]),
    employmentId: mapOf('employmentId', (entry) => [entry.code]),
  };
  const holders = {
    email: mapOf('email', (entry) => [entry.contactEmail, entry.subledgerEmail]),
    employmentId: candidates.employmentId,
    phone: mapOf('phone', (entry) => [entry.contactPhone, entry.subledgerPhone]),
  };
  return {
    entries,
    byDbId: (dbId) => dbIds().get(dbId),
    candidates: (key, value) => (isBlank(value) ? [] : listed(candidates[key]().get(canonical(key, value)))),
    holders: (key, value) => (isBlank(value) ? [] : listed(holders[key]().get(canonical(key, value)))),
  };
}

/** A list only where several hold a value, which is seldom. */
type Held = XledgerIndexEntry | XledgerIndexEntry[];

function group(entries: readonly XledgerIndexEntry[], keysOf: (entry: XledgerIndexEntry) => readonly string[]): Map<string, Held> {
  const found = new Map<string, Held>();
  for (const entry of entries) {
    const keys = keysOf(entry);
    for (const key of keys.length > 1 ? new Set(keys) : keys) {
      if (key === '') continue;
      const others = found.get(key);
      if (others === undefined) found.set(key, entry);
      else if (Array.isArray(others)) others.push(entry);
      else found.set(key, [others, entry]);
    }
  }
  return found;
}

const listed = (held: Held | undefined): readonly XledgerIndexEntry[] => (held === undefined ? [] : Array.isArray(held) ? held : [held]);

const isBlank = (text: string | null | undefined): boolean => !text || text.trim() === '';

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
