/** The words of a sync run: policy in, links and outcomes out. Compare and Apply speak them too. */
import type { KeyObject } from 'node:crypto';
import type { FieldKey, Instant, Problem, Reading } from '../person';
import type { HumaUser } from '../huma';
import type { CreationDefaults } from '../xledger';

/** What a pair is (docs: glossary). */
export type Situation = 'inSync' | 'different' | 'onlyInHuma' | 'onlyInXledger' | 'possibleMatch' | 'ambiguous' | 'invalid' | 'locked';

/** The remembered pair (R12). All text, because it is kept in an n8n Data Table. */
export interface Link {
  connection: string;
  humaId: string;
  /**
   * `linked`; `pending`: seen as new but not creatable yet (R9); `creating`: Xledger was seen without this person, and a creation was begun: whoever
   * is there afterwards and holds what was meant is ours (the baseline says what was meant); `deleted`: a tombstone (R25); `forgotten`: a pending mark that has ended, as if it had never been.
   */
  state: 'linked' | 'pending' | 'creating' | 'deleted' | 'forgotten';
  employeeDbId: string | null;
  contactDbId: string | null;
  subledgerDbId: string | null;
  baseline: Baseline;
  /** ISO date-time of the last change of this link (`updatedAt` is a column that n8n keeps itself). */
  changedAt: string;
}

/**
 * For each field the keyed fingerprint of the value last seen equal on both sides (R20; baseline.ts); never the value. `whole`: one fingerprint of
 * all that are remembered as equal, so that one tells for nearly everyone that nothing has moved; it says nothing that the others do not.
 */
export type Baseline = Partial<Record<FieldKey | 'whole', string>>;

/** What is known to have happened in Huma; decides what G of sync-rules allows. Absent: somebody asked for this person by hand. */
export type HumaEvent = 'created' | 'changed' | 'deleted' | 'exported' | 'unknown';

/** One person that a run is asked to bring over. */
export interface Ask {
  /** The index of the input item: every ask gets exactly one outcome, in order. */
  item: number;
  event?: HumaEvent;
  humaId: string | null;
  /** Read from Huma, or given with the item; a problem when it could not be had. */
  source: { kind: 'user'; user: HumaUser } | { kind: 'gone' } | { kind: 'notVisible' } | { kind: 'unavailable'; problem: Problem; retry: boolean; resumeAt?: Instant };
}

export interface Policy {
  connection: string;
  /** R6: off, nothing is written. R3: off unless the credential confirms the authority. */
  active: boolean;
  /** R7: whether people added in Huma are added in Xledger. */
  autoAdd: boolean;
  /** Whoever an event adds is first marked as `creating`, and created once that mark comes back as a link: a run that dies in between is known by it. Only where links are kept. */
  marksFirst?: boolean;
  /** What to do, outside events, with a person that Xledger does not have. */
  whenMissing: 'create' | 'skip' | 'fail';
  /** How an unlinked person may be found. */
  matchBy: readonly ('email' | 'employmentId')[];
  /** An unlinked person was found: taken as the same person and updated; only linked, nothing written (the pair and its baseline are remembered); or only reported as existing (R9.4). */
  whenMatched: 'update' | 'link' | 'report';
  fields: readonly FieldKey[];
  /** R29: off, nothing is ever cleared. */
  clearing: boolean;
  /** R5: outside this group nothing is written. */
  groupId?: string;
  creation: CreationDefaults;
  reading: Reading;
  /** Reads back what was written and compares (design: Apply 5). */
  readBack: boolean;
  dryRun: boolean;
  /** One person is written alone first and looked at whole, unless this Xledger is known to leave alone what an update leaves out (U6). */
  canary?: boolean;
  /** Keys the fingerprints of baselines; derived from the credential. */
  fingerprintKey: Buffer | KeyObject;
  /** Somebody has confirmed that Xledger has no employee yet. Otherwise an empty answer is taken for a missing scope, and nothing is written (U14). */
  xledgerIsEmpty?: boolean;
}

export type OutcomeKind = 'applied' | 'unchanged' | 'skipped' | 'failed' | 'notAttempted';

/** One field that was, or would be, written. Values are shown through the field's kind, so sensitive ones are masked. */
export interface Change {
  field: FieldKey;
  label: string;
  before: string | null;
  after: string | null;
}

/** What became of one ask. */
export interface Outcome {
  item: number;
  humaId: string | null;
  outcome: OutcomeKind;
  did: 'created' | 'updated' | 'linked' | 'tombstoned' | 'nothing';
  /** One sentence a payroll person understands: what was seen, what was done and not done, what to do. */
  reason: string;
  /** Stable word for flows to decide on. */
  code: ReasonCode;
  /** Whether a later try may go better by itself. */
  retry: boolean;
  resumeAt?: Instant;
  employeeDbId: string | null;
  employmentId: string | null;
  /** For example "Kari T.". */
  name: string | null;
  changes: Change[];
  /** Fields that were not written, each with its reason. */
  problems: Problem[];
  /** The link as it is now, to be remembered; absent when nothing about it changed. */
  link?: Link;
  dryRun: boolean;
}

export type ReasonCode =
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'linked'
  | 'notActivated'
  | 'outsideGroup'
  | 'autoAddOff'
  | 'pending'
  | 'creating'
  | 'existsInXledger'
  | 'uniqueValueTaken'
  | 'requiredMissing'
  | 'locked'
  | 'deletedInHuma'
  | 'notVisibleInHuma'
  | 'notAUser'
  | 'possibleMatch'
  | 'ambiguous'
  | 'notInHuma'
  | 'notInXledger'
  | 'linkedEmployeeGone'
  | 'manualSyncWillOffer'
  | 'partlyRefused'
  | 'didNotStick'
  | 'movedUnmeant'
  | 'canaryStopped'
  | 'refused'
  | 'humaUnavailable'
  | 'xledgerUnavailable'
  | 'sameAsAnotherItem'
  | 'invalidItem';
