/** A national identity number (R34): the most sensitive value there is, so it never shows any of its digits. */
import { idnr } from '@navikt/fnrvalidator';
import { z } from 'zod';
import { hidden } from '../mask';
import type { Parsed, Reading, ValueKind, Why } from '../valueKind';
import { isRecord, isTextOrNothing, shortWay } from '../shortWay';
import { alpha2 } from './country';
import { readText, withoutSpace } from './text';

/** A national identity number, with the country that issued it where that is known. */
export interface NationalId {
  number: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
}

/**
 * Reads Huma's identification `{ value, country? }`, our own shape, or the number as text. Norwegian numbers are checked
 * (11 digits, a day that exists, both check digits; D-numbers and synthetic test numbers pass); of other countries any text is
 * accepted. A number without a country is checked as one of the default country (`bankCountry`, R34), where that is set.
 */
export const nationalId: ValueKind<NationalId> = {
  parse(input, reading) {
    const entry = Entry.safeParse(input);
    if (!entry.success) return { ok: false, why: 'notText' };
    return readNumber(entry.data.number, entry.data.country ?? undefined, reading);
  },
  same: (a, b) => nationalId.canonical(a) === nationalId.canonical(b),
  canonical: ({ number, country }) => `${country ?? ''}:${compactNationalId(number)}`,
  // Not even the last digits: next to a known birth date they leave only a handful of candidates.
  show: hidden,
};

/** The number as it is compared: without spaces, dots and hyphens, in upper case. */
export const compactNationalId = (number: string): string => withoutSpace(number).replace(/[.-]/g, '').toUpperCase();

const AnyEntry = z.union([
  z.string().transform((number) => ({ number, country: undefined })),
  z.object({ number: z.string(), country: z.string().nullish() }),
  z.object({ value: z.string(), country: z.string().nullish() }).transform(({ value, country }) => ({ number: value, country })),
]);
const Entry = shortWay<z.infer<typeof AnyEntry>>(AnyEntry, (input) => {
  if (!isRecord(input) || !isTextOrNothing(input.country)) return undefined;
  if (typeof input.number === 'string') return { number: input.number, country: input.country };
  return typeof input.value === 'string' ? { number: input.value, country: input.country } : undefined;
});

function readNumber(entered: string, country: string | undefined, reading: Reading = {}): Parsed<NationalId> {
  const number = readText(entered, { oneLine: true });
  if (!number.ok) return number;
  const code = country ? alpha2(country) : undefined;
  if (country && !code) return { ok: false, why: 'notACountry' };
  const why = CHECKS[code ?? reading.bankCountry?.toUpperCase() ?? '']?.(compactNationalId(number.value));
  return why ? { ok: false, why } : { ok: true, value: code ? { number: number.value, country: code } : { number: number.value } };
}

const CHECKS: Readonly<Record<string, (number: string) => Why | undefined>> = { NO: checkNorwegian };

function checkNorwegian(number: string): Why | undefined {
  if (!/^\d*$/.test(number)) return 'notDigits';
  if (number.length !== 11) return 'wrongLength';
  const answer = idnr(number);
  if (answer.status === 'valid') return undefined;
  return answer.reasons.some((reason) => reason === 'invalid date') ? 'notANationalId' : 'failsItsCheckDigit';
}
