// U15, U16, U17: a list page by page, over which owners, and what an answer has to look like.
import { NoReply } from '../../../../core/person';
import { EMPLOYEE, employees, reply, scripted, type Scripted } from '../scripted';

const person = (dbId: number | string) => ({ ...EMPLOYEE, dbId });
const page = (edges: unknown, hasNextPage: unknown = false): Scripted => reply({ data: { employees: { edges, pageInfo: { hasNextPage } } } });
const edge = (dbId: number, cursor: string | number | null = String(dbId)) => ({ cursor, node: person(dbId) });

async function read(...replies: Parameters<typeof scripted>[0]) {
  const { client, asked } = scripted(replies);
  const pages: string[][] = [];
  for await (const rows of client.everyone([])) pages.push(rows.map(({ dbId }) => dbId));
  return { pages, after: asked.map(({ variables }) => variables.after), owners: asked.map(({ variables }) => variables.ownerSet), sizes: asked.map(({ variables }) => variables.first) };
}

test('each page goes on behind the last edge', async () => {
  expect(await read(page([edge(1), edge(2, 17)], true), page([edge(3)], true), page([edge(4)]))).toMatchObject({ pages: [['1', '2'], ['3'], ['4']], after: [null, '17', '3'] });
});

test.each<[string, Scripted[], string[][], number]>([
  ['no more is said', [page([edge(1)], null), page([edge(2)])], [['1']], 1],
  ['more is said in words', [page([edge(1)], true), reply({ data: { employees: { edges: [edge(2)], pageInfo: null } } })], [['1'], ['2']], 2],
  ['an empty page says that there is more', [page([edge(1)], true), page([], true), page([edge(3)])], [['1']], 2],
  ['no edges at all', [page([edge(1)], true), page(null, true)], [['1']], 2],
  ['no cursor to go on behind', [page([edge(1, null)], true), page([edge(2)])], [['1']], 1],
  ['a cursor that was seen', [page([edge(1)], true), page([edge(2, '1')], true), page([edge(3)])], [['1'], ['2']], 2],
  ['a row that slipped into two pages', [page([edge(1), edge(2)], true), page([edge(2, 'x'), edge(3)])], [['1', '2'], ['3']], 2],
  ['a page of nothing new goes on', [page([edge(1)], true), page([edge(1, 'x')], true), page([edge(2)])], [['1'], ['2']], 3],
  ['gaps', [page([null, { cursor: 'a', node: null }, { cursor: 'b' }, edge(1)])], [['1']], 1],
  ['numbers as texts', [page([{ cursor: 1, node: person('0123') }])], [['0123']], 1],
])('%s', async (_what, replies, pages, requests) => {
  const seen = await read(...replies);
  expect([seen.pages, seen.after.length]).toEqual([pages, requests]);
});

test.each<[string, Scripted, object]>([
  ['null for the list: no access', reply({ data: { employees: null } }), { stop: { code: 'scope', says: 'Xledger shows nothing of "employees": the API token seems to have no access to it.', retry: false } }],
  ['no list', reply({ data: { others: { edges: [] } } }), { refusal: { code: 'unreadable', says: 'What Xledger answered about "employees" has an unknown form', path: 'employees', retry: false } }],
  ['a list of another form', reply({ data: { employees: [edge(1)] } }), { refusal: { code: 'unreadable' } }],
  ['a row without a dbId', page([{ cursor: '1', node: { code: '7' } }]), { refusal: { code: 'unreadable' } }],
])('%s', async (_what, answer, error) => {
  await expect(read(answer)).rejects.toMatchObject(error);
});

describe('the owners', () => {
  const turning = (answer: Scripted, accepted: string) => ({ variables }: { variables: Record<string, unknown> }) => (variables.ownerSet === accepted ? page([edge(1)]) : answer);
  const denied = reply({ data: null, errors: [{ message: 'Access is denied' }] });

  test.each<[string, Scripted]>([
    ['of a type that is not known', reply({ errors: [{ message: 'x', extensions: { code: 'ARGUMENTS_OF_CORRECT_TYPE' } }] }, 400)],
    ['refused', reply({ data: null, errors: [{ message: 'No', code: 'X' }] })],
    ['not found', reply({ data: null, errors: [{ message: 'No value matching this' }] })],
    ['denied', denied],
  ])('%s: all are asked for twice, then fewer', async (_what, answer) => {
    expect((await read(turning(answer, 'MINE'))).owners).toEqual(['ALL', 'ALL', 'MINE']);
    expect((await read(turning(answer, 'CURRENT'))).owners).toEqual(['ALL', 'ALL', 'MINE', 'CURRENT']);
    await expect(read(answer)).rejects.toThrow();
  });

  test('another error is none of theirs', async () => {
    const { client, asked } = scripted([reply({ errors: [{ message: 'Syntax error' }] }, 400)]);
    await expect(client.index()).rejects.toMatchObject({ refusal: { code: 'badDocument' } });
    const stopped = scripted([reply('', 401)]);
    await expect(stopped.client.index()).rejects.toMatchObject({ stop: { code: 'credential' } });
    expect([asked.length, stopped.asked.length]).toEqual([1, 1]);
  });

  test('once they were accepted, a refusal is one', async () => {
    const { client, asked } = scripted([employees(EMPLOYEE), denied]);
    await client.index();
    await expect(client.index()).rejects.toMatchObject({ stop: { code: 'scope' } });
    expect(asked.map(({ variables }) => variables.ownerSet)).toEqual(['ALL', 'ALL']);
  });
});

test('a page that takes too long is asked for by halves, and stays so', async () => {
  const tooLong = reply({ data: null, errors: [{ message: 'query timed out' }] });
  expect((await read(tooLong, tooLong, page([edge(1)], true), page([edge(2)]))).sizes).toEqual([10_000, 5_000, 2_500, 2_500]);
});

test('what changed since: by the server\'s own time, and a stop is one', async () => {
  const { client, asked } = scripted([page([edge(1)], true), new NoReply('certificate', true)]);
  const changed = client.changedSince('2026-01-01T00:00:00', ['phone'])[Symbol.asyncIterator]();
  expect((await changed.next()).value).toMatchObject([{ dbId: '1' }]);
  await expect(changed.next()).rejects.toMatchObject({ stop: { retry: false } });
  expect([asked[0]?.variables.since, asked[0]?.query]).toEqual(['2026-01-01T00:00:00', expect.stringContaining('modifiedAt_gte: $since')]);
});

test('an employee as the index has it', async () => {
  const { client } = scripted([employees(EMPLOYEE, { ...EMPLOYEE, dbId: 12, contact: null, subledger: null })]);
  expect(await client.index()).toEqual([
    { dbId: '11', ownerDbId: '5', code: '007', contactDbId: '22', contactEmail: 'kari@example.no', contactPhone: '+4799000001', subledgerDbId: '33', subledgerCode: '007', subledgerEmail: 'kari@example.no', subledgerPhone: '+4799000001' },
    { dbId: '12', ownerDbId: '5', code: '007', contactDbId: null, contactEmail: null, contactPhone: null, subledgerDbId: null, subledgerCode: null, subledgerEmail: null, subledgerPhone: null },
  ]);
});
