// Whose value wins, and why: settings, three ways, missing values, and what the rules forbid.
import type { PlanPolicy } from '../../../core/sync/plan';
import type { Person } from '../../../core/person';
import { link } from '../sync/people';
import { codes, employees, KARI, onlyRow, person, plan, user } from './tenants';

/** The baseline of a time when both sides were as given. */
const baselineOf = (both: Person) => onlyRow({ users: [user('h1', both)], employees: employees({ dbId: '7', person: both }) }).remembers.baseline;

const differenceOf = (huma: Person, xledger: Person, policy: Partial<PlanPolicy> = {}, before?: Person) =>
  onlyRow({ users: [user('h1', huma)], employees: employees({ dbId: '7', person: xledger }), policy, links: [link('h1', '7', { baseline: before ? baselineOf(before) : {} })] }).differences;

const [A, B, C] = [{ ...KARI, jobTitle: 'A' }, { ...KARI, jobTitle: 'B' }, { ...KARI, jobTitle: 'C' }];

describe('R14: in general and per field', () => {
  test.each(['huma', 'xledger', 'none'] as const)('%s', (general) => {
    expect(differenceOf(A, B, { wins: { general, byField: {} } })).toMatchObject([{ moved: 'different', wins: general }]);
    expect(differenceOf(A, B, { wins: { general: 'none', byField: { jobTitle: general } } })).toMatchObject([{ wins: general }]);
  });
});

describe('R20: who moved', () => {
  test('a baseline of another token tells nothing: just different', () => {
    const ofAnother = Object.fromEntries(Object.entries(baselineOf(A)).map(([field, text]) => [field, text.replace(/^..../, 'elsE')]));
    const differences = (baseline: Record<string, string>) => onlyRow({ users: [user('h1', A)], employees: employees({ dbId: '7', person: B }), links: [link('h1', '7', { baseline })] }).differences;
    expect(differences(baselineOf(A))).toMatchObject([{ moved: 'changedInXledger' }]);
    expect(differences(ofAnother)).toMatchObject([{ moved: 'different' }]);
  });


  test.each([
    ['huma', undefined, 'huma', 'none', 'huma'],
    ['huma', 'overwrite', 'huma', 'huma', 'huma'],
    ['huma', 'follow', 'huma', 'xledger', 'huma'],
    ['xledger', undefined, 'none', 'xledger', 'xledger'],
    ['xledger', 'overwrite', 'xledger', 'xledger', 'xledger'],
    ['xledger', 'follow', 'huma', 'xledger', 'xledger'],
    ['none', 'overwrite', 'none', 'none', 'none'],
  ] as const)('%s wins, the other side changed: %s', (general, otherSideChanged, inHuma, inXledger, inBoth) => {
    const policy = { wins: { general, byField: {} }, otherSideChanged };
    expect(differenceOf(A, B, policy, B)).toMatchObject([{ moved: 'changedInHuma', wins: inHuma }]);
    expect(differenceOf(A, B, policy, A)).toMatchObject([{ moved: 'changedInXledger', wins: inXledger }]);
    const [both] = differenceOf(A, B, policy, C);
    expect(both).toMatchObject({ moved: 'changedInBoth', wins: inBoth });
    if (inBoth !== 'none') expect(both?.why).toContain('Changed in both');
  });
});

describe('missing values', () => {
  const gone = { ...KARI, jobTitle: null };
  test.each([
    ['fill', 'huma', 'huma', 'xledger'],
    ['fill', 'none', 'huma', 'xledger'],
    ['leave', 'huma', 'none', 'none'],
    ['clear', 'huma', 'huma', 'huma'],
    ['clear', 'xledger', 'none', 'xledger'],
    ['clear', 'none', 'none', 'none'],
  ] as const)('%s, %s wins', (missing, general, inXledger, inHuma) => {
    const policy = { missing, wins: { general, byField: {} }, otherSideChanged: 'overwrite' as const };
    expect(differenceOf(A, gone, policy)).toMatchObject([{ state: 'missingInXledger', wins: inXledger }]);
    expect(differenceOf(gone, B, policy, B)).toMatchObject([{ state: 'missingInHuma', wins: inHuma }]);
  });
  test('R29: only what was synced before is cleared, and only where the field allows it', () => {
    const row = onlyRow({ users: [user('h1', gone)], employees: employees({ dbId: '7', person: KARI }), policy: { missing: 'clear' } });
    expect(row.differences).toMatchObject([{ wins: 'none', offers: ['huma', 'xledger'] }]);
    expect(codes(row)).toEqual(['notCleared']);
    expect(differenceOf({ ...KARI, address: null }, KARI, { missing: 'clear' }, KARI)).toMatchObject([{ wins: 'none', offers: ['xledger'] }, { wins: 'none', offers: ['xledger'] }]);
  });
});

test('R21: a run that writes to Xledger alone gives Huma nothing', () => {
  expect(differenceOf(A, B, { wins: { general: 'xledger', byField: {} }, writeTo: 'xledger' })).toMatchObject([{ wins: 'none' }]);
  expect(onlyRow({ employees: employees({ dbId: '7', person: KARI }), policy: { writeTo: 'xledger' } })).toMatchObject({ action: 'none', proposal: 'createInHuma' });
});

test('R28: a value of somebody else is not written, and its holders are named', () => {
  const other = person(1);
  const { rows } = plan({ users: [user('h1', { ...KARI, phone: other.phone, jobTitle: 'Leder' }), user('h2', other)], employees: employees({ dbId: '7', person: KARI }, { dbId: '8', person: other }) });
  const row = rows.find(({ humaId }) => humaId === 'h1')!;
  expect(row.differences.map(({ target, wins }) => [target, wins])).toEqual([['contact.phone', 'none'], ['subledger.phone', 'none'], ['contact.jobTitle', 'huma']]);
  expect(row.attention.find(({ code }) => code === 'taken')?.says).toContain('employee 1001 in Xledger');
});

test('R32.5: a later start with several positions is offered, and not sent by itself', () => {
  const later = { ...KARI, employmentStart: '2025-08-01' as Person['employmentStart'] };
  const row = onlyRow({ users: [user('h1', later, { severalPositions: true })], employees: employees({ dbId: '7', person: KARI }) });
  expect(row.differences).toMatchObject([{ wins: 'none', offers: ['huma', 'xledger'] }]);
  expect(codes(row)).toEqual(['laterStart']);
});

describe('R36: names', () => {
  test('the description in Xledger is not read back into names', () => {
    const row = onlyRow({ users: [user('h1', { ...KARI, givenName: 'Karin' })], employees: employees({ dbId: '7', person: KARI }), policy: { wins: { general: 'xledger', byField: {} } } });
    expect(row.differences).toMatchObject([{ target: 'contact.firstName', wins: 'xledger' }, { target: 'subledger.description', wins: 'none', offers: ['huma'] }]);
  });
});

test.each<[string, Partial<PlanPolicy>, onContact: string, onSupplier: string]>([
  ['Huma', {}, 'huma', 'huma'],
  ['Xledger', { wins: { general: 'xledger', byField: {} } }, 'xledger', 'none'],
  ['Xledger, and Huma is not written to', { wins: { general: 'xledger', byField: {} }, writeTo: 'xledger' }, 'none', 'none'],
  ['nobody', { wins: { general: 'none', byField: {} } }, 'none', 'none'],
])('R14: a field goes one way, also where one of its places is empty: %s wins', (_who, policy, onContact, onSupplier) => {
  const xledger = employees({ dbId: '7', person: KARI, more: ({ subledger }) => { if (subledger) subledger.phone = null; } });
  expect(onlyRow({ users: [user('h1', { ...KARI, phone: '+4799000009' })], employees: xledger, policy }).differences).toMatchObject([{ target: 'contact.phone', wins: onContact }, { target: 'subledger.phone', wins: onSupplier }]);
  expect(onlyRow({ users: [user('h1', KARI)], employees: xledger, policy }).differences).toMatchObject([{ target: 'subledger.phone', wins: 'huma' }]);
});

test('two places in Xledger that disagree do not take turns in Huma', () => {
  const xledger = employees({ dbId: '7', person: KARI, more: ({ subledger }) => { if (subledger) subledger.phone = '+4799777777'; } });
  expect(onlyRow({ users: [user('h1', KARI)], employees: xledger, policy: { wins: { general: 'xledger', byField: {} } } }).differences).toMatchObject([{ target: 'subledger.phone', wins: 'none', offers: ['huma'] }]);
});
