/** One person of Huma against one employee of Xledger, target by target, with who moved since both were equal (R13, R20). Pure. */
import { compareAt, fieldOf, fieldsAt, fieldsBehind, fingerprint, isEqualAtAGlance, problemOf, targetsOf, valuesOf, type FieldKey, type Person, type Problem, type Reading, type Target, type TargetValue, type XledgerValues } from '../../person';
import type { XledgerEmployee } from '../../xledger';
import { readRemembered, type Remembered } from '../link';
import type { Baseline, Policy } from '../types';
import { xledgersCanonical } from './xledgersSide';

/** Who moved since the value was last equal on both sides; `different` where nothing is remembered. */
export type Moved = 'changedInHuma' | 'changedInXledger' | 'changedInBoth' | 'different';

/** The states of R13, for one field or one target. */
export type FieldState = 'equal' | 'different' | 'missingInHuma' | 'missingInXledger' | 'unreadable' | 'notComparable';

/** One target whose values disagree. */
export interface Difference {
  target: Target;
  /** The fields whose difference it is: one, or both halves of a name (R36). */
  fields: readonly FieldKey[];
  state: Extract<FieldState, 'different' | 'missingInHuma' | 'missingInXledger'>;
  before: TargetValue | null;
  after: TargetValue | null;
  moved: Moved;
  /** Huma's value is still the one that Xledger refused, or that somebody chose not to send. */
  settled: boolean;
}

export interface FieldComparison {
  field: FieldKey;
  readonly state: FieldState;
  /** The fingerprint of what Huma says now; absent where Huma says nothing. Made when it is first read: most comparisons need none. */
  readonly print?: string;
  /** Huma says that it is empty. */
  isClear: boolean;
  readonly remembered: Remembered;
}

export interface PersonComparison {
  fields: ReadonlyMap<FieldKey, FieldComparison>;
  differences: readonly Difference[];
  /** Why fields cannot be compared or written at all. */
  problems: readonly Problem[];
  /** One fingerprint of what Huma says of these fields together; absent where the values are not at hand. */
  wholeOf?(fields: readonly FieldKey[]): string;
  /** The fields whose values could be held against each other, in the order of the list; absent where not all of them are at hand. */
  readonly compared?: readonly FieldKey[];
}

export interface CompareOptions extends Pick<Policy, 'fields' | 'reading' | 'fingerprintKey'> {
  baseline?: Baseline;
}

/** Compares the fields that are switched on. Absent ones are neither compared nor written (huma.md 1.6). */
export function compare(person: Person, employee: XledgerEmployee, options: CompareOptions): PersonComparison {
  const pair = new Pair(person, employee, options);
  for (const place of placesOf(options.fields)) pair.look(place);
  return pair;
}

/** A person without the fields that are switched off. */
export function onlyFields(person: Person, fields: readonly FieldKey[]): Person {
  const kept: Record<string, unknown> = {};
  for (const field of fields) if (person[field] !== undefined) kept[field] = person[field];
  return kept as Person;
}

type Printing = Pick<Policy, 'reading' | 'fingerprintKey'>;

/** The keyed fingerprint of Huma's value; an emptied one has a fingerprint too, which no value shares. */
export function printOf(field: FieldKey, person: Person, { reading, fingerprintKey }: Printing): string | undefined {
  return person[field] === undefined ? undefined : fingerprint(fingerprintKey, field, canonicalOf(field, person, reading) ?? '');
}

/** One fingerprint of what Huma says of all these fields. */
function wholeOf(fields: readonly FieldKey[], person: Person, { reading, fingerprintKey }: Printing): string {
  let text = '';
  for (const field of fields) {
    const canonical = canonicalOf(field, person, reading);
    // With its length, no value can look like the next field.
    text += canonical === null ? `${field}\n` : `${field} ${canonical.length} ${canonical}\n`;
  }
  return fingerprint(fingerprintKey, 'whole', text);
}

/** All that Huma says of these fields, remembered as equal on both sides. */
export function baselineOf(fields: readonly FieldKey[], person: Person, how: Printing): Baseline {
  const said = fields.filter((field) => person[field] !== undefined);
  const prints = said.filter((field) => person[field] !== null).map((field) => [field, printOf(field, person, how)] as const);
  return { whole: wholeOf(said, person, how), ...(Object.fromEntries(prints) as Baseline) };
}

/** Null for nothing: no value has that text. */
function canonicalOf(field: FieldKey, person: Person, reading: Reading): string | null {
  const value = person[field];
  return value === null || value === undefined ? null : fieldOf(field).kind.canonical(value as never, reading);
}

/** Whether the values of a field could be held against each other. */
export const isCompared = (state: FieldState | undefined): boolean => state !== undefined && state !== 'notComparable' && state !== 'unreadable';

/** A target with the fields behind it that are compared, by their places in the list. */
interface Place {
  target: Target;
  fields: readonly number[];
  /** All fields behind it are compared: none of the person's values has to be kept from it. */
  isWhole: boolean;
}

/** The fields of a run are one list, asked for everyone. */
const PLACES = new WeakMap<readonly FieldKey[], readonly Place[]>();

function placesOf(fields: readonly FieldKey[]): readonly Place[] {
  const known = PLACES.get(fields);
  if (known) return known;
  const places = targetsOf(fields).map((target): Place => ({ target, fields: fieldsAt(target).map((field) => fields.indexOf(field)).filter((place) => place >= 0), isWhole: fieldsAt(target).every((field) => fields.includes(field)) }));
  PLACES.set(fields, places);
  return places;
}

/** Most pairs are equal at a glance, and nobody asks for their fields: what is read of one, and its fields, are made when they are needed. */
class Pair implements PersonComparison {
  readonly differences: Difference[] = [];
  private readonly found: Problem[] = [];
  private readonly states: FieldState[];
  private made: Map<FieldKey, FieldComparison> | undefined;
  private only: Person | undefined;
  private values: XledgerValues | undefined;

  constructor(private readonly person: Person, private readonly employee: XledgerEmployee, private readonly options: CompareOptions) {
    this.states = options.fields.map(() => 'unreadable');
  }

  get fields(): ReadonlyMap<FieldKey, FieldComparison> {
    return (this.made ??= new Map(this.options.fields.map((field, place) => [field, new Comparing(field, this.wanted, this.options, this.states, place)])));
  }

  get problems(): readonly Problem[] {
    return this.employee.contact !== null && this.employee.subledger !== null ? this.found : [...this.found, ...homeless(this.wanted, this.employee, this.options.fields)];
  }

  wholeOf(fields: readonly FieldKey[]): string {
    return wholeOf(fields, this.person, this.options);
  }

  /** Fields whose values can be held against each other, in the order of the list. */
  get compared(): FieldKey[] {
    return this.options.fields.filter((_, place) => isCompared(this.states[place]));
  }

  look({ target, fields, isWhole }: Place): void {
    const { person, employee, states, options } = this;
    if (target.record !== 'employee' && employee[target.record] === null) return;
    if (employee.notShown?.includes(target.key)) return void this.found.push(...notShownAt(target, this.wanted));
    if (isWhole && isEqualAtAGlance(target, person, employee)) {
      for (const place of fields) if (person[options.fields[place] as FieldKey] !== undefined) states[place] = worse(states[place], 'equal');
    } else this.lookClosely(target);
  }

  private lookClosely(target: Target): void {
    const { wanted, options } = this;
    const values = (this.values ??= valuesOf(this.employee));
    const seen = compareAt(target, wanted, values, options.reading);
    const behind = target.composedOf && seen.state !== 'equal' ? fieldsBehind(target, wanted, values, options.reading) : fieldsAt(target);
    const speaking = behind.filter((field) => wanted[field] !== undefined).flatMap((field) => this.fields.get(field) ?? []);
    const state = isKnownUnseen(target, seen.before, speaking) ? 'equal' : seen.state;
    for (const { field } of speaking) {
      const place = options.fields.indexOf(field);
      this.states[place] = worse(this.states[place], state);
    }
    if (seen.why) this.found.push(...speaking.map(({ field }) => problemOf(field, seen.why ?? 'notText', wanted[field])));
    if (state === 'different' || state === 'missingInHuma' || state === 'missingInXledger') {
      this.differences.push({ target, fields: speaking.map(({ field }) => field), state, before: seen.before, after: seen.after, ...movement(target, seen.before, speaking, wanted, options) });
    }
  }

  private get wanted(): Person {
    return (this.only ??= onlyFields(this.person, this.options.fields));
  }
}

/** Says nothing of the field's other targets: it is compared by those. */
const notShownAt = (target: Target, wanted: Person): Problem[] =>
  fieldsAt(target).filter((field) => wanted[field] !== undefined).map((field) => problemOf(field, 'notShown', undefined, { detail: target.key }));

class Comparing implements FieldComparison {
  readonly isClear: boolean;
  private known: Remembered | undefined;
  private made: string | undefined;

  constructor(readonly field: FieldKey, private readonly person: Person, private readonly options: CompareOptions, private readonly states: readonly FieldState[], private readonly place: number) {
    this.isClear = person[field] === null;
  }

  get state(): FieldState {
    return this.states[this.place] ?? 'unreadable';
  }

  get remembered(): Remembered {
    return (this.known ??= readRemembered(this.options.baseline?.[this.field], this.options.fingerprintKey));
  }

  get print(): string | undefined {
    return (this.made ??= printOf(this.field, this.person, this.options));
  }
}

/** A national ID that Xledger does not show, and that was written as it is now: equal as far as can be known (U24). */
function isKnownUnseen(target: Target, before: TargetValue | null, speaking: readonly FieldComparison[]): boolean {
  return target.shape === 'nationalId' && before === null && speaking.every(({ print, remembered }) => print === remembered.synced);
}

function movement(target: Target, before: TargetValue | null, speaking: readonly FieldComparison[], person: Person, options: CompareOptions): Pick<Difference, 'moved' | 'settled'> {
  const settled = speaking.every(({ print, remembered }) => print === remembered.settled || print === remembered.synced) && speaking.some(({ print, remembered }) => print === remembered.settled);
  if (speaking.some(({ remembered }) => remembered.synced === undefined)) return { moved: 'different', settled };
  const inHuma = speaking.some(({ print, remembered }) => print !== remembered.synced);
  return { moved: MOVED[inHuma ? 'huma' : 'same'][hasMovedInXledger(target, before, speaking, person, options) ? 'xledger' : 'same'], settled };
}

/** Equal to what is remembered on both sides, and yet different: the target is one of two, and only this one was changed. */
const MOVED = {
  huma: { xledger: 'changedInBoth', same: 'changedInHuma' },
  same: { xledger: 'changedInXledger', same: 'changedInXledger' },
} as const;

function hasMovedInXledger(target: Target, before: TargetValue | null, speaking: readonly FieldComparison[], person: Person, { reading, fingerprintKey }: CompareOptions): boolean {
  // A composed text has no fingerprint of its own: where Huma moved, Xledger's side is taken for the old name.
  const [only, ...others] = speaking;
  if (!only || others.length > 0 || target.composedOf) return false;
  const canonical = xledgersCanonical(only.field, target, before, person, reading);
  return canonical === undefined || fingerprint(fingerprintKey, only.field, canonical) !== only.remembered.synced;
}

/** Fields that Huma has and whose only home is a record that Xledger does not show. */
function homeless(person: Person, employee: XledgerEmployee, fields: readonly FieldKey[]): Problem[] {
  return fields.flatMap((field) => {
    const records = fieldOf(field).targets.map(({ record }) => record);
    if (!person[field] || records.some((record) => record === 'employee' || employee[record] !== null)) return [];
    return [problemOf(field, records.includes('contact') ? 'noContact' : 'noSubledger')];
  });
}

const WORST_LAST: readonly FieldState[] = ['unreadable', 'equal', 'notComparable', 'missingInHuma', 'missingInXledger', 'different'];

const worse = (one: FieldState = 'unreadable', other: FieldState): FieldState => (one !== other && WORST_LAST.indexOf(other) > WORST_LAST.indexOf(one) ? other : one);
