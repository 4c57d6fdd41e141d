/** The sentence that goes with each reason: what was seen, what was done and not done, what to do (R17, R23). No value of anybody is in it. */
import type { ReasonCode } from '../types';

/** What a sentence may speak of. */
export interface Told {
  /** "Kari T.", or nothing when nobody knows. */
  name: string | null;
  employmentId: string | null;
  dryRun: boolean;
  /** Labels of the fields that were written. */
  written: readonly string[];
  /** Labels of the fields that the sentence is about: missing, refused, left. */
  about?: readonly string[];
  /** Employment IDs or Xledger IDs of those who come into question. */
  candidates?: readonly string[];
  /** Words of the system that said no, safe to show. */
  says?: string;
  /** Rows in Xledger that nothing is linked with: somebody has to look at them. */
  leftOver?: readonly string[];
  /** Rows in Xledger that were made for somebody whose employee is not there yet. */
  halfMade?: readonly string[];
  /** What is to be said besides. */
  notes?: readonly Note[];
  /** The item that stands for this one. */
  otherItem?: number;
}

export type Note = keyof typeof NOTES;

const NOTES = {
  noBaseline: "There was no earlier sync to compare with, so Huma's values were taken.",
  emailPending: 'A new e-mail address waits for confirmation in Huma; until then the present one counts.',
  otherXledgerLink: 'Huma shows another integration with Xledger for this person: two of them would write the same fields, so end one.',
} as const;

/** One or two sentences, in the words of payroll people. */
export const reasonFor = (code: ReasonCode, told: Told): string => [REASONS[code](told), leftOver(told), halfMade(told), ...(told.notes ?? []).map((note) => NOTES[note])].filter(Boolean).join(' ');

const REASONS: { readonly [C in ReasonCode]: (told: Told) => string } = {
  created: (told) => `${who(told)} ${done(told, 'was added')} to Xledger${told.employmentId ? ` as employee ${told.employmentId}` : ''}.`,
  updated: (told) => `${who(told)}: ${list(told.written)} ${done(told, told.written.length === 1 ? 'was updated' : 'were updated')} in Xledger.`,
  unchanged: (told) => `Nothing of ${who(told, 'this person')} needed writing to Xledger.`,
  linked: (told) => `${who(told)} ${done(told, 'was linked')} with ${employee(told)} in Xledger; nothing was written${told.about?.length ? `, and ${list(told.about)} ${told.about.length === 1 ? 'stays' : 'stay'} different until changed in Huma` : ''}.`,
  notActivated: (told) => `Nothing was written for ${who(told, 'this person')}: the connection is not activated. Run the activation, and confirm in the credential that you have the authority.`,
  outsideGroup: (told) => `${who(told)} is not a member of this connection's group in Huma: nothing was written, nothing was ended in Xledger. It resumes when they return to the group.`,
  autoAddOff: (told) => `${who(told)} is new in Huma and was not added to Xledger, because people are not added automatically. The next manual sync offers it.`,
  pending: (told) => `${who(told)} is new in Huma and cannot be added to Xledger yet: ${told.about?.length ? `${list(told.about)} ${told.about.length === 1 ? 'is' : 'are'} missing` : "they are not in this connection's group"}. It is tried again when something about them changes in Huma.`,
  creating: (told) => `${who(told)} is new in Huma and not in Xledger: that is noted first, and the next run adds them.`,
  existsInXledger: (told) => `${who(told)} seems to be in Xledger already${candidates(told)}: nothing was created and nothing overwritten. Decide in a manual sync whether they are the same person.`,
  uniqueValueTaken: (told) => `${who(told)}: ${list(told.about ?? [])} ${told.about?.length === 1 ? 'belongs' : 'belong'} to somebody else, so ${told.written.length > 0 ? `only ${list(told.written)} ${done(told, told.written.length === 1 ? 'was written' : 'were written')}` : 'nothing was written'}.`,
  requiredMissing: (told) => `${who(told)} was not synced: ${list(told.about ?? [])} ${told.about?.length === 1 ? 'is' : 'are'} missing in Huma, or not usable. Correct it there, and the person follows.`,
  locked: (told) => `${who(told)} is deactivated in Huma and therefore locked: nothing was written. What changed meanwhile follows after a reactivation.`,
  deletedInHuma: (told) => `${who(told)} is deleted in Huma: Xledger was left as it is, and nobody is created or updated from it. End the employee in Xledger by hand if they have left.`,
  notVisibleInHuma: (told) => `Huma does not show ${who(told, 'this user')} to the API key: nothing was written. That is not taken for a deletion; check what the key may see.`,
  notAUser: (told) => `${who(told, 'This user')} is a service user in Huma, not a person: nothing was written.`,
  possibleMatch: (told) => `${who(told)} may be the same person as somebody in Xledger${candidates(told)}, but the e-mail and the employment ID do not both say so: nothing was written or created. Decide in a manual sync.`,
  ambiguous: (told) => `It is not clear who ${who(told, 'this person')} is in Xledger${candidates(told)}: nothing was written or created. Correct the e-mail or the employment ID where it is wrong.`,
  notInHuma: (told) => `${who(told)} is in Xledger and not in Huma: nothing was done.`,
  notInXledger: (told) => `${who(told)} is not in Xledger, and was not added because the settings say so.`,
  linkedEmployeeGone: (told) => `Xledger no longer shows the employee that ${who(told, 'this person')} is linked with: nothing was written and nobody was created. The next manual sync offers it.`,
  manualSyncWillOffer: (told) => `${who(told)} is not linked with an employee in Xledger: nothing was written. The next manual sync offers it.`,
  partlyRefused: (told) => `${who(told)}: Xledger took ${list(told.written)} and refused ${list(told.about ?? [])}.`,
  didNotStick: (told) => `${who(told)}: Xledger did not keep all that was sent${told.written.length > 0 ? `; ${list(told.written)} went through` : ''}.`,
  movedUnmeant: (told) => `${who(told)} was written first and alone, and Xledger changed more than it was sent: ${told.says ?? 'other values'}. Look at this employee in Xledger, put back what is wrong, and do not run again before it is clear why.`,
  canaryStopped: (told) => `${who(told)} was not written, because the run stopped at its first person${says(told)}.`,
  refused: (told) => `${who(told)}: Xledger refused ${told.about?.length ? list(told.about) : 'it'}${says(told)}. Nothing was changed.`,
  humaUnavailable: (told) => `${who(told)} could not be read from Huma${says(told)}: nothing was written.`,
  xledgerUnavailable: (told) => `${who(told)} was not brought over${says(told)}.`,
  sameAsAnotherItem: (told) => `The same person as item ${told.otherItem ?? 0}, and done with it.`,
  invalidItem: (told) => `${who(told)} was not synced: the item cannot be read${says(told)}.`,
};

const who = ({ name }: Told, otherwise = 'This person'): string => name ?? otherwise;

const employee = ({ employmentId }: Told): string => (employmentId ? `employee ${employmentId}` : 'an employee');

/** What a dry run only would do. */
const done = ({ dryRun }: Told, did: string): string => (dryRun ? did.replace(/^(was|were) /, 'would be ') : did);

const candidates = ({ candidates: ids = [] }: Told): string => (ids.length > 0 ? ` (${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', …' : ''})` : '');

const says = ({ says: words }: Told): string => (words ? ` (${words.replace(/\.$/, '')})` : '');

const leftOver = ({ leftOver: rows = [] }: Told): string => (rows.length > 0 ? `Xledger made and linked rows of its own, so ${list(rows)} ${rows.length === 1 ? 'is' : 'are'} left over there.` : '');

const halfMade = ({ halfMade: rows = [] }: Told): string => (rows.length > 0 ? `In Xledger ${list(rows)} ${rows.length === 1 ? 'was' : 'were'} made for this person already; the next try goes on with ${rows.length === 1 ? 'it' : 'them'}.` : '');

/** "A, B and C". */
export function list(words: readonly string[]): string {
  if (words.length === 0) return 'nothing';
  return words.length === 1 ? `${words[0]}` : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
