/** How a value is shown to people: sensitive ones hidden, the others quoted without surprises. */

const DOT = '•';
/** How many dots stand for what is hidden: always as many, so that the length tells nothing. */
const HIDDEN = DOT.repeat(7);
/** A text shorter than this is hidden whole: its last characters would be too much of it. */
const SHORTEST_WITH_ENDING = 8;
const LONGEST_QUOTE = 60;

/** Hides a text whole: `•••••••`. */
export const hidden = (): string => HIDDEN;

/** Hides all but the last characters: `•••••••8903`. A short text is hidden whole. */
export function hiddenBut(text: string, { last }: { last: number }): string {
  const characters = [...text];
  return characters.length < SHORTEST_WITH_ENDING ? HIDDEN : HIDDEN + characters.slice(-last).join('');
}

/** Hides a calendar date and keeps its form: `••••-••-••`. */
export const hiddenDate = (): string => '••••-••-••';

/**
 * A value in quotation marks for a sentence: one line, cut when long, what cannot be seen made visible.
 * Digits that look like a national identity number or a bank account are hidden: people type them into the wrong field.
 */
export function quoted(text: string): string {
  const safe = [...hideLongNumbers(text)].map((character) => (INVISIBLE.test(character) ? '\u{fffd}' : character));
  const cut = safe.length > LONGEST_QUOTE ? [...safe.slice(0, LONGEST_QUOTE - 1), '…'] : safe;
  return `"${cut.join('')}"`;
}

const INVISIBLE = /[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029]/u;
/** Ten digits or more, however they are grouped. A phone number with its plus sign (or 00) stays readable. */
const LONG_NUMBER = /(?<![+\p{Nd}])(?!00)\p{Nd}(?:[\s\p{Cf}\p{Cc}./-]{0,3}\p{Nd}){9,}/gu;

const hideLongNumbers = (text: string): string => text.replace(LONG_NUMBER, HIDDEN);
