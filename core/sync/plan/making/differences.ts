/** The differences of one pair as the plan holds them: which values may win, and which do. Pure. */
import isEqual from 'lodash/isEqual';
import { fieldOf, genderOf, personFrom, problemOf, sameAt, sentence, valuesOf, type FieldKey, type Person, type Problem, type TargetKey, type TargetValue, type XledgerValues } from '../../../person';
import type { HumaUser } from '../../../huma';
import type { XledgerEmployee } from '../../../xledger';
import type { Difference, PersonComparison } from '../../compare';
import type { Attention, Way } from '../types';
import type { PlanInput } from './input';
import type { Sides } from './sides';
import { winnerOf, type Verdict } from './winners';

/** A difference before it is put into a row: values are plain. */
export interface Judged {
  difference: Difference;
  verdict: Verdict;
  offers: Way[];
  /** What Huma would be given. */
  forHuma?: unknown;
}

export interface JudgedPair {
  judged: Judged[];
  attention: Attention[];
}

/** Judges every difference of a pair. Xledger's side is read as a person only where there is one. */
export function judge(user: HumaUser, employee: XledgerEmployee, comparison: PersonComparison, input: PlanInput, sides: Sides, locked: boolean): JudgedPair {
  if (comparison.differences.length === 0) return { judged: [], attention: [] };
  const values = valuesOf(employee);
  const xledger = personFrom(values, input.reading);
  const problems: Problem[] = xledger.problems.filter(({ field }) => comparison.differences.some(({ fields }) => field && fields.includes(field)));
  const own = { key: user.humaId, ownDbId: employee.dbId };
  const holders = (field: FieldKey, value: unknown) => sides.unique.holders(field, value, own).map(({ says }) => says);
  const taken = new Map(comparison.differences.flatMap(({ fields }) => fields).map((field) => [field, { huma: holders(field, user.person[field]), xledger: holders(field, xledger.person[field]) }]));
  const attention: Attention[] = [];
  const judged = comparison.differences.map((difference): Judged => {
    const [field] = difference.fields;
    const isTaken = (way: Way) => difference.fields.some((each) => (taken.get(each)?.[way].length ?? 0) > 0);
    const lacks = lackOf(difference, input);
    const offers = locked ? [] : WAYS.filter((way) => !isTaken(way) && CAN[way](difference, values, xledger.person, input) && !(way === 'huma' && lacks?.blocks));
    const verdict = winnerOf(difference, input.policy, { offers, taken: WAYS.filter(isTaken), severalPositions: user.severalPositions, locked });
    if (lacks && !locked) attention.push(lacks.attention);
    const { problem } = verdict;
    if (problem) problems.push(...difference.fields.map((each) => problemOf(each, problem, undefined, detailOf(verdict, taken.get(each)))));
    const forHuma = offers.includes('xledger') && field ? xledger.person[field] : undefined;
    return { difference, verdict, offers, ...(!isEqual(forHuma, difference.before) && { forHuma }) };
  });
  return { judged: oneWay(judged, input.policy.wins), attention: [...attention, ...problems.map(attentionOf)] };
}

/** A field goes one way: what Huma is about to lose is not written to another place of Xledger. Nor does it fill one, where another holds a value that is not Huma's to decide. */
function oneWay(judged: readonly Judged[], { general, byField }: PlanInput['policy']['wins']): Judged[] {
  const fieldsOf = (which: (one: Judged) => boolean): Set<FieldKey> => new Set(judged.filter(which).flatMap(({ difference }) => difference.fields));
  const toHuma = fieldsOf(({ verdict }) => verdict.wins === 'xledger');
  const staying = fieldsOf(({ difference: { fields, state, target } }) => state === 'different' && !target.composedOf && fields.some((field) => (byField[field] ?? general) !== 'huma'));
  const isHeld = ({ difference: { fields, state }, verdict }: Judged): boolean => verdict.wins === 'huma' && fields.some((field) => toHuma.has(field) || (state === 'missingInXledger' && staying.has(field)));
  return judged.map((one) => (isHeld(one) ? { ...one, verdict: HELD } : one));
}

const HELD: Verdict = { wins: 'none', why: "Xledger has another value of this field, which stays or goes to Huma: Huma's is not written here." };

/** A problem of a field, in words. */
export const attentionOf = (problem: Problem): Attention => ({ code: problem.code, says: sentence(problem), ...(problem.field && { field: problem.field }) });

const detailOf = ({ of }: Verdict, taken: Record<Way, string[]> | undefined): { detail?: string } => (of && taken ? { detail: taken[of].join(', ') } : {});

const WAYS = ['huma', 'xledger'] as const;

/** Whether a side's value can be written to the other (R14). */
const CAN: { readonly [W in Way]: (difference: Difference, values: XledgerValues, xledger: Person, input: PlanInput) => boolean } = {
  huma: ({ state, fields }) => state !== 'missingInHuma' || fields.every((field) => fieldOf(field).cleared === 'ifSyncedBefore'),
  xledger(difference, values, xledger, { reading }) {
    const [field] = difference.fields;
    const value = field && xledger[field];
    if (!field || difference.target.composedOf || difference.before === null || value === null || value === undefined) return false;
    if (field === 'gender' && !genderOf(String(value))) return false;
    // Where Xledger disagrees with itself, only its first place counts: else the two would take turns in Huma.
    const leading = leadingValue(field, values);
    return sameAt(difference.target, leading ?? null, difference.before, reading);
  },
};

function leadingValue(field: FieldKey, values: XledgerValues): TargetValue | null | undefined {
  return fieldOf(field).targets.filter(({ composedOf }) => !composedOf).map(({ key }) => values[key as TargetKey]).find((value) => value !== null && value !== undefined);
}

interface Lack {
  attention: Attention;
  blocks: boolean;
}

/** Values that Xledger has no entry for, where that is known (U8, U12). */
function lackOf({ fields, after }: Difference, { xledgerHas = {} }: PlanInput): Lack | undefined {
  const [field] = fields;
  if (field === 'gender' && typeof after === 'string' && xledgerHas.genders) {
    const known = genderOf(after);
    if (known && !xledgerHas.genders.has(known)) return { attention: attentionOf(problemOf('gender', 'genderNotMapped')), blocks: true };
  }
  if (field === 'address' && typeof after === 'object' && after?.country && xledgerHas.countries && !xledgerHas.countries.has(after.country)) {
    return { attention: { code: 'countryNotTaken', field, says: `The address names the country ${after.country}, and Xledger has no entry for it. The rest of the address can be written; choose the country in Xledger by hand.` }, blocks: false };
  }
  return undefined;
}
