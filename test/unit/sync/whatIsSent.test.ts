/** Which changes of a linked person reach Xledger, rule by rule, over an Xledger in memory. */
import type { Person } from '../../../core/person';
import { likePerson, MemoryXledger } from './memoryXledger';
import { Flow, KARI, link, linkedKari } from './people';

describe('R20: what is sent', () => {
  test('nothing when both sides are equal, and the second run knows it from the baseline', async () => {
    const { xledger, flow } = await linkedKari();
    expect(await flow.bring(KARI, { event: 'changed' })).toMatchObject({ outcome: 'unchanged', code: 'unchanged', did: 'nothing', changes: [], problems: [] });
    expect(xledger.updates).toEqual([]);
    expect(flow.links.get('h1')?.baseline.email).toMatch(/^[\w-]{4}\.[\w-]{43}$/);
  });

  test('a change in Huma goes to every target of the field, and nowhere else', async () => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    const outcome = await flow.bring({ ...KARI, phone: '+4799000009' }, { event: 'changed' });
    expect(outcome).toMatchObject({ outcome: 'applied', code: 'updated', did: 'updated', changes: [{ field: 'phone', label: 'Phone Number', before: '+4799000001', after: '+4799000009' }] });
    expect(xledger.updates).toEqual([{ key: 'h1', targets: ['contact.phone', 'subledger.phone'] }]);
    expect(xledger.employees.get(employeeDbId)?.subledger?.phone).toBe('+4799000009');
  });

  test('a value edited in Xledger survives an event about another field', async () => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    xledger.employees.get(employeeDbId)!.contact!.jobTitle = 'Edited in Xledger';
    await flow.bring({ ...KARI, phone: '+4799000009' }, { event: 'changed' });
    expect(xledger.employees.get(employeeDbId)?.contact).toMatchObject({ jobTitle: 'Edited in Xledger', phone: '+4799000009' });
    await flow.bring({ ...KARI, phone: '+4799000009', jobTitle: 'Changed in Huma too' }, { event: 'changed' });
    expect(xledger.employees.get(employeeDbId)?.contact?.jobTitle).toBe('Changed in Huma too');
  });

  test('a baseline of another token counts as none: nothing is told from it, and the result says so', async () => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    xledger.employees.get(employeeDbId)!.contact!.jobTitle = 'Edited in Xledger';
    const policy = { fingerprintKey: Buffer.alloc(32, 8) };
    const outcome = await flow.bring(KARI, { event: 'changed', policy });
    expect(outcome).toMatchObject({ code: 'updated', changes: [{ field: 'jobTitle', before: 'Edited in Xledger', after: 'Utvikler' }] });
    expect(outcome.reason).toContain('There was no earlier sync to compare with');
    xledger.employees.get(employeeDbId)!.contact!.jobTitle = 'Edited again';
    expect(await flow.bring(KARI, { event: 'changed', policy })).toMatchObject({ code: 'unchanged' });
    expect(xledger.employees.get(employeeDbId)?.contact?.jobTitle).toBe('Edited again');
  });

  test('R29: what was emptied in Huma is not cleared on the word of another token', async () => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    const outcome = await flow.bring({ ...KARI, phone: null }, { event: 'changed', policy: { clearing: true, fingerprintKey: Buffer.alloc(32, 8) } });
    expect(outcome.problems).toMatchObject([{ field: 'phone', code: 'notCleared' }]);
    expect(xledger.employees.get(employeeDbId)?.contact?.phone).toBe('+4799000001');
  });

  test('without a baseline Huma leads, and the result says so', async () => {
    const xledger = new MemoryXledger();
    const { dbId } = xledger.add(likePerson({ ...KARI, jobTitle: 'Another' }));
    const flow = new Flow(xledger);
    flow.links.set('h1', link('h1', dbId));
    const outcome = await flow.bring(KARI, { event: 'changed' });
    expect(outcome).toMatchObject({ code: 'updated', changes: [{ field: 'jobTitle' }] });
    expect(outcome.reason).toBe("Kari T.: Job Title was updated in Xledger. There was no earlier sync to compare with, so Huma's values were taken.");
  });

  test('a field that is switched off is neither compared nor written, nor is one that Huma does not show', async () => {
    const { xledger, flow } = await linkedKari();
    const changed = { ...KARI, phone: '+4799000009', jobTitle: 'Other' };
    const { jobTitle: _unreadable, ...person } = changed;
    const outcome = await flow.bring(person, { event: 'changed', user: { unreadable: ['jobTitle', 'phone'] }, policy: { fields: ['email', 'jobTitle'] } });
    expect(xledger.updates).toEqual([]);
    expect(outcome.problems).toEqual([{ field: 'jobTitle', code: 'unreadable' }]);
  });

  test('an equal value in another form is not written (R38)', async () => {
    const { xledger, flow } = await linkedKari();
    await flow.bring({ ...KARI, phone: '990 00 001', email: 'Kari.Testesen@EXAMPLE.no', bankAccount: { kind: 'national', number: '1234.56.78903', country: 'NO' } }, { event: 'changed' });
    expect(xledger.updates).toEqual([]);
  });
});

describe('R29: clearing', () => {
  const emptied: Person = { ...KARI, jobTitle: null };

  test('switched on, synced before, and Xledger still holds it: cleared, read back, forgotten', async () => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    expect(await flow.bring(emptied, { event: 'changed', policy: { clearing: true } })).toMatchObject({ code: 'updated', changes: [{ field: 'jobTitle', after: null }] });
    expect(xledger.employees.get(employeeDbId)?.contact?.jobTitle).toBeNull();
    expect(flow.links.get('h1')?.baseline.jobTitle).toBeUndefined();
  });

  test.each([
    ['clearing is switched off', { clearing: false }, undefined],
    ['Xledger was edited since', { clearing: true }, (xledger: MemoryXledger, dbId: string) => void (xledger.employees.get(dbId)!.contact!.jobTitle = 'Edited')],
    ['it was never synced', { clearing: true }, (_: MemoryXledger, __: string, flow: Flow) => void delete flow.links.get('h1')!.baseline.jobTitle],
  ])('not where %s: reported, left alone', async (_, policy, before) => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    before?.(xledger, employeeDbId, flow);
    expect(await flow.bring(emptied, { event: 'changed', policy })).toMatchObject({ outcome: 'unchanged', problems: [{ field: 'jobTitle', code: 'notCleared' }] });
    expect(xledger.updates).toEqual([]);
  });

  test('a field whose column says never is never cleared', async () => {
    const { xledger, flow } = await linkedKari();
    const outcome = await flow.bring({ ...KARI, employmentId: null, birthDate: null, bankAccount: null, nationalId: null, employmentStart: null }, { event: 'changed', policy: { clearing: true } });
    expect(xledger.updates).toEqual([]);
    expect(outcome.problems.map(({ field, code }) => [field, code])).toEqual(['employmentId', 'birthDate', 'bankAccount', 'employmentStart', 'nationalId'].map((field) => [field, 'notCleared']));
  });

  test('what could not be cleared is told once and not tried again', async () => {
    const { xledger, flow } = await linkedKari();
    xledger.drops.add('contact.jobTitle');
    expect(await flow.bring(emptied, { event: 'changed', policy: { clearing: true } })).toMatchObject({ outcome: 'failed', code: 'didNotStick', problems: [{ field: 'jobTitle', code: 'notCleared' }] });
    await flow.bring(emptied, { event: 'changed', policy: { clearing: true } });
    expect(xledger.updates).toHaveLength(1);
  });
});

describe('R30: an address cleared in Huma stays in Xledger', () => {
  test('whole, and in part', async () => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    expect(await flow.bring({ ...KARI, address: null }, { event: 'changed', policy: { clearing: true } })).toMatchObject({ outcome: 'unchanged', problems: [{ field: 'address', code: 'notCleared' }] });
    await flow.bring({ ...KARI, address: { street: 'Nygata 2', place: 'Bergen' } }, { event: 'changed', policy: { clearing: true } });
    expect(xledger.employees.get(employeeDbId)?.contact?.address).toMatchObject({ streetAddress: 'Nygata 2', zipCode: '0150', place: 'Bergen', country: { code: 'NO' } });
  });
});

describe("R31: a bank account of another country than the company's", () => {
  test('is not sent and is told, masked', async () => {
    const { xledger, flow } = await linkedKari();
    const outcome = await flow.bring({ ...KARI, bankAccount: { kind: 'national', number: '55667788', country: 'SE' }, jobTitle: 'New' }, { event: 'changed' });
    expect(outcome).toMatchObject({ outcome: 'applied', changes: [{ field: 'jobTitle' }], problems: [{ field: 'bankAccount', code: 'bankCountryDiffers' }] });
    expect(xledger.updates[0]?.targets).toEqual(['contact.jobTitle']);
    expect(JSON.stringify(outcome)).not.toContain('55667788');
  });
});

describe('R32.5: a later employment start among several positions', () => {
  const later = { ...KARI, employmentStart: '2025-01-01' as Person['employmentStart'] };

  test('is not sent', async () => {
    const { xledger, flow } = await linkedKari();
    expect(await flow.bring(later, { event: 'changed', user: { severalPositions: true } })).toMatchObject({ outcome: 'unchanged', problems: [{ field: 'employmentStart', code: 'laterStart' }] });
    expect(xledger.updates).toEqual([]);
  });

  test('an earlier one, and any with one position, is followed', async () => {
    const { xledger, flow } = await linkedKari();
    await flow.bring({ ...KARI, employmentStart: '2024-01-01' as Person['employmentStart'] }, { event: 'changed', user: { severalPositions: true } });
    await flow.bring(later, { event: 'changed', user: { severalPositions: false } });
    expect(xledger.updates.map(({ targets }) => targets)).toEqual([['employee.employmentFrom'], ['employee.employmentFrom']]);
  });
});

describe('R34, U24: the national ID', () => {
  test.each([['masked', '*******2345'], ['not shown', null]])('%s by Xledger, unchanged in Huma: not written', async (_, shown) => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    xledger.employees.get(employeeDbId)!.contact!.socialSec = shown;
    await flow.bring(KARI, { event: 'changed' });
    expect(xledger.updates).toEqual([]);
  });

  test('not shown and changed in Huma: written once, though it cannot be read back', async () => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    xledger.employees.get(employeeDbId)!.contact!.socialSec = null;
    xledger.drops.add('contact.socialSec');
    const changed: Person = { ...KARI, nationalId: { number: '13829012345', country: 'NO' } };
    expect(await flow.bring(changed, { event: 'changed' })).toMatchObject({ code: 'updated', changes: [{ field: 'nationalId', after: '•••••••' }] });
    await flow.bring(changed, { event: 'changed' });
    expect(xledger.updates).toHaveLength(1);
  });
});

describe('R35: gender in free text', () => {
  test('is neither sent nor clears', async () => {
    const { xledger, flow } = await linkedKari();
    expect(await flow.bring({ ...KARI, gender: 'Something else' }, { event: 'changed', policy: { clearing: true } })).toMatchObject({ problems: [{ field: 'gender', code: 'genderIsFreeText' }] });
    expect(xledger.updates).toEqual([]);
  });
});

describe('R36: only one half of the name is switched on', () => {
  test("the other half of the subledger's text is the one that Xledger has", async () => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    await flow.bring({ ...KARI, givenName: 'Karianne', familyName: 'Nyhus' }, { event: 'changed', policy: { fields: ['familyName'] } });
    expect(xledger.employees.get(employeeDbId)).toMatchObject({ contact: { firstName: 'Kari', lastName: 'Nyhus' }, subledger: { description: 'Kari Nyhus' } });
  });
});

describe('R36: a new name reaches the contact and the subledger as one text', () => {
  test('family name alone', async () => {
    const { xledger, flow, employeeDbId } = await linkedKari();
    const outcome = await flow.bring({ ...KARI, familyName: 'Nyhus' }, { event: 'changed' });
    expect(xledger.updates[0]?.targets.sort()).toEqual(['contact.lastName', 'subledger.description']);
    expect(xledger.employees.get(employeeDbId)?.subledger?.description).toBe('Kari Nyhus');
    expect(outcome.changes).toEqual([{ field: 'familyName', label: 'Family Name', before: 'Testesen', after: 'Nyhus' }]);
  });
});

test.each([['R37', { emailPending: true }, 'waits for confirmation'], ['H25', { otherXledgerLink: true }, 'another integration with Xledger']])('%s is told', async (_, marks, words) => {
  const { flow } = await linkedKari();
  expect((await flow.bring(KARI, { event: 'changed', user: marks })).reason).toContain(words);
});
