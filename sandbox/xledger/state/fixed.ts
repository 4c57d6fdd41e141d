// Rows that every tenant of the sandbox has from the start: owners, countries, currencies, system values, lists.
import type { Owner, Right } from './rows';

/** The token's own entity, one below it, and one of somebody else. */
export const OWNERS: readonly Owner[] = [
  { dbId: 5001, code: 100, description: 'Fjordglimt AS', parentDbId: null },
  { dbId: 5002, code: 110, description: 'Fjordglimt Nord AS', parentDbId: 5001 },
  { dbId: 5003, code: 900, description: 'Vidderegnskap AS', parentDbId: null },
];
export const MAIN_OWNER = 5001;
export const SUB_OWNER = 5002;
export const FOREIGN_OWNER = 5003;

/** A token of the main entity with exactly the rights Huma's help page asks for (R2). */
export const SANDBOX_TOKEN = 'c2FuZGJveC10b2tlbi1vZi1pbnZlbnRlZC1wZW9wbGU';
/** A token of the entity below. */
export const SUB_ENTITY_TOKEN = 'c2FuZGJveC10b2tlbi1vZi10aGUtc3ViLWVudGl0eQ';
/** A token of the other customer's entity. */
export const FOREIGN_TOKEN = 'c2FuZGJveC10b2tlbi1vZi1zb21lYm9keS1lbHNl';

export const HUMA_RIGHTS: readonly Right[] = [
  'employee:read', 'employee:write', 'address:read', 'contact:read', 'contact:write', 'company:read', 'country:read',
  'objectValue:read', 'subledger:read', 'subledger:write', 'supplier:read', 'supplier:write', 'systemValue:read', 'bank:read',
];

export interface CountryRow {
  dbId: number;
  code: string;
  english: string;
  norwegian: string;
  currency: string;
}

export const COUNTRIES: readonly CountryRow[] = [
  ['NO', 'Norway', 'Norge', 'NOK'], ['SE', 'Sweden', 'Sverige', 'SEK'], ['DK', 'Denmark', 'Danmark', 'DKK'], ['FI', 'Finland', 'Finland', 'EUR'],
  ['IS', 'Iceland', 'Island', 'ISK'], ['NL', 'Netherlands', 'Nederland', 'EUR'], ['DE', 'Germany', 'Tyskland', 'EUR'], ['PL', 'Poland', 'Polen', 'PLN'],
  ['LT', 'Lithuania', 'Litauen', 'EUR'], ['LV', 'Latvia', 'Latvia', 'EUR'], ['EE', 'Estonia', 'Estland', 'EUR'], ['GB', 'United Kingdom', 'Storbritannia', 'GBP'],
  ['IE', 'Ireland', 'Irland', 'EUR'], ['FR', 'France', 'Frankrike', 'EUR'], ['ES', 'Spain', 'Spania', 'EUR'], ['PT', 'Portugal', 'Portugal', 'EUR'],
  ['IT', 'Italy', 'Italia', 'EUR'], ['BE', 'Belgium', 'Belgia', 'EUR'], ['AT', 'Austria', 'Østerrike', 'EUR'], ['CH', 'Switzerland', 'Sveits', 'CHF'],
  ['CZ', 'Czechia', 'Tsjekkia', 'CZK'], ['RO', 'Romania', 'Romania', 'RON'], ['UA', 'Ukraine', 'Ukraina', 'UAH'], ['US', 'United States', 'USA', 'USD'],
  ['IN', 'India', 'India', 'INR'], ['PH', 'Philippines', 'Filippinene', 'PHP'], ['TR', 'Turkey', 'Tyrkia', 'TRY'], ['VN', 'Vietnam', 'Vietnam', 'VND'],
].map(([code = '', english = '', norwegian = '', currency = ''], at) => ({ dbId: 301 + at, code, english, norwegian, currency }));

export const CURRENCIES = [...new Set(COUNTRIES.map((country) => country.currency))].map((code, at) => ({ dbId: 401 + at, code, description: code }));

export interface SystemValueRow {
  dbId: number;
  dbSubId: number;
  definition: 'gender' | 'ledgerType' | 'language';
  code: string;
  name: string;
}

/** Genders are stored by dbSubId; U12 decides which codes and names they show. */
export const GENDER_ROW = 1200;
export const GENDERS = {
  maleFemale: [['MALE', 'Male'], ['FEMALE', 'Female']],
  mf: [['M', 'Mann'], ['F', 'Kvinne']],
  numbersAndLocalNames: [['1', 'Mann'], ['2', 'Kvinne']],
} as const;
export const MALE = 1;
export const FEMALE = 2;

export const LEDGER_TYPES = {
  supplier: { dbId: 1300, dbSubId: 2, definition: 'ledgerType', code: 'AP', name: 'Supplier' },
  employee: { dbId: 1300, dbSubId: 4, definition: 'ledgerType', code: 'EMP', name: 'Employee' },
} as const satisfies Record<string, SystemValueRow>;

/** Lists of object values; the numbers 14, 30 and 31 are Xledger's own, the rest are the sandbox's. */
export const OBJECT_KINDS = [
  { dbId: 14, name: 'Tax rule', rows: [['1', 'Domestic']] },
  { dbId: 30, name: 'Cost centre', rows: [['100', 'Administration'], ['200', 'Kitchen'], ['300', 'Field work']] },
  { dbId: 31, name: 'Project', rows: [['P01', 'Internal']] },
  { dbId: 901, name: 'Employee group', rows: [['FAST', 'Permanent staff'], ['EKST', 'Temporary staff']] },
  { dbId: 902, name: 'Subledger group', rows: [['ANS', 'Employees'], ['LEV', 'Suppliers']] },
  { dbId: 903, name: 'Pay method', rows: [['BANK', 'Bank transfer']] },
  { dbId: 904, name: 'Pay terms', rows: [['14', '14 days']] },
  { dbId: 905, name: 'Employment type', rows: [['F', 'Full time'], ['D', 'Part time']] },
  { dbId: 906, name: 'Other list', rows: [['0', 'None']] },
] as const;
