/** From whatever a system says about a person to a person whose values are valid, and a problem for each that is not. */
import { fieldOf, FIELD_KEYS } from './fields';
import type { FieldKey, FieldValues, Person, Value } from './person';
import { problemOf, type Problem, type Side } from './problems';
import type { Reading } from './valueKind';

export interface Normalised {
  person: Person;
  problems: Problem[];
}

/** Reads raw values by field: each as `readValue` does. */
export function normalise(raw: { readonly [K in FieldKey]?: unknown }, reading?: Reading, side: Side = 'huma'): Normalised {
  const read = FIELD_KEYS.map((field) => ({ field, ...readValue(field, raw[field], reading, side) }));
  return {
    person: Object.fromEntries(read.filter(({ value }) => value !== undefined).map(({ field, value }) => [field, value])) as Person,
    problems: read.flatMap(({ problem }) => problem ?? []),
  };
}

/**
 * One value. Absent stays absent, null and blank become clear. A value that is not valid becomes a problem and stays absent, so
 * that nothing is compared with it or written from it. A doubtful value counts, and is a problem too (R38, phone).
 */
export function readValue<K extends FieldKey>(field: K, raw: unknown, reading?: Reading, side: Side = 'huma'): { value: Value<FieldValues[K]>; problem?: Problem } {
  if (raw === undefined || raw === null) return { value: raw };
  const { kind } = fieldOf(field);
  const parsed = kind.parse(raw, reading);
  if (!parsed.ok) return parsed.why === 'empty' ? { value: null } : { value: undefined, problem: problemOf(field, parsed.why, raw, { side }) };
  const doubt = kind.doubt?.(parsed.value, reading);
  return doubt ? { value: parsed.value, problem: problemOf(field, doubt, raw, { side, kept: true }) } : { value: parsed.value };
}
