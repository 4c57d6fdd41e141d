// U6: the first person shows what an update does to what it leaves out, and proves it only by records that were really written and held something else.
import { pairOf, type Pair } from './upsertPair';

jest.setTimeout(60_000);

let pair: Pair;
afterEach(() => pair.close());

test('a record of which nothing was taken proves nothing: the next person is tried, and is the only one to be emptied', async () => {
  pair = await pairOf({ people: 12, switches: { U6: 'reset' } });
  const women = pair.people.filter(({ gender }) => gender === 'female').slice(0, 3);
  const [first, ...others] = women as [(typeof women)[number], ...typeof women];
  // Nobody in Xledger has the other gender: it is not written, and of the employee nothing but the date is held.
  for (const { email } of pair.people) pair.xledgerSandbox.edit(pair.inXledger(email).dbId, { 'contact.gender': 'FEMALE', 'employee.trialTo': null, 'employee.noticeDate': null, 'employee.employmentTo': null });
  await pair.edit(pair.idOf(first), { gender: 'Male', employmentStartDate: '2019-04-11' });
  for (const one of others) await pair.edit(pair.idOf(one), { birthDate: '1980-02-03' });
  const outcomes = await pair.bring(women.map((one) => pair.idOf(one)), { policy: { canary: true } });
  const codes = outcomes.map(({ code }) => code).sort();
  expect(codes).toEqual(['canaryStopped', 'canaryStopped', 'movedUnmeant']);
  expect(pair.inXledger(first.email).values).toMatchObject({ 'employee.employmentFrom': '2019-04-11', 'contact.phone': first.phone });
  const emptied = others.filter(({ email }) => pair.inXledgerOrNone(email) === undefined);
  expect(emptied).toHaveLength(1);
});
