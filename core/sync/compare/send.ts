/** Which differences a run without a person's decision sends: what changed in Huma, and nothing that the rules hold back (R20, R29, R32.5). Pure. */
import { fieldOf, problemOf, type Problem } from '../../person';
import type { Difference, PersonComparison } from './compare';

export interface SendOptions {
  /** R29: off, nothing is cleared. */
  clearing: boolean;
  /** R32.5: then a later employment start is not a new employment. */
  severalPositions?: boolean;
}

export interface ToSend {
  send: Difference[];
  problems: Problem[];
}

/** What is sent, and a problem for each difference that is held back and that somebody should hear of. */
export function toSend({ differences }: PersonComparison, options: SendOptions): ToSend {
  const chosen: ToSend = { send: [], problems: [] };
  for (const difference of differences) {
    const held = heldBy(difference, options);
    if (!held) chosen.send.push(difference);
    else if (held.says) chosen.problems.push(...difference.fields.map((field) => problemOf(field, held.says ?? 'notCleared')));
  }
  return { send: chosen.send, problems: onePerField(chosen.problems) };
}

/** The first rule that holds a difference back, if any does: the plan names it, a run obeys it. */
export const heldBy = (difference: Difference, options: SendOptions): Hold | undefined => HOLDS.find(({ when }) => when(difference, options));

/** A rule that holds a difference back. */
export interface Hold {
  rule: string;
  when(difference: Difference, options: SendOptions): boolean;
  says?: Problem['code'];
}

/** The first row that fits holds the difference back. Without `says` it is nothing new: it was told when it came about. */
const HOLDS: readonly Hold[] = [
  { rule: 'U5', when: ({ settled }) => settled },
  { rule: 'R29', when: ({ state, ...difference }, { clearing }) => state === 'missingInHuma' && !(clearing && mayClear(difference)), says: 'notCleared' },
  { rule: 'R20', when: ({ moved }) => moved === 'changedInXledger' },
  { rule: 'R32.5', when: (difference, { severalPositions }) => severalPositions === true && isLaterStart(difference), says: 'laterStart' },
];

/** Synced before, emptied in Huma since, and Xledger still holds what was synced; the field's own column allows it (R29). */
const mayClear = ({ moved, fields }: Pick<Difference, 'moved' | 'fields'>): boolean => moved === 'changedInHuma' && fields.every((field) => fieldOf(field).cleared === 'ifSyncedBefore');

const isLaterStart = ({ fields, before, after }: Difference): boolean =>
  fields.includes('employmentStart') && typeof before === 'string' && typeof after === 'string' && after > before;

const onePerField = (problems: readonly Problem[]): Problem[] => [...new Map(problems.map((problem) => [`${problem.field}:${problem.code}`, problem])).values()];
