/** The look right before the adds, in one request: everyone by their keys, and the contacts and suppliers that new people may turn out to have already. */
import { COUNTRIES, gendersOf, learnGenders, needsCountryNames, noteCountryNames } from '../lookups';
import { asIndex, contactsHaving, INDEX, readTogether, suppliersHaving, withCode, withEmail, type ContactRow, type SupplierRow } from '../reading';
import type { Run } from '../run';
import type { CreationDefaults, XledgerIndexEntry } from '../types';
import { supplierCodeOf, textAt, type Newcomer } from './newcomer';

export interface There {
  everyone: XledgerIndexEntry[];
  /** With one of the e-mail addresses. */
  contacts: ContactRow[];
  /** With one of the codes. */
  suppliers: SupplierRow[];
}

/** Learns on the way what the new people's genders and countries are called here. */
export async function lookBefore(run: Run, newcomers: readonly Newcomer[], defaults: CreationDefaults): Promise<There> {
  const shapes = new Set(newcomers.flatMap(({ changes }) => changes.map(({ target }) => target.shape)));
  const emails = newcomers.flatMap((person) => textAt(person, 'contact.email') ?? []);
  const codes = newcomers.flatMap((person) => supplierCodeOf(person, defaults) ?? []);
  const asksGenders = shapes.has('gender') && !run.learnt.genders;
  const asksCountries = shapes.has('address') && needsCountryNames(run);
  const read = await readTogether(run, {
    index: INDEX,
    contacts: contactsHaving(run, emails),
    suppliers: suppliersHaving(run, codes),
    genders: asksGenders ? gendersOf() : undefined,
    countries: asksCountries ? COUNTRIES : undefined,
  });
  if (asksCountries) noteCountryNames(run, read.countries ?? []);
  if (asksGenders) await learnGenders(run, read.genders ?? []);
  return { everyone: asIndex(read.index), contacts: withEmail(read.contacts ?? [], emails), suppliers: withCode(read.suppliers ?? [], codes) };
}
