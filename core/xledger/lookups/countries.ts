/** The text that names a country in an address input (U8). */
import { englishName } from '../../person';
import { allRows, COUNTRIES_DOCUMENT, NamedRow } from '../reading';
import type { CountryForm, Run } from '../run';

/** Learns how the tenant calls its countries. Once a run. */
export async function learnCountryNames(run: Run): Promise<void> {
  if (run.learnt.countryNames) return;
  const rows = await allRows(run, { document: COUNTRIES_DOCUMENT, connection: 'countries', row: NamedRow, owned: false });
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
