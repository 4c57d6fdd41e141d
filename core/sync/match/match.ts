/** Finds who is who: people of Huma against everyone in Xledger, by link, e-mail and employment ID (R11, R12, R27). Pure, and linear in the number of people. */
import { fieldOf } from '../../person';
import type { XledgerIndexEntry } from '../../xledger';
import type { Link } from '../types';
import type { XledgerIndex } from './xledgerIndex';

export type MatchKey = 'email' | 'employmentId';

/** One person of Huma who is to be found in Xledger. */
export interface Seeker {
  /** Unique in the call. */
  key: string;
  humaId: string | null;
  email?: string | null;
  employmentId?: string | null;
}

export type Match =
  /** One and the same person. */
  | { kind: 'matched'; by: 'link' | MatchKey; employeeDbId: string }
  /** One key says so, and it is not one that counts by itself: waits for a decision. */
  | { kind: 'possible'; by: MatchKey; employeeDbId: string }
  /** The employee belonged to a user who was deleted in Huma: only a person may say that they are back (R27). */
  | { kind: 'tombstoned'; employeeDbId: string }
  | { kind: 'ambiguous'; why: Ambiguity; candidates: string[] }
  | { kind: 'none' };

export type Ambiguity = 'severalInXledger' | 'severalInHuma' | 'keysDisagree' | 'linkedToAnother' | 'anotherEntity';

export interface MatchOptions {
  /** Keys that count by themselves. The other one is still heard when it disagrees. */
  by: readonly MatchKey[];
  /** The owner that new employees get: employment IDs of other entities are other people's (U15). */
  ownerDbId?: string;
}

/**
 * One answer for each seeker. The link outranks everything. Then exactly one candidate on each side, and nothing that points elsewhere,
 * is a match; more is ambiguous. `links` are all that the connection knows, not only those of the seekers.
 */
export function match(seekers: readonly Seeker[], links: readonly Link[], index: XledgerIndex, options: MatchOptions): Map<string, Match> {
  const remembered = remember(links);
  const found = new Map<string, Match>();
  for (const seeker of seekers) found.set(seeker.key, byLink(seeker, remembered) ?? byKeys(seeker, index, options));
  return afterRivals(seekers, found, remembered);
}

interface Remembered {
  linkOf: Map<string, Link>;
  /** Employee → the Huma id linked to it, the first of several. */
  ownerOf: Map<string, string>;
  /** Employees that several are linked to. */
  shared: Set<string>;
  tombstones: Set<string>;
}

function remember(links: readonly Link[]): Remembered {
  const remembered: Remembered = { linkOf: new Map(), ownerOf: new Map(), shared: new Set(), tombstones: new Set() };
  for (const link of links) {
    if (!link.employeeDbId) continue;
    if (link.state === 'deleted') remembered.tombstones.add(link.employeeDbId);
    if (link.state !== 'linked') continue;
    remembered.linkOf.set(link.humaId, link);
    const owner = remembered.ownerOf.get(link.employeeDbId);
    if (owner === undefined) remembered.ownerOf.set(link.employeeDbId, link.humaId);
    else if (owner !== link.humaId) remembered.shared.add(link.employeeDbId);
  }
  return remembered;
}

function byLink(seeker: Seeker, { linkOf, shared }: Remembered): Match | undefined {
  const employeeDbId = seeker.humaId === null ? undefined : linkOf.get(seeker.humaId)?.employeeDbId;
  if (!employeeDbId) return undefined;
  if (shared.has(employeeDbId)) return { kind: 'ambiguous', why: 'severalInHuma', candidates: [employeeDbId] };
  return { kind: 'matched', by: 'link', employeeDbId };
}

function byKeys(seeker: Seeker, index: XledgerIndex, { by, ownerDbId }: MatchOptions): Match {
  const found: Record<MatchKey, readonly XledgerIndexEntry[]> = {
    email: index.candidates('email', seeker.email),
    employmentId: index.candidates('employmentId', seeker.employmentId).filter((entry) => !ownerDbId || entry.ownerDbId === ownerDbId),
  };
  const candidates = [...new Map([...found.email, ...found.employmentId].map((entry) => [entry.dbId, entry])).values()];
  const [one, ...others] = candidates;
  if (!one) return { kind: 'none' };
  const ambiguous = (why: Ambiguity): Match => ({ kind: 'ambiguous', why, candidates: candidates.map((entry) => entry.dbId) });
  if (others.length > 0) return ambiguous(found.email.length === 1 && found.employmentId.length === 1 ? 'keysDisagree' : 'severalInXledger');
  if (ownerDbId && one.ownerDbId && one.ownerDbId !== ownerDbId) return ambiguous('anotherEntity');
  const counts = by.find((key) => found[key].length > 0);
  if (counts) return { kind: 'matched', by: counts, employeeDbId: one.dbId };
  return { kind: 'possible', by: found.email.length > 0 ? 'email' : 'employmentId', employeeDbId: one.dbId };
}

/** Whoever shares a key or an employee with another seeker, or found an employee who is linked to another, cannot be told apart. */
function afterRivals(seekers: readonly Seeker[], found: Map<string, Match>, { ownerOf, tombstones }: Remembered): Map<string, Match> {
  const unlinked = seekers.filter((seeker) => !isLinked(found.get(seeker.key)));
  if (unlinked.length === 0) return found;
  const sharing = sharingAnEmail(unlinked);
  const claims = count([...found.values()].flatMap((each) => claimed(each)));
  for (const seeker of unlinked) {
    const own = found.get(seeker.key);
    const employeeDbId = own && claimed(own)[0];
    if (!own || own.kind === 'ambiguous') continue;
    const candidates = employeeDbId ? [employeeDbId] : [];
    const owner = employeeDbId ? ownerOf.get(employeeDbId) : undefined;
    if (employeeDbId && owner !== undefined) found.set(seeker.key, { kind: 'ambiguous', why: 'linkedToAnother', candidates });
    else if (sharing.has(seeker.key) || (employeeDbId && (claims.get(employeeDbId) ?? 0) > 1)) found.set(seeker.key, { kind: 'ambiguous', why: 'severalInHuma', candidates });
    else if (employeeDbId && tombstones.has(employeeDbId)) found.set(seeker.key, { kind: 'tombstoned', employeeDbId });
  }
  return found;
}

const isLinked = (own: Match | undefined): boolean => own?.kind === 'matched' && own.by === 'link';

const claimed = (own: Match): string[] => ('employeeDbId' in own ? [own.employeeDbId] : []);

/** Seekers with the same e-mail: more than one candidate on Huma's side. (The same employment ID shows as a claim on the same employee.) */
function sharingAnEmail(seekers: readonly Seeker[]): Set<string> {
  const sharing = new Set<string>();
  const first = new Map<string, string>();
  for (const { key, email } of seekers) {
    const canonical = email ? fieldOf('email').kind.canonical(email) : '';
    if (canonical === '') continue;
    const other = first.get(canonical);
    if (other === undefined) first.set(canonical, key);
    else sharing.add(other).add(key);
  }
  return sharing;
}

function count(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
