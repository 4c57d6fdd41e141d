// Raw values by field to a person with its problems.
import { hidden, hiddenBut, normalise, problemOf, quoted, readValue } from '../../../core/person';

test('absent stays absent, null and blank are clear, and the three are never mixed up', () => {
  const { person, problems } = normalise({ email: undefined, givenName: null, familyName: '', phone: ' \u00a0', jobTitle: 'Utvikler', address: { line1: '', country: '' } });
  expect(person).toStrictEqual({ givenName: null, familyName: null, phone: null, address: null, jobTitle: 'Utvikler' });
  expect(problems).toEqual([]);
});

test('an invalid value is a problem and stays absent; the others go on', () => {
  expect(normalise({ email: 'kari@example.no', birthDate: '1990-02-31', phone: 'ring Kari' })).toEqual({
    person: { email: 'kari@example.no', phone: 'ring Kari' },
    problems: [problemOf('phone', 'notAPhoneNumber', 'ring Kari', { side: 'huma', kept: true }), problemOf('birthDate', 'noSuchDay', '1990-02-31', { side: 'huma' })],
  });
});

test('keys that are no fields are not looked at', () => expect(normalise(JSON.parse('{"salary":1,"__proto__":{"email":"x"},"constructor":"y"}'))).toEqual({ person: {}, problems: [] }));

test('one value alone', () => {
  expect(readValue('employmentId', ' 0042 ')).toEqual({ value: '0042' });
  expect(readValue('employmentId', null)).toEqual({ value: null });
  expect(readValue('employmentId', undefined)).toEqual({ value: undefined });
  expect(readValue('employmentId', 42)).toEqual({ value: undefined, problem: { field: 'employmentId', code: 'notText', side: 'huma' } });
});

describe('masks', () => {
  test('as many dots for every value', () => expect([hidden(), hiddenBut('12345678903', { last: 4 }), hiddenBut('1234567890123456', { last: 4 })]).toEqual(['•••••••', '•••••••8903', '•••••••3456']));
  test('a short value is hidden whole', () => expect([hiddenBut('1234567', { last: 4 }), hiddenBut('', { last: 4 })]).toEqual(['•••••••', '•••••••']));
  test('a phone number with its country code stays readable in a quotation', () => {
    expect([quoted('+47 99 00 00 00'), quoted('0047 99 00 00 00'), quoted('99000000')]).toEqual(['"+47 99 00 00 00"', '"0047 99 00 00 00"', '"99000000"']);
  });
});
