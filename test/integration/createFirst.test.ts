// Who is created in an Xledger that nobody was seen created in: one person alone, read back, and then the others.
import { upsert } from '../../core/sync';
import { createLimiter, createXledger, type TenantForms, type Xledger } from '../../core/xledger';
import { SANDBOX_TOKEN } from '../../sandbox/xledger';
import { pairOf, POLICY, type Pair } from './upsertPair';
import { postWith } from './xledgerTenant';

jest.setTimeout(60_000);

let pair: Pair;
afterEach(() => pair.close());

/** Four people, three of them only in Huma. */
async function created(forms: TenantForms, as = (client: Xledger): Xledger => client) {
  pair = await pairOf({ people: 4, onlyInHuma: 3 });
  const client = createXledger({ endpoint: pair.xledgerSandbox.graphqlUrl, post: postWith(SANDBOX_TOKEN), clock: pair.clock, limiter: createLimiter(), reading: POLICY.reading, forms: { inputs: 'whole', ...forms } });
  const asks = await pair.read(pair.people.slice(1).map(pair.idOf));
  const done = await upsert(asks, [...pair.links.values()], { ...POLICY, canary: true }, as(client), pair.clock);
  const added = pair.xledgerSandbox.journal.filter(({ rootFields }) => rootFields.includes('addEmployees')).map(({ nodes }) => nodes);
  return { ...done, added };
}

test('the first alone, the others together; the next run need not', async () => {
  const { outcomes, forms, added } = await created({});
  expect(outcomes.map(({ code }) => code)).toEqual(['created', 'created', 'created']);
  expect(added).toEqual([1, 2]);
  expect(forms.create).toBe('asMeant');
});

test('where somebody was created before, all at once', async () => {
  const { outcomes, added } = await created({ create: 'asMeant' });
  expect(outcomes.map(({ code }) => code)).toEqual(['created', 'created', 'created']);
  expect(added).toEqual([3]);
});

/** Takes birth dates, and shows none. */
const withoutBirthDates = (client: Xledger): Xledger => Object.create(client, {
  byDbId: { value: async (...asked: Parameters<Xledger['byDbId']>) => new Map([...(await client.byDbId(...asked))].map(([dbId, row]) => [dbId, row.contact ? { ...row, contact: { ...row.contact, birthday: null } } : row])) },
}) as Xledger;

test('what does not stick with the first stops the others, and says what it was', async () => {
  const { outcomes, forms, added } = await created({}, withoutBirthDates);
  expect(outcomes.map(({ code }) => code).sort()).toEqual(['canaryStopped', 'canaryStopped', 'didNotStick']);
  expect(outcomes.find(({ code }) => code === 'canaryStopped')?.reason).toContain('Date of Birth');
  expect(added).toEqual([1]);
  expect(forms.create).toBeUndefined();
});

test('whom Xledger refuses proves nothing: the next one is tried, and the others go through', async () => {
  pair = await pairOf({ people: 4, onlyInHuma: 3 });
  const { outcomes } = await (async () => {
    const client = createXledger({ endpoint: pair.xledgerSandbox.graphqlUrl, post: postWith(SANDBOX_TOKEN), clock: pair.clock, limiter: createLimiter(), reading: POLICY.reading, forms: { inputs: 'whole' } });
    const asks = await pair.read(pair.people.slice(1).map(pair.idOf));
    const [first] = asks;
    if (first?.source.kind === 'user') first.source.user.person.employmentId = pair.people[0]?.employmentId;
    return await upsert(asks, [...pair.links.values()], { ...POLICY, canary: true }, client, pair.clock);
  })();
  expect(outcomes.filter(({ did }) => did === 'created')).toHaveLength(2);
});
