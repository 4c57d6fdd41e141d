/** From what became of a person to one outcome for each item that asked for them. */
import groupBy from 'lodash/groupBy';
import { fieldOf, sentence, showAt, type FieldKey, type Person, type Problem } from '../../person';
import type { Difference } from '../compare';
import type { Change, Link, Outcome, OutcomeKind, ReasonCode } from '../types';
import { shortName } from './names';
import { list, reasonFor, type Note, type Told } from './reasons';

/** What became of one person, before it is told to anybody. */
export interface Result {
  outcome: OutcomeKind;
  code: ReasonCode;
  did?: Outcome['did'];
  retry?: boolean;
  resumeAt?: number;
  changes?: Change[];
  problems?: readonly Problem[];
  /** The link as it is now; absent when nothing about it changed. */
  link?: Link;
  employeeDbId?: string | null;
  employmentId?: string | null;
  /** For the sentence. */
  about?: readonly FieldKey[];
  candidates?: readonly string[];
  says?: string;
  /** Rows that were made and that nothing is linked with (U3). */
  leftOver?: readonly string[];
  /** Rows that were made for somebody whose employee is not there yet. */
  halfMade?: readonly string[];
  notes?: readonly Note[];
}

interface Asked {
  items: readonly number[];
  humaId: string | null;
  person: Person;
}

/** The first item tells it all; the others point to it, and are tried again when it is. A dry run gives no link: nothing is to be remembered. */
export function outcomesOf({ items, humaId, person }: Asked, result: Result, dryRun: boolean): Outcome[] {
  const [first, ...others] = items;
  if (first === undefined) return [];
  const changes = result.changes ?? [];
  const problems = distinct(result.problems ?? []);
  const name = shortName(person);
  const employmentId = result.employmentId ?? person.employmentId ?? null;
  const told: Told = { name, employmentId, dryRun, written: changes.map(({ label }) => label), about: (result.about ?? []).map((field) => fieldOf(field).label), candidates: result.candidates, says: result.says, leftOver: result.leftOver, halfMade: result.halfMade, notes: result.notes };
  const outcome: Outcome = {
    item: first,
    humaId,
    outcome: result.outcome,
    did: result.did ?? 'nothing',
    reason: [reasonFor(result.code, told), ...problemSentences(problems)].join(' '),
    code: result.code,
    retry: result.retry ?? false,
    ...(result.resumeAt === undefined ? {} : { resumeAt: result.resumeAt }),
    employeeDbId: result.employeeDbId ?? null,
    employmentId,
    name,
    changes,
    problems,
    ...(result.link && !dryRun ? { link: result.link } : {}),
    dryRun,
  };
  return [outcome, ...others.map((item) => pointTo(outcome, item))];
}

/** One entry for each field that was written: its first target in the table stands for it. */
export function changesOf(differences: readonly Difference[]): Change[] {
  const byField = new Map<FieldKey, Difference>();
  for (const difference of differences) {
    for (const field of difference.fields) {
      const other = byField.get(field);
      if (!other || (other.target.composedOf && !difference.target.composedOf)) byField.set(field, difference);
    }
  }
  return [...byField].map(([field, { target, before, after }]) => ({ field, label: fieldOf(field).label, before: showAt(target, before), after: showAt(target, after) }));
}

/** What a new person brings along. */
export function changesOfNew(person: Person, without: ReadonlySet<FieldKey> = new Set()): Change[] {
  return (Object.keys(person) as FieldKey[]).flatMap((field) => {
    const value = person[field];
    return value === null || value === undefined || without.has(field) ? [] : [{ field, label: fieldOf(field).label, before: null, after: fieldOf(field).kind.show(value as never) }];
  });
}

function pointTo(outcome: Outcome, item: number): Outcome {
  const told: Told = { name: outcome.name, employmentId: outcome.employmentId, dryRun: outcome.dryRun, written: [], otherItem: outcome.item };
  return {
    ...outcome,
    item,
    outcome: outcome.outcome === 'applied' ? 'unchanged' : outcome.outcome,
    did: 'nothing',
    // What was not attempted, or failed, did so for all its items: a flow that goes by the code must not take one of them for done.
    code: outcome.outcome === 'notAttempted' || outcome.outcome === 'failed' ? outcome.code : 'sameAsAnotherItem',
    reason: `${reasonFor('sameAsAnotherItem', told)} ${outcome.reason}`,
    changes: [],
    problems: [],
  };
}

const MOST_SENTENCES = 4;

/** Fields with the same remark share its sentence. */
function problemSentences(problems: readonly Problem[]): string[] {
  const groups = Object.values(groupBy(problems, ({ code, shown, count, detail }) => JSON.stringify([code, shown, count, detail])));
  const shown = groups.slice(0, MOST_SENTENCES).flatMap(([first, ...others]) => (first ? [sentence(first), ...sameFor(others)] : []));
  const more = groups.slice(MOST_SENTENCES).flat().length;
  return more > 0 ? [...shown, `${more} more remark${more === 1 ? '' : 's'}.`] : shown;
}

const sameFor = (others: readonly Problem[]): string[] => {
  const labels = others.flatMap(({ field }) => (field ? fieldOf(field).label : []));
  return labels.length > 0 ? [`The same holds for ${list(labels)}.`] : [];
};

const distinct = (problems: readonly Problem[]): Problem[] => [...new Map(problems.map((problem) => [`${problem.field}:${problem.code}:${problem.detail ?? ''}`, problem])).values()];
