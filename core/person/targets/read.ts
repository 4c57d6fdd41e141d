/** Xledger's side of a person: what to select for the fields, and the value at each target of a record that was read. */
import { FIELDS, fieldOf, type Field } from '../fields';
import { normalise, type Normalised } from '../normalise';
import type { FieldKey } from '../person';
import type { RecordName, Target, TargetValue } from '../target';
import type { Reading } from '../valueKind';
import { countryOf } from '../values/country';
import { shapeOf } from './shapes';

/** `contact.email`, `employee.code`, … : every target of the field table, and what is read besides. */
export type TargetKey = (typeof FIELDS)[number]['targets'][number]['key'] | 'subledger.company.country';

/** What Xledger holds at each target: absent where the record is missing or was not read, null where it is empty. */
export type XledgerValues = { readonly [K in TargetKey]?: TargetValue | null };

/** Where an employee's bank country is read (R31). */
export const COMPANY_COUNTRY = 'subledger.company.country';

/** The fields of a run are one list, asked for everyone. */
const TARGETS_OF = new WeakMap<readonly FieldKey[], readonly Target[]>();

/** Every target once, in the order of the field table. */
export const TARGETS: readonly Target[] = targetsOf(FIELDS.map((field) => field.key));

/** The targets of these fields, each once: two fields may share one (R36). */
export function targetsOf(fields: readonly FieldKey[]): readonly Target[] {
  const known = TARGETS_OF.get(fields);
  if (known) return known;
  const targets = [...new Map(fields.flatMap((key) => [...fieldOf(key).targets]).map((target) => [target.key, target])).values()];
  TARGETS_OF.set(fields, targets);
  return targets;
}

/** The fields that live at a target. */
export const fieldsAt = (target: Target): readonly FieldKey[] => BY_TARGET.get(target.key) ?? [];

/** What to select inside each record to read these fields: `{ contact: 'email address { streetAddress … }', … }`. Empty text: nothing. */
export function selectionOf(fields: readonly FieldKey[]): Readonly<Record<RecordName, string>> {
  const paths: Record<RecordName, string[]> = { employee: [], contact: [], subledger: [] };
  for (const { record, path, shape } of targetsOf(fields)) paths[record].push([path, braced(shapeOf(shape).select)].join(''));
  if (fields.some((key) => fieldOf(key).alsoReads?.includes(COMPANY_COUNTRY))) paths.subledger.push('company { country }');
  return { employee: paths.employee.join(' '), contact: paths.contact.join(' '), subledger: paths.subledger.join(' ') };
}

/** The value at each target of an employee as read, contact and subledger inside it. What was not selected stays absent. */
export function valuesOf(employee: object): XledgerValues {
  const values: Record<string, TargetValue | null> = {};
  for (const { target: { key, shape }, steps } of PLACES) {
    const raw = at(employee, steps);
    if (raw !== undefined) values[key] = shapeOf(shape).read(raw);
  }
  const country = at(employee, COUNTRY_STEPS);
  if (country !== undefined) values[COMPANY_COUNTRY] = shapeOf('text').read(country);
  return values;
}

const COUNTRY_STEPS = COMPANY_COUNTRY.split('.');
const PLACES = TARGETS.map((target) => ({ target, steps: (target.record === 'employee' ? target.path : target.key).split('.') }));

function at(from: object, steps: readonly string[]): unknown {
  let found: unknown = from;
  for (const step of steps) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[step];
  }
  return found;
}

/**
 * The person that Xledger holds: each field from its first target that has a value (R11: the subledger's e-mail only where the
 * contact's is empty), names from the contact alone (R36). A masked national ID counts as not read (U24).
 */
export function personFrom(values: XledgerValues, reading?: Reading): Normalised {
  const raw: Partial<Record<FieldKey, unknown>> = {};
  for (const field of FIELDS as readonly Field[]) {
    const found = field.targets.filter((target) => !target.composedOf).map((target) => values[target.key as TargetKey]);
    raw[field.key] = found.find((value) => value !== null && value !== undefined) ?? found[0];
  }
  if (raw.bankAccount) raw.bankAccount = { number: raw.bankAccount, country: bankCountryOf(values, reading) };
  if (isMasked(raw.nationalId)) delete raw.nationalId;
  return normalise(raw, reading, 'xledger');
}

/** The country of the account: the subledger's company's, code or name; else the default bank country (R31). */
export function bankCountryOf(values: XledgerValues, reading: Reading = {}): string | undefined {
  const named = values[COMPANY_COUNTRY];
  return (typeof named === 'string' ? countryOf(named) : undefined) ?? (reading.bankCountry ? countryOf(reading.bankCountry) : undefined);
}

/** Whether a national ID as read has hidden digits (U24). */
export const isMasked = (value: unknown): value is string => typeof value === 'string' && MASK.test(value);

/** One "X" belongs to a number: Spain and Ireland have such. */
const MASK = /[*•●#?_]|x{3}/i;

const braced = (selection: string | undefined): string => (selection ? ` { ${selection} }` : '');

const BY_TARGET: ReadonlyMap<string, readonly FieldKey[]> = new Map(
  TARGETS.map((target) => [target.key, (FIELDS as readonly Field[]).filter((field) => field.targets.some(({ key }) => key === target.key)).map((field) => field.key)]),
);
