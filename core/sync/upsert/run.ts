/** One upsert while it is under way: what it was given, and how far each person has come. */
import { XledgerRefused, XledgerStopped, type TenantForms, type Xledger, type XledgerEmployee, type XledgerIndexEntry } from '../../xledger';
import type { Clock, Person, Problem } from '../../person';
import type { Difference, PersonComparison } from '../compare';
import type { LinkBook } from '../link';
import { indexXledger, type XledgerIndex } from '../match';
import type { Note, Result } from '../report';
import type { Link, Policy } from '../types';
import type { Subject } from './subjects';

export interface Run {
  policy: Policy;
  xledger: Xledger;
  links: LinkBook;
  /** ISO date-time that new links carry. */
  at: string;
  people: PersonAtWork[];
  /** Read at most once before anything is written. */
  index?: XledgerIndex;
  /** Somebody was written alone, and nothing else moved; or more did (U6). */
  update?: TenantForms['update'];
  /** Somebody was created, and read back as meant. */
  create?: TenantForms['create'];
}

export interface PersonAtWork {
  subject: Subject;
  person: Person;
  link?: Link;
  step?: 'update' | 'add' | 'match';
  course?: 'update' | 'link' | 'create';
  employeeDbId?: string;
  employee?: XledgerEmployee;
  comparison?: PersonComparison;
  /** An earlier run began to create them, and may have come as far as this employee. */
  isResumed?: true;
  /** What is to be written into an existing employee. */
  send: Difference[];
  /** What a new employee gets. */
  newPerson?: Person;
  problems: Problem[];
  /** Something was held back that the next run may well write. */
  isWorthAnotherTry?: boolean;
  /** Set once it is known what becomes of the person; nobody works on them after that. */
  result?: Result;
}

export const open = (run: Run): PersonAtWork[] => run.people.filter(({ result }) => !result);

/** Ends the work on one person. */
export function settle(one: PersonAtWork, result: Result): void {
  one.result ??= { notes: notesOn(one), employeeDbId: one.employeeDbId ?? one.link?.employeeDbId ?? null, employmentId: one.employee?.code ?? undefined, ...result, retry: result.retry ?? one.isWorthAnotherTry, problems: [...one.problems, ...(result.problems ?? [])] };
}

/** R20: Huma leads where nothing is remembered, and the result says so. R37, H25: what Huma marks on the user. */
function notesOn({ subject: { source }, send, link }: PersonAtWork): Note[] {
  const user = source.kind === 'user' ? source.user : undefined;
  const notes: Record<Note, boolean | undefined> = {
    noBaseline: link?.state === 'linked' && send.some(({ moved }) => moved === 'different'),
    emailPending: user?.emailPending,
    otherXledgerLink: user?.otherXledgerLink,
  };
  return (Object.keys(notes) as Note[]).filter((note) => notes[note]);
}

/** Does a piece of work; where Xledger stops it, those people who are still open are left for another try, and told why. */
export async function orLeave(people: () => PersonAtWork[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const end = endOf(error);
    if (!end) throw error;
    for (const one of people()) settle(one, end);
  }
}

/** How a reading ended, if it was Xledger that ended it. */
export function endOf(error: unknown): Result | undefined {
  if (error instanceof XledgerStopped) return { outcome: 'notAttempted', code: 'xledgerUnavailable', retry: error.stop.retry, resumeAt: error.stop.resumeAt, says: error.stop.says };
  if (error instanceof XledgerRefused) return { outcome: 'failed', code: 'refused', retry: false, says: error.refusal.says };
  return undefined;
}

/** Everyone in Xledger, slim: one reading for matching and uniqueness. Stops where the token plainly does not see everything (U14). */
export async function indexOf(run: Run): Promise<XledgerIndex> {
  return (run.index ??= await readIndex(run));
}

/** A new reading, for a last look before somebody is created. */
export async function readIndex({ xledger, policy }: Pick<Run, 'xledger' | 'policy'>): Promise<XledgerIndex> {
  const entries = await xledger.index();
  for (const { says, isMissing } of SCOPES) if (await isMissing(entries, policy, xledger)) throw new XledgerStopped({ code: 'scope', says, retry: false });
  return indexXledger(entries, policy.reading);
}

interface Scope {
  says: string;
  isMissing(entries: readonly XledgerIndexEntry[], policy: Policy, xledger: Xledger): boolean | Promise<boolean>;
}

const SCOPES: readonly Scope[] = [
  { says: 'Xledger shows no employee at all; check the scopes of the token, or confirm that Xledger is empty', isMissing: (entries, { xledgerIsEmpty }) => entries.length === 0 && !xledgerIsEmpty },
  { says: 'Xledger shows no contact on any employee; the token lacks the scope Contact', isMissing: (entries) => entries.length > 0 && entries.every(({ contactDbId }) => contactDbId === null) },
  // Employees may well have no subledger at all (U1d): only one that may not be seen stops the run.
  { says: 'Xledger shows no subledger on any employee; the token lacks the scope Subledger', isMissing: async (entries, _policy, xledger) => entries.length > 0 && entries.every(({ subledgerDbId }) => subledgerDbId === null) && !(await xledger.sees('subledgers')) },
];

export const isoTime = (clock: Clock): string => new Date(clock.now()).toISOString();
