// An Xledger that an earlier run has come to know: nothing is found out twice, several lists are read at once, and what has changed since is noticed.
import type { Post } from '../../core/person';
import { createLimiter, createXledger, type TenantForms } from '../../core/xledger';
import { SANDBOX_TOKEN, type Switches } from '../../sandbox/xledger';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { applyPairOf, type ApplyPair } from './applyPair';
import { everyone, jumpingClock, postWith, stored, tenantWith, updateOf, type Tenant } from './xledgerTenant';

jest.setTimeout(120_000);

const MARK = 'aMark';
const ADDRESS = { street: 'Nygata 7', zipCode: '5003', place: 'Bergen', country: 'NO' };
const ABROAD = { ...ADDRESS, country: 'SE' };
/** As a run leaves it that wrote addresses and genders, and created somebody. */
const SEEN: TenantForms = { inputs: 'whole', country: 'englishName', supplierAddress: 'flat', gender: 'code', subledgers: 'suppliers', emailFilter: 'turnedDown', update: 'asMeant', seenAt: `${MARK} country supplierAddress gender subledgers emailFilter` };

describe('U8, U9: forms that an earlier run saw taken', () => {
  let tenant: Tenant;
  afterEach(() => tenant.close());

  /** Writes everybody another address. @returns how many rows each mutation carried */
  async function writeAll(forms: TenantForms, mark = MARK, switches: Partial<Switches> = {}): Promise<number[]> {
    tenant = await tenantWith({ seed: 5, switches }, { forms, mark });
    const rows = await everyone(tenant, ['address']);
    tenant.sandbox.journal.length = 0;
    await tenant.client.update(rows.map((row) => updateOf(row, { 'contact.address': ABROAD, 'subledger.address': ABROAD })));
    for (const { dbId } of rows) expect(stored(tenant, dbId)).toMatchObject({ 'contact.address.country': 'SE', 'subledger.address.country': 'SE' });
    return tenant.sandbox.journal.filter(({ kind }) => kind === 'mutation').map(({ nodes }) => nodes);
  }

  test('are used for everybody at once', async () => {
    expect(await writeAll(SEEN)).toEqual([5, 5]);
    expect(tenant.sandbox.journal).toHaveLength(4);
  });

  test.each([
    ['at another Xledger, or by another token', SEEN, 'anotherMark'],
    ['where nobody said at which Xledger', { ...SEEN, seenAt: undefined }, MARK],
    ['of which only others are said to be seen here', { ...SEEN, seenAt: `${MARK} gender` }, MARK],
  ])('%s are tried on one person first', async (_, forms, mark) => {
    expect(await writeAll(forms, mark)).toEqual([1, 1, 4, 4]);
  });

  test('go on to the next client with the mark, and each only where it was seen', async () => {
    await writeAll({ inputs: 'whole' });
    expect(tenant.client.forms?.seenAt?.split(' ')[1]).toBe('country');
    await tenant.close();
    const forms = { ...tenant.client.forms };
    expect(await writeAll(forms)).toEqual([5, 5]);
  });

  test('at an Xledger that takes no marks nothing is said', async () => {
    tenant = await tenantWith({ seed: 1 });
    expect(tenant.client.forms).not.toHaveProperty('seenAt');
  });
});

describe('a plan is applied', () => {
  let pair: ApplyPair;
  afterEach(() => pair.close());

  const change = ({ email, n }: InventedPerson) => pair.humaSandbox.state.editUser(pair.idOf(email), (user) => {
    user.profile.phone = `+4790${String(n).padStart(6, '0')}`;
    user.profile.homeAddress = { line1: `Nygata ${n}`, postalCode: '11122', city: 'Stockholm', country: 'SE' };
    for (const position of user.positions) position.probationEndDate = '2027-02-01';
  });

  test('U17, U23: eleven requests for a full sync with new people, reading everyone included', async () => {
    const people = inventPeople(60, 4);
    pair = await applyPairOf({ inHuma: people, inXledger: people.slice(0, 50), client: { forms: SEEN, mark: MARK } });
    people.slice(0, 20).forEach(change);
    pair.xledgerSandbox.journal.length = 0;
    const rows = await pair.plan({ createIn: 'xledger' });
    const { outcomes } = await pair.apply(rows, { canary: false });
    expect(outcomes.filter(({ outcome }) => outcome !== 'applied' && outcome !== 'unchanged')).toEqual([]);
    expect(pair.xledgerSandbox.journal.map(({ rootFields }) => rootFields.join(' '))).toEqual([
      'employees', 'employees suppliers employees', 'updateContacts', 'updateSuppliers', 'updateEmployees',
      'employees contacts suppliers contacts', 'addContacts', 'addSuppliers', 'addEmployees', 'employees', 'employees',
    ]);
    expect(outcomes.filter(({ did }) => did === 'created')).toHaveLength(10);
  });

  test.each([
    { U8: 'alpha2' },
    { U8: 'nameInTheTenantsLanguage', U8unknown: 'rejected' },
    { U9: 'onlyNestedShows' },
    { U8: 'alpha2', U9: 'countryElsewhere', U12: 'mf' },
  ] as const)('U8, U9: an Xledger that has changed since, %j: the form is found anew, and everybody has their address', async (switches) => {
    const people = inventPeople(9, 4);
    pair = await applyPairOf({ inHuma: people, inXledger: people.slice(0, 6), switches: { xledger: switches }, client: { forms: SEEN, mark: MARK } });
    people.forEach(change);
    const { outcomes, forms } = await pair.apply(await pair.plan({ createIn: 'xledger' }), { canary: false });
    expect(outcomes.map(({ outcome, reason }) => [outcome, outcome === 'applied' ? '' : reason])).toEqual(people.map(() => ['applied', '']));
    for (const { email } of people) expect(pair.inXledger(email).values).toMatchObject({ 'contact.address.country': 'SE', 'subledger.address.country': 'SE', 'contact.address.place': 'Stockholm' });
    expect({ ...SEEN, ...forms }).not.toMatchObject({ country: SEEN.country, supplierAddress: SEEN.supplierAddress, seenAt: SEEN.seenAt });
  });
});

describe('several lists in one request', () => {
  let tenant: Tenant;
  afterEach(() => tenant.close());

  /** An Xledger that takes one list a request. */
  const oneAtATime = (asked: string[]): Post => {
    const post = postWith(SANDBOX_TOKEN);
    return async (request) => {
      const { query } = JSON.parse(request.body ?? '{}') as { query: string };
      const lists = [...query.matchAll(/\b(?:employees|contacts|suppliers|countries)\(/g)].length;
      asked.push(query);
      return lists > 1 ? { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ errors: [{ message: 'The query is too complex.', code: 'BAD_REQUEST.QUERY_TOO_COMPLEX' }], data: null }) } : await post(request);
    };
  };

  test('are read one by one where Xledger does not take them together, and the next run knows', async () => {
    tenant = await tenantWith({ seed: 5 });
    const rows = await everyone(tenant, ['address']);
    const what = { dbIds: rows.map(({ dbId }) => dbId), fields: ['address'] as const, subledgerDbIds: rows.flatMap(({ subledger }) => subledger?.dbId ?? []), everyone: true };
    const together = await tenant.client.lookAgain(what);
    expect([...together.employees.values()].map(({ subledgerIsSupplier }) => subledgerIsSupplier)).toEqual(rows.map(() => true));

    const asked: string[] = [];
    const client = (forms?: TenantForms) => createXledger({ endpoint: tenant.sandbox.graphqlUrl, post: oneAtATime(asked), clock: jumpingClock(), limiter: createLimiter(), mark: MARK, forms });
    const first = client();
    expect(await first.lookAgain(what)).toEqual(together);
    expect(asked).toHaveLength(4);
    expect(first.forms).toMatchObject({ together: 'turnedDown', seenAt: `${MARK} together` });

    asked.length = 0;
    // Whether a subledger is a supplier is then left to the update, which may have nothing to write there.
    const unmarked = [...together.employees].map(([dbId, { subledgerIsSupplier: _, ...row }]) => [dbId, row] as const);
    expect(await client(first.forms).lookAgain(what)).toEqual({ ...together, employees: new Map(unmarked) });
    expect(asked).toHaveLength(2);
  });

  test('U16: go on together page by page, and each person comes once', async () => {
    tenant = await tenantWith({ seed: 1_203, switches: { U16: 'byLastChange' } });
    const dbIds = (await everyone(tenant)).map(({ dbId }) => dbId);
    tenant.sandbox.journal.length = 0;
    const { employees, index } = await tenant.client.lookAgain({ dbIds, fields: [], subledgerDbIds: [], everyone: true });
    expect([employees.size, index?.length]).toEqual([1_203, 1_203]);
    expect(tenant.sandbox.journal).toHaveLength(2);
  });

  test.each([{ U19timeout: 'over500Rows' }, { U15all: 'rejected' }, { U17: 'allRejected' }, { U16empty: 'emptyList', U16hasNextPage: 'nullOnTheLastPage' }] as const)('tell the same as one by one, %j', async (switches) => {
    tenant = await tenantWith({ seed: 700, switches });
    const rows = (await everyone(tenant, ['address', 'phone']));
    const fresh = createXledger({ endpoint: tenant.sandbox.graphqlUrl, post: postWith(SANDBOX_TOKEN), clock: tenant.clock, limiter: createLimiter() });
    const { employees, index } = await fresh.lookAgain({ dbIds: rows.map(({ dbId }) => dbId), fields: ['address', 'phone'], everyone: true });
    expect([...employees.values()].sort((a, b) => Number(a.dbId) - Number(b.dbId))).toEqual([...rows].sort((a, b) => Number(a.dbId) - Number(b.dbId)));
    expect(index).toEqual(await tenant.client.index());
  });
});
