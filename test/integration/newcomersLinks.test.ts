// U3: an Xledger that takes a new employee's contact and supplier and forgets one of them: linked by an update, and where that is forgotten too, said.
import type { NewPerson } from '../../core/xledger';
import { MAIN_OWNER, SANDBOX_TOKEN, SUB_OWNER, type FaultOrder } from '../../sandbox/xledger';
import { counts, postWith, tenantWith, type Tenant } from './xledgerTenant';

let tenant: Tenant;
afterEach(() => tenant.close());

const PEOPLE: NewPerson[] = [1, 2].map((n) => ({ key: `ny-${n}`, person: { email: `ny${n}@example.no`, givenName: `Ny ${n}`, familyName: 'Prøve', employmentId: `0900${n}`, employmentStart: '2026-04-01' as never } }));

type Row = ReturnType<Tenant['sandbox']['state']['employees']['all']> extends Iterable<infer R> ? R : never;

/** The first of the new people loses something right after each of these mutations, before anybody can look. */
async function start(after: readonly string[], loses: (row: Row) => void): Promise<void> {
  const send = postWith(SANDBOX_TOKEN);
  tenant = await tenantWith({ seed: 6, neighbours: { subEntity: 1 } }, {
    reading: { bankCountry: 'NO', phoneCountry: 'NO' },
    post: async (request) => {
      const reply = await send(request);
      for (const row of tenant.sandbox.state.employees.all()) if (row.values.code === '09001' && after.some((mutation) => request.body?.includes(mutation))) loses(row);
      return reply;
    },
  });
}

const LINKS = { contact: (row: Row) => { row.links.contact = null; }, subledger: (row: Row) => { row.links.subledger = null; } };
const linksOf = (code: string) => [...tenant.sandbox.state.employees.all()].filter(({ values }) => values.code === code).map(({ links }) => [typeof links.contact, typeof links.subledger]);
const create = () => tenant.client.create(PEOPLE, { ownerDbId: String(MAIN_OWNER) });

test.each(Object.entries(LINKS))('the %s: one update links it again', async (_link, loses) => {
  await start(['addEmployees'], loses);
  const results = await create();
  expect([...results.values()].map(({ kind }) => kind)).toEqual(['written', 'written']);
  expect([linksOf('09001'), linksOf('09002')]).toEqual([[['number', 'number']], [['number', 'number']]]);
  expect(counts(tenant)).toMatchObject({ addContacts: 1, addSuppliers: 1, addEmployees: 1, updateEmployees: 1 });
});

test.each(Object.entries(LINKS))('the %s, each time: half made, with what is there; the other goes through', async (_link, loses) => {
  await start(['addEmployees', 'updateEmployees'], loses);
  const results = await create();
  expect(results.get('ny-1')).toMatchObject({ kind: 'refused', because: { code: 'halfCreated', says: expect.stringContaining('does not link') }, ids: { employeeDbId: expect.stringMatching(/^\d+$/), contactDbId: expect.stringMatching(/^\d+$/), subledgerDbId: expect.stringMatching(/^\d+$/) } });
  expect(results.get('ny-2')).toMatchObject({ kind: 'written' });
});

test.each<[string, Omit<FaultOrder, 'which'>, object]>([
  ['cut off', { kind: 'resetBefore', count: 200 }, { kind: 'notAttempted', because: { retry: true } }],
  ['refused', { kind: 'dataNullWithErrors', count: 200 }, { kind: 'refused', because: { code: 'refused' }, ids: { employeeDbId: expect.stringMatching(/^\d+$/) } }],
])('the update is %s: nobody is taken for finished', async (_how, fault, expected) => {
  await start(['addEmployees'], LINKS.contact);
  tenant.sandbox.faults.order({ ...fault, which: { rootField: 'updateEmployees' } });
  expect((await create()).get('ny-1')).toMatchObject(expected);
});

test('in another entity than the one that was meant: told, and nothing more is written there', async () => {
  await start(['addEmployees'], (row) => { row.ownerDbId = SUB_OWNER; });
  const results = await create();
  expect(results.get('ny-1')).toMatchObject({ kind: 'refused', because: { code: 'wrongOwner', says: expect.stringContaining('another entity') } });
  expect(results.get('ny-2')).toMatchObject({ kind: 'written' });
});
