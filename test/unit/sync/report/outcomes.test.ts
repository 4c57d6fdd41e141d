// From what became of somebody to what each item is told: the first tells it all, the others point to it (R17, R23).
import { problemOf, TARGETS, type FieldKey, type Person } from '../../../../core/person';
import { changesOf, changesOfNew, outcomesOf, toHtml, toText, oneLine, type ReportPage, type Result } from '../../../../core/sync/report';
import type { Difference } from '../../../../core/sync/compare';
import { KARI, link } from '../people';

const PHONE = { field: 'phone', label: 'Phone Number', before: null, after: '+4799000001' } as const;
const told = (result: Partial<Result>, items = [3], dryRun = false, person: Person = KARI) => outcomesOf({ items, humaId: 'h1', person }, { outcome: 'applied', code: 'updated', changes: [PHONE], did: 'updated', ...result }, dryRun);
const reasonOf = (result: Partial<Result>): string => told(result)[0]?.reason ?? '';

test('one person, one item: all of it, and no key that says nothing', () => {
  expect(told({ employeeDbId: '7', employmentId: '9' })).toStrictEqual([{
    item: 3, humaId: 'h1', outcome: 'applied', did: 'updated', reason: 'Kari T.: Phone Number was updated in Xledger.', code: 'updated', retry: false,
    employeeDbId: '7', employmentId: '9', name: 'Kari T.', changes: [PHONE], problems: [], dryRun: false,
  }]);
  expect(told({ retry: true, resumeAt: 5, link: link('h1', '7') })[0]).toMatchObject({ retry: true, resumeAt: 5, link: { employeeDbId: '7' } });
  expect(told({ link: link('h1', '7') }, [3], true)[0]).not.toHaveProperty('link');
  expect(told({}, [])).toEqual([]);
  expect(outcomesOf({ items: [0], humaId: null, person: { ...KARI, employmentId: undefined } }, { outcome: 'unchanged', code: 'unchanged' }, false)).toMatchObject([{ did: 'nothing', changes: [], problems: [], employeeDbId: null, employmentId: null }]);
});

test.each<[Result['outcome'], Result['code'], string, string]>([
  ['applied', 'updated', 'unchanged', 'sameAsAnotherItem'],
  ['skipped', 'locked', 'skipped', 'sameAsAnotherItem'],
  ['unchanged', 'unchanged', 'unchanged', 'sameAsAnotherItem'],
  ['failed', 'refused', 'failed', 'refused'],
  ['notAttempted', 'xledgerUnavailable', 'notAttempted', 'xledgerUnavailable'],
])('other items of the same person: %s as %s is %s as %s there', (outcome, code, thereOutcome, thereCode) => {
  const [first, second, third] = told({ outcome, code, problems: [problemOf('phone', 'taken')] }, [3, 5, 8]);
  expect(first).toMatchObject({ item: 3, outcome, code });
  expect(second).toMatchObject({ item: 5, outcome: thereOutcome, code: thereCode, did: 'nothing', changes: [], problems: [], name: 'Kari T.' });
  expect(second?.reason).toBe(`The same person as item 3, and done with it. ${first?.reason}`);
  expect(third?.item).toBe(8);
});

describe('remarks', () => {
  const FIELDS: FieldKey[] = ['email', 'phone', 'jobTitle', 'gender', 'birthDate', 'bankAccount'];
  test('fields with the same remark share its sentence', () => {
    const alone = reasonOf({ problems: [problemOf('jobTitle', 'notCleared')] });
    expect(reasonOf({ problems: [problemOf('jobTitle', 'notCleared'), problemOf('phone', 'notCleared'), problemOf('gender', 'notCleared')] })).toBe(`${alone} The same holds for Phone Number and Gender.`);
    expect(alone).not.toContain('The same holds');
  });
  test('the same remark on the same field is one', () => {
    expect(told({ problems: [problemOf('phone', 'notCleared'), problemOf('phone', 'notCleared')] })[0]?.problems).toHaveLength(1);
    expect(told({ problems: [problemOf('phone', 'taken', undefined, { detail: 'Ola P.' }), problemOf('phone', 'taken', undefined, { detail: 'Per P.' })] })[0]?.problems).toHaveLength(2);
  });
  test.each([[4, undefined], [5, '1 more remark.'], [6, '2 more remarks.']])('%d different ones', (count, more) => {
    const problems = FIELDS.slice(0, count).map((field) => problemOf(field, 'taken', undefined, { detail: `the other ${field}` }));
    const reason = reasonOf({ problems });
    expect(FIELDS.filter((field) => reason.includes(`the other ${field}`))).toEqual(FIELDS.slice(0, 4));
    if (more) expect(reason.endsWith(` ${more}`)).toBe(true);
    else expect(reason).not.toContain('more remark');
  });
});

describe('changes', () => {
  const difference = (target: string, fields: FieldKey[], before: string | null, after: string | null): Difference => ({ target: TARGETS.find(({ key }) => key === target)!, fields, state: 'different', before, after, moved: 'different', settled: false });
  const both = [difference('contact.firstName', ['givenName'], 'Kari', 'Karin'), difference('subledger.description', ['givenName', 'familyName'], 'Kari Testesen', 'Karin Testesen')];
  test.each([['first', both], ['last', [...both].reverse()]])('R36: a half of the name is told by its own place, which stands %s; the other half by the whole', (_where, differences) => {
    expect(changesOf(differences).sort((a, b) => (a.field < b.field ? 1 : -1))).toEqual([
      { field: 'givenName', label: 'Given Name', before: 'Kari', after: 'Karin' },
      { field: 'familyName', label: 'Family Name', before: 'Kari Testesen', after: 'Karin Testesen' },
    ]);
  });
  test('the first of two places of its own tells it', () => expect(changesOf([difference('contact.phone', ['phone'], '1', '3'), difference('subledger.phone', ['phone'], '2', '3')])).toEqual([{ field: 'phone', label: 'Phone Number', before: '1', after: '3' }]));
  test('what somebody new brings along: what has a value, and was not left out', () => {
    expect(changesOfNew({ email: 'a@example.no', phone: null, jobTitle: undefined, gender: 'Female' }, new Set<FieldKey>(['gender']))).toEqual([{ field: 'email', label: 'E-mail', before: null, after: 'a@example.no' }]);
  });
});

describe('a report', () => {
  const page: ReportPage = { title: 'Report', facts: [], verdict: { tone: 'trouble', says: 'Look.' }, counts: [], sections: [{ title: 'First', lines: [], more: 0 }, { title: 'Second', lines: [], more: 2 }], footer: 'End.' };
  test('without counts has no table of them; sections stand on lines of their own', () => {
    const html = toHtml(page);
    expect([...html.matchAll(/<table/g)]).toHaveLength(1);
    expect(html).toMatch(/<\/table>\n\n<h2[^>]*>First<\/h2>\n<h2[^>]*>Second<\/h2><p[^>]*>… and 2 more\.<\/p>\n/);
    expect([...toHtml({ ...page, counts: [{ label: 'Equal', value: 1, tone: 'same' }] }).matchAll(/<table/g)]).toHaveLength(2);
    expect(toText(page)).toContain('! Look.');
  });
  test('the verdict is framed in the colours of its tone', () => expect(toHtml(page)).toContain('<p style="background:#fbe9e7;color:#8a1c1c;border-left:4px solid #8a1c1c;'));
  test('white space is one space', () => expect(oneLine('a \r\n\t b')).toBe('a b'));
});
