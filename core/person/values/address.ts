/** A postal address (R30): compared as one block, empty parts left out, never emptied in Xledger. */
import { z } from 'zod';
import type { Parsed, ValueKind } from '../valueKind';
import { alpha2 } from './country';
import { isRecord, isTextOrNothing, shortWay } from '../shortWay';
import { readText, text, trimmed } from './text';

export interface Address {
  /** Huma's non-empty lines joined with ", ". */
  street?: string;
  zipCode?: string;
  place?: string;
  /** ISO 3166-1 alpha-2, upper case. */
  country?: string;
}

export const ADDRESS_PARTS = ['street', 'zipCode', 'place', 'country'] as const satisfies ReadonlyArray<keyof Address>;

/**
 * Reads Huma's `{ line1, line2, line3, postalCode, city, country }` or our own shape. `empty`: no part is filled.
 * `incomplete`: nothing but a country, which is no address to write. `notACountry`: not the two letters of a country (H24).
 */
export const address: ValueKind<Address> = {
  parse(input) {
    const entry = Entry.safeParse(input);
    return entry.success ? readParts(entry.data) : { ok: false, why: 'notText' };
  },
  same: (a, b) => address.canonical(a) === address.canonical(b),
  canonical: (value) => JSON.stringify(ADDRESS_PARTS.map((part) => canonicalPart(part, value[part]))),
  show: ({ street, zipCode, place, country }) => [street, [zipCode, place].filter(Boolean).join(' '), country].filter(Boolean).join(', '),
};

/** The wanted parts over those that are there: what stays unnamed keeps its value, whether the server merges or replaces (R30, U7). */
export function addressOver(wanted: Address, current: Address | null | undefined): Address {
  return { ...current, ...wanted };
}

const part = z.string().nullish();
const Parts = z.object({
  line1: part, line2: part, line3: part, postalCode: part, city: part,
  street: part, zipCode: part, place: part,
  country: part,
});
type Parts = z.infer<typeof Parts>;
const PARTS = Object.keys(Parts.shape);
const Entry = shortWay<Parts>(Parts, (input) => (isRecord(input) && PARTS.every((key) => isTextOrNothing(input[key])) ? input : undefined));

function readParts(entry: Parts): Parsed<Address> {
  const lines = () => [entry.line1, entry.line2, entry.line3].map((line) => trimmed(line ?? '')).filter(Boolean).join(', ');
  const entered = { street: entry.street ?? lines(), zipCode: entry.zipCode ?? entry.postalCode, place: entry.place ?? entry.city, country: entry.country };
  const value: Address = {};
  for (const name of ADDRESS_PARTS) {
    const read = readText(entered[name] ?? '');
    if (!read.ok && read.why !== 'empty') return read;
    if (read.ok) value[name] = read.value;
  }
  return withCountryCode(value);
}

function withCountryCode({ country, ...place }: Address): Parsed<Address> {
  const hasPlace = Object.keys(place).length > 0;
  if (!country) return hasPlace ? { ok: true, value: place } : { ok: false, why: 'empty' };
  const code = alpha2(country);
  if (!code) return { ok: false, why: 'notACountry' };
  return hasPlace ? { ok: true, value: { ...place, country: code } } : { ok: false, why: 'incomplete' };
}

function canonicalPart(name: keyof Address, value: string | undefined): string {
  const canonical = text.canonical(value ?? '');
  return name === 'country' ? canonical.toUpperCase() : canonical;
}
