/** The short way of reading an employee (rows.ts): a row whose every value is text or null where text belongs, as nearly all are, is copied as it stands. */
import { isRecord, isTextOrNothing } from '../../person';
import type { XledgerAddress, XledgerContact, XledgerEmployee, XledgerSubledger, XledgerSystemValue } from '../types';

type Raw = Readonly<Record<string, unknown>>;

/** What the schema would make of the row; undefined where that takes the schema to tell. */
export function usualEmployee(row: unknown): XledgerEmployee | undefined {
  if (!isRecord(row) || !hasTexts(row, EMPLOYEE)) return undefined;
  const dbId = idOf(row.dbId);
  const ownerDbId = row.ownerDbId === null ? null : idOf(row.ownerDbId);
  const contact = row.contact === null ? null : contactOf(row.contact);
  const subledger = row.subledger === null ? null : subledgerOf(row.subledger);
  if (dbId === undefined || ownerDbId === undefined || contact === undefined || subledger === undefined) return undefined;
  const employee = { dbId, ownerDbId, code: null, description: null, modifiedAt: null, contact, subledger };
  return withTexts(employee, row, EMPLOYEE);
}

const EMPLOYEE = ['code', 'description', 'modifiedAt', 'employmentFrom', 'employmentTo', 'trialTo', 'noticeDate', 'dateTo', 'socialSecurityMasked'] as const;
const CONTACT = ['name', 'firstName', 'lastName', 'email', 'phone', 'birthday', 'jobTitle', 'socialSec'] as const;
const SUBLEDGER = ['code', 'description', 'email', 'phone', 'bankAccount'] as const;
const ADDRESS = ['streetAddress', 'zipCode', 'place'] as const;

const ADDRESS_KEYS: ReadonlySet<string> = new Set([...ADDRESS, 'state', 'country']);
const COUNTRY_KEYS: ReadonlySet<string> = new Set(['code', 'description']);

function contactOf(raw: unknown): XledgerContact | undefined {
  if (!isRecord(raw) || !hasTexts(raw, CONTACT)) return undefined;
  const dbId = idOf(raw.dbId);
  const [gender, address] = [raw.gender && systemValueOf(raw.gender), raw.address && addressOf(raw.address)];
  if (dbId === undefined || (raw.gender && !gender) || (raw.address && !address)) return undefined;
  const contact: XledgerContact = { dbId };
  withTexts(contact, raw, CONTACT);
  if (raw.gender !== undefined) contact.gender = gender as XledgerSystemValue | null;
  if (raw.address !== undefined) contact.address = address as XledgerAddress | null;
  return isAbsentOrNullOrRecord(raw.gender) && isAbsentOrNullOrRecord(raw.address) ? contact : undefined;
}

function subledgerOf(raw: unknown): XledgerSubledger | undefined {
  if (!isRecord(raw) || !hasTexts(raw, SUBLEDGER)) return undefined;
  const dbId = idOf(raw.dbId);
  const [ledgerType, address, company] = [raw.ledgerType && systemValueOf(raw.ledgerType), raw.address && addressOf(raw.address), raw.company && companyOf(raw.company)];
  const isWhole = [raw.ledgerType, raw.address, raw.company].every(isAbsentOrNullOrRecord) && !(raw.ledgerType && !ledgerType) && !(raw.address && !address) && !(raw.company && !company);
  if (dbId === undefined || !isWhole) return undefined;
  const subledger: XledgerSubledger = { dbId, code: null };
  withTexts(subledger, raw, SUBLEDGER);
  if (raw.ledgerType !== undefined) subledger.ledgerType = ledgerType as XledgerSystemValue | null;
  if (raw.company !== undefined) subledger.company = company as XledgerSubledger['company'];
  if (raw.address !== undefined) subledger.address = address as XledgerAddress | null;
  return subledger;
}

function systemValueOf(raw: unknown): XledgerSystemValue | undefined {
  if (!isRecord(raw) || !isTextOrNull(raw.code) || !isTextOrNull(raw.name) || !Number.isInteger(raw.dbSubId)) return undefined;
  const dbId = idOf(raw.dbId);
  if (dbId === undefined) return undefined;
  const known = SYSTEM_VALUES.get(dbId);
  if (known && known.dbSubId === raw.dbSubId && known.code === raw.code && known.name === raw.name) return known;
  const value: XledgerSystemValue = Object.freeze({ dbId, dbSubId: raw.dbSubId as number, code: raw.code, name: raw.name });
  if (SYSTEM_VALUES.size < MOST_SYSTEM_VALUES) SYSTEM_VALUES.set(dbId, value);
  return value;
}

/** Genders and ledger types are a handful, and everybody has some of them: one object each. */
const SYSTEM_VALUES = new Map<string, XledgerSystemValue>();
const MOST_SYSTEM_VALUES = 200;

function addressOf(raw: unknown): XledgerAddress | undefined {
  if (!isRecord(raw) || !hasTexts(raw, ADDRESS) || !(raw.state === null || raw.state === undefined)) return undefined;
  const { country } = raw;
  if (!(country === undefined || country === null || (isRecord(country) && isTextOrNull(country.code) && isTextOrNothing(country.description)))) return undefined;
  // What holds nothing else is kept as it came.
  if (hasOnly(raw, ADDRESS_KEYS) && (!country || hasOnly(country, COUNTRY_KEYS))) return raw as XledgerAddress;
  const address: XledgerAddress = {};
  withTexts(address, raw, ADDRESS);
  if (raw.state === null) address.state = null;
  if (country === null) address.country = null;
  else if (country) address.country = { code: country.code as string | null, ...(country.description !== undefined && { description: country.description as string | null }) };
  return address;
}

const companyOf = (raw: unknown): { country: string | null } | undefined => (isRecord(raw) && isTextOrNull(raw.country) ? { country: raw.country } : undefined);

const isTextOrNull = (value: unknown): value is string | null => typeof value === 'string' || value === null;
const isAbsentOrNullOrRecord = (value: unknown): boolean => value === undefined || value === null || isRecord(value);

/** A dbId as text (U18). */
function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return Number.isInteger(value) ? String(value) : undefined;
}

function hasTexts(row: Raw, keys: readonly string[]): boolean {
  for (const key of keys) if (!isTextOrNothing(row[key])) return false;
  return true;
}

function hasOnly(row: Raw, keys: ReadonlySet<string>): boolean {
  for (const key in row) if (!keys.has(key)) return false;
  return true;
}

/** Paths that were not selected stay absent. */
function withTexts<T extends object>(into: T, row: Raw, keys: readonly string[]): T {
  for (const key of keys) if (row[key] !== undefined) (into as Record<string, unknown>)[key] = row[key];
  return into;
}
