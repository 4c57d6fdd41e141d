/** A row with its sensitive values opened and typed again: what Apply works with, in memory only. */
import type { KeyObject } from 'node:crypto';
import { fieldOf, readValue, SENSITIVE_FIELDS, TARGETS, type FieldKey, type Person, type Reading, type Target, type TargetValue } from '../../../person';
import { wayOf } from '../decisions';
import type { PlanDifference, PlanRow, Way } from '../types';
import { openValue, type Place } from './sealed';

export interface OpenDifference {
  target: Target;
  fields: readonly FieldKey[];
  huma: TargetValue | null;
  xledger: TargetValue | null;
  /** What Huma is given when Xledger's value wins, by field; empty where it cannot. */
  forHuma: Person;
  /** Who wins, decisions heard; undefined: nothing is written. */
  wins: Way | undefined;
  as: PlanDifference;
}

export interface OpenRow {
  kind: 'open';
  row: PlanRow;
  differences: OpenDifference[];
  /** Who is to be created. */
  newcomer: Person;
}

export type Opening = OpenRow | { kind: 'refused'; code: 'doesNotOpen' | 'unknownTarget' | 'invalidValue'; says: string };

/** Opens everything in the row, or says why not. Values are read again by the rules of their fields: an edited row cannot carry others. */
export function openRow(row: PlanRow, key: KeyObject, reading: Reading = {}): Opening {
  try {
    return { kind: 'open', row, differences: row.differences.map((one) => openDifference(row, one, key, reading)), newcomer: newcomerOf(row, key, reading) };
  } catch (error) {
    if (error instanceof Unopened) return { kind: 'refused', code: error.code, says: error.message };
    throw error;
  }
}

class Unopened extends Error {
  constructor(readonly code: Extract<Opening, { kind: 'refused' }>['code'], says: string) {
    super(says);
  }
}

function openDifference(row: PlanRow, one: PlanDifference, key: KeyObject, reading: Reading): OpenDifference {
  const target = BY_KEY.get(one.target);
  if (!target || one.fields.some((field) => !fieldOf(field).targets.some((own) => own.key === target.key))) throw new Unopened('unknownTarget', `The row names "${one.target}", which is no place of ${one.label} in Xledger.`);
  const isSensitive = fieldsNeedSeal(one.fields);
  const opened = (value: unknown, side: string): unknown => (value === undefined || value === null || !isSensitive ? (value ?? null) : openedAt(row, `${target.key}:${side}`, one.label, key, value));
  const [huma, xledger] = [opened(one.huma, 'huma'), opened(one.xledger, 'xledger')].map((value) => targetValue(value, one.label));
  const given = one.forHuma === undefined ? xledger : opened(one.forHuma, 'forHuma');
  return { target, fields: one.fields, huma: huma ?? null, xledger: xledger ?? null, forHuma: one.offers.includes('xledger') ? personWith(one.fields, given, reading, one.forHuma === null) : {}, wins: wayOf(one), as: one };
}

const BY_KEY: ReadonlyMap<string, Target> = new Map(TARGETS.map((target) => [target.key, target]));

const fieldsNeedSeal = (fields: readonly FieldKey[]): boolean => fields.some((field) => SENSITIVE_FIELDS.has(field));

function openedAt(row: PlanRow, what: string, label: string, key: KeyObject, sealed: unknown): unknown {
  const place: Place = { planId: row.plan.planId, row: row.row, what };
  const opened = openValue(key, place, sealed);
  if (!opened) throw new Unopened('doesNotOpen', `${label} cannot be opened: it was altered, moved from another row, or sealed with another credential. Make the plan again.`);
  return opened.value;
}

function targetValue(value: unknown, label: string): TargetValue | null {
  if (value === null || typeof value === 'string' || (typeof value === 'object' && !Array.isArray(value))) return value as TargetValue | null;
  throw new Unopened('invalidValue', `${label} has a value that is none.`);
}

/** Huma is emptied only where the row says so itself: nothing in Xledger is not that (H16). */
function personWith([field, ...others]: readonly FieldKey[], given: unknown, reading: Reading, isEmptied: boolean): Person {
  if (!field || others.length > 0) return {};
  if (given === null) return isEmptied ? { [field]: null } : {};
  const { value } = readValue(field, given, reading, 'xledger');
  return value === undefined || value === null ? {} : { [field]: value };
}

function newcomerOf(row: PlanRow, key: KeyObject, reading: Reading): Person {
  return Object.fromEntries(
    row.values.map(({ field, label, value: stored }) => {
      const plain = SENSITIVE_FIELDS.has(field) ? openedAt(row, field, label, key, stored) : stored;
      const { value, problem } = readValue(field, plain, reading);
      if (value === undefined || (problem && !problem.kept)) throw new Unopened('invalidValue', `${label} has a value that cannot be written.`);
      return [field, value];
    }),
  ) as Person;
}
