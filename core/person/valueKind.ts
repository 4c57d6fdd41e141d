/** What a kind of value can do: read, compare and show itself. Each kind is one small module in values/. */

/** Settings that decide how some values are read: R31's default bank country, R38's default phone country. */
export interface Reading {
  /** ISO 3166-1 alpha-2. Phone numbers without a country code are read in it; without it no country code is guessed (R38). */
  phoneCountry?: string;
  /** ISO 3166-1 alpha-2, used where the subledger's company names no country (R31, R34). */
  bankCountry?: string;
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; why: Why };

/** Why a text is not a value of its kind. Words for each are in problems.ts. */
export type Why =
  | 'empty'
  | 'notText'
  | 'tooLong'
  | 'notAnEmail'
  | 'notADate'
  | 'noSuchDay'
  | 'failsItsCheckDigit'
  | 'wrongLength'
  | 'notDigits'
  | 'notAnIban'
  | 'notACountry'
  | 'notAPhoneNumber'
  | 'incomplete'
  | 'notANationalId'
  | 'holdsControlCharacters';

export interface ValueKind<T> {
  /** Reads what came from outside (text, or the structure that Huma's API documents for it). Never throws. */
  parse(input: unknown, reading?: Reading): Parsed<T>;
  /** What is odd about a value that counts all the same: it is compared and written as entered, and reported (R38, phone). */
  doubt?(value: T, reading?: Reading): Why | undefined;
  /** Whether two values mean the same (R38): what compares equal is never written. */
  same(a: T, b: T, reading?: Reading): boolean;
  /** The normalised text that fingerprints and uniqueness checks use; equal exactly when `same` says so. */
  canonical(value: T, reading?: Reading): string;
  /** How it may be shown in a result, a report or an error: sensitive kinds mask themselves. */
  show(value: T): string;
}
