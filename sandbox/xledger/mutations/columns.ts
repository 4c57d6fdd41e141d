// Turns the plain fields and lookups of one input into changes of a row: clearing (U5), reformatting (U22), accounts (U31), resetting (U6).
import { accountCheckDigit } from '../../people';
import type { Row, Value } from '../state';
import { BAD_INPUT, Refusal, type Asking } from '../asking';
import { resolve, type LookupInput } from './lookups';

export type Node = { readonly [field: string]: unknown };
export interface Changes {
  values: Record<string, Value>;
  links: Record<string, number | null>;
}

/** Fields that are handled elsewhere: identity and nested blocks. */
const NOT_COLUMNS = new Set(['dbId', 'owner', 'address', 'homeAddress', 'billAddress', 'shipAddress', 'flexiFieldItem']);

/** What `node` changes, without the fields in `except`. `country` is the account's country, where one is known (U31). */
export function changesOf(asking: Asking, node: Node, how: { ownerDbId: number; update: boolean; except?: ReadonlySet<string>; accountCountry?: string | null }): Changes {
  const changes: Changes = { values: {}, links: {} };
  for (const [field, value] of Object.entries(node)) {
    if (NOT_COLUMNS.has(field) || how.except?.has(field)) continue;
    const stored = clearedOr(asking, field, value, how.update);
    if (stored === undefined) continue;
    if (isLookup(stored)) {
      const dbId = resolve(asking, field, stored, how.ownerDbId);
      if (dbId !== undefined) changes.links[field] = dbId;
    } else if (stored === null) {
      changes.values[field] = null;
      changes.links[field] = null;
    } else changes.values[field] = storedText(asking, field, stored as Value, how.accountCountry ?? 'NO');
  }
  return changes;
}

/** Under U6b, every column that the input leaves out becomes empty, except what identifies the row and holds it together. */
export function withResets(asking: Asking, row: Row, node: Node, changes: Changes): Changes {
  if (asking.switches.U6 === 'untouched') return changes;
  const left = (names: string[], kept: ReadonlySet<string>): [string, null][] => names.filter((name) => !(name in node) && !kept.has(name)).map((name) => [name, null]);
  return {
    values: { ...Object.fromEntries(left(Object.keys(row.values), new Set(['code', 'description']))), ...changes.values },
    links: { ...Object.fromEntries(left(Object.keys(row.links), new Set(['contact', 'subledger', 'address', 'company', 'supplierDbId', 'employeeLedger']))), ...changes.links },
  };
}

/** What an input's null or empty text comes to (U5): undefined means that nothing is written. */
export function clearedOr(asking: Asking, field: string, value: unknown, update: boolean): unknown {
  const { U5 } = asking.switches;
  if (value === undefined) return undefined;
  if (value === '') return U5 === 'emptyTextIsStored' ? '' : update && (U5 === 'nullIsIgnored' || U5 === 'nullIsRejected') ? undefined : null;
  if (value !== null) return value;
  if (!update || U5 === 'nullIsIgnored' || U5 === 'onlyEmptyTextClears') return undefined;
  if (U5 === 'nullIsRejected') throw new Refusal('Null is not allowed here.', { code: BAD_INPUT, field });
  return null;
}

function isLookup(value: unknown): value is LookupInput {
  return typeof value === 'object' && value !== null;
}

interface Kind {
  isValid: (text: string) => boolean;
  format: (text: string) => string;
}
const digits = (text: string): string => text.replace(/\D/g, '');
const grouped = (text: string, ...sizes: number[]): string[] => sizes.map((size, at) => text.slice(sizes.slice(0, at).reduce((sum, one) => sum + one, 0)).slice(0, size));

const EMAIL: Kind = { isValid: (text) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text), format: (text) => text.trim().toLowerCase() };
const PHONE: Kind = {
  isValid: (text) => /^\+?[\d ]{8,16}$/.test(text),
  format: (text) => (digits(text).startsWith('47') && digits(text).length === 10 ? `+47 ${grouped(digits(text).slice(2), 2, 2, 2, 2).join(' ')}` : text),
};
const ACCOUNT: Kind = {
  isValid: (text) => /^\d{11}$/.test(digits(text)) && accountCheckDigit(digits(text)) === Number(digits(text)[10]),
  format: (text) => (digits(text).length === 11 ? grouped(digits(text), 4, 2, 5).join('.') : text),
};
const NATIONAL_ID: Kind = { isValid: (text) => /^\d{11}$/.test(digits(text)), format: (text) => (digits(text).length === 11 ? grouped(digits(text), 6, 5).join(' ') : text) };

const KINDS: Readonly<Record<string, Kind>> = {
  email: EMAIL, email2: EMAIL, email3: EMAIL, phone: PHONE, phone2: PHONE, phone3: PHONE, phoneNumber2: PHONE, phoneSubledger: PHONE, bankAccount: ACCOUNT, socialSec: NATIONAL_ID,
};

function storedText(asking: Asking, field: string, value: Value, accountCountry: string): Value {
  const kind = KINDS[field];
  if (!kind || typeof value !== 'string' || value === '') return value;
  if (field === 'bankAccount') refuseForeignAccount(asking, value, accountCountry);
  if (asking.switches.U22 === 'rejectedWhenInvalid' && !kind.isValid(value)) throw new Refusal(`'${value}' is not valid.`, { code: BAD_INPUT, field });
  return asking.switches.U22 === 'reformatted' ? kind.format(value) : value;
}

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/;

function refuseForeignAccount({ switches }: Asking, account: string, country: string): void {
  if (switches.U31 === 'anyText') return;
  const domestic = country === 'NO' || country === 'Norge' || country === 'Norway' ? /^\d{11}$/.test(account.replace(/[. ]/g, '')) : !IBAN.test(account);
  if (domestic || (switches.U31 === 'domesticOrIban' && IBAN.test(account.replaceAll(' ', '')))) return;
  throw new Refusal('Not an account number of the country of the company.', { code: BAD_INPUT, field: 'bankAccount' });
}
