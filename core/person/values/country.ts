/** Countries: ISO 3166-1 codes, and the names that people and Xledger write for them (R31, U8). */
import codes from 'i18n-iso-countries/codes.json';
import danish from 'i18n-iso-countries/langs/da.json';
import english from 'i18n-iso-countries/langs/en.json';
import norwegian from 'i18n-iso-countries/langs/nb.json';
import nynorsk from 'i18n-iso-countries/langs/nn.json';
import swedish from 'i18n-iso-countries/langs/sv.json';
import once from 'lodash/once';
import { trimmed } from './text';

type Names = Readonly<Record<string, string | readonly string[]>>;

/** The alpha-2 code that is written so, in either case: "no" → NO. Undefined for anything but a code in use. */
export function alpha2(code: string): string | undefined {
  const upper = trimmed(code).toUpperCase();
  return /^[A-Z]{2}$/.test(upper) && upper in ENGLISH ? upper : undefined;
}

/** The alpha-2 code of a code (two or three letters) or a name in English, Norwegian, Swedish or Danish: "Norge" → NO. */
export function countryOf(codeOrName: string): string | undefined {
  return alpha2(codeOrName) ?? byName().get(fold(codeOrName));
}

/** The English name of an alpha-2 code, as Xledger's address input is seen with (U8): NL → "Netherlands". */
export function englishName(code: string): string | undefined {
  const names = ENGLISH[code];
  return typeof names === 'string' ? names : names?.[0];
}

const ENGLISH: Names = english.countries;

/** What the lists lack, and payroll people write. */
const ALSO: Names = {
  NO: ['Noreg', 'Norga', 'Kongeriket Norge', 'Kingdom of Norway'],
  SE: ['Konungariket Sverige', 'Kongeriket Sverige', 'Kingdom of Sweden'],
  DK: ['Kongeriget Danmark', 'Kongeriket Danmark', 'Kingdom of Denmark'],
  FI: ['Suomi'],
  NL: ['Holland'],
  GB: ['England', 'Scotland', 'Skottland', 'Wales', 'Northern Ireland', 'Nord-Irland', 'U.K.'],
  DE: ['Deutschland'],
  CZ: ['Czech Republic', 'Tsjekkiske republikk'],
};

/** Made when a name is first asked for: most systems give codes. */
const byName = once(() => ownersOf([english.countries, norwegian.countries, nynorsk.countries, swedish.countries, danish.countries, ALSO]));

/** A name that two countries share ("Congo") belongs to neither. */
function ownersOf(lists: readonly Names[]): Map<string, string> {
  const found = new Map<string, Set<string>>();
  const add = (name: string, code: string) => found.set(fold(name), (found.get(fold(name)) ?? new Set()).add(code));
  for (const list of lists) for (const [code, names] of Object.entries(list)) for (const name of [names].flat()) add(name, code);
  for (const [code, alpha3] of codes) if (code && alpha3) add(alpha3, code);
  return new Map([...found].flatMap(([name, owners]) => (owners.size === 1 ? [[name, [...owners][0] ?? '']] : [])));
}

/** Case, accents and double spaces do not tell countries apart. */
function fold(name: string): string {
  return trimmed(name).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ø/g, 'o').replace(/\s+/g, ' ');
}
