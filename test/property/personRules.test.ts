// Rules of single kinds, for all values: dates never shift, zeros are kept, letters are not lost, seals hold.
import fc from 'fast-check';
import { addressCases } from './personAddresses';
import { compareAt, compareDates, employmentId, fingerprint, inputAt, keyFrom, kindOf, open, plainDate, seal, TARGETS, text, trimmed, valuesOf, wantedAt, type PlainDate, type Target } from '../../core/person';

const day = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

describe('R38: dates never shift', () => {
  test('any day, with any hour of Xledger’s', () =>
    fc.assert(fc.property(day, fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (date, hour, minute) => {
      const time = [hour, minute, minute].map((part) => String(part).padStart(2, '0')).join(':');
      for (const entered of [date, `${date}T${time}`]) expect(plainDate.parse(entered)).toEqual({ ok: true, value: date });
    })));

  test('every text that is taken for a date is a day of the calendar', () =>
    fc.assert(fc.property(fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 })), ([year, month, date]) => {
      const entered = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
      const calendar = new Date(`${entered}T12:00:00Z`);
      const exists = year > 0 && !Number.isNaN(calendar.valueOf()) && calendar.toISOString().startsWith(entered);
      expect(plainDate.parse(entered).ok).toBe(exists);
    }), { numRuns: 2000 }));
});

test('leading zeros of an employment ID are kept and count', () =>
  fc.assert(fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }), fc.nat(), (zeros, otherZeros, number) => {
    const [id, other] = [`${'0'.repeat(zeros)}${number}`, `${'0'.repeat(otherZeros)}${number}`];
    expect(employmentId.parse(` ${id} `)).toEqual({ ok: true, value: id });
    expect(employmentId.same(id, other)).toBe(zeros === otherZeros);
  })));

test('R39: a text is taken whole or not at all', () =>
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (entered) => {
    const read = text.parse(entered);
    if (read.ok) {
      expect(read.value).toBe(trimmed(entered));
      expect(JSON.parse(JSON.stringify(read.value))).toBe(read.value);
      expect(Buffer.from(read.value, 'utf8').toString('utf8')).toBe(read.value);
    }
  }), { numRuns: 1000 }));

describe('R30: an address never loses a part in Xledger', () => {
  test('whatever is missing in Huma, and writing it once is enough', () =>
    fc.assert(fc.property(addressCases, ({ wanted, current }) => {
      for (const target of TARGETS.filter(({ shape }) => shape === 'address')) {
        const values = { [target.key]: current };
        const result = wantedAt(target, { address: wanted }, values);
        const after = result.is === 'value' ? result.value : undefined;
        expect(after).toEqual({ ...current, ...wanted });
        expect(compareAt(target, { address: wanted }, { [target.key]: after }).state).toBe('equal');
      }
    })));

  test('clearing it says nothing to Xledger', () =>
    fc.assert(fc.property(addressCases, ({ current }) => {
      for (const target of TARGETS.filter(({ shape }) => shape === 'address')) {
        expect(compareAt(target, { address: null }, { [target.key]: current }).after).toBeNull();
        expect(inputAt(target, null, NO_ENCODINGS)).toEqual({});
      }
    })));
});

test('what is written at a text target is read back equal', () =>
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.constantFrom(...TARGETS.filter(isPlain)), (entered, target) => {
    const read = text.parse(entered);
    fc.pre(read.ok);
    const value = read.ok ? read.value : '';
    const [stored] = Object.values(inputAt(target, value, NO_ENCODINGS));
    const employee = target.record === 'employee' ? { [target.path]: stored } : { [target.record]: { [target.path]: stored } };
    expect(valuesOf(employee)).toEqual({ [target.key]: value });
  })));

describe('seals', () => {
  const key = keyFrom('token-of-the-test', 'seal');
  test('any text, in any place, opens there and nowhere else', () =>
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (secret, label, other) => {
      const sealed = seal(key, label, secret);
      expect(open(key, label, sealed)).toEqual({ ok: true, text: secret });
      if (label !== other) expect(open(key, other, sealed)).toEqual({ ok: false, why: 'doesNotOpen' });
    })));
  test('whatever is handed in, nothing is thrown', () =>
    fc.assert(fc.property(fc.oneof(fc.anything(), fc.string().map((rest) => `sealed:v1:${rest}`)), (anything) => {
      expect(open(key, 'x', anything).ok).toBe(false);
    })));
  test('fingerprints agree exactly when the canonical values do', () =>
    fc.assert(fc.property(fc.constantFrom('+4799000000', '99 00 00 00', '99000000', '98000000'), fc.constantFrom('+47 99000000', '99000000'), (a, b) => {
      const [printA, printB] = [a, b].map((phone) => fingerprint(key, 'phone', kindOf('phone').canonical(phone, { phoneCountry: 'NO' })));
      expect(printA === printB).toBe(kindOf('phone').same(a, b, { phoneCountry: 'NO' }));
    })));
});

test('dates are ordered as the calendar orders them', () =>
  fc.assert(fc.property(day, day, (a, b) => expect(Math.sign(compareDates(a as PlainDate, b as PlainDate))).toBe(Math.sign(Date.parse(a) - Date.parse(b))))));

const isPlain = ({ shape }: Target): boolean => shape === 'text' || shape === 'email' || shape === 'phone';
const NO_ENCODINGS = { countryText: () => undefined, genderLookup: () => undefined };
