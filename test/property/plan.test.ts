// What holds for every plan, whoever is in it.
import fc from 'fast-check';
import { guard, makePlan, openRow, readRow, reportOf, verify, wayOf, type Limits, type Plan, type PlanInput, type PlanRow } from '../../core/sync/plan';
import { toHtml, toText } from '../../core/sync/report';
import { upsert, type Ask } from '../../core/sync';
import { KEYS, NOW, READING } from '../unit/plan/tenants';
import { CLOCK, POLICY as UPSERT_POLICY } from '../unit/sync/people';
import { MemoryXledger } from '../unit/sync/memoryXledger';
import { tenants, secretsOf, type Tenant } from './planTenants';

const RUNS = { numRuns: 1000 };

const inputOf = (tenant: Tenant): PlanInput => ({ ...tenant, reading: READING, keys: KEYS, now: NOW, planId: 'plan-1' });
const planOf = (tenant: Tenant): Plan => makePlan(inputOf(tenant));

/** Sealing the same value twice gives two texts, and the signature is over the text. */
const plain = (rows: readonly PlanRow[]) => rows.map((row) => JSON.stringify({ ...row, signature: '', differences: opened(row).differences, values: opened(row).newcomer }).replace(/sealed:v1:[\w-]+/g, 'sealed'));

function opened(row: PlanRow) {
  const open = openRow(row, KEYS.seal, READING);
  if (open.kind !== 'open') throw new Error(open.says);
  return open;
}

test('the order of what was read does not matter', () =>
  fc.assert(fc.property(tenants(), fc.gen(), (tenant, gen) => {
    const shuffled = <T>(all: readonly T[]): T[] => gen(() => fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length }));
    const other = { ...tenant, users: shuffled(tenant.users), employees: shuffled(tenant.employees), links: shuffled(tenant.links) };
    const [one, two] = [planOf(tenant), planOf(other)];
    expect(plain(two.rows)).toEqual(plain(one.rows));
    expect(two.summary).toEqual(one.summary);
  }), RUNS));

test('each person is on exactly one row', () =>
  fc.assert(fc.property(tenants(), (tenant) => {
    const { rows } = planOf(tenant);
    expect(rows.flatMap(({ humaId }) => humaId ?? []).sort()).toEqual(tenant.users.map(({ humaId }) => humaId).sort());
    const candidates = new Set(rows.filter(({ employeeDbId }) => employeeDbId === null).flatMap(({ evidence }) => evidence.candidates.map(({ employeeDbId }) => employeeDbId)));
    for (const { dbId } of tenant.employees) {
      const own = rows.filter(({ employeeDbId }) => employeeDbId === dbId).length;
      if (candidates.has(dbId)) expect(own).toBeLessThanOrEqual(1);
      else expect(own).toBe(1);
    }
    expect(rows.map(({ row }) => row)).toEqual(rows.map((_, place) => place + 1));
  }), RUNS));

test('nothing sensitive in a row, a summary or a report', () =>
  fc.assert(fc.property(tenants(), (tenant) => {
    const { rows, summary } = planOf(tenant);
    const said = [JSON.stringify(rows).replace(/"sealed:v1:[\w-]+"/g, '""').replace(/"signature":"[^"]+"/g, '').replace(/"(baseline|differing)":\{[^}]*\}/g, ''), JSON.stringify(summary), toHtml(reportOf(rows, summary)), toText(reportOf(rows, summary))];
    for (const secret of secretsOf(tenant)) for (const text of said) if (text.includes(secret)) throw new Error(`leaked ${secret}`);
  }), RUNS));

test('a row goes through JSON, holds its signature, and opens', () =>
  fc.assert(fc.property(tenants(), (tenant) => {
    for (const row of planOf(tenant).rows) {
      const read = readRow(JSON.parse(JSON.stringify(row)), KEYS.signature);
      expect(read).toEqual({ kind: 'row', row: JSON.parse(JSON.stringify(row)) as unknown, edited: false });
      expect(openRow(row, KEYS.seal, READING).kind).toBe('open');
    }
  }), RUNS));

test('whatever is changed in a row but its decisions shows', () =>
  fc.assert(fc.property(tenants(), fc.nat(), fc.nat(), fc.jsonValue(), (tenant, nth, place, instead) => {
    const { rows } = planOf(tenant);
    fc.pre(rows.length > 0);
    const row = JSON.parse(JSON.stringify(rows[nth % rows.length])) as PlanRow;
    const leaves = leavesOf(row).filter(({ path }) => path.at(-1) !== 'decision');
    const leaf = leaves[place % leaves.length]!;
    fc.pre(JSON.stringify(leaf.holder[leaf.path.at(-1)!]) !== JSON.stringify(instead));
    leaf.holder[leaf.path.at(-1)!] = instead;
    expect(verify(row, KEYS.signature).kind).not.toBe('ok');
  }), RUNS));

interface Leaf {
  holder: Record<string, unknown>;
  path: string[];
}

const leavesOf = (holder: object, path: string[] = []): Leaf[] =>
  Object.entries(holder).flatMap(([key, value]) => (typeof value === 'object' && value !== null && Object.keys(value as object).length > 0 ? leavesOf(value as object, [...path, key]) : [{ holder: holder as Record<string, unknown>, path: [...path, key] }]));

test('a limit raised, or left out, never refuses more', () => {
  const limit = fc.record({ number: fc.nat({ max: 6 }), share: fc.double({ min: 0, max: 1, noNaN: true }) }, { requiredKeys: [] });
  const limits: fc.Arbitrary<Limits> = fc.record({ creates: limit, updates: limit, bankAccounts: limit, emails: limit, humaShort: fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }) }) }, { requiredKeys: [] });
  fc.assert(fc.property(tenants(), limits, fc.constantFrom('creates', 'updates', 'bankAccounts', 'emails', 'humaShort'), fc.constantFrom('number', 'share', 'gone'), fc.double({ min: 0, max: 1, noNaN: true }), (tenant, given, which, what, by) => {
    const { rows, summary } = planOf(tenant);
    const raised: Limits = structuredClone(given);
    if (what === 'gone') delete raised[which as 'creates'];
    else if (which === 'humaShort') { if (raised.humaShort) raised.humaShort.share *= by; }
    else if (what === 'number') { if (raised[which as 'creates']?.number !== undefined) raised[which as 'creates']!.number! += Math.ceil(by * 5); }
    else if (raised[which as 'creates']?.share !== undefined) raised[which as 'creates']!.share! += by;
    const [before, after] = [guard(rows, summary.plan, given), guard(rows, summary.plan, raised)];
    if (before.within) expect(after.within).toBe(true);
    expect(guard(rows, summary.plan, given, { override: 'plan-1' }).within).toBe(true);
  }), RUNS);
});

test('the event path and the plan write the same for the same state', () =>
  fc.assert(fc.asyncProperty(tenants({ everybodyIsActive: true }), fc.boolean(), fc.boolean(), async (tenant, clearing, employmentIdCounts) => {
    const { rows } = planOf({ ...tenant, policy: { ...tenant.policy, wins: { general: 'huma', byField: {} }, missing: clearing ? 'clear' : 'fill', otherSideChanged: undefined, writeTo: 'xledger', createIn: 'xledger', firstMatchWaits: false, employmentIdCounts, groupId: undefined } });
    const xledger = new MemoryXledger();
    for (const employee of tenant.employees) xledger.employees.set(employee.dbId, structuredClone(employee));
    const asks = tenant.users.map((user, item): Ask => ({ item, humaId: user.humaId, source: { kind: 'user', user } }));
    const policy = { ...UPSERT_POLICY, clearing, matchBy: employmentIdCounts ? (['email', 'employmentId'] as const) : (['email'] as const), creation: { ownerDbId: '1' }, reading: READING, fingerprintKey: KEYS.fingerprint, dryRun: true, xledgerIsEmpty: true };
    // A tenant where nobody has a contact, or nobody a subledger, is taken for a missing scope: that is the reader's to stop.
    fc.pre((['contact', 'subledger'] as const).every((record) => tenant.employees.length === 0 || tenant.employees.some((employee) => employee[record] !== null)));
    const { outcomes } = await upsert(asks, tenant.links, policy, xledger.client, CLOCK);
    const byUpsert = outcomes.map(({ humaId, did, changes }) => ({ humaId, did: did === 'updated' || did === 'created' ? did : 'nothing', fields: did === 'updated' || did === 'created' ? changes.map(({ field }) => field).sort() : [] }));
    const byPlan = tenant.users.map(({ humaId }) => {
      const row = rows.find((one) => one.humaId === humaId)!;
      if (row.action === 'createInXledger') return { humaId, did: 'created', fields: row.values.map(({ field }) => field).sort() };
      const fields = row.action === 'update' ? [...new Set(row.differences.filter((difference) => wayOf(difference) === 'huma').flatMap((difference) => difference.fields))].sort() : [];
      return { humaId, did: fields.length > 0 ? 'updated' : 'nothing', fields };
    });
    expect(byPlan).toEqual(byUpsert);
  }), RUNS));
