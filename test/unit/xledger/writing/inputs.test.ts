// P3, U4, U18, U27: what the schema says of the inputs, and what follows from it.
import { NoReply } from '../../../../core/person';
import { introspect, learnInputs, stopWhereLacking } from '../../../../core/xledger/writing/inputs';
import { inputOf, isMissing } from '../../../../core/xledger/writing/nodes';
import { SENT } from '../../../../core/xledger/writing/sent';
import { answering, demanded, field, schema, type Field } from '../schemas';
import { reply, scriptedRun, type Scripted } from '../scripted';

async function learn(types: Record<string, Field[] | null>) {
  const { run, asked } = scriptedRun([answering(types)]);
  await introspect(run);
  return { run, asked, learnt: run.learnt };
}

test('a schema that has all: in three small requests, and the next run need not ask', async () => {
  const { learnt, asked, run } = await learn(schema());
  expect(asked).toHaveLength(3);
  expect(asked.map(({ variables }) => Object.keys(variables).length)).toEqual([6, 6, expect.any(Number)]);
  expect([learnt.introspection, learnt.inputsSeen, [...learnt.missingKeys], [...learnt.demanded]]).toEqual(['answered', 'whole', [], []]);
  expect(learnt.dbIds).toEqual({ node: 'number', lookup: 'text', nodeProven: true, lookupProven: true });
  await learnInputs(run);
  expect(asked).toHaveLength(3);
});

test.each([
  ['Int', 'Int', 'number', 'number'],
  ['Int64String', 'String', 'text', 'text'],
  // What is seen in public stays for scalars of another name.
  ['ID', 'ID', 'number', 'text'],
] as const)('a dbId of %s and a lookup of %s', async (dbId, lookup, node, inside) => {
  expect((await learn(schema({ dbId, lookup }))).learnt.dbIds).toEqual({ node, lookup: inside, nodeProven: true, lookupProven: true });
});

test('a schema without a dbId says nothing of its form; an add\'s never does', async () => {
  const bare = schema();
  for (const type of Object.keys(bare)) bare[type] = bare[type]!.filter(({ name }) => name !== 'dbId' || type.startsWith('AddContacts'));
  bare.AddContactsInputNode!.push(field('dbId', 'String'));
  expect((await learn(bare)).learnt.dbIds).toEqual({ node: 'number', lookup: 'text', nodeProven: false, lookupProven: false });
});

test('a key that is not there is missing, and the next run asks again', async () => {
  const types = schema();
  types.UpdateContactsInputNode = types.UpdateContactsInputNode!.filter(({ name }) => name !== 'jobTitle');
  const { run, learnt } = await learn(types);
  expect([learnt.introspection, learnt.inputsSeen]).toEqual(['answered', undefined]);
  expect([isMissing(run, 'updateContacts', { jobTitle: 'Kokk' }), isMissing(run, 'updateContacts', { phone: '1' }), isMissing(run, 'addContacts', { jobTitle: 'Kokk' })]).toEqual([true, false, false]);
});

test('an object of which nothing is told may hold anything; of one that is told, what it has', async () => {
  const types = schema();
  types.genderType = [];
  const { run } = await learn(types);
  expect([isMissing(run, 'updateContacts', { gender: { other: 1 } }), isMissing(run, 'updateContacts', { address: { other: 1 } }), isMissing(run, 'updateContacts', { address: { state: 'x' } })]).toEqual([false, true, false]);
});

test('what is demanded beside what is sent, but for a default and the dbId', async () => {
  const { learnt } = await learn(schema({ nodes: { 'addContacts+': [demanded('id'), demanded('kind', { defaultValue: '1' })], 'updateContacts+': [demanded('dbId')] } }));
  expect([...learnt.demanded]).toEqual(['addContacts.id']);
});

test('inputs without clientId, and without node', async () => {
  const { run, learnt } = await learn(schema({ beside: [] }));
  expect([...learnt.missingKeys]).toEqual(Object.keys(SENT).map((name) => `${name}.clientId`));
  expect(learnt.inputsSeen).toBeUndefined();
  expect(inputOf(run, 'addContacts', { clientId: 'k', person: 'k', parts: [{ keys: { email: 'a@example.no' } }] })).toEqual({ node: { email: 'a@example.no' } });
  const without = await learn({ ...schema(), AddContactsInput: [field('clientId'), field('other')] });
  expect([...without.learnt.missingKeys]).toEqual(['addContacts.node']);
  expect([without.learnt.inputs.has('addContacts'), without.learnt.inputs.has('addSuppliers')]).toEqual([false, true]);
  expect(() => stopWhereLacking(without.run, { addSuppliers: [{}], addContacts: [{ email: '' }] })).toThrow('Xledger\'s addContacts takes no "node", and nobody can be created without it: nothing more was written');
});

test('a schema that tells of no type is closed, and is asked again by the next run', async () => {
  for (const types of [{}, Object.fromEntries(Object.keys(schema()).map((name) => [name, null])), Object.fromEntries(Object.keys(schema()).map((name) => [name, []]))]) {
    const { learnt, asked } = await learn(types);
    expect([learnt.introspection, learnt.inputsSeen, asked.length]).toEqual(['closed', undefined, 1]);
  }
});

describe('a server that does not tell', () => {
  const closing: [string, Scripted, unknown][] = [
    ['refuses for good', reply({ errors: [{ message: 'Introspection is off', extensions: { code: 'SYNTAX_ERROR' } }] }, 400), 'closed'],
    ['stumbles without a word', reply({ errors: [{ message: 'Oops' }], data: null }), undefined],
    ['says access is denied', reply({ errors: [{ message: 'Access is denied' }], data: null }), undefined],
    ['gives up', new NoReply('timeout', false), undefined],
  ];
  test.each(closing)('%s', async (_what, answer, seen) => {
    const { run, asked } = scriptedRun([answer]);
    await introspect(run);
    expect([run.learnt.introspection, run.learnt.inputsSeen]).toEqual(['closed', seen]);
    const before = asked.length;
    await learnInputs(run);
    expect(asked).toHaveLength(before);
  });

  test('a token that is not accepted stops the run', async () => {
    const { run } = scriptedRun([reply('', 401)]);
    await expect(introspect(run)).rejects.toMatchObject({ stop: { code: 'credential' } });
    expect(run.learnt.introspection).toBe('notAsked');
  });
});

test.each([
  ['updateContacts', { dbId: '' }, 'changed'],
  ['addSuppliers', { code: '7' }, 'created'],
] as const)('%s without %j: nothing is written', (name, keys, done) => {
  const [key] = Object.keys(keys);
  const { run } = scriptedRun([], { missingKeys: new Set([`${name}.${key}`]) });
  expect(() => stopWhereLacking(run, { [name]: [{ other: 1 }, keys] })).toThrow(`Xledger's ${name} takes no "${key}", and nobody can be ${done} without it: nothing more was written`);
  expect(() => stopWhereLacking(run, { [name]: [keys] })).toThrow(expect.objectContaining({ stop: expect.objectContaining({ code: 'inputMissing', retry: false }) }));
  expect(() => stopWhereLacking(run, { [name]: [{ other: 1 }] })).not.toThrow();
  expect(() => stopWhereLacking(run, {})).not.toThrow();
});
