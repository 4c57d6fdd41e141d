/** The employment ID, Xledger's employee code: text, never a number, because leading zeros count. */
import type { ValueKind } from '../valueKind';
import { readText, text } from './text';

/** Reads one line of text. A JSON number is refused (`notText`): its leading zeros, if it had any, are already gone. */
export const employmentId: ValueKind<string> = {
  parse: (input) => readText(input, { oneLine: true }),
  same: (a, b) => employmentId.canonical(a) === employmentId.canonical(b),
  canonical: text.canonical,
  show: (value) => value,
};
