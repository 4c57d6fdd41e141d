// Apply's promises, over tenants that are as nasty as people are.
import fc from 'fast-check';
import { TARGETS, valuesOf, type Person, type TargetKey } from '../../core/person';
import type { Applied, ApplyOptions } from '../../core/sync';
import { deedOf, wayOf, type PlanRow } from '../../core/sync/plan';
import { World } from '../unit/apply/world';
import { secretsOf, tenants, type Tenant } from './planTenants';

const RUNS = { numRuns: 1000 };

/** Decisions as people make them, and the ways Apply can be set. */
const deciding = fc.record({
  rows: fc.infiniteStream(fc.constantFrom(null, null, 'apply', 'skip')),
  differences: fc.infiniteStream(fc.constantFrom(null, null, null, 'huma', 'xledger', 'skip')),
});
const settings: fc.Arbitrary<Partial<ApplyOptions>> = fc.record({ canary: fc.boolean(), readBack: fc.boolean(), rereadHuma: fc.boolean() });

type Deciding = typeof deciding extends fc.Arbitrary<infer T> ? T : never;

const decided = (rows: readonly PlanRow[], { rows: ofRows, differences }: Deciding): PlanRow[] =>
  rows.map((row) => ({ ...row, decision: ofRows.next().value as PlanRow['decision'], differences: row.differences.map((one) => ({ ...one, decision: differences.next().value as typeof one.decision })) }));

const worldOf = (tenant: Tenant): World => new World(tenant);

const told = ({ outcomes }: Applied) => [...outcomes].sort((a, b) => (a.row ?? 0) - (b.row ?? 0)).map(({ row, outcome, code, did, changes }) => ({ row, outcome, code, did, changes }));

test('planning after applying gives nothing to do', () =>
  fc.assert(fc.asyncProperty(tenants(), settings, async (tenant, options) => {
    const world = worldOf(tenant);
    const todo = () => world.plan().filter(({ action }) => action !== 'none' && action !== 'decide');
    // A value that somebody gives up is free for another only in the next plan; a pair that was made is remembered whole only in the next.
    for (let round = 0; round < 8 && todo().length > 0; round++) await world.apply(world.plan(), options);
    expect(todo().map(({ action, differences, humaId, employeeDbId }) => [action, humaId, employeeDbId, differences.map(({ target, wins, moved }) => [target, wins, moved])])).toEqual([]);
  }), RUNS));

test('applying twice is applying once', () =>
  fc.assert(fc.asyncProperty(tenants(), deciding, settings, async (tenant, how, options) => {
    const world = worldOf(tenant);
    const rows = decided(world.plan(), how);
    await world.apply(rows, options);
    const once = world.state();
    const again = await world.apply(rows, options);
    expect(world.state()).toEqual(once);
    expect(again.outcomes.filter(({ did }) => did === 'created' || did === 'updated')).toEqual([]);
  }), RUNS));

test('row order does not matter', () =>
  fc.assert(fc.asyncProperty(tenants(), deciding, settings, fc.infiniteStream(fc.nat()), async (tenant, how, options, numbers) => {
    const [one, other] = [worldOf(tenant), worldOf(tenant)];
    const rows = decided(one.plan(), how);
    const shuffled = rows.map((row) => ({ row, at: numbers.next().value as number })).sort((a, b) => a.at - b.at).map(({ row }) => row);
    expect(told(await other.apply(shuffled, options))).toEqual(told(await one.apply(rows, options)));
    expect(other.state()).toEqual(one.state());
  }), RUNS));

test('dry run and real run agree, and the dry run writes nothing', () =>
  fc.assert(fc.asyncProperty(tenants(), deciding, settings, async (tenant, how, options) => {
    const world = worldOf(tenant);
    const rows = decided(world.plan(), how);
    const before = world.state();
    const dry = await world.apply(rows, { ...options, dryRun: true });
    expect(world.state()).toEqual(before);
    expect(dry.outcomes.filter(({ link }) => link)).toEqual([]);
    expect(told(dry)).toEqual(told(await world.apply(rows, options)));
  }), RUNS));

test('no row writes a field it was not told to', () =>
  fc.assert(fc.asyncProperty(tenants(), deciding, settings, async (tenant, how, options) => {
    const world = worldOf(tenant);
    const rows = decided(world.plan(), how);
    const before = world.state();
    await world.apply(rows, options);
    for (const employee of before.employees) {
      const [was, is] = [employee, world.employee(employee.dbId)].map(valuesOf);
      const meant = new Set(rows.filter(({ employeeDbId }) => employeeDbId === employee.dbId).flatMap(({ differences }) => differences.filter((one) => wayOf(one) === 'huma').map(({ target }) => target)));
      for (const { key } of TARGETS) if (!meant.has(key)) expect([key, is![key as TargetKey]]).toEqual([key, was![key as TargetKey]]);
    }
    for (const user of before.users) {
      const meant = new Set(rows.filter(({ humaId }) => humaId === user.humaId).flatMap(({ differences }) => differences.filter((one) => wayOf(one) === 'xledger').flatMap(({ fields }) => fields)));
      for (const [field, value] of Object.entries(world.user(user.humaId).person)) if (!meant.has(field as keyof Person)) expect([field, value]).toEqual([field, user.person[field as keyof Person]]);
    }
    const creating = (action: string) => rows.filter((row) => row.proposal === action).length;
    expect(world.xledger.creations.length).toBeLessThanOrEqual(creating('createInXledger'));
    expect(world.huma.created.length).toBeLessThanOrEqual(creating('createInHuma'));
  }), RUNS));

test('undo restores byte-identical values for every target that was written', () =>
  fc.assert(fc.asyncProperty(tenants(), deciding, async (tenant, how) => {
    const world = worldOf(tenant);
    const rows = decided(world.plan(), how);
    const before = world.state();
    const { inverse } = await world.apply(rows);
    const after = world.state();
    const undone = await world.apply(inverse);
    expect(undone.outcomes.filter(({ outcome }) => outcome !== 'applied').map(({ reason }) => reason)).toEqual([]);
    // R30: an address is never emptied, not even in part.
    const notAddress = (key: string, value: unknown) => (key === 'address' ? undefined : value);
    for (const employee of before.employees) expect(JSON.stringify(world.employee(employee.dbId), notAddress)).toBe(JSON.stringify(employee, notAddress));
    for (const user of before.users) {
      // Huma never lets go of a name or an e-mail that it got.
      const isKept = (key: string) => ['email', 'givenName', 'familyName'].includes(key) && user.person[key as keyof Person] === null;
      const values = (person: Person) => JSON.stringify(Object.entries(person).filter(([key, value]) => !isKept(key) && value !== null).sort());
      const unsaid = new Set(Object.keys(after.users.find(({ humaId }) => humaId === user.humaId)!.person).filter((field) => user.person[field as keyof Person] === undefined));
      if (unsaid.size === 0) expect(values(world.user(user.humaId).person)).toBe(values(user.person));
    }
    const whole = (address: unknown) => typeof address === 'object' && address !== null && Object.values(address).every((part) => part !== null);
    for (const { dbId, contact } of before.employees) if (whole(contact?.address)) expect(world.employee(dbId).contact?.address).toEqual(contact?.address);
  }), RUNS));

test('nothing sensitive in any output', () =>
  fc.assert(fc.asyncProperty(tenants(), deciding, settings, fc.boolean(), async (tenant, how, options, refusing) => {
    const world = worldOf(tenant);
    const rows = decided(world.plan(), how);
    if (refusing) {
      for (const target of ['contact.birthday', 'subledger.bankAccount']) world.xledger.refuses.add(target);
      world.xledger.drops.add('contact.socialSec');
      world.huma.refuses.add('bankAccount');
    }
    const first = await world.apply(rows, options);
    for (const employee of world.xledger.employees.values()) if (employee.contact) employee.contact.birthday = '1931-02-03';
    const outputs = JSON.stringify([first, await world.apply(rows, options), await world.apply(first.inverse, options), [...world.links.values()]]);
    for (const secret of [...secretsOf(tenant), '1931-02-03']) expect(outputs).not.toContain(secret);
  }), RUNS));

test('changed behind the plan: those rows are stale, the others are applied, and no edit is lost', () =>
  fc.assert(fc.asyncProperty(tenants(), fc.infiniteStream(fc.nat()), settings, async (tenant, numbers, options) => {
    const world = worldOf(tenant);
    const rows = world.plan();
    const edits = new Map<string, string>();
    for (const row of rows) {
      const { employeeDbId, differences } = row;
      if (deedOf(row) !== 'update') continue;
      const target = differences.filter((one) => wayOf(one) === 'huma' && one.target.startsWith('contact.') && ['contact.firstName', 'contact.lastName', 'contact.jobTitle'].includes(one.target))[0];
      const employee = employeeDbId ? world.xledger.employees.get(employeeDbId) : undefined;
      if (!target || !employee?.contact || (numbers.next().value as number) % 2 === 0) continue;
      Object.assign(employee.contact, { [target.target.split('.')[1] ?? '']: 'Edited by hand' });
      edits.set(employee.dbId, target.target);
    }
    const before = world.state();
    const { outcomes } = await world.apply(rows, { ...options, canary: false });
    const updating = new Set(rows.filter((row) => deedOf(row) === 'update').map(({ row }) => row));
    for (const { row, employeeDbId, outcome, stale } of outcomes) {
      if (!employeeDbId || !edits.has(employeeDbId) || !updating.has(row ?? 0)) continue;
      expect([outcome, stale.some(({ now }) => now === 'Edited by hand')]).toEqual(['stale', true]);
      expect(world.employee(employeeDbId)).toEqual(before.employees.find(({ dbId }) => dbId === employeeDbId));
    }
    expect(outcomes.filter(({ outcome, employeeDbId }) => outcome === 'stale' && !edits.has(employeeDbId ?? '')).map(({ code }) => code).filter((code) => code === 'changedSince')).toEqual([]);
  }), RUNS));

