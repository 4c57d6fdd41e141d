// The sandbox's Xledger as a server: faults, journal, admin addresses, pages, saving and loading.
import { ask, CONTACT, EMPLOYEE, firstNode, replyOf, send, SUBLEDGER, tenant } from './sandbox-xledger-asking';
import { createXledger, SANDBOX_TOKEN, startXledger, type XledgerSandbox, type XledgerTenant } from '../../sandbox/xledger';
import { inventPeople } from '../../sandbox/people';

const ONE = '{ employees(first: 1) { edges { node { dbId } } } }';
const retitle = (t: XledgerTenant) => send(t, 'updateContacts', [{ dbId: CONTACT, jobTitle: 'Kokk' }]);
const title = (t: XledgerTenant) => t.state.contacts.get(CONTACT)?.values.jobTitle;

describe('over HTTP', () => {
  let x: XledgerSandbox;
  const post = (query: string) => fetch(x.graphqlUrl, { method: 'POST', headers: { authorization: `token ${SANDBOX_TOKEN}`, 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  const admin = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${x.adminUrl}/${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    return { status: response.status, json: (await response.json()) as any };
  };
  beforeEach(async () => void (x = await startXledger({ seed: 5, limits: false })));
  afterEach(() => x.close());

  test('answers as in-process', async () => {
    expect((await replyOf(await post(ONE))).data).toEqual({ employees: { edges: [{ node: { dbId: EMPLOYEE } }] } });
    expect(x.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test.each([
    ['resetBefore', 'Kjøkkensjef'],
    ['resetAfter', 'Kokk'],
  ])('%s cuts the connection', async (kind, after) => {
    await admin('POST', 'faults', { kind, which: { rootField: 'updateContacts' } });
    expect((await replyOf(await post(ONE))).errors).toEqual([]);
    await expect(post(`mutation { updateContacts(inputs: [{ node: { dbId: ${CONTACT}, jobTitle: "Kokk" } }]) { edges { clientId } } }`)).rejects.toThrow('fetch failed');
    expect(title(x)).toBe(after);
    expect(x.journal.at(-1)).toMatchObject({ status: 0, fault: kind });
  });

  test('switches take names and letters; others are refused with what is possible', async () => {
    expect((await admin('POST', 'switches', { U10: 'b', U5: 'nullIsIgnored' })).json.U10.position).toBe('goodOnesWrittenWithErrors');
    expect(x.switches.U5).toBe('nullIsIgnored');
    expect((await admin('POST', 'switches', { U10: 'z' })).json.issues[0].message).toContain('Positions: nothingWritten');
    expect((await admin('POST', 'switches', { U99: 'a' })).status).toBe(400);
    expect((await admin('GET', 'switches')).json.U10).toMatchObject({ position: 'goodOnesWrittenWithErrors', positions: { a: 'nothingWritten' } });
  });

  test('faults are checked, listed and taken back', async () => {
    expect((await admin('POST', 'faults', [{ kind: 'slow' }, { kind: 'nonsense' }])).status).toBe(400);
    expect((await admin('GET', 'faults')).json).toEqual([]);
    await admin('POST', 'faults', [{ kind: 'burst', count: 2 }]);
    expect((await admin('GET', 'faults')).json).toMatchObject([{ kind: 'burst', count: 2, work: 'notDone' }]);
    await admin('DELETE', 'faults');
    expect((await replyOf(await post(ONE))).errors).toEqual([]);
  });

  test('people are found and changed behind the sync\'s back', async () => {
    const { json } = await admin('GET', 'people?search=VIDAR');
    expect(json).toMatchObject([{ dbId: EMPLOYEE, values: { 'contact.email': 'vidar.haugland@example.no', 'contact.gender': 'MALE', 'subledger.address.country': 'NO' } }]);
    const changed = await admin('PATCH', `people/${EMPLOYEE}`, { 'contact.gender': 'FEMALE', 'subledger.bankAccount': '', 'contact.address.country': 'se', 'employee.code': '015' });
    expect(changed.json.values).toMatchObject({ 'contact.gender': 'FEMALE', 'subledger.bankAccount': null, 'contact.address.country': 'SE', 'employee.code': '015' });
    expect(await firstNode(x, 'employees', 'code contact { gender { code } } subledger { bankAccount }')).toEqual({ code: '015', contact: { gender: { code: 'FEMALE' } }, subledger: { bankAccount: null } });
  });

  test('an edit is made whole or not at all', async () => {
    const { status, json } = await admin('PATCH', `people/${EMPLOYEE}`, { 'contact.phone': '+4799000999', 'contact.gender': 'X' });
    expect([status, json.error]).toEqual([400, 'Gender is MALE, FEMALE or nothing.']);
    expect(x.state.contacts.get(CONTACT)?.values.phone).toBe('+4799000031');
    expect((await admin('PATCH', `people/${EMPLOYEE}`, { 'subledger.company.country': 'SE' })).json.error).toBe('subledger.company.country cannot be edited.');
    expect((await admin('GET', 'people/7')).status).toBe(400);
  });

  test('the journal counts, is emptied, and holds no values', async () => {
    await post(`mutation M { updateContacts(inputs: [{ node: { dbId: ${CONTACT}, jobTitle: "Kokk" } }]) { edges { clientId } } }`);
    await post('{ nope }');
    const { json } = await admin('GET', 'journal');
    expect(json.summary).toEqual({ requests: 2, queries: 1, mutations: 1, nodesWritten: 1, failed: 1, byRootField: { updateContacts: 1, nope: 1 } });
    expect(json.entries).toMatchObject([{ operation: 'M', kind: 'mutation', nodes: 1, status: 200, errorCodes: [] }, { kind: 'query', errorCodes: ['FIELDS_ON_CORRECT_TYPE'] }]);
    expect(JSON.stringify(json)).not.toContain('Kokk');
    await admin('DELETE', 'journal');
    expect(x.journal).toEqual([]);
  });

  test('limits are moved and everything is reset', async () => {
    await admin('POST', 'limits', { enforced: true, burst: 1 });
    await post(ONE);
    expect((await replyOf(await post(ONE))).errors[0]?.code).toBe('BAD_REQUEST.BURST_RATE_LIMIT_REACHED');
    expect((await admin('POST', 'limits', { burst: 0 })).status).toBe(400);
    x.edit(EMPLOYEE, { 'contact.phone': '1' });
    x.switches.U10 = 'noErrorsFewerEdges';
    expect((await admin('POST', 'reset', { people: 7, switches: { U5: 'b' } })).json).toEqual({ people: 9 });
    expect([x.limits.enforced, x.switches.U10, x.switches.U5, x.journal.length]).toEqual([false, 'nothingWritten', 'nullIsIgnored', 0]);
    expect(x.state.contacts.get(CONTACT)?.values.phone).toBe('+4799000031');
  });

  test('unknown addresses and wrong bodies say so', async () => {
    expect((await admin('GET', 'nothing')).json.addresses).toContain('POST faults');
    expect((await fetch(`${x.adminUrl}/faults`, { method: 'POST', body: '{' })).status).toBe(400);
    const response = await fetch(x.graphqlUrl, { method: 'POST', headers: { authorization: `token ${SANDBOX_TOKEN}` }, body: 'query' });
    expect([response.status, await response.json()]).toEqual([400, { errors: [{ message: 'The body is not a GraphQL request.' }], data: null }]);
  });
});

describe('faults', () => {
  /** [fault, what the client sees, whether the mutation was done all the same] */
  test.each([
    [{ kind: 'status', status: 429 }, 429, '429', false],
    [{ kind: 'status', status: 500 }, 500, '500', false],
    [{ kind: 'status', status: 502, work: 'done' }, 502, '502', true],
    [{ kind: 'status' }, 503, '503', false],
    [{ kind: 'status', status: 529 }, 529, '529', false],
    [{ kind: 'html' }, 503, '<!doctype html>', false],
    [{ kind: 'html', status: 200, work: 'done' }, 200, '<!doctype html>', true],
    [{ kind: 'halfJson' }, 200, '{"data":{"updateContacts":{"ed', true],
    [{ kind: 'dataNullWithErrors' }, 200, '{"errors":[{"message":"An unexpected error occurred."}],"data":null}', false],
    [{ kind: 'burst' }, 200, 'BAD_REQUEST.BURST_RATE_LIMIT_REACHED', false],
    [{ kind: 'concurrency' }, 200, 'BAD_REQUEST.CONCURRENCY_LIMIT_REACHED', false],
    [{ kind: 'creditsGone', resetAt: '2026-01-15T12:00:00Z' }, 200, '"resetAt":"2026-01-15T12:00:00.000Z"', false],
    [{ kind: 'timeoutMessage' }, 200, 'your query timed out', true],
    [{ kind: 'tokenRevoked' }, 200, 'The API token is not valid.', false],
  ] as const)('%j', async (fault, status, seen, done) => {
    const t = tenant();
    t.faults.order(fault);
    const reply = await retitle(t);
    expect(reply.status).toBe(status);
    expect(reply.text).toContain(seen);
    expect(title(t)).toBe(done ? 'Kokk' : 'Kjøkkensjef');
    expect((await retitle(t)).errors).toEqual([]);
  });

  test('in-process a cut connection rejects as fetch does', async () => {
    const t = tenant();
    t.faults.order({ kind: 'resetAfter' });
    await expect(retitle(t)).rejects.toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } });
    expect(title(t)).toBe('Kokk');
  });

  test('a slow answer waits by the clock it was given', async () => {
    const waited: number[] = [];
    const t = tenant({ sleep: async (ms) => void waited.push(ms) });
    t.faults.order({ kind: 'slow', ms: 45_000 });
    expect((await retitle(t)).errors).toEqual([]);
    expect(waited).toEqual([45_000]);
  });

  test('which and how many requests are meant', async () => {
    const t = tenant();
    t.faults.order({ kind: 'status', status: 500, which: { nth: 2 } }, { kind: 'status', status: 502, which: { kind: 'mutation' }, count: 2 }, { kind: 'status', status: 529, which: { operation: 'People' } });
    const statuses = [(await ask(t, ONE)).status, (await ask(t, ONE)).status, (await retitle(t)).status, (await ask(t, `query People ${ONE}`)).status, (await retitle(t)).status, (await retitle(t)).status];
    expect(statuses).toEqual([200, 500, 502, 529, 502, 200]);
    expect(t.faults.waiting()).toEqual([]);
  });
});

describe('the state', () => {
  test('is saved and loaded as JSON, so that a demo goes on where it stopped', async () => {
    const t = tenant();
    await retitle(t);
    await send(t, 'addContacts', [{ firstName: 'Åse' }]);
    const saved = JSON.parse(JSON.stringify(t.exportState()));
    const again = createXledger({ seed: 0, limits: false });
    again.importState(saved);
    expect(again.exportState()).toEqual(saved);
    expect(title(again)).toBe('Kokk');
    const { data } = await send(again, 'addContacts', [{ firstName: 'Åge' }]);
    expect(data.addContacts.edges[0].node.dbId).toBe(CONTACT + 8);
    expect(() => again.importState({ formatVersion: 2 })).toThrow();
    expect(title(again)).toBe('Kokk');
  });

  test('begins with 200 invented people, each with the same values on every record', () => {
    const t = createXledger({ neighbours: { foreign: 0 } });
    expect([t.state.employees.size, t.state.contacts.size, t.state.subledgers.size]).toEqual([200, 200, 200]);
    const [person] = inventPeople(1);
    expect(t.state.employees.get(EMPLOYEE)?.values).toMatchObject({ code: person!.employmentId, employmentFrom: person!.employmentStart });
    expect(t.state.contacts.get(CONTACT)?.values).toMatchObject({ email: person!.email, socialSec: person!.nationalId });
    expect(t.state.subledgers.get(SUBLEDGER)?.values).toMatchObject({ code: person!.employmentId, bankAccount: person!.bankAccount });
  });

  test('does not keep what was asked, unless told to', async () => {
    const kept = tenant({ keepBodies: true });
    await retitle(kept);
    expect(kept.journal[0]?.body?.asked).toContain('Kokk');
  });
});

describe('the pages', () => {
  const page = async (t: XledgerTenant, path: string, form?: Record<string, string>) => {
    const response = await t.handle(new Request(`http://sandbox${path}`, form ? { method: 'POST', body: new URLSearchParams(form).toString() } : {}));
    return { status: response.status, location: response.headers.get('location'), text: await response.text() };
  };

  test('list everyone, search, and show what was asked', async () => {
    const t = tenant();
    await ask(t, ONE);
    const { text } = await page(t, '/');
    expect(text).toContain('7 people');
    expect(text).toContain('href="/people/1100001"');
    expect(text).toContain('<td>employees</td><td class="number">1</td>');
    expect((await page(t, '/?search=vidar')).text).toContain('1 person');
  });

  test('show every mapped value of a person and change it', async () => {
    const t = tenant();
    expect((await page(t, `/people/${EMPLOYEE}`)).text).toContain('data-path="subledger.bankAccount" value="90007000935"');
    expect(await page(t, `/people/${EMPLOYEE}`, { 'contact.jobTitle': 'Kokk & "sjef"' })).toMatchObject({ status: 303, location: `/people/${EMPLOYEE}` });
    expect(title(t)).toBe('Kokk & "sjef"');
    expect((await page(t, `/people/${EMPLOYEE}`)).text).toContain('value="Kokk &#38; &#34;sjef&#34;"');
    expect((await page(t, `/people/${EMPLOYEE}`, { 'contact.address.country': 'XX' })).text).toContain('XX is not a country code');
  });

  test('need nothing from elsewhere', async () => {
    const { text } = await page(tenant(), '/');
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect((await page(tenant(), '/people/7')).status).toBe(404);
    expect((await page(tenant(), '/nothing')).status).toBe(404);
  });
});
