// The sandbox's Xledger, read side: each open question in each position.
import { ask, CONTACT, EMPLOYEE, firstNode, send, showAll, SHOWN, tenant, type Behaviours } from './sandbox-xledger-asking';
import { positionsOf, SUB_OWNER, type XledgerTenant } from '../../sandbox/xledger';

const HOUR = 3_600_000;
let clock = Date.parse('2026-01-15T10:00:00Z');
beforeEach(() => void (clock = Date.parse('2026-01-15T10:00:00Z')));
const options = { now: () => new Date(clock), neighbours: { subEntity: 1, foreign: 1 } };

const codes = async (t: XledgerTenant, args: string): Promise<string[] | null> => {
  const { data, errors } = await ask(t, `{ employees(${args}) { edges { node { code } } } }`);
  if (errors.length > 0) throw new Error(errors[0]?.message);
  return data.employees.edges?.map((edge: { node: { code: string } }) => edge.node.code) ?? data.employees.edges;
};
const MAIN = ['00001', '00002', '00003', '00004', '00005'];
const SUB = ['900001'];
const FOREIGN = '900002';
const leaver = (t: XledgerTenant) => t.edit(EMPLOYEE, { 'employee.employmentTo': '2025-12-31' });
const gender = async (t: XledgerTenant) => (await firstNode(t, 'contacts', 'gender { dbId dbSubId code name }')).gender;
const modifiedAt = async (t: XledgerTenant, instant: string) => {
  clock = Date.parse(instant);
  t.edit(EMPLOYEE, { 'employee.trialTo': '2030-01-01' });
  return (await firstNode(t, 'employees', 'modifiedAt')).modifiedAt;
};
const filtered = async (t: XledgerTenant, filter: string) => {
  const { data, errors } = await ask(t, `{ employees(first: 9, objectStatus: ALL, ownerSet: ALL, filter: ${filter}) { edges { node { dbId } } } }`);
  return errors.length > 0 ? 'rejected' : (data.employees.edges?.length ?? 0);
};
const filters = async (t: XledgerTenant) => {
  t.edit(EMPLOYEE, { 'employee.code': 'Ab1' });
  return {
    code: await filtered(t, '{ code: "Ab1" }'), otherCase: await filtered(t, '{ code_in: ["aB1"] }'), byContact: await filtered(t, `{ contactDbId_in: [${CONTACT}] }`),
    email: await filtered(t, '{ email: "vidar.haugland@example.no" }'), emailOtherCase: await filtered(t, '{ email_in: ["VIDAR.haugland@example.no"] }'),
  };
};
const deltas = async (t: XledgerTenant, args = 'first: 100') => {
  clock += 60_000;
  const { data, errors } = await ask(t, `{ employee_deltas(${args}, ownerSet: MINE) { edges { cursor node { dbId mutationType } } } }`);
  return errors.length > 0 ? errors : ((data.employee_deltas.edges ?? []) as { cursor: string; node: { dbId: number; mutationType: string } }[]);
};
const afterOldCursor = async (t: XledgerTenant) => {
  t.edit(EMPLOYEE, { 'employee.trialTo': '2030-01-01' });
  const [{ cursor } = { cursor: '' }] = (await deltas(t)) as { cursor: string }[];
  t.edit(EMPLOYEE + 1, { 'employee.trialTo': '2030-01-01' });
  clock += 80 * HOUR;
  t.edit(EMPLOYEE + 2, { 'employee.trialTo': '2030-01-01' });
  return deltas(t, `first: 100, after: "${cursor}"`);
};

const BEHAVIOURS: Behaviours<(typeof SHOWN.reading)[number]> = {
  U12: {
    maleFemale: async (t) => expect(await gender(t)).toMatchObject({ code: 'MALE', name: 'Male', dbSubId: 1 }),
    mf: async (t) => expect(await gender(t)).toMatchObject({ code: 'M', name: 'Mann' }),
    numbersAndLocalNames: async (t) => expect(await gender(t)).toMatchObject({ code: '1', name: 'Mann' }),
  },
  U15: {
    openAndOwnEntity: async (t) => (leaver(t), expect(await codes(t, 'first: 9')).toEqual(MAIN.slice(1))),
    allAndEverything: async (t) => (leaver(t), expect(await codes(t, 'first: 9')).toEqual([...MAIN, ...SUB])),
  },
  U15mine: {
    whatTheTokenReaches: async (t) => expect(await codes(t, 'first: 9, objectStatus: ALL, ownerSet: MINE')).toEqual([...MAIN, ...SUB]),
    onlyItsOwnEntity: async (t) => expect(await codes(t, 'first: 9, objectStatus: ALL, ownerSet: MINE')).toEqual(MAIN),
  },
  U15all: {
    accepted: async (t) => expect(await codes(t, 'first: 9, objectStatus: ALL, ownerSet: ALL')).toEqual([...MAIN, ...SUB]),
    rejected: async (t) => {
      await expect(codes(t, 'first: 9, objectStatus: ALL, ownerSet: ALL')).rejects.toThrow('OwnerSet ALL is not allowed');
      expect(await codes(t, 'first: 9, objectStatus: ALL, ownerSet: MINE')).toEqual([...MAIN, ...SUB]);
    },
  },
  U16: {
    byDbId: async (t) => {
      clock += HOUR;
      t.edit(EMPLOYEE, { 'employee.trialTo': '2030-01-01' });
      expect(await codes(t, 'first: 9, objectStatus: ALL, ownerSet: CURRENT')).toEqual(MAIN);
    },
    byLastChange: async (t) => {
      clock += HOUR;
      t.edit(EMPLOYEE, { 'employee.trialTo': '2030-01-01' });
      expect(await codes(t, 'first: 9, objectStatus: ALL, ownerSet: CURRENT')).toEqual([...MAIN.slice(1), '00001']);
      expect(await codes(t, `first: 9, after: "${EMPLOYEE + 4}", objectStatus: ALL, ownerSet: CURRENT`)).toEqual(['00001']);
    },
  },
  U16endCursor: {
    absent: async (t) => expect((await ask(t, '{ employees(first: 2) { pageInfo { endCursor } } }')).errors[0]?.message).toContain('Cannot query field "endCursor"'),
    present: async (t) => expect((await ask(t, '{ employees(first: 2) { pageInfo { endCursor } } }')).data.employees.pageInfo).toEqual({ endCursor: String(EMPLOYEE + 1) }),
  },
  U16hasNextPage: {
    told: async (t) => expect((await ask(t, '{ employees(first: 9) { pageInfo { hasNextPage hasPreviousPage } } }')).data.employees.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false }),
    nullOnTheLastPage: async (t) => {
      expect((await ask(t, '{ employees(first: 9) { pageInfo { hasNextPage } } }')).data.employees.pageInfo.hasNextPage).toBeNull();
      expect((await ask(t, '{ employees(first: 2) { pageInfo { hasNextPage } } }')).data.employees.pageInfo.hasNextPage).toBe(true);
    },
  },
  U16empty: {
    null: async (t) => expect(await codes(t, 'first: 9, filter: { code: "none" }')).toBeNull(),
    emptyList: async (t) => expect(await codes(t, 'first: 9, filter: { code: "none" }')).toEqual([]),
  },
  U17: {
    codeExactEmailRejected: async (t) => expect(await filters(t)).toEqual({ code: 1, otherCase: 0, byContact: 'rejected', email: 'rejected', emailOtherCase: 'rejected' }),
    allIgnoringCase: async (t) => expect(await filters(t)).toEqual({ code: 1, otherCase: 1, byContact: 1, email: 1, emailOtherCase: 1 }),
    allExactCase: async (t) => expect(await filters(t)).toEqual({ code: 1, otherCase: 0, byContact: 1, email: 1, emailOtherCase: 0 }),
    allRejected: async (t) => expect(await filters(t)).toEqual({ code: 'rejected', otherCase: 'rejected', byContact: 'rejected', email: 'rejected', emailOtherCase: 'rejected' }),
  },
  U20: {
    norwegianWallClock: async (t) => expect([await modifiedAt(t, '2026-01-15T10:00:00Z'), await modifiedAt(t, '2026-07-15T10:00:00Z')]).toEqual(['2026-01-15T11:00:00', '2026-07-15T12:00:00']),
    alwaysPlusOne: async (t) => expect([await modifiedAt(t, '2026-01-15T10:00:00Z'), await modifiedAt(t, '2026-07-15T10:00:00Z')]).toEqual(['2026-01-15T11:00:00', '2026-07-15T11:00:00']),
    utc: async (t) => expect([await modifiedAt(t, '2026-01-15T10:00:00Z'), await modifiedAt(t, '2026-07-15T10:00:00Z')]).toEqual(['2026-01-15T10:00:00', '2026-07-15T10:00:00']),
  },
  U21: {
    employeeRowsOnly: async (t) => {
      t.edit(EMPLOYEE, { 'contact.phone': '+4799000999', 'subledger.email': 'ny@example.no' });
      expect(await deltas(t)).toEqual([]);
      t.edit(EMPLOYEE, { 'employee.trialTo': '2030-01-01' });
      expect(await deltas(t)).toMatchObject([{ node: { dbId: EMPLOYEE, mutationType: 'UPDATED' } }]);
    },
    contactAndSubledgerToo: async (t) => {
      t.edit(EMPLOYEE, { 'contact.phone': '+4799000999' });
      t.edit(EMPLOYEE, { 'subledger.email': 'ny@example.no' });
      await send(t, 'addEmployees', [{ code: '00900' }]);
      expect(await deltas(t)).toMatchObject([{ node: { dbId: EMPLOYEE } }, { node: { dbId: EMPLOYEE } }, { node: { mutationType: 'ADDED' } }]);
      expect(await deltas(t, 'last: 1')).toHaveLength(1);
    },
  },
  U21oldCursor: {
    error: async (t) => expect(await afterOldCursor(t)).toMatchObject([{ message: 'The cursor is too old.' }]),
    silentGap: async (t) => expect(await afterOldCursor(t)).toMatchObject([{ node: { dbId: EMPLOYEE + 2 } }]),
  },
  U24: {
    clear: async (t) => expect((await firstNode(t, 'contacts', 'socialSec')).socialSec).toBe('01825810117'),
    masked: async (t) => expect((await firstNode(t, 'contacts', 'socialSec')).socialSec).toBe('018258*****'),
    null: async (t) => expect((await firstNode(t, 'contacts', 'socialSec')).socialSec).toBeNull(),
  },
  U26: {
    pastEmploymentTo: async (t) => {
      leaver(t);
      t.edit(EMPLOYEE + 1, { 'employee.employmentTo': '2026-01-15' });
      expect(await codes(t, 'first: 9, objectStatus: CLOSED, ownerSet: CURRENT')).toEqual(['00001']);
    },
    onlyDateTo: async (t) => {
      leaver(t);
      t.edit(EMPLOYEE + 1, { 'employee.dateTo': '2026-01-14' });
      expect(await codes(t, 'first: 9, objectStatus: CLOSED, ownerSet: CURRENT')).toEqual(['00002']);
      expect(await codes(t, 'first: 9, objectStatus: OPEN, ownerSet: CURRENT')).toEqual(['00001', ...MAIN.slice(2)]);
    },
  },
  U33: {
    exist: async (t) => {
      expect((await ask(t, `{ employee(dbId: ${EMPLOYEE}) { code } }`)).data).toEqual({ employee: { code: '00001' } });
      expect(await codes(t, 'first: 2, orderBy: { field: CREATED_AT, direction: DESC }')).toEqual(['00005', '00004']);
    },
    doNotExist: async (t) => {
      expect((await ask(t, `{ employee(dbId: ${EMPLOYEE}) { code } }`)).errors[0]?.message).toContain('Cannot query field "employee"');
      expect((await ask(t, '{ employees(first: 1, orderBy: { field: CREATED_AT }) { edges { cursor } } }')).errors[0]?.message).toContain('Unknown argument "orderBy"');
    },
  },
};

showAll(BEHAVIOURS, options);

test('every position of every reading switch is shown', () => {
  for (const key of SHOWN.reading) expect(Object.keys(BEHAVIOURS[key]).sort()).toEqual(positionsOf(key).sort());
});

test('a change is in the deltas half a minute later', async () => {
  const t = tenant(options);
  t.edit(EMPLOYEE, { 'employee.trialTo': '2030-01-01' });
  clock -= 60_000 - 29_000;
  expect(await deltas(t)).toEqual([]);
  clock -= 60_000 - 1_000;
  expect(await deltas(t)).toHaveLength(1);
});

describe('who is seen', () => {
  const t = tenant(options);
  test.each([
    ['CURRENT', MAIN],
    ['LOWER', SUB],
    ['UPPER', null],
    ['ALL', [...MAIN, ...SUB]],
  ])('ownerSet %s', async (set, seen) => expect(await codes(t, `first: 9, objectStatus: ALL, ownerSet: ${set}`)).toEqual(seen));

  test("another customer's people never", async () => {
    expect(await codes(t, `first: 9, objectStatus: ALL, ownerSet: ALL, filter: { code: "${FOREIGN}" }`)).toBeNull();
    expect((await ask(t, `{ employee(dbId: ${EMPLOYEE + 6}) { code } }`)).data).toEqual({ employee: null });
  });
});

describe('paging', () => {
  const t = tenant(options);
  const page = async (args: string) => (await ask(t, `{ employees(${args}, objectStatus: ALL, ownerSet: CURRENT) { edges { cursor } pageInfo { hasNextPage hasPreviousPage } } }`)).data.employees;
  const cursors = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => ({ cursor: String(EMPLOYEE + from + at) }));

  test('the cursor is the dbId as text, and the last one leads to the next page', async () => {
    expect(await page('first: 2')).toEqual({ edges: cursors(0, 2), pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    expect(await page(`first: 3, after: "${EMPLOYEE + 1}"`)).toEqual({ edges: cursors(2, 5), pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    expect((await page(`first: 3, after: "${EMPLOYEE + 4}"`)).edges).toBeNull();
  });

  test('last and before count from the end', async () => {
    expect((await page('last: 2')).edges).toEqual(cursors(3, 5));
    expect((await page(`last: 2, before: "${EMPLOYEE + 4}"`)).edges).toEqual(cursors(2, 4));
  });

  test('a page holds at most 10,000 rows', async () => {
    expect((await ask(t, '{ employees(first: 10001) { edges { cursor } } }')).errors[0]?.message).toBe('At most 10000 rows can be asked for at a time.');
    expect((await ask(t, '{ employees(first: 10000) { edges { cursor } } }')).errors).toEqual([]);
  });
});

describe('filters', () => {
  const t = tenant({ ...options, switches: { U17: 'allExactCase' } });
  t.edit(EMPLOYEE, { 'employee.employmentFrom': '2030-01-01', 'employee.employmentTo': '2030-02-01' });

  test.each([
    ['{ code: "00002" }', 1],
    ['{ code_gt: "00003" }', 3],
    ['{ code_gte: "00003" }', 4],
    ['{ employmentTo: null }', 5],
    ['{ employmentFrom_lte: "2029-12-31" }', 5],
    ['{ code: "00002", employmentTo: null }', 1],
    ['{ OR: [{ code: "00002" }, { code: "00003" }] }', 2],
    ['{ AND: [{ code_gt: "00001" }, { code_in: ["00001", "00002"] }] }', 1],
    [`{ dbId_in: [${EMPLOYEE}, ${EMPLOYEE + 1}, 1] }`, 2],
    ['{ modifiedAt_gte: "2026-01-15T11:00:00" }', 6],
    ['{ modifiedAt_gt: "2026-01-15T11:00:00" }', 0],
  ])('%s', async (filter, count) => expect(await filtered(t, filter)).toBe(count));

  test('operators that are not known do not exist', async () => {
    expect(await filtered(t, '{ code_eq: "00002" }')).toBe('rejected');
    expect(await filtered(t, '{ contact: { email: "x" } }')).toBe('rejected');
  });
});

test('lists, countries and system values read as documented', async () => {
  const t = tenant(options);
  expect(await firstNode(t, 'countries', 'dbId code description', 'first: 1')).toEqual({ dbId: 301, code: 'NO', description: 'Norge' });
  expect(await firstNode(t, 'objectKinds', 'dbId name', 'first: 1')).toEqual({ dbId: '14', name: 'Tax rule' });
  expect(await firstNode(t, 'objectValues', 'code description objectKindDbId', 'first: 1, filter: { objectKindDbId: 30 }')).toEqual({ code: '100', description: 'Administration', objectKindDbId: 30 });
  expect(await firstNode(t, 'employeeGroups', 'code', 'first: 1')).toEqual({ code: 'FAST' });
  expect(await firstNode(t, 'subledgers', 'number company { country } ledgerType { code } address { fullAddress country { code description } }')).toEqual({
    number: null, company: { country: 'NO' }, ledgerType: { code: 'AP' }, address: { fullAddress: 'Storgata 83, 0481 Oslo, Norway', country: { code: 'NO', description: 'Norge' } },
  });
  expect((await ask(t, `{ subledger(dbId: "30300001") { code } }`)).data).toEqual({ subledger: { code: '00001' } });
  expect(t.state.ownersUnder(5001)).toContain(SUB_OWNER);
});
