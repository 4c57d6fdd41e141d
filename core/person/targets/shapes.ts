/** The forms a value has in Xledger: how each is selected, read, compared and shown. Null and "" are both nothing (U5). */
import { hiddenDate } from '../mask';
import type { Shape, TargetValue } from '../target';
import type { Reading, ValueKind } from '../valueKind';
import { ADDRESS_PARTS, address, type Address } from '../values/address';
import { compactAccount, showAccount } from '../values/bankAccount';
import { email } from '../values/email';
import { gender, genderOf } from '../values/gender';
import { compactNationalId, nationalId } from '../values/nationalId';
import { phone } from '../values/phone';
import { plainDate } from '../values/plainDate';
import { text, trimmed } from '../values/text';

interface ShapeOf<V extends TargetValue> {
  /** What to select below the field's name; nothing for plain values. */
  select?: string;
  /** The value in what was read; null for nothing there. */
  read(raw: unknown): V | null;
  /** Equal exactly when two values mean the same. */
  canonical(value: V, reading?: Reading): string;
  /** Sensitive shapes mask themselves. */
  show(value: V): string;
}

/** Every shape, by its name. */
export const SHAPES: { readonly [S in Shape]: ShapeOf<S extends 'address' ? Address : string> } = {
  text: textual(text),
  email: textual(email),
  phone: textual(phone),
  date: dated((value) => value),
  birthDate: dated(hiddenDate),
  bankAccount: { read: readText, canonical: canonicalAccount, show: showAccount },
  nationalId: { read: readText, canonical: compactNationalId, show: (number) => nationalId.show({ number }) },
  gender: { select: 'dbId dbSubId code name', read: readGender, canonical: gender.canonical, show: gender.show },
  address: { select: 'streetAddress zipCode place country { code }', read: readAddress, canonical: address.canonical, show: address.show },
};

/** The shape of a target's value, for callers that hold any of them. */
export const shapeOf = (shape: Shape): ShapeOf<TargetValue> => SHAPES[shape] as ShapeOf<TargetValue>;

function textual(kind: ValueKind<string>): ShapeOf<string> {
  return { read: readText, canonical: kind.canonical, show: kind.show };
}

function dated(show: (value: string) => string): ShapeOf<string> {
  return { read: readDate, canonical: (value) => readDate(value) ?? '', show };
}

/** Employee codes may come as numbers from a careless server; everything else that is no text is nothing. */
function readText(raw: unknown): string | null {
  return typeof raw === 'string' ? trimmed(raw) || null : typeof raw === 'number' ? String(raw) : null;
}

/** The calendar date; a text that is none stays as it is, so that it shows up as a difference. */
function readDate(raw: unknown): string | null {
  const date = plainDate.parse(raw);
  return date.ok ? date.value : readText(raw);
}

/** A Norwegian IBAN in Xledger is its account number (R31); the rest without spaces and dots. */
function canonicalAccount(value: string): string {
  const compact = compactAccount(value);
  return NORWEGIAN_IBAN.exec(compact)?.[1] ?? compact;
}

const NORWEGIAN_IBAN = /^NO\d{2}(\d{11})$/;

/** The known gender that its code or name means, else whatever words there are (U12). */
function readGender(raw: unknown): string | null {
  const [code, name] = [at(raw, 'code'), at(raw, 'name')].map(readText);
  return (code && genderOf(code)) || (name && genderOf(name)) || name || code || null;
}

function readAddress(raw: unknown): Address | null {
  const there: Address = {};
  const parts = [at(raw, 'streetAddress'), at(raw, 'zipCode'), at(raw, 'place'), at(at(raw, 'country'), 'code')].map(readText);
  ADDRESS_PARTS.forEach((name, index) => Object.assign(there, parts[index] ? { [name]: parts[index] } : {}));
  return Object.keys(there).length > 0 ? there : null;
}

const at = (raw: unknown, key: string): unknown => (typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[key] : undefined);
