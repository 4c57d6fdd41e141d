// What a first write could take, and when it has (U6).
import { targetsOf, type FieldKey } from '../../../core/person';
import { atStake, isAllGone, movedUnasked } from '../../../core/sync/compare';
import { employees } from '../plan/tenants';

const before = employees({ dbId: '7', person: { email: 'kari@example.no', givenName: 'Kari', familyName: 'Test', phone: '+4799000001', jobTitle: 'Utvikler' }, more: (employee) => { employee.employmentFrom = '2019-01-01'; } })[0]!;
const meant = (field: FieldKey, record: string) => targetsOf([field]).filter((target) => target.record === record).map((target) => ({ target, fields: [field] }));
const now = (change: (employee: typeof before) => void) => { const copy = structuredClone(before); change(copy); return copy; };

test('at stake is what the written record holds besides', () => {
  expect(atStake(before, meant('jobTitle', 'contact'))).toEqual(expect.arrayContaining(['contact.email', 'contact.firstName', 'contact.lastName', 'contact.phone']));
  expect(atStake(before, meant('employmentStart', 'employee'))).toEqual([]);
});

test('a record that was emptied is told from one value that somebody edited', () => {
  const emptied = now(({ contact }) => Object.assign(contact!, { email: null, firstName: null, lastName: null, phone: null }));
  const edited = now(({ contact }) => Object.assign(contact!, { phone: '+4799000009' }));
  expect([movedUnasked(before, emptied, meant('jobTitle', 'contact')).length > 0, isAllGone(before, emptied, meant('jobTitle', 'contact'))]).toEqual([true, true]);
  expect([movedUnasked(before, edited, meant('jobTitle', 'contact')), isAllGone(before, edited, meant('jobTitle', 'contact'))]).toEqual([['Phone Number'], false]);
});
