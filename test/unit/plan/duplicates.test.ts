// R28: who shares a value that should be one person's alone.
import type { FieldKey } from '../../../core/person';
import { duplicatesInHuma, duplicatesInXledger } from '../../../core/sync/plan/making/duplicates';
import type { XledgerEmployee } from '../../../core/xledger';
import { employees, person, READING, user } from './tenants';

const ALL: readonly FieldKey[] = ['email', 'employmentId', 'phone'];

/** Three employees; `changes` are made to the second and third. */
const inXledger = (changes: (second: XledgerEmployee, third: XledgerEmployee, first: XledgerEmployee) => void, fields = ALL) => {
  const [first, second, third] = employees(...[1, 2, 3].map((number) => ({ dbId: String(number), person: person(number) }))) as [XledgerEmployee, XledgerEmployee, XledgerEmployee];
  changes(second, third, first);
  return Object.fromEntries(duplicatesInXledger(new Map([first, second, third].map((row) => [row.dbId, row])), fields, READING));
};
const shared = (field: FieldKey, ...keys: string[]) => Object.fromEntries(keys.map((key) => [key, [{ field, others: keys.filter((other) => other !== key) }]]));

test.each<[string, Parameters<typeof inXledger>[0], object]>([
  ['nobody', () => undefined, {}],
  ['the contact\'s e-mail, in another case', (second, third) => void (third.contact!.email = second.contact!.email!.toUpperCase()), shared('email', '2', '3')],
  ['the subledger\'s e-mail', (second, third) => void (third.subledger!.email = second.subledger!.email), shared('email', '2', '3')],
  ['one\'s contact and the other\'s subledger', (_second, third, first) => void (third.subledger!.email = first.contact!.email), shared('email', '1', '3')],
  ['all three', (second, third, first) => { second.contact!.email = first.contact!.email; third.contact!.email = first.contact!.email; }, shared('email', '1', '2', '3')],
  ['no e-mail is no shared one', (second, third) => { for (const row of [second, third]) { row.contact!.email = null; row.subledger!.email = ''; } }, {}],
  ['the employment ID', (second, third) => void (third.code = second.code), shared('employmentId', '2', '3')],
  ['the employment ID in another entity', (second, third) => Object.assign(third, { code: second.code, ownerDbId: '99' }), {}],
  ['the phone, written otherwise', (second, third) => void (third.contact!.phone = `00${second.contact!.phone!.slice(1)}`), shared('phone', '2', '3')],
  ['the subledger\'s phone', (second, third) => void (third.subledger!.phone = second.subledger!.phone), shared('phone', '2', '3')],
])('in Xledger: %s', (_what, changes, expected) => {
  expect(inXledger(changes)).toEqual(expected);
});

test('e-mail and employment ID count switched on or not, the phone only where it is', () => {
  const both = (second: XledgerEmployee, third: XledgerEmployee) => { third.contact!.phone = second.contact!.phone; third.code = second.code; };
  expect(inXledger(both, [])).toEqual(shared('employmentId', '2', '3'));
  expect(inXledger(both, ['phone'])).toEqual(Object.fromEntries(['2', '3'].map((key, n, keys) => [key, expect.arrayContaining((['employmentId', 'phone'] as const).map((field) => ({ field, others: [keys[1 - n]] })))])));
});

test('in Huma: by what users say themselves, without regard to entities', () => {
  const users = [person(1), person(2), person(3, { email: 'PERSON1@example.no', employmentId: person(2).employmentId })].map((one, n) => user(`h${n + 1}`, one));
  expect(Object.fromEntries(duplicatesInHuma(users, [], READING))).toEqual({ h1: [{ field: 'email', others: ['h3'] }], h2: [{ field: 'employmentId', others: ['h3'] }], h3: [{ field: 'email', others: ['h1'] }, { field: 'employmentId', others: ['h2'] }] });
});
