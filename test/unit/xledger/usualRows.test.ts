// The short way of reading an employee: it reads what the schema reads, says nothing where that takes the schema, and is taken for all that is usual.
import cloneDeep from 'lodash/cloneDeep';
import set from 'lodash/set';
import unset from 'lodash/unset';
import { EmployeeRow } from '../../../core/xledger/reading/rows';
import { usualEmployee } from '../../../core/xledger/reading/usualRows';

const ADDRESS = { streetAddress: 'Vei 2', zipCode: '5003', place: 'Bergen', state: null, country: { code: 'NO', description: 'Norge' } };
const WHOLE = {
  dbId: 11, ownerDbId: 5, code: '007', description: 'Kari Tveit', modifiedAt: '2026-01-01T00:00:00', employmentFrom: '2024-01-01', employmentTo: '2027-01-01', trialTo: '2024-07-01', noticeDate: '2026-10-01', dateTo: '2027-01-01', socialSecurityMasked: '******12345',
  contact: { dbId: 22, name: 'Kari Tveit', firstName: 'Kari', lastName: 'Tveit', email: 'kari@example.no', phone: '+4799000001', birthday: '1990-02-03', jobTitle: 'Kokk', socialSec: '01819012300', gender: { dbId: 1200, dbSubId: 2, code: 'FEMALE', name: 'Kvinne' }, address: ADDRESS },
  subledger: { dbId: 33, code: '007', description: 'Kari Tveit', email: 'kari@example.no', phone: '+4799000001', bankAccount: '86011117947', ledgerType: { dbId: 1300, dbSubId: 1, code: 'AP', name: 'Leverandør' }, company: { country: 'NO' }, address: { ...ADDRESS, country: { code: 'SE', description: 'Sverige' } } },
};

const ABSENT = Symbol('absent');
const isText = (value: unknown) => typeof value === 'string' || value === null;
const isTextOrAbsent = (value: unknown) => isText(value) || value === ABSENT;
const isNothing = (value: unknown) => value === null || value === ABSENT;
const isId = (value: unknown) => (typeof value === 'string' && value !== '') || Number.isInteger(value);
const isInside = (path: string, ...keys: string[]) => keys.some((key) => path === key || path.endsWith(`.${key}`));

/** What goes the short way, by the place where it stands. */
const RULES: [(path: string) => boolean, (value: unknown) => boolean][] = [
  [(path) => path === 'ownerDbId', (value) => isId(value) || value === null],
  [(path) => isInside(path, 'dbId'), isId],
  [(path) => isInside(path, 'dbSubId'), Number.isInteger],
  [(path) => path === 'contact' || path === 'subledger', (value) => value === null],
  [(path) => isInside(path, 'gender', 'ledgerType', 'company', 'address', 'state', 'address.country'), isNothing],
  [(path) => /(gender|ledgerType)\.(code|name)$|country\.code$|company\.country$/.test(path), isText],
  [() => true, isTextOrAbsent],
];

const pathsOf = (value: unknown, path = ''): string[] =>
  (typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => { const at = path === '' ? key : `${path}.${key}`; return [at, ...pathsOf(inner, at)]; }) : []);
const ODD = [null, ABSENT, '', 'tekst', '12', 7, 1.5, true, [], ['tekst']];

const withAt = (path: string, value: unknown) => {
  const row = cloneDeep(WHOLE);
  if (value === ABSENT) unset(row, path);
  else set(row, path, value);
  return row;
};

test('a row with everything', () => {
  expect(usualEmployee(WHOLE)).toEqual(EmployeeRow.full.parse(WHOLE));
});

test.each(pathsOf(WHOLE))('%s: whatever stands there', (path) => {
  const isUsual = RULES.find(([isThere]) => isThere(path))![1];
  for (const value of ODD) {
    const row = withAt(path, value);
    const short = usualEmployee(row);
    expect([path, value, short !== undefined]).toEqual([path, value, isUsual(value)]);
    if (short) expect(short).toStrictEqual(EmployeeRow.full.parse(row));
  }
});

test.each([[null], ['tekst'], [[]], [7]])('no row at all: %j', (row) => expect(usualEmployee(row)).toBeUndefined());

test('one object for all who have the same gender, and another where its texts are others', () => {
  const gender = (change: object = {}) => usualEmployee(withAt('contact.gender', { ...WHOLE.contact.gender, ...change }))?.contact?.gender;
  expect(gender()).toBe(gender());
  for (const change of [{ dbSubId: 3 }, { code: 'F' }, { name: 'Female' }]) expect(gender(change)).toEqual({ ...WHOLE.contact.gender, dbId: '1200', ...change });
});
