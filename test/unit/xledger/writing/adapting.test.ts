// U4, U18, U27: a whole request that is turned down teaches what the inputs look like, and goes again otherwise; never twice the same.
import { adapt, noteForms } from '../../../../core/xledger/writing/adapting';
import type { Input } from '../../../../core/xledger/writing/nodes';
import type { Learnt } from '../../../../core/xledger/run';
import { EMPLOYEE, employees, reply, rootOf, scripted, scriptedRun, taking, update, writesIn } from '../scripted';

const lacks = (field: string, at?: string) => reply({ errors: [{ message: `Variable "$inputs" got invalid value${at ? ` at "${at}"` : ''}; Field "${field}" is not defined by type "SomeInput".`, extensions: { code: 'INVALID_VALUE' } }] }, 400);
const CLOSED = reply({ errors: [{ message: 'Introspection is off', extensions: { code: 'SYNTAX_ERROR' } }] }, 400);
const wrongType = reply({ errors: [{ message: 'Variable "$inputs" got invalid value 22; Expected another type.', extensions: { code: 'INVALID_VALUE' } }] }, 400);

const FAULT = { then: 'refuse', says: '', path: '' } as const;
const shut = (learnt: Partial<Learnt> = {}) => scriptedRun([CLOSED], { introspection: 'closed', ...learnt }).run;

describe('a key that the server does not know', () => {
  const NODE = { dbId: 22, gender: { dbId: '9', code: 'F' }, address: { code: 'x', place: 'Oslo' }, phone: '1' };
  const sent: Input[] = [{ clientId: 'a', node: { dbId: 21, email: 'a@example.no' } }, { clientId: 'b', node: NODE }];

  test.each<[string, string, string, string[]]>([
    ['a key of the node', 'phone', '', ['updateContacts.phone']],
    ['named with its place', 'node.phone', '', ['updateContacts.phone']],
    ['a key beside the node', 'clientId', '', ['updateContacts.clientId']],
    ['the node itself, without which nothing can be said', 'node', '', []],
    ['a key inside an object', 'place', '', ['updateContacts.address.place']],
    ['in two objects, and the path says in which', 'code', 'inputs.1.node.address', ['updateContacts.address.code']],
    ['in two objects, and the path says in the other', 'code', 'inputs.1.node.gender.code', ['updateContacts.gender.code']],
    ['in two objects, and no path', 'code', '', []],
    ['in the node and in an object, and the path says in the object', 'dbId', 'inputs.1.node.gender', ['updateContacts.gender.dbId']],
    ['in the node and in an object, and the path ends at the node', 'dbId', 'inputs.1.node', ['updateContacts.dbId']],
    ['in the node and in an object, and the path ends in the node', 'dbId', 'inputs.1.node.dbId', ['updateContacts.dbId']],
    ['in the node and in an object, and the path says neither', 'dbId', 'inputs.1', []],
    ['one that was not sent', 'frobnicate', 'inputs.1.node', []],
  ])('%s', async (_what, field, path, missing) => {
    const run = shut();
    expect(await adapt(run, 'updateContacts', { ...FAULT, code: 'unknownField', field, path }, sent)).toBe(missing.length > 0);
    expect([...run.learnt.missingKeys]).toEqual(missing);
  });

  test('known already: nothing is learnt by it, so the same is not sent again', async () => {
    const run = shut({ missingKeys: new Set(['updateContacts.phone']) });
    expect(await adapt(run, 'updateContacts', { ...FAULT, code: 'unknownField', field: 'phone' }, sent)).toBe(false);
  });

  test('no name is given', async () => {
    expect(await adapt(shut(), 'updateContacts', { ...FAULT, code: 'unknownField' }, sent)).toBe(false);
  });

  test('what the schema told of this mutation counts for more than words', async () => {
    const inputs = new Map([['updateContacts', new Set(['phone'])]]);
    const run = shut({ introspection: 'answered', inputs });
    expect(await adapt(run, 'updateContacts', { ...FAULT, code: 'unknownField', field: 'phone' }, sent)).toBe(false);
    expect(await adapt(run, 'updateSuppliers', { ...FAULT, code: 'unknownField', field: 'phone' }, sent)).toBe(true);
  });

  test('the schema is asked first, once', async () => {
    const { run, asked } = scriptedRun([CLOSED]);
    expect(await adapt(run, 'updateContacts', { ...FAULT, code: 'unknownField', field: 'phone' }, sent)).toBe(true);
    expect(await adapt(run, 'updateContacts', { ...FAULT, code: 'unknownField', field: 'email' }, sent)).toBe(true);
    expect(asked).toHaveLength(1);
  });

  test('another error than of the inputs teaches nothing, and asks nothing', async () => {
    const { run, asked } = scriptedRun([CLOSED]);
    expect(await adapt(run, 'updateContacts', { ...FAULT, code: 'badDocument', field: 'phone' }, sent)).toBe(false);
    expect(asked).toEqual([]);
  });
});

test('a key that the server demands is sent from now on', async () => {
  const run = shut();
  expect(await adapt(run, 'addContacts', { ...FAULT, code: 'requiredMissing', field: 'node.id' }, [])).toBe(true);
  expect([...run.learnt.demanded]).toEqual(['addContacts.id']);
  expect(await adapt(run, 'addContacts', { ...FAULT, code: 'requiredMissing', field: 'id' }, [])).toBe(false);
  expect(await adapt(run, 'addContacts', { ...FAULT, code: 'requiredMissing' }, [])).toBe(false);
});

describe('dbIds of the wrong type, where the schema does not tell', () => {
  const forms = (run: ReturnType<typeof shut>) => `${run.learnt.dbIds.node} ${run.learnt.dbIds.lookup}`;

  async function tried(dbIds: Learnt['dbIds']): Promise<[seen: string[], proven: boolean[]]> {
    const run = shut({ dbIds: { ...dbIds } });
    const seen = [forms(run)];
    while (seen.length < 9 && (await adapt(run, 'updateContacts', { ...FAULT, code: 'wrongType' }, []))) seen.push(forms(run));
    return [seen, [run.learnt.dbIds.nodeProven, run.learnt.dbIds.lookupProven]];
  }

  test('each form once, then back to the first, and no more', async () => {
    const [seen, proven] = await tried({ node: 'number', lookup: 'text', nodeProven: false, lookupProven: false });
    expect(seen).toEqual(['number text', 'text text', 'number number', 'text number', 'number text']);
    expect(proven).toEqual([true, true]);
  });

  test('one that worked stays', async () => {
    expect((await tried({ node: 'text', lookup: 'text', nodeProven: true, lookupProven: false }))[0]).toEqual(['text text', 'text number', 'text text']);
    expect((await tried({ node: 'number', lookup: 'number', nodeProven: false, lookupProven: true }))[0]).toEqual(['number number', 'text number', 'number number']);
    expect((await tried({ node: 'text', lookup: 'number', nodeProven: true, lookupProven: true }))[0]).toEqual(['text number']);
  });

  test('where the schema tells, words change nothing', async () => {
    const run = shut({ introspection: 'answered' });
    expect(await adapt(run, 'updateContacts', { ...FAULT, code: 'wrongType' }, [])).toBe(false);
  });

  test('a form is proven by what was taken in it', () => {
    const { learnt } = shut();
    noteForms(learnt, [{ node: { email: 'a@example.no' } }]);
    expect([learnt.dbIds.nodeProven, learnt.dbIds.lookupProven]).toEqual([false, false]);
    noteForms(learnt, [{ node: { email: 'a@example.no' } }, { node: { owner: { dbId: '5' }, phone: '1' } }]);
    expect([learnt.dbIds.nodeProven, learnt.dbIds.lookupProven]).toEqual([false, true]);
    noteForms(learnt, [{ node: { email: 'a@example.no' } }, { node: { dbId: 22 } }]);
    expect([learnt.dbIds.nodeProven, learnt.dbIds.lookupProven]).toEqual([true, true]);
  });
});

test('the same people go again without the key, in the other form, and what became of each field is told', async () => {
  let turn = 0;
  const { client, asked } = scripted([taking({
    employees: employees(EMPLOYEE), __type: CLOSED,
    updateContacts: ({ inputs }) => ([lacks('jobTitle', 'inputs[0].node'), wrongType][turn++] ?? (typeof inputs[0]?.node.dbId === 'string' ? undefined : wrongType)),
  })], { forms: {} });
  const results = await client.update([update({ 'contact.jobTitle': 'Kokk', 'contact.phone': '+4799000002' })]);
  expect(results.get('k')).toMatchObject({ kind: 'written', leftOut: [{ target: { key: 'contact.jobTitle' }, why: 'fieldUnknownToServer' }] });
  expect(writesIn(asked)).toEqual([
    'updateContacts {"dbId":22,"jobTitle":"Kokk","phone":"+4799000002"}', 'updateContacts {"dbId":22,"phone":"+4799000002"}', 'updateContacts {"dbId":"22","phone":"+4799000002"}',
  ]);
  expect(asked.filter(({ query }) => rootOf(query) === '__type')).toHaveLength(1);
  expect(client.forms?.nodeDbId).toBe('text');
});
