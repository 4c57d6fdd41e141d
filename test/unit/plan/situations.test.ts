// What each person's row is, what is done, and what somebody is told to do.
import { link } from '../sync/people';
import { codes, employees, KARI, OLA, onlyRow, person, plan, user } from './tenants';
import { FIELD_KEYS } from '../../../core/person';

const kari = (more: Parameters<typeof user>[2] = {}) => user('h1', KARI, more);

describe('R13, R18: pairs', () => {
  test('equal on both sides: nothing to do once the pair is remembered', () => {
    const first = onlyRow({ users: [kari()], employees: employees({ dbId: '7', person: KARI }) });
    expect(first).toMatchObject({ situation: 'inSync', action: 'link', humaId: 'h1', employeeDbId: '7', evidence: { by: 'email' }, differences: [] });
    const remembered = link('h1', '7', { baseline: first.remembers.baseline, contactDbId: first.contactDbId, subledgerDbId: first.subledgerDbId });
    const { rows, summary } = plan({ users: [kari()], employees: employees({ dbId: '7', person: KARI }), links: [remembered] });
    expect(rows[0]).toMatchObject({ situation: 'inSync', action: 'none', evidence: { by: 'link' } });
    expect(summary).toMatchObject({ anythingToDo: false, requests: { total: 0 } });
  });

  test('one value differs: one difference, written to Xledger', () => {
    const row = onlyRow({ users: [user('h1', { ...KARI, jobTitle: 'Leder' })], employees: employees({ dbId: '7', person: KARI }) });
    expect(row).toMatchObject({ situation: 'different', action: 'update', proposal: 'update' });
    expect(row.differences).toMatchObject([{ target: 'contact.jobTitle', huma: 'Leder', xledger: 'Utvikler', wins: 'huma', offers: ['huma', 'xledger'], shown: { huma: 'Leder', xledger: 'Utvikler' } }]);
  });
});

describe('R11: who is who', () => {
  test('the same employment ID under another e-mail waits, and neither side is created', () => {
    const row = onlyRow({ users: [user('h1', { ...KARI, email: 'kari.ny@example.no' })], employees: employees({ dbId: '7', person: KARI }) });
    expect(row).toMatchObject({ situation: 'possibleMatch', action: 'decide', proposal: 'update', employeeDbId: '7', evidence: { by: 'employmentId', agrees: ['employmentId', 'givenName', 'familyName', 'birthDate'], disagrees: ['email'], candidates: [{ employeeDbId: '7', name: 'Kari T.' }] } });
    expect(codes(row)).toEqual(['possibleMatch']);
  });
  test('… and counts by an option', () => {
    expect(onlyRow({ users: [user('h1', { ...KARI, email: 'kari.ny@example.no' })], employees: employees({ dbId: '7', person: KARI }), policy: { employmentIdCounts: true } })).toMatchObject({ situation: 'different', action: 'update' });
  });
  test('two employees with the e-mail: ambiguous, with both as candidates, and no row of their own', () => {
    const row = onlyRow({ users: [kari()], employees: employees({ dbId: '7', person: KARI }, { dbId: '8', person: { ...KARI, employmentId: '2' } }) });
    expect(row).toMatchObject({ situation: 'ambiguous', action: 'none', proposal: 'none', employeeDbId: null, evidence: { candidates: [{ employeeDbId: '7' }, { employeeDbId: '8' }] } });
    expect(row.attention[0]).toMatchObject({ code: 'severalInXledger' });
    expect(row.attention[0]?.says).toContain('001042 Kari T. and 2 Kari T.');
  });
  test('two users with the e-mail', () => {
    const { rows } = plan({ users: [kari(), user('h2', { ...OLA, email: ' KARI.testesen@example.no' })], employees: employees({ dbId: '7', person: KARI }) });
    expect(rows.map(({ situation }) => situation)).toEqual(['ambiguous', 'ambiguous']);
    expect(codes(rows[0]!)).toContain('severalInHuma');
    expect(codes(rows[0]!)).toContain('duplicate');
  });
  test('the first match by e-mail alone waits where it is to be confirmed', () => {
    const other = { ...KARI, employmentId: '9' };
    expect(onlyRow({ users: [kari()], employees: employees({ dbId: '7', person: other }), policy: { firstMatchWaits: true } })).toMatchObject({ situation: 'possibleMatch', action: 'decide', proposal: 'update' });
    expect(onlyRow({ users: [kari()], employees: employees({ dbId: '7', person: KARI }), policy: { firstMatchWaits: true } })).toMatchObject({ situation: 'inSync', action: 'link' });
  });
});

describe('R24: locked', () => {
  const links = [link('h1', '7')];
  test('takes part in matching, so that the employee is not offered as new; nothing is written', () => {
    const row = onlyRow({ users: [kari({ active: false })], employees: employees({ dbId: '7', person: { ...KARI, jobTitle: 'Leder' } }) });
    expect(row).toMatchObject({ situation: 'locked', action: 'none', proposal: 'none', differences: [{ wins: 'none', offers: [] }], attention: [] });
  });
  test('somebody hears of it when the Xledger record changed', () => {
    const { rows: [before] } = plan({ users: [kari()], employees: employees({ dbId: '7', person: KARI }), links });
    const row = onlyRow({ users: [kari({ active: false })], employees: employees({ dbId: '7', person: { ...KARI, jobTitle: 'Leder' } }), links: [{ ...links[0]!, baseline: before!.remembers.baseline }] });
    expect(codes(row)).toEqual(['lockedChanged']);
    expect(row.attention[0]?.says).toContain('Job Title');
  });
  test('deactivated and not in Xledger: not offered', () => {
    expect(onlyRow({ users: [kari({ active: false })] })).toMatchObject({ situation: 'locked', proposal: 'none', attention: [] });
  });
});

describe('R15, R16, R28: people on one side only', () => {
  test('Huma only', () => {
    const row = onlyRow({ users: [kari()] });
    expect(row).toMatchObject({ situation: 'onlyInHuma', action: 'createInXledger', employeeDbId: null });
    expect(row.values.map(({ field }) => field)).not.toContain('employmentEnd');
    expect(row.values.find(({ field }) => field === 'email')).toMatchObject({ value: KARI.email, shown: KARI.email });
  });
  test('Xledger only', () => {
    expect(onlyRow({ employees: employees({ dbId: '7', person: KARI }) })).toMatchObject({ situation: 'onlyInXledger', action: 'createInHuma', humaId: null, employeeDbId: '7', name: 'Kari T.' });
  });
  test.each([['xledger', 'createInXledger', 'none'], ['huma', 'none', 'createInHuma'], ['none', 'none', 'none'], ['both', 'createInXledger', 'createInHuma']] as const)('created in %s', (createIn, ofKari, ofOla) => {
    const { rows } = plan({ users: [kari()], employees: employees({ dbId: '8', person: OLA }), policy: { createIn } });
    expect(rows.map(({ action, proposal }) => [action, proposal])).toEqual([[ofKari, 'createInXledger'], [ofOla, 'createInHuma']]);
  });
  test('names missing: not created, and said', () => {
    const row = onlyRow({ users: [user('h1', { ...KARI, givenName: null })] });
    expect(row).toMatchObject({ situation: 'invalid', action: 'none', proposal: 'none' });
    expect(row.attention).toMatchObject([{ code: 'missing', field: 'givenName' }]);
  });
  test('e-mail missing: no comparison at all', () => {
    expect(onlyRow({ users: [user('h1', { ...KARI, email: null })] })).toMatchObject({ situation: 'invalid', action: 'none', attention: [{ code: 'requiredMissing' }] });
  });
  test('a unique value is taken: nobody is created', () => {
    const { rows } = plan({ users: [kari(), user('h2', { ...OLA, phone: KARI.phone })], employees: employees({ dbId: '7', person: KARI }) });
    const row = rows.find(({ humaId }) => humaId === 'h2')!;
    expect(row).toMatchObject({ situation: 'invalid', proposal: 'none' });
    expect(codes(row)).toEqual(['taken', 'duplicate']);
  });
  test('a closed employee is not offered', () => {
    expect(onlyRow({ employees: employees({ dbId: '7', person: KARI, more: (employee) => { employee.employmentTo = '2020-01-31'; } }) })).toMatchObject({ situation: 'onlyInXledger', action: 'none', proposal: 'none', attention: [] });
  });
  test('an employee of another company is not offered', () => {
    expect(onlyRow({ employees: employees({ dbId: '7', person: KARI, more: (employee) => { employee.ownerDbId = '2'; } }) })).toMatchObject({ action: 'none', proposal: 'none' });
  });
});

describe('R12, R25, R26, R27: links that no longer hold', () => {
  test('the linked employee is gone: created again only when somebody says so', () => {
    expect(onlyRow({ users: [kari()], links: [link('h1', '99')] })).toMatchObject({ situation: 'onlyInHuma', action: 'decide', proposal: 'createInXledger', attention: [{ code: 'linkedEmployeeGone' }] });
  });
  test('… and another employee has the e-mail: perhaps the same', () => {
    expect(onlyRow({ users: [kari()], employees: employees({ dbId: '7', person: KARI }), links: [link('h1', '99')] })).toMatchObject({ situation: 'possibleMatch', action: 'decide', proposal: 'link' });
  });
  test('a linked user whom Huma does not show is not taken for deleted', () => {
    expect(onlyRow({ employees: employees({ dbId: '7', person: KARI }), links: [link('h1', '7')] })).toMatchObject({ situation: 'onlyInXledger', action: 'none', proposal: 'none', attention: [{ code: 'notVisibleInHuma' }] });
  });
  test('deleted in Huma: offered, never by itself; flagged when changed since', () => {
    const links = [link('h9', '7', { state: 'deleted', changedAt: '2026-02-01T00:00:00.000Z' })];
    const changed = (modifiedAt: string) => onlyRow({ links, employees: employees({ dbId: '7', person: KARI, more: (employee) => { employee.modifiedAt = modifiedAt; } }) });
    expect(changed('2026-01-01T00:00:00')).toMatchObject({ action: 'decide', proposal: 'createInHuma', attention: [{ code: 'deletedInHuma' }] });
    expect(codes(changed('2026-02-02T00:00:00'))).toEqual(['deletedInHuma', 'changedInXledgerSince']);
    expect(changed('2026-02-02T00:00:00').attention[1]?.says).toContain('was changed in Xledger after');
  });
  test('… and what may only be the difference of two clocks is not told as a fact (U20)', () => {
    const links = [link('h1', '7', { state: 'deleted', changedAt: '2026-02-01T12:00:00.000Z' })];
    const says = (modifiedAt: string | null) => onlyRow({ links, employees: employees({ dbId: '7', person: KARI, more: (employee) => { employee.modifiedAt = modifiedAt; } }) }).attention[1]?.says;
    expect(says('2026-02-01T13:30:00')).toContain('may have been changed');
    expect([says('2026-02-01T11:59:59'), says(null)]).toEqual([undefined, undefined]);
  });
  test('the same person back waits for a decision', () => {
    expect(onlyRow({ users: [user('h2', KARI)], employees: employees({ dbId: '7', person: KARI }), links: [link('h1', '7', { state: 'deleted' })] })).toMatchObject({ situation: 'possibleMatch', action: 'decide', proposal: 'link', attention: [{ code: 'tombstoned' }] });
  });
});

describe('R26, R27: who came back has replaced the tombstone', () => {
  const links = [link('h9', '7', { state: 'deleted', changedAt: '2026-02-01T00:00:00.000Z' }), link('h2', '7', { changedAt: '2026-02-10T00:00:00.000Z' })];
  const there = (modifiedAt = '2026-01-01T00:00:00') => employees({ dbId: '7', person: KARI, more: (employee) => { employee.modifiedAt = modifiedAt; } });
  test('they are an ordinary pair again', () => {
    expect(onlyRow({ users: [user('h2', KARI)], employees: there(), links })).toMatchObject({ situation: 'inSync', action: 'link', evidence: { by: 'link' }, attention: [] });
  });
  test('out of sight they are not taken for deleted', () => {
    expect(onlyRow({ employees: there(), links })).toMatchObject({ action: 'none', proposal: 'none', attention: [{ code: 'notVisibleInHuma' }] });
  });
  test('deleted again: what was changed before that is nothing new', () => {
    const again = [links[0]!, { ...links[1]!, state: 'deleted' as const }];
    expect(codes(onlyRow({ links: again, employees: there('2026-02-05T00:00:00') }))).toEqual(['deletedInHuma']);
    expect(codes(onlyRow({ links: again, employees: there('2026-02-11T00:00:00') }))).toEqual(['deletedInHuma', 'changedInXledgerSince']);
  });
});

describe('R5: the group', () => {
  test('outside: locked; reported where linked', () => {
    const outside = kari({ groups: ['other'] });
    expect(onlyRow({ users: [outside], policy: { groupId: 'ours' } })).toMatchObject({ situation: 'locked', attention: [] });
    expect(onlyRow({ users: [outside], employees: employees({ dbId: '7', person: KARI }), links: [link('h1', '7')], policy: { groupId: 'ours' } })).toMatchObject({ situation: 'locked', attention: [{ code: 'outsideGroup' }] });
  });
  test('service users are nobody', () => expect(plan({ users: [kari({ type: 'service_user' })] }).rows).toEqual([]));
});

describe('values that cannot travel', () => {
  test('R31: an account of another country', () => {
    const row = onlyRow({ users: [user('h1', { ...KARI, bankAccount: { kind: 'national', number: '8327912345', country: 'SE' } })], employees: employees({ dbId: '7', person: KARI }) });
    expect(row.attention).toMatchObject([{ code: 'bankCountryDiffers', field: 'bankAccount' }]);
    expect(row).toMatchObject({ situation: 'inSync', differences: [] });
  });
  test('R35: a gender in free text, and one that Xledger has no entry for', () => {
    expect(codes(onlyRow({ users: [user('h1', { ...KARI, gender: 'ikke-binær' })], employees: employees({ dbId: '7', person: KARI }) }))).toEqual(['genderIsFreeText']);
    const row = onlyRow({ users: [user('h1', { ...KARI, gender: 'Male' })], employees: employees({ dbId: '7', person: KARI }), xledgerHas: { genders: new Set(['Female']) } });
    expect(row).toMatchObject({ attention: [{ code: 'genderNotMapped' }], differences: [{ wins: 'none', offers: ['xledger'] }] });
  });
  test('R30: a country that Xledger has no entry for', () => {
    const moved = { ...KARI, address: { street: 'Testgatan 1', zipCode: '11122', place: 'Stockholm', country: 'SE' } };
    expect(codes(onlyRow({ users: [user('h1', moved)], employees: employees({ dbId: '7', person: KARI }), xledgerHas: { countries: new Set(['NO']) } }))).toEqual(['countryNotTaken']);
  });
  test('fields that Huma does not show are listed, not told of as trouble', () => {
    const row = onlyRow({ users: [kari({ unreadable: ['nationalId', 'phone'] })], employees: employees({ dbId: '7', person: KARI }) });
    expect(row).toMatchObject({ notCompared: ['nationalId', 'phone'], attention: [] });
  });
});

test('R11: a duplicate in Xledger is told at each of the two', () => {
  const { rows } = plan({ users: [], employees: employees({ dbId: '7', person: KARI }, { dbId: '8', person: person(1, { phone: '99 00 00 01' }) }) });
  expect(rows.map(codes)).toEqual([['taken', 'duplicate'], ['taken', 'duplicate']]);
  expect(rows[0]?.attention[1]?.says).toContain('employee 1001, Prøve1 T. in Xledger');
});

test('R23: who could not be read is nobody new', () => {
  const { rows } = plan({ unread: [{ humaId: 'h1', email: KARI.email!, says: 'Huma did not answer' }], employees: employees({ dbId: '7', person: KARI }) });
  expect(rows).toMatchObject([{ situation: 'invalid', action: 'none', humaId: 'h1', employeeDbId: '7', attention: [{ code: 'humaUnavailable' }] }]);
});

test('the same user twice, saying different things, is synced by nobody', () => {
  const { rows } = plan({ users: [kari(), user('h1', { ...KARI, phone: '+4799000009' })], employees: employees({ dbId: '7', person: KARI }) });
  expect(rows).toMatchObject([{ situation: 'invalid', action: 'none', employeeDbId: '7', attention: [{ code: 'contradictory' }] }]);
});

test('all fields take part', () => expect(FIELD_KEYS).toHaveLength(15));
