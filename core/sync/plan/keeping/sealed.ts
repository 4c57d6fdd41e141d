/** Sensitive values inside rows: sealed to their plan, row and place, so that none opens anywhere else. */
import type { KeyObject } from 'node:crypto';
import { open, seal } from '../../../person';

/** Where a value stands. */
export interface Place {
  planId: string;
  row: number;
  /** The target or field, and the side. */
  what: string;
}

/** Seals any JSON value. */
export const sealValue = (key: KeyObject, place: Place, value: unknown): string => seal(key, labelOf(place), JSON.stringify(value));

/** The value again; undefined when it was altered, moved, or sealed with another credential. */
export function openValue(key: KeyObject, place: Place, sealed: unknown): { value: unknown } | undefined {
  const opened = open(key, labelOf(place), sealed);
  if (!opened.ok) return undefined;
  try {
    return { value: JSON.parse(opened.text) as unknown };
  } catch {
    return undefined;
  }
}

const labelOf = ({ planId, row, what }: Place): string => JSON.stringify(['plan', planId, row, what]);
