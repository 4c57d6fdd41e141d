/** One apply while it is under way: the rows that came in, and how far each has come. */
import type { FieldKey, Instant, Problem } from '../../person';
import type { HumaUser, HumaWritten } from '../../huma';
import { XledgerRefused, XledgerStopped, type TargetChange, type TenantForms, type WriteResult, type XledgerEmployee } from '../../xledger';
import type { LinkBook } from '../link';
import type { OpenDifference, OpenRow, PlanHeader, Verdict, Writes } from '../plan';
import type { Link } from '../types';
import type { ApplyCode, ApplyOptions, ApplyWith, RowChange, RowOutcome, RowOutcomeKind, StaleValue } from './types';

export interface Run {
  options: ApplyOptions;
  with: ApplyWith;
  /** ISO date-time that new links carry. */
  at: string;
  plan: PlanHeader | null;
  verdict: Verdict | null;
  links: LinkBook;
  rows: RowAtWork[];
  canary: 'notNeeded' | 'proved' | 'stopped';
  /** The canary was an update in Xledger, and nothing else moved; or more did (U6). */
  update?: TenantForms['update'];
}

/** A row that came in, in the order of the items. */
export interface RowAtWork {
  item: number;
  /** Set once it could be read and opened. */
  open?: OpenRow;
  writes?: Writes;
  /** The link as it is now. */
  link?: Link;
  employee?: XledgerEmployee;
  user?: HumaUser;
  /** With a row that creates: who is there by now and may be the same person. */
  came?: { employees?: XledgerEmployee[]; users?: HumaUser[] };
  /** What is to be written into an existing employee, and into an existing user by field. */
  toXledger: OpenDifference[];
  toHuma: FieldKey[];
  /** What an earlier run that died left to write into an employee that it had created. */
  toComplete: TargetChange[];
  /** Targets that hold already what was wanted. */
  standing: Set<string>;
  problems: Problem[];
  wroteXledger?: WriteResult;
  wroteHuma?: HumaWritten;
  /** As read back: null when Xledger does not show it, undefined when it was not read. */
  now?: XledgerEmployee | null;
  /** What moved, for the way back. */
  moved: Moved;
  ending?: Ending;
}

/** What really was written, and what stood there before. */
export interface Moved {
  xledger: OpenDifference[];
  huma: FieldKey[];
}

/** What became of a row, before it is told to anybody. */
export interface Ending {
  outcome: RowOutcomeKind;
  code: ApplyCode;
  did?: RowOutcome['did'];
  retry?: boolean;
  resumeAt?: Instant;
  changes?: RowChange[];
  stale?: StaleValue[];
  problems?: readonly Problem[];
  link?: Link;
  employeeDbId?: string | null;
  humaId?: string | null;
  /** For the sentence: labels, words of a system that are safe to show, remarks on fields. */
  about?: readonly string[];
  says?: string;
  notes?: readonly string[];
}

/** A row that could be read and opened. All others have their ending from the first step on. */
export type TakenRow = RowAtWork & Required<Pick<RowAtWork, 'open' | 'writes'>>;

export const isTaken = (one: RowAtWork): one is TakenRow => one.writes !== undefined;

export const stillOpen = ({ rows }: Run): TakenRow[] => rows.filter(isTaken).filter(({ ending }) => !ending);

/** As the plan has them, whatever the order in which they came in. */
export const inOrder = (rows: readonly TakenRow[]): TakenRow[] => [...rows].sort((a, b) => a.open.row.row - b.open.row.row);

/** Ends the work on one row: the first ending counts. */
export function end(one: RowAtWork, ending: Ending): void {
  one.ending ??= ending;
}

/** Does a piece of work; where Xledger stops it, the rows that are still open are left, and told why. */
export async function orLeave(rows: () => readonly TakenRow[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const ending = endingOf(error);
    if (!ending) throw error;
    for (const one of rows()) end(one, ending);
  }
}

/** How Xledger ended a piece of work, if it did. */
export function endingOf(error: unknown): Ending | undefined {
  if (error instanceof XledgerStopped) return { outcome: 'notAttempted', code: 'xledgerUnavailable', retry: error.stop.retry, resumeAt: error.stop.resumeAt, says: error.stop.says };
  if (error instanceof XledgerRefused) return { outcome: 'failed', code: 'refused', says: error.refusal.says };
  return undefined;
}
