/** Promises of upsert over many invented tenants (design: invariants of Apply, as far as upsert keeps them). */
import fc from 'fast-check';
import { FIELD_KEYS, fieldsAt, sameAt, valuesOf, type FieldKey, type Person, type Target } from '../../core/person';
import type { Ask, HumaEvent, Link, Outcome, Policy } from '../../core/sync';
import { likePerson, MemoryXledger } from '../unit/sync/memoryXledger';
import { ask, Flow, POLICY } from '../unit/sync/people';

const SMALL = ['a', 'b', 'c', 'd'] as const;
const text = (words: readonly string[]) => fc.constantFrom(...words);

/** Few different values, so that people get in each other's way. */
const person: fc.Arbitrary<Person> = fc.record({
  email: fc.option(text(SMALL.map((word) => `${word}@example.no`)), { freq: 8 }),
  employmentId: fc.option(text(['01', '1', '02', '03']), { freq: 5 }),
  givenName: fc.option(text(['Kari', 'Ola', 'Åse']), { freq: 12 }),
  familyName: fc.option(text(['Testesen', 'Prøveland']), { freq: 12 }),
  phone: fc.option(text(['+4799000001', '990 00 002', '99000003', 'not a number'])),
  birthDate: fc.option(text(['1990-02-03', '1985-12-31'])) as fc.Arbitrary<Person['birthDate']>,
  bankAccount: fc.option(fc.record({ kind: fc.constant('national' as const), number: text(['12345678903', '98765432103']), country: text(['NO', 'SE']) })),
  address: fc.option(fc.record({ street: text(['Prøvegata 1', 'Nygata 2']), zipCode: text(['0150']), place: text(['Oslo', 'Bergen']), country: text(['NO']) }, { requiredKeys: ['street'] })),
  gender: fc.option(text(['Male', 'Female', 'Other words'])),
  jobTitle: fc.option(text(['Utvikler', 'Leder', ' {"quoted"} \\ '])),
  employmentStart: fc.option(text(['2020-01-01', '2024-08-01'])) as fc.Arbitrary<Person['employmentStart']>,
  employmentEnd: fc.option(text(['2027-06-30'])) as fc.Arbitrary<Person['employmentEnd']>,
  nationalId: fc.option(fc.record({ number: text(['03829012345', '13829012346']), country: fc.constant('NO') })),
}, { requiredKeys: [] }) as fc.Arbitrary<Person>;

interface Tenant {
  inXledger: Person[];
  /** Which of them each Huma user is linked with; none: not linked. */
  users: { person: Person; linkedWith: number | null; event: HumaEvent | undefined; active: boolean }[];
  policy: Partial<Policy>;
}

const tenant: fc.Arbitrary<Tenant> = fc.record({
  inXledger: fc.array(person, { minLength: 1, maxLength: 4 }),
  users: fc.array(fc.record({
    person, linkedWith: fc.option(fc.nat(3)), active: fc.integer({ min: 0, max: 7 }).map((n) => n > 0),
    event: fc.constantFrom<HumaEvent | undefined>('created', 'changed', undefined),
  }), { minLength: 1, maxLength: 5 }),
  policy: fc.record({
    fields: fc.subarray([...FIELD_KEYS]), clearing: fc.boolean(), whenMatched: fc.constantFrom('update' as const, 'link' as const, 'report' as const),
    whenMissing: fc.constantFrom('create' as const, 'skip' as const), matchBy: fc.constantFrom(['email'] as const, ['email', 'employmentId'] as const), readBack: fc.boolean(),
  }),
});

function build({ inXledger, users, policy }: Tenant): { xledger: MemoryXledger; flow: Flow; asks: Ask[] } {
  const xledger = new MemoryXledger();
  const dbIds = inXledger.map((one) => xledger.add(likePerson(one)).dbId);
  const flow = new Flow(xledger, { ...POLICY, ...policy });
  const asks = users.map(({ person: said, linkedWith, event, active }, item) => {
    const dbId = linkedWith === null ? undefined : dbIds[linkedWith];
    if (dbId) flow.links.set(`h${item}`, { connection: 'default', humaId: `h${item}`, state: 'linked', employeeDbId: dbId, contactDbId: null, subledgerDbId: null, baseline: {}, changedAt: '' } satisfies Link);
    return ask(`h${item}`, said, { item, event, user: { active } });
  });
  return { xledger, flow, asks };
}

const stateOf = (xledger: MemoryXledger): unknown => structuredClone([...xledger.employees.values()]);
const RUNS = { numRuns: 1000 };

test('R18: upsert twice is upsert once: the second run writes nothing', () =>
  fc.assert(fc.asyncProperty(tenant, async (given) => {
    const { xledger, flow, asks } = build(given);
    let outcomes = await flow.run(asks);
    // Who could not have a value because somebody else only gave it up in this run is told to try again.
    for (let tries = 0; tries < asks.length && outcomes.some(({ retry }) => retry); tries++) outcomes = await flow.run(asks);
    const after = stateOf(xledger);
    const [updates, creations] = [xledger.updates.length, xledger.creations.length];
    const again = await flow.run(asks);
    expect([xledger.updates.length, xledger.creations.length]).toEqual([updates, creations]);
    expect(stateOf(xledger)).toEqual(after);
    expect(again.flatMap(({ changes }) => changes)).toEqual([]);
  }), RUNS));

test('the order of the asks does not matter', () =>
  fc.assert(fc.asyncProperty(tenant, fc.infiniteStream(fc.nat()), async (given, numbers) => {
    const [one, other] = [build(given), build(given)];
    const shuffled = other.asks.map((each) => ({ each, at: numbers.next().value as number })).sort((a, b) => a.at - b.at).map(({ each }) => each);
    const told = (outcomes: Outcome[]) => outcomes.map(({ item, outcome, code, changes, problems }) => ({ item, outcome, code, changes, problems: problems.map(({ field, code: why }) => [field, why]) }));
    expect(told(await one.flow.run(one.asks))).toEqual(told(await other.flow.run(shuffled)));
    expect(new Set((stateOf(one.xledger) as { contact: unknown }[]).map(withoutIds))).toEqual(new Set((stateOf(other.xledger) as { contact: unknown }[]).map(withoutIds)));
  }), RUNS));

test('no target is written that was not different and switched on', () =>
  fc.assert(fc.asyncProperty(tenant, async (given) => {
    const { xledger, flow, asks } = build(given);
    const before = new Map(structuredClone([...xledger.employees]));
    const on = new Set<FieldKey>(flow.policy.fields);
    const written: { employeeDbId: string; target: Target; value: unknown }[] = [];
    const update = xledger.client.update;
    const client = Object.create(xledger.client, { update: { value: (updates: Parameters<typeof update>[0]) => {
      for (const { employeeDbId, changes } of updates) written.push(...changes.map((change) => ({ employeeDbId, ...change })));
      return update(updates);
    } } });
    Object.defineProperty(xledger, 'client', { get: () => client });
    await flow.run(asks);
    for (const { employeeDbId, target, value } of written) {
      expect(fieldsAt(target).some((field) => on.has(field))).toBe(true);
      expect(sameAt(target, value as never, valuesOf(before.get(employeeDbId) ?? {})[target.key as never] ?? null, POLICY.reading)).toBe(false);
    }
  }), RUNS));

test('a dry run writes nothing and tells what the real run tells', () =>
  fc.assert(fc.asyncProperty(tenant, async (given) => {
    const { xledger, flow, asks } = build(given);
    const before = stateOf(xledger);
    const told = (outcomes: Outcome[]) => outcomes.map(({ item, outcome, code, did, changes }) => ({ item, outcome, code, did, changes }));
    const dry = told(await flow.run(asks, { dryRun: true }));
    expect(stateOf(xledger)).toEqual(before);
    expect(dry).toEqual(told(await flow.run(asks)));
  }), RUNS));

test('as many equal events as there may be: one write', () =>
  fc.assert(fc.asyncProperty(tenant, fc.integer({ min: 2, max: 5 }), async (given, times) => {
    const [once, often] = [build(given), build(given)];
    await once.flow.run(once.asks);
    const outcomes = await often.flow.run(Array.from({ length: times }, (_, turn) => often.asks.map((each) => ({ ...each, item: each.item + turn * 100 }))).flat());
    expect([often.xledger.updates, often.xledger.creations.length]).toEqual([once.xledger.updates, once.xledger.creations.length]);
    expect(outcomes).toHaveLength(often.asks.length * times);
  }), RUNS));

test('a value edited in Xledger survives events about other fields (R20)', () =>
  fc.assert(fc.asyncProperty(person, person, fc.string(), async (first, second, edited) => {
    const xledger = new MemoryXledger();
    const { dbId } = xledger.add(likePerson(first));
    const flow = new Flow(xledger, { ...POLICY, whenMatched: 'link' });
    flow.links.set('h1', { connection: 'default', humaId: 'h1', state: 'linked', employeeDbId: dbId, contactDbId: null, subledgerDbId: null, baseline: {}, changedAt: '' });
    await flow.run([ask('h1', { ...first, email: 'a@example.no', jobTitle: 'Utvikler' }, { event: 'changed' })]);
    xledger.employees.get(dbId)!.contact!.jobTitle = `${edited} by hand`;
    await flow.run([ask('h1', { ...second, email: 'a@example.no', jobTitle: 'Utvikler' }, { event: 'changed' })]);
    expect(xledger.employees.get(dbId)?.contact?.jobTitle).toBe(`${edited} by hand`);
  }), RUNS));

test('nothing sensitive in any outcome or link', () =>
  fc.assert(fc.asyncProperty(tenant, async (given) => {
    const { xledger, flow, asks } = build(given);
    for (const target of ['contact.birthday', 'contact.socialSec']) xledger.drops.add(target);
    xledger.refuses.add('subledger.bankAccount');
    const said = JSON.stringify([await flow.run(asks), await flow.run(asks), [...flow.links.values()]]);
    for (const secret of ['1990-02-03', '1985-12-31', '12345678903', '98765432103', '03829012345', '13829012346']) expect(said).not.toContain(secret);
  }), RUNS));

const withoutIds = (employee: object): string => JSON.stringify(employee, (key, value: unknown) => (key === 'dbId' ? undefined : value));
