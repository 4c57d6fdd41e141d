// What holds for every field, whatever is typed into it: comparing, reading again, hiding.
import fc from 'fast-check';
import { FIELD_KEYS, fieldOf, kindOf, normalise, SENSITIVE_FIELDS, sentence, type FieldKey, type Reading, type ValueKind } from '../../core/person';
import { anyRaw, anyReading, anyValid, secretsIn } from './personValues';

const RUNS = { numRuns: 300 };

/** Two values that have a fair chance to be the same, and the settings they are read with. */
const pairs = (field: FieldKey) => fc.tuple(anyValid(field), anyValid(field), anyValid(field), anyReading);

describe.each(FIELD_KEYS)('%s', (field) => {
  const kind = kindOf(field) as ValueKind<unknown>;
  const parsed = (raw: unknown, reading?: Reading) => {
    const read = kind.parse(raw, reading);
    return read.ok ? read.value : undefined;
  };

  test('valid values are read, and reading what was read changes nothing', () =>
    fc.assert(fc.property(anyValid(field), anyReading, (raw, reading) => {
      const once = kind.parse(raw, { bankCountry: 'NO', ...reading });
      expect(once.ok).toBe(true);
      if (once.ok) expect(kind.parse(once.value, reading)).toEqual(once);
    }), RUNS));

  test('anything is read without a throw, twice alike', () =>
    fc.assert(fc.property(anyRaw, anyReading, (raw, reading) => {
      const once = kind.parse(raw, reading);
      if (once.ok) expect(kind.parse(once.value, reading)).toEqual(once);
      expect(kind.parse(raw, reading)).toEqual(once);
    }), RUNS));

  test('"same" is an equivalence, and says what the canonical texts say', () =>
    fc.assert(fc.property(pairs(field), ([rawA, rawB, rawC, reading]) => {
      const [a, b, c] = [rawA, rawB, rawC].map((raw) => parsed(raw, { bankCountry: 'NO', ...reading }));
      expect(kind.same(a, a, reading)).toBe(true);
      expect(kind.same(a, b, reading)).toBe(kind.same(b, a, reading));
      if (kind.same(a, b, reading) && kind.same(b, c, reading)) expect(kind.same(a, c, reading)).toBe(true);
      expect(kind.same(a, b, reading)).toBe(kind.canonical(a, reading) === kind.canonical(b, reading));
    }), RUNS));

  test('a problem is plain data, and its sentence is one or more whole sentences', () =>
    fc.assert(fc.property(anyRaw, anyReading, (raw, reading) => {
      const { person, problems } = normalise({ [field]: raw }, reading);
      for (const problem of problems) {
        expect(JSON.parse(JSON.stringify(problem))).toEqual(problem);
        expect(sentence(problem)).toMatch(/^[A-Z].*[.]$/su);
        expect(sentence(problem)).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        expect(field in person).toBe(problem.kept === true);
      }
    }), RUNS));

  if (SENSITIVE_FIELDS.has(field)) {
    test('no mask, problem or sentence holds more than four characters in a row of it', () =>
      fc.assert(fc.property(fc.oneof(anyValid(field), anyRaw), anyReading, (raw, reading) => {
        const { person, problems } = normalise({ [field]: raw }, reading);
        const value = person[field];
        const shown = value === null || value === undefined ? '' : kind.show(value);
        const said = [shown, JSON.stringify(problems), ...problems.map(sentence)].join('\n');
        const allowed = fieldOf(field).label + JSON.stringify(normalise({ [field]: {} })) + SENTENCES;
        for (const secret of secretsIn(raw)) if (!allowed.includes(secret)) expect(said.includes(secret)).toBe(false);
      }), { numRuns: 1000 }));
  }
});

/** Words that sentences hold by themselves: a secret made of nothing else was not leaked. */
const SENTENCES = '2024-08-31 255 digits 256 characters Norwegian one has 11 Huma Xledger value left number account';
