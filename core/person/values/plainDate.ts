/** A calendar date without a time and without a zone: it never passes through a zoned Date, so it cannot shift. */
import { hiddenDate } from '../mask';
import type { ValueKind } from '../valueKind';
import { readText } from './text';

/** `YYYY-MM-DD`. A type of its own, so that no other text is taken for a date. */
export type PlainDate = string & { readonly __plainDate: unique symbol };

/**
 * Reads `2024-08-01`, and the date part of `2024-08-01T00:00:00` (Xledger's date-times have no zone, xledger.md 5).
 * A date-time with a zone counts only at midnight: at any other hour the zone decides the day, and it is not ours to guess.
 * `notADate`: another form. `noSuchDay`: 31 February.
 */
export const plainDate: ValueKind<PlainDate> = {
  parse(input) {
    if (typeof input === 'string' && PLAIN.test(input)) return isDay(input) ? { ok: true, value: input as PlainDate } : { ok: false, why: 'noSuchDay' };
    const read = readText(input, { oneLine: true });
    if (!read.ok) return read;
    const parts = FORM.exec(read.value)?.groups;
    if (!parts?.date || (parts.zone && !MIDNIGHT.test(parts.time ?? ''))) return { ok: false, why: 'notADate' };
    return isDay(parts.date) ? { ok: true, value: parts.date as PlainDate } : { ok: false, why: 'noSuchDay' };
  },
  same: (a, b) => a === b,
  canonical: (value) => value,
  show: (value) => value,
};

/** A date that nobody but payroll should see. */
export const birthDate: ValueKind<PlainDate> = { ...plainDate, show: hiddenDate };

/** Negative when `a` is earlier, positive when later, 0 on the same day. */
export const compareDates = (a: PlainDate, b: PlainDate): number => (a < b ? -1 : a > b ? 1 : 0);

const PLAIN = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const FORM = /^(?<date>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?<zone>Z|[+-]\d{2}:?\d{2})?)?$/;
const MIDNIGHT = /^[0:.]+$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(date: string): boolean {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return year > 0 && day > 0 && day <= (month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0));
}
