// A plan applied to both sandboxes, Xledger's limits on: nothing lost, nothing doubled, and no more requests than needed.
import type { RowOutcome } from '../../core/sync';
import { requestsFor } from '../../core/sync/plan';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { peopleOf } from '../../sandbox/xledger';
import { applyPairOf, type ApplyPair } from './applyPair';

jest.setTimeout(240_000);

let pair: ApplyPair;
afterEach(() => pair.close());

const codes = (outcomes: readonly RowOutcome[]) => outcomes.reduce<Record<string, number>>((counts, { code }) => ({ ...counts, [code]: (counts[code] ?? 0) + 1 }), {});
const doing = <T extends { action: string }>(rows: readonly T[]): T[] => rows.filter(({ action }) => action !== 'none' && action !== 'decide');

function changeInHuma(person: InventedPerson): void {
  pair.humaSandbox.state.editUser(pair.idOf(person.email), (user) => {
    user.profile.homeAddress = { line1: `Nygata ${person.n}`, postalCode: '5003', city: 'Bergen', country: 'NO' };
    for (const position of user.positions) position.probationEndDate = '2027-02-01';
  });
}

/** Three nodes alone, one of them twice, looked at twice; pick lists; subledgers; a filter that is not there; what is left over of broken runs; a reading more while no form of a country is proved (U7). */
const LEARNING = 14;

/** Xledger's rows without what it counts itself. */
const stored = () => new Map(peopleOf(pair.xledgerSandbox.state).map(({ dbId, values }) => [dbId, JSON.stringify(values)]));

test('2,000 people, 400 differences, 50 creates each way: full batches, no limit broken, and nothing left to do', async () => {
  const people = inventPeople(2100, 21);
  const [both, onlyInHuma, onlyInXledger] = [people.slice(0, 2000), people.slice(2000, 2050), people.slice(2050)];
  pair = await applyPairOf({ inHuma: [...both, ...onlyInHuma], inXledger: [...both, ...onlyInXledger] });
  // Who has left according to Xledger is not offered to Huma (R15).
  for (const { email } of onlyInXledger) pair.xledgerSandbox.edit(pair.inXledger(email).dbId, { 'employee.employmentTo': null, 'employee.noticeDate': null });
  both.slice(0, 400).forEach(changeInHuma);

  const rows = doing(await pair.plan());
  pair.xledgerSandbox.journal.length = 0;
  const { outcomes, summary } = await pair.apply(rows, { canary: false });
  expect(codes(outcomes)).toEqual({ updated: 400, created: 100, linked: 1600 });
  expect(summary).toMatchObject({ created: { xledger: 50, huma: 50 }, updated: { xledger: 400, huma: 0 }, linked: 1600 });

  // What the client learns of this tenant on the way costs a few requests, once: the forms of an address are proved on one person, and a
  // filter that is not there is answered with an error. No limit was ever met.
  const { journal } = pair.xledgerSandbox;
  expect(journal.filter(({ status, errorCodes }) => status !== 200 || errorCodes.some((code) => code !== 'ARGUMENTS_OF_CORRECT_TYPE'))).toEqual([]);
  const batches = (field: string) => journal.filter(({ rootFields, nodes }) => rootFields.includes(field) && nodes > 1).map(({ nodes }) => nodes);
  expect(['updateContacts', 'updateSuppliers', 'updateEmployees'].map(batches)).toEqual([[399], [399], [399]]);
  expect(['addContacts', 'addSuppliers', 'addEmployees'].map(batches)).toEqual([[50], [50], [50]]);
  expect(journal.filter(({ kind, nodes }) => kind === 'mutation' && nodes === 1).length).toBeLessThanOrEqual(4);
  const told = requestsFor(rows);
  expect(summary.requests.xledger).toBe(journal.length);
  expect(journal.length).toBeLessThanOrEqual(told.xledger.reads + told.xledger.writes + LEARNING);

  expect(doing(await pair.plan())).toEqual([]);
  const mails = [...pair.humaSandbox.state.users.values()].map(({ profile }) => profile.email);
  expect(mails.length).toBe(new Set(mails).size);
});

test('changed in Xledger between plan and apply: those rows are stale, the others applied, and no edit is lost', async () => {
  const people = inventPeople(40, 22);
  pair = await applyPairOf({ inHuma: people, inXledger: people });
  people.forEach(changeInHuma);
  const rows = await pair.plan();
  const edited = people.slice(0, 7).map(({ email }) => pair.inXledger(email).dbId);
  for (const dbId of edited) pair.xledgerSandbox.edit(dbId, { 'employee.trialTo': '2030-01-01' });
  const { outcomes, summary } = await pair.apply(rows);
  expect(codes(outcomes)).toEqual({ changedSince: 7, updated: 33 });
  expect(summary.canary).toBe('proved');
  for (const outcome of outcomes.filter((one) => one.outcome === 'stale')) {
    expect(edited.map(String)).toContain(outcome.employeeDbId);
    expect(outcome.stale).toMatchObject([{ label: 'Probation End Date', after: '2027-02-01', now: '2030-01-01' }]);
  }
  for (const person of people.slice(0, 7)) expect(pair.inXledger(person.email).values).toMatchObject({ 'employee.trialTo': '2030-01-01', 'contact.address.streetAddress': person.address.street });
  for (const person of people.slice(7)) expect(pair.inXledger(person.email).values).toMatchObject({ 'employee.trialTo': '2027-02-01', 'contact.address.streetAddress': `Nygata ${person.n}` });
});

test('undo puts every written target of Xledger and Huma back, byte for byte', async () => {
  const people = inventPeople(30, 23);
  pair = await applyPairOf({ inHuma: people, inXledger: people, switches: { huma: { H22: 'immediate' } } });
  people.slice(0, 20).forEach((person) => {
    changeInHuma(person);
    pair.humaSandbox.state.editUser(pair.idOf(person.email), (user) => {
      Object.assign(user.profile, { givenName: `Ánn "${person.n}"`, phone: `+47 990 ${10000 + person.n}`, birthDate: '1977-07-17', gender: person.gender === 'male' ? 'Female' : 'Male' });
      user.profile.bankAccount = { number: '15030000010', country: 'NO' };
    });
  });
  people.slice(20).forEach(({ email, n }) => pair.xledgerSandbox.edit(pair.inXledger(email).dbId, { 'contact.jobTitle': `Tittel ${n}`, 'employee.employmentFrom': '2019-09-09', 'contact.birthday': '1966-06-16' }));
  const before = { xledger: stored(), huma: JSON.stringify([...pair.humaSandbox.state.users.values()]) };
  const rows = (await pair.plan()).map((row) => ({ ...row, differences: row.differences.map((one) => ({ ...one, decision: people.slice(20).some(({ email }) => pair.idOf(email) === row.humaId) ? 'xledger' as const : null })) }));
  const { outcomes, inverse } = await pair.apply(rows);
  expect(outcomes.filter(({ outcome }) => outcome !== 'applied').map(({ reason }) => reason)).toEqual([]);
  expect(pair.humaSandbox.state.users.get(pair.idOf(people[25]!.email))!.profile.birthDate).toBe('1966-06-16');

  const undone = await pair.apply(inverse);
  expect(undone.outcomes.filter(({ outcome }) => outcome !== 'applied').map(({ reason }) => reason)).toEqual([]);
  expect(stored()).toEqual(before.xledger);
  expect(JSON.stringify([...pair.humaSandbox.state.users.values()])).toBe(before.huma);
});

test('nothing sensitive in outcomes, summary or inverse', async () => {
  const people = inventPeople(20, 24);
  pair = await applyPairOf({ inHuma: people.slice(0, 15), inXledger: people.slice(5), switches: { xledger: { U22: 'rejectedWhenInvalid' } } });
  people.slice(5, 15).forEach((person) => pair.humaSandbox.state.editUser(pair.idOf(person.email), (user) => { user.profile.birthDate = '1977-07-17'; user.profile.phone = 'call me'; }));
  const said = JSON.stringify(await pair.apply(await pair.plan()));
  for (const secret of ['1977-07-17', ...people.flatMap(({ nationalId, bankAccount, birthDate }) => [nationalId, bankAccount, birthDate])]) expect(said).not.toContain(secret);
});

test.each(['resetAfter', 'resetBefore', 'halfJson'] as const)('a lost reply (%s) doubles nobody, and a second apply finishes the rest', async (kind) => {
  const people = inventPeople(12, 25);
  pair = await applyPairOf({ inHuma: people, inXledger: people.slice(0, 6) });
  people.slice(0, 6).forEach(changeInHuma);
  const rows = await pair.plan();
  for (const rootField of ['addEmployees', 'updateContacts']) pair.xledgerSandbox.faults.order({ kind, which: { rootField } });
  await pair.apply(rows, { canary: false });
  const { outcomes } = await pair.apply(rows, { canary: false });
  expect(outcomes.filter(({ outcome }) => outcome !== 'unchanged' && outcome !== 'applied').map(({ reason }) => reason)).toEqual([]);
  const mails = peopleOf(pair.xledgerSandbox.state).map(({ values }) => values['contact.email']).filter((mail) => people.some(({ email }) => email === mail));
  expect(mails.sort()).toEqual(people.map(({ email }) => email).sort());
});

