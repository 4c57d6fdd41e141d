/** From drafts to rows: in a stable order, numbered, sensitive values sealed and masked, signed. */
import { fieldOf, SENSITIVE_FIELDS, showAt, type FieldKey, type TargetValue } from '../../../person';
import type { Difference } from '../../compare';
import { sealValue, sign, signWhenAsked, type Place } from '../keeping';
import { outletOf } from '../outlet';
import { FORMAT_VERSION, type Attention, type PlanDifference, type PlanHeader, type PlanRow, type PlanValue } from '../types';
import type { Draft } from './drafts';
import type { Judged } from './differences';
import type { PlanInput } from './input';

/** By name, as people look for people; then by ids, so that the order of what was read does not matter. */
export function rowsOf(drafts: readonly Draft[], plan: PlanHeader, { keys }: Pick<PlanInput, 'keys'>): PlanRow[] {
  const rankOf = ranksOf(drafts.map(nameOf));
  const rank = Uint32Array.from(drafts, (draft) => rankOf.get(nameOf(draft)) ?? 0);
  const inOrder = Uint32Array.from(drafts.keys());
  inOrder.sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0) || (idOf(drafts[a]) < idOf(drafts[b]) ? -1 : 1));
  const rows: PlanRow[] = [];
  for (const place of inOrder) {
    const row = rowOf(drafts[place] as Draft, plan, rows.length + 1, keys);
    rows.push(outletOf(row) === undefined ? signWhenAsked(row, keys.signature) : sign(ownOf(row), keys.signature));
  }
  return rows;
}

const idOf = (draft: Draft | undefined): string => `${draft?.humaId ?? ''} ${draft?.employee?.dbId ?? ''}`;

/** What leaves the comparison is plain data of its own: lists are not shared, and a baseline is not its text. */
const ownOf = (row: Omit<PlanRow, 'signature'>): Omit<PlanRow, 'signature'> => ({ ...(JSON.parse(JSON.stringify({ ...row, plan: undefined })) as typeof row), plan: row.plan });

/** Those of nearly all rows. */
const NO_DIFFERENCES: PlanDifference[] = [];
const NO_VALUES: PlanValue[] = [];

/** Whoever has no name comes last. */
const nameOf = ({ name }: Draft): string => name ?? '\u{10ffff}';

/** Few names are many people's: each is placed once. Names that the alphabet takes for one have one place. */
function ranksOf(names: readonly string[]): Map<string, number> {
  const ranks = new Map<string, number>();
  let before: string | undefined;
  for (const name of [...new Set(names)].sort(ALPHABET.compare)) {
    const last = before === undefined ? 0 : (ranks.get(before) ?? 0);
    ranks.set(name, before !== undefined && ALPHABET.compare(before, name) === 0 ? last : last + 1);
    before = name;
  }
  return ranks;
}

const ALPHABET = new Intl.Collator('nb');

function rowOf(draft: Draft, plan: PlanHeader, row: number, keys: PlanInput['keys']): Omit<PlanRow, 'signature'> {
  const place = (what: string): Place => ({ planId: plan.planId, row, what });
  return {
    formatVersion: FORMAT_VERSION,
    plan,
    row,
    situation: draft.situation,
    action: draft.action,
    proposal: draft.proposal,
    why: draft.why,
    humaId: draft.humaId,
    employeeDbId: draft.employee?.dbId ?? null,
    contactDbId: draft.employee?.contact?.dbId ?? null,
    subledgerDbId: draft.employee?.subledger?.dbId ?? null,
    name: draft.name,
    employmentId: draft.employmentId,
    evidence: draft.evidence as PlanRow['evidence'],
    differences: draft.judged.length === 0 ? NO_DIFFERENCES : draft.judged.map((judged) => differenceOf(judged, keys, place)),
    values: draft.proposal === 'createInXledger' || draft.proposal === 'createInHuma' ? valuesOf(draft, keys, place) : NO_VALUES,
    attention: draft.attention as Attention[],
    notCompared: draft.notCompared as FieldKey[],
    remembers: draft.remembers,
    decision: null,
  };
}

function differenceOf({ difference, verdict, offers, forHuma }: Judged, { seal }: PlanInput['keys'], place: (what: string) => Place): PlanDifference {
  const { target, fields, state, before, after, moved } = difference;
  const isSensitive = fields.some((field) => SENSITIVE_FIELDS.has(field));
  const kept = <T>(value: T | null, side: string): T | string | null => (value === null || !isSensitive ? value : sealValue(seal, place(`${target.key}:${side}`), value));
  return {
    target: target.key,
    fields: [...fields],
    label: labelOf(difference),
    state,
    huma: kept<TargetValue>(after, 'huma'),
    xledger: kept<TargetValue>(before, 'xledger'),
    ...(forHuma !== undefined && { forHuma: kept<unknown>(forHuma, 'forHuma') }),
    shown: { huma: showAt(target, after), xledger: showAt(target, before) },
    moved,
    wins: verdict.wins,
    why: verdict.why,
    offers,
    decision: null,
  };
}

/** A name's two halves are one text in Xledger (R36). */
const labelOf = ({ fields, target }: Difference): string => (target.composedOf && fields.length > 1 ? 'Name' : fields.map((field) => fieldOf(field).label).join(' and '));

function valuesOf({ newcomer }: Draft, { seal }: PlanInput['keys'], place: (what: string) => Place): PlanValue[] {
  return (Object.keys(newcomer) as FieldKey[]).map((field) => {
    const value = newcomer[field];
    const { label, kind } = fieldOf(field);
    return { field, label, value: SENSITIVE_FIELDS.has(field) ? sealValue(seal, place(field), value) : value, shown: kind.show(value as never) };
  });
}
