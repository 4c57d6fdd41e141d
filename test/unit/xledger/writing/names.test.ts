// U24, U25: what follows a write: the texts once made of the names, and the employee's own national ID.
import { EMPLOYEE, employees, rootOf, scripted, taking, unknown, update, writesIn, type Scripted } from '../scripted';

const row = (firstName: string | null, lastName: string | null, name: string | null, description: string | null, more: object = {}) => ({ ...EMPLOYEE, description, contact: { ...EMPLOYEE.contact, firstName, lastName, name }, ...more });
const seen = (name: string | null, description: string | null) => ({ ...row('Kari', 'Tveit', name, description), dbId: '11', ownerDbId: '5', contact: { ...EMPLOYEE.contact, dbId: '22', firstName: 'Kari', lastName: 'Tveit', name }, subledger: { ...EMPLOYEE.subledger, dbId: '33' } });

/** What is sent after the names, when the row reads as `before`, then as `after`. */
async function followed(before: ReturnType<typeof seen>, after: object, changes: Parameters<typeof update>[0] = { 'contact.lastName': 'Nygård' }, answer: Scripted = employees(after)): Promise<string[]> {
  const { client, asked } = scripted([taking({ employees: answer })]);
  await client.update([update(changes, { seen: before as never })]);
  return writesIn(asked).slice(1);
}

test.each<[string, string | null, string | null, [string | null, string | null], string[]]>([
  ['given name first', 'Kari Tveit', 'Kari Tveit', ['Kari Tveit', 'Kari Tveit'], ['updateContacts {"dbId":22,"name":"Kari Nygård"}', 'updateEmployees {"dbId":11,"description":"Kari Nygård"}']],
  ['family name first', 'Tveit Kari', 'Tveit Kari', ['Tveit Kari', 'Tveit Kari'], ['updateContacts {"dbId":22,"name":"Nygård Kari"}', 'updateEmployees {"dbId":11,"description":"Nygård Kari"}']],
  ['family name first, with a comma', 'Tveit, Kari', ' Tveit, Kari ', ['Tveit, Kari', ' Tveit, Kari '], ['updateContacts {"dbId":22,"name":"Nygård, Kari"}', 'updateEmployees {"dbId":11,"description":"Nygård, Kari"}']],
  ['one of the two is somebody\'s own', 'Kari Tveit', 'Sjefen', ['Kari Tveit', 'Sjefen'], ['updateContacts {"dbId":22,"name":"Kari Nygård"}']],
  ['Xledger made them anew itself', 'Kari Tveit', 'Kari Tveit', ['Kari Nygård', 'Kari Nygård'], []],
  ['there is none', null, '', [null, ''], []],
])('%s', async (_what, name, description, after, writes) => {
  expect(await followed(seen(name, description), row('Kari', 'Nygård', ...after))).toEqual(writes);
});

test('no name was written: nothing is read back and nothing follows', async () => {
  const { client, asked } = scripted([taking({ employees: employees(EMPLOYEE) })]);
  await client.update([update({ 'contact.phone': '+4799000002' }, { seen: seen('Kari Tveit', 'Kari Tveit') as never })]);
  expect(asked.map(({ query }) => rootOf(query))).toEqual(['updateContacts']);
});

test('a row that is gone by then, or has lost its contact, is left alone', async () => {
  expect(await followed(seen('Kari Tveit', 'Kari Tveit'), {}, undefined, employees())).toEqual([]);
  expect(await followed(seen('Kari Tveit', 'Kari Tveit'), row(null, null, null, 'Kari Tveit', { contact: null }))).toEqual([]);
});

test('names that are not shown by now say nothing of a text', async () => {
  let asked = 0;
  const answers = [unknown(['firstName', 'Contact']), employees({ ...row('Kari', 'Nygård', 'Kari Tveit', 'Kari Tveit'), contact: { dbId: 22, lastName: 'Nygård', name: 'Kari Tveit' } })];
  const { client, asked: sent } = scripted([taking({ employees: () => answers[Math.min(asked++, 1)] })]);
  await client.update([update({ 'contact.lastName': 'Nygård' }, { seen: seen('Kari Tveit', 'Kari Tveit') as never })]);
  expect(writesIn(sent)).toEqual(['updateContacts {"dbId":22,"lastName":"Nygård"}']);
});

test('a text whose write was not answered is looked at before it is sent again', async () => {
  const stale = employees(row('Kari', 'Nygård', 'Kari Tveit', 'Kari Nygård'));
  const done = employees(row('Kari', 'Nygård', 'Kari Nygård', 'Kari Nygård'));
  for (const [look, times] of [[done, 1], [stale, 3]] as const) {
    let reads = 0;
    const { client, asked } = scripted([taking({ employees: () => (reads++ === 0 ? stale : look), updateContacts: ({ inputs }) => (inputs[0]?.node.name ? { status: 503, headers: {}, body: '' } : undefined) })]);
    const results = await client.update([update({ 'contact.lastName': 'Nygård' }, { seen: seen('Kari Tveit', 'Kari Nygård') as never })]);
    expect(results.get('k')?.kind).toBe('written');
    expect(writesIn(asked).filter((line) => line.includes('"name"'))).toHaveLength(times);
  }
});

describe('a national ID', () => {
  const NUMBER = '01819012300';
  const write = async (...answers: Scripted[]) => {
    let reads = 0;
    const { client, asked } = scripted([taking({ employees: () => answers[Math.min(reads++, answers.length - 1)] })]);
    const results = await client.update([update({ 'contact.socialSec': NUMBER }, { seen: seen('Kari Tveit', 'Kari Tveit') as never })]);
    return { writes: writesIn(asked), reads: () => reads, results };
  };
  const CONTACT = `updateContacts {"dbId":22,"socialSec":"${NUMBER}"}`;

  test('that the employee shows is not written to it', async () => {
    expect((await write(employees({ ...EMPLOYEE, socialSecurityMasked: '******12300' }))).writes).toEqual([CONTACT]);
  });

  test('that the employee does not show is written to it too', async () => {
    const { writes, results } = await write(employees({ ...EMPLOYEE, socialSecurityMasked: null }));
    expect(writes).toEqual([CONTACT, `updateEmployees {"dbId":11,"socialSec":"${NUMBER}"}`]);
    expect(results.get('k')).toMatchObject({ kind: 'written', leftOut: [] });
  });

  test('that cannot be seen on the employee is not written to it', async () => {
    expect((await write(unknown(['socialSecurityMasked', 'Employee']), employees(EMPLOYEE))).writes).toEqual([CONTACT]);
  });

  test('of somebody who is gone by then is written to nobody', async () => {
    expect((await write(employees())).writes).toEqual([CONTACT]);
  });

  test('whose second write was not answered is asked for, with nothing else', async () => {
    let reads = 0;
    const { client, asked } = scripted([taking({
      employees: () => employees({ ...EMPLOYEE, socialSecurityMasked: reads++ === 0 ? null : '******12300' }),
      updateEmployees: () => ({ status: 503, headers: {}, body: '' }),
    })]);
    await client.update([update({ 'contact.socialSec': NUMBER }, { seen: seen('Kari Tveit', 'Kari Tveit') as never })]);
    expect(writesIn(asked)).toHaveLength(2);
    expect(asked.at(-1)?.query).toContain('socialSecurityMasked');
  });
});
