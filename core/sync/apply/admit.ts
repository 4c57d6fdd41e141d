/** First step: which rows are taken at all. Signature, version, expiry, owner; then the guard on the whole plan. */
import isEqual from 'lodash/isEqual';
import uniqWith from 'lodash/uniqWith';
import { linkBook } from '../link';
import { guard, openRow, readRow, toWrites, type PlanHeader, type PlanRow } from '../plan';
import { end, stillOpen, type RowAtWork, type Run, type TakenRow } from './run';
import type { ApplyCode, ApplyOptions, ApplyWith } from './types';

/** Reads every row; those that are not taken have their ending, and so have all when the plan goes over a limit. */
export function admit(rows: readonly unknown[], options: ApplyOptions, given: ApplyWith): Run {
  const run: Run = { options, with: given, at: new Date(given.clock.now()).toISOString(), plan: null, verdict: null, links: linkBook([], ''), rows: rows.map(emptyRow), canary: 'notNeeded' };
  run.rows.forEach((one, item) => readOne(run, one, rows[item]));
  const read = run.rows.flatMap(({ open }) => (open ? [open.row] : []));
  run.plan = planOf(run, read);
  if (run.plan) run.links = linkBook(given.links, run.plan.connection);
  for (const one of run.rows) one.link = run.links.of(one.open?.row.humaId ?? null);
  refuseAll(run, whyNotThisPlan(run));
  refuseTwins(run);
  settleIdle(run);
  countTheGuard(run);
  return run;
}

const emptyRow = (_json: unknown, item: number): RowAtWork => ({ item, toXledger: [], toHuma: [], toComplete: [], standing: new Set(), problems: [], moved: { xledger: [], huma: [] } });

function readOne({ options, with: { keys } }: Run, one: RowAtWork, json: unknown): void {
  const read = readRow(json, keys.signature, { edited: options.edited });
  if (read.kind === 'refused') return end(one, { outcome: 'failed', code: read.code, says: read.says });
  const open = openRow(read.row, keys.seal, options.reading);
  if (open.kind === 'refused') {
    one.open = { kind: 'open', row: read.row, differences: [], newcomer: {} };
    return end(one, { outcome: 'failed', code: 'altered', says: open.says });
  }
  one.open = open;
  one.writes = toWrites(open);
}

/** All rows have to be of one plan, word for word: its header counts the shares. */
function planOf(run: Run, rows: readonly PlanRow[]): PlanHeader | null {
  const headers = uniqWith(rows.map(({ plan }) => plan), isEqual);
  const [first = null, ...others] = headers;
  if (others.length > 0) refuseAll(run, { code: 'severalPlans', says: `Rows of ${headers.length} plans came in together. Apply one plan after the other.` });
  return others.length > 0 ? null : first;
}

interface Why {
  code: ApplyCode;
  says: string;
  skips?: boolean;
}

function whyNotThisPlan({ plan, options, with: { clock } }: Run): Why | undefined {
  if (!plan) return undefined;
  if (Date.parse(plan.expiresAt) <= clock.now()) return { code: 'expired', says: `The plan expired at ${plan.expiresAt}: what it saw is too old to be written. Make the plan again.` };
  const isElsewhere = plan.endpoint !== options.endpoint || (plan.ownerDbId !== null && options.ownerDbId !== null && plan.ownerDbId !== options.ownerDbId);
  if (isElsewhere) return { code: 'otherXledger', says: 'The plan was made for another Xledger, or another company in it, than the one of this credential. Nothing is written.' };
  if (!options.active && !options.dryRun) return { code: 'notActivated', says: 'Nothing is written: the connection is not activated. Confirm in the credential that you have the authority.' };
  return undefined;
}

function refuseAll(run: Run, why: Why | undefined): void {
  if (!why) return;
  for (const one of stillOpen(run)) end(one, { outcome: 'failed', code: why.code, says: why.says });
}

/** The same row twice: once is enough, and two decisions on one row are none. */
function refuseTwins(run: Run): void {
  const byRow = new Map<number, [TakenRow, ...TakenRow[]]>();
  for (const one of stillOpen(run)) {
    const twins = byRow.get(one.open.row.row);
    if (twins) twins.push(one);
    else byRow.set(one.open.row.row, [one]);
  }
  for (const [first, ...others] of byRow.values()) {
    const isOne = others.every(({ open }) => isEqual(open.row, first.open.row));
    if (!isOne) for (const one of [first, ...others]) end(one, { outcome: 'failed', code: 'sameRowTwice', says: 'The row came in more than once, with different decisions. Nothing of it is written.' });
    else for (const one of others) end(one, { outcome: 'skipped', code: 'sameRowTwice', says: `The row came in more than once; item ${first.item} tells what became of it.` });
  }
}

/** Rows that do nothing: decided so, waiting for somebody, or with nothing to do. */
function settleIdle(run: Run): void {
  for (const one of stillOpen(run)) {
    const { row } = one.open;
    if (one.writes.deed !== 'none') continue;
    if (row.decision === 'skip') end(one, { outcome: 'skipped', code: 'skippedByDecision' });
    else if (row.action === 'decide' && row.proposal !== 'none') end(one, { outcome: 'skipped', code: 'waitsForDecision' });
    else if (row.situation === 'inSync') end(one, { outcome: 'unchanged', code: 'unchanged' });
    else end(one, { outcome: 'skipped', code: 'nothingToDo', says: row.why });
  }
}

/** Rows that were filtered out on the way are fine; shares are counted of the header's people. */
function countTheGuard(run: Run): void {
  if (!run.plan) return;
  const rows = stillOpen(run).map(({ open }) => open.row);
  run.verdict = guard(rows, run.plan, run.options.limits, { override: run.options.override });
  if (!run.verdict.within) for (const one of stillOpen(run)) end(one, { outcome: 'notAttempted', code: 'overLimits', says: run.verdict.says });
}
