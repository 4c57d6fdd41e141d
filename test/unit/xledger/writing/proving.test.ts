// U8, U9, U12: one person is written first and read back; in which forms, for how many people, and what is known then.
import type { Learnt } from '../../../../core/xledger/run';
import type { TargetChange } from '../../../../core/xledger';
import { asked as open, unseen } from '../../../../core/xledger/writing/proving';
import { EMPLOYEE, employees, listed, reply, scripted, scriptedRun, taken, taking, targetAt, update, writesIn, type Inputs } from '../scripted';

const LUND = { street: 'Kyrkogatan 1', zipCode: '22222', place: 'Lund', country: 'SE' };
const change = (key: string, value: TargetChange['value']): TargetChange => ({ target: targetAt(key), value });

test.each<[string, TargetChange, string[]]>([
  ['an address', change('contact.address', LUND), ['country']],
  ['an address without a country', change('contact.address', { ...LUND, country: undefined }), []],
  ['a supplier\'s address', change('subledger.address', LUND), ['supplierAddress']],
  ['a supplier\'s address without a country', change('subledger.address', { ...LUND, country: undefined }), ['supplierAddress']],
  ['a gender', change('contact.gender', 'Female'), ['gender']],
  ['a gender that is cleared', change('contact.gender', null), []],
  ['a phone number', change('contact.phone', '+4799000001'), []],
])('%s asks %j', (_what, given, names) => {
  const run = (form: object) => scriptedRun([], Object.fromEntries(['country', 'supplierAddress', 'gender'].map((name) => [name, form])) as Partial<Learnt>).run;
  const [fresh, trusted, proven] = [run({ form: 'code', proven: false }), run({ form: 'code', proven: false, trusted: true }), run({ form: 'code', proven: true })];
  expect([open(fresh, given), unseen(fresh, given)]).toEqual([names, names]);
  expect([open(trusted, given), unseen(trusted, given)]).toEqual([[], names]);
  expect([open(proven, given), unseen(proven, given)]).toEqual([[], []]);
});

const COUNTRIES = listed('countries', { dbId: 1, code: 'SE', description: 'Sverige' }, { dbId: 2, code: 'DK', description: 'Danmark' });
const SUPPLIERS = listed('suppliers', { dbId: 33, code: '007' }, { dbId: 43, code: '008' }, { dbId: 53, code: '009' }, { dbId: 63, code: '010' });

interface Row {
  dbId: number;
  ownerDbId: number;
  code: string;
  description: string;
  contact: { dbId: number; address: Record<string, unknown>; gender: unknown };
  subledger: { dbId: number; code: string; address: Record<string, unknown> };
}

const HOME = { streetAddress: 'Vei 1', zipCode: '0150', place: 'Oslo', state: null, country: { code: 'NO', description: 'Norge' } };

/** Four employees, and a server whose rows hold what `country` and `gender` make of what it is sent. */
function tenant({ country = (text: unknown) => text, gender = (lookup: unknown) => lookup }: { country?: (text: unknown) => unknown; gender?: (lookup: unknown) => unknown } = {}, others: Parameters<typeof taking>[0] = {}, options: object = { forms: { inputs: 'whole' } }) {
  const rows: Row[] = Array.from({ length: 4 }, (_, n) => ({
    ...EMPLOYEE, dbId: 11 + 10 * n, code: `00${n + 7}`.slice(-3),
    contact: { ...EMPLOYEE.contact, dbId: 22 + 10 * n, address: { ...HOME }, gender: null },
    subledger: { ...EMPLOYEE.subledger, dbId: 33 + 10 * n, code: `00${n + 7}`.slice(-3), address: { ...HOME } },
  }));
  const codeOf = (text: unknown) => { const code = country(text); return code === null || code === undefined ? null : { code, description: null }; };
  const store = (record: 'contact' | 'subledger') => ({ inputs }: { inputs: Inputs }) => {
    for (const { node } of inputs) {
      const row = rows.find((each) => String(each[record].dbId) === String(node.dbId));
      if (!row) continue;
      const { address, gender: lookup, country: flat, ...rest } = node as { address?: Record<string, unknown>; gender?: unknown; country?: { code: string } };
      const place = address ?? ('streetAddress' in rest ? { ...rest, country: flat?.code } : undefined);
      if (place) Object.assign(row[record].address, place, { country: codeOf(place.country) });
      if (lookup) Object.assign(row.contact, { gender: gender(lookup) });
    }
    return undefined;
  };
  const script = scripted([taking({ countries: COUNTRIES, suppliers: SUPPLIERS, contacts: listed('contacts', { dbId: 1, gender: { dbId: 8, dbSubId: 1, code: 'M', name: 'Mann' } }, { dbId: 2, gender: { dbId: 9, dbSubId: 2, code: 'F', name: 'Kvinne' } }), employees: () => employees(...rows), updateContacts: store('contact'), updateSuppliers: store('subledger'), ...others })], options);
  const write = async (...changes: Parameters<typeof update>[0][]) => {
    const results = await script.client.update(changes.map((each, n) => update(each, { key: `k${n}`, employeeDbId: String(11 + 10 * n), contactDbId: String(22 + 10 * n), subledgerDbId: String(33 + 10 * n) })));
    return changes.map((_, n) => {
      const result = results.get(`k${n}`)!;
      return result.kind === 'written' ? ['written', ...result.leftOut.map(({ target, why }) => `${target.key}: ${why}`)].join(' ') : `${result.kind}: ${result.because.says}`;
    });
  };
  return { ...script, write, rows, sent: () => writesIn(script.asked).map((line) => line.replace(/"streetAddress":"Kyrkogatan 1","zipCode":"22222","place":"Lund",?/g, '…')) };
}

const ADDRESS = { 'contact.address': LUND };
const NORWAY = { dbId: 3, code: 'NO', description: 'Norge' };
const employeesIn = (writes: string[]) => writes.map((line) => /"dbId":(\d+)/.exec(line)?.[1]);
const countriesIn = (writes: string[]) => writes.map((line) => /"country":"(\w+)"/.exec(line)?.[1]);

test('the first form sticks: one goes first, the others together', async () => {
  const { write, sent, client } = tenant({ country: (text) => (text === 'Sverige' ? 'SE' : null) });
  expect(await write(ADDRESS, ADDRESS, ADDRESS)).toEqual(['written', 'written', 'written']);
  expect(sent()).toEqual(['updateContacts {"dbId":22,"address":{…"country":"Sverige"}}', 'updateContacts {"dbId":32,"address":{…"country":"Sverige"}} + {"dbId":42,"address":{…"country":"Sverige"}}']);
  expect(client.forms?.country).toBe('tenantName');
});

test('the forms one after the other, until one sticks', async () => {
  const { write, sent, client } = tenant({ country: (text) => (text === 'SE' ? 'SE' : null) });
  expect(await write(ADDRESS, ADDRESS)).toEqual(['written', 'written']);
  expect(countriesIn(sent())).toEqual(['Sverige', 'Sweden', 'SE', 'SE']);
  expect(client.forms?.country).toBe('code');
});

test('no form sticks for three people: the address stands as it did, and the country is written for nobody', async () => {
  const { write, sent, client, rows } = tenant({ country: (text) => (text === 'Norge' ? 'NO' : null) }, { countries: listed('countries', { dbId: 1, code: 'SE', description: 'Sverige' }, NORWAY) });
  const others = ['DK', 'FI'].map((country) => ({ 'contact.address': { ...LUND, country } }));
  expect(await write(ADDRESS, ...others, ADDRESS)).toEqual(Array.from({ length: 4 }, () => 'written contact.address: countryNotTaken'));
  expect(employeesIn(sent())).toEqual(['22', '22', '22', '22', '32', '32', '32', '42', '42', '42']);
  expect(countriesIn(sent())).toEqual(['Sverige', 'Sweden', 'SE', 'Norge', 'Denmark', 'DK', 'Norge', 'Finland', 'FI', 'Norge']);
  expect(rows.map(({ contact }) => contact.address.place)).toEqual(['Oslo', 'Oslo', 'Oslo', 'Oslo']);
  expect(client.forms?.country).toBeUndefined();
});

test('a country that stood in no form is tried for nobody else', async () => {
  const { write, sent } = tenant({ country: () => null });
  expect(await write(ADDRESS, ADDRESS)).toEqual(['written contact.address: countryNotTaken', 'written contact.address: countryNotTaken']);
  expect(employeesIn(sent())).toEqual(['22', '22', '22']);
});

test('one whose row can tell goes first: a country that stands there already proves nothing', async () => {
  const { write, sent, client } = tenant({ country: (text) => ({ Sverige: 'SE', Norge: 'NO' })[String(text)] ?? null }, { countries: listed('countries', { dbId: 1, code: 'SE', description: 'Sverige' }, NORWAY) });
  expect(await write({ 'contact.address': { ...LUND, country: 'NO' } }, ADDRESS)).toEqual(['written', 'written']);
  expect(employeesIn(sent())).toEqual(['32', '22']);
  expect(client.forms?.country).toBe('tenantName');
});

test('nobody\'s row can tell: one is written alone, and the form stays a guess', async () => {
  const stands = { 'contact.address': { ...LUND, country: 'NO' } };
  const { write, sent, client } = tenant({ country: (text) => (text === 'Norge' ? 'NO' : null) }, { countries: listed('countries', NORWAY) });
  expect(await write(stands, stands, stands)).toEqual(['written', 'written', 'written']);
  expect(sent()).toHaveLength(2);
  expect(client.forms?.country).toBeUndefined();
});

test('the contact\'s address is proven before the supplier\'s is written', async () => {
  const { write, sent, client } = tenant({ country: (text) => ({ Sverige: 'SE', SE: 'SE' })[String(text)] ?? null });
  expect(await write({ 'contact.address': LUND, 'subledger.address': LUND, 'contact.gender': 'Female', 'contact.phone': '+4799000002' })).toEqual(['written']);
  expect(sent()).toEqual(['updateContacts {"dbId":22,"address":{…"country":"Sverige"},"gender":{"code":"F"},"phone":"+4799000002"}', 'updateSuppliers {"dbId":33,…"country":{"code":"SE"}}']);
  expect(client.forms).toMatchObject({ country: 'tenantName', supplierAddress: 'flat', gender: 'code' });
});

test('the contact\'s form is found before anything of the supplier is sent, though both are asked of one person', async () => {
  const { write, sent } = tenant({ country: (text) => (text === 'SE' ? 'SE' : null) });
  expect(await write({ 'subledger.address': LUND, 'contact.address': LUND })).toEqual(['written']);
  expect(sent().map((line) => line.slice(0, line.indexOf(' ')))).toEqual(['updateContacts', 'updateContacts', 'updateContacts', 'updateSuppliers']);
});

test('a supplier\'s address that stands in no form is put back and stays so', async () => {
  const nested = tenant({}, { updateSuppliers: ({ inputs }) => (inputs[0]?.node.address ? undefined : taken('updateSuppliers', inputs)) });
  expect(await nested.write({ 'subledger.address': LUND })).toEqual(['written subledger.address: subledgerNotWritable']);
  expect(nested.sent().map((line) => line.replace('updateSuppliers {"dbId":33,', ''))).toEqual(['…"country":{"code":"SE"}}', '"address":{…"country":"Sverige"}}', '"address":{…"country":"Sweden"}}', '"address":{…"country":"SE"}}', '"streetAddress":"Vei 1","zipCode":"0150","place":"Oslo","country":{"code":"NO"}}']);
});

test('the same place in other letters stands', async () => {
  const loud = tenant();
  loud.rows[0]!.subledger.address = { streetAddress: ' KYRKOGATAN 1', zipCode: '22222', place: 'LUND ', country: { code: 'SE', description: null } };
  expect(await loud.write({ 'subledger.address': { ...LUND, street: undefined } })).toEqual(['written']);
  expect(loud.sent()).toHaveLength(1);
});

test('a gender: key after key; what holds for none is given up, and nobody is asked again', async () => {
  const byName = tenant({ gender: (lookup) => ((lookup as { name?: string }).name ? { dbId: 9, dbSubId: 2, code: 'F', name: 'Kvinne' } : null) });
  expect(await byName.write({ 'contact.gender': 'Female' }, { 'contact.gender': 'Female' })).toEqual(['written', 'written']);
  expect(byName.sent().map((line) => /"gender":(\{.*?\})/.exec(line)?.[1])).toEqual(['{"code":"F"}', '{"dbId":"9","dbSubId":2}', '{"name":"Kvinne"}', '{"name":"Kvinne"}']);
  const never = tenant({ gender: () => null });
  expect(await never.write({ 'contact.gender': 'Female' }, { 'contact.gender': 'Female' }, { 'contact.gender': 'Female' }, { 'contact.gender': 'Female' })).toEqual(Array.from({ length: 4 }, () => 'written contact.gender: genderNotMapped'));
  expect(never.sent()).toHaveLength(9);
  const alone = tenant({ gender: () => null });
  expect(await alone.write({ 'contact.gender': 'Female', 'contact.phone': '+4799000002' })).toEqual(['written contact.gender: genderNotMapped']);
  expect(alone.sent()).toHaveLength(3);
});

test('a clearing asks nothing, and a gender that is cleared goes with the others', async () => {
  const { write, sent } = tenant();
  expect(await write({ 'contact.gender': null }, { 'contact.gender': null })).toEqual(['written', 'written']);
  expect(sent()).toEqual(['updateContacts {"dbId":22,"gender":null} + {"dbId":32,"gender":null}']);
});

test('a supplier that is none, or is not there, is not asked for its form', async () => {
  const { write, sent } = tenant({}, { suppliers: listed('suppliers', { dbId: 33, code: 'another' }) });
  expect(await write({ 'subledger.address': LUND })).toEqual(['written subledger.address: subledgerNotWritable']);
  expect(sent()).toEqual([]);
});

test('a read-back that fails: what was taken is told of that person as unseen, and nobody else is written', async () => {
  let reads = 0;
  const whole = employees({ ...EMPLOYEE, contact: { ...EMPLOYEE.contact, address: null } }, { ...EMPLOYEE, dbId: 21, contact: { ...EMPLOYEE.contact, dbId: 32 }, subledger: { ...EMPLOYEE.subledger, dbId: 43 } });
  const { client, sent } = tenant({}, { employees: () => (reads++ === 0 ? whole : reply('', 401)) });
  const results = await client.update([update(ADDRESS, { key: 'first' }), update(ADDRESS, { key: 'second', employeeDbId: '21', contactDbId: '32', subledgerDbId: '43' })]);
  expect([results.get('first'), results.get('second')]).toEqual([expect.objectContaining({ kind: 'notAttempted', written: [], unseen: true }), expect.not.objectContaining({ unseen: true })]);
  expect([sent().length, client.forms?.country]).toEqual([1, undefined]);
});

test('a refusal that the server does not explain says nothing of the form', async () => {
  const { client, sent } = tenant({}, { updateContacts: reply({ data: null, errors: [{ message: 'Something went wrong' }] }) });
  expect((await client.update([update(ADDRESS)])).get('k')).toMatchObject({ kind: 'notAttempted', because: { code: 'outcomeUnknown', says: 'Something went wrong', retry: true } });
  expect(new Set(sent()).size).toBe(1);
  expect(client.forms?.country).toBeUndefined();
});

test('forms that an earlier run saw here: nobody goes first; those of elsewhere are only a guess to begin with', async () => {
  const forms = { country: 'code', inputs: 'whole', seenAt: 'here country' };
  const here = tenant({}, {}, { forms, mark: 'here' });
  expect(await here.write(ADDRESS, ADDRESS)).toEqual(['written', 'written']);
  expect(here.sent()).toEqual(['updateContacts {"dbId":22,"address":{…"country":"SE"}} + {"dbId":32,"address":{…"country":"SE"}}']);
  const elsewhere = tenant({}, {}, { forms, mark: 'there' });
  expect(await elsewhere.write(ADDRESS, ADDRESS)).toEqual(['written', 'written']);
  expect(elsewhere.sent()).toEqual(['updateContacts {"dbId":22,"address":{…"country":"SE"}}', 'updateContacts {"dbId":32,"address":{…"country":"SE"}}']);
});
