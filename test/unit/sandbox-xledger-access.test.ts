// The sandbox's Xledger: tokens, rights, limits, lookups and the schema, each open question in each position.
import { ask, CONTACT, EMPLOYEE, firstNode, send, showAll, SHOWN, SUBLEDGER, tenant, type Behaviours } from './sandbox-xledger-asking';
import { FOREIGN_TOKEN, positionsOf, SANDBOX_TOKEN, SUB_ENTITY_TOKEN, TOKEN_DAYS, type XledgerTenant } from '../../sandbox/xledger';

const DAY = 86_400_000;
let clock = Date.parse('2026-07-15T10:00:00Z');
beforeEach(() => void (clock = Date.parse('2026-07-15T10:00:00Z')));
/** Waits by the test's own clock: the sleeper wakes when the test says so. */
const sleepers: (() => void)[] = [];
const options = { now: () => new Date(clock), sleep: () => new Promise<void>((resolve) => void sleepers.push(resolve)) };

const ONE = '{ employees(first: 1) { edges { node { dbId } } } }';
const withGender = async (t: XledgerTenant, gender: object) => {
  t.edit(EMPLOYEE, { 'contact.gender': null });
  const { errors } = await send(t, 'updateContacts', [{ dbId: CONTACT, gender }]);
  return errors.length > 0 ? 'refused' : (await firstNode(t, 'contacts', 'gender { code }')).gender?.code;
};
const genders = async (t: XledgerTenant) => [await withGender(t, { code: 'FEMALE' }), await withGender(t, { name: 'Female' }), await withGender(t, { dbId: '1200', dbSubId: 2 })];
const badToken = async (t: XledgerTenant) => {
  const { status, errors, text } = await ask(t, ONE, undefined, 'token bm9ib2R5');
  return [status, errors[0]?.message ?? text.slice(0, 6)];
};
const withoutContacts = (t: XledgerTenant) => {
  t.state.tokens[0]!.rights = t.state.tokens[0]!.rights.filter((right) => right !== 'contact:read');
  return t;
};
const nodeIds = async (t: XledgerTenant) => [(await send(t, 'updateContacts', [{ dbId: CONTACT }])).errors.length === 0, (await send(t, 'updateContacts', [{ dbId: String(CONTACT) }])).errors.length === 0];
const lookupIds = async (t: XledgerTenant) => [
  (await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, contact: { dbId: CONTACT } }])).errors.length === 0,
  (await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, contact: { dbId: String(CONTACT) } }])).errors.length === 0,
];
const resetAt = async (t: XledgerTenant) => {
  Object.assign(t.limits, { enforced: true, creditsPerHour: 0 });
  const { status, errors } = await ask(t, ONE);
  expect([status, errors[0]?.code]).toEqual([200, 'BAD_REQUEST.INSUFFICIENT_CREDITS']);
  return errors[0]?.extensions?.resetAt;
};
const titled = async (t: XledgerTenant) => (await send(t, 'updateContacts', [{ dbId: CONTACT, jobTitle: 'Kokk' }])).errors.map(({ message }) => message);
const introspected = async (t: XledgerTenant) => (await ask(t, '{ __schema { queryType { name } } }')).errors.length === 0;
const linked = async (t: XledgerTenant, contact: object) => {
  const { errors } = await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, contact }]);
  return errors[0]?.message ?? t.state.employees.get(EMPLOYEE)?.links.contact;
};
const twoKeys = async (t: XledgerTenant) => {
  t.state.change('contacts', t.state.contacts.get(CONTACT + 1)!, { values: { code: 'K2' } });
  return [await linked(t, { dbId: String(CONTACT + 1), code: 'K2' }), await linked(t, { dbId: String(CONTACT), code: 'K2' })];
};
const alternatives = async (t: XledgerTenant, code: string) => {
  const { errors } = await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, employeeGroup: { code, showAlternatives: 'YES' } }]);
  return { examples: errors[0]?.extensions?.exampleValidInputs?.map((example: { code: string }) => example.code), written: t.state.employees.get(EMPLOYEE)?.links.employeeGroup != null };
};
const viewer = async (t: XledgerTenant) => (await ask(t, '{ viewer { entity { dbId ownerDbId } } }')).data?.viewer?.entity ?? null;

const BEHAVIOURS: Behaviours<(typeof SHOWN.access)[number]> = {
  U12key: {
    code: async (t) => expect(await genders(t)).toEqual(['FEMALE', 'FEMALE', 'FEMALE']),
    onlyName: async (t) => expect(await genders(t)).toEqual(['refused', 'FEMALE', 'refused']),
    onlyDbIdAndDbSubId: async (t) => expect(await genders(t)).toEqual(['refused', 'refused', 'FEMALE']),
    codeDoesNotStick: async (t) => expect(await genders(t)).toEqual([undefined, 'FEMALE', 'FEMALE']),
  },
  U13: {
    errorsWith200: async (t) => expect(await badToken(t)).toEqual([200, 'The API token is not valid.']),
    json400: async (t) => expect(await badToken(t)).toEqual([400, 'The API token is not valid.']),
    json401: async (t) => expect(await badToken(t)).toEqual([401, 'The API token is not valid.']),
    json403: async (t) => expect(await badToken(t)).toEqual([403, 'The API token is not valid.']),
    nonJson: async (t) => expect(await badToken(t)).toEqual([401, '<html>']),
  },
  U14: {
    queryFails: async (t) => expect((await ask(withoutContacts(t), '{ employees(first: 1) { edges { node { code contact { dbId } } } } }')).errors[0]?.message).toContain('no access to contact'),
    fieldIsNull: async (t) => {
      expect(await firstNode(withoutContacts(t), 'employees', 'code contact { dbId } owner { dbId }')).toEqual({ code: '00001', contact: null, owner: null });
      expect((await ask(t, '{ contacts(first: 1) { edges { node { dbId } } } }')).data).toEqual({ contacts: null });
    },
    asIfEmpty: async (t) => expect((await ask(withoutContacts(t), '{ contacts(first: 1) { edges { node { dbId } } pageInfo { hasNextPage } } }')).data).toEqual({ contacts: { edges: null, pageInfo: { hasNextPage: false } } }),
  },
  U18: {
    id: async (t) => expect(await nodeIds(t)).toEqual([true, true]),
    int64String: async (t) => expect(await nodeIds(t)).toEqual([false, true]),
    int: async (t) => expect(await nodeIds(t)).toEqual([true, false]),
  },
  U18lookup: {
    id: async (t) => expect(await lookupIds(t)).toEqual([true, true]),
    int64String: async (t) => expect(await lookupIds(t)).toEqual([false, true]),
    int: async (t) => expect(await lookupIds(t)).toEqual([true, false]),
  },
  U19: {
    generous: async (t) => {
      t.faults.order({ kind: 'slow' });
      const slow = ask(t, ONE);
      t.limits.enforced = true;
      expect((await ask(t, ONE)).errors).toEqual([]);
      sleepers.pop()?.();
      await slow;
    },
    oneAtATimeAnd429: async (t) => {
      t.limits.enforced = true;
      t.faults.order({ kind: 'slow' });
      const slow = ask(t, ONE);
      await new Promise((resolve) => setImmediate(resolve));
      const second = await ask(t, ONE);
      expect([second.status, second.errors[0]?.code]).toEqual([429, 'BAD_REQUEST.CONCURRENCY_LIMIT_REACHED']);
      sleepers.pop()?.();
      expect((await slow).errors).toEqual([]);
      t.limits.burst = 1;
      expect((await ask(t, ONE)).status).toBe(429);
    },
  },
  U19rateLimit: {
    exists: async (t) => {
      await ask(t, '{ employees(first: 1000) { edges { cursor } } }');
      expect((await ask(t, '{ rateLimit { remaining cost } }')).data.rateLimit).toEqual({ remaining: 49_997, cost: 3 });
    },
    absent: async (t) => expect((await ask(t, '{ rateLimit { remaining } }')).errors[0]?.message).toContain('Cannot query field "rateLimit"'),
  },
  U19resetAt: {
    isoUtc: async (t) => expect(await resetAt(t)).toBe('2026-07-15T11:00:00.000Z'),
    localWithoutZone: async (t) => expect(await resetAt(t)).toBe('2026-07-15T13:00:00'),
    epochSeconds: async (t) => expect(await resetAt(t)).toBe(Date.parse('2026-07-15T11:00:00Z') / 1000),
    unreadable: async (t) => expect(await resetAt(t)).toBe('in a while'),
  },
  U19timeout: {
    never: async (t) => expect((await ask(t, '{ employees(first: 5000) { edges { cursor } } }')).errors).toEqual([]),
    over500Rows: async (t) => {
      expect((await ask(t, '{ employees(first: 501) { edges { cursor } } }')).errors[0]?.message).toContain('your query timed out');
      expect((await ask(t, '{ employees(first: 500) { edges { cursor } } }')).errors).toEqual([]);
    },
  },
  U27: {
    allExist: async (t) => expect([await titled(t), await introspected(t)]).toEqual([[], true]),
    someMissing: async (t) => {
      expect(await titled(t)).toEqual([expect.stringContaining('Field "jobTitle" is not defined by type "UpdateContactsInputNode"')]);
      expect([t.state.contacts.get(CONTACT)?.values.jobTitle, await introspected(t)]).toEqual(['Kjøkkensjef', true]);
    },
    introspectionOff: async (t) => expect([await titled(t), await introspected(t)]).toEqual([[], false]),
    introspectionOffAndSomeMissing: async (t) => expect([(await titled(t)).length, await introspected(t)]).toEqual([1, false]),
  },
  U28: {
    allMustAgree: async (t) => expect(await twoKeys(t)).toEqual([CONTACT + 1, `contact.dbId: No value matching owner 5001, dbId '${CONTACT}'.`]),
    firstWins: async (t) => expect(await twoKeys(t)).toEqual([CONTACT + 1, CONTACT]),
    error: async (t) => expect(await twoKeys(t)).toEqual(['contact: Give exactly one key.', 'contact: Give exactly one key.']),
  },
  U29: {
    alwaysAnError: async (t) => expect([await alternatives(t, 'FAST'), await alternatives(t, 'XX')]).toEqual([{ examples: ['FAST', 'EKST'], written: false }, { examples: ['FAST', 'EKST'], written: false }]),
    writesWhenItResolves: async (t) => expect([await alternatives(t, 'XX'), await alternatives(t, 'FAST')]).toEqual([{ examples: ['FAST', 'EKST'], written: false }, { examples: undefined, written: true }]),
  },
  U30: {
    unlimited: async (t) => {
      clock += 1000 * DAY;
      expect((await ask(t, ONE)).errors).toEqual([]);
    },
    fixedPeriod: async (t) => {
      clock += TOKEN_DAYS * DAY;
      expect((await ask(t, ONE)).errors).toEqual([]);
      clock += 1;
      expect((await ask(t, ONE)).errors[0]?.message).toBe('The API token is not valid.');
    },
  },
  U32: {
    entityDbId: async (t) => expect(await viewer(t)).toEqual({ dbId: 5001, ownerDbId: 1 }),
    entityOwnerDbId: async (t) => expect(await viewer(t)).toEqual({ dbId: 95001, ownerDbId: 5001 }),
    viewerNotAllowed: async (t) => {
      expect(await viewer(t)).toBeNull();
      expect((await ask(t, '{ viewer { entity { dbId } } }')).errors[0]?.message).toContain('no access to viewer');
    },
  },
  refusals: {
    http200: async (t) => expect([(await send(t, 'updateContacts', [{ dbId: 1 }])).status, (await ask(t, '{ nope }')).status]).toEqual([200, 200]),
    http400: async (t) => expect([(await send(t, 'updateContacts', [{ dbId: 1 }])).status, (await ask(t, '{ nope }')).status, (await ask(t, ONE)).status]).toEqual([400, 400, 200]),
  },
};

showAll(BEHAVIOURS, options);

test('every position of every access switch is shown', () => {
  for (const key of SHOWN.access) expect(Object.keys(BEHAVIOURS[key]).sort()).toEqual(positionsOf(key).sort());
});

describe('tokens', () => {
  const t = tenant({ ...options, tokens: [{ token: 'cmVhZC1vbmx5', rights: ['employee:read'] }] });
  const asked = async (authorization: string) => (await ask(t, ONE, undefined, authorization)).errors[0]?.message;

  test.each(['', `Bearer ${SANDBOX_TOKEN}`, `Token ${SANDBOX_TOKEN}`, SANDBOX_TOKEN, 'token ', 'token a b'])('the header "%s" is malformed', async (header) => {
    expect(await asked(header)).toBe('Bad format for API Token. Expected header: "Authorization: token <your-token>"');
  });

  test('a revoked token is refused', async () => {
    expect(await asked(`token ${SANDBOX_TOKEN}`)).toBeUndefined();
    t.state.tokens.find(({ token }) => token === SANDBOX_TOKEN)!.revoked = true;
    expect(await asked(`token ${SANDBOX_TOKEN}`)).toBe('The API token is not valid.');
  });

  test('each sees its own entity and those below', async () => {
    const both = tenant({ ...options, neighbours: { subEntity: 1, foreign: 1 } });
    const seen = async (token: string) => (await ask(both, '{ employees(first: 9, objectStatus: ALL, ownerSet: ALL) { edges { node { ownerDbId } } } }', undefined, `token ${token}`)).data.employees.edges.map((edge: any) => edge.node.ownerDbId);
    expect(await seen(SANDBOX_TOKEN)).toEqual([5001, 5001, 5001, 5001, 5001, 5002]);
    expect(await seen(SUB_ENTITY_TOKEN)).toEqual([5002]);
    expect(await seen(FOREIGN_TOKEN)).toEqual([5003]);
  });

  test('without the right to write nothing is written', async () => {
    const { errors } = await ask(t, 'mutation { updateEmployees(inputs: [{ node: { dbId: 1100001, code: "X" } }]) { edges { clientId } } }', undefined, 'token cmVhZC1vbmx5');
    expect(errors[0]?.message).toContain('no access to employee');
    expect(t.state.employees.get(EMPLOYEE)?.values.code).toBe('00001');
  });

  test("R2: the rights Huma's page asks for reach neither owner, currency nor user", async () => {
    const fresh = tenant(options);
    for (const field of ['owner { dbId }', 'user { dbId }', 'subledger { currency { code } }']) {
      expect((await ask(fresh, `{ employees(first: 1) { edges { node { ${field} } } } }`)).errors[0]?.message).toContain('Access denied');
    }
    expect((await ask(fresh, 'mutation { addCompanies(inputs: [{ node: { code: "C" } }]) { edges { clientId } } }')).errors[0]?.message).toContain('no access to company');
  });
});

describe('limits', () => {
  test('20 requests in 5 seconds, then the documented error with HTTP 200', async () => {
    const t = tenant({ ...options, limits: true });
    for (let at = 0; at < 20; at++) {
      expect((await ask(t, ONE)).errors).toEqual([]);
      clock += 100;
    }
    const refused = await ask(t, ONE);
    expect([refused.status, refused.errors[0]?.code]).toEqual([200, 'BAD_REQUEST.BURST_RATE_LIMIT_REACHED']);
    clock += 3_000;
    expect((await ask(t, ONE)).errors).toEqual([]);
  });

  test('credits come back after an hour', async () => {
    const t = tenant({ ...options, limits: { creditsPerHour: 4 } });
    expect((await ask(t, ONE)).errors).toEqual([]);
    expect((await ask(t, ONE)).errors).toEqual([]);
    expect((await ask(t, ONE)).errors[0]?.code).toBe('BAD_REQUEST.INSUFFICIENT_CREDITS');
    clock += 3_600_000;
    expect((await ask(t, ONE)).errors).toEqual([]);
  });

  test('a mutation has at most 500 nodes; more write nothing', async () => {
    const t = tenant(options);
    const many = (count: number) => send(t, 'updateContacts', Array.from({ length: count }, () => ({ dbId: CONTACT, jobTitle: 'Kokk' })));
    expect((await many(501)).errors[0]?.message).toBe('At most 500 nodes are allowed in one mutation.');
    expect(t.state.contacts.get(CONTACT)?.values.jobTitle).toBe('Kjøkkensjef');
    expect((await many(500)).errors).toEqual([]);
  });
});

describe('strict types', () => {
  const t = tenant(options);
  test.each([
    ['an unknown field', '{ employees(first: 1) { edges { node { jobTitle } } } }', undefined, 'FIELDS_ON_CORRECT_TYPE'],
    ['a literal of the wrong type', '{ employees(first: "1") { edges { cursor } } }', undefined, 'ARGUMENTS_OF_CORRECT_TYPE'],
    ['a variable of the wrong type', 'query ($ids: [Int64String!]) { employees(first: 1, filter: { dbId_in: $ids }) { edges { cursor } } }', { ids: ['1'] }, 'VARIABLES_IN_ALLOWED_POSITION'],
    ['a value of the wrong type', 'query ($first: Int) { employees(first: $first) { edges { cursor } } }', { first: '1' }, 'INVALID_VALUE'],
    ['a date that is none', 'query ($to: DateString) { employees(first: 1, filter: { employmentTo: $to }) { edges { cursor } } }', { to: '2026-02-30' }, 'INVALID_VALUE'],
    ['a field an employee cannot be given', 'mutation ($inputs: [UpdateEmployeesInput!]!) { updateEmployees(inputs: $inputs) { edges { clientId } } }', { inputs: [{ node: { dbId: 1100001, jobTitle: 'Kokk' } }] }, 'INVALID_VALUE'],
  ])('%s is refused', async (_, query, variables, code) => {
    const { data, errors } = await ask(t, query, variables);
    expect([data, errors[0]?.extensions?.code]).toEqual([null, code]);
  });

  test('a value pasted into the query breaks it', async () => {
    expect((await ask(t, '{ employees(first: 1, filter: { code: "00\n01" }) { edges { cursor } } }')).errors[0]?.message).toBe('Error parsing query: Unterminated string');
  });
});

describe('lookups', () => {
  test("are resolved within the owner of the row that is written", async () => {
    const t = tenant({ ...options, neighbours: { subEntity: 1, foreign: 1 } });
    expect(await linked(t, { code: '015' })).toBe("contact.code: No value matching owner 5001, code '015'.");
    expect(await linked(t, { dbId: String(CONTACT + 5) })).toContain('No value matching owner 5001');
    const { data } = await send(t, 'addEmployees', [{ code: '00990', owner: { ownerCode: 110 }, subledger: { code: '900001' } }], 'ownerDbId subledger { code }');
    expect(data.addEmployees.edges[0].node).toEqual({ ownerDbId: 5002, subledger: { code: '900001' } });
    expect((await send(t, 'addEmployees', [{ code: '00991', owner: { ownerCode: 900 } }])).errors[0]?.message).toContain('owner: No such owner');
  });

  test('rows of other entities cannot be updated', async () => {
    const t = tenant({ ...options, neighbours: { subEntity: 1, foreign: 1 } });
    expect((await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER + 5, phone: '1' }])).errors).toEqual([]);
    expect((await send(t, 'updateSuppliers', [{ dbId: SUBLEDGER + 6, phone: '1' }])).errors[0]?.message).toContain('No value matching dbId');
    expect((await send(t, 'updateContacts', [{ dbId: CONTACT + 6, phone: '1' }])).errors[0]?.message).toContain('No value matching dbId');
  });

  test('several rows with the code are one too many', async () => {
    const t = tenant(options);
    await send(t, 'addSuppliers', [{ code: '00001', description: 'Dobbel' }]);
    const { errors } = await send(t, 'updateEmployees', [{ dbId: EMPLOYEE, subledger: { code: '00001' } }]);
    expect(errors[0]?.message).toBe('subledger: More than one value matches.');
  });
});
