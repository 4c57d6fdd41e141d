// The sentence for what became of a row of a plan, word for word (R17, R23).
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ApplyCode, RowChange } from '../../../core/sync';
import { reasonFor } from '../../../core/sync/apply/reasons';
import type { RowAtWork } from '../../../core/sync/apply/run';
import { PROJECT } from '../../../scripts/project';

type Ending = NonNullable<RowAtWork['ending']>;

const PHONE: RowChange = { in: 'xledger', field: 'phone', label: 'Phone Number', before: null, after: null };
const ADDRESS: RowChange = { in: 'huma', field: 'address', label: 'Address', before: null, after: null };

const said = (code: ApplyCode, ending: Partial<Ending>, dryRun: boolean, row: object | null = { row: 3, name: 'Kari T.' }): string =>
  reasonFor({ ...(row && { open: { row } }), ending: { code, ...ending } } as unknown as RowAtWork, dryRun);

const SENTENCES: readonly [code: ApplyCode, ending: Partial<Ending>, dryRun: boolean, sentence: string][] = [
  ['created', { changes: [PHONE] }, false, 'Kari T. was added to Xledger.'],
  ['created', { changes: [ADDRESS] }, true, 'Kari T. would be added to Huma.'],
  ['updated', { changes: [PHONE] }, false, 'Kari T.: Phone Number was updated in Xledger.'],
  ['updated', { changes: [PHONE, PHONE, ADDRESS] }, false, 'Kari T.: Phone Number and Address were updated in Xledger and Huma.'],
  ['updated', { changes: [PHONE, ADDRESS] }, true, 'Kari T.: Phone Number and Address would be updated in Xledger and Huma.'],
  ['linked', {}, false, 'Kari T.: the pair is remembered; nothing was written.'],
  ['unchanged', {}, false, 'Kari T.: everything stands already as the plan wants it.'],
  ['awaitingConfirmation', {}, false, 'Kari T.: Huma has the new e-mail and waits until the person confirms it.'],
  ['nothingToDo', {}, false, 'Kari T.: nothing to do.'],
  ['nothingToDo', { says: 'Nothing differs.' }, false, 'Kari T.: nothing to do. Nothing differs.'],
  ['skippedByDecision', {}, false, 'Kari T. was skipped, as was decided.'],
  ['waitsForDecision', {}, false, 'Kari T. waits for a decision: nothing was done. Decide "apply" or "skip" for the row.'],
  ['changedSince', { stale: [{ label: 'Phone Number', in: 'xledger', before: '1', after: null, now: '3' }, { label: 'E-mail', in: 'huma', before: 'a', after: 'b', now: 'c' }] }, false, 'Kari T.: changed since the plan was made, so nothing of the row was written. Phone Number in Xledger was "1", was to become empty, and is "3" now. E-mail in Huma was "a", was to become "b", and is "c" now. Make a new plan for this person.'],
  ['existsMeanwhile', { says: 'Somebody with this e-mail is there by now.' }, false, 'Kari T. was not created. Somebody with this e-mail is there by now. Make a new plan, and decide there whether it is the same person.'],
  ['gone', { says: 'Xledger does not show the employee' }, false, 'Kari T.: Xledger does not show the employee. Nothing was written.'],
  ['linksChanged', { says: 'The pair was linked otherwise' }, false, 'Kari T.: The pair was linked otherwise. Nothing was written; make a new plan.'],
  ['locked', {}, false, 'Kari T. is deactivated in Huma and therefore locked: nothing was written.'],
  ['uniqueValueTaken', { about: ['E-mail'] }, false, 'Kari T.: E-mail belongs to somebody else by now, and nothing was written.'],
  ['uniqueValueTaken', { about: ['E-mail', 'Phone Number'] }, false, 'Kari T.: E-mail and Phone Number belong to somebody else by now, and nothing was written.'],
  ['refused', {}, false, 'Kari T.: it was refused. Nothing was changed.'],
  ['refused', { about: ['Bank Account'], says: 'No such bank.' }, false, 'Kari T.: Bank Account was refused (No such bank). Nothing was changed.'],
  ['refused', { about: ['Bank Account', 'E-mail'] }, false, 'Kari T.: Bank Account and E-mail were refused. Nothing was changed.'],
  ['partlyRefused', { about: ['E-mail'], changes: [PHONE] }, false, 'Kari T.: Phone Number went through, and E-mail did not.'],
  ['didNotStick', { about: ['E-mail'] }, false, 'Kari T.: E-mail was sent, and another value stands there still.'],
  ['didNotStick', { about: ['E-mail', 'Address'], changes: [PHONE] }, false, 'Kari T.: E-mail and Address were sent, and another value stands there still; Phone Number went through.'],
  ['movedUnmeant', { about: ['Address'] }, false, 'Kari T. was written first, alone, and more moved than was meant: Address. The run stopped there. Look at the person in Xledger before anything else is written.'],
  ['canaryStopped', { says: 'more moved than was meant' }, false, 'Kari T.: nothing was written, because more moved than was meant. The first row tells more.'],
  ['overLimits', { says: 'The plan is over its limits' }, false, 'Kari T.: nothing was written. The plan is over its limits.'],
  ['notActivated', { says: 'So it is.' }, false, 'So it is.'],
  ['expired', { says: 'So it is.' }, false, 'So it is.'],
  ['otherXledger', { says: 'So it is.' }, false, 'So it is.'],
  ['severalPlans', { says: 'So it is.' }, false, 'So it is.'],
  ['sameRowTwice', { says: 'So it is.' }, false, 'So it is.'],
  ['altered', { says: 'So it is.' }, false, 'So it is.'],
  ['unsigned', { says: 'So it is.' }, false, 'So it is.'],
  ['otherCredential', { says: 'So it is.' }, false, 'So it is.'],
  ['unknownVersion', { says: 'So it is.' }, false, 'So it is.'],
  ['unreadable', { says: 'So it is.' }, false, 'So it is.'],
  ['noHuma', { says: 'No Huma credential is chosen' }, false, 'Kari T.: No Huma credential is chosen. Nothing was written.'],
  ['xledgerUnavailable', {}, false, 'Kari T. was not finished. It can be applied again later.'],
  ['xledgerUnavailable', { says: 'The token has expired', changes: [PHONE] }, false, 'Kari T. was not finished (The token has expired); Phone Number went through. It can be applied again later.'],
  ['humaUnavailable', {}, false, 'Kari T.: Huma could not be reached. It can be applied again later.'],
  ['humaUnavailable', { says: 'No answer', changes: [PHONE] }, false, 'Kari T.: Huma could not be reached (No answer); Phone Number went through. It can be applied again later.'],
  ['linked', { notes: ['One thing more.'] }, false, 'Kari T.: the pair is remembered; nothing was written. One thing more.'],
  ['linked', { problems: [{ field: 'phone', code: 'missing' }, { field: 'phone', code: 'missing' }, { field: 'email', code: 'missing' }, { field: 'gender', code: 'missing' }, { field: 'address', code: 'missing' }, { field: 'jobTitle', code: 'missing' }] }, false, 'Kari T.: the pair is remembered; nothing was written. Phone Number is missing. The value in Xledger is left as it is. Add it in Huma (Phone number). E-mail is missing. This person is not synced until it is corrected. Add it in Huma (Email address). Gender is missing. The value in Xledger is left as it is. Add it in Huma (Gender). Address is missing. The value in Xledger is left as it is. Add it in Huma (Address).'],
];

test.each(SENTENCES)('%s %j, dry run %s', (code, ending, dryRun, sentence) => expect(said(code, ending, dryRun)).toBe(sentence));

test('somebody without a name is known by the row, and a row that cannot be read is just that', () => {
  expect(said('linked', {}, false, { row: 3, name: null })).toBe('The person of row 3: the pair is remembered; nothing was written.');
  expect(said('locked', {}, false, null)).toBe('This row is deactivated in Huma and therefore locked: nothing was written.');
  expect(reasonFor({} as RowAtWork, false)).toBe('');
});

test('every code has its sentence here', () => {
  const union = /export type ApplyCode =([^;]+);/.exec(readFileSync(path.join(PROJECT, 'core/sync/apply/types.ts'), 'utf8'))?.[1] ?? '';
  const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code ?? '');
  expect([...new Set(SENTENCES.map(([code]) => code))].sort()).toEqual(codes.sort());
});
