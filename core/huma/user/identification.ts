/** Which of a user's identifications is the national identity number (R34). */
import { nationalId, type Reading } from '../../person';
import { Identification } from './schemas';

export type ChosenIdentification =
  | { kind: 'one'; entry: Identification }
  /** No entry of type `national`: passports are never sent. */
  | { kind: 'none' }
  | { kind: 'unclear'; candidates: number }
  | { kind: 'notAList' };

/**
 * The entry of type `national`; among several, the one of the default bank country. Entries that say the same number count once.
 * `entries` is `identifications.value` as Huma gives it.
 */
export function chooseIdentification(entries: unknown, reading: Reading): ChosenIdentification {
  const read = Identifications.safeParse(entries);
  if (!read.success) return { kind: 'notAList' };
  const all = read.data.filter(({ type }) => type.toLowerCase() === 'national');
  const nationals = all.length > 1 ? distinct(all, reading) : all;
  const country = reading.bankCountry?.toUpperCase();
  const preferred = nationals.length > 1 ? nationals.filter((entry) => country !== undefined && entry.country?.trim().toUpperCase() === country) : nationals;
  const [entry, ...others] = preferred;
  if (entry && others.length === 0) return { kind: 'one', entry };
  return nationals.length === 0 ? { kind: 'none' } : { kind: 'unclear', candidates: nationals.length };
}

const Identifications = Identification.array();

/** Entries that cannot be read stay: one of them may be the right one, mistyped. */
function distinct(entries: readonly Identification[], reading: Reading): Identification[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const parsed = nationalId.parse(entry, reading);
    if (!parsed.ok) return true;
    const key = nationalId.canonical(parsed.value);
    return !seen.has(key) && seen.add(key);
  });
}
