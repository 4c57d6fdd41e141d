/** The limits a plan must keep, counted before the first write, with the numbers in words. Pure. */
import { list } from '../report';
import { deedOf, written } from './decisions';
import type { Limits, PlanHeader, PlanRow, Verdict } from './types';

/** What a plan does, decisions heard. */
export interface Counted {
  creates: number;
  updates: number;
  /** Existing people whose bank account is written, in either system. */
  bankAccounts: number;
  /** Existing people whose e-mail is written, in either system. */
  emails: number;
}

export interface Override {
  /** Lifts the limits of this plan alone, so that it cannot be left on. */
  override?: string;
}

/** Counts the rows and holds them against the limits. A limit raised, or left out, never refuses more. */
export function guard(rows: readonly PlanRow[], plan: Pick<PlanHeader, 'planId' | 'people'>, limits: Limits, { override }: Override = {}): Verdict {
  return verdictOn(count(rows), plan, limits, { override });
}

export function count(rows: readonly PlanRow[]): Counted {
  const counted: Counted = { creates: 0, updates: 0, bankAccounts: 0, emails: 0 };
  for (const row of rows) {
    const deed = deedOf(row);
    if (deed === 'createInHuma' || deed === 'createInXledger') counted.creates += 1;
    if (deed !== 'update') continue;
    const fields = new Set([...written(row, 'xledger'), ...written(row, 'huma')].flatMap((difference) => difference.fields));
    counted.updates += 1;
    if (fields.has('bankAccount')) counted.bankAccounts += 1;
    if (fields.has('email')) counted.emails += 1;
  }
  return counted;
}

/** The same on counts that were made before. */
export function verdictOn(counted: Counted, { planId, people }: Pick<PlanHeader, 'planId' | 'people'>, limits: Limits, { override }: Override = {}): Verdict {
  const everyone = Math.max(people.huma, people.xledger);
  const counts = [
    ...AT_MOST.map(({ limit, label }): Verdict['counts'][number] => {
      const allowed = allowedOf(limits[limit], everyone);
      return { limit, label, counted: counted[limit], of: everyone, allowed, over: allowed !== null && counted[limit] > allowed };
    }),
    short(people, limits),
  ];
  const over = counts.filter((each) => each.over);
  const isLifted = over.length > 0 && override === planId;
  return { within: over.length === 0 || isLifted, counts, says: saysOf(over, { counted, planId, isLifted, override }) };
}

const AT_MOST = [
  { limit: 'creates', label: 'People created' },
  { limit: 'updates', label: 'People updated' },
  { limit: 'bankAccounts', label: 'Bank accounts changed' },
  { limit: 'emails', label: 'E-mail addresses changed' },
] as const;

/** The smaller of the two. A share of a few people is at least one of them. */
function allowedOf(limit: { number?: number; share?: number } | undefined, everyone: number): number | null {
  const each = [limit?.number, limit?.share === undefined ? undefined : Math.ceil(limit.share * everyone - ROUNDING)].filter((allowed) => allowed !== undefined);
  return each.length > 0 ? Math.min(...each) : null;
}

/** 0.1 of 30 is 3, whatever binary fractions make of it. */
const ROUNDING = 1e-9;

/** Huma's side is its own limit: somebody who was linked and is not read now may only be out of sight. */
function short({ linked, linkedRead }: PlanHeader['people'], { humaShort }: Limits): Verdict['counts'][number] {
  const needed = humaShort ? Math.ceil(humaShort.share * linked - ROUNDING) : null;
  return { limit: 'humaShort', label: 'Linked people read from Huma', counted: linkedRead, of: linked, allowed: needed, over: needed !== null && linkedRead < needed };
}

interface Saying {
  counted: Counted;
  planId: string;
  isLifted: boolean;
  override?: string;
}

function saysOf(over: Verdict['counts'], { counted, planId, isLifted, override }: Saying): string {
  if (over.length === 0) return `Within the limits: ${counted.updates} to update, ${counted.creates} to create.`;
  const numbers = list(over.map(inNumbers));
  if (isLifted) return `Over the limits, and lifted for this plan: ${numbers}.`;
  const other = override ? ` The override names another plan (${override}).` : '';
  return `Over the limits: ${numbers}. Nothing is written.${other} Look at the rows; if they are meant, name this plan (${planId}) as the one that may go over its limits.`;
}

function inNumbers({ limit, label, counted, of, allowed }: Verdict['counts'][number]): string {
  if (limit === 'humaShort') return `only ${counted} of ${of} linked people were read from Huma, and at least ${allowed ?? 0} are expected`;
  return `${label.toLowerCase()}: ${counted} of ${of}, and at most ${allowed ?? 0} are allowed`;
}
