/** A phone number, compared as E.164 where it can be read as one (R38), and kept as entered. */
import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/min';
import type { Reading, ValueKind } from '../valueKind';
import { readText, trimmed } from './text';

/**
 * Any line of text is accepted: Huma states no format (H23). One that is no phone number is compared as text,
 * and `doubt` says so (R38: "compared as trimmed text and reported").
 */
export const phone: ValueKind<string> = {
  parse: (input) => readText(input, { oneLine: true }),
  doubt: (value, reading) => (dialled(value, reading) === undefined ? 'notAPhoneNumber' : undefined),
  same: (a, b, reading) => phone.canonical(a, reading) === phone.canonical(b, reading),
  canonical: (value, reading) => dialled(value, reading) ?? `text:${trimmed(value).normalize('NFC')}`,
  show: (value) => value,
};

/** The digits to dial, with the extension: `tel:4799000000`. Without a country code and a country to read it in, the digits as they stand. */
function dialled(value: string, reading: Reading = {}): string | undefined {
  if (NORDIC.test(value)) return `tel:${value.slice(1)}`;
  const entered = withPlus(plain(value));
  const country = reading.phoneCountry?.toUpperCase();
  if (!entered.startsWith('+') && !isCountry(country)) return asDigits(entered);
  const number = parsePhoneNumberFromString(entered, { defaultCountry: isCountry(country) ? country : undefined, extract: false });
  return number?.isPossible() ? `tel:${number.number.slice(1)}${extension(number)}` : undefined;
}

/** Norway and Denmark: every number of eight digits is a possible one, and written so there is nothing left to read (a test asks the library). */
const NORDIC = /^\+4[57][0-9]{8}$/;

const plain = (value: string): string => value.normalize('NFKC').replace(/\p{Cf}/gu, '').replace(/^tel:/i, '').trim();

/** "00 47 …", "(+47) …" and "(0047) …" are ways to write "+47 …". */
const withPlus = (value: string): string => value.replace(/^\(\s*(?:\+|00)\s*(\d+)\s*\)/, '+$1 ').replace(/^00\s*/, '+');

const isCountry = (code: string | undefined): code is CountryCode => code !== undefined && isSupportedCountry(code);

const extension = (number: PhoneNumber): string => (number.ext ? `;ext=${number.ext}` : '');

/** A number of which nobody says the country: its digits are compared, as many as a phone number can have. */
function asDigits(entered: string): string | undefined {
  const digits = entered.replace(/[\s()./-]/g, '');
  return /^\d{3,15}$/.test(digits) ? `tel:${digits}` : undefined;
}
