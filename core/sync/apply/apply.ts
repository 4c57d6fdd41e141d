/** Applies the rows of a plan, in the six steps of the design: admit, look again, canary, write, read back, tell. */
import { admit } from './admit';
import { inverseOf } from './inverse';
import { look, type Seen } from './looking';
import { reasonFor } from './reasons';
import { inOrder, orLeave, stillOpen, type RowAtWork, type Run } from './run';
import { summarise } from './summary';
import { carry, predict, sendCanary, settle } from './writing';
import type { Applied, ApplyOptions, ApplyWith, RowOutcome } from './types';

/**
 * One outcome for each row that came in, in their order; the figures; and the signed rows that undo the run. Rows are whatever JSON came in: those
 * that are no rows, were altered or are of another Xledger fail by themselves. Never throws for anything that Xledger or Huma says or does.
 * A dry run goes the same way up to the first write.
 */
export async function apply(rows: readonly unknown[], options: ApplyOptions, given: ApplyWith): Promise<Applied> {
  const { xledger, huma, clock } = given;
  const startedAt = clock.now();
  const before = { xledger: xledger.requests, huma: huma?.requests ?? 0 };
  const run = admit(rows, options, given);
  let seen: Seen = {};
  await orLeave(() => stillOpen(run), async () => { seen = await look(run); });
  if (options.dryRun) for (const one of stillOpen(run)) predict(one, run);
  else await write(run, seen);
  const outcomes = run.rows.map((one) => outcomeOf(one, run));
  const requests = { xledger: xledger.requests - before.xledger, huma: (huma?.requests ?? 0) - before.huma };
  return { outcomes, summary: summarise(run, outcomes, requests, startedAt), inverse: inverseOf(run), forms: { ...xledger.forms, ...(run.update && { update: run.update }) } };
}

/** In the order of the plan, so that the order of the items does not matter. */
async function write(run: Run, seen: Seen): Promise<void> {
  if (run.options.canary) await orLeave(() => stillOpen(run), () => sendCanary(run, seen));
  const rows = inOrder(stillOpen(run));
  await carry(run, rows, seen);
  for (const one of rows) settle(one, run);
}

function outcomeOf(one: RowAtWork, { options }: Run): RowOutcome {
  const { item, open, ending, link: before } = one;
  const row = open?.row;
  const { outcome = 'notAttempted', code = 'xledgerUnavailable', did = 'nothing', retry = false, resumeAt, changes = [], stale = [], problems = [], link } = ending ?? {};
  return {
    item,
    row: row?.row ?? null,
    planId: row?.plan.planId ?? null,
    humaId: row?.humaId ?? ending?.humaId ?? link?.humaId ?? null,
    employeeDbId: ending?.employeeDbId ?? row?.employeeDbId ?? link?.employeeDbId ?? before?.employeeDbId ?? null,
    name: row?.name ?? null,
    employmentId: row?.employmentId ?? null,
    situation: row?.situation ?? null,
    outcome,
    did,
    reason: reasonFor(one, options.dryRun),
    code,
    retry,
    ...(resumeAt === undefined ? {} : { resumeAt }),
    changes,
    stale,
    problems: [...problems],
    ...(link && !options.dryRun ? { link } : {}),
    dryRun: options.dryRun,
  };
}
