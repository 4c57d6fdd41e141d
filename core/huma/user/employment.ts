/** The fields that come from a user's position: which one it is, and what it says (R32). */
import { problemOf, type Reading } from '../../person';
import { allFindings, noFindings, readFields, TRUST, type Findings, type Trust } from './fields';
import { mainPosition, type DeprecatedPosition, type MainPosition } from './mainPosition';
import { DEPRECATED_KEYS, POSITION_FIELDS, POSITION_KEYS } from './places';
import { TitleValue, Wrapper, type Position, type PositionSummary } from './schemas';

export type Raw = Readonly<Record<string, unknown>>;

/** What was learnt of a user's positions. */
export type Employment =
  | { kind: 'notAsked' }
  /** R32.4: no position can be read, or there is none: the deprecated fields fill in. */
  | { kind: 'noPosition' }
  | { kind: 'unclear' }
  /** The main position in full. */
  | { kind: 'read'; position: Position }
  /** It may be listed but not read in full: what the list says counts as values only. */
  | { kind: 'summaryOnly'; position: PositionSummary }
  /** It was gone when it was to be read: nothing is known about it. */
  | { kind: 'gone' };

/** R32 on what the list of positions says and the deprecated fields confirm. */
export function chooseMain(positions: readonly PositionSummary[], user: Raw, today: string): MainPosition<PositionSummary> {
  return mainPosition(positions, () => deprecatedOf(user), today);
}

/** The position fields, under the same wrapper rule as all others. `user` holds the deprecated top-level fields. */
export function readEmployment(employment: Employment, user: Raw, trust: Trust, reading: Reading): Findings {
  switch (employment.kind) {
    case 'notAsked':
      return noFindings();
    case 'read':
      return readFields(employment.position, POSITION_KEYS, trust, reading);
    case 'summaryOnly':
      return readFields(employment.position, POSITION_KEYS, { ...TRUST.valuesOnly, missing: trust.missing }, reading);
    case 'noPosition':
      return readFields(user, DEPRECATED_KEYS, { ...trust, empty: trust.empty === 'clear' ? 'unsaid' : trust.empty }, reading);
    case 'gone':
      return { ...noFindings(), unreadable: [...POSITION_FIELDS] };
    case 'unclear':
      return allFindings(noFindings(), ...POSITION_FIELDS.map((field) => ({ ...noFindings(), problems: [problemOf(field, 'severalPositions')] })));
  }
}

function deprecatedOf(user: Raw): DeprecatedPosition {
  const title = TitleValue.safeParse(valueAt(user, 'jobTitle'));
  const start = valueAt(user, 'employmentStartDate');
  return { title: title.data, startDate: typeof start === 'string' ? start : undefined };
}

/** The value under a key, wrapped or plain. */
function valueAt(raw: Raw, key: string): unknown {
  const entry = Object.hasOwn(raw, key) ? raw[key] : undefined;
  const wrapper = Wrapper.safeParse(entry);
  return wrapper.success && wrapper.data.value !== undefined ? wrapper.data.value : entry;
}
