// Creating people: what is sent for each, in which order, who is turned away and why, and what is told of rows that were made.
import { NoReply } from '../../../../core/person';
import type { CreationDefaults, NewPerson } from '../../../../core/xledger';
import { leftoversAmong } from '../../../../core/xledger/creating/leftovers';
import { answering, demanded, schema, type Field } from '../schemas';
import { EMPLOYEE, employees, listed, reply, rootOf, scripted, taking, unknown, writesIn, type Inputs, type Scripted } from '../scripted';

type Given = NewPerson['person'];
const NY: Given = { email: 'Ny@example.no', givenName: 'Ny', familyName: 'Persøn', employmentId: '09001', phone: '+4799030001' };
const TO: Given = { email: 'to@example.no', givenName: 'To', familyName: 'Prøve' };
const SUPPLIER = { dbId: 33, code: '007' };
const refusing = (message: string, more: object = { code: 'X' }): Scripted => reply({ data: null, errors: [{ message, ...more }] });

interface Row {
  dbId: number;
  contact: { dbId: number } | null;
  subledger: { dbId: number; code: string } | null;
}

/** One employee is there; what is added stands from then on. `link` says what the server makes of a new employee's links. */
function server(others: Parameters<typeof taking>[0] = {}, { link = (row: Row) => row, there = [EMPLOYEE] as object[] } = {}) {
  const rows: object[] = [...there];
  let next = 900;
  const made = (root: string) => ({ inputs }: { inputs: Inputs }): Scripted => reply({ data: { [root]: { edges: inputs.map(({ clientId, node }) => {
    const dbId = next++;
    if (root === 'addEmployees') {
      const { contact, subledger, ...own } = node as { contact?: { dbId: string }; subledger?: { dbId: string } };
      rows.push(link({ ...own, dbId, ownerDbId: 5, contact: contact ? { dbId: Number(contact.dbId) } : null, subledger: subledger ? { dbId: Number(subledger.dbId), code: 'x' } : null } as Row));
    }
    return { clientId, node: { dbId } };
  }) } } });
  return taking({ employees: () => employees(...rows), suppliers: ({ dbIds }) => (dbIds ? listed('suppliers', SUPPLIER) : undefined), subledgers: () => listed('subledgers', { dbId: 33 }), addContacts: made('addContacts'), addSuppliers: made('addSuppliers'), addEmployees: made('addEmployees'), ...others });
}

/** A contact of NY's that no employee has. */
const LEFT_OVER = { contacts: ({ emails }: Record<string, unknown>) => (emails ? listed('contacts', { dbId: 66, ownerDbId: 5, email: 'ny@example.no' }) : undefined) };

/** Lists one by one: what each answers is plain to see. */
const ONE_BY_ONE = { forms: { inputs: 'whole', together: 'turnedDown', seenAt: 'here together' }, mark: 'here' } as const;

async function created(people: readonly Given[], given: { others?: Parameters<typeof taking>[0]; xledger?: Parameters<typeof server>[1]; defaults?: CreationDefaults; adopt?: NewPerson['adopt']; options?: object } = {}) {
  const { client, asked } = scripted([server(given.others, given.xledger)], { ...ONE_BY_ONE, ...given.options });
  const results = await client.create(people.map((person, n) => ({ key: `k${n}`, person, ...(given.adopt && n === 0 && { adopt: given.adopt }) })), given.defaults ?? {});
  const told = [...results.values()].map((result) => (result.kind === 'written' ? ['written', ...result.leftOut.map(({ target, why }) => `${target.key}: ${why}`)].join(' ') : `${result.kind}: ${result.because.code} ${result.because.says}`));
  return { told, writes: writesIn(asked), results: [...results.values()], asked: asked.map(({ query }) => rootOf(query)), queries: asked.map(({ query }) => query) };
}

test('contact, supplier, employee, each with the dbIds of those before', async () => {
  const { told, writes, results } = await created([NY]);
  expect(told).toEqual(['written']);
  expect(results[0]).toEqual({ kind: 'written', ids: { contactDbId: '900', subledgerDbId: '901', employeeDbId: '902' }, leftOut: [] });
  expect(writes.map((line) => line.slice(0, line.indexOf(' ')))).toEqual(['addContacts', 'addSuppliers', 'addEmployees']);
  const node = (n: number) => JSON.parse(writes[n]!.slice(writes[n]!.indexOf('{'))) as object;
  expect([node(0), node(1), node(2)]).toEqual([
    { owner: { dbId: '5' }, email: 'Ny@example.no', firstName: 'Ny', lastName: 'Persøn', phone: '+4799030001' },
    { owner: { dbId: '5' }, code: '09001', email: 'Ny@example.no', description: 'Ny Persøn', phone: '+4799030001' },
    { owner: { dbId: '5' }, description: 'Ny Persøn', contact: { dbId: '900' }, subledger: { dbId: '901' }, code: '09001' },
  ]);
});

test('who has no employment ID gets a supplier\'s code of the contact\'s dbId, and no code as employee', async () => {
  const { writes } = await created([TO], { defaults: { supplierCodePrefix: 'A-' } });
  expect(writes[1]).toContain('"code":"A-C900"');
  expect(writes[2]).not.toContain('"code"');
});

test('groups and owner as they were chosen', async () => {
  const { writes } = await created([NY], { defaults: { ownerDbId: '6', subledgerGroupDbId: '70', employeeGroupDbId: '80', supplierCodePrefix: 'A-' }, xledger: { there: [EMPLOYEE], link: (row) => ({ ...row, ownerDbId: 6 }) } });
  expect(writes.every((line) => line.includes('"owner":{"dbId":"6"}'))).toBe(true);
  expect([writes[1], writes[2]]).toEqual([expect.stringContaining('"code":"A-09001","subledgerGroup":{"dbId":"70"}'), expect.stringContaining('"employeeGroup":{"dbId":"80"}')]);
});

test.each<[string, Given]>([['e-mail', { ...NY, email: undefined }], ['given name', { ...NY, givenName: undefined }], ['family name', { ...NY, familyName: undefined }]])('without %s nobody is created, and the others are', async (_what, person) => {
  const { told, writes } = await created([person, TO]);
  expect(told).toEqual(['refused: requiredMissing An e-mail address, a given name and a family name are needed to create somebody in Xledger', 'written']);
  expect(writes).toHaveLength(3);
});

test('several owners and none chosen: nobody is created, and nothing is sent', async () => {
  const { told, writes } = await created([NY, TO], { xledger: { there: [EMPLOYEE, { ...EMPLOYEE, dbId: 12, ownerDbId: 6, code: '008', contact: { ...EMPLOYEE.contact, dbId: 23, email: null }, subledger: null }] } });
  expect(told).toEqual(Array.from({ length: 2 }, () => 'refused: ownerNotChosen Xledger has employees in several entities, and none was chosen for new employees'));
  expect(writes).toEqual([]);
});

test('nobody is there yet: no owner is sent, and suppliers are tried', async () => {
  const { told, writes } = await created([NY], { xledger: { there: [] } });
  expect(told).toEqual(['written']);
  expect(writes.map((line) => [line.slice(0, line.indexOf(' ')), line.includes('owner')])).toEqual([['addContacts', false], ['addSuppliers', false], ['addEmployees', false]]);
});

test.each<[string, Given, object, string]>([
  ['the contact\'s e-mail, in another case', NY, { contact: { ...EMPLOYEE.contact, email: 'NY@Example.no' } }, 'An employee with this e-mail address is in Xledger already'],
  ['the subledger\'s e-mail', NY, { subledger: { ...EMPLOYEE.subledger, email: ' ny@example.no ' } }, 'An employee with this e-mail address is in Xledger already'],
  ['the employment ID', NY, { code: ' 09001 ' }, 'An employee with this employment ID is in Xledger already'],
])('%s is taken: nobody is created', async (_what, person, more, says) => {
  const { told, writes } = await created([person], { xledger: { there: [{ ...EMPLOYEE, ...more }] } });
  expect([told, writes]).toEqual([[`refused: uniqueValueTaken ${says}`], []]);
});

test('the first of two with the same e-mail or employment ID is created', async () => {
  expect((await created([NY, { ...TO, email: 'NY@example.no' }])).told).toEqual(['written', 'refused: uniqueValueTaken An employee with this e-mail address is in Xledger already']);
  expect((await created([NY, { ...TO, employmentId: '09001' }])).told).toEqual(['written', 'refused: uniqueValueTaken An employee with this employment ID is in Xledger already']);
  expect((await created([TO, { ...TO, email: 'tre@example.no' }])).told).toEqual(['written', 'written']);
});

test('employees of whom no contact shows, or no subledger: the token may not see them', async () => {
  expect((await created([NY], { xledger: { there: [{ ...EMPLOYEE, contact: null }] } })).told).toEqual(['notAttempted: scope Xledger shows employees but none of their contacts: the API token seems to have no access to them.']);
  expect((await created([NY], { xledger: { there: [{ ...EMPLOYEE, subledger: null }] }, others: { subledgers: listed('subledgers') } })).results[0]).toMatchObject({ kind: 'notAttempted', because: { code: 'scope', says: 'Xledger shows employees but none of their subledgers: the API token seems to have no access to them.', retry: false } });
  expect((await created([NY], { xledger: { there: [EMPLOYEE, { ...EMPLOYEE, dbId: 12, code: '8', contact: null, subledger: null }] } })).told).toEqual(['written']);
});

test('where nobody has a subledger, none is made, and what it would hold is left out', async () => {
  const { told, asked } = await created([NY], { xledger: { there: [{ ...EMPLOYEE, subledger: null }] } });
  expect(told).toEqual(['written subledger.email: noSubledger subledger.description: noSubledger subledger.phone: noSubledger']);
  expect(asked).not.toContain('addSuppliers');
});

test('where subledgers are no suppliers, none is made', async () => {
  const { told, asked } = await created([NY], { others: { suppliers: listed('suppliers') } });
  expect(told).toEqual(['written subledger.email: subledgerNotWritable subledger.description: subledgerNotWritable subledger.phone: subledgerNotWritable']);
  expect(asked).not.toContain('addSuppliers');
});

test('a vendor has the code: nobody is created; the same person\'s is used again', async () => {
  const has = (email: string) => ({ codes }: Record<string, unknown>) => (codes ? listed('suppliers', { dbId: 77, ownerDbId: 5, code: '09001', email }) : listed('suppliers', SUPPLIER, { dbId: 77, code: '09001' }));
  const vendor = await created([NY], { others: { suppliers: has('faktura@example.com') } });
  expect([vendor.told, vendor.writes]).toEqual([['refused: supplierCodeTaken Another party in Xledger has the supplier code that this person would get'], []]);
  const own = await created([NY], { others: { suppliers: has('NY@example.no') }, xledger: { there: [EMPLOYEE], link: (row) => ({ ...row, subledger: { dbId: 77, code: '09001' } }) } });
  expect(own.results[0]).toMatchObject({ ids: { subledgerDbId: '77' } });
  expect(own.writes.map((line) => line.slice(0, line.indexOf(' ')))).toEqual(['addContacts', 'addEmployees', 'updateSuppliers']);
});

test('a code made of the contact that is there: the same person\'s is used again, a vendor\'s turns away', async () => {
  const has = (email: string | null) => ({ codes, dbIds }: Record<string, unknown>) => (dbIds ? listed('suppliers', SUPPLIER) : (codes as string[]).includes('C900') ? listed('suppliers', { dbId: 77, ownerDbId: 5, code: ' C900 ', email }) : listed('suppliers'));
  expect((await created([TO], { others: { suppliers: has('TO@example.no') } })).results[0]).toMatchObject({ kind: 'written', ids: { subledgerDbId: '77' } });
  for (const email of ['faktura@example.com', null]) expect((await created([TO], { others: { suppliers: has(email) } })).results[0]).toMatchObject({ kind: 'refused', because: { code: 'supplierCodeTaken' }, ids: { contactDbId: '900' } });
});

test('a contact that is left over is used again and brought up to date', async () => {
  const { writes, results } = await created([NY], { others: { ...LEFT_OVER } });
  expect(results[0]).toMatchObject({ kind: 'written', ids: { contactDbId: '66' } });
  expect(writes.map((line) => line.slice(0, line.indexOf(' ')))).toEqual(['addSuppliers', 'addEmployees', 'updateContacts']);
  expect(writes[2]).toContain('"dbId":66,"email":"Ny@example.no"');
});

test.each<[string, NewPerson['adopt']]>([['contact', { contactDbId: '22' }], ['subledger', { subledgerDbId: '33' }]])('a %s to use again that belongs to somebody by now', async (_what, adopt) => {
  const { told, writes } = await created([NY, TO], { adopt });
  expect(told).toEqual(['refused: alreadyLinked The contact or subledger that was to be used again belongs to an employee by now', 'written']);
  expect(writes).toHaveLength(3);
});

test('an optional value that is refused is left out and told; what names the person stops its creation', async () => {
  const withoutPhone = ({ inputs }: { inputs: Inputs }) => ('phone' in inputs[0]!.node ? refusing('The phone is not right', { path: ['addContacts', 'inputs', 0, 'node', 'phone'] }) : undefined);
  const phone = await created([NY], { others: { addContacts: withoutPhone } });
  expect(phone.results[0]).toMatchObject({ kind: 'refused', because: { says: 'The phone is not right' }, refused: [{ target: { key: 'contact.phone' } }], ids: { contactDbId: '900', employeeDbId: expect.any(String) } });
  const email = await created([NY], { others: { addContacts: () => refusing('The email is not right', { path: ['addContacts', 'inputs', 0, 'node', 'email'] }) } });
  expect(email.results[0]).toMatchObject({ kind: 'refused', because: { code: 'refused', says: 'The email is not right' }, refused: [] });
  expect(email.writes).toHaveLength(2);
});

describe('a lost answer', () => {
  const lost = new NoReply('connectionLost', false);
  const once = (root: string, then: () => Scripted | undefined = () => undefined) => { let n = 0; return { [root]: () => (n++ === 0 ? lost : then()) }; };

  test('the contact is found by its e-mail, though it was not there before', async () => {
    let looks = 0;
    const { told, writes } = await created([NY], { others: { ...once('addContacts'), contacts: ({ emails }) => (emails && looks++ > 0 ? listed('contacts', { dbId: 66, ownerDbId: 5, email: 'ny@example.no' }) : undefined) } });
    expect([told, writes.filter((line) => line.startsWith('addContacts')).length]).toEqual([['written'], 1]);
  });

  test('two that could be it: nobody knows, and nothing more is added', async () => {
    let looks = 0;
    const { told, writes } = await created([NY], { others: { ...once('addContacts'), contacts: ({ emails }) => (emails && looks++ > 0 ? listed('contacts', { dbId: 66, ownerDbId: 5, email: 'ny@example.no' }, { dbId: 67, ownerDbId: 5, email: 'ny@example.no' }) : undefined) } });
    expect(told).toEqual(['notAttempted: outcomeUnknown Several new rows in Xledger could be the one that was just added.']);
    expect(writes).toHaveLength(1);
  });

  test('the employee is found by its contact, or by its code', async () => {
    for (const found of [{ contact: { dbId: 900 }, subledger: { dbId: 901 }, code: null }, { contact: { dbId: 999 }, subledger: { dbId: 998 }, code: ' 09001 ' }]) {
      let reads = 0;
      const { results, writes } = await created([NY], { others: { ...once('addEmployees'), employees: () => (reads++ === 0 ? employees(EMPLOYEE) : employees(EMPLOYEE, { ...EMPLOYEE, dbId: 77, ...found })) } });
      expect([results[0]?.ids.employeeDbId, writes.filter((line) => line.startsWith('addEmployees')).length]).toEqual(['77', 1]);
    }
  });

  test('the supplier is found by its code', async () => {
    let looks = 0;
    const { results, writes } = await created([NY], { others: { ...once('addSuppliers'), suppliers: ({ codes, dbIds }) => (dbIds ? listed('suppliers', SUPPLIER) : codes && looks++ > 0 ? listed('suppliers', { dbId: 77, ownerDbId: 5, code: '09001', email: null }) : listed('suppliers')) } });
    expect([results[0]?.ids.subledgerDbId, writes.filter((line) => line.startsWith('addSuppliers')).length]).toEqual(['77', 1]);
  });
});

describe('the links of a new employee', () => {
  test('that are missing are set once more', async () => {
    const shared: { row?: Row } = {};
    const { told, writes } = await created([NY], {
      xledger: { there: [EMPLOYEE], link: (row) => (shared.row = { ...row, contact: null }) },
      others: { updateEmployees: () => { shared.row!.contact = { dbId: 900 }; return undefined; } },
    });
    expect(told).toEqual(['written']);
    expect(writes.slice(3)).toEqual(['updateEmployees {"dbId":902,"contact":{"dbId":"900"},"subledger":{"dbId":"901"}}']);
  });

  test.each<[string, (row: Row) => Row]>([['contact', (row) => ({ ...row, contact: null })], ['subledger', (row) => ({ ...row, subledger: null })]])('no %s, again and again: half created', async (_what, link) => {
    const { told, results, writes } = await created([NY], { xledger: { there: [EMPLOYEE], link } });
    expect(told).toEqual(['refused: halfCreated Xledger made the employee but does not link the contact and the subledger that belong to it']);
    expect([results[0]?.ids, writes.length]).toEqual([{ contactDbId: '900', subledgerDbId: '901', employeeDbId: '902' }, 4]);
  });

  test('that are refused: told, with the rows that are there', async () => {
    const { told } = await created([NY], { xledger: { there: [EMPLOYEE], link: (row) => ({ ...row, contact: null }) }, others: { updateEmployees: refusing('Not allowed to link') } });
    expect(told).toEqual(['refused: refused Not allowed to link']);
  });

  test('whose answer is lost count where both stand; a stop is told', async () => {
    const shared: { row?: Row } = {};
    const done = await created([NY], { xledger: { there: [EMPLOYEE], link: (row) => (shared.row = { ...row, contact: null }) }, others: { updateEmployees: () => { shared.row!.contact = { dbId: 900 }; return new NoReply('connectionLost', false); } } });
    expect([done.told, done.writes.length]).toEqual([['written'], 4]);
    const half = await created([NY], { xledger: { there: [EMPLOYEE], link: (row) => (shared.row = { ...row, contact: null, subledger: { dbId: 901, code: 'x' } }) }, others: { updateEmployees: () => new NoReply('connectionLost', false) } });
    expect([half.told, half.writes.length]).toEqual([['notAttempted: outcomeUnknown The connection to Xledger was lost.'], 6]);
    const other = await created([NY], { xledger: { there: [EMPLOYEE], link: (row) => (shared.row = { ...row, contact: null }) }, others: { updateEmployees: () => { Object.assign(shared.row!, { contact: { dbId: 900 }, subledger: { dbId: 55, code: 'y' } }); return new NoReply('connectionLost', false); } } });
    expect(other.told).toEqual(['notAttempted: outcomeUnknown The connection to Xledger was lost.']);
  });

  test('of rows of Xledger\'s own count from now on; ours are told as left over, and what they hold is written anew', async () => {
    const { results, writes } = await created([NY], { xledger: { there: [EMPLOYEE], link: (row) => ({ ...row, contact: { dbId: 500 } }) } });
    expect(results[0]).toMatchObject({ kind: 'written', ids: { contactDbId: '500', subledgerDbId: '901' }, orphans: { contactDbId: '900' } });
    expect(writes.slice(3)).toEqual([expect.stringMatching(/^updateContacts \{"dbId":500,.*"phone":"\+4799030001"/)]);
    const other = await created([NY], { xledger: { there: [EMPLOYEE], link: (row) => ({ ...row, subledger: { dbId: 600, code: 'y' } }) }, others: { suppliers: ({ dbIds }) => listed('suppliers', ...(dbIds ? [SUPPLIER, { dbId: 600, code: 'y' }] : [])) } });
    expect(other.results[0]).toMatchObject({ ids: { contactDbId: '900', subledgerDbId: '600' }, orphans: { subledgerDbId: '901' } });
    expect(other.writes.slice(3)).toEqual([expect.stringMatching(/^updateSuppliers \{"dbId":600,/)]);
  });

  test('made in another entity than was meant: told, and nothing more is written', async () => {
    const { told, writes } = await created([NY], { xledger: { there: [EMPLOYEE], link: (row) => ({ ...row, ownerDbId: 6 }) } });
    expect([told, writes.length]).toEqual([['refused: wrongOwner Xledger made the employee in another entity than the one that was meant'], 3]);
  });
});

describe('what is written after the rows are there', () => {
  test('a national ID that the employee does not show', async () => {
    const { writes } = await created([{ ...NY, nationalId: { number: '01819012300' } }]);
    expect(writes.slice(3)).toEqual(['updateEmployees {"dbId":902,"socialSec":"01819012300"}']);
    const shown = await created([{ ...NY, nationalId: { number: '01819012300' } }], { xledger: { there: [EMPLOYEE], link: (row) => ({ ...row, socialSecurityMasked: '***' }) } });
    expect(shown.writes).toHaveLength(3);
  });

  test('a gender that did not stick, in another form; of others, nothing', async () => {
    const shared: { row?: Row } = {};
    const { told, writes } = await created([{ ...NY, gender: 'Female' }], {
      xledger: { there: [EMPLOYEE], link: (row) => (shared.row = { ...row, contact: { ...row.contact!, gender: null } as never }) },
      others: {
        contacts: ({ emails }) => (emails ? undefined : listed('contacts', { dbId: 1, gender: { dbId: 9, dbSubId: 2, code: 'F', name: 'Kvinne' } })),
        updateContacts: ({ inputs }) => { if ((inputs[0]?.node.gender as { name?: string }).name) Object.assign(shared.row!.contact!, { gender: { dbId: 9, dbSubId: 2, code: 'F', name: 'Kvinne' } }); return undefined; },
      },
    });
    expect(told).toEqual(['written']);
    expect(writes.slice(3).map((line) => /"gender":(\{.*?\})/.exec(line)?.[1])).toEqual(['{"code":"F"}', '{"dbId":"9","dbSubId":2}', '{"name":"Kvinne"}']);
  });

  test('a stop by then is told with all rows that were made', async () => {
    const { results } = await created([NY], { others: { ...LEFT_OVER, updateContacts: reply('', 401) } });
    expect(results[0]).toMatchObject({ kind: 'notAttempted', because: { code: 'credential' }, ids: { contactDbId: '66', employeeDbId: expect.any(String) } });
  });

  test('a refusal of one value is told beside what was written', async () => {
    const { results } = await created([NY], { others: { ...LEFT_OVER, updateContacts: ({ inputs }) => ('phone' in inputs[0]!.node ? refusing('No phone', { path: ['phone'] }) : undefined) } });
    expect(results[0]).toMatchObject({ kind: 'refused', because: { code: 'refused', says: 'No phone', retry: false }, refused: [{ target: { key: 'contact.phone' }, because: { says: 'No phone', path: 'phone', retry: false } }] });
    expect(results[0]).toMatchObject({ written: expect.arrayContaining([expect.objectContaining({ key: 'contact.email' })]) });
  });
});

describe('an Xledger that lacks an input key', () => {
  const without = (type: string, key: string, types: Record<string, Field[]> = schema()) => ({ ...types, [type]: types[type]!.filter(({ name }) => name !== key) });
  const creating = (types: Record<string, Field[]>, given: Parameters<typeof created>[1] = {}, person = NY) =>
    created([person], { ...given, options: { forms: { ...ONE_BY_ONE.forms, inputs: undefined } }, others: { ...given.others, __type: (variables, query) => answering(types)({ variables, query }) } });
  const GROUPS = { subledgerGroupDbId: '70', employeeGroupDbId: '80', ownerDbId: '5' };

  test.each<[string, string, string, CreationDefaults?]>([
    ['AddContactsInputNode', 'email', 'addContacts takes no "email"'],
    ['AddContactsInputNode', 'owner', 'addContacts takes no "owner"', GROUPS],
    ['AddSuppliersInputNode', 'code', 'addSuppliers takes no "code"'],
    ['AddSuppliersInputNode', 'subledgerGroup', 'addSuppliers takes no "subledgerGroup"', GROUPS],
    ['AddEmployeesInputNode', 'description', 'addEmployees takes no "description"'],
    ['AddEmployeesInputNode', 'contact', 'addEmployees takes no "contact"'],
    ['AddEmployeesInputNode', 'subledger', 'addEmployees takes no "subledger"'],
    ['AddEmployeesInputNode', 'employeeGroup', 'addEmployees takes no "employeeGroup"', GROUPS],
    ['contactType', 'dbId', 'addEmployees takes no "contact.dbId"'],
  ])('%s.%s: nobody is made by halves', async (type, key, says, ...[defaults]) => {
    const { told, writes } = await creating(without(type, key), { defaults });
    expect([told, writes]).toEqual([[`notAttempted: inputMissing Xledger's ${says}, and nobody can be created without it: nothing more was written`], []]);
  });

  test('that nobody chose, or that belongs to one field: left out, and told of the field', async () => {
    expect(await creating(without('AddContactsInputNode', 'owner'))).toMatchObject({ told: ['written'], writes: [expect.not.stringContaining('owner'), expect.stringContaining('owner'), expect.stringContaining('owner')] });
    expect((await creating(without('AddContactsInputNode', 'phone'))).told).toEqual(['written contact.phone: fieldUnknownToServer']);
  });

  test('that is not needed for who has the row already, or gets none', async () => {
    const leftOver = { ...LEFT_OVER, suppliers: ({ codes }: Record<string, unknown>) => listed('suppliers', codes ? { dbId: 77, ownerDbId: 5, code: '09001', email: 'ny@example.no' } : SUPPLIER) };
    expect((await creating(without('AddSuppliersInputNode', 'code', without('AddContactsInputNode', 'email')), { others: leftOver })).writes[0]).toMatch(/^addEmployees/);
    expect((await creating(without('AddSuppliersInputNode', 'code', without('AddEmployeesInputNode', 'subledger')), { others: { suppliers: listed('suppliers') } })).writes).toHaveLength(2);
    expect((await creating(without('AddSuppliersInputNode', 'code'), { xledger: { there: [] } }, TO)).told).toEqual([expect.stringMatching(/addSuppliers takes no "code"/)]);
  });

  test('and demands an ID: the employment ID, else the e-mail', async () => {
    const types = schema({ nodes: { 'addContacts+': [demanded('id')] } });
    expect((await creating(types)).writes[0]).toContain('"id":"09001"');
    expect((await creating(types, {}, TO)).writes[0]).toContain('"id":"to@example.no"');
    expect((await created([NY])).writes[0]).not.toContain('"id"');
  });

  test('is asked for before anything is made, and not where nobody is to be created', async () => {
    const { asked } = await creating(schema());
    expect(asked.indexOf('__type')).toBeLessThan(asked.indexOf('addContacts'));
    expect((await creating(schema(), {}, { ...NY, email: undefined })).asked).not.toContain('__type');
  });
});

test('a refusal or a stop of the looking is told of everybody who was not turned away', async () => {
  const bad = reply({ errors: [{ message: 'Syntax error' }] }, 400);
  expect((await created([{ ...NY, email: undefined }, TO], { others: { employees: bad } })).told).toEqual([expect.stringMatching('requiredMissing'), 'refused: badDocument Syntax error']);
  expect((await created([{ ...NY, email: undefined }, TO], { others: { employees: reply('', 401) } })).told).toEqual([expect.stringMatching('requiredMissing'), expect.stringMatching('notAttempted: credential')]);
});

test('what somebody was refused for stays so when the others are stopped', async () => {
  let adds = 0;
  const { told } = await created([NY, TO], { others: { addContacts: ({ inputs }) => (inputs.some(({ clientId }) => clientId?.startsWith('k0')) ? refusing('No', { path: ['addContacts', 'inputs', inputs.findIndex(({ clientId }) => clientId?.startsWith('k0')), 'node', 'email'] }) : undefined), employees: () => (adds++ === 0 ? employees(EMPLOYEE) : reply('', 401)) } });
  expect(told).toEqual(['refused: refused No', expect.stringMatching('notAttempted: credential')]);
});

describe('read back after the adds', () => {
  const lastRead = async (more: Given) => (await created([{ ...NY, ...more }, TO], { others: { contacts: ({ emails }) => (emails ? undefined : listed('contacts', { dbId: 1, gender: { dbId: 9, dbSubId: 2, code: 'F', name: 'Kvinne' } })), countries: listed('countries', { dbId: 1, code: 'SE', description: 'Sverige' }) } })).queries.filter((query) => rootOf(query) === 'employees')[1] ?? '';

  test.each<[string, Given, boolean, boolean]>([
    ['nothing but the links', {}, false, false],
    ['a gender', { gender: 'Female' }, true, false],
    ['an address', { address: { street: 'Kyrkogatan 1', country: 'SE' } }, true, false],
    ['a national ID', { nationalId: { number: '01819012300' } }, false, true],
  ])('%s', async (_what, more, place, nationalId) => {
    const query = await lastRead(more);
    expect([/streetAddress/.test(query), /gender/.test(query), /socialSecurityMasked/.test(query)]).toEqual([place, place, nationalId]);
  });
});

test('of who is half created, nothing more is written', async () => {
  const { told, writes } = await created([NY, TO], { xledger: { there: [EMPLOYEE], link: (row) => ({ ...row, contact: null }) }, others: { ...LEFT_OVER } });
  expect(told).toEqual([expect.stringMatching('halfCreated'), expect.stringMatching('halfCreated')]);
  expect(writes.map((line) => line.slice(0, line.indexOf(' ')))).toEqual(['addContacts', 'addSuppliers', 'addEmployees', 'updateEmployees']);
});

test('a national ID of a contact that was left over is written once, by the update', async () => {
  const { writes } = await created([{ ...NY, nationalId: { number: '01819012300' } }], { others: { ...LEFT_OVER } });
  expect(writes.filter((line) => line.includes('socialSec')).map((line) => line.slice(0, line.indexOf(' ')))).toEqual(['updateContacts', 'updateEmployees']);
});

test('what is refused without a field to blame is the person\'s; what nobody explains may be tried again', async () => {
  let asked = 0;
  const whole = await created([NY], { others: { suppliers: ({ dbIds, codes }) => (dbIds ? (asked++ === 0 ? listed('suppliers', SUPPLIER) : reply({ errors: [{ message: 'Syntax error' }] }, 400)) : codes ? listed('suppliers', { dbId: 77, ownerDbId: 5, code: '09001', email: 'ny@example.no' }) : undefined) } });
  expect(whole.results[0]).toMatchObject({ kind: 'refused', because: { code: 'badDocument', retry: false }, refused: [] });
  const oops = await created([NY], { others: { ...LEFT_OVER, updateContacts: ({ inputs }) => ('phone' in inputs[0]!.node ? refusing('Oops', {}) : undefined) } });
  expect(oops.results[0]).toMatchObject({ kind: 'refused', refused: [{ target: { key: 'contact.phone' }, because: { says: 'Oops', retry: true } }] });
});

test('no supplier is taken up where subledgers are no suppliers', async () => {
  const { results } = await created([NY], { adopt: { subledgerDbId: '77' }, others: { suppliers: listed('suppliers') } });
  expect(results[0]?.ids).toEqual({ contactDbId: '900', employeeDbId: '901', subledgerDbId: null });
});

test('an answer without clientIds: each is known by its e-mail, its code, or what it is linked with', async () => {
  const bare = (root: string, from: number) => ({ inputs }: { inputs: Inputs }) => reply({ data: { [root]: { edges: inputs.map(({ node }, n) => ({ clientId: null, node: { dbId: from + n, email: typeof node.email === 'string' ? node.email.toUpperCase() : null, code: node.code } })).reverse() } } });
  const { results } = await created([NY, { ...TO, employmentId: '09002' }], { others: { addContacts: bare('addContacts', 500), addSuppliers: bare('addSuppliers', 600) } });
  expect(results.map(({ ids }) => [ids.contactDbId, ids.subledgerDbId])).toEqual([['500', '600'], ['501', '601']]);
});

test('what was left over, asked for alone', async () => {
  const { client, asked } = scripted([server({ contacts: listed('contacts', { dbId: 66, ownerDbId: 5, email: 'NY@example.no' }), suppliers: listed('suppliers', { dbId: 77, ownerDbId: 5, code: '09001', email: 'ny@example.no' }) })], ONE_BY_ONE);
  expect((await client.leftovers([{ key: 'k', email: 'ny@example.no', supplierCode: '09001' }])).get('k')).toEqual({ contactDbId: '66', subledgerDbId: '77' });
  expect(asked.map(({ variables }) => [variables.emails, variables.codes])).toEqual([[undefined, undefined], [['ny@example.no'], undefined], [undefined, ['09001']]]);
});

test('what cannot be read back is not written, but for what the person is known by', async () => {
  const asksNot = ({ query }: { query: string }) => (/contact \{[^}]*\bbirthday\b/.test(query) ? unknown(['birthday', 'Contact']) : undefined);
  const answer = server();
  const { client, asked } = scripted([(given) => asksNot(given) ?? answer(given)], ONE_BY_ONE);
  await client.byDbId(['11'], ['birthDate']);
  const result = (await client.create([{ key: 'k', person: { ...NY, birthDate: '1991-02-03' as never } }], {})).get('k');
  expect(result).toMatchObject({ kind: 'written', leftOut: [{ target: { key: 'contact.birthday' }, why: 'notShown' }] });
  expect(writesIn(asked)[0]).toContain('"email"');
});

describe('leftovers', () => {
  const everyone = [{ dbId: '1', ownerDbId: '5', code: null, contactDbId: '22', contactEmail: null, contactPhone: null, subledgerDbId: '33', subledgerCode: null, subledgerEmail: null, subledgerPhone: null }];
  const contact = (dbId: string, email: string | null, ownerDbId: string | null = '5') => ({ dbId, ownerDbId, email, gender: null });
  const supplier = (dbId: string, code: string | null, email: string | null, ownerDbId: string | null = '5') => ({ dbId, ownerDbId, code, email, description: null });
  const found = (contacts: object[], suppliers: object[], ownerDbId: string | undefined = '5') => leftoversAmong([{ key: 'k', email: 'ny@example.no', supplierCode: '09001' }], ownerDbId, { everyone, contacts, suppliers } as never).get('k');

  test.each<[string, object[], object[], object]>([
    ['nothing', [], [], {}],
    ['a contact, in any case', [contact('1', ' NY@Example.no ')], [], { contactDbId: '1' }],
    ['of another address', [contact('1', 'other@example.no'), contact('2', null)], [], {}],
    ['somebody\'s contact', [contact('22', 'ny@example.no')], [], {}],
    ['a free one beside somebody\'s', [contact('22', 'ny@example.no'), contact('1', 'ny@example.no')], [], { contactDbId: '1' }],
    ['two: none is touched', [contact('1', 'ny@example.no'), contact('2', 'ny@example.no')], [], {}],
    ['of another owner', [contact('1', 'ny@example.no', '6')], [], {}],
    ['of no owner', [contact('1', 'ny@example.no', null)], [], { contactDbId: '1' }],
    ['a supplier', [], [supplier('3', ' 09001 ', 'NY@example.no')], { subledgerDbId: '3' }],
    ['a supplier of another e-mail', [], [supplier('3', '09001', 'faktura@example.com')], { supplierCodeTaken: true }],
    ['a supplier without e-mail', [], [supplier('3', '09001', null)], { supplierCodeTaken: true }],
    ['a supplier that somebody has', [], [supplier('33', '09001', 'ny@example.no')], { supplierCodeTaken: true }],
    ['two suppliers, one of them the same person\'s', [], [supplier('3', '09001', 'ny@example.no'), supplier('4', '09001', null)], { supplierCodeTaken: true }],
    ['two suppliers of the same person', [], [supplier('3', '09001', 'ny@example.no'), supplier('4', '09001', 'ny@example.no')], { supplierCodeTaken: true }],
    ['a supplier of another owner', [], [supplier('3', '09001', 'ny@example.no', '6')], {}],
    ['a supplier of another code, or of none', [], [supplier('3', '9001', 'ny@example.no'), supplier('4', null, 'ny@example.no')], {}],
  ])('%s', (_what, contacts, suppliers, expected) => {
    expect(found(contacts, suppliers)).toEqual(expected);
  });

  test('where no owner is chosen, every owner\'s counts', () => {
    expect(leftoversAmong([{ key: 'k', email: 'ny@example.no', supplierCode: '' }], undefined, { everyone, contacts: [contact('1', 'ny@example.no', '6')], suppliers: [] } as never).get('k')).toEqual({ contactDbId: '1' });
    expect(leftoversAmong([{ key: 'k', email: '', supplierCode: '' }], undefined, { everyone, contacts: [], suppliers: [supplier('4', null, null)] } as never).get('k')).toEqual({ supplierCodeTaken: true });
  });
});
