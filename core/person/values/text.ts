/** Plain text: names and job titles. Read whole or refused, never mended; compared as Unicode means it (NFC). */
import type { Parsed, ValueKind } from '../valueKind';

/** Huma's limit for strings (huma.md 1.12), in the UTF-16 units that its schema counts. */
export const LONGEST_TEXT = 255;

/** Text of one or more lines (R39: quotes, braces, line breaks, emoji arrive unchanged). */
export const text: ValueKind<string> = {
  parse: (input) => readText(input),
  same: (a, b) => text.canonical(a) === text.canonical(b),
  canonical: (value) => composed(trimmed(value)),
  show: (value) => value,
};

/**
 * Reads a trimmed text (R38). `notText`, `empty`, `tooLong` and `holdsControlCharacters` say why not.
 * Control characters, and halves of surrogate pairs, do not survive JSON and databases unchanged: refused rather than altered.
 */
export function readText(input: unknown, { oneLine = false, longest = LONGEST_TEXT } = {}): Parsed<string> {
  if (typeof input !== 'string') return { ok: false, why: 'notText' };
  const value = trimmed(input);
  if (value === '') return { ok: false, why: 'empty' };
  if (value.length > longest) return { ok: false, why: 'tooLong' };
  if (PRINTABLE.test(value)) return { ok: true, value };
  if (UNSTORABLE.test(value) || (oneLine && LINE_BREAK.test(value))) return { ok: false, why: 'holdsControlCharacters' };
  return { ok: true, value };
}

/** Without white space and invisible marks at either end. */
export const trimmed = (value: string): string => (isSolid(value.charCodeAt(0)) && isSolid(value.charCodeAt(value.length - 1)) ? value : value.replace(EDGES, ''));

/** The composed form (NFC): what is written with letters below U+0300 is in it already. */
export const composed = (value: string): string => (BELOW_MARKS.test(value) ? value : value.normalize('NFC'));

/** Without white space and invisible marks anywhere: for numbers that people group as they like. */
export const withoutSpace = (value: string): string => value.replace(SPACE, '');

const BLANK = '\\s\\u00ad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff';
const EDGES = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, 'g');
const SPACE = new RegExp(`[${BLANK}]+`, 'g');
/** Control characters except tab and line break, and unpaired surrogates. */
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\p{Cs}]/u;
/** What most values are made of: nothing in it has to be looked at twice. */
const PRINTABLE = /^[\x20-\x7e\xa0-\u02ff]*$/;
const BELOW_MARKS = /^[\0-\u02ff]*$/;
const LINE_BREAK = /[\t\n\r\u0085\u2028\u2029]/;

/** A letter or sign that is no blank, as far as it can be told at once; NaN of an empty text is not. */
function isSolid(code: number): boolean {
  return (code > 0x20 && code < 0x7f) || (code > 0xad && code < 0x1680);
}
