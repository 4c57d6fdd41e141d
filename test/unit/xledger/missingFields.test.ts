// U27: a field that Xledger cannot be asked for is left out of the question, once for each answer; nothing that it says becomes part of a question.
import { buildSchema, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIELD_KEYS } from '../../../core/person';
import * as documents from '../../../core/xledger/reading/documents';
import { notShownWithout, withoutFields } from '../../../core/xledger/reading/missingFields';
import { EMPLOYEE, employees, jobTitle, scripted, unknown } from './scripted';

const SCHEMA = buildSchema(readFileSync(join(__dirname, '../../../sandbox/xledger/schema.graphql'), 'utf8'));

const fieldsOf = (query = ''): string => query.replace(/\s+/g, ' ');

test('all that one answer names is left out at once, told of each row, and remembered for the run', async () => {
  const { client, asked } = scripted([unknown(['jobTitle', 'Contact'], ['trialTo', 'Employee'], ['phone', 'Subledger']), employees(EMPLOYEE)]);
  const rows = await client.byDbId(['11'], FIELD_KEYS);
  await client.byDbId(['11'], FIELD_KEYS);
  expect(asked).toHaveLength(3);
  expect(asked.slice(1).every(({ query }) => !/jobTitle|trialTo/.test(query))).toBe(true);
  expect(fieldsOf(asked[1]?.query)).toMatch(/contact \{[^}]*phone/);
  expect(rows.get('11')?.notShown).toEqual(['contact.jobTitle', 'employee.trialTo', 'subledger.phone']);
});

test('a field that people are known by stops the reading, and is named also where another one is missing too', async () => {
  const { client, asked } = scripted([unknown(['jobTitle', 'Contact'], ['email', 'Contact']), unknown(['email', 'Contact'])]);
  await expect(client.byDbId(['11'], FIELD_KEYS)).rejects.toThrow("Xledger's schema has no field email on Contact");
  expect(asked).toHaveLength(2);
});

test.each([
  ['what was not asked', ['password', 'Contact'] as [string, string]],
  ['what is there twice, of a type that is called otherwise', ['phone', 'Party'] as [string, string]],
  ['what holds the rows', ['edges', 'EmployeeConnection'] as [string, string]],
  ['what is asked of everything', ['employees', 'Query'] as [string, string]],
])('%s is no reason to ask for less', async (_what, field) => {
  const { client, asked } = scripted([unknown(field)]);
  await expect(client.byDbId(['11'], FIELD_KEYS)).rejects.toThrow(`no field ${field[0]}`);
  expect(asked).toHaveLength(1);
});

test('a type that is called otherwise is no matter where only one field has the name', async () => {
  const { client, asked } = scripted([unknown(['jobTitle', 'ContactNode']), employees(EMPLOYEE)]);
  expect((await client.byDbId(['11'], FIELD_KEYS)).get('11')?.notShown).toEqual(['contact.jobTitle']);
  expect(asked).toHaveLength(2);
});

test('an Xledger that goes on refusing what is no longer asked is believed', async () => {
  const { client, asked } = scripted([unknown(['jobTitle', 'Contact'])]);
  await expect(client.byDbId(['11'], FIELD_KEYS)).rejects.toThrow('no field jobTitle on Contact');
  expect(asked).toHaveLength(2);
});

test('what is not shown is not written: neither a value nor a clearing', async () => {
  const { client, asked } = scripted([unknown(['jobTitle', 'Contact']), employees(EMPLOYEE)]);
  await client.byDbId(['11'], FIELD_KEYS);
  const results = await client.update([jobTitle('Konsulent')]);
  expect(results.get('k')).toMatchObject({ kind: 'written', leftOut: [{ target: { key: 'contact.jobTitle' }, why: 'notShown' }] });
  expect(asked.filter(({ query }) => query.startsWith('mutation'))).toEqual([]);
});

test('without any one field the question is still valid, and asks for nothing that was not asked', () => {
  const whole = documents.employeesDocument('all', FIELD_KEYS);
  const names = (document: string) => new Set(document.match(/[A-Za-z]\w*/g));
  for (const field of ['Contact.jobTitle', 'Address.place', 'State.code', 'Contact.gender', 'SystemValue.name', 'Company.country', 'Employee.description']) {
    const less = withoutFields(whole, new Set([field]));
    expect([field, validate(SCHEMA, parse(less))]).toEqual([field, []]);
    expect([...names(less)].filter((name) => !names(whole).has(name))).toEqual([]);
    expect(names(less).size).toBeLessThanOrEqual(names(whole).size);
  }
  expect(withoutFields(whole, new Set(['State.code', 'State.description']))).not.toMatch(/state/);
});

test('an address and a gender are compared whole or not at all', () => {
  expect(notShownWithout(new Set(['Address.place', 'Country.code', 'SystemValue.name', 'Country.description', 'Supplier.description']))).toEqual(['contact.address', 'subledger.address', 'contact.gender']);
});
