/** What this Xledger has entries for, asked before anything is planned: genders and countries (R35, U8, U12). */
import type { KnownGender } from '../../person';
import type { Run } from '../run';
import { XledgerRefused, XledgerStopped } from '../transport';
import { learnCountryNames } from './countries';
import { learnGenders } from './genders';

export interface Entries {
  genders: ReadonlySet<KnownGender>;
  /** Alpha-2 codes; absent where Xledger does not tell its countries. */
  countries?: ReadonlySet<string>;
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
