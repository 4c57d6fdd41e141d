// Changes of people who exist: what is read first, in which order it is written, and what is told of what was not.
import { NoReply } from '../../../../core/person';
import { EMPLOYEE, employees, listed, reply, rootOf, scripted, taking, update, writesIn, type Inputs, type Scripted } from '../scripted';

const SUPPLIER = listed('suppliers', { dbId: 33, code: '007' });
type Answers = Parameters<typeof taking>[0];
const PHONE = '+4799000002';

async function written(changes: Parameters<typeof update>[0], others: Answers = {}, more: Parameters<typeof update>[1] = {}) {
  const { client, asked, clock } = scripted([taking({ employees: employees(EMPLOYEE), suppliers: SUPPLIER, ...others })]);
  const result = (await client.update([update(changes, more)])).get('k')!;
  return { result, writes: writesIn(asked), asked: asked.map(({ query }) => rootOf(query)), clock, query: asked[0]?.query };
}

test('values first, record by record; then what is cleared, in requests of its own', async () => {
  const { result, writes } = await written({ 'employee.trialTo': null, 'subledger.phone': PHONE, 'contact.jobTitle': null, 'contact.phone': PHONE, 'employee.employmentFrom': '2026-01-01' });
  expect(result).toEqual({ kind: 'written', ids: { employeeDbId: '11', contactDbId: '22', subledgerDbId: '33' }, leftOut: [] });
  expect(writes).toEqual([`updateContacts {"dbId":22,"phone":"${PHONE}"}`, `updateSuppliers {"dbId":33,"phone":"${PHONE}"}`, 'updateEmployees {"dbId":11,"employmentFrom":"2026-01-01"}', 'updateContacts {"dbId":22,"jobTitle":null}', 'updateEmployees {"dbId":11,"trialTo":null}']);
});

test('the employee is read once, its supplier is looked at, and the address only where one is written', async () => {
  expect((await written({ 'contact.phone': PHONE })).asked).toEqual(['employees', 'updateContacts']);
  expect((await written({ 'contact.phone': PHONE })).query).not.toContain('streetAddress');
  expect((await written({ 'contact.address': { street: 'Vei 1' } })).query).toContain('streetAddress');
  expect((await written({ 'subledger.phone': PHONE })).asked).toEqual(['employees', 'suppliers', 'updateSuppliers']);
});

test('an employee that was just read is not read again, nor a supplier that was just looked at', async () => {
  const seen = { ...EMPLOYEE, dbId: '11', contact: { ...EMPLOYEE.contact, dbId: '22' }, subledger: { ...EMPLOYEE.subledger, dbId: '33' } } as never;
  expect((await written({ 'subledger.phone': PHONE }, {}, { seen })).asked).toEqual(['suppliers', 'updateSuppliers']);
  for (const [subledgerIsSupplier, asked] of [[true, ['updateSuppliers']], [false, []]] as const) expect((await written({ 'subledger.phone': PHONE }, {}, { seen: { ...(seen as object), subledgerIsSupplier } as never })).asked).toEqual(asked);
});

test.each<[string, string, Answers, object, string, string[]]>([
  ['a subledger that is no supplier', 'subledger.phone', { suppliers: listed('suppliers') }, {}, 'subledgerNotWritable', []],
  ['a supplier of another code', 'subledger.phone', { suppliers: listed('suppliers', { dbId: 33, code: '7' }) }, {}, 'subledgerNotWritable', []],
  ['no subledger', 'subledger.phone', { employees: employees({ ...EMPLOYEE, subledger: null }) }, { subledgerDbId: null }, 'noSubledger', []],
  ['no contact', 'contact.phone', { employees: employees({ ...EMPLOYEE, contact: null }) }, { contactDbId: null }, 'noContact', []],
])('%s: left out and told', async (_what, key, others, more, why, writes) => {
  const { result, writes: sent } = await written({ [key]: PHONE }, others, more);
  expect(result).toMatchObject({ kind: 'written', leftOut: [{ target: { key }, why }] });
  expect(sent).toEqual(writes);
});

test.each<[string, Answers, string, string]>([
  ['is gone', { employees: employees() }, 'notFound', 'Xledger has no employee with this dbId any more'],
  ['has another contact by now', { employees: employees({ ...EMPLOYEE, contact: { ...EMPLOYEE.contact, dbId: 99 } }) }, 'linksChanged', 'The employee has another contact or subledger in Xledger now'],
  ['has another subledger by now', { employees: employees({ ...EMPLOYEE, subledger: { ...EMPLOYEE.subledger, dbId: 99 } }) }, 'linksChanged', 'The employee has another contact or subledger in Xledger now'],
  ['has no contact any more', { employees: employees({ ...EMPLOYEE, contact: null }) }, 'linksChanged', 'The employee has another contact or subledger in Xledger now'],
])('an employee that %s: nothing is written', async (_what, others, code, says) => {
  const { result, writes } = await written({ 'contact.phone': PHONE, 'subledger.phone': PHONE }, others);
  expect([result, writes]).toEqual([{ kind: 'refused', ids: expect.anything(), because: { code, says, retry: false }, written: [], leftOut: [], refused: [] }, []]);
});

const refusing = (key: string, more: object = { path: ['updateContacts', 'inputs', 0, 'node', key] }) => ({ inputs }: { inputs: Inputs }): Scripted | undefined =>
  (inputs.some(({ node }) => key in node) ? reply({ data: null, errors: [{ message: `The ${key} is not right`, code: 'X', ...more }] }) : undefined);

test('a field that the error names is left out, and the others are written without it', async () => {
  const { result, writes } = await written({ 'contact.phone': PHONE, 'contact.jobTitle': 'Kokk' }, { updateContacts: refusing('phone') });
  expect(result).toMatchObject({ kind: 'refused', written: [{ key: 'contact.jobTitle' }], refused: [{ target: { key: 'contact.phone' }, because: { code: 'refused', says: 'The phone is not right', retry: false } }] });
  expect(writes).toEqual([`updateContacts {"dbId":22,"phone":"${PHONE}","jobTitle":"Kokk"}`, 'updateContacts {"dbId":22,"jobTitle":"Kokk"}']);
});

test('where none is named, the fields are halved until the refused one stands alone', async () => {
  const { result, writes } = await written({ 'contact.phone': PHONE, 'contact.jobTitle': 'Kokk', 'contact.email': 'ny@example.no' }, { updateContacts: refusing('jobTitle', {}) });
  expect(result).toMatchObject({ written: [{ key: 'contact.phone' }, { key: 'contact.email' }], refused: [{ target: { key: 'contact.jobTitle' } }] });
  expect(writes.map((line) => Object.keys(JSON.parse(line.slice(line.indexOf('{'))) as object).slice(1))).toEqual([['phone', 'jobTitle', 'email'], ['phone', 'jobTitle'], ['phone'], ['jobTitle'], ['email']]);
});

test('where all that was sent is named, it is refused as a whole', async () => {
  const { result, writes } = await written({ 'contact.phone': PHONE, 'contact.jobTitle': 'Kokk' }, { updateContacts: () => reply({ data: null, errors: [{ message: 'phone and jobTitle', code: 'X', path: ['phone', 'jobTitle'] }] }) });
  expect(result).toMatchObject({ kind: 'refused', written: [], refused: [{ target: { key: 'contact.phone' } }, { target: { key: 'contact.jobTitle' } }] });
  expect(writes).toHaveLength(1);
});

test('what stops the reading stops everybody; a refusal of the reading is each one\'s', async () => {
  expect((await written({ 'contact.phone': PHONE }, { employees: reply('', 401) })).result).toMatchObject({ kind: 'notAttempted', because: { code: 'credential' }, written: [] });
  expect((await written({ 'contact.phone': PHONE }, { employees: reply({ errors: [{ message: 'Syntax error' }] }, 400) })).result).toMatchObject({ kind: 'refused', because: { code: 'badDocument', says: 'Syntax error' } });
});

test('what was written before a stop is told', async () => {
  const { result } = await written({ 'contact.phone': PHONE, 'employee.trialTo': '2026-09-01' }, { updateEmployees: reply('', 401) });
  expect(result).toMatchObject({ kind: 'notAttempted', because: { code: 'credential' }, written: [{ key: 'contact.phone' }] });
});

test('a stop while the texts made of the names are followed is nobody\'s: all that was meant is written', async () => {
  let reads = 0;
  const { result } = await written({ 'contact.lastName': 'Nygård' }, { employees: () => (reads++ === 0 ? employees(EMPLOYEE) : reply('', 401)) });
  expect(result.kind).toBe('written');
});

test('a write that was not answered counts where all that it carried stands', async () => {
  let reads = 0;
  const there = employees({ ...EMPLOYEE, contact: { ...EMPLOYEE.contact, phone: PHONE, jobTitle: 'Kokk' } });
  const half = employees({ ...EMPLOYEE, contact: { ...EMPLOYEE.contact, phone: PHONE, jobTitle: 'Annet' } });
  const lost = new NoReply('connectionLost', false);
  const changes = { 'contact.phone': PHONE, 'contact.jobTitle': 'Kokk' };
  expect((await written(changes, { updateContacts: lost, employees: () => (reads++ === 0 ? employees(EMPLOYEE) : there) })).writes).toHaveLength(1);
  for (const look of [half, employees()]) {
    reads = 0;
    const { writes, result } = await written(changes, { updateContacts: lost, employees: () => (reads++ === 0 ? employees(EMPLOYEE) : look) });
    expect([writes.length, result.kind]).toEqual([3, 'notAttempted']);
  }
});

test('refused in a form that only an earlier run saw taken: found anew, and written in the one that is', async () => {
  const at = (code: string) => ({ ...EMPLOYEE, contact: { ...EMPLOYEE.contact, address: { streetAddress: 'Vei 1', country: { code, description: null } } } });
  let stands = 'NO';
  const { client, asked } = scripted([taking({
    employees: () => employees(at(stands)), countries: listed('countries', { dbId: 1, code: 'SE', description: 'Sverige' }),
    updateContacts: ({ inputs }) => {
      if ((inputs[0]?.node.address as { country: string }).country === 'SE') return reply({ data: null, errors: [{ message: 'No such country', code: 'X', path: ['address'] }] });
      stands = 'SE';
      return undefined;
    },
  })], { forms: { inputs: 'whole', country: 'code', seenAt: 'here country' }, mark: 'here' });
  const results = await client.update([update({ 'contact.address': { street: 'Vei 1', country: 'SE' } })]);
  expect(results.get('k')).toMatchObject({ kind: 'written', leftOut: [] });
  expect(writesIn(asked).map((line) => /"country":"(\w+)"/.exec(line)?.[1])).toEqual(['SE', 'SE', 'Sverige']);
  expect(client.forms?.country).toBe('tenantName');
});
