/** The sentence that goes with what became of a row: what was seen, what was done and not done, what to do (R17, R23). */
import { sentence } from '../../person';
import { list } from '../report';
import type { ApplyCode } from './types';
import type { RowAtWork } from './run';

interface Told {
  who: string;
  dryRun: boolean;
  /** Labels of what was, or would be, written. */
  written: string[];
  inHuma: boolean;
  inXledger: boolean;
  about: readonly string[];
  says: string;
  stale: NonNullable<NonNullable<RowAtWork['ending']>['stale']>;
}

/** Values in it are masked where sensitive. */
export function reasonFor({ open, ending }: RowAtWork, dryRun: boolean): string {
  if (!ending) return '';
  const changes = ending.changes ?? [];
  const told: Told = {
    who: open?.row.name ?? (open ? `The person of row ${open.row.row}` : 'This row'),
    dryRun,
    written: [...new Set(changes.map(({ label }) => label))],
    inHuma: changes.some((change) => change.in === 'huma'),
    inXledger: changes.some((change) => change.in === 'xledger'),
    about: ending.about ?? [],
    says: ending.says?.replace(/\.$/, '') ?? '',
    stale: ending.stale ?? [],
  };
  const problems = [...new Set((ending.problems ?? []).map(sentence))].slice(0, MOST_REMARKS);
  return [REASONS[ending.code](told), ...problems, ...(ending.notes ?? [])].filter(Boolean).join(' ');
}

const MOST_REMARKS = 4;

const REASONS: { readonly [C in ApplyCode]: (told: Told) => string } = {
  created: (told) => `${told.who} ${done(told, 'was added')} to ${where(told)}.`,
  updated: (told) => `${told.who}: ${list(told.written)} ${done(told, told.written.length === 1 ? 'was updated' : 'were updated')} in ${where(told)}.`,
  linked: ({ who }) => `${who}: the pair is remembered; nothing was written.`,
  unchanged: ({ who }) => `${who}: everything stands already as the plan wants it.`,
  awaitingConfirmation: ({ who }) => `${who}: Huma has the new e-mail and waits until the person confirms it.`,
  nothingToDo: ({ who, says }) => `${who}: nothing to do.${says ? ` ${says}.` : ''}`,
  skippedByDecision: ({ who }) => `${who} was skipped, as was decided.`,
  waitsForDecision: ({ who }) => `${who} waits for a decision: nothing was done. Decide "apply" or "skip" for the row.`,
  changedSince: ({ who, stale }) => `${who}: changed since the plan was made, so nothing of the row was written. ${stale.map(inWords).join(' ')} Make a new plan for this person.`,
  existsMeanwhile: ({ who, says }) => `${who} was not created. ${says}. Make a new plan, and decide there whether it is the same person.`,
  gone: ({ who, says }) => `${who}: ${says}. Nothing was written.`,
  linksChanged: ({ who, says }) => `${who}: ${says}. Nothing was written; make a new plan.`,
  locked: ({ who }) => `${who} is deactivated in Huma and therefore locked: nothing was written.`,
  uniqueValueTaken: ({ who, about }) => `${who}: ${list(about)} ${about.length === 1 ? 'belongs' : 'belong'} to somebody else by now, and nothing was written.`,
  refused: ({ who, about, says }) => `${who}: ${about.length > 0 ? list(about) : 'it'} ${about.length > 1 ? 'were' : 'was'} refused${says ? ` (${says})` : ''}. Nothing was changed.`,
  partlyRefused: ({ who, about, written }) => `${who}: ${list(written)} went through, and ${list(about)} did not.`,
  didNotStick: ({ who, about, written }) => `${who}: ${list(about)} ${about.length === 1 ? 'was' : 'were'} sent, and another value stands there still${written.length > 0 ? `; ${list(written)} went through` : ''}.`,
  movedUnmeant: ({ who, about }) => `${who} was written first, alone, and more moved than was meant: ${list(about)}. The run stopped there. Look at the person in Xledger before anything else is written.`,
  canaryStopped: ({ who, says }) => `${who}: nothing was written, because ${says}. The first row tells more.`,
  overLimits: ({ who, says }) => `${who}: nothing was written. ${says}.`,
  notActivated: ({ says }) => `${says}.`,
  expired: ({ says }) => `${says}.`,
  otherXledger: ({ says }) => `${says}.`,
  severalPlans: ({ says }) => `${says}.`,
  sameRowTwice: ({ says }) => `${says}.`,
  altered: ({ says }) => `${says}.`,
  unsigned: ({ says }) => `${says}.`,
  otherCredential: ({ says }) => `${says}.`,
  unknownVersion: ({ says }) => `${says}.`,
  unreadable: ({ says }) => `${says}.`,
  noHuma: ({ who, says }) => `${who}: ${says}. Nothing was written.`,
  xledgerUnavailable: ({ who, says, written }) => `${who} was not finished${says ? ` (${says})` : ''}${written.length > 0 ? `; ${list(written)} went through` : ''}. It can be applied again later.`,
  humaUnavailable: ({ who, says, written }) => `${who}: Huma could not be reached${says ? ` (${says})` : ''}${written.length > 0 ? `; ${list(written)} went through` : ''}. It can be applied again later.`,
};

const NAMES = { huma: 'Huma', xledger: 'Xledger' } as const;

const inWords = ({ label, in: system, before, after, now }: Told['stale'][number]): string =>
  `${label} in ${NAMES[system]} was ${quoted(before)}, was to become ${quoted(after)}, and is ${quoted(now)} now.`;

const quoted = (text: string | null): string => (text === null ? 'empty' : `"${text}"`);

const where = ({ inHuma, inXledger }: Told): string => (inHuma && inXledger ? 'Xledger and Huma' : inHuma ? 'Huma' : 'Xledger');

/** What a dry run only would do. */
const done = ({ dryRun }: Told, did: string): string => (dryRun ? did.replace(/^(was|were) /, 'would be ') : did);
