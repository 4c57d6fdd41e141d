// Writing into people who exist: full batches, only what differs, under every answer that the open questions allow.
import { createLimiter, createXledger } from '../../core/xledger';
import { SANDBOX_TOKEN, type Switches } from '../../sandbox/xledger';
import { at, counts, everyone, postWith, stored, tenantWith, updateOf, type Changes, type Tenant } from './xledgerTenant';

jest.setTimeout(60_000);

let tenant: Tenant;
const start = async (...args: Parameters<typeof tenantWith>) => (tenant = await tenantWith(...args));
afterEach(() => tenant.close());

const SWEDISH = { street: 'Kungsgatan 1', zipCode: '11143', place: 'Stockholm', country: 'SE' };
const EVERYTHING: Changes = {
  'contact.email': 'Ny.Adresse@example.no',
  'contact.firstName': 'Åse',
  'contact.lastName': 'Nygård',
  'contact.phone': '+4799000901',
  'contact.birthday': '1990-02-03',
  'contact.jobTitle': 'Regnskapsfører',
  'contact.gender': 'Female',
  'contact.address': SWEDISH,
  'subledger.email': 'Ny.Adresse@example.no',
  'subledger.description': 'Åse Nygård',
  'subledger.phone': '+4799000901',
  'subledger.bankAccount': '86011117947',
  'subledger.address': SWEDISH,
  'employee.employmentFrom': '2026-02-01',
  'employee.trialTo': '2026-08-01',
};
const STORED = {
  'contact.email': 'Ny.Adresse@example.no', 'contact.firstName': 'Åse', 'contact.lastName': 'Nygård', 'contact.name': 'Åse Nygård', 'employee.description': 'Åse Nygård',
  'contact.phone': '+4799000901', 'contact.birthday': '1990-02-03', 'contact.jobTitle': 'Regnskapsfører', 'contact.gender': 'FEMALE',
  'contact.address.streetAddress': 'Kungsgatan 1', 'contact.address.zipCode': '11143', 'contact.address.place': 'Stockholm', 'contact.address.country': 'SE',
  'subledger.email': 'Ny.Adresse@example.no', 'subledger.description': 'Åse Nygård', 'subledger.phone': '+4799000901', 'subledger.bankAccount': '86011117947',
  'subledger.address.streetAddress': 'Kungsgatan 1', 'subledger.address.zipCode': '11143', 'subledger.address.place': 'Stockholm', 'subledger.address.country': 'SE',
  'employee.employmentFrom': '2026-02-01', 'employee.trialTo': '2026-08-01',
};

describe('every target of a person arrives, whatever the tenant is like', () => {
  const TENANTS: Record<string, Partial<Switches>> = {
    'the likeliest': {},
    U7b: { U7: 'wholeReplaced' },
    U7c: { U7: 'newRowLinked' },
    U7d: { U7: 'sharedByContactAndSubledger' },
    U8b: { U8: 'nameInTheTenantsLanguage' },
    U8c: { U8: 'alpha2' },
    'U8c, other texts rejected': { U8: 'alpha2', U8unknown: 'rejected' },
    U9b: { U9: 'countryElsewhere' },
    'U9c, U8c': { U9: 'onlyNestedShows', U8: 'alpha2' },
    'U9c, U8c, other texts rejected': { U9: 'onlyNestedShows', U8: 'alpha2', U8unknown: 'rejected' },
    U11b: { U11: 'otherOrder' },
    U11c: { U11: 'clientIdNull' },
    'U12b, by name only': { U12: 'mf', U12key: 'onlyName' },
    'U12c, by dbIds only': { U12: 'numbersAndLocalNames', U12key: 'onlyDbIdAndDbSubId' },
    'U12 code does not stick': { U12key: 'codeDoesNotStick' },
    'U15: ALL rejected': { U15all: 'rejected' },
    'U16 by last change': { U16: 'byLastChange', U16empty: 'emptyList', U16hasNextPage: 'nullOnTheLastPage' },
    U17c: { U17: 'allRejected' },
    U18b: { U18: 'int64String', U18lookup: 'int64String' },
    U18c: { U18: 'int', U18lookup: 'int' },
    'U18b, introspection off': { U18: 'int64String', U27: 'introspectionOff' },
    'U19b: one at a time': { U19: 'oneAtATimeAnd429' },
    U25b: { U25: 'stay' },
    'refusals with HTTP 400': { refusals: 'http400', U18: 'int64String', U8: 'alpha2', U8unknown: 'rejected' },
  };
  test.each(Object.entries(TENANTS))('%s', async (_name, switches) => {
    await start({ seed: 6, switches });
    const [first, second, third] = await everyone(tenant);
    const before = stored(tenant, third!.dbId);
    const asked = [first!, second!].map((row, n) => updateOf(row, { ...EVERYTHING, ...(n === 0 ? {} : { 'contact.email': 'to@example.no', 'subledger.email': 'to@example.no' }) }));
    const results = await tenant.client.update(asked);
    expect([...results.values()].map((result) => ({ kind: result.kind, leftOut: 'leftOut' in result ? result.leftOut : null }))).toEqual([{ kind: 'written', leftOut: [] }, { kind: 'written', leftOut: [] }]);
    expect(stored(tenant, first!.dbId)).toMatchObject(STORED);
    expect(stored(tenant, second!.dbId)).toMatchObject({ ...STORED, 'contact.email': 'to@example.no', 'subledger.email': 'to@example.no' });
    expect(stored(tenant, third!.dbId)).toEqual(before);
  });
});

describe('full batches', () => {
  test('1,000 people take two mutations a record, and one reading for every thousand', async () => {
    await start({ seed: 1_000, neighbours: { foreign: 0 } });
    const rows = await everyone(tenant);
    const from = tenant.sandbox.journal.length;
    const results = await tenant.client.update(rows.map((row, n) => updateOf(row, { 'contact.phone': `+479901${String(n).padStart(4, '0')}`, 'subledger.phone': `+479901${String(n).padStart(4, '0')}`, 'employee.trialTo': '2027-01-31' })));
    expect([...results.values()].every(({ kind }) => kind === 'written')).toBe(true);
    expect(counts(tenant, from)).toEqual({ employees: 1, suppliers: 1, updateContacts: 2, updateSuppliers: 2, updateEmployees: 2 });
    expect(stored(tenant, rows[999]!.dbId)).toMatchObject({ 'contact.phone': '+4799010999', 'subledger.phone': '+4799010999', 'employee.trialTo': '2027-01-31' });
  });

  test('only the records that differ are written, and nothing but what differs', async () => {
    await start({ seed: 3, keepBodies: true });
    const [row] = await everyone(tenant);
    await tenant.client.update([updateOf(row!, { 'contact.jobTitle': 'Kokk' })]);
    const mutations = tenant.sandbox.journal.filter(({ kind }) => kind === 'mutation');
    expect(mutations.map(({ body }) => JSON.parse(body!.asked).variables)).toEqual([{ inputs: [{ clientId: `${row!.dbId}:updateContacts`, node: { dbId: Number(row!.contact!.dbId), jobTitle: 'Kokk' } }] }]);
  });

  test('what was just read need not be read again', async () => {
    await start({ seed: 2 });
    const [row] = await everyone(tenant);
    const from = tenant.sandbox.journal.length;
    await tenant.client.update([{ ...updateOf(row!, { 'contact.jobTitle': 'Kokk' }), seen: row! }]);
    expect(counts(tenant, from)).toEqual({ updateContacts: 1 });
  });
});

describe('R39: values arrive unchanged, through variables alone', () => {
  test.each(['"', '\\', 'a\nb', '😀 👩‍👩‍👧', 'æøåÆØÅčšž', '{ } $x ${y}', '"}}) { dbId } #', 'null', "O'Brien", ' inside  blanks '])('%j', async (text) => {
    await start({ seed: 2, keepBodies: true });
    const [row] = await everyone(tenant);
    await tenant.client.update([updateOf(row!, { 'contact.jobTitle': text, 'subledger.description': text })]);
    expect(stored(tenant, row!.dbId)).toMatchObject({ 'contact.jobTitle': text, 'subledger.description': text });
    const { query } = JSON.parse(tenant.sandbox.journal.at(-1)!.body!.asked);
    expect(query).toBe('mutation ($inputs: [UpdateSuppliersInput!]!) { updateSuppliers(inputs: $inputs) { edges { clientId node { dbId } } } }');
  });
});

describe('U10, U11: a bad node among good ones is one person\'s refusal', () => {
  const ANSWERS = ['nothingWritten', 'goodOnesWrittenWithErrors', 'errorsOnlyThoughSomeWritten', 'noErrorsFewerEdges'] as const;
  const PAIRING = ['inputOrder', 'otherOrder', 'clientIdNull'] as const;
  const ERRORS = ['pathWithIndex', 'fieldPathInTheMessage', 'nothing'] as const;
  const cases = ANSWERS.flatMap((U10) => PAIRING.flatMap((U11) => ERRORS.map((U11errors) => ({ U10, U11, U11errors }))));
  test.each(cases)('$U10, $U11, $U11errors', async (switches) => {
    await start({ seed: 40, switches: { ...switches, U22: 'rejectedWhenInvalid' } });
    const rows = await everyone(tenant);
    const bad = new Set([3, 17, 18, 39]);
    const results = await tenant.client.update(rows.map((row, n) => updateOf(row, { 'contact.phone': bad.has(n) ? 'ring meg' : `+47990200${String(n).padStart(2, '0')}`, 'contact.jobTitle': 'Kokk' })));
    rows.forEach((row, n) => {
      const result = results.get(row.dbId)!;
      expect([n, result.kind]).toEqual([n, bad.has(n) ? 'refused' : 'written']);
      // U22: the rejected field is dropped and reported, the rest goes through.
      if (result.kind === 'refused') {
        expect(result.refused.map(({ target }) => target.key)).toEqual(['contact.phone']);
        expect(result.written.map(({ key }) => key)).toEqual(['contact.jobTitle']);
        expect(JSON.stringify(result)).not.toContain('ring meg');
      }
      if (row.contact) expect(stored(tenant, row.dbId)).toMatchObject({ 'contact.jobTitle': 'Kokk', ...(bad.has(n) ? {} : { 'contact.phone': `+47990200${String(n).padStart(2, '0')}` }) });
    });
  });

  test('where a field is refused for everybody, the rest still goes through, for few requests', async () => {
    await start({ seed: 300, neighbours: { foreign: 0 }, switches: { U22: 'rejectedWhenInvalid', U11errors: 'nothing', U10: 'nothingWritten' } });
    const rows = await everyone(tenant);
    const from = tenant.client.requests;
    const results = await tenant.client.update(rows.map((row) => updateOf(row, { 'contact.phone': 'ring meg', 'contact.jobTitle': 'Kokk' })));
    expect([...results.values()].every((result) => result.kind === 'refused' && result.written.length === 1)).toBe(true);
    expect(rows.every((row) => stored(tenant, row.dbId)['contact.jobTitle'] === 'Kokk')).toBe(true);
    expect(tenant.client.requests - from).toBeLessThan(250);
  });
});

describe('U1: a subledger is written as a supplier only where dbId and code agree', () => {
  test.each([
    ['anotherLedgerKind', 'subledgerNotWritable'],
    ['numberedApart', 'subledgerNotWritable'],
    ['subledgerIsNull', 'noSubledger'],
  ] as const)('%s', async (U1, why) => {
    await start({ seed: 8, switches: { U1 } });
    const rows = await everyone(tenant);
    const subledgersBefore = JSON.stringify([...tenant.sandbox.state.subledgers.all()]);
    const results = await tenant.client.update(rows.map((row) => updateOf(row, { 'contact.jobTitle': 'Kokk', 'subledger.phone': '+4799000902', 'subledger.bankAccount': '86011117947' })));
    for (const row of rows) {
      expect(results.get(row.dbId)).toMatchObject({ kind: 'written', leftOut: [{ target: at('subledger.phone'), why }, { target: at('subledger.bankAccount'), why }] });
      expect(stored(tenant, row.dbId)['contact.jobTitle']).toBe('Kokk');
    }
    expect(JSON.stringify([...tenant.sandbox.state.subledgers.all()])).toBe(subledgersBefore);
  });
});

describe('U5: clearing is a call of its own', () => {
  test.each(['nullClears', 'nullIsIgnored', 'nullIsRejected', 'onlyEmptyTextClears', 'emptyTextIsStored'] as const)('%s', async (U5) => {
    await start({ seed: 20, switches: { U5 } });
    const row = (await everyone(tenant, ['probationEnd'])).find(({ trialTo }) => trialTo)!;
    const result = (await tenant.client.update([updateOf(row, { 'employee.trialTo': null, 'contact.jobTitle': 'Kokk', 'employee.noticeDate': '2026-05-05' })])).get(row.dbId)!;
    expect(stored(tenant, row.dbId)).toMatchObject({ 'contact.jobTitle': 'Kokk', 'employee.noticeDate': '2026-05-05', 'employee.trialTo': U5 === 'nullClears' || U5 === 'emptyTextIsStored' ? null : row.trialTo });
    expect(result.kind).toBe(U5 === 'nullIsRejected' ? 'refused' : 'written');
    if (result.kind === 'refused') expect(result.refused.map(({ target }) => target.key)).toEqual(['employee.trialTo']);
    expect(tenant.sandbox.journal.filter(({ rootFields }) => rootFields.includes('updateEmployees')).length).toBeGreaterThanOrEqual(2);
  });
});

describe('U7: an address keeps its state', () => {
  test.each(['keysMerged', 'wholeReplaced', 'newRowLinked'] as const)('%s', async (U7) => {
    await start({ seed: 2, switches: { U7 } });
    const [row] = await everyone(tenant);
    const { state } = tenant.sandbox;
    state.change('addresses', state.addresses.get(state.contacts.get(Number(row!.contact!.dbId))!.links.address)!, { values: { state: 'Svealand' } });
    await tenant.client.update([updateOf(row!, { 'contact.address': SWEDISH })]);
    expect(state.addresses.get(state.contacts.get(Number(row!.contact!.dbId))!.links.address)!.values.state).toBe('Svealand');
  });
});

describe('U12: a gender that nobody has is never guessed', () => {
  test('left out and said', async () => {
    await start({ seed: 6 });
    const rows = await everyone(tenant);
    for (const row of rows) tenant.sandbox.edit(Number(row.dbId), { 'contact.gender': null });
    const result = (await tenant.client.update([updateOf(rows[0]!, { 'contact.gender': 'Female' })])).get(rows[0]!.dbId);
    expect(result).toMatchObject({ kind: 'written', leftOut: [{ why: 'genderNotMapped' }] });
  });

  test('the mapping of the settings is used where it is given', async () => {
    await start({ seed: 6 }, { genders: { Female: { code: 'FEMALE' } } });
    const rows = await everyone(tenant);
    for (const row of rows) tenant.sandbox.edit(Number(row.dbId), { 'contact.gender': null });
    await tenant.client.update([updateOf(rows[0]!, { 'contact.gender': 'Female' })]);
    expect(stored(tenant, rows[0]!.dbId)['contact.gender']).toBe('FEMALE');
  });
});

describe('U25: names that were made of the names follow, other texts stay', () => {
  test.each(['follow', 'stay'] as const)('%s', async (U25) => {
    await start({ seed: 4, switches: { U25 } });
    const [made, chosen] = await everyone(tenant);
    tenant.sandbox.edit(Number(chosen!.dbId), { 'employee.description': 'Sjefen', ...(U25 === 'stay' ? { 'contact.name': 'Sjef Sjefesen' } : {}) });
    await tenant.client.update([made!, chosen!].map((row) => updateOf(row, { 'contact.lastName': 'Nygård' })));
    const expected = `${made!.contact!.firstName} Nygård`;
    expect(stored(tenant, made!.dbId)).toMatchObject({ 'contact.name': expected, 'employee.description': expected });
    if (U25 === 'stay') expect(stored(tenant, chosen!.dbId)).toMatchObject({ 'contact.name': 'Sjef Sjefesen', 'employee.description': 'Sjefen' });
  });
});

describe('U24: the national ID', () => {
  test.each(['clear', 'masked', 'null'] as const)('is written to the contact, and to the employee where it does not show: %s', async (U24) => {
    await start({ seed: 4, switches: { U24, U24employee: 'itsOwnValue' } });
    const [row] = await everyone(tenant);
    const employee = tenant.sandbox.state.employees.get(Number(row!.dbId))!;
    tenant.sandbox.state.change('employees', employee, { values: { socialSec: null } });
    const results = await tenant.client.update([updateOf(row!, { 'contact.socialSec': '01819012300' })]);
    expect(results.get(row!.dbId)).toMatchObject({ kind: 'written' });
    expect(stored(tenant, row!.dbId)['contact.socialSec']).toBe('01819012300');
    expect(employee.values.socialSec).toBe('01819012300');
  });
});

describe('U26: a closed employee that cannot be changed is that person\'s refusal', () => {
  test('the contact is written all the same', async () => {
    await start({ seed: 5, switches: { U26updates: 'rejected' } });
    const [row, other] = await everyone(tenant);
    tenant.sandbox.edit(Number(row!.dbId), { 'employee.employmentTo': '2020-01-31' });
    const results = await tenant.client.update([row!, other!].map((each) => updateOf(each, { 'employee.trialTo': '2026-09-09', 'contact.jobTitle': 'Kokk' })));
    expect(results.get(row!.dbId)).toMatchObject({ kind: 'refused', written: [{ key: 'contact.jobTitle' }], refused: [{ target: { key: 'employee.trialTo' } }] });
    expect(results.get(other!.dbId)).toMatchObject({ kind: 'written' });
  });
});

describe('U27: input fields that the server does not have are left out and said', () => {
  test.each(['someMissing', 'introspectionOffAndSomeMissing'] as const)('%s', async (U27) => {
    await start({ seed: 6, switches: { U27 } });
    const [row] = await everyone(tenant);
    const result = (await tenant.client.update([updateOf(row!, EVERYTHING)])).get(row!.dbId)!;
    expect(result.kind).toBe('written');
    const missing = result.kind === 'written' ? result.leftOut : [];
    expect(missing.length).toBeGreaterThan(0);
    expect(missing.map(({ target, why }) => [target.key, why])).toEqual([['contact.jobTitle', 'fieldUnknownToServer']]);
    const gone = new Set(missing.map(({ target }) => target.key));
    const values = stored(tenant, row!.dbId);
    for (const [key, value] of Object.entries(STORED)) if (!gone.has(key) && !key.includes('address')) expect([key, values[key]]).toEqual([key, value]);
  });

  test('an update of which nothing is left is not sent: it would empty what it leaves out (U6)', async () => {
    await start({ seed: 2, switches: { U27: 'introspectionOffAndSomeMissing', U6: 'reset' } }, { forms: {} });
    const [row] = await everyone(tenant);
    const before = stored(tenant, row!.dbId);
    const result = (await tenant.client.update([updateOf(row!, { 'contact.jobTitle': 'Kokk' })])).get(row!.dbId);
    expect(result).toMatchObject({ kind: 'written', leftOut: [{ target: { key: 'contact.jobTitle' }, why: 'fieldUnknownToServer' }] });
    expect(stored(tenant, row!.dbId)).toEqual(before);
    expect(tenant.sandbox.journal.filter(({ kind }) => kind === 'mutation')).toHaveLength(1);
  });
});

describe('a missing right', () => {
  test('of a whole record stops everybody, after three requests', async () => {
    await start({ seed: 50, neighbours: { foreign: 0 } });
    tenant.sandbox.state.tokens[0]!.rights = tenant.sandbox.state.tokens[0]!.rights.filter((right) => right !== 'contact:write');
    const rows = await everyone(tenant);
    const from = tenant.sandbox.journal.length;
    const results = await tenant.client.update(rows.map((row) => updateOf(row, { 'contact.jobTitle': 'Kokk' })));
    expect([...results.values()].map((result) => result.kind === 'notAttempted' && result.because.code)).toEqual(rows.map(() => 'scope'));
    expect(counts(tenant, from)).toEqual({ employees: 1, updateContacts: 3 });
  });
});

describe('a country that no form can name', () => {
  test('is that person\'s alone: others are written, and the old address is put back', async () => {
    await start({ seed: 4, switches: { U9: 'onlyNestedShows' } });
    const rows = await everyone(tenant);
    const before = stored(tenant, rows[0]!.dbId);
    const results = await tenant.client.update(rows.map((row, n) => updateOf(row, { 'contact.address': { ...SWEDISH, country: n === 0 ? 'KZ' : 'SE' } })));
    expect(results.get(rows[0]!.dbId)).toMatchObject({ kind: 'written', leftOut: [{ target: { key: 'contact.address' }, why: 'countryNotTaken' }] });
    expect(stored(tenant, rows[0]!.dbId)).toMatchObject({ 'contact.address.streetAddress': before['contact.address.streetAddress'] });
    for (const row of rows.slice(1)) expect(stored(tenant, row.dbId)).toMatchObject({ 'contact.address.country': 'SE', 'contact.address.streetAddress': 'Kungsgatan 1' });
  });
});

describe('U18: one rejection is enough to learn the forms, where the schema may be asked', () => {
  test.each(['int64String', 'int'] as const)('%s', async (form) => {
    await start({ seed: 6, switches: { U18: form, U18lookup: form, U12key: 'onlyDbIdAndDbSubId' } });
    const [row] = await everyone(tenant);
    await tenant.client.update([updateOf(row!, { 'contact.jobTitle': 'Kokk' })]);
    await tenant.client.update([updateOf(row!, { 'contact.jobTitle': 'Kelner' })]);
    const failed = tenant.sandbox.journal.filter(({ errorCodes }) => errorCodes.length > 0);
    expect(failed.length).toBe(form === 'int64String' ? 1 : 0);
    expect(stored(tenant, row!.dbId)['contact.jobTitle']).toBe('Kelner');
  });
});

describe('what was learnt about the tenant', () => {
  const switches = { U8: 'alpha2', U9: 'onlyNestedShows', U12key: 'onlyName', U18: 'int64String' } as const;
  test('goes to the next client, which finds its forms at once', async () => {
    await start({ seed: 6, switches });
    const [first, second] = await everyone(tenant);
    const changes = { 'contact.address': SWEDISH, 'subledger.address': SWEDISH, 'contact.gender': 'Female' };
    await tenant.client.update([updateOf(first!, changes)]);
    const forms = JSON.parse(JSON.stringify(tenant.client.forms));
    expect(forms).toMatchObject({ country: 'code', supplierAddress: 'code', gender: 'name', nodeDbId: 'text' });
    const next = createXledger({ endpoint: tenant.sandbox.graphqlUrl, post: postWith(SANDBOX_TOKEN), clock: tenant.clock, limiter: createLimiter(), forms });
    const from = tenant.sandbox.journal.length;
    expect((await next.update([updateOf(second!, changes)])).get(second!.dbId)).toMatchObject({ kind: 'written', leftOut: [] });
    expect(counts(tenant, from)).toMatchObject({ updateContacts: 1, updateSuppliers: 1 });
    expect(stored(tenant, second!.dbId)).toMatchObject({ 'contact.address.country': 'SE', 'subledger.address.country': 'SE', 'contact.gender': 'FEMALE' });
  });

  test('is only a first try: a tenant that changed is learnt anew', async () => {
    await start({ seed: 6 }, { forms: { country: 'code', supplierAddress: 'code', gender: 'name', nodeDbId: 'text', lookupDbId: 'number' } });
    const [row] = await everyone(tenant);
    expect((await tenant.client.update([updateOf(row!, EVERYTHING)])).get(row!.dbId)).toMatchObject({ kind: 'written', leftOut: [] });
    expect(stored(tenant, row!.dbId)).toMatchObject(STORED);
  });
});

describe('links that changed since the plan', () => {
  test('nobody writes into a contact that belongs to somebody else now', async () => {
    await start({ seed: 3 });
    const [row, other] = await everyone(tenant);
    const results = await tenant.client.update([{ ...updateOf(row!, { 'contact.jobTitle': 'Kokk' }), contactDbId: other!.contact!.dbId }]);
    expect(results.get(row!.dbId)).toMatchObject({ kind: 'refused', because: { code: 'linksChanged' } });
    expect(stored(tenant, other!.dbId)['contact.jobTitle']).not.toBe('Kokk');
  });

  test('an employee that is gone is refused', async () => {
    await start({ seed: 2 });
    const [row] = await everyone(tenant);
    const results = await tenant.client.update([{ ...updateOf(row!, { 'contact.jobTitle': 'Kokk' }), employeeDbId: '999' }]);
    expect(results.get(row!.dbId)).toMatchObject({ kind: 'refused', because: { code: 'notFound' } });
  });
});
