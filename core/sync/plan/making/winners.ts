/** Whose value wins a difference, and why: the settings first, then what the rules forbid. Pure. */
import { fieldOf, type FieldKey, type Problem } from '../../../person';
import { heldBy, type Difference } from '../../compare';
import type { PlanPolicy, Way, Winner } from '../types';

/** What a difference is judged by, besides the policy. */
export interface Circumstances {
  /** Whose value could be written to the other side at all. */
  offers: readonly Way[];
  /** Whose value belongs to somebody else already (R28). */
  taken: readonly Way[];
  severalPositions?: boolean;
  /** Nobody may write for this person (R24, R5). */
  locked: boolean;
}

export interface Verdict {
  wins: Winner;
  why: string;
  /** Somebody should hear of it. */
  problem?: Problem['code'];
  /** With `taken`: whose value it is that somebody else has. */
  of?: Way;
}

/** The first step that has an answer gives it. */
export function winnerOf(difference: Difference, policy: PlanPolicy, circumstances: Circumstances): Verdict {
  if (circumstances.locked) return none('Nothing is written for this person.');
  const wanted = asSet(difference, policy);
  if (wanted.wins === 'none') return wanted;
  return STEPS.map((step) => step(wanted.wins as Way, difference, policy, circumstances)).find((verdict) => verdict !== undefined) ?? followed(wanted, difference);
}

/** Whether people are created in a system without anybody saying so for each (R15, R21). */
export const creates = ({ createIn, writeTo = 'both' }: PlanPolicy, there: Way): boolean => [createIn, writeTo].every((where) => where === there || where === 'both');

const none = (why: string, problem?: Problem['code']): Verdict => ({ wins: 'none', why, ...(problem && { problem }) });

/** What the settings say, before any rule: a missing value has a setting of its own. */
function asSet(difference: Difference, policy: PlanPolicy): Verdict {
  const { wins, why } = setting(difference.fields, policy);
  const isSetForField = difference.fields.some((field) => policy.wins.byField[field] !== undefined);
  if (wins === 'none' && isSetForField) return none(why);
  if (difference.state === 'different') return newer(wins, why, difference, policy);
  const [missingIn, other] = difference.state === 'missingInXledger' ? (['xledger', 'huma'] as const) : (['huma', 'xledger'] as const);
  if (policy.missing === 'leave') return none(`Missing in ${NAMES[missingIn]}, and missing values are left alone.`);
  if (policy.missing === 'fill') return newer(other, `Missing in ${NAMES[missingIn]}, and filled from ${NAMES[other]}.`, difference, policy);
  return newer(wins, why, difference, policy);
}

function setting(fields: readonly FieldKey[], { wins }: PlanPolicy): Verdict {
  const set = new Set(fields.map((field) => wins.byField[field] ?? wins.general));
  const [only, ...others] = set;
  if (only === undefined || others.length > 0) return none(`${labels(fields)} have different winners.`);
  const forField = fields.some((field) => wins.byField[field] !== undefined);
  return only === 'none' ? none(`No side wins${forField ? ' this field' : ''} by itself.`) : { wins: only, why: `${NAMES[only]} wins${forField ? ' this field' : ''}.` };
}

/** R20: a value that only the other side moved. */
function newer(wins: Winner, why: string, { moved }: Difference, { otherSideChanged = 'keep' }: PlanPolicy): Verdict {
  const mover = moved === 'changedInXledger' ? 'xledger' : moved === 'changedInHuma' ? 'huma' : undefined;
  if (wins === 'none' || mover === undefined || mover === wins || otherSideChanged === 'overwrite') return { wins, why };
  if (otherSideChanged === 'follow') return { wins: mover, why: `Changed in ${NAMES[mover]} since both were equal, and the newer value wins.` };
  return none(`Changed in ${NAMES[mover]} alone since both were equal, and therefore kept there.`);
}

type Step = (wins: Way, difference: Difference, policy: PlanPolicy, circumstances: Circumstances) => Verdict | undefined;

const STEPS: readonly Step[] = [
  function mayWriteThere(wins, _difference, { writeTo = 'both' }) {
    const to = wins === 'huma' ? 'xledger' : 'huma';
    return writeTo === 'both' || writeTo === to ? undefined : none(`${NAMES[wins]} would win, and this run does not write to ${NAMES[to]}.`);
  },
  function isNobodyElses(wins, _difference, _policy, { taken }) {
    return taken.includes(wins) ? { ...none('The value belongs to somebody else already.', 'taken'), of: wins } : undefined;
  },
  function isNotHeldBack(wins, difference, policy, { severalPositions }) {
    if (wins !== 'huma') return undefined;
    const held = heldBy(seenBy(difference, policy), { clearing: policy.missing === 'clear', severalPositions });
    return held && none(HELD[held.rule] ?? `Held back (${held.rule}).`, held.says);
  },
  function canBeWritten(wins, { state }, _policy, { offers }) {
    if (offers.includes(wins)) return undefined;
    // What may not be cleared in Xledger was held back before (R29).
    if (wins === 'huma') return none("Huma's value cannot be written to Xledger.");
    return none(state === 'missingInXledger' ? 'This field is never cleared in Huma.' : "Xledger's value cannot be written to Huma.");
  },
];

/** Who overwrites what only Xledger changed also sends again what was left there before. */
const seenBy = (difference: Difference, { otherSideChanged }: PlanPolicy): Difference =>
  otherSideChanged === 'overwrite' ? { ...difference, settled: false, moved: difference.moved === 'changedInXledger' ? 'changedInBoth' : difference.moved } : difference;

const HELD: Readonly<Record<string, string>> = {
  U5: "Huma's value was left, or not taken by Xledger, before; it is sent when it changes in Huma, or when somebody says so.",
  R20: 'Changed in Xledger alone since both were equal, and therefore kept there.',
  R29: 'Empty in Huma; Xledger is cleared only of a value that was synced before, and only where the field allows it.',
  'R32.5': 'A later start while there are several positions is not taken for a new employment.',
};

/** A conflict has to be said even when somebody wins it. */
function followed(verdict: Verdict, { moved }: Difference): Verdict {
  if (moved === 'changedInBoth') return { ...verdict, why: `Changed in both since they were equal. ${verdict.why}` };
  return moved === OVERWRITTEN[verdict.wins] ? { ...verdict, why: `${verdict.why} What was changed in the other system is overwritten.` } : verdict;
}

/** Who loses comes as far as this only where that is overwritten. */
const OVERWRITTEN: Readonly<Record<Winner, Difference['moved'] | undefined>> = { huma: 'changedInXledger', xledger: 'changedInHuma', none: undefined };
const NAMES: Readonly<Record<Way, string>> = { huma: 'Huma', xledger: 'Xledger' };
const labels = (fields: readonly FieldKey[]): string => fields.map((field) => fieldOf(field).label).join(' and ');
