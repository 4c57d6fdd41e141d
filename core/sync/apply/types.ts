/** The words of Apply: what it is told, and what it tells of each row. */
import type { FieldKey, Instant, Problem, Reading } from '../../person';
import type { Huma } from '../../huma';
import type { CreationDefaults, TenantForms, Xledger } from '../../xledger';
import type { Counted, Limits, PlanKeys, PlanRow, Verdict, Way } from '../plan';
import type { Clock } from '../../person';
import type { Link, Situation } from '../types';

export interface ApplyOptions {
  /** R3, R6: off, only dry runs. */
  active: boolean;
  /** The Xledger that is written to: a plan for another is refused. */
  endpoint: string;
  ownerDbId: string | null;
  limits: Limits;
  /** Names the plan that may go over its limits. */
  override?: string;
  /** Rows that were altered after the plan was made. */
  edited: 'refuse' | 'accept';
  dryRun: boolean;
  /** Reads back what was written and compares. */
  readBack: boolean;
  /** R10: reads Huma's side again too, also for rows that only write to Xledger. */
  rereadHuma: boolean;
  /** The connection has not proved itself yet: one row is written alone, and looked at whole. */
  canary: boolean;
  /** Constant settings for people created in Xledger. */
  creation: CreationDefaults;
  /** Groups of people created in Huma (R15). */
  groups: readonly string[];
  reading: Reading;
  /** H26: also fields of which Huma warns that editing them may cut a link to another integration. */
  evenLocked?: boolean;
}

export interface ApplyWith {
  xledger: Xledger;
  /** Needed by rows that write to Huma, and by `rereadHuma`. */
  huma?: Huma;
  clock: Clock;
  keys: PlanKeys;
  /** All that the connection knows. */
  links: readonly Link[];
  /** The id of the plan that undoes this one. */
  undoPlanId: string;
}

export type RowOutcomeKind = 'applied' | 'unchanged' | 'skipped' | 'stale' | 'failed' | 'notAttempted';

/** Stable words for flows. */
export type ApplyCode =
  | 'created'
  | 'updated'
  | 'linked'
  | 'unchanged'
  | 'awaitingConfirmation'
  | 'nothingToDo'
  | 'skippedByDecision'
  | 'waitsForDecision'
  | 'changedSince'
  | 'existsMeanwhile'
  | 'gone'
  | 'linksChanged'
  | 'locked'
  | 'uniqueValueTaken'
  | 'refused'
  | 'partlyRefused'
  | 'didNotStick'
  | 'movedUnmeant'
  | 'canaryStopped'
  | 'overLimits'
  | 'notActivated'
  | 'expired'
  | 'otherXledger'
  | 'severalPlans'
  | 'sameRowTwice'
  | 'altered'
  | 'unsigned'
  | 'otherCredential'
  | 'unknownVersion'
  | 'unreadable'
  | 'noHuma'
  | 'xledgerUnavailable'
  | 'humaUnavailable';

/** One field that was, or would be, written. Sensitive values are masked. */
export interface RowChange {
  in: Way;
  field: FieldKey;
  label: string;
  before: string | null;
  after: string | null;
}

/** A value that somebody else changed after the plan was made. Sensitive values are masked. */
export interface StaleValue {
  label: string;
  in: Way;
  before: string | null;
  after: string | null;
  now: string | null;
}

/** What became of one row that came in. */
export interface RowOutcome {
  /** The place among the rows that came in, from 0. */
  item: number;
  /** The place in the plan; null where the row cannot be read. */
  row: number | null;
  planId: string | null;
  humaId: string | null;
  employeeDbId: string | null;
  name: string | null;
  employmentId: string | null;
  situation: Situation | null;
  outcome: RowOutcomeKind;
  did: 'created' | 'updated' | 'linked' | 'nothing';
  /** One sentence for a payroll person: what was seen, done and not done, what to do. */
  reason: string;
  code: ApplyCode;
  retry: boolean;
  resumeAt?: Instant;
  changes: RowChange[];
  stale: StaleValue[];
  problems: Problem[];
  /** The link that now exists; absent where nothing about it is known to have changed. */
  link?: Link;
  dryRun: boolean;
}

export interface ApplySummary {
  planId: string | null;
  connection: string | null;
  startedAt: string;
  endedAt: string;
  dryRun: boolean;
  rows: number;
  outcomes: Record<RowOutcomeKind, number>;
  created: Record<Way, number>;
  updated: Record<Way, number>;
  linked: number;
  fields: Partial<Record<FieldKey, number>>;
  counted: Counted;
  verdict: Verdict | null;
  requests: { xledger: number; huma: number };
  canary: 'notNeeded' | 'proved' | 'stopped';
  /** What was done and has no way back: people who were created. */
  cannotBeUndone: { name: string | null; humaId: string | null; employeeDbId: string | null; in: Way }[];
  says: string;
}

export interface Applied {
  /** One for each row that came in, in order. */
  outcomes: RowOutcome[];
  summary: ApplySummary;
  /** Signed rows that put back what was written. */
  inverse: PlanRow[];
  /** What is known by now of the forms that this Xledger takes, for the next run. */
  forms: TenantForms;
}
