// What a client learns of a tenant, what of it the next one is told, and what of that it believes.
import type { TenantForms } from '../../../core/xledger';
import { CONTACTS_BY_EMAIL_DOCUMENT, SUPPLIERS_BY_CODE_DOCUMENT } from '../../../core/xledger/reading/documents';
import { doubt, formsIn, nothingLearnt } from '../../../core/xledger/run';
import { learnGenders } from '../../../core/xledger/lookups';
import { EMPLOYEE, employees, listed, reply, rootOf, scripted, scriptedRun, type Scripted } from './scripted';

const ALL: TenantForms = { country: 'code', supplierAddress: 'englishName', gender: 'name', subledgers: 'suppliers', emailFilter: 'turnedDown', codeFilter: 'turnedDown', together: 'turnedDown', nodeDbId: 'text', lookupDbId: 'number', inputs: 'whole' };
const HERE = { ...ALL, seenAt: 'here country supplierAddress gender subledgers emailFilter codeFilter together' };

test('nothing was seen before: the forms of the public, and everything open', () => {
  const learnt = nothingLearnt();
  expect(learnt).toMatchObject({ ownerSet: { current: 'ALL', proven: false }, together: 'taken', dbIds: { node: 'number', lookup: 'text', nodeProven: false, lookupProven: false }, introspection: 'notAsked', country: { form: 'tenantName', proven: false }, supplierAddress: { form: 'flat', proven: false }, gender: { form: 'code', proven: false }, wentOnTrust: false });
  expect([learnt.filtersTurnedDown.size, 'subledgers' in learnt, 'trusted' in learnt.country, formsIn(learnt)]).toEqual([0, false, false, {}]);
  expect(nothingLearnt({ inputs: 'closed' }).introspection).toBe('closed');
});

test('seen at this Xledger: taken on trust, and told on as it is', () => {
  const learnt = nothingLearnt(HERE, 'here');
  expect(learnt).toMatchObject({ together: 'turnedDown', subledgers: 'suppliers', dbIds: { node: 'text', lookup: 'number', nodeProven: false, lookupProven: false }, country: { form: 'code', proven: false, trusted: true }, supplierAddress: { form: 'englishName', trusted: true }, gender: { form: 'name', trusted: true }, inputsSeen: 'whole', wentOnTrust: true });
  expect([...learnt.filtersTurnedDown]).toEqual([CONTACTS_BY_EMAIL_DOCUMENT, SUPPLIERS_BY_CODE_DOCUMENT]);
  const { nodeDbId: _node, lookupDbId: _lookup, ...kept } = HERE;
  expect(formsIn(learnt, 'here')).toEqual(kept);
});

test.each<[string, TenantForms, string | undefined]>([
  ['seen at another Xledger', HERE, 'there'],
  ['this one has no mark', HERE, undefined],
  ['seen nowhere', ALL, 'here'],
])('%s: a guess to begin with, and nothing is turned down', (_what, forms, mark) => {
  const learnt = nothingLearnt(forms, mark);
  expect(learnt).toMatchObject({ together: 'taken', country: { form: 'code', proven: false }, supplierAddress: { form: 'englishName' }, gender: { form: 'name' }, wentOnTrust: false });
  expect([learnt.filtersTurnedDown.size, 'subledgers' in learnt, 'trusted' in learnt.country]).toEqual([0, false, false]);
  expect(formsIn(learnt, mark)).toEqual({ inputs: 'whole', ...(mark && { seenAt: mark }) });
});

test('one of the forms: on trust too', () => {
  for (const name of ['country', 'supplierAddress', 'gender'] as const) expect([name, nothingLearnt({ [name]: 'code', seenAt: `here ${name}` }, 'here').wentOnTrust]).toEqual([name, true]);
  expect(nothingLearnt({ together: 'turnedDown', seenAt: 'here together' }, 'here').wentOnTrust).toBe(false);
  expect(nothingLearnt({ seenAt: 'here country' }, 'here')).toMatchObject({ country: { form: 'tenantName' }, wentOnTrust: false });
});

test('told on is what was proven, never a guess or what works in no form', () => {
  const learnt = nothingLearnt();
  Object.assign(learnt.country, { form: 'code', proven: true });
  Object.assign(learnt.gender, { form: 'none', proven: true });
  Object.assign(learnt, { subledgers: 'otherKind', dbIds: { node: 'text', lookup: 'text', nodeProven: true, lookupProven: false } });
  expect(formsIn(learnt, 'here')).toEqual({ country: 'code', nodeDbId: 'text', seenAt: 'here country' });
  expect(formsIn(Object.assign(learnt, { subledgers: 'suppliers', together: 'turnedDown' }))).toEqual({ country: 'code', nodeDbId: 'text', subledgers: 'suppliers', together: 'turnedDown' });
});

test('doubted: none is trusted, and a client says once whether something went on trust', () => {
  const learnt = nothingLearnt(HERE, 'here');
  doubt(learnt);
  expect([learnt.country.trusted, learnt.supplierAddress.trusted, learnt.gender.trusted]).toEqual([false, false, false]);
  const { client } = scripted([employees()], { forms: HERE, mark: 'here' });
  expect([client.doubtForms?.(), client.doubtForms?.(), client.forms?.country]).toEqual([true, false, undefined]);
});

test('how many requests it took', async () => {
  const { client } = scripted([employees(EMPLOYEE)]);
  expect(client.requests).toBe(0);
  await client.index();
  await client.byDbId(['11'], []);
  expect(client.requests).toBe(2);
});

describe('genders in use', () => {
  const gender = (name: string | null, code: string | null = null) => ({ dbId: 8, dbSubId: 1, code, name });
  const contact = (dbId: number, value: unknown) => ({ dbId, gender: value });
  const many = (count: number, value: unknown = null) => Array.from({ length: count }, (_, n) => contact(n + 1, value));
  const learnt = async (contacts: object[][], genders?: object) => {
    const { run, asked } = scriptedRun(contacts.map((rows) => listed('contacts', ...rows)));
    await learnGenders({ ...run, genders: genders as never });
    await learnGenders(run);
    return [Object.entries(run.learnt.genders ?? {}).map(([known, value]) => `${known} ${value?.code ?? ''} ${value?.name ?? ''}`), asked.map(({ variables }) => variables.first)];
  };

  test.each<[string, object[][], object | undefined, string[], number[]]>([
    ['both among the first', [[contact(1, gender('Kvinne', 'X')), contact(2, gender('Mann'))]], undefined, ['Female X Kvinne', 'Male  Mann'], [500]],
    ['by the code, where that is known', [[contact(1, gender('?', 'M')), contact(2, gender(null, 'F'))]], undefined, ['Male M ?', 'Female F '], [500]],
    ['the first of each counts', [[contact(1, gender('Mann', '1')), contact(2, gender('Mann', '2'))]], undefined, ['Male 1 Mann'], [500]],
    ['others say nothing', [[contact(1, gender('Annet')), contact(2, gender(null)), contact(3, null)]], undefined, [], [500]],
    ['one is not among the first five hundred: more are asked for', [many(500, gender('Mann')), [...many(500, gender('Mann')), contact(501, gender('Kvinne'))]], undefined, ['Male  Mann', 'Female  Kvinne'], [500, 10_000]],
    ['fewer than five hundred: those are all', [many(499, gender('Mann')), [contact(501, gender('Kvinne'))]], undefined, ['Male  Mann'], [500]],
    ['one is set', [[contact(1, gender('Mann')), contact(2, gender('Kvinne'))]], { Female: { code: 'K' } }, ['Female K ', 'Male  Mann'], [500]],
    ['both are set: nothing is asked', [[]], { Female: { code: 'K' }, Male: { name: 'Gutt' } }, ['Female K ', 'Male  Gutt'], []],
  ])('%s', async (_what, contacts, genders, known, sizes) => {
    expect(await learnt(contacts, genders)).toEqual([known, sizes]);
  });

  test('that were read already are not asked for again', async () => {
    const { run, asked } = scriptedRun([listed('contacts')]);
    await learnGenders(run, [{ dbId: '1', gender: { dbId: '8', dbSubId: 1, code: null, name: 'Mann' } }]);
    expect([Object.keys(run.learnt.genders ?? {}), asked.length]).toEqual([['Male'], 0]);
  });
});

describe('what the token may read', () => {
  const ROWS: Record<string, object[]> = { employees: [{ dbId: 1 }], contacts: [{ dbId: 2, address: { place: 'Oslo' } }], subledgers: [{ dbId: 3, company: { country: 'NO' }, ledgerType: { dbId: 1 } }], suppliers: [{ dbId: 3, subledgerGroup: { dbId: 1 } }], countries: [{ dbId: 4 }], banks: [{ dbId: 5 }] };
  const denied = reply({ data: null, errors: [{ message: 'Access is denied' }] });
  const scopes = async (others: Record<string, object[] | Scripted>, inside: Record<string, Scripted> = {}) => {
    const { client, asked } = scripted([({ query }) => {
      const root = rootOf(query);
      const within = Object.entries(inside).find(([key]) => query.includes(`${key} {`));
      const given = within?.[1] ?? others[root] ?? ROWS[root] ?? [];
      return Array.isArray(given) ? listed(root, ...given) : given as Scripted;
    }]);
    return [await client.checkScopes(), asked.map(({ query, variables }) => `${rootOf(query)} ${String(variables.first)}`)];
  };

  test('all: one request each, of one row, or of fifty where it is about what is in them', async () => {
    expect(await scopes({})).toEqual([{ missing: [], empty: [] }, ['employees 1', 'contacts 1', 'subledgers 1', 'suppliers 1', 'countries 1', 'banks 1', 'contacts 50', 'subledgers 50', 'subledgers 50', 'suppliers 50']]);
  });

  test.each<[string, Parameters<typeof scopes>, object]>([
    ['no bank yet', [{ banks: [] }], { missing: [], empty: ['Bank'] }],
    ['no country: every tenant has some', [{ countries: [] }], { missing: ['Country'], empty: [] }],
    ['employees, and none of their contacts', [{ contacts: [] }], { missing: ['Contact'], empty: [] }],
    ['employees, and none of their subledgers', [{ subledgers: [] }], { missing: ['Subledger'], empty: [] }],
    ['nobody is there', [{ employees: [], contacts: [], subledgers: [] }], { missing: [], empty: ['Employee', 'Contact', 'Subledger'] }],
    ['employees are denied', [{ employees: denied, contacts: [] }], { missing: ['Employee'], empty: ['Contact'] }],
    ['suppliers are denied', [{ suppliers: denied }], { missing: ['Supplier'], empty: [] }],
    ['addresses are denied', [{}, { address: denied }], { missing: ['Address'], empty: [] }],
    ['no address shows', [{ contacts: [{ dbId: 2, address: null }, { dbId: 6 }] }], { missing: [], empty: ['Address'] }],
    ['one address of two shows', [{ contacts: [{ dbId: 2, address: null }, { dbId: 6, address: { place: null } }] }], { missing: [], empty: [] }],
  ])('%s', async (_what, given, expected) => {
    expect((await scopes(...given))[0]).toEqual(expected);
  });

  test('an Xledger that is away is no missing scope', async () => {
    const { client } = scripted([reply('', 401)]);
    await expect(client.checkScopes()).rejects.toMatchObject({ stop: { code: 'credential' } });
    await expect(client.sees('contacts')).rejects.toMatchObject({ stop: { code: 'credential' } });
  });

  test('whether any row shows', async () => {
    expect([await scripted([listed('contacts', { dbId: 1 })]).client.sees('contacts'), await scripted([listed('contacts')]).client.sees('contacts'), await scripted([denied]).client.sees('subledgers')]).toEqual([true, false, false]);
  });
});
