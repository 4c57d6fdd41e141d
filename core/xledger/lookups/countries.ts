/** The text that names a country in an address input (U8). */
import { englishName } from '../../person';
import { allRows, COUNTRIES_DOCUMENT, NamedRow, type Question } from '../reading';
import type { CountryForm, Run } from '../run';

/** Learns how the tenant calls its countries. Once a run. */
export async function learnCountryNames(run: Run): Promise<void> {
  if (!run.learnt.countryNames) noteCountryNames(run, await allRows(run, COUNTRIES.listing));
}

/** Whether an address may be written with one of them: not where it is known that Xledger takes codes or English names. */
export const needsCountryNames = ({ learnt: { country, supplierAddress, countryNames } }: Run): boolean =>
  !countryNames && [country, supplierAddress].some(({ form, proven, trusted }) => form === 'tenantName' || !(proven || trusted));

export const COUNTRIES: Question<NamedRow> = { listing: { document: COUNTRIES_DOCUMENT, connection: 'countries', row: NamedRow, owned: false } };

export function noteCountryNames(run: Run, rows: readonly NamedRow[]): void {
  run.learnt.countryNames = new Map(rows.flatMap(({ code, description }) => (code && description ? [[code.toUpperCase(), description]] : [])));
}

/** The text for an alpha-2 code in a form; undefined where the form has none. */
export function countryText(run: Run, form: CountryForm, code: string): string | undefined {
  return TEXTS[form](run, code);
}

const TEXTS: Readonly<Record<CountryForm, (run: Run, code: string) => string | undefined>> = {
  tenantName: (run, code) => run.learnt.countryNames?.get(code),
  englishName: (_run, code) => englishName(code),
  code: (_run, code) => code,
};
