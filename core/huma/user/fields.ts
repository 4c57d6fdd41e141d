/** Reads fields one by one under the wrapper rule: a value, known to be empty, or nothing known (huma.md 1.6, H3, H9, H10). */
import { problemOf, readValue, type FieldKey, type Person, type Problem, type Reading } from '../../person';
import { chooseIdentification } from './identification';
import { TitleValue, Wrapper } from './schemas';

export interface Findings {
  person: Person;
  unreadable: FieldKey[];
  problems: Problem[];
}

/** What a source may say by leaving something out. */
export interface Trust {
  /** No wrapper: `unreadable` is listed as such; `unsaid` means nothing, as in a message. */
  missing: 'unreadable' | 'unsaid';
  /** No value: `clear` when Huma lets it be edited, so that it is not only hidden; `report` never clears; `unsaid` means nothing. */
  empty: 'clear' | 'report' | 'unsaid';
}

export const TRUST = {
  /** The Open API's own answer about an active user. */
  details: { missing: 'unreadable', empty: 'clear' },
  /** All fields of a deactivated user are locked: an empty one tells nothing, and nothing is written for them anyway (R24). */
  lockedDetails: { missing: 'unreadable', empty: 'unsaid' },
  /** Deprecated fields and summaries: values only, never clearing (R32.4, H19). */
  valuesOnly: { missing: 'unreadable', empty: 'unsaid' },
  /** A message or an item: an absent key says nothing, an emptied one is reported (huma.md 2.4 rule 6). */
  message: { missing: 'unsaid', empty: 'report' },
} as const satisfies Record<string, Trust>;

/** Reads each field from the value, wrapped or plain, that `raw` holds under the field's key. */
export function readFields(raw: Readonly<Record<string, unknown>>, keys: ReadonlyMap<FieldKey, string>, trust: Trust, reading: Reading): Findings {
  const findings = noFindings();
  keys.forEach((key, field) => { readField(findings, field, raw[key], trust, reading); });
  return findings;
}

export const noFindings = (): Findings => ({ person: {}, unreadable: [], problems: [] });

/** Several findings as one, in the first of them; a value of a later one counts. */
export function allFindings(first: Findings, ...others: Findings[]): Findings {
  for (const { person, unreadable, problems } of others) {
    Object.assign(first.person, person);
    if (unreadable.length > 0) first.unreadable.push(...unreadable);
    if (problems.length > 0) first.problems.push(...problems);
  }
  return first;
}

function readField(into: Findings, field: FieldKey, raw: unknown, trust: Trust, reading: Reading): void {
  if (raw === undefined) {
    if (trust.missing === 'unreadable') into.unreadable.push(field);
    return;
  }
  const wrapper = openedOf(raw);
  const value: unknown = wrapper ? wrapper.value : raw;
  const editable = wrapper?.editable === true;
  const picked = PICK[field]?.(value, reading);
  if (picked?.kind === 'problem') {
    into.problems.push(picked.problem);
    return;
  }
  const wanted = picked ? (picked.kind === 'value' ? picked.value : null) : value;
  const read = readValue(field, isNothing(wanted) ? null : wanted, reading);
  if (read.problem) into.problems.push(read.problem);
  if (read.value !== undefined && read.value !== null) put(into.person, field, read.value);
  if (read.value !== null) return;
  if (trust.empty === 'clear' && editable) put(into.person, field, null);
  else if (trust.empty !== 'unsaid') into.problems.push(problemOf(field, 'perhapsEmpty'));
}

const put = (person: Person, field: FieldKey, value: unknown): void => { (person as Record<FieldKey, unknown>)[field] = value; };

/** A wrapper is told from a plain value by its keys: no plain value has `value` or `editable` (huma.md 2.4 rule 4). Undefined for a plain value. */
function openedOf(raw: unknown): { value?: unknown; editable?: boolean } | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  return 'value' in raw || 'editable' in raw || Object.keys(raw).length === 0 ? Wrapper.safeParse(raw).data : undefined;
}

type Picked = { kind: 'value'; value: unknown } | { kind: 'empty' } | { kind: 'problem'; problem: Problem };

/** What of a field's value the kind of value reads; the kinds know Huma's addresses and accounts by their shape (H17). */
const PICK: Partial<Record<FieldKey, (value: unknown, reading: Reading) => Picked>> = {
  jobTitle: (value) => {
    const title = TitleValue.safeParse(value);
    return title.success ? { kind: 'value', value: title.data.name } : asItIs(value);
  },
  nationalId: (value, reading) => {
    if (isNothing(value)) return { kind: 'empty' };
    const chosen = chooseIdentification(value, reading);
    if (chosen.kind === 'one') return { kind: 'value', value: chosen.entry };
    if (chosen.kind === 'none') return { kind: 'empty' };
    return { kind: 'problem', problem: problemOf('nationalId', chosen.kind === 'unclear' ? 'severalIdentifications' : 'notText') };
  },
};

const asItIs = (value: unknown): Picked => (isNothing(value) ? { kind: 'empty' } : { kind: 'value', value });

const isNothing = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
