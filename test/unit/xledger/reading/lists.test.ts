// What is read beside the employees, and several lists in one request: by which filters, with what where a filter is not taken, and what is kept of the answer.
import { NoReply } from '../../../../core/person';
import { byDbId, contactsByEmail, contactsHaving, inChunks, lookAgain, numericIds, readTogether, suppliersByCode, suppliersHaving, withCode, withEmail, writableSubledgers } from '../../../../core/xledger/reading';
import { suppliersByDbId } from '../../../../core/xledger/reading/parties';
import { entries, learnCountryNames, needsCountryNames, noteCountryNames } from '../../../../core/xledger/lookups';
import { EMPLOYEE, employees, listed, reply, scriptedRun, unknown, type Script, type Scripted } from '../scripted';

const contact = (dbId: number, email: string | null) => ({ dbId, ownerDbId: 5, email });
const supplier = (dbId: number, code: string | null) => ({ dbId, ownerDbId: 5, code, description: null, email: null });
const idsOf = (rows: readonly { dbId: string }[]) => rows.map(({ dbId }) => dbId);
const oops = reply({ data: null, errors: [{ message: 'Oops' }] });
const refused = reply({ errors: [{ message: 'Nei', code: 'X' }] });

describe('contacts by e-mail', () => {
  test('both spellings of each are asked for, once, and rows of other addresses are left', async () => {
    const { run, asked } = scriptedRun([listed('contacts', contact(1, 'Kari@Example.no '), contact(2, 'ola@example.no'), contact(3, null), contact(4, ''))]);
    expect(idsOf(await contactsByEmail(run, [' Kari@example.no ', 'kari@example.no', '']))).toEqual(['1']);
    expect(asked.map(({ variables }) => variables.emails)).toEqual([['Kari@example.no', 'kari@example.no']]);
  });

  test('for nobody, nothing is asked', async () => {
    const { run, asked } = scriptedRun([oops]);
    expect([await contactsByEmail(run, ['']), await suppliersByCode(run, []), await suppliersByDbId(run, ['x'])]).toEqual([[], [], new Map()]);
    expect([contactsHaving(run, ['']), suppliersHaving(run, []), asked]).toEqual([undefined, undefined, []]);
  });

  test.each<[string, Scripted, number]>([['is not known', refused, 4], ['fails without a word', oops, 16]])('a filter that %s: all are read, and from then on at once', async (_what, answer, turnedDown) => {
    const { run, asked } = scriptedRun([({ variables }) => (variables.emails ? answer : listed('contacts', contact(1, 'kari@example.no'), contact(2, 'ola@example.no')))]);
    expect(idsOf(await contactsByEmail(run, ['KARI@example.no']))).toEqual(['1']);
    expect(asked.filter(({ variables }) => variables.emails).length).toBeLessThanOrEqual(turnedDown);
    const before = asked.length;
    expect(idsOf(await contactsByEmail(run, ['ola@example.no']))).toEqual(['2']);
    expect(asked.slice(before).map(({ variables }) => variables.emails)).toEqual([undefined]);
  });

  test('a stop is no reason to read all', async () => {
    const { run, asked } = scriptedRun([reply('', 401)]);
    await expect(contactsByEmail(run, ['kari@example.no'])).rejects.toMatchObject({ stop: { code: 'credential' } });
    expect([asked.length, run.learnt.filtersTurnedDown.size]).toEqual([1, 0]);
  });
});

describe('suppliers', () => {
  test('by code: without the blanks around it, and no other', async () => {
    const { run, asked } = scriptedRun([listed('suppliers', supplier(1, ' 007 '), supplier(2, '7'), supplier(3, null))]);
    expect(idsOf(await suppliersByCode(run, ['007', '007', '']))).toEqual(['1']);
    expect(asked[0]?.variables.codes).toEqual(['007']);
  });

  test('a thousand at a time', async () => {
    const codes = Array.from({ length: 1_001 }, (_, n) => `c${n}`);
    const { run, asked } = scriptedRun([listed('suppliers')]);
    await suppliersByCode(run, codes);
    await suppliersByDbId(run, Array.from({ length: 1_001 }, (_, n) => String(n)));
    expect(asked.map(({ variables }) => ((variables.codes ?? variables.dbIds) as unknown[]).length)).toEqual([1_000, 1, 1_000, 1]);
    expect([suppliersHaving(run, codes)?.listing.variables, Object.keys(suppliersHaving(run, codes.slice(1))?.listing.variables ?? {})]).toEqual([undefined, ['codes']]);
  });

  test('writable are those of whom dbId and code agree', async () => {
    const { run } = scriptedRun([listed('suppliers', supplier(1, ' 007 '), supplier(2, '8'), supplier(3, null), supplier(4, ''))]);
    expect([...await writableSubledgers(run, [{ dbId: '1', code: '007 ' }, { dbId: '2', code: '9' }, { dbId: '3', code: null }, { dbId: '4', code: '' }, { dbId: '5', code: '007' }])]).toEqual(['1']);
    const other = scriptedRun([listed('suppliers', supplier(1, '007'))]);
    expect([...await writableSubledgers(other.run, [{ dbId: '1', code: null }])]).toEqual([]);
  });

  test('chosen by code and by e-mail', () => {
    expect(withCode([supplier(1, 'a'), supplier(2, null), supplier(3, ' a ')] as never, ['a', ''])).toHaveLength(2);
    expect(withEmail([contact(1, 'A@example.no'), contact(2, null), contact(3, 'b@example.no')] as never, ['a@example.no', ''])).toEqual([contact(1, 'A@example.no')]);
  });
});

test('dbIds: each once, and only what can be one', () => {
  expect(numericIds(['1', '1', '02', 'x', '', '1.5', '-1', '123456789012345', '1234567890123456'])).toEqual([1, 2, 123456789012345]);
  expect([inChunks([1, 2, 3], 2), inChunks([], 2)]).toEqual([[[1, 2], [3]], []]);
});

test('employees by dbId: who was not asked for is not taken', async () => {
  const { run } = scriptedRun([employees(EMPLOYEE, { ...EMPLOYEE, dbId: 12 })]);
  expect([...(await byDbId(run, ['11', 'x'], [])).keys()]).toEqual(['11']);
});

/** Answers each list of a request: `lists` by connection; a name before a colon is that of the answer. */
const each = (lists: Record<string, unknown[] | ((variables: Record<string, unknown>, name: string) => unknown[])>, turnDown: (names: string[], asked: Script['asked'][number]) => Scripted | undefined = () => undefined) => (asked: Script['asked'][number]): Scripted => {
  const found = [...asked.query.matchAll(/(?:(\w+): )?(\w+)\(first: \$first/g)].map(([, name, connection]) => ({ name: name ?? connection ?? '', connection: connection ?? '' }));
  return turnDown(found.map(({ name }) => name), asked) ?? reply({ data: Object.fromEntries(found.map(({ name, connection }) => {
    const rows = lists[connection] ?? [];
    const nodes = typeof rows === 'function' ? rows(asked.variables, name) : rows;
    return [name, { edges: nodes.map((node, n) => ({ cursor: `${name} ${n}`, node })), pageInfo: { hasNextPage: false } }];
  })) });
};

describe('several lists in one request', () => {
  const LISTS = { contacts: [contact(1, 'kari@example.no')], suppliers: [supplier(2, '007')] };
  const questions = (run: Parameters<typeof contactsHaving>[0]) => ({ contacts: contactsHaving(run, ['kari@example.no']), suppliers: suppliersHaving(run, ['007']), others: undefined });

  test('one request, and each list under its name', async () => {
    const { run, asked } = scriptedRun([each(LISTS)]);
    const read = await readTogether(run, questions(run));
    expect([idsOf(read.contacts ?? []), idsOf(read.suppliers ?? []), asked.length]).toEqual([['1'], ['2'], 1]);
    expect(asked[0]?.variables).toMatchObject({ emails_contacts: ['kari@example.no'], codes_suppliers: ['007'], first_contacts: 10_000, ownerSet_suppliers: 'ALL' });
    expect(run.learnt.ownerSet.proven).toBe(true);
  });

  test('one list alone is asked as ever', async () => {
    const { run, asked } = scriptedRun([each(LISTS)]);
    await readTogether(run, { contacts: contactsHaving(run, ['kari@example.no']) });
    expect(asked[0]?.variables).toHaveProperty('emails');
    expect(run.learnt.together).toBe('taken');
  });

  test('one list alone that fails says nothing of several', async () => {
    const { run } = scriptedRun([reply({ errors: [{ message: 'Nei', code: 'X' }] })]);
    await expect(readTogether(run, { contacts: { listing: contactsHaving(run, ['a@example.no'])!.listing } })).rejects.toMatchObject({ refusal: { says: 'Nei' } });
    expect(run.learnt.together).toBe('taken');
  });

  test('longer lists go on together, those that have ended are not asked again', async () => {
    const pages: Record<string, unknown[][]> = { contacts: [[contact(1, 'kari@example.no')], [contact(2, 'kari@example.no')], [contact(3, 'kari@example.no')]], suppliers: [[supplier(4, '007')], [supplier(5, '007')]] };
    const { run, asked } = scriptedRun([({ query }) => {
      const names = ['contacts', 'suppliers'].filter((name) => query.includes(`${name}(`));
      return reply({ data: Object.fromEntries(names.map((name) => {
        const nodes = pages[name]!.shift() ?? [];
        return [name, { edges: nodes.map((node) => ({ cursor: `${name} ${String((node as { dbId: number }).dbId)}`, node })), pageInfo: { hasNextPage: pages[name]!.length > 0 } }];
      })) });
    }]);
    const read = await readTogether(run, questions(run));
    expect([idsOf(read.contacts ?? []), idsOf(read.suppliers ?? [])]).toEqual([['1', '2', '3'], ['4', '5']]);
    expect(asked.map(({ variables }) => [variables.after_contacts, variables.after_suppliers])).toEqual([[null, null], ['contacts 1', 'suppliers 4'], ['contacts 2', undefined]]);
  });

  test.each<[string, Scripted]>([
    ['refused', reply({ errors: [{ message: 'Nei', code: 'X' }] })],
    ['given up on', reply({ data: null, errors: [{ message: 'query timed out' }] })],
    ['failing without a word', oops],
    ['denied', reply({ data: null, errors: [{ message: 'Access is denied' }] })],
  ])('%s as a whole: list by list, and never together again', async (_what, answer) => {
    const { run, asked } = scriptedRun([each(LISTS, (names) => (names.length > 1 ? answer : undefined))]);
    const read = await readTogether(run, questions(run));
    expect([idsOf(read.contacts ?? []), idsOf(read.suppliers ?? []), run.learnt.together]).toEqual([['1'], ['2'], 'turnedDown']);
    const before = asked.length;
    await readTogether(run, questions(run));
    expect(asked.length - before).toBe(2);
  });

  test('what was the matter with one of them is not held against asking together', async () => {
    const { run } = scriptedRun([each(LISTS, (_names, { query }) => (query.includes('email_in') ? refused : undefined))]);
    await readTogether(run, questions(run));
    expect([run.learnt.together, run.learnt.filtersTurnedDown.size]).toEqual(['taken', 1]);
  });

  test('a stop stops it', async () => {
    const { run, asked } = scriptedRun([reply('', 401)]);
    await expect(readTogether(run, questions(run))).rejects.toMatchObject({ stop: { code: 'credential' } });
    expect([asked.length, run.learnt.together]).toEqual([1, 'taken']);
  });
});

describe('the look right before a write', () => {
  const people = ({ dbIds_employees: together, dbIds = together }: Record<string, unknown>, name: string) => (name === 'index' || !dbIds ? [11, 12] : (dbIds as number[])).map((dbId) => ({ ...EMPLOYEE, dbId }));
  const LISTS = { employees: people, suppliers: [supplier(33, '007')] };

  test('employees, their suppliers and everyone by their keys, in one request', async () => {
    const { run, asked } = scriptedRun([each(LISTS)]);
    const { employees: found, index } = await lookAgain(run, { dbIds: ['11'], fields: [], subledgerDbIds: ['33'], everyone: true });
    expect([found.get('11')?.subledgerIsSupplier, index?.map(({ dbId }) => dbId), asked.length]).toEqual([true, ['11', '12'], 1]);
  });

  test('only what is asked for is read and told', async () => {
    const { run, asked } = scriptedRun([each(LISTS)]);
    const seen = await lookAgain(run, { dbIds: ['11'], fields: [] });
    expect([Object.keys(seen), seen.employees.get('11')]).toEqual([['employees'], expect.not.objectContaining({ subledgerIsSupplier: expect.anything() })]);
    expect(asked[0]?.query).not.toContain('suppliers');
    expect(await lookAgain(run, { dbIds: [], fields: [] })).toEqual({ employees: new Map() });
    expect((await lookAgain(run, { dbIds: [], fields: [], everyone: true })).index).toHaveLength(2);
    expect(asked).toHaveLength(2);
  });

  test('an employee of another subledger than was asked for, or of none, is not judged', async () => {
    const { run } = scriptedRun([each({ ...LISTS, employees: [EMPLOYEE, { ...EMPLOYEE, dbId: 12, subledger: null }] })]);
    const { employees: found } = await lookAgain(run, { dbIds: ['11', '12'], fields: [], subledgerDbIds: ['34'] });
    expect([...found.values()].every((row) => row.subledgerIsSupplier === undefined)).toBe(true);
  });

  test('a supplier that is not there is none', async () => {
    const { run } = scriptedRun([each({ ...LISTS, suppliers: [] })]);
    expect((await lookAgain(run, { dbIds: ['11'], fields: [], subledgerDbIds: ['33'] })).employees.get('11')?.subledgerIsSupplier).toBe(false);
  });

  test('where lists are not taken together, suppliers are left for those who are written', async () => {
    const { run, asked } = scriptedRun([each(LISTS)], { together: 'turnedDown' });
    expect((await lookAgain(run, { dbIds: ['11'], fields: [], subledgerDbIds: ['33'] })).employees.get('11')).not.toHaveProperty('subledgerIsSupplier');
    expect(asked.some(({ query }) => query.includes('suppliers'))).toBe(false);
  });

  test('a thousand at a time, everyone once', async () => {
    const { run, asked } = scriptedRun([each(LISTS)]);
    const dbIds = Array.from({ length: 1_001 }, (_, n) => String(n + 1));
    const { employees: found, index } = await lookAgain(run, { dbIds, fields: [], subledgerDbIds: ['33'], everyone: true });
    expect([found.size, found.get('1')?.subledgerIsSupplier, index?.length]).toEqual([1_001, true, 2]);
    expect(asked.map(({ query }) => [query.includes('suppliers('), query.includes('index:')])).toEqual([[true, true], [false, false]]);
  });
});

describe('genders and countries that this Xledger has', () => {
  const GENDERS = listed('contacts', { dbId: 1, gender: { dbId: 8, code: 'M', name: 'Mann' } });
  const answers = (countries: Scripted) => [({ query }: Script['asked'][number]) => (query.includes('countries') ? countries : GENDERS)];

  test('both', async () => {
    const { run, asked } = scriptedRun(answers(listed('countries', { dbId: 1, code: 'no', description: 'Norge' }, { dbId: 2, code: 'SE', description: null }, { dbId: 3, code: null, description: 'Danmark' })));
    expect(await entries(run)).toEqual({ genders: new Set(['Male']), countries: new Set(['NO']) });
    await learnCountryNames(run);
    expect(asked).toHaveLength(2);
  });

  test.each<[string, Scripted]>([
    ['refuses', reply({ errors: [{ message: 'Nei', code: 'X' }] })],
    ['denies', reply({ data: null, errors: [{ message: 'Access is denied' }] })],
    ['does not know of countries', unknown(['countries', 'Query'])],
    ['shows none', listed('countries')],
  ])('a server that %s says nothing of countries by it', async (_what, answer) => {
    expect(await entries(scriptedRun(answers(answer)).run)).toEqual({ genders: new Set(['Male']) });
  });

  test.each<[string, Scripted, string]>([['a token that is not accepted', reply('', 401), 'credential'], ['an Xledger that is away', new NoReply('connectionLost', false), 'unavailable']])('%s stops', async (_what, answer, code) => {
    await expect(entries(scriptedRun(answers(answer)).run)).rejects.toMatchObject({ stop: { code } });
  });

  test('names of countries are asked for where an address may need one', () => {
    const learnt = (country: object, supplierAddress: object) => scriptedRun([], { country, supplierAddress } as never).run;
    const [guess, name, code, seen] = [{ form: 'code', proven: false }, { form: 'tenantName', proven: true }, { form: 'code', proven: true }, { form: 'code', proven: false, trusted: true }];
    expect([[guess, code], [name, code], [code, name], [code, guess], [code, code], [seen, code]].map(([country, address]) => needsCountryNames(learnt(country!, address!)))).toEqual([true, true, true, true, false, false]);
    const known = learnt(guess, guess);
    noteCountryNames(known, []);
    expect(needsCountryNames(known)).toBe(false);
  });
});
