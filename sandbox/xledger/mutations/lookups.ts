// Finds the row a lookup names, within the owner of the row that is written (confirmed).
import { COUNTRIES, CURRENCIES, GENDERS, GENDER_ROW, type Row, type TableName, type Table } from '../state';
import { BAD_INPUT, Refusal, type Asking } from '../asking';

export type LookupInput = { readonly [key: string]: unknown };

interface Candidate {
  dbId: number;
  dbSubId?: number;
  [key: string]: unknown;
}
/** Where a lookup field looks: a table, one list of object values, or one of the lists every tenant shares. */
type Place = { table: TableName } | { kind: number } | { shared: (asking: Asking) => readonly Candidate[] };

const OTHER_LIST = { kind: 906 };
const COUNTRY: Place = { shared: () => COUNTRIES.map(({ dbId, code, norwegian }) => ({ dbId, code, description: norwegian })) };

/** Every lookup field that leaves a trace. Others (language, user, types of phone…) are accepted and forgotten. */
const PLACES: Readonly<Record<string, Place>> = {
  contact: { table: 'contacts' }, subledger: { table: 'subledgers' }, superior: { table: 'employees' }, company: { table: 'companies' }, bank: { table: 'banks' },
  employeeGroup: { kind: 901 }, subledgerGroup: { kind: 902 }, payMethod: { kind: 903 }, payTerms: { kind: 904 }, employmentType: { kind: 905 }, taxRule: { kind: 14 },
  glObject1: { kind: 30 }, glObject2: { kind: 31 }, exitReason: OTHER_LIST, maritalStatus: OTHER_LIST, contactGroup: OTHER_LIST, compensationType: OTHER_LIST, positionCategory: OTHER_LIST, positionValue: OTHER_LIST,
  country: COUNTRY, country2: COUNTRY,
  currency: { shared: () => CURRENCIES },
  gender: { shared: ({ switches }) => GENDERS[switches.U12].map(([code, name], at) => ({ dbId: GENDER_ROW, dbSubId: at + 1, code, name })) },
};

/** The dbId (for a gender: the dbSubId) the lookup means; undefined where the field leaves no trace. Throws where nothing matches. */
export function resolve(asking: Asking, field: string, lookup: LookupInput, ownerDbId: number): number | undefined {
  const place = PLACES[field];
  if (!place) return undefined;
  const keys = keysOf(lookup);
  if (keys.length === 0) throw new Refusal('The lookup is empty.', { code: BAD_INPUT, field });
  if (lookup.showAlternatives === 'YES' && asking.switches.U29 === 'alwaysAnError') throw noMatch(asking, place, field, keys, ownerDbId, true);
  if (field === 'gender' && !genderKeysCount(asking, keys)) return undefined;
  const used = asking.switches.U28 === 'firstWins' ? keys.slice(0, 1) : keys;
  if (used.length > 1 && asking.switches.U28 === 'error') throw new Refusal('Give exactly one key.', { code: BAD_INPUT, field });
  const found = candidates(asking, place, used[0] as Key, ownerDbId).filter((row) => used.every((key) => matches(row, key)));
  if (found.length > 1) throw new Refusal('More than one value matches.', { code: BAD_INPUT, field });
  if (!found[0]) throw noMatch(asking, place, field, used, ownerDbId, lookup.showAlternatives === 'YES');
  return field === 'gender' ? found[0].dbSubId : found[0].dbId;
}

type Key = readonly [name: string, value: Readonly<Record<string, string>>];

/** dbId and dbSubId of a system value count as one key. */
function keysOf(lookup: LookupInput): Key[] {
  const { showAlternatives: _, dbId, dbSubId, ...rest } = lookup;
  const ids = { ...(dbId == null ? {} : { dbId: String(dbId) }), ...(dbSubId == null ? {} : { dbSubId: String(dbSubId) }) };
  const others = Object.entries(rest).filter(([, value]) => value != null).map(([name, value]): Key => [name, { [name]: String(value) }]);
  return Object.keys(ids).length > 0 ? [['dbId', ids], ...others] : others;
}

function genderKeysCount({ switches }: Asking, keys: readonly Key[]): boolean {
  const name = keys[0]?.[0];
  const accepted = { code: ['code', 'name', 'dbId'], onlyName: ['name'], onlyDbIdAndDbSubId: ['dbId'], codeDoesNotStick: ['code', 'name', 'dbId'] }[switches.U12key];
  if (!accepted.includes(name ?? '')) throw new Refusal(`A system value cannot be found by ${name}.`, { code: BAD_INPUT, field: `gender.${name}` });
  return !(switches.U12key === 'codeDoesNotStick' && name === 'code');
}

function candidates(asking: Asking, place: Place, [name, value]: Key, ownerDbId: number): Candidate[] {
  if ('shared' in place) return [...place.shared(asking)];
  const table = asking.state['table' in place ? place.table : 'objectValues'] as unknown as Table<Row>;
  const one = table.get(Number(value.dbId));
  const rows = name === 'dbId' ? (one ? [one] : []) : name === 'code' ? table.find('code', value.code ?? '') : [...table.all()];
  return rows.filter((row) => row.ownerDbId === ownerDbId && (!('kind' in place) || row.links.objectKind === place.kind)).map((row) => ({ ...row.values, dbId: row.dbId }));
}

function matches(row: Candidate, [, value]: Key): boolean {
  return Object.entries(value).every(([name, wanted]) => String(row[name] ?? '').trim() === wanted.trim());
}

/** The text is the documented one: `subledger.code: No value matching owner 5001, code '015'.` */
function noMatch(asking: Asking, place: Place, field: string, keys: readonly Key[], ownerDbId: number, withExamples: boolean): Refusal {
  const [name, value] = keys[0] as Key;
  const asked = Object.entries(value).map(([key, text]) => `${key} '${text}'`).join(', ');
  const examples = withExamples ? { extensions: { exampleValidInputs: candidates(asking, place, ['', {}], ownerDbId).slice(0, 5).map((row) => ({ code: row.code, dbId: row.dbId, ownerDbId, text: row.description ?? row.name })) } } : {};
  return new Refusal(`No value matching owner ${ownerDbId}, ${asked}.`, { code: BAD_INPUT, field: `${field}.${name}`, ...examples });
}
