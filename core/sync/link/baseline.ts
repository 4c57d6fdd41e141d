/** What a link remembers of one field: keyed fingerprints, never values (R20). */
import type { KeyObject } from 'node:crypto';
import { isFieldKey, isMadeWith } from '../../person';
import type { Baseline } from '../types';

/**
 * `synced`: Huma's value when both sides last held it. `settled`: a value of Huma that is not to be sent again, because Xledger refused it,
 * let it fall, or somebody chose to leave the difference; it holds until Huma's value is another one (xledger.md 9, "Read back").
 */
export interface Remembered {
  synced?: string;
  settled?: string;
}

const SEPARATOR = '!';

/** The key of the one print that stands for all values together. */
export const WHOLE = 'whole' as const satisfies keyof Baseline;

/** Reads the text that a link keeps for a field. Fingerprints of another key are as none: after a change of the token nothing can be told from them. */
export function readRemembered(text: string | undefined, key: KeyObject | Buffer): Remembered {
  if (!text) return {};
  const [synced, settled] = text.split(SEPARATOR).map((print) => (isMadeWith(key, print) ? print : undefined));
  return { ...(synced && { synced }), ...(settled && { settled }) };
}

/** The text that a link keeps for a field; undefined when there is nothing to remember. */
export function writeRemembered({ synced = '', settled }: Remembered): string | undefined {
  if (settled) return `${synced}${SEPARATOR}${settled}`;
  return synced || undefined;
}

/** Whether a text is a key of a baseline. */
export const isBaselineKey = (key: string): key is keyof Baseline => key === WHOLE || isFieldKey(key);
