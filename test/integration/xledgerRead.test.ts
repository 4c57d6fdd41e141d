// Reading: full pages, the widest owners, missing scopes, and whatever can happen to a request on the way.
import { createLimiter, createXledger, XledgerStopped, type XledgerIndexEntry } from '../../core/xledger';
import { FOREIGN_OWNER, MAIN_OWNER, SUB_OWNER, type FaultOrder, type Switches } from '../../sandbox/xledger';
import { counts, everyone, postWith, tenantWith, updateOf, type Tenant } from './xledgerTenant';

jest.setTimeout(120_000);

let tenant: Tenant;
const start = async (...args: Parameters<typeof tenantWith>) => (tenant = await tenantWith(...args));
afterEach(() => tenant.close());

const ids = (rows: readonly { dbId: string }[]) => rows.map(({ dbId }) => dbId);
const storedIds = () => [...tenant.sandbox.state.employees.all()].filter(({ ownerDbId }) => ownerDbId !== FOREIGN_OWNER).map(({ dbId }) => String(dbId));

describe('full pages', () => {
  test('25,000 employees come in three requests, each once', async () => {
    await start({ seed: 25_000, neighbours: { foreign: 0 }, limits: { creditsPerHour: 10_000_000 } });
    const rows = await tenant.client.index();
    expect(new Set(ids(rows)).size).toBe(25_000);
    expect(rows.length).toBe(25_000);
    expect(counts(tenant)).toEqual({ employees: 3 });
  });

  test.each<[string, Partial<Switches>]>([
    ['U16a', {}],
    ['U16b, by last change', { U16: 'byLastChange' }],
    ['endCursor present', { U16endCursor: 'present' }],
    ['hasNextPage null on the last page', { U16hasNextPage: 'nullOnTheLastPage' }],
    ['edges [] where there are none', { U16empty: 'emptyList' }],
    ['U19: the server gives up on more than 500 rows', { U19timeout: 'over500Rows' }],
  ])('%s', async (_name, switches) => {
    await start({ seed: 1_300, switches, limits: { creditsPerHour: 10_000_000 } });
    expect(ids(await tenant.client.index()).sort()).toEqual(storedIds().sort());
    // What was learnt about the page is kept.
    const from = tenant.sandbox.journal.length;
    expect((await everyone(tenant)).length).toBe(1_300);
    expect(counts(tenant, from).employees).toBeLessThanOrEqual(switches.U19timeout ? 5 : 1);
  });

  test('a row that slips into a second page while people are edited comes once, and nobody is lost', async () => {
    await start({ seed: 300, switches: { U16: 'byLastChange', U19timeout: 'over500Rows' } });
    const seen: string[] = [];
    for await (const page of tenant.client.everyone([])) {
      seen.push(...ids(page));
      await tenant.clock.sleep(1_000);
      tenant.sandbox.edit(Number(page[0]!.dbId), { 'employee.description': 'Endret' });
    }
    expect([...seen].sort()).toEqual(storedIds().sort());
  });

  test('an empty tenant is no mistake', async () => {
    await start({ seed: 0, neighbours: { foreign: 0 } });
    expect(await tenant.client.index()).toEqual([]);
    expect(await everyone(tenant)).toEqual([]);
    expect(await tenant.client.byDbId(['1', '2'], [])).toEqual(new Map());
  });
});

describe('what a reading gives', () => {
  test('the index', async () => {
    await start({ seed: 3, neighbours: { foreign: 0 } });
    const [entry] = await tenant.client.index();
    expect(entry).toEqual<XledgerIndexEntry>({
      dbId: expect.any(String), ownerDbId: String(MAIN_OWNER), code: '00001', contactDbId: expect.any(String), contactEmail: expect.stringContaining('@example.no'), contactPhone: expect.stringContaining('+47'),
      subledgerDbId: expect.any(String), subledgerCode: '00001', subledgerEmail: expect.stringContaining('@example.no'), subledgerPhone: expect.stringContaining('+47'),
    });
  });

  test('by dbId: those that exist, in one request for a thousand', async () => {
    await start({ seed: 1_200 });
    const wanted = storedIds();
    const found = await tenant.client.byDbId([...wanted, '77', 'no number'], ['email']);
    expect([...found.keys()].sort()).toEqual([...wanted].sort());
    expect(counts(tenant)).toEqual({ employees: 2 });
  });

  test('changed since a time that the server returned', async () => {
    await start({ seed: 10 });
    const rows = await everyone(tenant);
    await tenant.clock.sleep(3_600_000);
    tenant.sandbox.edit(Number(rows[4]!.dbId), { 'employee.description': 'Endret' });
    const now = (await tenant.client.byDbId([rows[4]!.dbId], [])).get(rows[4]!.dbId)!;
    const found: string[] = [];
    for await (const page of tenant.client.changedSince(now.modifiedAt!, [])) found.push(...ids(page));
    expect(found).toEqual([rows[4]!.dbId]);
  });

  test('closed employees are among them', async () => {
    await start({ seed: 5 });
    const [row] = await everyone(tenant);
    tenant.sandbox.edit(Number(row!.dbId), { 'employee.employmentTo': '2019-12-31' });
    expect(ids(await tenant.client.index())).toContain(row!.dbId);
  });

  test('a sensitive value is neither asked for nor read unless its field is on', async () => {
    await start({ seed: 3, keepBodies: true });
    const plain = await everyone(tenant, ['email', 'phone', 'address', 'gender', 'jobTitle']);
    expect(JSON.stringify([plain, tenant.sandbox.journal])).not.toMatch(/socialSec|bankAccount|birthday/);
    const [row] = await everyone(tenant, ['nationalId', 'bankAccount', 'birthDate']);
    expect(row).toMatchObject({ contact: { socialSec: expect.any(String), birthday: expect.any(String) }, subledger: { bankAccount: expect.any(String), company: { country: 'NO' } }, socialSecurityMasked: expect.any(String) });
  });
});

describe('U15: the widest owners that are accepted', () => {
  test.each<[string, Partial<Switches>, number]>([
    ['ALL', {}, 1],
    ['ALL rejected: MINE reaches as far', { U15all: 'rejected' }, 3],
    ['ALL rejected, MINE only its own entity', { U15all: 'rejected', U15mine: 'onlyItsOwnEntity' }, 3],
  ])('%s', async (_name, switches, requests) => {
    await start({ seed: 4, neighbours: { subEntity: 3, foreign: 2 }, switches });
    const owners = new Set((await tenant.client.index()).map(({ ownerDbId }) => ownerDbId));
    expect(owners).toEqual(new Set(switches.U15mine ? [String(MAIN_OWNER)] : [String(MAIN_OWNER), String(SUB_OWNER)]));
    expect(counts(tenant)).toEqual({ employees: requests });
    await tenant.client.index();
    expect(counts(tenant)).toEqual({ employees: requests + 1 });
  });
});

test('U15: one passing error does not narrow the owners', async () => {
  await start({ seed: 4, neighbours: { subEntity: 3 }, switches: { U15mine: 'onlyItsOwnEntity' } });
  tenant.sandbox.faults.order({ kind: 'dataNullWithErrors' });
  expect((await tenant.client.index()).length).toBe(7);
});

describe('U14, P1: scopes', () => {
  const RIGHTS = { Employee: 'employee:read', Contact: 'contact:read', Subledger: 'subledger:read', Supplier: 'supplier:read', Country: 'country:read', Bank: 'bank:read' } as const;
  /** No supplier of these is in a group. */
  const NO_GROUPS = ['Object Value'];
  test('all there', async () => {
    await start({ seed: 4 });
    expect(await tenant.client.checkScopes()).toEqual({ missing: [], empty: NO_GROUPS });
  });

  const cases = (Object.keys(RIGHTS) as (keyof typeof RIGHTS)[]).flatMap((scope) => (['queryFails', 'fieldIsNull', 'asIfEmpty'] as const).map((U14) => ({ scope, U14 })));
  test.each(cases)('$scope is missing, $U14', async ({ scope, U14 }) => {
    await start({ seed: 4, switches: { U14 } });
    tenant.sandbox.state.tokens[0]!.rights = tenant.sandbox.state.tokens[0]!.rights.filter((right) => right !== RIGHTS[scope]);
    const { missing, empty } = await tenant.client.checkScopes();
    expect([...missing, ...empty.filter((one) => !NO_GROUPS.includes(one))]).toEqual([scope]);
    // Only these can really be empty in a tenant that has employees.
    if (!['Employee', 'Supplier', 'Bank'].includes(scope)) expect(missing).toEqual([scope]);
  });

  test('a list that is null as a whole stops the reading instead of looking empty', async () => {
    await start({ seed: 4, switches: { U14: 'fieldIsNull' } });
    tenant.sandbox.state.tokens[0]!.rights = tenant.sandbox.state.tokens[0]!.rights.filter((right) => right !== 'employee:read');
    await expect(tenant.client.index()).rejects.toMatchObject({ stop: { code: 'scope', retry: false } });
  });
});

describe('pick lists', () => {
  test('owners, subledger groups, employee groups', async () => {
    await start({ seed: 4, neighbours: { subEntity: 2 } });
    expect(await tenant.client.owners()).toEqual([{ dbId: String(MAIN_OWNER), label: `${MAIN_OWNER} (4 employees)` }, { dbId: String(SUB_OWNER), label: `${SUB_OWNER} (2 employees)` }]);
    for (const list of [await tenant.client.subledgerGroups(), await tenant.client.employeeGroups()]) {
      for (const choice of list) expect(choice).toEqual({ dbId: expect.stringMatching(/^\d+$/), label: expect.any(String) });
    }
  });
});

describe('a query is repeated until it is answered', () => {
  const FAULTS: [string, FaultOrder, number][] = [
    ['burst: 5 s', { kind: 'burst' }, 5_000],
    ['concurrency: 1 s', { kind: 'concurrency' }, 1_000],
    ['503 three times', { kind: 'status', status: 503, count: 3 }, 7_000],
    ['529', { kind: 'status', status: 529 }, 1_000],
    ['429 without a body', { kind: 'status', status: 429 }, 5_000],
    ['maintenance page with 200', { kind: 'html', status: 200 }, 1_000],
    ['maintenance page with 503', { kind: 'html', status: 503 }, 1_000],
    ['half a reply', { kind: 'halfJson' }, 1_000],
    ['connection cut before', { kind: 'resetBefore' }, 1_000],
    ['connection cut after', { kind: 'resetAfter' }, 1_000],
    ['slow', { kind: 'slow', ms: 4_000 }, 4_000],
    ['timed out: a smaller page', { kind: 'timeoutMessage' }, 0],
  ];
  test.each(FAULTS)('%s', async (_name, fault, atLeast) => {
    await start({ seed: 30 });
    tenant.sandbox.faults.order(fault);
    expect(ids(await tenant.client.index()).sort()).toEqual(storedIds().sort());
    expect(tenant.sandbox.faults.waiting()).toEqual([]);
    expect(tenant.clock.slept).toBeGreaterThanOrEqual(atLeast);
    expect(tenant.clock.slept).toBeLessThan(atLeast + 8_000);
  });

  test('up to its patience, then it stops and says when to come back', async () => {
    await start({ seed: 3 }, { patience: 30_000 });
    tenant.sandbox.faults.order({ kind: 'status', status: 503, count: 1_000 });
    const error: unknown = await tenant.client.index().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(XledgerStopped);
    expect(error).toMatchObject({ stop: { code: 'unavailable', retry: true, resumeAt: expect.any(Number) } });
    expect(tenant.clock.slept).toBeLessThanOrEqual(30_000);
  });
});

describe('U19: credits', () => {
  test.each(['isoUtc', 'localWithoutZone', 'epochSeconds', 'unreadable'] as const)('gone, resetAt %s: beyond patience it stops, resumably', async (U19resetAt) => {
    await start({ seed: 3, switches: { U19resetAt } }, { patience: 600_000 });
    const resetAt = tenant.clock.now() + 45 * 60_000;
    tenant.sandbox.faults.order({ kind: 'creditsGone', resetAt: new Date(resetAt).toISOString() });
    const error = (await tenant.client.index().catch((reason: unknown) => reason)) as XledgerStopped;
    expect(error.stop).toMatchObject({ code: 'creditsGone', retry: true });
    const expected = U19resetAt === 'unreadable' ? tenant.clock.now() + 3_600_000 : resetAt;
    expect(Math.abs((error.stop.resumeAt ?? 0) - expected)).toBeLessThan(2_000);
  });

  test('waited for where patience allows it', async () => {
    await start({ seed: 3 }, { patience: 2 * 3_600_000 });
    tenant.sandbox.faults.order({ kind: 'creditsGone', resetAt: new Date(tenant.clock.now() + 20 * 60_000).toISOString() });
    expect((await tenant.client.index()).length).toBe(3);
    expect(tenant.clock.slept).toBeGreaterThanOrEqual(20 * 60_000);
  });
});

describe('U13, U30: a token that is not accepted stops at once, with one request', () => {
  test.each(['errorsWith200', 'json401', 'json400', 'json403', 'nonJson'] as const)('%s', async (U13) => {
    await start({ seed: 3, switches: { U13 } }, {}, 'd3Jvbmc');
    const error = (await tenant.client.index().catch((reason: unknown) => reason)) as XledgerStopped;
    expect(error.stop).toMatchObject({ code: 'credential', retry: false });
    expect(error.message).not.toContain('d3Jvbmc');
    expect(tenant.client.requests).toBe(1);
  });

  test('revoked in the middle of writing: the rest is not attempted', async () => {
    await start({ seed: 1_100, neighbours: { foreign: 0 } });
    const rows = await everyone(tenant);
    tenant.sandbox.faults.order({ kind: 'tokenRevoked', which: { rootField: 'updateContacts', nth: 2 }, count: 99 });
    const results = [...(await tenant.client.update(rows.map((row) => updateOf(row, { 'contact.jobTitle': 'Kokk' })))).values()];
    expect(results.filter(({ kind }) => kind === 'written').length).toBe(500);
    expect(results.filter((result) => result.kind === 'notAttempted' && result.because.code === 'credential' && !result.because.retry).length).toBe(600);
  });
});

describe('limits are kept', () => {
  test('sixty requests never meet the server\'s burst limit', async () => {
    await start({ seed: 3, switches: { U19: 'oneAtATimeAnd429' } });
    await Promise.all(Array.from({ length: 60 }, () => tenant.client.byDbId(['1100001'], [])));
    expect(tenant.sandbox.journal.filter(({ errorCodes }) => errorCodes.length > 0)).toEqual([]);
    expect(tenant.client.requests).toBe(60);
  });
});

describe('an update that was not answered', () => {
  test.each<[string, FaultOrder]>([
    ['cut after the work', { kind: 'resetAfter' }],
    ['cut before the work', { kind: 'resetBefore' }],
    ['half a reply', { kind: 'halfJson' }],
    ['503', { kind: 'status', status: 503 }],
    ['timed out', { kind: 'timeoutMessage', work: 'notDone' }],
    ['errors with data null', { kind: 'dataNullWithErrors' }],
  ])('%s: is looked for, and sent again where it is missing', async (_name, fault) => {
    await start({ seed: 30, neighbours: { foreign: 0 } });
    const rows = await everyone(tenant);
    tenant.sandbox.faults.order({ ...fault, which: { kind: 'mutation' } });
    const results = await tenant.client.update(rows.map((row) => updateOf(row, { 'contact.jobTitle': 'Kokk' })));
    expect([...results.values()].every(({ kind }) => kind === 'written')).toBe(true);
    expect([...tenant.sandbox.state.contacts.all()].every(({ values }) => values.jobTitle === 'Kokk')).toBe(true);
  });

  test('by a server that never comes back: not attempted, to be tried again', async () => {
    await start({ seed: 3 }, { patience: 20_000 });
    const [row] = await everyone(tenant);
    tenant.sandbox.faults.order({ kind: 'resetBefore', count: 1_000 });
    const results = await tenant.client.update([updateOf(row!, { 'contact.jobTitle': 'Kokk' })]);
    expect(results.get(row!.dbId)).toMatchObject({ kind: 'notAttempted', because: { retry: true } });
  });
});

test('an address that is no Xledger is said so, without waiting', async () => {
  await start({ seed: 1 });
  const wrong = createXledger({ endpoint: `${tenant.sandbox.url}/nowhere`, post: postWith('x'), clock: tenant.clock, limiter: createLimiter() });
  await expect(wrong.index()).rejects.toMatchObject({ stop: { code: 'unavailable', retry: false } });
  expect(tenant.clock.slept).toBe(0);
});
