// Short ways give what the full ones give, whatever comes: rows, answers and texts, usual and odd.
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { compareAt, FIELD_KEYS, isEqualAtAGlance, normalise, phone, shortWay, TARGETS, valuesOf, type Person } from '../../core/person';
import { pageOf } from '../../core/huma/api/paging';
import { plainDate } from '../../core/person/values/plainDate';
import { composed, readText, trimmed } from '../../core/person/values/text';
import { Groups } from '../../core/huma/user/marks';
import { Identification, Position, PositionSummary, TitleValue, UserDetails, Wrapper } from '../../core/huma/user/schemas';
import { baselineOf, compare, remember } from '../../core/sync/compare';
import { baselineFromText } from '../../core/sync/link/asText';
import { linkToItem, LinkRow } from '../../core/sync/link/links';
import { EmployeeRow } from '../../core/xledger/reading/rows';
import { employees, KEYS, READING } from '../unit/plan/tenants';
import { link } from '../unit/sync/people';
import { tenants } from './planTenants';

const odd = fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('', ' ', '1', '2024-08-01', '2024-08-01T00:00:00', 'national', 'CURRENT'), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.constant([]), fc.constant({}), fc.constant({ code: 7 }), fc.constant({ id: 'a' }));
const text = fc.option(fc.string({ maxLength: 6 }));
/** Mostly as it should be; one value in eight may be anything, or not there. */
const shaped = (shape: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(Object.entries(shape).map(([key, usual]) => [key, fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: odd })])), { requiredKeys: [] }).chain((some) => fc.boolean().chain((whole) => (whole ? fc.record(shape) : fc.constant(some))));

const dbId = fc.oneof(fc.integer(), fc.string({ minLength: 1, maxLength: 4 }));
const systemValue = fc.option(shaped({ dbId, dbSubId: fc.integer(), code: text, name: text }));
const address = fc.option(shaped({ streetAddress: text, zipCode: text, place: text, state: fc.constant(null), country: fc.option(shaped({ code: text, description: text })) }));
const employee = shaped({
  dbId, ownerDbId: fc.option(dbId), code: text, description: text, modifiedAt: text, employmentFrom: text, employmentTo: text, trialTo: text, noticeDate: text, dateTo: text, socialSecurityMasked: text,
  contact: fc.option(shaped({ dbId, name: text, firstName: text, lastName: text, email: text, phone: text, birthday: text, jobTitle: text, socialSec: text, gender: systemValue, address })),
  subledger: fc.option(shaped({ dbId, code: text, description: text, email: text, phone: text, bankAccount: text, ledgerType: systemValue, company: fc.option(shaped({ country: text })), address })),
});
const id = fc.string({ minLength: 1, maxLength: 5 });
const title = shaped({ id, name: fc.string() });
const day = fc.constantFrom('2024-08-01', '2025-01-31');
const baseline = fc.oneof(fc.constantFrom('', '{}', 'null', '[]', '{"email":1}', '{"email":"x","none":"y"}', '{"__proto__":"x"}', 'no JSON'), fc.record({ email: fc.string(), phone: fc.string() }).map((prints) => JSON.stringify(prints)));

const ROWS: readonly [string, ReturnType<typeof shortWay<unknown>>, fc.Arbitrary<unknown>][] = [
  ['an employee of Xledger', EmployeeRow as never, employee],
  ["a user's details", UserDetails as never, shaped({ id, type: fc.string(), status: shaped({ active: fc.boolean() }), email: title })],
  ['a position in the list', PositionSummary as never, shaped({ id, title, contractStartDate: day, contractEndDate: day, status: fc.constantFrom('CURRENT', 'ENDED', 'UPCOMING') })],
  ['a position', Position as never, shaped({ id, title })],
  ['an identification', Identification as never, shaped({ id, type: fc.string(), value: fc.string(), country: text })],
  ['a wrapper', Wrapper as never, shaped({ value: odd, editable: fc.boolean(), more: odd })],
  ['a title', TitleValue as never, title],
  ['groups', Groups as never, fc.array(fc.oneof({ weight: 9, arbitrary: shaped({ id, name: fc.string() }) }, { weight: 1, arbitrary: odd }), { maxLength: 4 })],
  ['a page of a list', pageOf(PositionSummary) as never, shaped({ items: fc.array(shaped({ id, title, contractStartDate: day, contractEndDate: day, status: fc.constant('CURRENT') }), { maxLength: 3 }), total: fc.integer({ min: -1, max: 9 }) })],
  ['a link', LinkRow as never, shaped({ connection: id, humaId: id, state: fc.constantFrom('linked', 'linked', 'pending', 'deleted'), employeeDbId: fc.string(), contactDbId: fc.string(), subledgerDbId: fc.string(), baseline, changedAt: fc.string() })],
];

const SEED = 20_260_301;

test.each(ROWS)('%s', (_name, schema, arbitrary) => {
  fc.assert(fc.property(fc.oneof({ weight: 20, arbitrary }, { weight: 1, arbitrary: fc.anything() }), (value) => {
    const [short, full] = [schema.safeParse(value), schema.full.safeParse(value)];
    expect(short.success).toBe(full.success);
    expect(short.data).toEqual(full.data);
  }), { numRuns: 2_000, seed: SEED });
});

/** Letters, blanks and marks of every sort, at the edges too. */
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ unit: fc.constantFrom(' ', '\t', '\u00a0', '\u00ad', '\u200b', '\ufeff', '\u2066', '\u1680', '\u180e', 'a', 'å', 'A\u030a', 'ø', 'ŋ', '\u0301', '\u007f', '\u0085', '\n', '\ud800', '👩'), maxLength: 6 }));
const BLANK = '\\s\\u00ad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff';

test('a text without its edges, composed, and read', () => {
  fc.assert(fc.property(anyText, (value) => {
    expect(trimmed(value)).toBe(value.replace(new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, 'g'), ''));
    expect(composed(value)).toBe(value.normalize('NFC'));
    const bare = trimmed(value);
    const isStorable = !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\p{Cs}]/u.test(bare);
    expect(readText(value, { oneLine: true }).ok).toBe(bare !== '' && isStorable && !/[\t\n\r\u0085\u2028\u2029]/.test(bare));
  }), { numRuns: 5_000, seed: SEED });
});

test('a Norwegian or Danish number of eight digits, as the library reads it', () => {
  fc.assert(fc.property(fc.constantFrom('+47', '+45'), fc.stringMatching(/^[0-9]{8}$/), fc.constantFrom(undefined, 'NO', 'SE'), (prefix, digits, phoneCountry) => {
    const number = parsePhoneNumberFromString(prefix + digits, { defaultCountry: phoneCountry as 'NO' | undefined, extract: false });
    expect(number?.isPossible()).toBe(true);
    expect(phone.canonical(prefix + digits, { phoneCountry })).toBe(`tel:${number?.number.slice(1)}`);
  }), { numRuns: 3_000, seed: SEED });
});

test('a day, as the calendar has it', () => {
  fc.assert(fc.property(fc.stringMatching(/^[0-9]{4}-[01][0-9]-[0-3][0-9]$/), (entered) => {
    const date = new Date(`${entered}T00:00:00Z`);
    const exists = !entered.startsWith('0000') && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(entered);
    expect(plainDate.parse(entered)).toEqual(exists ? { ok: true, value: entered } : { ok: false, why: 'noSuchDay' });
  }), { numRuns: 5_000, seed: SEED });
});

/** Pairs who agree in most places, and nearly agree in others. */
const pairs = tenants().filter(({ users, employees }) => users.length > 0 && employees.length > 0);

test('what is equal at a glance is equal', () => {
  let glances = 0;
  fc.assert(fc.property(pairs, ({ users, employees }) => {
    for (const { person } of users) for (const employee of employees) for (const target of TARGETS) {
      if ((target.record !== 'employee' && employee[target.record] === null) || !isEqualAtAGlance(target, person, employee)) continue;
      glances += 1;
      expect([target.key, compareAt(target, person, valuesOf(employee), READING).state]).toEqual([target.key, 'equal']);
    }
  }), { numRuns: 500, seed: SEED });
  expect(glances).toBeGreaterThan(500);
});

describe('R20: the fingerprint of all values', () => {
  const how = { fields: FIELD_KEYS, reading: READING, fingerprintKey: KEYS.fingerprint };
  const bare = ({ whole: _whole, ...rest }: ReturnType<typeof baselineOf>) => rest;

  test('a link with it remembers what one without it does', () => {
    fc.assert(fc.property(pairs, fc.subarray([...FIELD_KEYS], { minLength: 1 }), ({ users, employees, links }, fields) => {
      for (const { person } of users) for (const employee of employees) for (const { baseline } of [...links, { baseline: baselineOf(fields, person, how) }, { baseline: {} }]) {
        const once = remember(baseline, compare(person, employee, { ...how, baseline }), { stuck: new Set(), fell: new Set() });
        for (const compared of [FIELD_KEYS, fields]) for (const before of [baseline, once]) {
          const [withIt, without] = [before, bare(before)].map((known) => remember(known, compare(person, employee, { ...how, fields: compared, baseline: known }), { stuck: new Set(), fell: new Set() }));
          expect(bare(withIt ?? {})).toEqual(bare(without ?? {}));
        }
      }
    }), { numRuns: 150, seed: SEED });
  });

  test('a value that moved on both sides is remembered anew', () => {
    const person = (jobTitle: string): Person => normalise({ email: 'kari@example.no', givenName: 'Kari', familyName: 'Testesen', jobTitle }, READING).person;
    const [before] = [baselineOf(FIELD_KEYS, person('Sjef'), how)];
    const [employee] = employees({ dbId: '1', person: person('Leder') });
    const after = remember(before, compare(person('Leder'), employee!, { ...how, baseline: before }), { stuck: new Set(), fell: new Set() });
    expect(after.jobTitle).not.toBe(before.jobTitle);
    expect(after.whole).not.toBe(before.whole);
  });

  test('a baseline that is still text is the one in it', () => {
    fc.assert(fc.property(pairs, fc.func(fc.boolean()), ({ users }, keep) => {
      for (const { person } of users) {
        const baseline = baselineOf(FIELD_KEYS.filter((field) => keep(field)), person, how);
        const { baseline: text } = linkToItem({ ...link('h1', '1'), baseline });
        const read = baselineFromText(text);
        expect(read?.whole).toBe(baseline.whole);
        expect([{ ...read }, JSON.stringify(read), 'whole' in (read ?? {})]).toEqual([baseline, text, true]);
      }
    }), { numRuns: 100, seed: SEED });
  });

  test.each(['', 'null', '[]', '{"email":1}', '{"none":"x"}', '{"email":"x",}', '{"email":"x"', '{,}', '{"email":"x" }', '{"__proto__":"x"}', '{"email":"\\u0041"}', '{"email":"x""phone":"y"}', '{"whole":"x",}', '{"email":"x","whole":"y"}'])('%s is left to the schema', (text) => expect(baselineFromText(text)).toBeUndefined());
});
