/** What a run does about each situation, and about a person who was found or not found without a link. Tables, read by the code that runs. */
import type { Match } from '../match';
import type { Policy, ReasonCode, Situation } from '../types';

export interface Reaction {
  does: 'nothing' | 'update' | 'create' | 'ask' | 'report';
  /** The reason that goes with it when that is where it ends. */
  code: ReasonCode;
  /** What keeps a run from doing it: then it is reported with that reason. */
  unless?: readonly ReasonCode[];
  rules: readonly string[];
}

export const REACTIONS = {
  inSync: { does: 'nothing', code: 'unchanged', rules: ['R18', 'R20'] },
  different: { does: 'update', code: 'updated', rules: ['R13', 'R19', 'R20'] },
  onlyInHuma: { does: 'create', code: 'notInXledger', unless: ['autoAddOff', 'requiredMissing', 'uniqueValueTaken'], rules: ['R7', 'R9', 'R15', 'R16', 'R28'] },
  onlyInXledger: { does: 'report', code: 'notInHuma', rules: ['R15', 'R21'] },
  possibleMatch: { does: 'ask', code: 'possibleMatch', rules: ['R11'] },
  ambiguous: { does: 'report', code: 'ambiguous', rules: ['R11'] },
  invalid: { does: 'report', code: 'requiredMissing', rules: ['R16'] },
  locked: { does: 'report', code: 'locked', rules: ['R24'] },
} as const satisfies Record<Situation, Reaction>;

/** The situation that a match alone tells. A matched person is `inSync` until a difference is seen. */
export const SITUATION_OF = { matched: 'inSync', possible: 'possibleMatch', tombstoned: 'possibleMatch', ambiguous: 'ambiguous', none: 'onlyInHuma' } as const satisfies Record<Match['kind'], Situation>;

/** How a run goes on with one person once it knows who they are in Xledger. */
export type Course = { does: 'update' | 'link' | 'create' } | { does: 'settle'; code: ReasonCode; fails?: true };

/** `update`: linked. `add`: new by an event (R9). `match`: unlinked, asked for by hand. */
export function courseOf(step: 'update' | 'add' | 'match', match: Match, policy: Pick<Policy, 'whenMatched' | 'whenMissing'>): Course {
  if (match.kind === 'ambiguous') return { does: 'settle', code: match.why === 'anotherEntity' ? 'existsInXledger' : REACTIONS.ambiguous.code };
  if (match.kind === 'possible') return { does: 'settle', code: REACTIONS.possibleMatch.code };
  if (match.kind === 'tombstoned') return { does: 'settle', code: 'existsInXledger' };
  if (match.kind === 'matched') return step === 'update' ? { does: 'update' } : FOUND[step === 'add' ? 'report' : policy.whenMatched];
  return MISSING[step === 'add' ? 'create' : policy.whenMissing];
}

/** Somebody in Xledger is the same person, and no link says so yet. An event never decides that by itself (R9.4). */
const FOUND = { update: { does: 'update' }, link: { does: 'link' }, report: { does: 'settle', code: 'existsInXledger' } } as const satisfies Record<Policy['whenMatched'], Course>;

const MISSING = { create: { does: 'create' }, skip: { does: 'settle', code: 'notInXledger' }, fail: { does: 'settle', code: 'notInXledger', fails: true } } as const satisfies Record<Policy['whenMissing'], Course>;
