/** What this Xledger has entries for, asked before anything is planned: genders and countries (R35, U8, U12). */
import type { KnownGender } from '../../person';
import type { Run } from '../run';
import { XledgerRefused, XledgerStopped } from '../transport';
import type { XledgerEmployee } from '../types';
import { learnCountryNames } from './countries';
import { knownGender, learnGenders } from './genders';

export interface Entries {
  genders: ReadonlySet<KnownGender>;
  /** Alpha-2 codes; absent where Xledger does not tell its countries. */
  countries?: ReadonlySet<string>;
}

/** What employees show of them: whoever has a gender or lives in a country names an entry. Asks nothing. */
export function entriesIn(employees: readonly XledgerEmployee[]): Required<Entries> {
  const genders = new Set<KnownGender>();
  const countries = new Set<string>();
  for (const { contact, subledger } of employees) {
    const gender = knownGender(contact?.gender);
    if (gender) genders.add(gender);
    for (const code of [contact?.address?.country?.code, subledger?.address?.country?.code]) if (code) countries.add(code.toUpperCase());
  }
  return { genders, countries };
}

/** One or two requests. Countries are only of help: a server that does not list them says nothing by it. */
export async function entries(run: Run): Promise<Entries> {
  await learnGenders(run);
  const genders = new Set(Object.keys(run.learnt.genders ?? {}) as KnownGender[]);
  try {
    await learnCountryNames(run);
  } catch (error) {
    const isOutOfSight = error instanceof XledgerRefused || (error instanceof XledgerStopped && error.stop.code === 'scope');
    if (!isOutOfSight) throw error;
  }
  const countries = new Set(run.learnt.countryNames?.keys());
  return { genders, ...(countries.size > 0 && { countries }) };
}
