// Many people in one run, things going wrong on the way, and every position of the open questions that could double or lose somebody.
import type { Outcome } from '../../core/sync';
import { peopleOf, SWITCHES, summaryOf, type SwitchKey } from '../../sandbox/xledger';
import { pairOf, type Pair } from './upsertPair';

jest.setTimeout(120_000);

let pair: Pair;
afterEach(() => pair.close());

const codes = (outcomes: readonly Outcome[]) => outcomes.reduce<Record<string, number>>((counts, { code }) => ({ ...counts, [code]: (counts[code] ?? 0) + 1 }), {});

/** Nobody is in Xledger twice: neither as employee nor as contact nor as subledger. */
function expectNobodyTwice({ leftOver = false } = {}): void {
  const { state } = pair.xledgerSandbox;
  const employeeCodes = [...state.employees.all()].map(({ ownerDbId, values }) => `${ownerDbId}:${values.code}`);
  expect(employeeCodes.length).toBe(new Set(employeeCodes).size);
  if (leftOver) return;
  const mails = [...state.contacts.all()].map(({ values }) => values.email).filter(Boolean);
  expect(mails.length).toBe(new Set(mails).size);
  const subledgerCodes = [...state.subledgers.all()].map(({ ownerDbId, values }) => `${ownerDbId}:${values.code}`);
  expect(subledgerCodes.length).toBe(new Set(subledgerCodes).size);
}

describe('1,000 people in one run', () => {
  test('linked, a field of each record changed: one reading, full batches, one reading back, under the burst limit', async () => {
    pair = await pairOf({ people: 1000, linked: 'byIds' });
    for (const person of pair.people) {
      pair.humaSandbox.state.editUser(pair.idOf(person), (user) => {
        user.profile.homeAddress = { line1: `Nygata ${person.n}`, postalCode: '5003', city: 'Bergen', country: 'NO' };
        for (const position of user.positions) position.probationEndDate = '2027-02-01';
      });
    }
    const asks = await pair.read(pair.people.map(pair.idOf), 'changed');
    const outcomes = await pair.upsert(asks);
    expect(codes(outcomes)).toEqual({ updated: 1000 });
    const { byRootField, failed } = summaryOf(pair.xledgerSandbox.journal);
    // Full batches are two a record. Besides, the client proves what it must know of this tenant on one person, once.
    for (const update of ['updateEmployees', 'updateContacts', 'updateSuppliers']) expect([update, [2, 3, 4].includes(byRootField[update] ?? 0)]).toEqual([update, true]);
    expect(failed).toBe(0);
    expect(pair.requests).toBeLessThanOrEqual(20);
    pair.xledgerSandbox.journal.length = 0;
    expect(codes(await pair.upsert(asks))).toEqual({ unchanged: 1000 });
    expect(summaryOf(pair.xledgerSandbox.journal)).toMatchObject({ requests: 1, mutations: 0 });
  });

  test('a broken person does not stop the neighbours', async () => {
    pair = await pairOf({ people: 60, switches: { U22: 'rejectedWhenInvalid' } });
    for (const person of pair.people) pair.humaSandbox.state.editUser(pair.idOf(person), (user) => void (user.profile.phone = `+4799${String(700000 + person.n)}`));
    pair.humaSandbox.state.editUser(pair.idOf(pair.people[7]!), (user) => void (user.profile.phone = 'call my mother'));
    const outcomes = await pair.bring(pair.people.map(pair.idOf), { event: 'changed' });
    expect(outcomes.filter(({ outcome }) => outcome === 'applied')).toHaveLength(59);
    expect(outcomes[7]).toMatchObject({ outcome: 'failed', problems: expect.arrayContaining([expect.objectContaining({ field: 'phone' })]) });
  });

  test('nothing sensitive in any outcome', async () => {
    pair = await pairOf({ people: 30, onlyInHuma: 10 });
    for (const person of pair.people) pair.humaSandbox.state.editUser(pair.idOf(person), (user) => void (user.profile.birthDate = '1977-07-17'));
    const told = JSON.stringify(await pair.bring(pair.people.map(pair.idOf)));
    expect(told).not.toContain('1977-07-17');
    for (const { nationalId, bankAccount, birthDate } of pair.people) for (const secret of [nationalId, bankAccount, birthDate]) expect(told).not.toContain(secret);
  });
});

describe('U10: whatever a mass mutation does with a bad node, nobody is lost or doubled', () => {
  const POSITIONS = Object.values(SWITCHES.U10.positions);

  test.each(POSITIONS)('%s: creating and updating with a bad one among them', async (position) => {
    pair = await pairOf({ people: 24, onlyInHuma: 12, switches: { U10: position, U22: 'rejectedWhenInvalid' } });
    const company = pair.people[3]!;
    for (const person of pair.people.slice(0, 12)) pair.humaSandbox.state.editUser(pair.idOf(person), (user) => void (user.profile.phone = `+4799${String(700000 + person.n)}`));
    pair.humaSandbox.state.editUser(pair.idOf(company), (user) => void (user.profile.phone = 'not a number'));
    pair.humaSandbox.state.editUser(pair.idOf(pair.people[15]!), (user) => void (user.profile.phone = 'neither'));
    const asked = pair.people.map(pair.idOf);
    const outcomes = await pair.bring(asked);
    expect(outcomes.filter(({ outcome }) => outcome === 'applied')).toHaveLength(22);
    expectNobodyTwice();
    await pair.bring(asked);
    expectNobodyTwice();
    expect(peopleOf(pair.xledgerSandbox.state).filter(({ ownerDbId }) => ownerDbId === Number(outcomes[0] && pair.inXledger(pair.people[0]!.email).ownerDbId)).length).toBeGreaterThanOrEqual(23);
  });
});

describe('lost replies never double', () => {
  const LOST = ['addContacts', 'addSuppliers', 'addEmployees', 'updateContacts', 'updateEmployees'] as const;
  test.each(LOST.flatMap((rootField) => (['resetAfter', 'resetBefore', 'halfJson', 'timeoutMessage'] as const).map((kind) => [rootField, kind] as const)))('%s, %s', async (rootField, kind) => {
    pair = await pairOf({ people: 6, onlyInHuma: 3 });
    for (const person of pair.people.slice(0, 3)) pair.humaSandbox.state.editUser(pair.idOf(person), (user) => { user.profile.employmentId = `0700${person.n}`; user.profile.phone = `+4799${String(700000 + person.n)}`; });
    pair.xledgerSandbox.faults.order({ kind, which: { rootField } });
    const asked = pair.people.map(pair.idOf);
    const first = await pair.bring(asked);
    expectNobodyTwice();
    // What could not be settled says that a retry may go better, and does.
    if (first.some(({ outcome }) => outcome !== 'applied')) expect(first.filter(({ outcome }) => outcome !== 'applied').every(({ retry }) => retry)).toBe(true);
    const second = await pair.bring(asked);
    expectNobodyTwice();
    expect(second.filter(({ outcome }) => !['unchanged', 'applied'].includes(outcome))).toEqual([]);
    expect(peopleOf(pair.xledgerSandbox.state).filter(({ values }) => pair.people.some(({ email }) => email === values['contact.email']))).toHaveLength(6);
  });

  test.each(['creditsGone', 'tokenRevoked'] as const)('%s in the middle: what is left says so, and the next run finishes it', async (kind) => {
    pair = await pairOf({ people: 4, onlyInHuma: 2 });
    pair.xledgerSandbox.faults.order({ kind, which: { rootField: 'addEmployees' } });
    const asked = pair.people.map(pair.idOf);
    const first = await pair.bring(asked);
    expectNobodyTwice();
    if (kind === 'tokenRevoked') expect(first.slice(2)).toMatchObject([{ outcome: 'notAttempted' }, { outcome: 'notAttempted' }]);
    pair.xledgerSandbox.state.tokens.forEach((token) => { token.revoked = false; });
    expect((await pair.bring(asked)).map(({ outcome }) => outcome).every((outcome) => ['unchanged', 'applied'].includes(outcome))).toBe(true);
    expectNobodyTwice();
  });
});

describe('every position of every open question: the second run writes nothing, nobody is doubled, nothing unasked is overwritten', () => {
  /** Positions in which Xledger shows nothing, or takes nothing: there a run stops or tells, and the tests above and of the client show how. */
  const POSITIONS = (Object.keys(SWITCHES) as SwitchKey[]).flatMap((key) => Object.values(SWITCHES[key].positions).slice(1).map((position) => [key, position] as const));

  test.each(POSITIONS)('%s %s', async (key, position) => {
    pair = await pairOf({ people: 5, onlyInHuma: 1, switches: { [key]: position } as never });
    const [changed, edited] = pair.people;
    pair.humaSandbox.state.editUser(pair.idOf(changed!), (user) => {
      user.profile.phone = '+4799777777';
      user.profile.homeAddress = { line1: 'Nygata 2', postalCode: '5003', city: 'Bergen', country: 'NO' };
    });
    const employee = pair.inXledgerOrNone(edited!.email);
    if (employee) pair.xledgerSandbox.edit(employee.dbId, { 'contact.jobTitle': 'Edited in Xledger' });
    const asked = pair.people.map(pair.idOf);
    const first = await pair.bring(asked, { event: 'changed' });
    expectNobodyTwice();
    const [created] = await pair.bring(asked.slice(4), { event: 'created' });
    await pair.bring(asked.slice(4), { event: 'changed' });
    // U3e: Xledger links rows of its own making, and what was made for it is told.
    const leftOver = position === 'ignoresLookupsAndMakesItsOwn';
    if (leftOver) expect(created?.reason).toMatch(/contact \d+ and supplier \d+ are left over there/);
    expectNobodyTwice({ leftOver });
    if (employee) expect(pair.inXledgerOrNone(edited!.email)?.values['contact.jobTitle']).toBe('Edited in Xledger');
    expect(first.every(({ reason }) => reason.length > 10)).toBe(true);
    pair.xledgerSandbox.journal.length = 0;
    const again = await pair.bring(asked, { event: 'changed' });
    expect(again.filter(({ changes }) => changes.length > 0)).toEqual([]);
    expect(summaryOf(pair.xledgerSandbox.journal).nodesWritten).toBe(0);
  });
});

