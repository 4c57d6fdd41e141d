// U4, U32: what people choose owners and groups from: those that are in use, the most used first, each by a name.
import { EMPLOYEE, employees, listed, reply, scripted, unknown } from './scripted';

test('owners: how many employees each has, those of nobody left out', async () => {
  const { client } = scripted([employees({ ...EMPLOYEE, ownerDbId: 5 }, { ...EMPLOYEE, dbId: 12, ownerDbId: 6 }, { ...EMPLOYEE, dbId: 13, ownerDbId: 6 }, { ...EMPLOYEE, dbId: 14, ownerDbId: null })]);
  expect(await client.owners()).toEqual([{ dbId: '6', label: '6 (2 employees)' }, { dbId: '5', label: '5 (1 employee)' }]);
});

test('subledger groups: the most used first; by code and name, by one of them, or by the dbId', async () => {
  const group = (dbId: number, code?: string | null, description?: string | null) => ({ dbId, code, description });
  const suppliers = [group(1, '10', 'Ansatte'), group(2, '20'), group(2, '20'), group(3, null, 'Utlegg'), group(3, null, 'Utlegg'), group(3, null, 'Utlegg'), group(4), null].map((subledgerGroup, n) => ({ dbId: 100 + n, subledgerGroup }));
  const { client } = scripted([listed('suppliers', ...suppliers)]);
  expect(await client.subledgerGroups()).toEqual([{ dbId: '3', label: 'Utlegg' }, { dbId: '2', label: '20' }, { dbId: '1', label: '10 – Ansatte' }, { dbId: '4', label: '4' }]);
});

test('employee groups: all that the server lists', async () => {
  const { client } = scripted([listed('employeeGroups', { dbId: 7, code: 'F', description: 'Fast' }, { dbId: 8, code: null, description: null })]);
  expect(await client.employeeGroups()).toEqual([{ dbId: '7', label: 'F – Fast' }, { dbId: '8', label: '8' }]);
});

test('employee groups: those in use, where the server does not list them', async () => {
  const { client } = scripted([unknown(['employeeGroups', 'Query']), employees({ dbId: 1, employeeGroup: { dbId: 8, code: null, description: 'Vikar' } }, { dbId: 2, employeeGroup: { dbId: 7, code: 'F', description: 'Fast' } }, { dbId: 3, employeeGroup: { dbId: 7, code: 'F', description: 'Fast' } }, { dbId: 4, employeeGroup: null })]);
  expect(await client.employeeGroups()).toEqual([{ dbId: '7', label: 'F – Fast' }, { dbId: '8', label: 'Vikar' }]);
});

test('employee groups: a stop is no answer', async () => {
  const { client } = scripted([reply('', 401)]);
  await expect(client.employeeGroups()).rejects.toMatchObject({ stop: { code: 'credential' } });
});
