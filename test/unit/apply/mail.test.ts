// The e-mail about a run, word for word: who, what, before → after, why not; no address, and nothing turned into markup (R17).
import { resultMail, type ApplySummary, type RowChange, type RowOutcome } from '../../../core/sync';

const NOTHING = { creates: 0, updates: 0, bankAccounts: 0, emails: 0 };
const base: RowOutcome = { item: 0, row: 1, planId: 'p', humaId: 'h', employeeDbId: '11', name: 'Kari T.', employmentId: '001042', situation: 'different', outcome: 'applied', did: 'updated', reason: 'R.', code: 'updated', retry: false, changes: [], stale: [], problems: [], dryRun: false };
const phone: RowChange = { in: 'xledger', field: 'phone', label: 'Phone Number', before: '+4799000001', after: '+4799000002' };
const addressInHuma: RowChange = { in: 'huma', field: 'address', label: 'Address', before: 'A', after: 'B' };
const address: RowChange = { in: 'xledger', field: 'address', label: 'Address', before: null, after: 'B' };
const outcomes: RowOutcome[] = [
  { ...base, changes: [phone, addressInHuma, address] },
  { ...base, name: 'Ola T.', did: 'created', code: 'created', employmentId: null, changes: [{ ...phone, before: null }] },
  { ...base, name: 'Partly P.', code: 'partlyRefused', changes: [phone], reason: 'Partly P.: Phone Number went through, and Address did not.' },
  { ...base, name: 'Prob L.', changes: [phone], problems: [{ field: 'bankAccount', code: 'failsItsCheckDigit' }], reason: 'Prob L.: a remark.' },
  { ...base, name: null, employmentId: null, outcome: 'failed', did: 'nothing', code: 'refused', reason: 'Refused.' },
  { ...base, name: null, employmentId: null, employeeDbId: null, outcome: 'notAttempted', did: 'nothing', code: 'xledgerUnavailable', reason: 'Later.' },
  { ...base, name: 'Stale S.', outcome: 'stale', did: 'nothing', code: 'changedSince', reason: 'secret address', stale: [{ label: 'Address', in: 'xledger', before: 'x', after: 'y', now: 'z' }, { label: 'Address', in: 'huma', before: 'x', after: 'y', now: 'z' }, { label: 'E-mail', in: 'xledger', before: null, after: 'y', now: 'z' }] },
  { ...base, name: 'Gone G.', outcome: 'stale', did: 'nothing', code: 'gone', reason: 'Gone G.: not there.' },
  { ...base, name: 'Skip S.', outcome: 'skipped', did: 'nothing', code: 'skippedByDecision', reason: 'Skip S. was skipped, as was decided.' },
  { ...base, name: 'Same S.', outcome: 'unchanged', did: 'nothing', code: 'unchanged', reason: 'x' },
  { ...base, name: 'Pair P.', did: 'linked', code: 'linked', reason: 'x' },
];
const summary: ApplySummary = { planId: 'plan-1', connection: 'default', startedAt: '2026-01-15T10:00:00.000Z', endedAt: '2026-01-15T10:00:09.000Z', dryRun: false, rows: 11, outcomes: { applied: 5, unchanged: 1, skipped: 1, stale: 2, failed: 1, notAttempted: 1 }, created: { xledger: 1, huma: 0 }, updated: { xledger: 3, huma: 1 }, linked: 1, fields: {}, counted: NOTHING, verdict: null, requests: { xledger: 9, huma: 2 }, canary: 'proved', cannotBeUndone: [{ name: 'Ola T.', humaId: 'h', employeeDbId: '1', in: 'xledger' }], says: '5 applied.' };

const TEXT = `Huma and Xledger: what the sync did
===================================

! 5 applied.

Connection: default
Plan: plan-1
Started by: Olga
Start: 2026-01-15 10:00 UTC
End: 2026-01-15 10:00 UTC
Requests: 9 to Xledger, 2 to Huma
No way back: 1 created person: undoing the run leaves them

→ Updated in Xledger    3
→ Updated in Huma       1
+ Created in Xledger    1
+ Created in Huma       0
= Remembered as a pair  1
= As wanted already     1
= Skipped               1
? Changed meanwhile     2
! Failed                1
! Not attempted         1

Failed
------
! Xledger ID 11: Nothing written
    ! Refused.

Not attempted
-------------
These can be applied again.
! Huma ID h: Nothing written
    ! Later.

Changed meanwhile
-----------------
Somebody changed these after the plan was made: nothing of them was written.
? Stale S. (001042): Nothing written
    ! Changed since the plan was made: Address and E-mail. Make a new plan for this person.
? Gone G. (001042): Nothing written
    ! Gone G.: not there.

Created
-------
✓ Ola T. (Xledger ID 11): Created
    Phone Number: (empty) -> +4799000002 (in Xledger)

Updated
-------
✓ Kari T. (001042): Updated
    Phone Number: +4799000001 -> +4799000002 (in Xledger)
    Address: (not shown) -> (not shown) (in Huma)
    Address: (empty) -> (not shown) (in Xledger)
✓ Partly P. (001042): Updated
    Phone Number: +4799000001 -> +4799000002 (in Xledger)
    ! Partly P.: Phone Number went through, and Address did not.
✓ Prob L. (001042): Updated
    Phone Number: +4799000001 -> +4799000002 (in Xledger)
    ! Prob L.: a remark.

Skipped
-------
= Skip S. (001042): Nothing written
    ! Skip S. was skipped, as was decided.

Bank accounts, national IDs and birth dates are masked; addresses are not shown.
`;

const mail = (changes: Partial<ApplySummary> = {}, options: Parameters<typeof resultMail>[1] = { runBy: 'Olga' }) => resultMail({ outcomes, summary: { ...summary, ...changes } }, options);
/** What a page shows, without its markup. */
const words = (html: string): string => html.replace(/<style.*?<\/style>|<title>.*?<\/title>|<[^>]+>/gs, ' ').replace(/&#39;/g, "'").replace(/&quot;/g, '"').replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();

test('as text, word for word', () => expect(mail().text).toBe(TEXT));

test('as a page: the same words, the verdict marked with a word too', () => {
  const asPage = TEXT.replace(/^[=-]+$/gm, '').replace(/^! 5/m, '! Look here: 5').replaceAll(' -> ', ' → ');
  const unordered = (text: string) => text.replace(/^! (?=Look)/, '').trim().split(/\s+/).map((word) => word.replace(/:$/, '')).filter((word) => !['!', '✓', '?', '=', '+', '→'].includes(word)).sort();
  expect(unordered(words(mail().html))).toEqual(unordered(asPage));
});

test('what stands in it is never markup, and a line break never a new line', () => {
  const nasty = '<img src=x onerror=alert(1)>\u202Eevil\nSecond';
  const { html, text } = resultMail({ outcomes: [{ ...base, name: nasty, outcome: 'failed', did: 'nothing', code: 'refused', reason: nasty }], summary });
  expect(html).not.toMatch(/<img|\u202E/);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(text.split('\n').filter((line) => line.startsWith('Second'))).toEqual([]);
});

test.each<[Partial<ApplySummary>, string]>([
  [{}, 'Huma and Xledger, default: 4 updated, 1 created, 2 changed meanwhile and 2 failed'],
  [{ connection: null, dryRun: true }, 'Huma and Xledger: dry run, 4 updated, 1 created, 2 changed meanwhile and 2 failed'],
  [{ outcomes: { ...summary.outcomes, failed: 0, notAttempted: 0, stale: 0 }, created: { xledger: 0, huma: 0 } }, 'Huma and Xledger, default: 4 updated'],
  [{ outcomes: { ...summary.outcomes, failed: 0, notAttempted: 0, stale: 0 }, created: { xledger: 0, huma: 0 }, updated: { xledger: 0, huma: 0 } }, 'Huma and Xledger, default: nothing to do'],
])('subject %#', (changes, subject) => expect(mail(changes).subject).toBe(subject));

test('a dry run says would, what is not known is said, several people cannot be undone, nobody is named as having started it', () => {
  const { text } = mail({ connection: null, planId: null, dryRun: true, cannotBeUndone: [...summary.cannotBeUndone, ...summary.cannotBeUndone] }, {});
  expect(text.split('\n').slice(0, 10)).toEqual(['Huma and Xledger: what the sync would do', '========================================', '', '! 5 applied.', '', 'Connection: not known', 'Plan: not known', 'Start: 2026-01-15 10:00 UTC', 'End: 2026-01-15 10:00 UTC', 'Requests: 9 to Xledger, 2 to Huma']);
  expect(text).toContain('No way back: 2 created people: undoing the run leaves them');
  expect(mail({ cannotBeUndone: [] }).text).not.toContain('No way back');
});

test.each<[string, Partial<ApplySummary>, string]>([
  ['nothing failed', { outcomes: { ...summary.outcomes, failed: 0, notAttempted: 0 } }, '✓'],
  ['something failed', { outcomes: { ...summary.outcomes, notAttempted: 0 } }, '!'],
  ['something was not attempted', { outcomes: { ...summary.outcomes, failed: 0 } }, '!'],
  ['over the limits', { outcomes: { ...summary.outcomes, failed: 0, notAttempted: 0 }, verdict: { within: false } as never }, '!'],
])('%s: the verdict is marked so', (_, changes, sign) => expect(mail(changes).text.split('\n')[3]).toBe(`${sign} 5 applied.`));

test('a long list is cut, and says by how many', () => {
  const { text, html } = mail({}, { most: 1 });
  expect(text.split('\n').filter((line) => line.startsWith('…'))).toEqual(['… and 1 more.', '… and 2 more.']);
  expect(words(html)).toMatch(/… and 1 more\..*… and 2 more\./);
  for (const cut of ['Gone G.', 'Partly P.', 'Prob L.']) expect([text, html].filter((shown) => shown.includes(cut))).toEqual([]);
});

test('a part of which there is nobody is not shown', () => {
  const { text, html } = resultMail({ outcomes: [{ ...base, changes: [phone] }], summary });
  for (const shown of [text, words(html)]) expect(['Failed', 'Not attempted', 'Changed meanwhile', 'Created', 'Updated', 'Skipped'].filter((title) => new RegExp(`${title}(?! in|\\s+[\\d:])`).test(shown))).toEqual(['Updated']);
});

test('somebody of whom the values did not change after all, or of whom only the reason is known, has the sentence', () => {
  const { text } = resultMail({ outcomes: [{ ...base, name: 'None N.', changes: [], reason: 'None N.: nothing.' }, { ...base, name: 'Wrong W.', outcome: 'failed', code: 'didNotStick', changes: [phone], stale: [{ label: 'E-mail', in: 'xledger', before: null, after: 'y', now: 'z' }], reason: 'Wrong W.: did not stick.' }], summary });
  expect(text).toContain('None N.: nothing.');
  expect(text).toContain('Wrong W.: did not stick.');
});
