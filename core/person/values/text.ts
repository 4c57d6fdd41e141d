/** Plain text: names and job titles. Read whole or refused, never mended; compared as Unicode means it (NFC). */
import type { Parsed, ValueKind } from '../valueKind';

/** Huma's limit for strings (huma.md 1.12), in the UTF-16 units that its schema counts. */
export const LONGEST_TEXT = 255;

/** Text of one or more lines (R39: quotes, braces, line breaks, emoji arrive unchanged). */
export const text: ValueKind<string> = {
  parse: (input) => readText(input),
  same: (a, b) => text.canonical(a) === text.canonical(b),
  canonical: (value) => trimmed(value).normalize('NFC'),
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
  if (UNSTORABLE.test(value) || (oneLine && LINE_BREAK.test(value))) return { ok: false, why: 'holdsControlCharacters' };
  return { ok: true, value };
}

/** Without white space and invisible marks at either end. */
export const trimmed = (value: string): string => value.replace(EDGES, '');

/** Without white space and invisible marks anywhere: for numbers that people group as they like. */
export const withoutSpace = (value: string): string => value.replace(SPACE, '');

const BLANK = '\\s\\u00ad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff';
const EDGES = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, 'g');
const SPACE = new RegExp(`[${BLANK}]+`, 'g');
/** Control characters except tab and line break, and unpaired surrogates. */
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\p{Cs}]/u;
const LINE_BREAK = /[\t\n\r\u0085\u2028\u2029]/;
