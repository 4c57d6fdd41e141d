// R23: for every field, each of its bad values in somebody of one run: everybody else goes through, and so does the rest of that person.
import { FIELD_KEYS, fieldOf, normalise, sentence, type FieldKey } from '../../core/person';
import type { HumaUser } from '../../core/huma';
import type { Ask } from '../../core/sync';
import { BAD_VALUES } from '../unit/person/badValues';
import { pairOf, type Pair } from './upsertPair';

jest.setTimeout(300_000);

const MOST = Math.max(...FIELD_KEYS.map((field) => BAD_VALUES[field].length));
let pair: Pair;
beforeAll(async () => { pair = await pairOf({ people: MOST + 3, linked: 'byIds', limits: false }); });
afterAll(() => pair.close());

/** What else changes of everybody, so that it is seen who goes through. */
const besides = (field: FieldKey, round: string): Record<string, unknown> => (field === 'jobTitle' ? { probationEnd: `2027-03-${round.padStart(2, '0')}` } : { jobTitle: `Stilling ${round}` });
const path = (field: FieldKey) => (field === 'jobTitle' ? 'employee.trialTo' : 'contact.jobTitle');
const reading = { bankCountry: undefined, phoneCountry: 'NO' };

test.each(FIELD_KEYS.map((field, index) => [field, index] as const))('%s', async (field, index) => {
  const bad = BAD_VALUES[field];
  const more = besides(field, String(index + 1));
  const [wanted] = Object.values(more);
  // One good person in front, one in the middle, one at the end.
  const values = [undefined, ...bad.slice(0, 10), undefined, ...bad.slice(10), undefined];
  const people = pair.people.slice(0, values.length);
  const before = people.map(({ employmentId }) => pair.inXledger(employmentId).values);
  const asks = people.map((person, item): Ask => {
    const { person: said, problems } = normalise({ email: person.email, ...more, ...(values[item] ? { [field]: values[item].value } : {}) }, reading);
    const user: HumaUser = { humaId: pair.idOf(person), type: 'user', active: true, person: said, problems, unreadable: [] };
    return { item, humaId: user.humaId, event: 'changed', source: { kind: 'user', user } };
  });

  const outcomes = await pair.upsert(asks, { reading });
  expect(outcomes.map(({ item }) => item)).toEqual(asks.map(({ item }) => item));
  for (const [item, person] of people.entries()) {
    const outcome = outcomes[item]!;
    const { values: now } = pair.inXledger(person.employmentId);
    const one = values[item];
    // R16: without a usable e-mail nobody is synced at all, as the sentence says.
    const heldBack = one !== undefined && field === 'email';
    expect([item, outcome.code, now[path(field)]]).toEqual(heldBack ? [item, 'requiredMissing', before[item]![path(field)]] : [item, 'updated', wanted]);
    if (!one) {
      expect(outcome).toMatchObject({ outcome: 'applied', problems: [] });
      continue;
    }
    expect(outcome.problems.filter((problem) => problem.field === field).map(sentence)).toContain(one.says);
    if (!one.kept) for (const { key } of fieldOf(field).targets) expect(partsAt(now, key)).toEqual(partsAt(before[item]!, key));
  }
});

/** An address has parts. */
const partsAt = (values: Record<string, string | null>, key: string) => Object.fromEntries(Object.entries(values).filter(([path]) => path === key || path.startsWith(`${key}.`)));
