// The limits of a plan, in numbers and in words; what a plan comes to; and its report.
import { guard, outletOf, reportOf, requestsFor, summaryOf, type Limits, type PlanRow } from '../../../core/sync/plan';
import { toHtml, toText } from '../../../core/sync/report';
import { link } from '../sync/people';
import { employees, KARI, person, plan, user } from './tenants';

const PEOPLE = Array.from({ length: 10 }, (_, number) => person(number));
const CHANGED = PEOPLE.map((one, number) => ({ ...one, ...(number < 4 && { jobTitle: 'Leder' }), ...(number < 2 && { bankAccount: { kind: 'national', number: '15030000010', country: 'NO' } as const }), ...(number === 0 && { email: 'ny@example.no' }) }));
const LINKS = PEOPLE.map((_, number) => link(`h${number}`, String(number + 1)));

/** Ten linked people; four differ, two in the account, one in the e-mail; two more in Huma alone. */
const made = (limits: Limits = {}) => plan({
  users: [...CHANGED.map((one, number) => user(`h${number}`, one)), user('n1', person(21)), user('n2', person(22))],
  employees: employees(...PEOPLE.map((one, number) => ({ dbId: String(number + 1), person: one }))),
  links: LINKS, policy: { limits },
});

describe('the guard', () => {
  test.each<[string, Limits, boolean]>([
    ['no limits', {}, true],
    ['updates, kept', { updates: { number: 4 } }, true],
    ['updates, broken', { updates: { number: 3 } }, false],
    ['updates as a share, kept: 4 of 12 people', { updates: { share: 0.3 } }, true],
    ['updates as a share, broken', { updates: { share: 0.25 } }, false],
    ['the smaller of both', { updates: { number: 100, share: 0.1 } }, false],
    ['creates', { creates: { number: 1 } }, false],
    ['bank accounts', { bankAccounts: { number: 1 } }, false],
    ['e-mails', { emails: { number: 0 } }, false],
    ['Huma whole', { humaShort: { share: 1 } }, true],
  ])('%s', (_what, limits, within) => expect(made(limits).summary.guard.within).toBe(within));

  test('says the numbers, what happens, and what to do', () => {
    const { summary } = made({ updates: { number: 3 }, creates: { number: 1 } });
    expect(summary.guard.says).toBe('Over the limits: people created: 2 of 12, and at most 1 are allowed and people updated: 4 of 12, and at most 3 are allowed. Nothing is written. Look at the rows; if they are meant, name this plan (plan-1) as the one that may go over its limits.');
  });
  test('an override names the plan, and lifts nothing of another one', () => {
    const { rows, summary: { plan: header } } = made();
    const limits = { updates: { number: 0 } };
    expect(guard(rows, header, limits, { override: 'plan-1' })).toMatchObject({ within: true, counts: [{}, { over: true }, {}, {}, {}] });
    expect(guard(rows, header, limits, { override: 'plan-2' })).toMatchObject({ within: false });
    expect(guard(rows, header, limits, { override: 'true' }).says).toContain('names another plan');
  });
  test('an empty or short Huma side is a limit of its own', () => {
    const xledger = employees(...PEOPLE.map((one, number) => ({ dbId: String(number + 1), person: one })));
    for (const [count, within] of [[0, false], [7, false], [8, true]] as const) {
      const { summary } = plan({ users: PEOPLE.slice(0, count).map((one, number) => user(`h${number}`, one)), employees: xledger, links: LINKS, policy: { limits: { humaShort: { share: 0.8 } } } });
      expect(summary.guard.within).toBe(within);
      expect(summary.actions.createInHuma).toBe(0);
    }
  });
  test('decisions count', () => {
    const { rows, summary: { plan: header } } = made();
    expect(guard(rows.map((row): PlanRow => ({ ...row, decision: 'skip' })), header, { updates: { number: 0 }, creates: { number: 0 } }).within).toBe(true);
  });
});

describe('the summary', () => {
  test('numbers by situation, action and field', () => {
    expect(made().summary).toMatchObject({
      situations: { inSync: 6, different: 4, onlyInHuma: 2 }, actions: { link: 6, update: 4, createInXledger: 2, waiting: 0 }, anythingToDo: true,
      fields: [{ field: 'email', people: 1, toXledger: 1 }, { field: 'bankAccount', people: 2, toXledger: 2, toHuma: 0 }, { field: 'jobTitle', people: 4, toXledger: 4, left: 0 }],
    });
  });
  test('what would fail, by cause, with the rows to mend', () => {
    const { summary } = plan({ users: [user('h1', { ...KARI, givenName: null }), user('h2', { ...person(2), givenName: null })] });
    expect(summary.failing).toMatchObject([{ code: 'missing', field: 'givenName', label: 'Given Name: missing', people: 2, rows: [{ employmentId: expect.any(String) }, {}] }]);
  });
  test('R17: of many with one cause fifty are listed, and twenty are named', () => {
    const named = (count: number) => {
      const { rows, summary } = plan({ users: Array.from({ length: count }, (_, number) => user(`h${number}`, { ...person(number), givenName: null })) });
      const [cause] = summary.failing;
      const note = reportOf(rows, summary).sections.at(-1)?.lines[0]?.notes[0] ?? '';
      return { people: cause?.people, rows: cause?.rows.length, named: note.split(', ').filter((name) => name !== '…').length, more: note.endsWith(', …') };
    };
    expect(named(20)).toEqual({ people: 20, rows: 20, named: 20, more: false });
    expect(named(21)).toEqual({ people: 21, rows: 21, named: 20, more: true });
    expect(named(51)).toEqual({ people: 51, rows: 50, named: 20, more: true });
  });
  test('requests: full batches', () => {
    const many = Array.from({ length: 600 }, (_, number) => person(number));
    const { rows } = plan({ users: many.map((one, number) => user(`h${number}`, { ...one, jobTitle: 'Leder' })), employees: employees(...many.map((one, number) => ({ dbId: String(number), person: one }))) });
    expect(requestsFor(rows)).toEqual({ xledger: { reads: 2, writes: 2 }, huma: { reads: 0, writes: 0 }, total: 4 });
    expect(requestsFor([])).toMatchObject({ total: 0 });
    // Who is in step costs nothing, however many they are.
    const all = Array.from({ length: 1_001 }, (_, number) => person(number));
    const mostly = plan({ users: all.map((one, number) => user(`h${number}`, number === 0 ? { ...one, jobTitle: 'Leder' } : one)), employees: employees(...all.map((one, number) => ({ dbId: String(number + 1), person: one }))), links: all.map((_, number) => link(`h${number}`, String(number + 1))) });
    expect(requestsFor(mostly.rows.map((row): PlanRow => (row.action === 'update' ? row : { ...row, decision: 'skip' })))).toMatchObject({ xledger: { reads: 2, writes: 1 } });
  });
  test('of some of the rows', () => {
    const { rows, summary } = made();
    expect(summaryOf(rows.filter(({ situation }) => situation === 'inSync'), summary.plan, {})).toMatchObject({ actions: { update: 0, link: 6 } });
  });
});

test('each row has its outlet', () => {
  const outlets = made().rows.map((row) => outletOf(row));
  expect(outlets.filter((outlet) => outlet === 'differences')).toHaveLength(10);
  expect(outlets.filter((outlet) => outlet === 'onlyInHuma')).toHaveLength(2);
});

describe('R17: the report', () => {
  const nasty = '<script>alert(1)</script>"&\u202e';
  const report = () => {
    const { rows, summary } = plan({ users: [user('h1', { ...KARI, jobTitle: nasty, address: { street: 'Hemmelig vei 1', zipCode: '0150', place: 'Oslo', country: 'NO' }, birthDate: '1991-03-04' as typeof KARI.birthDate }), user('h2', person(2))], employees: employees({ dbId: '7', person: KARI }) });
    return reportOf(rows, summary);
  };
  test('HTML: whole, escaped, without anything to run or to load', () => {
    const html = toHtml(report());
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;\u{fffd}');
    expect(html).not.toMatch(/<script|<img|<link|src=|href=|url\(|\u202e/);
    expect(html).toContain('Kari T. (001042)');
    for (const tag of ['div', 'table', 'tr', 'td', 'p', 'bdi']) expect(html.split(`<${tag}`).length).toBe(html.split(`</${tag}>`).length);
  });
  test('text: the same people and values', () => {
    const text = toText(report());
    expect(text).toContain('→ Kari T. (001042): Update');
    expect(text).toContain('Job Title: Utvikler -> <script>alert(1)</script>"&\u{fffd} (in Xledger)');
  });
  test('a field with two places in Xledger is one line, unless the two say different things', () => {
    const textOf = (subledgerPhone: string) => {
      const { rows, summary } = plan({ users: [user('h1', { ...KARI, phone: '+4799000009' })], employees: employees({ dbId: '7', person: KARI, more: ({ subledger }) => { if (subledger) subledger.phone = subledgerPhone; } }) });
      return toText(reportOf(rows, summary)).split('\n').filter((line) => line.includes('Phone')).map((line) => line.trim());
    };
    expect(textOf(KARI.phone!)).toEqual(['Phone Number: +4799000001 -> +4799000009 (in Xledger)']);
    expect(textOf('+4799000008')).toEqual(['Phone Number: +4799000001 -> +4799000009 (in Xledger)', 'Phone Number (supplier): +4799000008 -> +4799000009 (in Xledger)']);
  });
  test('a line break in a value does not make a line of its own', () => {
    const { rows, summary } = plan({ users: [user('h1', { ...KARI, jobTitle: 'Leder\n+ Nobody: Create in Xledger' })], employees: employees({ dbId: '7', person: KARI }) });
    expect(toText(reportOf(rows, summary)).split('\n').filter((line) => line.startsWith('+ Nobody'))).toEqual([]);
  });
  test('nothing sensitive, and no address', () => {
    for (const shown of [toHtml(report()), toText(report())]) for (const secret of ['Hemmelig', 'Prøvegata', '1990-02-03', '1991-03-04', '01819010028', '12345678903']) expect(shown).not.toContain(secret);
  });
});
