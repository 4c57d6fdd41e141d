// What a first write could take, and when it has (U6).
import { targetsOf, type FieldKey } from '../../../../core/person';
import { atStake, isAllGone, movedUnasked } from '../../../../core/sync/compare';
import { employees } from '../../plan/tenants';

const before = employees({ dbId: '7', person: { email: 'kari@example.no', givenName: 'Kari', familyName: 'Test', phone: '+4799000001', jobTitle: 'Utvikler', employmentId: '1042' }, more: (employee) => { employee.employmentFrom = '2019-01-01'; } })[0]!;
const meant = (field: FieldKey, record: string) => targetsOf([field]).filter((target) => target.record === record).map((target) => ({ target, fields: [field] }));
const now = (change: (employee: typeof before) => void) => { const copy = structuredClone(before); change(copy); return copy; };

test('at stake is what the written record holds besides', () => {
  expect(atStake(before, meant('jobTitle', 'contact')).sort()).toEqual(['contact.email', 'contact.firstName', 'contact.lastName', 'contact.phone']);
  expect(atStake(before, meant('employmentStart', 'employee'))).toEqual([]);
});

test('not what the row is known by, is made of other values, or stands in another row', () => {
  const rich = now(({ contact, subledger, ...employee }) => {
    Object.assign(contact!, { address: { streetAddress: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: null }, gender: { code: 'FEMALE', name: 'Female' } });
    Object.assign(subledger!, { address: { streetAddress: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: null }, bankAccount: '12345678903' });
    expect(employee.code).toBe('1042');
  });
  expect(atStake(rich, meant('phone', 'contact')).sort()).toEqual(['contact.email', 'contact.firstName', 'contact.jobTitle', 'contact.lastName']);
  expect(atStake(rich, meant('phone', 'subledger')).sort()).toEqual(['subledger.bankAccount', 'subledger.email']);
  expect(atStake({ ...rich, employmentFrom: null, employmentTo: null }, meant('probationEnd', 'employee'))).toEqual([]);
});

test('a record that was emptied is told from one value that somebody edited', () => {
  const emptied = now(({ contact }) => Object.assign(contact!, { email: null, firstName: null, lastName: null, phone: null }));
  const edited = now(({ contact }) => Object.assign(contact!, { phone: '+4799000009' }));
  expect([movedUnasked(before, emptied, meant('jobTitle', 'contact')).length > 0, isAllGone(before, emptied, meant('jobTitle', 'contact'))]).toEqual([true, true]);
  expect([movedUnasked(before, edited, meant('jobTitle', 'contact')), isAllGone(before, edited, meant('jobTitle', 'contact'))]).toEqual([['Phone Number'], false]);
});

test.each<[string, (employee: typeof before) => void, (employee: typeof before) => void, string[]]>([
  ['a part of an address is the address', () => undefined, ({ contact }) => { contact!.address = { streetAddress: 'Nygata 1', zipCode: null, place: null, country: null }; }, ['Address']],
  ['what no field stands for is named by its place', () => undefined, ({ contact }) => { contact!.dbId = '5'; }, ['contact.dbId']],
  ['a date of the employment', () => undefined, (employee) => { employee.employmentFrom = null; }, ['Employment Start Date']],
  ['U27: what one of the readings does not show says nothing', (employee) => { employee.notShown = ['employee.employmentFrom', 'contact.phone']; }, (employee) => { employee.employmentFrom = null; employee.contact!.phone = null; }, []],
  ['U27: nor does what the second does not show', () => undefined, (employee) => { employee.notShown = ['contact.phone']; employee.contact!.phone = null; }, []],
  ['when it was changed is no change', () => undefined, (employee) => { employee.modifiedAt = '2026-03-01'; }, []],
])('%s', (_, first, second, labels) => {
  const was = now(first);
  const is = structuredClone(was);
  second(is);
  expect(movedUnasked(was, is, meant('jobTitle', 'contact'))).toEqual(labels);
});

test('U24, U25: the texts of a name and the mask of a number follow by themselves', () => {
  const follows = now((employee) => Object.assign(employee, { description: 'Karin Test', socialSecurityMasked: '0*****' }));
  expect(movedUnasked(before, follows, [...meant('givenName', 'contact'), ...meant('nationalId', 'contact')])).toEqual([]);
});

describe('a record of several was emptied', () => {
  const both = [...meant('jobTitle', 'contact'), ...meant('bankAccount', 'subledger')];
  test.each<[string, (employee: typeof before) => void, boolean]>([
    ['the contact', ({ contact }) => Object.assign(contact!, { email: null, firstName: null, lastName: null, phone: null }), true],
    ['the subledger', ({ subledger }) => Object.assign(subledger!, { email: null, phone: null }), true],
    ['a part of each', ({ contact, subledger }) => { contact!.phone = null; subledger!.email = null; }, false],
    ['none', () => undefined, false],
  ])('%s: %s', (_, change, expected) => expect(isAllGone(before, now(change), both)).toBe(expected));
});
