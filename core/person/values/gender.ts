/** Gender: `Male`, `Female` or free text in Huma; a system value with unknown codes in Xledger (R35, U12). */
import type { ValueKind } from '../valueKind';
import { readText, text, trimmed } from './text';

export type KnownGender = 'Male' | 'Female';

/** Two spellings of one known gender are the same; free text is compared as text. */
export const gender: ValueKind<string> = {
  parse: (input) => readText(input, { oneLine: true }),
  same: (a, b) => gender.canonical(a) === gender.canonical(b),
  canonical: (value) => genderOf(value) ?? `text:${text.canonical(value)}`,
  show: (value) => value,
};

/** Which known gender a code or a name means, in the languages that Xledger is used in. Undefined: free text, never guessed (R35). */
export function genderOf(codeOrName: string): KnownGender | undefined {
  return BY_WORD.get(codeOrName) ?? BY_WORD.get(trimmed(codeOrName).normalize('NFC').toLowerCase());
}

const WORDS: Readonly<Record<KnownGender, readonly string[]>> = {
  Male: ['male', 'm', 'man', 'mann', 'mand', 'herre', 'gutt', 'mannlig', 'manlig', 'mandlig'],
  Female: ['female', 'f', 'k', 'woman', 'kvinne', 'kvinna', 'kvinde', 'dame', 'jente', 'kvinnelig', 'kvinnlig', 'kvindelig'],
};

const BY_WORD: ReadonlyMap<string, KnownGender> = new Map([
  ...WORDS.Male.map((word) => [word, 'Male'] as const),
  ...WORDS.Female.map((word) => [word, 'Female'] as const),
  ...(['Male', 'MALE'] as const).map((word) => [word, 'Male'] as const),
  ...(['Female', 'FEMALE'] as const).map((word) => [word, 'Female'] as const),
]);
