// What Xledger's rows become: dbIds as text, nulls where nothing is, leading zeros kept.
import { NoReply } from '../../../core/person';
import { EMPLOYEE, employees, reply, scripted } from './scripted';

const read = async (...nodes: unknown[]) => (await scripted([employees(...nodes)]).client.byDbId(nodes.map((node) => String((node as { dbId: unknown }).dbId)), ['email', 'address', 'gender'])).values();

test('U18: a dbId is text, whether it comes as number or string', async () => {
  const rows = [...(await read(EMPLOYEE, { ...EMPLOYEE, dbId: '12', ownerDbId: '5', contact: { ...EMPLOYEE.contact, dbId: '23' } }))];
  expect(rows.map(({ dbId, ownerDbId, contact }) => [dbId, ownerDbId, contact?.dbId])).toEqual([['11', '5', '22'], ['12', '5', '23']]);
});

test('leading zeros of a code stay', async () => {
  expect([...(await read(EMPLOYEE))][0]).toMatchObject({ code: '007', subledger: { code: '007' } });
});

test('what is null or missing is null or absent', async () => {
  const [row] = [...(await read({ dbId: 11 }))];
  expect(row).toEqual({ dbId: '11', ownerDbId: null, code: null, description: null, modifiedAt: null, contact: null, subledger: null });
});

test('gender, address and company may be null in every part', async () => {
  const [row] = [...(await read({ ...EMPLOYEE, contact: { dbId: 1, gender: { dbId: '1200', dbSubId: '2', code: null }, address: { country: null } }, subledger: { dbId: 2, code: null, company: null, address: null } }))];
  expect(row).toMatchObject({ contact: { gender: { dbId: '1200', dbSubId: 2, code: null, name: null }, address: { country: null } }, subledger: { code: null, company: null, address: null } });
});

test.each<[string, object, object | undefined]>([
  ['as it is known', { streetAddress: 'Vei 2', zipCode: '5003', place: 'Bergen', country: { code: 'NO', description: 'Norge' } }, undefined],
  ['with more than is known', { streetAddress: 'Vei 2', more: 1, state: null, country: { code: 'NO', more: 1 } }, { streetAddress: 'Vei 2', state: null, country: { code: 'NO' } }],
  ['with more of the country alone', { place: 'Bergen', country: { code: null, description: 'Norge', more: 1 } }, { place: 'Bergen', country: { code: null, description: 'Norge' } }],
  ['with more, and no country', { place: 'Bergen', more: 1, country: null }, { place: 'Bergen', country: null }],
  ['with more, and no word of a country', { place: null, more: 1 }, { place: null }],
])('an address %s', async (_name, address, expected) => {
  const [row] = [...(await read({ ...EMPLOYEE, contact: { ...EMPLOYEE.contact, address } }))];
  expect(row?.contact?.address).toEqual(expected ?? address);
});

test.each([
  ['edges null', { employees: { edges: null, pageInfo: { hasNextPage: false } } }],
  ['edges []', { employees: { edges: [], pageInfo: null } }],
  ['no pageInfo', { employees: { edges: null } }],
  ['hasNextPage true without edges', { employees: { edges: null, pageInfo: { hasNextPage: true } } }],
  ['null edges and null nodes', { employees: { edges: [null, { cursor: '1', node: null }], pageInfo: { hasNextPage: null } } }],
])('nobody: %s', async (_name, data) => {
  expect(await scripted([reply({ data })]).client.index()).toEqual([]);
});

test('U16: a row that slipped into two pages comes once, and the next page begins after the last edge', async () => {
  const page = (more: boolean, ...dbIds: number[]) => reply({ data: { employees: { edges: dbIds.map((dbId) => ({ cursor: `c${dbId}`, node: { ...EMPLOYEE, dbId } })), pageInfo: { hasNextPage: more } } } });
  const script = scripted([page(true, 1, 2, 3), page(true, 3, 1, 4), page(false, 4)]);
  expect((await script.client.index()).map(({ dbId }) => dbId)).toEqual(['1', '2', '3', '4']);
  expect(script.asked.map(({ variables }) => variables.after)).toEqual([null, 'c3', 'c4']);
});

test('a cursor that comes again ends the reading instead of turning it in circles', async () => {
  const page = reply({ data: { employees: { edges: [{ cursor: '1', node: EMPLOYEE }], pageInfo: { hasNextPage: true } } } });
  const script = scripted([page]);
  expect((await script.client.index()).length).toBe(1);
  expect(script.requests.length).toBe(2);
});

test('a row without a dbId, or another form of answer, is refused rather than guessed', async () => {
  await expect(scripted([employees({ code: '1' })]).client.index()).rejects.toMatchObject({ refusal: { code: 'unreadable' } });
  await expect(scripted([reply({ data: { people: [] } })]).client.index()).rejects.toMatchObject({ refusal: { code: 'unreadable' } });
});

test('pages shrink when the server does not answer in time, and stay small', async () => {
  const script = scripted([new NoReply('timeout', false), new NoReply('timeout', false), employees(EMPLOYEE)]);
  await script.client.index();
  await script.client.index();
  expect(script.asked.map(({ variables }) => variables.first)).toEqual([10_000, 5_000, 2_500, 2_500]);
});
