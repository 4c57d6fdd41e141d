// Values of every field, valid and nasty, for the property tests of persons.
import fc from 'fast-check';
import type { FieldKey, Reading } from '../../core/person';

export const anyReading: fc.Arbitrary<Reading> = fc.record(
  { phoneCountry: fc.constantFrom('NO', 'SE', 'no', 'US', 'nowhere'), bankCountry: fc.constantFrom('NO', 'SE', 'no') },
  { requiredKeys: [] },
);

/** Decomposed letters, spaces that do not break, marks that turn the direction, emoji of many parts, digits of other scripts. */
const NASTY = ['A\u030ase', '\u00c5se', '\u00a0', '\u202e', '\u200f', 'שלום', '👩‍👩‍👧', '🇳🇴', '\u0661\u0662', '\uff11', '"', '\\', '{', '}', '\n', '\t', '$a', "'", '<b>', '\u0000', '\ud83d', 'ﬁ', 'İ', 'ß', '0', '+47', '-'];
const anyText = fc.oneof(
  fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 8 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom(...'0123456789 .-'), maxLength: 14 }),
);

/** Anything that may come from outside, in Huma's shapes too. */
export const anyRaw: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: anyText },
  { weight: 1, arbitrary: fc.anything() },
  { weight: 2, arbitrary: fc.record({ number: anyText, country: fc.oneof(fc.constantFrom('NO', 'SE'), anyText) }) },
  { weight: 1, arbitrary: fc.record({ value: anyText, country: fc.constantFrom('NO', 'SE', undefined) }) },
  { weight: 1, arbitrary: fc.record({ iban: anyText, bic: anyText }) },
  { weight: 2, arbitrary: fc.record({ line1: anyText, line2: fc.option(anyText), postalCode: anyText, city: anyText, country: fc.constantFrom('NO', 'no', 'ZZ', '') }, { requiredKeys: [] }) },
);

const grouped = (texts: readonly string[]) => fc.tuple(fc.constantFrom(...texts), fc.constantFrom('', ' ', '.', '\u00a0')).map(([text, space]) => text.match(/.{1,4}/g)?.join(space) ?? text);

const lines = fc.array(fc.constantFrom('Kari', 'kari', 'KARI', 'Åse', 'A\u030ase', 'O’Brien', '0042', '42', '👩‍👩‍👧', 'שלום', '"{x}"', 'a\\b'), { minLength: 1, maxLength: 2 }).map((words) => words.join(' '));
const padded = (text: fc.Arbitrary<string>) => fc.tuple(fc.constantFrom('', ' ', '\u00a0', '\ufeff'), text, fc.constantFrom('', ' ', '\n')).map((parts) => parts.join(''));

const twoDigits = (number: number): string => String(number).padStart(2, '0');
const date = fc.tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.constantFrom('', 'T00:00:00', 'T23:59:59'))
  .map(([year, month, day, time]) => `${year}-${twoDigits(month)}-${twoDigits(day)}${time}`);

const ACCOUNTS = ['12345678903', '15030000010', '86011117947', '99990000006'];
const account = fc.oneof(
  grouped(ACCOUNTS).map((number) => ({ number, country: 'NO' })),
  fc.record({ number: fc.constantFrom('8327-9,123456789-0', '12345678903'), country: fc.constantFrom('SE', 'dk') }),
  grouped(['NO9386011117947', 'NO7112345678903', 'DE89370400440532013000', 'no9015030000010']).map((iban) => ({ iban: iban.replace(/\./g, ' '), bic: 'TESTNOKK' })),
);

const NATIONAL_IDS = ['01819010028', '01819010273', '01419010126', '41819010364'];
const nationalId = fc.oneof(
  fc.tuple(fc.constantFrom(...NATIONAL_IDS), fc.constantFrom('', ' ', '-')).map(([id, space]) => ({ value: id.slice(0, 6) + space + id.slice(6), country: 'NO' })),
  fc.record({ value: fc.constantFrom('900101-1234', '9001011234'), country: fc.constantFrom('SE', 'se') }),
);

const address = fc.record({
  line1: lines, line2: fc.constantFrom('', 'B', undefined), postalCode: fc.constantFrom('0150', '0001', '150'), city: fc.constantFrom('Oslo', 'OSLO', ''), country: fc.constantFrom('NO', 'no', 'SE', ''),
});

const phoneNumber = fc.constantFrom('+47 99 00 00 00', '99000000', '0047 99000000', '99 00 00 00', '4799000000', '+46 70 123 45 67', '070-123 45 67', 'ring Kari', '+47 22 00 00 00 ext 12', '٩٩٠٠٠٠٠٠');
const emailAddress = fc.constantFrom('kari@example.no', 'Kari@Example.NO', 'åse@example.no', 'a\u030ase@EXAMPLE.no', 'mıke@example.no', 'mike@example.no', 'İ@example.no', 'ΟΔΟΣ@example.no', 'straße@example.no');

const VALID: { readonly [K in FieldKey]: fc.Arbitrary<unknown> } = {
  email: padded(emailAddress), employmentId: padded(lines), givenName: padded(lines), familyName: padded(lines), phone: padded(phoneNumber), birthDate: padded(date), bankAccount: account,
  address, gender: padded(fc.constantFrom('Male', 'Female', 'Kvinne', 'm', 'M', 'ikke-binær', 'Ikke-binær')), jobTitle: padded(lines), employmentStart: padded(date), probationEnd: padded(date),
  terminationNotice: padded(date), employmentEnd: padded(date), nationalId,
};

/** Values that the field takes, some of them the same in different spellings. */
export const anyValid = (field: FieldKey): fc.Arbitrary<unknown> => VALID[field];

/** Every run of five letters or digits in what was entered: none of them may be shown of a sensitive value. */
export function secretsIn(raw: unknown): string[] {
  const texts = typeof raw === 'string' ? [raw] : typeof raw === 'object' && raw !== null ? ['number', 'value', 'iban'].map((key) => (raw as Record<string, unknown>)[key]).filter((text) => typeof text === 'string') : [];
  return texts.flatMap((text) => {
    const compact = [...text.replace(/[^\p{L}\p{Nd}]/gu, '')];
    return compact.slice(4).map((_character, index) => compact.slice(index, index + 5).join(''));
  });
}
