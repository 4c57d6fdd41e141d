/** The plan: rows of plain data, one for each person, that a flow can filter, show, approve, store and apply later. */
import type { FieldKey, TargetValue } from '../../person';
import type { Moved } from '../compare';
import type { Baseline, Situation } from '../types';

/** `major.minor`. A minor change adds keys that readers ignore; a reader refuses a major version that it does not know. */
export const FORMAT_VERSION = '1.0';

/** The same on every row: what the plan was made of, how long it holds, and whom it belongs to. */
export interface PlanHeader {
  planId: string;
  connection: string;
  /** ISO date-times. */
  madeAt: string;
  expiresAt: string;
  /** The Xledger that it was made for: applied nowhere else. */
  endpoint: string;
  ownerDbId: string | null;
  /** How many people were read on each side, and how many were linked before, and how many of those Huma showed: what shares are counted of (guard). */
  people: { huma: number; xledger: number; linked: number; linkedRead: number };
  /** How many rows the plan has. */
  rows: number;
  /** The plan that this one undoes: its `huma` values are what Xledger held before, its `forHuma` values what Huma held (null: nothing). */
  undoes?: string;
}

/** What Apply does with a row, unless its `decision` says otherwise. `decide` waits for somebody. */
export type PlanAction = 'none' | 'link' | 'update' | 'createInXledger' | 'createInHuma' | 'decide';

export type Winner = 'huma' | 'xledger' | 'none';

/** A value at rest: as it is, or sealed (`sealed:v1:…`) where the field is sensitive. `null`: known to be empty. Absent: unknown. */
export type StoredValue = TargetValue | null;

/** The systems that a value may be written to. */
export type Way = 'huma' | 'xledger';

/** One target whose values disagree. */
export interface PlanDifference {
  /** `contact.email`. */
  target: string;
  fields: FieldKey[];
  label: string;
  state: 'different' | 'missingInHuma' | 'missingInXledger';
  huma?: StoredValue;
  xledger?: StoredValue;
  /** What Huma would be given if Xledger's value wins, where that is not `xledger` itself: a bank account with its country. Sealed where sensitive. */
  forHuma?: unknown;
  /** As people see it: sensitive values masked. */
  shown: { huma: string | null; xledger: string | null };
  moved: Moved;
  wins: Winner;
  /** In words: which setting or rule decided. */
  why: string;
  /** Whose value may be chosen at all (R14): the others cannot be written. */
  offers: Way[];
  /** May be changed by people without breaking the signature. `null`: as `wins` says. */
  decision: 'huma' | 'xledger' | 'skip' | null;
}

/** One field of somebody who is to be created. */
export interface PlanValue {
  field: FieldKey;
  label: string;
  value: unknown;
  shown: string;
}

export interface Candidate {
  employeeDbId: string;
  employmentId: string | null;
  name: string | null;
  email: string | null;
}

export interface Attention {
  /** Stable word for flows. */
  code: string;
  says: string;
  field?: FieldKey;
}

export interface PlanRow {
  formatVersion: string;
  plan: PlanHeader;
  /** Place in the plan, from 1. */
  row: number;
  situation: Situation;
  action: PlanAction;
  /** What `decision: 'apply'` does: the same as `action`, or what waits for somebody to say so. `none`: nothing can be done about this row. */
  proposal: Exclude<PlanAction, 'decide'>;
  /** In words: why this action. */
  why: string;
  humaId: string | null;
  employeeDbId: string | null;
  contactDbId: string | null;
  subledgerDbId: string | null;
  /** For example "Kari T.". */
  name: string | null;
  employmentId: string | null;
  evidence: {
    by: 'link' | 'email' | 'employmentId' | null;
    /** Fields that speak for, or against, this being one person; names and birth date are shown, never matched by (R11). */
    agrees: FieldKey[];
    disagrees: FieldKey[];
    candidates: Candidate[];
  };
  differences: PlanDifference[];
  /** What a creation writes. */
  values: PlanValue[];
  /** Why somebody should look, and what to do. */
  attention: Attention[];
  /** Fields that Huma does not let be read: neither compared nor written. */
  notCompared: FieldKey[];
  /** What the link remembers when nothing of this row is written, and Huma's fingerprints of the fields that differ, `whole` with those that are equal: Apply makes the link of them (R20). */
  remembers: { baseline: Baseline; differing: Baseline };
  /** May be changed by people without breaking the signature: apply or skip the row. `null`: as `action` says (and `decide` then does nothing). */
  decision: 'apply' | 'skip' | null;
  /** HMAC-SHA256 over the canonical JSON of everything above but the decisions. */
  signature: string;
}

/** How many of each a plan may do, as a number and as a share (0–1) of the people on the larger side. Absent: no limit. */
export interface Limits {
  creates?: { number?: number; share?: number };
  updates?: { number?: number; share?: number };
  bankAccounts?: { number?: number; share?: number };
  emails?: { number?: number; share?: number };
  /** Huma's side read now, as a share of the people linked before: less than this and nothing is written. */
  humaShort?: { share: number };
}

export interface Verdict {
  within: boolean;
  /** Each limit with what was counted; `over` ones stop the run. */
  counts: { limit: keyof Limits; label: string; counted: number; of: number; allowed: number | null; over: boolean }[];
  says: string;
}

/** What the comparison was told. */
export interface PlanPolicy {
  connection: string;
  endpoint: string;
  ownerDbId: string | null;
  groupId?: string;
  fields: readonly FieldKey[];
  wins: { general: Winner; byField: Partial<Record<FieldKey, Winner>> };
  /** A value that one side lacks: taken from the other, left alone, or cleared where the field allows it. */
  missing: 'fill' | 'leave' | 'clear';
  createIn: 'xledger' | 'huma' | 'both' | 'none';
  /** A first match by e-mail alone waits for a decision. */
  firstMatchWaits: boolean;
  /** R11: an employment ID alone counts as a match. */
  employmentIdCounts: boolean;
  limits: Limits;
  expiresInHours: number;
  /**
   * Where a field has a winner, and only the other side's value moved since both were equal: left as it is and reported (R20; the default, and what
   * events do), overwritten all the same (a manual sync that means it), or followed, so that the newer value wins.
   */
  otherSideChanged?: 'keep' | 'overwrite' | 'follow';
  /** Which system may be written to at all; both unless told otherwise. A run that nobody watches never writes to Huma (R21). */
  writeTo?: 'xledger' | 'huma' | 'both';
}
