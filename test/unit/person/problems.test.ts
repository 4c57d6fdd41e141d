// Bad values: each becomes a problem with an exact sentence, and stays out of the person.
import { FIELD_KEYS, fieldOf, normalise, problemOf, sentence, type FieldKey, type ProblemCode } from '../../../core/person';
import { BAD_VALUES } from './badValues';

describe.each(FIELD_KEYS)('bad values of %s', (field) => {
  test('at least twenty, all different', () => {
    const values = BAD_VALUES[field].map(({ value }) => JSON.stringify(value));
    expect(new Set(values).size).toBe(values.length);
    expect(values.length).toBeGreaterThanOrEqual(20);
  });

  test.each(BAD_VALUES[field].map((bad) => [JSON.stringify(bad.value).slice(0, 60), bad] as const))('%s', (_shown, { value, says, kept }) => {
    const { person, problems } = normalise({ [field]: value });
    expect(problems.map(sentence)).toEqual([says]);
    expect(field in person).toBe(kept === true);
  });
});

describe('what a problem may hold', () => {
  const SENSITIVE: ReadonlyArray<[FieldKey, unknown, string[]]> = [
    ['nationalId', { value: '01819010029', country: 'NO' }, ['0181', '9010', '10029', '29']],
    ['birthDate', '1990-02-31', ['1990', '02-31']],
    ['bankAccount', { number: '12345678904', country: 'NO' }, ['1234', '5678']],
    ['bankAccount', { iban: 'NO9386011117948', bic: 'TESTNOKK' }, ['8601', '1117', 'TESTNOKK']],
    ['bankAccount', { number: '018190100289', country: 'NO' }, ['0181', '9010']],
  ];

  test.each(SENSITIVE)('a sensitive %s never, nor its parts', (field, raw, parts) => {
    const { problems } = normalise({ [field]: raw });
    const said = JSON.stringify(problems) + problems.map(sentence).join();
    expect(problems).toHaveLength(1);
    for (const part of parts) expect(said).not.toContain(part);
  });

  test('a national identity number in another field is hidden there too', () => {
    for (const entered of ['01819010028', '018190 10028', '018190-10028', '01\u200b8190\u00a010028', 'fnr 01.81.90.100.28']) {
      expect(sentence(problemOf('phone', 'notAPhoneNumber', entered))).not.toMatch(/\d{5,}|100|0028/);
    }
  });

  test('a long value is cut, and what cannot be seen is made visible', () => {
    expect(problemOf('email', 'notAnEmail', `a\u202eb${'x'.repeat(100)}`).shown).toBe(`"a\u{fffd}b${'x'.repeat(56)}…"`);
  });
});

describe('sentences', () => {
  const EXAMPLES: ReadonlyArray<[FieldKey, ProblemCode, string]> = [
    ['bankAccount', 'bankCountryUnknown', 'Bank Account was not sent: neither the company in Xledger nor the connection says which country it belongs to. The value in Xledger is left as it is. Set the default bank country of the connection.'],
    ['gender', 'genderIsFreeText', 'Gender is free text in Huma, and Xledger knows only its own values. The value in Xledger is left as it is.'],
    ['email', 'missing', 'E-mail is missing. This person is not synced until it is corrected. Add it in Huma (Email address).'],
    ['jobTitle', 'notCleared', 'Job Title is empty in Huma and has a value in Xledger. It was not cleared there. Clear it in Xledger by hand if it should be empty.'],
  ];

  test.each(EXAMPLES)('%s, %s', (field, code, says) => expect(sentence(problemOf(field, code))).toBe(says));

  test('R28: who else holds a unique value is named', () => {
    expect(sentence(problemOf('employmentId', 'taken', undefined, { detail: 'Xledger employee 1042' }))).toBe(
      'Employment ID belongs to somebody else already: Xledger employee 1042, and no two people may share it. It was not written. Find out whose it is, and correct the other in Huma (Employment ID) or in Xledger.',
    );
  });

  test('a value of Xledger is corrected in Xledger', () => {
    const { problems } = normalise({ email: 'kari' }, {}, 'xledger');
    expect(problems.map(sentence)).toEqual(['E-mail "kari" is not one complete e-mail address such as kari@example.no. Correct it in Xledger.']);
  });

  test('every code has words for every field, and none is a bare word of ours', () => {
    const codes = Object.keys(CODES) as ProblemCode[];
    for (const field of FIELD_KEYS) {
      for (const code of codes) {
        const says = sentence(problemOf(field, code));
        expect(says.startsWith(`${fieldOf(field).label} `)).toBe(true);
        expect(says).toMatch(/[.]$/);
        expect(says).not.toMatch(/undefined|null|Error| {2}|\.\./);
      }
    }
  });
});

/** All of them: the compiler misses none. */
const CODES: Record<ProblemCode, true> = {
  empty: true, notText: true, tooLong: true, notAnEmail: true, notADate: true, noSuchDay: true, failsItsCheckDigit: true, wrongLength: true,
  notDigits: true, notAnIban: true, notACountry: true, notAPhoneNumber: true, incomplete: true, notANationalId: true, holdsControlCharacters: true,
  genderIsFreeText: true, bankCountryUnknown: true, bankCountryDiffers: true, accountIsInternational: true, missing: true, unreadable: true,
  perhapsEmpty: true, covered: true, notCleared: true, taken: true, severalPositions: true, laterStart: true, severalIdentifications: true,
  noContact: true, noSubledger: true, subledgerNotWritable: true, fieldUnknownToServer: true, notShown: true, genderNotMapped: true, countryNotTaken: true,
  didNotStick: true, notAccepted: true,
};
