// Creating people: contact, supplier, employee, linked, once, whatever the tenant is like and whatever answer is lost.
import type { NewPerson, WriteResult } from '../../core/xledger';
import { FOREIGN_OWNER, MAIN_OWNER, SUB_OWNER, type FaultOrder, type Switches } from '../../sandbox/xledger';
import { counts, everyone, stored, tenantWith, type Tenant } from './xledgerTenant';

jest.setTimeout(60_000);

let tenant: Tenant;
const start = async (...args: Parameters<typeof tenantWith>) => (tenant = await tenantWith(...args));
afterEach(() => tenant.close());

const READING = { reading: { bankCountry: 'NO', phoneCountry: 'NO' } };

const newPerson = (n: number, more: Partial<NewPerson['person']> = {}): NewPerson => ({
  key: `ny-${n}`,
  person: {
    email: `Ny${n}.Person@example.no`, givenName: `Ny ${n}`, familyName: 'Persøn', employmentId: `09${String(n).padStart(3, '0')}`, phone: `+479903${String(n).padStart(4, '0')}`,
    birthDate: '1991-02-03' as never, bankAccount: { kind: 'national', number: '86011117947', country: 'NO' }, address: { street: 'Vei 2', zipCode: '5003', place: 'Bergen', country: 'NO' },
    gender: 'Female', jobTitle: 'Kokk', employmentStart: '2026-04-01' as never, probationEnd: '2026-10-01' as never, ...more,
  },
});

const wanted = (n: number) => ({
  'employee.code': `09${String(n).padStart(3, '0')}`, 'employee.description': `Ny ${n} Persøn`, 'employee.employmentFrom': '2026-04-01', 'employee.trialTo': '2026-10-01',
  'contact.firstName': `Ny ${n}`, 'contact.lastName': 'Persøn', 'contact.email': `Ny${n}.Person@example.no`, 'contact.phone': `+479903${String(n).padStart(4, '0')}`,
  'contact.birthday': '1991-02-03', 'contact.gender': 'FEMALE', 'contact.jobTitle': 'Kokk', 'contact.address.streetAddress': 'Vei 2', 'contact.address.country': 'NO',
  'subledger.code': `09${String(n).padStart(3, '0')}`, 'subledger.description': `Ny ${n} Persøn`, 'subledger.email': `Ny${n}.Person@example.no`, 'subledger.bankAccount': '86011117947',
  'subledger.address.zipCode': '5003', 'subledger.address.country': 'NO',
});

const idOf = (result: WriteResult | undefined) => result?.ids.employeeDbId ?? '';
const sizes = () => ({ employees: [...tenant.sandbox.state.employees.all()].length, contacts: [...tenant.sandbox.state.contacts.all()].length, subledgers: [...tenant.sandbox.state.subledgers.all()].length });

/** One more of each for every person: nothing doubled, nothing missing. */
function expectOnce(before: ReturnType<typeof sizes>, people: number): void {
  expect(sizes()).toEqual({ employees: before.employees + people, contacts: before.contacts + people, subledgers: before.subledgers + people });
}

describe('people arrive whole and linked', () => {
  const TENANTS: Record<string, Partial<Switches>> = {
    'the likeliest': {},
    U3b: { U3: 'contactFromFlatFields' },
    U3d: { U3: 'rejectsWithoutBothLookups' },
    U3c: { U3: 'contactAndSubledger' },
    U4b: { U4: 'moreNonNullFields' },
    'U4b, introspection off': { U4: 'moreNonNullFields', U27: 'introspectionOff' },
    U8c: { U8: 'alpha2' },
    'U8c, other texts rejected': { U8: 'alpha2', U8unknown: 'rejected' },
    U9b: { U9: 'countryElsewhere' },
    'U9c, U8b': { U9: 'onlyNestedShows', U8: 'nameInTheTenantsLanguage' },
    U11b: { U11: 'otherOrder' },
    U11c: { U11: 'clientIdNull' },
    'U12b by name only': { U12: 'mf', U12key: 'onlyName' },
    'U12c by dbIds only': { U12: 'numbersAndLocalNames', U12key: 'onlyDbIdAndDbSubId' },
    'U12 code does not stick': { U12key: 'codeDoesNotStick' },
    U15: { U15: 'allAndEverything', U15mine: 'onlyItsOwnEntity', U15all: 'rejected' },
    U17a: { U17: 'allIgnoringCase' },
    U17b: { U17: 'allExactCase' },
    U17c: { U17: 'allRejected' },
    U18b: { U18: 'int64String', U18lookup: 'int64String' },
    U18c: { U18: 'int', U18lookup: 'int' },
    'U18c, introspection off': { U18: 'int', U18lookup: 'int', U27: 'introspectionOff' },
    U23b: { U23: 'duplicatesAccepted' },
    U28c: { U28: 'error' },
    U31b: { U31: 'domesticOnly' },
  };
  test.each(Object.entries(TENANTS))('%s', async (name, switches) => {
    await start({ seed: 6, switches }, READING);
    const before = sizes();
    const groups = await tenant.client.employeeGroups();
    const results = await tenant.client.create([1, 2, 3].map((n) => newPerson(n)), name.startsWith('U4b') ? { employeeGroupDbId: groups[0]!.dbId } : {});
    expect([...results.values()].map((result) => ({ ...result, ids: Object.values(result.ids).every(Boolean) }))).toEqual([1, 2, 3].map(() => ({ kind: 'written', ids: true, leftOut: [] })));
    for (const n of [1, 2, 3]) expect(stored(tenant, idOf(results.get(`ny-${n}`)))).toMatchObject(wanted(n));
    expectOnce(before, 3);
  });

  test('with the settings for new rows', async () => {
    await start({ seed: 6 }, READING);
    const [subledgerGroup] = await tenant.client.subledgerGroups();
    const [employeeGroup] = await tenant.client.employeeGroups();
    const results = await tenant.client.create([newPerson(1)], { ownerDbId: String(MAIN_OWNER), supplierCodePrefix: 'A-', ...(employeeGroup ? { employeeGroupDbId: employeeGroup.dbId } : {}), ...(subledgerGroup ? { subledgerGroupDbId: subledgerGroup.dbId } : {}) });
    expect(results.get('ny-1')).toMatchObject({ kind: 'written' });
    expect(stored(tenant, idOf(results.get('ny-1')))).toMatchObject({ ...wanted(1), 'subledger.code': 'A-09001' });
    expect(String(tenant.sandbox.state.employees.get(Number(idOf(results.get('ny-1'))))!.links.employeeGroup)).toBe(employeeGroup?.dbId);
  });

  test('600 people take two mutations a stage', async () => {
    await start({ seed: 4 }, READING);
    const before = sizes();
    const from = tenant.sandbox.journal.length;
    const results = await tenant.client.create(Array.from({ length: 600 }, (_, n) => newPerson(n)), {});
    expect([...results.values()].every(({ kind }) => kind === 'written')).toBe(true);
    expectOnce(before, 600);
    expect(counts(tenant, from)).toMatchObject({ addContacts: 2, addSuppliers: 2, addEmployees: 2 });
  });

  test('R16: without an employment ID the code is left out, and the supplier is named after the contact', async () => {
    await start({ seed: 4 }, READING);
    const results = await tenant.client.create([newPerson(1, { employmentId: undefined })], {});
    const result = results.get('ny-1')!;
    expect(result.kind).toBe('written');
    expect(stored(tenant, idOf(result))).toMatchObject({ 'employee.code': null, 'subledger.code': `C${result.ids.contactDbId}` });
  });

  test('into an empty tenant', async () => {
    await start({ seed: 0, neighbours: { foreign: 0 } }, { ...READING, genders: { Female: { code: 'FEMALE' } } });
    const results = await tenant.client.create([newPerson(1)], {});
    expect(results.get('ny-1')).toMatchObject({ kind: 'written', leftOut: [] });
    expect(stored(tenant, idOf(results.get('ny-1')))).toMatchObject(wanted(1));
  });
});

describe('U3: what Xledger makes by itself', () => {
  test('e: it links rows of its own; those count, ours are reported', async () => {
    await start({ seed: 4, switches: { U3: 'ignoresLookupsAndMakesItsOwn' } }, READING);
    const result = (await tenant.client.create([newPerson(1)], {})).get('ny-1')!;
    const employee = tenant.sandbox.state.employees.get(Number(idOf(result)))!;
    expect(result.ids).toMatchObject({ contactDbId: String(employee.links.contact), subledgerDbId: String(employee.links.subledger) });
    expect(result).toMatchObject({ orphans: { contactDbId: expect.any(String), subledgerDbId: expect.any(String) } });
    expect(stored(tenant, idOf(result))).toMatchObject({ 'contact.firstName': 'Ny 1', 'contact.phone': '+4799030001' });
  });
});

describe('U1: where subledgers are not suppliers, none is made', () => {
  test.each([['anotherLedgerKind', 'subledgerNotWritable'], ['numberedApart', 'subledgerNotWritable'], ['subledgerIsNull', 'noSubledger']] as const)('%s', async (U1, why) => {
    await start({ seed: 6, switches: { U1 } }, READING);
    const before = sizes();
    const result = (await tenant.client.create([newPerson(1)], {})).get('ny-1')!;
    expect(result.kind).toBe('written');
    expect(result.kind === 'written' && [...new Set(result.leftOut.map((left) => `${left.target.record} ${left.why}`))]).toEqual([`subledger ${why}`]);
    expect(sizes()).toEqual({ employees: before.employees + 1, contacts: before.contacts + 1, subledgers: before.subledgers });
  });
});

describe('U4c: rules beyond the schema', () => {
  test('the server\'s words are that person\'s refusal, and the contact is adopted by the next run', async () => {
    await start({ seed: 4, switches: { U4: 'serverRulesBeyondTheSchema' } }, READING);
    const before = sizes();
    const first = (await tenant.client.create([newPerson(1)], {})).get('ny-1')!;
    expect(first).toMatchObject({ kind: 'refused', ids: { contactDbId: expect.any(String) } });
    tenant.sandbox.switches.U4 = 'onlySupplierCodeAndDescription';
    const second = (await tenant.client.create([newPerson(1)], {})).get('ny-1')!;
    expect(second).toMatchObject({ kind: 'written', ids: { contactDbId: first.ids.contactDbId } });
    expectOnce(before, 1);
  });
});

describe('U23: nobody is made twice', () => {
  test.each(['e-mail', 'employment ID'] as const)('a taken %s, in any status', async (what) => {
    await start({ seed: 6, switches: { U23: 'duplicatesAccepted' } }, READING);
    const [row] = await everyone(tenant);
    tenant.sandbox.edit(Number(row!.dbId), { 'employee.employmentTo': '2020-01-31' });
    const before = sizes();
    const person = newPerson(1, what === 'e-mail' ? { email: row!.contact!.email!.toUpperCase() } : { employmentId: row!.code! });
    const results = await tenant.client.create([person, newPerson(2)], {});
    expect(results.get('ny-1')).toMatchObject({ kind: 'refused', because: { code: 'uniqueValueTaken' }, ids: {} });
    expect(results.get('ny-2')).toMatchObject({ kind: 'written' });
    expectOnce(before, 1);
  });

  test('two of one call that share an e-mail: the first alone', async () => {
    await start({ seed: 4, switches: { U23: 'duplicatesAccepted' } }, READING);
    const before = sizes();
    const results = await tenant.client.create([newPerson(1), newPerson(2, { email: newPerson(1).person.email })], {});
    expect([...results.values()].map(({ kind }) => kind)).toEqual(['written', 'refused']);
    expectOnce(before, 1);
  });

  test('a vendor who has the supplier code is not overwritten', async () => {
    await start({ seed: 4 }, READING);
    const vendor = tenant.sandbox.state.add('subledgers', MAIN_OWNER, { code: '09001', description: 'Fiskegrossisten AS', email: 'faktura@example.com', bankAccount: '15032080119' });
    const before = sizes();
    const results = await tenant.client.create([newPerson(1)], {});
    expect(results.get('ny-1')).toMatchObject({ kind: 'refused', because: { code: 'supplierCodeTaken' } });
    expect(tenant.sandbox.state.subledgers.get(vendor.dbId)!.values).toMatchObject({ description: 'Fiskegrossisten AS', bankAccount: '15032080119' });
    expect(sizes()).toEqual(before);
  });
});

describe('leftovers of a broken run are found and used again', () => {
  test('a contact by e-mail and a supplier by code and e-mail, not linked to anybody', async () => {
    await start({ seed: 6 }, READING);
    const contact = tenant.sandbox.state.add('contacts', MAIN_OWNER, { firstName: 'Ny 1', lastName: 'Gammel', email: 'ny1.person@example.no' });
    const supplier = tenant.sandbox.state.add('subledgers', MAIN_OWNER, { code: '09001', description: 'Ny 1 Gammel', email: 'ny1.person@example.no' });
    expect(await tenant.client.leftovers([{ key: 'a', email: 'NY1.person@example.no', supplierCode: '09001' }, { key: 'b', email: 'nobody@example.no', supplierCode: '' }])).toEqual(new Map<string, unknown>([['a', { contactDbId: String(contact.dbId), subledgerDbId: String(supplier.dbId) }], ['b', {}]]));
    const result = (await tenant.client.create([newPerson(1)], {})).get('ny-1')!;
    expect(result).toMatchObject({ kind: 'written', ids: { contactDbId: String(contact.dbId), subledgerDbId: String(supplier.dbId) } });
    expect(stored(tenant, idOf(result))).toMatchObject(wanted(1));
  });

  test('rows of employees are not leftovers', async () => {
    await start({ seed: 4 }, READING);
    const [row] = await everyone(tenant);
    expect(await tenant.client.leftovers([{ key: 'a', email: row!.contact!.email!, supplierCode: row!.subledger!.code! }])).toEqual(new Map([['a', { supplierCodeTaken: true }]]));
  });
});

describe('U10: a lost or unclear answer never makes anybody twice', () => {
  const STAGES = ['addContacts', 'addSuppliers', 'addEmployees'];
  const FAULTS: [string, FaultOrder][] = [
    ['cut after the work', { kind: 'resetAfter' }],
    ['cut before the work', { kind: 'resetBefore' }],
    ['half a reply', { kind: 'halfJson' }],
    ['half a reply, nothing done', { kind: 'halfJson', work: 'notDone' }],
    ['503 after the work', { kind: 'status', status: 503, work: 'done' }],
    ['503 before the work', { kind: 'status', status: 503 }],
    ['529 twice', { kind: 'status', status: 529, count: 2 }],
    ['maintenance page with 200', { kind: 'html', status: 200 }],
    ['errors with data null, nothing done', { kind: 'dataNullWithErrors' }],
    ['errors with data null, all done', { kind: 'dataNullWithErrors', work: 'done' }],
    ['timed out after the work', { kind: 'timeoutMessage' }],
    ['timed out, nothing done', { kind: 'timeoutMessage', work: 'notDone' }],
    ['burst', { kind: 'burst' }],
    ['concurrency', { kind: 'concurrency' }],
  ];
  const cases = STAGES.flatMap((rootField) => FAULTS.flatMap(([name, fault]) => (['codeExactEmailRejected', 'allExactCase'] as const).map((U17) => ({ rootField, name, fault, U17 }))));
  test.each(cases)('$rootField: $name ($U17)', async ({ rootField, fault, U17 }) => {
    await start({ seed: 6, switches: { U17, U23: 'duplicatesAccepted', U22: U17 === 'allExactCase' ? 'reformatted' : 'storedAsSent' } }, READING);
    const before = sizes();
    tenant.sandbox.faults.order({ ...fault, which: { rootField } });
    const results = await tenant.client.create([1, 2, 3, 4, 5].map((n) => newPerson(n)), {});
    expect(tenant.sandbox.faults.waiting()).toEqual([]);
    expect([...results.values()].map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'written'));
    expectOnce(before, 5);
    for (const n of [1, 2, 3, 4, 5]) expect(stored(tenant, idOf(results.get(`ny-${n}`)))).toMatchObject({ 'contact.firstName': `Ny ${n}`, 'subledger.code': `0900${n}`, 'employee.code': `0900${n}` });
  });
});

describe('U10, U11: one bad person among good ones', () => {
  const ANSWERS = ['nothingWritten', 'goodOnesWrittenWithErrors', 'errorsOnlyThoughSomeWritten', 'noErrorsFewerEdges'] as const;
  const PAIRS = (['inputOrder', 'otherOrder', 'clientIdNull'] as const).flatMap((U11) => (['pathWithIndex', 'fieldPathInTheMessage', 'nothing'] as const).map((U11errors) => ({ U11, U11errors })));
  test.each(ANSWERS.flatMap((U10) => PAIRS.map((pair) => ({ U10, ...pair }))))('$U10, $U11, $U11errors', async (switches) => {
    await start({ seed: 6, switches: { ...switches, U22: 'rejectedWhenInvalid' } }, READING);
    const before = sizes();
    const people = Array.from({ length: 12 }, (_, n) => newPerson(n, n === 5 ? { phone: 'ring meg' } : {}));
    const results = await tenant.client.create(people, {});
    expectOnce(before, 12);
    for (let n = 0; n < 12; n += 1) {
      const result = results.get(`ny-${n}`)!;
      expect([n, result.kind]).toEqual([n, n === 5 ? 'refused' : 'written']);
      const { 'contact.phone': _phone, ...rest } = wanted(n);
      expect(stored(tenant, idOf(result))).toMatchObject(n === 5 ? rest : wanted(n));
    }
    expect(JSON.stringify([...results])).not.toContain('ring meg');
  });

  test('a person that Xledger refuses whole leaves the others alone', async () => {
    await start({ seed: 6 }, READING);
    tenant.sandbox.state.add('contacts', 5001, { email: 'Ny2.Person@example.no' });
    tenant.sandbox.state.add('contacts', 5001, { email: 'Ny2.Person@example.no' });
    const results = await tenant.client.create([1, 2, 3].map((n) => newPerson(n)), {});
    expect([...results.values()].map(({ kind }) => kind)).toEqual(['written', 'refused', 'written']);
    expect(JSON.stringify(results.get('ny-2'))).not.toContain('Ny2.Person');
  });
});

describe('U32: the entity of new employees', () => {
  test('several entities and none chosen: nobody is created', async () => {
    await start({ seed: 4, neighbours: { subEntity: 2 } }, READING);
    const before = sizes();
    expect((await tenant.client.create([newPerson(1)], {})).get('ny-1')).toMatchObject({ kind: 'refused', because: { code: 'ownerNotChosen' } });
    expect(sizes()).toEqual(before);
  });

  test.each([MAIN_OWNER, SUB_OWNER])('the chosen one counts for all three rows: %s', async (ownerDbId) => {
    await start({ seed: 6, neighbours: { subEntity: 2 } }, READING);
    const result = (await tenant.client.create([newPerson(1)], { ownerDbId: String(ownerDbId) })).get('ny-1')!;
    expect(result.kind).toBe('written');
    const { state } = tenant.sandbox;
    expect([state.employees.get(Number(idOf(result))), state.contacts.get(Number(result.ids.contactDbId)), state.subledgers.get(Number(result.ids.subledgerDbId))].map((row) => row?.ownerDbId)).toEqual([ownerDbId, ownerDbId, ownerDbId]);
  });

  test('one that the token does not reach is refused', async () => {
    await start({ seed: 4 }, READING);
    const result = (await tenant.client.create([newPerson(1)], { ownerDbId: String(FOREIGN_OWNER) })).get('ny-1')!;
    expect(result).toMatchObject({ kind: 'refused', ids: {} });
  });
});

describe('U24: the employee gets the national ID where the contact\'s does not show', () => {
  test.each(['sameValue', 'itsOwnValue'] as const)('%s', async (U24employee) => {
    await start({ seed: 4, switches: { U24employee } }, READING);
    const result = (await tenant.client.create([newPerson(1, { nationalId: { number: '01819012300' } })], {})).get('ny-1')!;
    const { state } = tenant.sandbox;
    expect(state.contacts.get(Number(result.ids.contactDbId))!.values.socialSec).toBe('01819012300');
    expect(state.employees.get(Number(idOf(result)))!.values.socialSec ?? null).toBe(U24employee === 'sameValue' ? null : '01819012300');
  });
});

describe('U14: a missing scope is not an empty tenant', () => {
  test.each(['queryFails', 'fieldIsNull', 'asIfEmpty'] as const)('contacts: %s', async (U14) => {
    await start({ seed: 6, switches: { U14 } }, READING);
    const before = sizes();
    tenant.sandbox.state.tokens[0]!.rights = tenant.sandbox.state.tokens[0]!.rights.filter((right) => !right.startsWith('contact'));
    const results = await tenant.client.create([newPerson(1)], {});
    expect(results.get('ny-1')).toMatchObject({ kind: 'notAttempted', because: { code: 'scope' } });
    expect(sizes()).toEqual(before);
  });
});

describe('a stop', () => {
  test('in the middle leaves what exists for the next run, which makes nobody twice', async () => {
    await start({ seed: 6 }, { ...READING, patience: 60_000 });
    const before = sizes();
    tenant.sandbox.faults.order({ kind: 'creditsGone', which: { rootField: 'addEmployees' } });
    const first = await tenant.client.create([1, 2].map((n) => newPerson(n)), {});
    expect([...first.values()].map((result) => [result.kind, result.kind === 'notAttempted' && result.because.code, Object.keys(result.ids)])).toEqual([1, 2].map(() => ['notAttempted', 'creditsGone', ['contactDbId', 'subledgerDbId']]));
    const second = await tenant.client.create([1, 2].map((n) => newPerson(n)), {});
    expect([...second.values()].map(({ kind }) => kind)).toEqual(['written', 'written']);
    expectOnce(before, 2);
  });
});
