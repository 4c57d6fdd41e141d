// How each kind of value is read, compared and shown.
import { address, bankAccount, birthDate, compareDates, email, employmentId, gender, genderOf, nationalId, phone, plainDate, text, type Parsed, type PlainDate } from '../../../core/person';

const read = <T>(parsed: Parsed<T>): T => {
  if (!parsed.ok) throw new Error(`not read: ${parsed.why}`);
  return parsed.value;
};

describe('text', () => {
  test('R38: trimmed at both ends, of invisible marks too', () => {
    for (const entered of ['Kari', '  Kari\t', '\u00a0Kari\u00a0', '\ufeffKari\u200b', '\u202aKari\u202c']) expect(read(text.parse(entered))).toBe('Kari');
  });
  test('R39: quotes, backslashes, line breaks, braces, emoji and æøå stay as they are', () => {
    for (const entered of ['"Kari"', 'a\\b', 'a\nb', 'a\r\nb', '{a}', '$x', '👩‍👩‍👧', 'Blåbær Ø', "O'Brien", 'a\u00a0b', 'שלום', 'Jose\u0301']) expect(read(text.parse(entered))).toBe(entered);
  });
  test('composed and decomposed letters are the same text', () => expect(text.same('Åse', 'A\u030ase')).toBe(true));
  test('case tells texts apart', () => expect(text.same('kari', 'Kari')).toBe(false));
  test('nothing visible is empty', () => {
    for (const blank of ['', ' ', '\n', '\u200b', '\u00a0\ufeff']) expect(text.parse(blank)).toEqual({ ok: false, why: 'empty' });
  });
});

describe('employment ID', () => {
  test('leading zeros are kept and count', () => {
    expect(read(employmentId.parse(' 0042 '))).toBe('0042');
    expect(employmentId.same('0042', '42')).toBe(false);
    expect(employmentId.same('0042', '00042')).toBe(false);
  });
});

describe('R11: e-mail', () => {
  test.each(['Kari.Testesen+hr@Example.no', "o'brien@example.com", 'kari@mail.example.co.uk', 'åse@blåbær.example', 'a_b-c!#$%&*/=?^`{|}~@example.no'])('%s is one', (address) => {
    expect(read(email.parse(` ${address} `))).toBe(address);
  });
  test('case and Unicode form do not matter', () => {
    expect(email.same('KARI@EXAMPLE.NO', 'kari@example.no')).toBe(true);
    expect(email.same('\u00c5se@example.no', 'a\u030ase@example.no')).toBe(true);
  });
  test('letters that only look alike are other people', () => {
    expect(email.same('mike@example.no', 'm\u0131ke@example.no')).toBe(false);
    expect(email.same('strasse@example.no', 'straße@example.no')).toBe(false);
    expect(email.same('kari@example.no', 'k\u0430ri@example.no')).toBe(false);
  });
});

describe('R38: phone', () => {
  const NO = { phoneCountry: 'NO' };
  test.each(['+4799000000', '+47 99 00 00 00', '0047 99000000', '00 47 99 00 00 00', '(+47) 99 00 00 00', '(0047) 99000000', '+47-99-00-00-00', '\u202a+47 99 00 00 00\u202c', 'tel:+4799000000', '+47\u00a099\u00a000\u00a000\u00a000'])(
    '%s is +4799000000, whatever the default country',
    (entered) => {
      for (const reading of [{}, NO, { phoneCountry: 'SE' }]) expect(phone.canonical(entered, reading)).toBe('tel:4799000000');
    },
  );
  test('a number without a country code is read in the default country', () => {
    expect(phone.same('99 00 00 00', '+4799000000', NO)).toBe(true);
    expect(phone.same('070-123 45 67', '+46701234567', { phoneCountry: 'se' })).toBe(true);
    expect(phone.same('99 00 00 00', '+4799000000', { phoneCountry: 'SE' })).toBe(false);
  });
  test('without a default country none is guessed, and the digits are compared', () => {
    expect(phone.same('99 00 00 00', '99000000')).toBe(true);
    expect(phone.same('99000000', '+4799000000')).toBe(false);
    expect(phone.same('99000000', '+4799000000', { phoneCountry: 'nowhere' })).toBe(false);
  });
  test('an extension counts', () => expect(phone.same('+47 22 00 00 00 ext 12', '+47 22 00 00 00 ext 13')).toBe(false));
  test('what is no number is compared as text', () => {
    expect(phone.same('ring Kari', ' ring Kari ')).toBe(true);
    expect(phone.same('ring Kari 99000000', '99000000', NO)).toBe(false);
  });
  test('it stays as entered', () => expect(read(phone.parse(' 99 00 00 00 '))).toBe('99 00 00 00'));
});

describe('dates', () => {
  test.each([
    ['2024-08-01', '2024-08-01'],
    [' 2024-02-29 ', '2024-02-29'],
    ['2000-02-29', '2000-02-29'],
    ['2024-08-01T00:00:00', '2024-08-01'],
    ['2024-12-31T23:59:59', '2024-12-31'],
    ['2024-12-31T23:59', '2024-12-31'],
    ['2024-08-01 00:00:00', '2024-08-01'],
    ['2024-08-01T00:00:00Z', '2024-08-01'],
    ['2024-08-01T00:00:00.000+02:00', '2024-08-01'],
    ['0001-01-01', '0001-01-01'],
    ['9999-12-31', '9999-12-31'],
  ])('%s is %s', (entered, date) => expect(read(plainDate.parse(entered))).toBe(date));
  test('a zoned time that is not midnight is no date: the zone would decide the day', () => {
    expect(plainDate.parse('1990-02-02T23:00:00Z')).toEqual({ ok: false, why: 'notADate' });
  });
  test('they are ordered by the calendar', () => {
    const dates = ['2024-10-01', '2024-02-01', '2023-12-31'] as PlainDate[];
    expect([...dates].sort(compareDates)).toEqual(['2023-12-31', '2024-02-01', '2024-10-01']);
    expect(compareDates('2024-10-01' as PlainDate, '2024-10-01' as PlainDate)).toBe(0);
  });
  test('a birth date shows nothing', () => expect(birthDate.show('1990-02-03' as PlainDate)).toBe('••••-••-••'));
});

describe('R31: bank account', () => {
  const norwegian = { kind: 'national', number: '12345678903', country: 'NO' } as const;
  test.each(['1234.56.78903', '1234 56 78903', '12345678903', '1234\u00a056\u00a078903'])('%s is one, kept as entered', (number) => {
    const account = read(bankAccount.parse({ type: 'national', code: 'x', number: ` ${number} `, country: 'no' }));
    expect(account).toEqual({ ...norwegian, number });
    expect(bankAccount.same(account, norwegian)).toBe(true);
  });
  test('a Norwegian IBAN and its account number are the same account', () => {
    const iban = read(bankAccount.parse({ type: 'x', code: 'x', iban: 'NO93 8601 1117 947', bic: 'TESTNOKK' }));
    expect(iban).toEqual({ kind: 'international', iban: 'NO93 8601 1117 947', bic: 'TESTNOKK' });
    expect(bankAccount.same(iban, { kind: 'national', number: '8601.11.17947', country: 'NO' })).toBe(true);
    expect(bankAccount.same(iban, { kind: 'national', number: '86011117947', country: 'DK' })).toBe(false);
  });
  test('an IBAN in the place of the number is read as one', () => {
    expect(read(bankAccount.parse({ number: 'no93 8601 1117 947', country: 'NO' }))).toEqual({ kind: 'international', iban: 'no93 8601 1117 947' });
    expect(read(bankAccount.parse('NO9386011117947')).kind).toBe('international');
  });
  test('a number as text belongs to the default bank country', () => {
    expect(read(bankAccount.parse('12345678903', { bankCountry: 'NO' }))).toEqual(norwegian);
  });
  test('the letters and the country tell foreign accounts apart', () => {
    const swedish = read(bankAccount.parse({ number: '8327-9, 123 456 789-0', country: 'SE' }));
    expect(bankAccount.same(swedish, { kind: 'national', number: '83279,1234567890', country: 'SE' })).toBe(false);
    expect(bankAccount.same({ ...norwegian, country: 'SE' }, norwegian)).toBe(false);
  });
  test('only the last four are shown', () => {
    expect(bankAccount.show(read(bankAccount.parse({ iban: 'DE89370400440532013000', bic: 'TESTDEFF' })))).toBe('•••••••3000');
    expect(bankAccount.show({ kind: 'national', number: '1234567', country: 'DK' })).toBe('•••••••');
  });
});

describe('R34: national ID', () => {
  test.each([
    ['a synthetic number, month + 80', '01819010028'],
    ['with a space', '018190 10028'],
    ['a synthetic number, month + 40', '01419010126'],
    ['a synthetic D-number', '41819010364'],
  ])('%s', (_what, value) => expect(read(nationalId.parse({ type: 'national', value, country: 'no' }))).toEqual({ number: value, country: 'NO' }));
  test('other countries: any text', () => expect(read(nationalId.parse({ value: '900101-1234', country: 'SE' }))).toEqual({ number: '900101-1234', country: 'SE' }));
  test('without a country it is checked as one of the default country, where that is set', () => {
    expect(read(nationalId.parse({ value: '900101-1234' }))).toEqual({ number: '900101-1234' });
    expect(nationalId.parse({ value: '900101-1234' }, { bankCountry: 'NO' })).toEqual({ ok: false, why: 'wrongLength' });
  });
  test('it shows nothing of itself', () => expect(nationalId.show({ number: '01819010028', country: 'NO' })).toBe('•••••••'));
  test('spaces, dots and hyphens do not matter', () => {
    expect(nationalId.same({ number: '018190 10028', country: 'NO' }, { number: '018190-10028', country: 'NO' })).toBe(true);
  });
});

describe('R30: address', () => {
  test('non-empty lines are joined, empty parts left out', () => {
    expect(read(address.parse({ line1: ' Prøvegata 1 ', line2: '', line3: 'Oppgang B', postalCode: '0150', city: ' ', country: 'no' }))).toEqual({
      street: 'Prøvegata 1, Oppgang B', zipCode: '0150', country: 'NO',
    });
    expect(read(address.parse({ line1: 'A', line2: null, line3: undefined, postalCode: '0150', city: 'Oslo', country: 'SE' })).street).toBe('A');
  });
  test('leading zeros of the postal code are kept', () => expect(read(address.parse({ line1: 'A', postalCode: '0001' })).zipCode).toBe('0001'));
  test('an address of nothing is empty', () => {
    for (const blank of [{}, { line1: '', postalCode: '', city: '', country: '' }, { line1: ' ', country: null }]) expect(address.parse(blank)).toEqual({ ok: false, why: 'empty' });
  });
  test('the whole block is compared, the country in either case', () => {
    const oslo = { street: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: 'NO' };
    expect(address.same(oslo, { ...oslo, country: 'no' })).toBe(true);
    for (const other of [{ street: 'Prøvegata 2' }, { zipCode: '0151' }, { place: 'oslo' }, { country: 'SE' }, { place: undefined }]) expect(address.same(oslo, { ...oslo, ...other })).toBe(false);
  });
  test('parts do not run into each other', () => {
    expect(address.same({ street: 'A', zipCode: '0150' }, { street: 'A 0150' })).toBe(false);
    expect(address.same({ street: 'A', place: 'B' }, { street: 'A', zipCode: 'B' })).toBe(false);
  });
  test('it is shown in one line', () => expect(address.show({ street: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: 'NO' })).toBe('Prøvegata 1, 0150 Oslo, NO'));
});

describe('R35 and U12: gender', () => {
  test.each(['Male', 'M', 'MALE', 'm', 'Mann', 'Man', 'mand'])('%s is Male', (word) => expect(genderOf(word)).toBe('Male'));
  test.each(['Female', 'F', 'FEMALE', 'K', 'Kvinne', 'Kvinna', 'woman'])('%s is Female', (word) => expect(genderOf(word)).toBe('Female'));
  test.each(['', 'X', 'ikke-binær', 'Malefemale', '1', 'other', 'constructor'])('%s is not guessed', (word) => expect(genderOf(word)).toBeUndefined());
  test('two words for one gender are the same; free text is text', () => {
    expect(gender.same('Kvinne', 'FEMALE')).toBe(true);
    expect(gender.same('Kvinne', 'Male')).toBe(false);
    expect(gender.same('ikke-binær', 'Ikke-binær')).toBe(false);
  });
});
