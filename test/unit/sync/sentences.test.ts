// The sentence for each reason, word for word: what a payroll person reads (R17, R23).
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { list, reasonFor, type Told } from '../../../core/sync/report';
import type { ReasonCode } from '../../../core/sync';
import { PROJECT } from '../../../scripts/project';

const KARI: Told = { name: 'Kari T.', employmentId: '001042', dryRun: false, written: [] };

const SENTENCES: readonly [code: ReasonCode, told: Partial<Told>, sentence: string][] = [
  ['created', {}, 'Kari T. was added to Xledger as employee 001042.'],
  ['created', { employmentId: null }, 'Kari T. was added to Xledger.'],
  ['created', { dryRun: true }, 'Kari T. would be added to Xledger as employee 001042.'],
  ['created', { leftOver: ['contact 7'] }, 'Kari T. was added to Xledger as employee 001042. Xledger made and linked rows of its own, so contact 7 is left over there.'],
  ['created', { leftOver: ['contact 7', 'supplier 9'] }, 'Kari T. was added to Xledger as employee 001042. Xledger made and linked rows of its own, so contact 7 and supplier 9 are left over there.'],
  ['updated', { written: ['E-mail'] }, 'Kari T.: E-mail was updated in Xledger.'],
  ['updated', { written: ['E-mail', 'Address', 'Job Title'] }, 'Kari T.: E-mail, Address and Job Title were updated in Xledger.'],
  ['updated', { dryRun: true, written: ['E-mail'] }, 'Kari T.: E-mail would be updated in Xledger.'],
  ['updated', { dryRun: true, written: ['E-mail', 'Address'] }, 'Kari T.: E-mail and Address would be updated in Xledger.'],
  ['updated', { written: ['E-mail'], notes: ['noBaseline', 'emailPending', 'otherXledgerLink'] }, "Kari T.: E-mail was updated in Xledger. There was no earlier sync to compare with, so Huma's values were taken. A new e-mail address waits for confirmation in Huma; until then the present one counts. Huma shows another integration with Xledger for this person: two of them would write the same fields, so end one."],
  ['unchanged', {}, 'Nothing of Kari T. needed writing to Xledger.'],
  ['unchanged', { name: null, employmentId: null }, 'Nothing of this person needed writing to Xledger.'],
  ['linked', {}, 'Kari T. was linked with employee 001042 in Xledger; nothing was written.'],
  ['linked', { employmentId: null, dryRun: true }, 'Kari T. would be linked with an employee in Xledger; nothing was written.'],
  ['linked', { about: ['E-mail'] }, 'Kari T. was linked with employee 001042 in Xledger; nothing was written, and E-mail stays different until changed in Huma.'],
  ['linked', { about: ['E-mail', 'Address'] }, 'Kari T. was linked with employee 001042 in Xledger; nothing was written, and E-mail and Address stay different until changed in Huma.'],
  ['notActivated', {}, 'Nothing was written for Kari T.: the connection is not activated. Run the activation, and confirm in the credential that you have the authority.'],
  ['notActivated', { name: null, employmentId: null }, 'Nothing was written for this person: the connection is not activated. Run the activation, and confirm in the credential that you have the authority.'],
  ['outsideGroup', {}, "Kari T. is not a member of this connection's group in Huma: nothing was written, nothing was ended in Xledger. It resumes when they return to the group."],
  ['autoAddOff', {}, 'Kari T. is new in Huma and was not added to Xledger, because people are not added automatically. The next manual sync offers it.'],
  ['pending', {}, "Kari T. is new in Huma and cannot be added to Xledger yet: they are not in this connection's group. It is tried again when something about them changes in Huma."],
  ['pending', { about: ['E-mail'] }, 'Kari T. is new in Huma and cannot be added to Xledger yet: E-mail is missing. It is tried again when something about them changes in Huma.'],
  ['pending', { about: ['Given Name', 'Family Name'] }, 'Kari T. is new in Huma and cannot be added to Xledger yet: Given Name and Family Name are missing. It is tried again when something about them changes in Huma.'],
  ['creating', {}, 'Kari T. is new in Huma and not in Xledger: that is noted first, and the next run adds them.'],
  ['existsInXledger', {}, 'Kari T. seems to be in Xledger already: nothing was created and nothing overwritten. Decide in a manual sync whether they are the same person.'],
  ['existsInXledger', { candidates: ['1', '2'] }, 'Kari T. seems to be in Xledger already (1, 2): nothing was created and nothing overwritten. Decide in a manual sync whether they are the same person.'],
  ['existsInXledger', { candidates: ['1', '2', '3', '4', '5', '6'] }, 'Kari T. seems to be in Xledger already (1, 2, 3, 4, 5, …): nothing was created and nothing overwritten. Decide in a manual sync whether they are the same person.'],
  ['existsInXledger', { candidates: ['1', '2', '3', '4', '5'] }, 'Kari T. seems to be in Xledger already (1, 2, 3, 4, 5): nothing was created and nothing overwritten. Decide in a manual sync whether they are the same person.'],
  ['uniqueValueTaken', { about: ['E-mail'] }, 'Kari T.: E-mail belongs to somebody else, so nothing was written.'],
  ['uniqueValueTaken', { written: ['Address'], about: ['E-mail', 'Phone Number'] }, 'Kari T.: E-mail and Phone Number belong to somebody else, so only Address was written.'],
  ['uniqueValueTaken', { written: ['Address', 'Gender'], about: ['E-mail'] }, 'Kari T.: E-mail belongs to somebody else, so only Address and Gender were written.'],
  ['uniqueValueTaken', {}, 'Kari T.: nothing belong to somebody else, so nothing was written.'],
  ['requiredMissing', { about: ['E-mail'] }, 'Kari T. was not synced: E-mail is missing in Huma, or not usable. Correct it there, and the person follows.'],
  ['requiredMissing', { about: ['E-mail', 'Given Name'] }, 'Kari T. was not synced: E-mail and Given Name are missing in Huma, or not usable. Correct it there, and the person follows.'],
  ['requiredMissing', { name: null, employmentId: null }, 'This person was not synced: nothing are missing in Huma, or not usable. Correct it there, and the person follows.'],
  ['locked', {}, 'Kari T. is deactivated in Huma and therefore locked: nothing was written. What changed meanwhile follows after a reactivation.'],
  ['deletedInHuma', {}, 'Kari T. is deleted in Huma: Xledger was left as it is, and nobody is created or updated from it. End the employee in Xledger by hand if they have left.'],
  ['notVisibleInHuma', {}, 'Huma does not show Kari T. to the API key: nothing was written. That is not taken for a deletion; check what the key may see.'],
  ['notVisibleInHuma', { name: null, employmentId: null }, 'Huma does not show this user to the API key: nothing was written. That is not taken for a deletion; check what the key may see.'],
  ['notAUser', { name: null, employmentId: null }, 'This user is a service user in Huma, not a person: nothing was written.'],
  ['possibleMatch', { candidates: ['7'] }, 'Kari T. may be the same person as somebody in Xledger (7), but the e-mail and the employment ID do not both say so: nothing was written or created. Decide in a manual sync.'],
  ['ambiguous', { candidates: ['7', '8'] }, 'It is not clear who Kari T. is in Xledger (7, 8): nothing was written or created. Correct the e-mail or the employment ID where it is wrong.'],
  ['ambiguous', { name: null, employmentId: null }, 'It is not clear who this person is in Xledger: nothing was written or created. Correct the e-mail or the employment ID where it is wrong.'],
  ['notInHuma', {}, 'Kari T. is in Xledger and not in Huma: nothing was done.'],
  ['notInXledger', {}, 'Kari T. is not in Xledger, and was not added because the settings say so.'],
  ['linkedEmployeeGone', {}, 'Xledger no longer shows the employee that Kari T. is linked with: nothing was written and nobody was created. The next manual sync offers it.'],
  ['linkedEmployeeGone', { name: null, employmentId: null }, 'Xledger no longer shows the employee that this person is linked with: nothing was written and nobody was created. The next manual sync offers it.'],
  ['manualSyncWillOffer', {}, 'Kari T. is not linked with an employee in Xledger: nothing was written. The next manual sync offers it.'],
  ['partlyRefused', { written: ['E-mail'], about: ['Bank Account'] }, 'Kari T.: Xledger took E-mail and refused Bank Account.'],
  ['partlyRefused', {}, 'Kari T.: Xledger took nothing and refused nothing.'],
  ['didNotStick', {}, 'Kari T.: Xledger did not keep all that was sent.'],
  ['didNotStick', { written: ['E-mail'] }, 'Kari T.: Xledger did not keep all that was sent; E-mail went through.'],
  ['movedUnmeant', {}, 'Kari T. was written first and alone, and Xledger changed more than it was sent: other values. Look at this employee in Xledger, put back what is wrong, and do not run again before it is clear why.'],
  ['movedUnmeant', { says: 'the address' }, 'Kari T. was written first and alone, and Xledger changed more than it was sent: the address. Look at this employee in Xledger, put back what is wrong, and do not run again before it is clear why.'],
  ['canaryStopped', {}, 'Kari T. was not written, because the run stopped at its first person.'],
  ['canaryStopped', { says: 'Xledger moved more.' }, 'Kari T. was not written, because the run stopped at its first person (Xledger moved more).'],
  ['refused', {}, 'Kari T.: Xledger refused it. Nothing was changed.'],
  ['refused', { about: ['Bank Account'], says: 'No such bank.' }, 'Kari T.: Xledger refused Bank Account (No such bank). Nothing was changed.'],
  ['refused', { says: 'It took 1.5 seconds.' }, 'Kari T.: Xledger refused it (It took 1.5 seconds). Nothing was changed.'],
  ['humaUnavailable', { says: 'Huma did not answer in time.' }, 'Kari T. could not be read from Huma (Huma did not answer in time): nothing was written.'],
  ['xledgerUnavailable', { says: 'The token has expired' }, 'Kari T. was not brought over (The token has expired).'],
  ['sameAsAnotherItem', { otherItem: 3 }, 'The same person as item 3, and done with it.'],
  ['sameAsAnotherItem', {}, 'The same person as item 0, and done with it.'],
  ['invalidItem', { name: null, employmentId: null, says: 'it has no Huma ID.' }, 'This person was not synced: the item cannot be read (it has no Huma ID).'],
  ['invalidItem', {}, 'Kari T. was not synced: the item cannot be read.'],
];

test.each(SENTENCES)('%s %j', (code, told, sentence) => expect(reasonFor(code, { ...KARI, ...told })).toBe(sentence));

test('every reason has its sentence here', () => {
  const union = /export type ReasonCode =([^;]+);/.exec(readFileSync(path.join(PROJECT, 'core/sync/types.ts'), 'utf8'))?.[1] ?? '';
  const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code ?? '');
  expect([...new Set(SENTENCES.map(([code]) => code))].sort()).toEqual(codes.sort());
});

test.each([[[], 'nothing'], [['A'], 'A'], [['A', 'B'], 'A and B'], [['A', 'B', 'C'], 'A, B and C']])('a list of %j', (words, text) => expect(list(words)).toBe(text));
