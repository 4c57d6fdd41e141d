// The field table against sync-rules F: fifteen rows, in order, each with its places and conditions.
import { FIELD_KEYS, FIELDS, fieldOf, isFieldKey, kindOf, SENSITIVE_FIELDS, selectionOf, TARGETS, UNIQUE_FIELDS, type Field } from '../../../core/person';

const C = 'contacts';
const E = 'employees';
const S = 'suppliers';
const NESTED = { address: { streetAddress: { from: 'street' }, zipCode: { from: 'zipCode' }, place: { from: 'place' }, country: { from: 'country', as: 'countryText' } } };
const FLAT = { streetAddress: { from: 'street' }, zipCode: { from: 'zipCode' }, place: { from: 'place' }, country: { code: { from: 'country' } } };

/** Key, where it is read, which input and keys write it, required, unique, cleared: as the specification has them. */
const SPECIFIED: ReadonlyArray<[string, ReadonlyArray<[string, string, unknown]>, string, boolean, string]> = [
  ['email', [['contact.email', C, 'email'], ['subledger.email', S, 'email']], 'always', true, 'never'],
  ['employmentId', [['employee.code', E, 'code']], 'no', true, 'never'],
  ['givenName', [['contact.firstName', C, 'firstName'], ['subledger.description', S, 'description']], 'forCreation', false, 'never'],
  ['familyName', [['contact.lastName', C, 'lastName'], ['subledger.description', S, 'description']], 'forCreation', false, 'never'],
  ['phone', [['contact.phone', C, 'phone'], ['subledger.phone', S, 'phone']], 'no', true, 'ifSyncedBefore'],
  ['birthDate', [['contact.birthday', C, 'birthday']], 'no', false, 'never'],
  ['bankAccount', [['subledger.bankAccount', S, 'bankAccount']], 'no', false, 'never'],
  ['address', [['contact.address', C, NESTED], ['subledger.address', S, FLAT]], 'no', false, 'never'],
  ['gender', [['contact.gender', C, { gender: { from: 'value', as: 'genderLookup' } }]], 'no', false, 'never'],
  ['jobTitle', [['contact.jobTitle', C, 'jobTitle']], 'no', false, 'ifSyncedBefore'],
  ['employmentStart', [['employee.employmentFrom', E, 'employmentFrom']], 'no', false, 'never'],
  ['probationEnd', [['employee.trialTo', E, 'trialTo']], 'no', false, 'ifSyncedBefore'],
  ['terminationNotice', [['employee.noticeDate', E, 'noticeDate']], 'no', false, 'ifSyncedBefore'],
  ['employmentEnd', [['employee.employmentTo', E, 'employmentTo']], 'no', false, 'ifSyncedBefore'],
  ['nationalId', [['contact.socialSec', C, 'socialSec']], 'no', false, 'never'],
];

test('the rows are those of sync-rules F, in its order', () => {
  expect(FIELD_KEYS).toEqual(SPECIFIED.map(([key]) => key));
});

test.each(SPECIFIED)('F: %s', (key, places, required, unique, cleared) => {
  const field = FIELDS.find((row) => row.key === key) as Field;
  expect(field).toMatchObject({ required, unique, cleared, owner: 'huma' });
  expect(field.targets.map((target) => [target.key, target.write.input, target.write.puts])).toEqual(
    places.map(([path, input, keys]) => [path, input, typeof keys === 'string' ? { [keys]: { from: 'value' } } : keys]),
  );
});

test('R28: e-mail, employment ID and phone are unique', () => expect(UNIQUE_FIELDS).toEqual(['email', 'employmentId', 'phone']));

test('birth date, bank account and national ID are sensitive, and their kinds mask themselves', () => {
  expect([...SENSITIVE_FIELDS]).toEqual(['birthDate', 'bankAccount', 'nationalId']);
  expect(kindOf('birthDate').show('1990-02-03' as never)).toBe('••••-••-••');
  expect(kindOf('bankAccount').show({ kind: 'national', number: '1234.56.78903', country: 'NO' })).toBe('•••••••8903');
  expect(kindOf('nationalId').show({ number: '01819010028', country: 'NO' })).toBe('•••••••');
});

test('R29 and U5: only what both allow may ever be cleared', () => {
  const clearable = FIELDS.filter(({ cleared }) => cleared === 'ifSyncedBefore').flatMap(({ targets }) => targets.map(({ path }) => path));
  expect([...new Set(clearable)].sort()).toEqual(['employmentTo', 'jobTitle', 'noticeDate', 'phone', 'trialTo']);
});

test('R36: both names share one description', () => {
  expect(fieldOf('givenName').targets[1]).toBe(fieldOf('familyName').targets[1]);
  expect(TARGETS.filter(({ key }) => key === 'subledger.description')).toHaveLength(1);
});

test('R31: the company’s country is read for bank accounts only, and never written', () => {
  expect(selectionOf(['bankAccount']).subledger).toBe('bankAccount company { country }');
  expect(selectionOf(FIELD_KEYS.filter((key) => key !== 'bankAccount')).subledger).not.toContain('company');
  expect(JSON.stringify(TARGETS)).not.toContain('company');
});

test('R2: what is read and written is what the rules name, and nothing else', () => {
  expect(selectionOf(FIELD_KEYS)).toEqual({
    employee: 'code employmentFrom trialTo noticeDate employmentTo',
    contact: 'email firstName lastName phone birthday address { streetAddress zipCode place country { code } } gender { dbId dbSubId code name } jobTitle socialSec',
    subledger: 'email description phone bankAccount address { streetAddress zipCode place country { code } } company { country }',
  });
  expect(selectionOf(['email'])).toEqual({ employee: '', contact: 'email', subledger: 'email' });
});

test('keys from outside are told from field keys', () => {
  expect(isFieldKey('email')).toBe(true);
  for (const key of ['', 'Email', 'constructor', '__proto__', 'salary']) expect(isFieldKey(key)).toBe(false);
});
