/** A bank account (R31): a national number with its country, or an international one. Norwegian ones are checked. */
import { electronicFormatIBAN, isValidBBAN, isValidIBAN } from 'ibantools';
import { z } from 'zod';
import { hiddenBut } from '../mask';
import type { Parsed, Reading, ValueKind, Why } from '../valueKind';
import { isRecord, isTextOrNothing, shortWay } from '../shortWay';
import { alpha2 } from './country';
import { readText, withoutSpace } from './text';

export type BankAccount =
  | { kind: 'national'; number: string; /** ISO 3166-1 alpha-2 */ country: string }
  | { kind: 'international'; iban: string; bic?: string };

/**
 * Reads Huma's `{ number, country }` or `{ iban, bic }`, our own shape, or text: "1234.56.78903", "1234 56 78903" or an IBAN;
 * a national number as text belongs to the default bank country (`incomplete` where none is set).
 * A Norwegian IBAN and its account number are the same account (R31). Shows its last four digits.
 */
export const bankAccount: ValueKind<BankAccount> = {
  parse(input, reading) {
    const entry = Entry.safeParse(input);
    return entry.success ? readAccount(entry.data, reading) : { ok: false, why: 'notText' };
  },
  same: (a, b) => bankAccount.canonical(a) === bankAccount.canonical(b),
  canonical(account) {
    const national = asNational(account);
    return national ? `${national.country}:${compactAccount(national.number)}` : `IBAN:${compactAccount(numberOf(account))}`;
  },
  show: (account) => showAccount(numberOf(account)),
};

/**
 * The account as a national number, where it has one: itself, or the last digits of an IBAN of a country whose IBANs
 * end in the whole account number (Norway, 11 digits). Undefined for other international accounts (R31).
 */
export function asNational(account: BankAccount): { number: string; country: string } | undefined {
  if (account.kind === 'national') return { number: account.number, country: account.country };
  const iban = compactAccount(account.iban);
  const country = iban.slice(0, 2);
  const digits = WHOLE_ACCOUNT_IN_IBAN[country];
  return digits ? { number: iban.slice(-digits), country } : undefined;
}

/** The number as it is compared: without spaces and dots, in upper case (R31). */
export const compactAccount = (number: string): string => withoutSpace(number).replace(/\./g, '').toUpperCase();

/** A number in any form with all but its last four digits hidden. */
export const showAccount = (number: string): string => hiddenBut(compactAccount(number), { last: 4 });

const WHOLE_ACCOUNT_IN_IBAN: Readonly<Record<string, number>> = { NO: 11 };
const LOOKS_LIKE_AN_IBAN = /^[A-Z]{2}\d{2}/;

const AnyEntry = z.union([
  z.string().transform((number) => ({ number, country: undefined, bic: undefined })),
  z.object({ number: z.string(), country: z.string().nullish() }).transform((entry) => ({ ...entry, bic: undefined })),
  z.object({ iban: z.string(), bic: z.string().nullish() }).transform(({ iban, bic }) => ({ number: iban, country: 'IBAN', bic })),
]);
type Entry = z.infer<typeof AnyEntry>;
const Entry = shortWay<Entry>(AnyEntry, (input) => (isRecord(input) && typeof input.number === 'string' && isTextOrNothing(input.country) ? { number: input.number, country: input.country, bic: undefined } : undefined));

function readAccount(entry: Entry, reading: Reading = {}): Parsed<BankAccount> {
  const number = readText(entry.number, { oneLine: true });
  if (!number.ok) return number;
  const international = entry.country === 'IBAN' || LOOKS_LIKE_AN_IBAN.test(compactAccount(number.value));
  return international ? readIban(number.value, entry.bic) : readNational(number.value, entry.country ?? undefined, reading);
}

function readIban(iban: string, bic: string | null | undefined): Parsed<BankAccount> {
  if (!isValidIBAN(electronicFormatIBAN(compactAccount(iban)) ?? '')) return { ok: false, why: 'notAnIban' };
  const bank = readText(bic, { oneLine: true });
  return { ok: true, value: bank.ok ? { kind: 'international', iban, bic: bank.value } : { kind: 'international', iban } };
}

function readNational(number: string, named: string | undefined, reading: Reading): Parsed<BankAccount> {
  const given = named || reading.bankCountry;
  if (!given) return { ok: false, why: 'incomplete' };
  const country = alpha2(given);
  if (!country) return { ok: false, why: 'notACountry' };
  const why = CHECKS[country]?.(compactAccount(number));
  return why ? { ok: false, why } : { ok: true, value: { kind: 'national', number, country } };
}

const CHECKS: Readonly<Record<string, (number: string) => Why | undefined>> = { NO: checkNorwegian };

function checkNorwegian(number: string): Why | undefined {
  if (!/^\d+$/.test(number)) return 'notDigits';
  if (number.length !== 11) return 'wrongLength';
  return isValidBBAN(number, 'NO') ? undefined : 'failsItsCheckDigit';
}

const numberOf = (account: BankAccount): string => (account.kind === 'national' ? account.number : account.iban);
