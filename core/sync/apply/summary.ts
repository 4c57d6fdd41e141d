/** What a run comes to, in numbers and in one sentence (R17). */
import { fieldOf, type FieldKey, type ProblemCode } from '../../person';
import { list } from '../report';
import { count } from '../plan';
import type { Run } from './run';
import type { ApplySummary, RowOutcome, RowOutcomeKind } from './types';

export function summarise(run: Run, outcomes: readonly RowOutcome[], requests: ApplySummary['requests'], startedAt: number): ApplySummary {
  const { plan, verdict, options, canary, with: { clock } } = run;
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, outcomes.filter(({ outcome }) => outcome === kind).length])) as ApplySummary['outcomes'];
  const fields: Partial<Record<FieldKey, number>> = {};
  for (const { changes } of outcomes) for (const field of new Set(changes.map((change) => change.field))) fields[field] = (fields[field] ?? 0) + 1;
  const made = outcomes.filter(({ did }) => did === 'created');
  const changed = outcomes.filter(({ did }) => did === 'updated');
  const inSystem = (some: readonly RowOutcome[], system: 'huma' | 'xledger') => some.filter(({ changes }) => changes.some((change) => change.in === system));
  return {
    planId: plan?.planId ?? null,
    connection: plan?.connection ?? null,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(clock.now()).toISOString(),
    dryRun: options.dryRun,
    rows: outcomes.length,
    outcomes: counts,
    created: { xledger: inSystem(made, 'xledger').length, huma: inSystem(made, 'huma').length },
    updated: { xledger: inSystem(changed, 'xledger').length, huma: inSystem(changed, 'huma').length },
    linked: outcomes.filter(({ did }) => did === 'linked').length,
    fields,
    counted: count(run.rows.flatMap(({ open }) => (open ? [open.row] : []))),
    verdict,
    requests,
    canary,
    cannotBeUndone: options.dryRun ? [] : (['xledger', 'huma'] as const).flatMap((system) => inSystem(made, system).map(({ name, humaId, employeeDbId }) => ({ name, humaId, employeeDbId, in: system }))),
    says: saysOf(counts, options.dryRun, verdict && !verdict.within ? verdict.says : canary === 'stopped' ? 'The run stopped at the first row, which tells why.' : '', lacking(outcomes)),
  };
}

const KINDS: readonly RowOutcomeKind[] = ['applied', 'unchanged', 'skipped', 'stale', 'failed', 'notAttempted'];

const WORDS: Readonly<Record<RowOutcomeKind, string>> = { applied: 'applied', unchanged: 'as wanted already', skipped: 'skipped', stale: 'changed since the plan', failed: 'failed', notAttempted: 'not attempted' };

/** U27: a field that this Xledger does not have is left out for everybody. */
const LACKS: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['fieldUnknownToServer', 'notShown']);

function lacking(outcomes: readonly RowOutcome[]): string {
  const labels = new Set(outcomes.flatMap(({ problems }) => problems.flatMap(({ field, code }) => (field && LACKS.has(code) ? [fieldOf(field).label] : []))));
  return labels.size > 0 ? `Left out, because this Xledger does not know it: ${list([...labels])}.` : '';
}

function saysOf(counts: ApplySummary['outcomes'], dryRun: boolean, ...more: readonly string[]): string {
  const parts = KINDS.filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} ${WORDS[kind]}`);
  return [`${dryRun ? 'Dry run: ' : ''}${list(parts)}.`, ...more].filter(Boolean).join(' ');
}
