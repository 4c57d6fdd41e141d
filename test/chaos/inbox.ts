// The flows "Events to Inbox", "Inbox to Xledger" and "Send Parked Events Again" (scripts/flows), node by node in n8n's order: whatever a node stores is stored on its own.
import { upsert, type Outcome } from '../../core/sync';
import { inNewProcess, type Process } from './processes';
import { policyOf, readAll, rememberLinks, remembered } from './people';
import type { InboxRow, World } from './world';

const LOCK = 15 * 60_000;
/** n8n ends a run so long before its lock is free. */
const ENDS_BEFORE_THE_LOCK = 60_000;
const BATCH = 500;
const SETTINGS = { maxTries: 12, firstWait: 10, longestWait: 3600 };

/** An event arrives: it is on disk before Huma gets its answer. */
export function deliver({ stored: { inbox } }: World, humaId: string, topic: InboxRow['topic']): void {
  inbox.push({ id: (inbox.at(-1)?.id ?? 0) + 1, humaId, topic, status: 'waiting', claim: '', tries: 0, strikes: 0, nextTryAt: 0, code: '', reason: '' });
}

/** "Send Parked Events Again", all of them. */
export function sendParkedAgain({ stored: { inbox } }: World): void {
  for (const row of inbox) if (row.status === 'parked') Object.assign(row, { status: 'waiting', claim: '', tries: 0, strikes: 0, nextTryAt: 0, code: '' });
}

/** One run of the drainer; a run that dies leaves what it had stored, and its lock. */
export async function drain(world: World): Promise<void> {
  const { stored, time } = world;
  const isDue = ({ status, nextTryAt }: InboxRow): boolean => status !== 'parked' && nextTryAt <= time.now();
  await inNewProcess(world, async (process) => {
    const last = stored.inbox.filter(isDue).slice(0, BATCH).at(-1);
    if (!last || stored.lock.heldUntil >= time.now()) return;
    const run = `run ${(stored.runs += 1)}`;
    process.endsAt(time.now() + LOCK - ENDS_BEFORE_THE_LOCK);
    await process.store(() => { stored.lock = { holder: run, heldUntil: time.now() + LOCK }; });
    await process.store(() => { for (const row of stored.inbox) if (row.status === 'claimed') Object.assign(row, { status: 'waiting', claim: '' }); });
    await process.store(() => { for (const row of stored.inbox) if (row.status === 'waiting' && row.nextTryAt <= time.now() && row.id <= last.id) Object.assign(row, { status: 'claimed', claim: run }); });
    const claimed = stored.inbox.filter(({ claim }) => claim === run).map((row) => ({ ...row }));
    if (claimed.length > 0) await workOff(world, process, claimed);
    // An event that another run claims meanwhile is that run's.
    await process.store(() => { stored.inbox = stored.inbox.filter(({ claim, status }) => claim !== run || status !== 'claimed'); });
    await process.store(() => { if (stored.lock.holder === run) stored.lock = { holder: '', heldUntil: 0 }; });
  });
}

/** Upsert, and the branches after it from top to bottom. */
async function workOff(world: World, process: Process, claimed: readonly InboxRow[]): Promise<void> {
  const { stored, time } = world;
  const asks = await readAll(process.huma, claimed);
  const { outcomes, forms } = await upsert(asks, remembered(world), policyOf(world), process.xledger, process.clock);
  world.outcomes.push(...outcomes);
  const work = outcomes.map((outcome) => ({ outcome, row: claimed[outcome.item] as InboxRow }));
  if (outcomes.some(({ outcome }) => outcome === 'applied' || outcome === 'unchanged')) {
    await process.store(() => { for (const row of stored.inbox) if (row.status === 'waiting' && row.code === 'away') Object.assign(row, { code: 'back', tries: 0, nextTryAt: 0 }); });
  }
  await process.store(() => { stored.learnt = { ...stored.learnt, ...forms }; });
  for (const { outcome, row } of work) if (isWorthAWord(outcome, row)) await process.store(() => void world.said.push(outcome));
  await rememberLinks(world, process, outcomes);
  const again = work.filter(({ outcome }) => outcome.retry || isAway(outcome) || isStoppedAtFirst(outcome));
  for (const { outcome, row } of again) {
    await process.store(() => { for (const one of stored.inbox) if (one.id === row.id) Object.assign(one, later(outcome, row, time.now())); });
  }
  for (const { row } of again) {
    const saysNoMore = ({ topic }: InboxRow): boolean => (row.topic === 'created' || row.topic === 'deleted' ? topic === row.topic : true);
    const olderWaits = stored.inbox.some((one) => one.humaId === row.humaId && one.status === 'waiting' && one.id < row.id && saysNoMore(one));
    if (olderWaits) await process.store(() => { stored.inbox = stored.inbox.filter(({ id, status }) => id !== row.id || status !== 'waiting'); });
  }
}

const isAway = ({ code }: Outcome): boolean => code === 'xledgerUnavailable' || code === 'humaUnavailable';
const isStoppedAtFirst = ({ code }: Outcome): boolean => code === 'movedUnmeant' || code === 'canaryStopped';

const isWorthAWord = (outcome: Outcome, { tries }: InboxRow): boolean =>
  (!['applied', 'unchanged'].includes(outcome.outcome) || outcome.problems.length > 0) && !(isAway(outcome) && tries > 0) && !['creating', 'sameAsAnotherItem'].includes(outcome.code);

function later(outcome: Outcome, { tries, strikes: before, code }: InboxRow, now: number): Partial<InboxRow> {
  const { firstWait, longestWait, maxTries } = SETTINGS;
  const isNoted = outcome.code === 'creating';
  const strikes = before + ((isAway(outcome) && code !== 'back') || isNoted ? 0 : 1);
  return {
    status: isStoppedAtFirst(outcome) || strikes >= maxTries ? 'parked' : 'waiting',
    claim: '',
    tries: tries + (isNoted ? 0 : 1),
    strikes,
    nextTryAt: isNoted ? now : Math.max(now + 1000 * Math.min(longestWait, firstWait * 2 ** tries), outcome.resumeAt ?? 0),
    code: isAway(outcome) ? 'away' : outcome.code,
    reason: outcome.reason,
  };
}
