// Target by target: reading Xledger, what Huma wants there, whether it differs, and the keys that write it.
import { compareAt, fieldsBehind, inputAt, personFrom, sameAt, sentence, showAt, TARGETS, targetsOf, valuesOf, wantedAt, type Encodings, type Person, type PlainDate, type Target, type XledgerValues } from '../../../core/person';

const at = (key: string): Target => {
  const target = TARGETS.find((candidate) => candidate.key === key);
  if (!target) throw new Error(`no target ${key}`);
  return target;
};

const EMPLOYEE = {
  dbId: '7', code: '0042', employmentFrom: '2024-08-01T00:00:00', trialTo: '', noticeDate: null,
  contact: {
    email: 'kari@example.no', firstName: 'Kari', lastName: 'Testesen', phone: ' 99 00 00 00 ', birthday: '1990-02-03', jobTitle: 'Utvikler', socialSec: '01819010028',
    gender: { dbId: '2', dbSubId: 1, code: 'K', name: 'Kvinne' },
    address: { streetAddress: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: { code: 'NO' } },
  },
  subledger: {
    email: 'kari@example.no', description: 'Kari Testesen', phone: '', bankAccount: '1234.56.78903', company: { country: 'Norge' },
    address: { streetAddress: '', zipCode: null, place: null, country: null },
  },
};
const VALUES = valuesOf(EMPLOYEE);

describe('reading Xledger', () => {
  test('each target from its record; null and "" are both nothing (U5); what was not read is absent', () => {
    expect(VALUES).toEqual({
      'contact.email': 'kari@example.no', 'subledger.email': 'kari@example.no', 'employee.code': '0042', 'contact.firstName': 'Kari', 'contact.lastName': 'Testesen',
      'subledger.description': 'Kari Testesen', 'contact.phone': '99 00 00 00', 'subledger.phone': null, 'contact.birthday': '1990-02-03', 'subledger.bankAccount': '1234.56.78903',
      'contact.address': { street: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: 'NO' }, 'subledger.address': null, 'contact.gender': 'Female', 'contact.jobTitle': 'Utvikler',
      'employee.employmentFrom': '2024-08-01', 'employee.trialTo': null, 'employee.noticeDate': null, 'contact.socialSec': '01819010028', 'subledger.company.country': 'Norge',
    });
    expect('employee.employmentTo' in VALUES).toBe(false);
  });
  test('a missing record leaves its targets absent', () => {
    expect(valuesOf({ code: '1', contact: null, subledger: null })).toEqual({ 'employee.code': '1' });
    expect(valuesOf({ code: '1', subledger: { company: null } })).toEqual({ 'employee.code': '1' });
  });
  test('U12: gender by its code or by its name; unknown words stay words', () => {
    const gender = (value: unknown) => valuesOf({ contact: { gender: value } })['contact.gender'];
    expect([{ code: '17', name: 'Kvinne' }, { code: 'MALE', name: null }, { code: '9', name: 'Annet' }, { code: '9', name: '' }, {}, null].map(gender)).toEqual(['Female', 'Male', 'Annet', '9', null, null]);
  });
  test('the person that Xledger holds', () => {
    expect(personFrom(VALUES)).toEqual({
      problems: [],
      person: {
        email: 'kari@example.no', employmentId: '0042', givenName: 'Kari', familyName: 'Testesen', phone: '99 00 00 00', birthDate: '1990-02-03',
        bankAccount: { kind: 'national', number: '1234.56.78903', country: 'NO' }, address: { street: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: 'NO' }, gender: 'Female',
        jobTitle: 'Utvikler', employmentStart: '2024-08-01', probationEnd: null, terminationNotice: null, nationalId: { number: '01819010028' },
      },
    });
  });
  test('R11: the subledger’s e-mail only where the contact’s is empty', () => {
    expect(personFrom({ 'contact.email': 'a@example.no', 'subledger.email': 'b@example.no' }).person.email).toBe('a@example.no');
    expect(personFrom({ 'contact.email': null, 'subledger.email': 'b@example.no' }).person.email).toBe('b@example.no');
    expect(personFrom({ 'contact.email': null, 'subledger.email': null }).person.email).toBeNull();
  });
  test('R36: names come from the contact alone', () => expect(personFrom({ 'subledger.description': 'Kari Testesen' }).person).toEqual({}));
  test('U24: a masked national ID counts as not read', () => expect(personFrom({ 'contact.socialSec': '018190*****' })).toEqual({ person: {}, problems: [] }));
});

describe('comparing', () => {
  const state = (key: string, person: Person, current: XledgerValues = VALUES, reading = {}) => compareAt(at(key), person, current, reading).state;
  test.each<[string, string, Person, string]>([
    ['equal whatever the case', 'contact.email', { email: 'Kari@Example.no' }, 'equal'],
    ['different', 'contact.email', { email: 'other@example.no' }, 'different'],
    ['missing in Huma', 'contact.jobTitle', { jobTitle: null }, 'missingInHuma'],
    ['missing in Xledger', 'employee.trialTo', { probationEnd: '2024-11-01' as PlainDate }, 'missingInXledger'],
    ['empty on both sides', 'employee.noticeDate', { terminationNotice: null }, 'equal'],
    ['nothing known of it', 'contact.email', {}, 'unreadable'],
    ['leading zeros differ', 'employee.code', { employmentId: '42' }, 'different'],
    ['the date of a date-time', 'employee.employmentFrom', { employmentStart: '2024-08-01' as PlainDate }, 'equal'],
    ['free-text gender', 'contact.gender', { gender: 'ikke-binær' }, 'notComparable'],
    ['two words for a gender', 'contact.gender', { gender: 'Kvinne' }, 'equal'],
  ])('R13: %s', (_what, key, person, expected) => expect(state(key, person)).toBe(expected));

  test('R38: phones in the default country', () => {
    expect(state('contact.phone', { phone: '+4799000000' })).toBe('different');
    expect(state('contact.phone', { phone: '+4799000000' }, VALUES, { phoneCountry: 'NO' })).toBe('equal');
  });
  test('null, "" and absent are alike (U5)', () => {
    for (const nothing of [null, '', undefined]) {
      expect(sameAt(at('contact.phone'), null, nothing)).toBe(true);
      expect(sameAt(at('contact.phone'), '99000000', nothing)).toBe(false);
    }
    expect(sameAt(at('contact.phone'), null, '99000000')).toBe(false);
  });
});

describe('R30: the address', () => {
  const wanted = (address: Person['address'], current: XledgerValues) => wantedAt(at('contact.address'), { address }, current);
  test('parts that Huma leaves empty keep their value, and the block is sent whole (U7)', () => {
    expect(wanted({ street: 'Nygata 2', place: 'Bergen' }, VALUES)).toEqual({ is: 'value', value: { street: 'Nygata 2', zipCode: '0150', place: 'Bergen', country: 'NO' } });
    expect(compareAt(at('contact.address'), { address: { street: 'Prøvegata 1' } }, VALUES).state).toBe('equal');
  });
  test('each record is completed from its own', () => {
    expect(compareAt(at('subledger.address'), { address: { street: 'Nygata 2' } }, VALUES)).toEqual({ state: 'missingInXledger', before: null, after: { street: 'Nygata 2' } });
  });
  test('emptied in Huma, nothing can be written to clear it', () => {
    for (const key of ['contact.address', 'subledger.address']) expect(inputAt(at(key), null, ENCODINGS)).toEqual({});
  });
});

describe('R31: the bank account', () => {
  const NO = { kind: 'national', number: '1503.00.00010', country: 'NO' } as const;
  const wanted = (bankAccount: Person['bankAccount'], country: string | null | undefined, bankCountry?: string, there: string | null = null) =>
    wantedAt(at('subledger.bankAccount'), { bankAccount }, { 'subledger.company.country': country, 'subledger.bankAccount': there }, { bankCountry });
  const sent = { is: 'value', value: '1503.00.00010' };

  test.each(['NO', 'no', 'Norge', 'Norway', 'NOR'])('sent where the company’s country is %s', (country) => expect(wanted(NO, country)).toEqual(sent));
  test('the default bank country decides where the company names none', () => {
    for (const country of [null, undefined, '', 'Atlantis']) {
      expect(wanted(NO, country, 'NO')).toEqual(sent);
      expect(wanted(NO, country)).toEqual({ is: 'withheld', why: 'bankCountryUnknown' });
      expect(wanted(NO, country, 'SE')).toEqual({ is: 'withheld', why: 'bankCountryDiffers' });
    }
  });
  test('the company’s country outranks the default', () => expect(wanted(NO, 'Sverige', 'NO')).toEqual({ is: 'withheld', why: 'bankCountryDiffers' }));
  test('a Norwegian IBAN is sent as its account number', () => {
    expect(wanted({ kind: 'international', iban: 'NO93 8601 1117 947' }, 'NO')).toEqual({ is: 'value', value: '86011117947' });
    expect(wanted({ kind: 'international', iban: 'NO9386011117947' }, 'SE')).toEqual({ is: 'withheld', why: 'bankCountryDiffers' });
  });
  test('other international accounts are not sent', () => {
    expect(wanted({ kind: 'international', iban: 'DE89370400440532013000' }, 'DE')).toEqual({ is: 'withheld', why: 'accountIsInternational' });
  });
  test('what stands there already is equal, with or without a country, in any spelling', () => {
    for (const there of ['15030000010', '1503 00 00010', 'NO90 1503 0000 010']) {
      const current = { 'subledger.bankAccount': there };
      expect(compareAt(at('subledger.bankAccount'), { bankAccount: NO }, current).state).toBe('equal');
    }
  });
  test('the country is never written', () => expect(inputAt(at('subledger.bankAccount'), '15030000010', ENCODINGS)).toEqual({ bankAccount: '15030000010' }));
});

describe('R36: the description', () => {
  const description = at('subledger.description');
  test('given name, one space, family name', () => {
    expect(wantedAt(description, { givenName: 'Åse Marie', familyName: 'Berg' }, {})).toEqual({ is: 'value', value: 'Åse Marie Berg' });
  });
  test('a name that is not told stays the one in Xledger', () => {
    expect(wantedAt(description, { familyName: 'Nilsen' }, VALUES)).toEqual({ is: 'value', value: 'Kari Nilsen' });
    expect(wantedAt(description, { givenName: null, familyName: 'Nilsen' }, VALUES)).toEqual({ is: 'value', value: 'Kari Nilsen' });
  });
  test('nothing is wanted where nothing is told, or half of it is missing', () => {
    for (const person of [{}, { givenName: null }, { givenName: null, familyName: null }]) expect(wantedAt(description, person, VALUES)).toEqual({ is: 'unknown' });
    expect(wantedAt(description, { givenName: 'Kari' }, {})).toEqual({ is: 'unknown' });
  });
  test('its difference belongs to the name that changed', () => {
    expect(fieldsBehind(description, { givenName: 'Kari', familyName: 'Nilsen' }, VALUES)).toEqual(['familyName']);
    expect(fieldsBehind(description, { givenName: 'Karin', familyName: 'Nilsen' }, VALUES)).toEqual(['givenName', 'familyName']);
    expect(fieldsBehind(description, { givenName: 'Kari', familyName: 'Testesen' }, { ...VALUES, 'subledger.description': 'K. T.' })).toEqual(['givenName', 'familyName']);
    expect(fieldsBehind(at('contact.email'), { email: 'x@example.no' }, VALUES)).toEqual(['email']);
  });
});

describe('U24: a masked national ID', () => {
  const same = (masked: string, number = '01819010028') => sameAt(at('contact.socialSec'), number, masked);
  test.each(['018190*****', '018190 *****', '*****10028', '018190xxxxx', '***********', '018190•••••', '0*********8', '018190-XXXXX'])('%s agrees', (masked) => expect(same(masked)).toBe(true));
  test.each(['018191*****', '*****10029', '118190xxxxx', '0*********9'])('%s does not', (masked) => expect(same(masked)).toBe(false));
  test('a mask of another length agrees in what it shows', () => {
    expect(same('018190**')).toBe(true);
    expect(same('018191**')).toBe(false);
  });
  test('a letter X in a foreign number is no mask', () => expect(same('X1234567L', 'Y1234567L')).toBe(false));
  test('in clear it is compared without spaces', () => expect(same('018190 10028')).toBe(true));
});

const ENCODINGS: Encodings = { countryText: (code) => (code === 'NO' ? 'Norway' : undefined), genderLookup: (gender) => (gender === 'Male' ? { code: 'M' } : undefined) };

describe('writing', () => {
  const ADDRESS = { street: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: 'NO' };
  test('text as it is, clearing as null', () => {
    expect(inputAt(at('contact.phone'), '99 00 00 00', ENCODINGS)).toEqual({ phone: '99 00 00 00' });
    expect(inputAt(at('employee.employmentTo'), null, ENCODINGS)).toEqual({ employmentTo: null });
  });
  test('an address nested in the contact and flat in the supplier (xledger.md 6.6)', () => {
    expect(inputAt(at('contact.address'), ADDRESS, ENCODINGS)).toEqual({ address: { streetAddress: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: 'Norway' } });
    expect(inputAt(at('subledger.address'), ADDRESS, ENCODINGS)).toEqual({ streetAddress: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: { code: 'NO' } });
  });
  test('U9: the other way to write the supplier’s address', () => {
    const [nested] = at('subledger.address').instead ?? [];
    expect(inputAt(at('subledger.address'), ADDRESS, ENCODINGS, nested)).toEqual({ address: { streetAddress: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: 'Norway' } });
  });
  test('R30: empty parts are left out, never sent as blanks', () => {
    expect(inputAt(at('contact.address'), { street: 'A', zipCode: '', place: undefined }, ENCODINGS)).toEqual({ address: { streetAddress: 'A' } });
    expect(inputAt(at('subledger.address'), { street: 'A' }, ENCODINGS)).toEqual({ streetAddress: 'A' });
  });
  test('what the tenant has no word for is left out (U8, U12)', () => {
    expect(inputAt(at('contact.gender'), 'Male', ENCODINGS)).toEqual({ gender: { code: 'M' } });
    expect(inputAt(at('contact.gender'), 'Female', ENCODINGS)).toEqual({});
    expect(inputAt(at('contact.address'), { street: 'A', country: 'SE' }, ENCODINGS)).toEqual({ address: { streetAddress: 'A' } });
  });
});

test('differences in a few lines: each target once', () => {
  const person: Person = { email: 'kari@example.no', givenName: 'Kari', familyName: 'Nilsen', phone: '99000000' };
  const differences = targetsOf(['email', 'givenName', 'familyName', 'phone'])
    .map((target) => ({ target: target.key, ...compareAt(target, person, VALUES) }))
    .filter(({ state }) => state !== 'equal');
  expect(differences.map(({ target, before, after }) => [target, before, after])).toEqual([
    ['subledger.description', 'Kari Testesen', 'Kari Nilsen'],
    ['contact.lastName', 'Testesen', 'Nilsen'],
    ['subledger.phone', null, '99000000'],
  ]);
});

test('sensitive targets show masks', () => {
  const shown = Object.fromEntries(TARGETS.map((target) => [target.key, showAt(target, VALUES[target.key as keyof XledgerValues])]));
  expect(shown).toMatchObject({
    'contact.birthday': '••••-••-••', 'subledger.bankAccount': '•••••••8903', 'contact.socialSec': '•••••••',
    'contact.address': 'Prøvegata 1, 0150 Oslo, NO', 'employee.employmentFrom': '2024-08-01', 'subledger.phone': null,
  });
});

test('a bad value in Xledger is a problem of Xledger’s, masked', () => {
  const { problems } = personFrom({ 'subledger.bankAccount': '12345678904', 'subledger.company.country': 'NO' });
  expect(problems.map(sentence)).toEqual(['Bank Account ends in 8904, and its check digit does not fit. Correct it in Xledger.']);
});
