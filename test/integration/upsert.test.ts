// A person changed in Huma, and what stands in Xledger afterwards: both sandboxes over real HTTP, core between them.
import { personOf } from '../../sandbox/xledger';
import { pairOf, type Pair } from './upsertPair';

jest.setTimeout(60_000);

let pair: Pair;
afterEach(() => pair.close());

describe('sync-rules F: each field changed in Huma arrives at every path of the field table', () => {
  const CHANGES: ReadonlyArray<[string, object, Record<string, string>]> = [
    ['email', { email: 'ny.adresse@example.no' }, { 'contact.email': 'ny.adresse@example.no', 'subledger.email': 'ny.adresse@example.no' }],
    ['employmentId', { employmentId: '000777' }, { 'employee.code': '000777' }],
    ['givenName', { givenName: 'Åse' }, { 'contact.firstName': 'Åse', 'subledger.description': 'Åse *' }],
    ['familyName', { familyName: 'Nyhus' }, { 'contact.lastName': 'Nyhus', 'subledger.description': '* Nyhus' }],
    ['phone', { phone: '+47 99 55 44 33' }, { 'contact.phone': '+47 99 55 44 33', 'subledger.phone': '+47 99 55 44 33' }],
    ['birthDate', { birthDate: '1991-05-06' }, { 'contact.birthday': '1991-05-06' }],
    ['bankAccount', { bankAccount: { number: '1234.56.78903', country: 'NO' } }, { 'subledger.bankAccount': '1234.56.78903' }],
    ['address', { homeAddress: { line1: 'Nygata 2', line2: 'c/o Prøve', postalCode: '5003', city: 'Bergen', country: 'NO' } }, {
      'contact.address.streetAddress': 'Nygata 2, c/o Prøve', 'contact.address.zipCode': '5003', 'contact.address.place': 'Bergen', 'contact.address.country': 'NO',
      'subledger.address.streetAddress': 'Nygata 2, c/o Prøve', 'subledger.address.zipCode': '5003', 'subledger.address.place': 'Bergen', 'subledger.address.country': 'NO',
    }],
    ['jobTitle', { jobTitle: 'Regnskapsfører' }, { 'contact.jobTitle': 'Regnskapsfører' }],
    ['employmentStart', { employmentStartDate: '2020-01-15' }, { 'employee.employmentFrom': '2020-01-15' }],
    ['probationEnd', { probationEndDate: '2027-02-01' }, { 'employee.trialTo': '2027-02-01' }],
    ['terminationNotice', { terminationNoticeDate: '2027-03-01' }, { 'employee.noticeDate': '2027-03-01' }],
    ['employmentEnd', { employmentEndDate: '2027-06-30' }, { 'employee.employmentTo': '2027-06-30' }],
  ];

  test.each(CHANGES)('%s', async (field, changes, wanted) => {
    pair = await pairOf();
    const [person] = pair.people;
    const before = pair.inXledger(person!.email);
    await pair.edit(pair.idOf(person!), changes);
    const [outcome] = await pair.bring([pair.idOf(person!)], { event: 'changed' });
    expect(outcome).toMatchObject({ outcome: 'applied', code: 'updated', changes: [{ field }], problems: [] });
    const after = pair.xledgerSandbox.state.employees.get(before.dbId)!;
    const values = personOf(pair.xledgerSandbox.state, after).values;
    for (const [path, value] of Object.entries(wanted)) {
      expect([path, values[path]]).toEqual([path, value.replace(/\*/, value.startsWith('*') ? person!.givenName : person!.familyName)]);
    }
    const untouched = (each: Record<string, string | null>) => Object.fromEntries(Object.entries(each).filter(([path]) => !(path in wanted) && !FOLLOWS.includes(path)));
    expect(untouched(values)).toEqual(untouched(before.values));
    expect(await pair.bring([pair.idOf(person!)], { event: 'changed' })).toMatchObject([{ outcome: 'unchanged' }]);
  });

  /** What Xledger itself derives from names (U25). */
  const FOLLOWS = ['contact.name', 'employee.description'];

  test('gender and national ID', async () => {
    pair = await pairOf();
    const [person] = pair.people;
    await pair.edit(pair.idOf(person!), { gender: person!.gender === 'male' ? 'Female' : 'Male', nationalId: pair.people[2]!.nationalId });
    expect(await pair.bring([pair.idOf(person!)], { event: 'changed' })).toMatchObject([{ code: 'updated' }]);
    expect(pair.inXledger(person!.email).values).toMatchObject({ 'contact.gender': person!.gender === 'male' ? 'FEMALE' : 'MALE', 'contact.socialSec': pair.people[2]!.nationalId });
  });
});

describe('R39: special characters arrive unchanged', () => {
  test.each(['O\'Brien "Bo" \\ {x}', 'linje 1 $var #{y}', 'Æøå ß é 漢字 🦊', '</script>&amp;%7B', 'null', '"; drop'])('%j', async (text) => {
    pair = await pairOf();
    const id = pair.idOf(pair.people[0]!);
    await pair.edit(id, { jobTitle: text, familyName: text });
    expect(await pair.bring([id], { event: 'changed' })).toMatchObject([{ outcome: 'applied' }]);
    expect(pair.inXledger(pair.people[0]!.email).values).toMatchObject({ 'contact.jobTitle': text, 'contact.lastName': text, 'subledger.description': `${pair.people[0]!.givenName} ${text}` });
  });
});

describe('R9: a new person', () => {
  test('is created with contact and subledger, linked, and everything arrives', async () => {
    pair = await pairOf({ people: 4, onlyInHuma: 1 });
    const person = pair.people[3]!;
    const [outcome] = await pair.bring([pair.idOf(person)], { event: 'created' });
    expect(outcome).toMatchObject({ outcome: 'applied', code: 'created', problems: [], employmentId: person.employmentId, link: { state: 'linked' } });
    const { values, ...ids } = pair.inXledger(person.email);
    expect(outcome?.link).toMatchObject({ employeeDbId: String(ids.dbId), contactDbId: String(ids.contactDbId), subledgerDbId: String(ids.subledgerDbId) });
    expect(values).toMatchObject({
      'employee.code': person.employmentId, 'contact.firstName': person.givenName, 'contact.lastName': person.familyName, 'contact.email': person.email, 'subledger.email': person.email,
      'contact.phone': person.phone, 'subledger.phone': person.phone, 'subledger.bankAccount': person.bankAccount, 'contact.socialSec': person.nationalId, 'contact.birthday': person.birthDate,
      'contact.address.streetAddress': person.address.street, 'subledger.address.country': person.address.country, 'employee.employmentFrom': person.employmentStart, 'contact.jobTitle': person.jobTitle,
      'subledger.description': `${person.givenName} ${person.familyName}`,
    });
    expect(await pair.bring([pair.idOf(person)], { event: 'created' })).toMatchObject([{ outcome: 'unchanged' }]);
  });

  test('R9.3: waits while she is in no group, and follows when she is', async () => {
    pair = await pairOf();
    const company = [...pair.humaSandbox.state.groups.values()].find(({ type }) => type === 'company')!;
    const id = await pair.add({ email: 'ny.person@example.no', givenName: 'Ny', familyName: 'Person', employmentId: '09001', groups: [] });
    const policy = { groupId: company.id };
    expect(await pair.bring([id], { event: 'created', policy })).toMatchObject([{ code: 'pending', link: { state: 'pending' } }]);
    await pair.edit(id, { groups: [company.id] });
    expect(await pair.bring([id], { event: 'changed', policy })).toMatchObject([{ code: 'created', link: { state: 'linked' } }]);
  });

  test('R16: without an employment ID she is created all the same, and none is invented', async () => {
    pair = await pairOf();
    const id = await pair.add({ email: 'uten.nummer@example.no', givenName: 'Uten', familyName: 'Nummer' });
    expect(await pair.bring([id], { event: 'created' })).toMatchObject([{ code: 'created' }]);
    expect(pair.inXledger('uten.nummer@example.no').values['employee.code']).toBeNull();
  });
});

describe('R24, R25: people who are deactivated or deleted in Huma', () => {
  test('a deactivated one is locked; reactivated, what changed meanwhile follows', async () => {
    pair = await pairOf();
    const [person] = pair.people;
    await pair.edit(pair.idOf(person!), { active: false, phone: '+4799887766' });
    expect(await pair.bring([pair.idOf(person!)], { event: 'changed' })).toMatchObject([{ outcome: 'skipped', code: 'locked' }]);
    expect(pair.inXledger(person!.email).values['contact.phone']).toBe(person!.phone);
    await pair.edit(pair.idOf(person!), { active: true });
    expect(await pair.bring([pair.idOf(person!)], { event: 'changed' })).toMatchObject([{ code: 'updated' }]);
    expect(pair.inXledger(person!.email).values['contact.phone']).toBe('+4799887766');
  });

  test('a deleted one leaves a tombstone; nothing is sent, then or later', async () => {
    pair = await pairOf();
    const [person] = pair.people;
    const id = pair.idOf(person!);
    pair.humaSandbox.state.deleteUser(id);
    expect(await pair.bring([id], { event: 'changed' })).toMatchObject([{ outcome: 'skipped', code: 'notVisibleInHuma', did: 'nothing' }]);
    expect(await pair.bring([id], { event: 'deleted' })).toMatchObject([{ outcome: 'skipped', code: 'deletedInHuma', did: 'tombstoned', link: { state: 'deleted' } }]);
    expect(pair.requests).toBe(0);
    const again = await pair.add({ ...{ email: person!.email, givenName: person!.givenName, familyName: person!.familyName } });
    expect(await pair.bring([again], { event: 'created' })).toMatchObject([{ code: 'existsInXledger' }]);
    expect(await pair.bring([again])).toMatchObject([{ code: 'existsInXledger' }]);
  });
});

describe('what must not travel', () => {
  test('R30: an address emptied in Huma stays', async () => {
    pair = await pairOf();
    const [person] = pair.people;
    await pair.edit(pair.idOf(person!), { homeAddress: null });
    expect(await pair.bring([pair.idOf(person!)], { event: 'changed', policy: { clearing: true } })).toMatchObject([{ outcome: 'unchanged', problems: [{ field: 'address', code: 'notCleared' }] }]);
    expect(pair.inXledger(person!.email).values['contact.address.streetAddress']).toBe(person!.address.street);
  });

  test('R31: a bank account of another country is told, masked', async () => {
    pair = await pairOf();
    const [person] = pair.people;
    await pair.edit(pair.idOf(person!), { bankAccount: { number: '50000400440', country: 'SE' }, phone: '+4799887766' });
    const [outcome] = await pair.bring([pair.idOf(person!)], { event: 'changed' });
    expect(outcome).toMatchObject({ outcome: 'applied', changes: [{ field: 'phone' }], problems: [{ field: 'bankAccount', code: 'bankCountryDiffers' }] });
    expect(JSON.stringify(outcome)).not.toContain('50000400440');
    expect(pair.inXledger(person!.email).values['subledger.bankAccount']).toBe(person!.bankAccount);
  });

  test('R28: an employment ID that somebody else has; R29: a termination date cleared only where clearing is on', async () => {
    pair = await pairOf();
    const [person, other] = pair.people;
    const id = pair.idOf(person!);
    await pair.edit(id, { employmentId: other!.employmentId, employmentEndDate: '2027-06-30' });
    expect(await pair.bring([id], { event: 'changed' })).toMatchObject([{ changes: [{ field: 'employmentEnd' }], problems: [{ field: 'employmentId', code: 'taken' }] }]);
    await pair.edit(id, { employmentId: person!.employmentId, employmentEndDate: null });
    expect(await pair.bring([id], { event: 'changed' })).toMatchObject([{ outcome: 'unchanged', problems: [{ field: 'employmentEnd', code: 'notCleared' }] }]);
    expect(await pair.bring([id], { event: 'changed', policy: { clearing: true } })).toMatchObject([{ outcome: 'applied', changes: [{ field: 'employmentEnd', after: null }] }]);
    expect(pair.inXledger(person!.email).values['employee.employmentTo']).toBeNull();
  });
});
