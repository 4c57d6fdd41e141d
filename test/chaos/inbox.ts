// The flows around Upsert (scripts/flows: events to inbox, inbox to Xledger), step by step as n8n does them, each step stored on its own.
import { FIELD_KEYS, keyFrom } from '../../core/person';
import { linksFromItems, linkToItem, upsert, type Ask, type Link, type Outcome, type Policy } from '../../core/sync';
import type { Huma } from '../../core/huma';
import { MAIN_OWNER } from '../../sandbox/xledger';
import { inNewProcess, READING, type Process } from './processes';
import type { InboxRow, World } from './world';

const MOST_TRIES = 12;

export const policyOf = (world: World, more: Partial<Policy> = {}): Policy => ({
  connection: 'default', active: true, autoAdd: true, whenMissing: 'skip', matchBy: ['email'], whenMatched: 'report', fields: FIELD_KEYS, clearing: true, marksFirst: true,
  creation: { ownerDbId: String(MAIN_OWNER) }, reading: READING, readBack: true, dryRun: false, fingerprintKey: keyFrom(world.token, 'fingerprint'), ...more,
});

/** An event arrives: it is on disk before Huma gets its answer. */
export function deliver({ stored: { inbox } }: World, humaId: string, topic: InboxRow['topic']): void {
  inbox.push({ id: (inbox.at(-1)?.id ?? 0) + 1, humaId, topic, status: 'waiting', tries: 0, nextTryAt: 0, reason: '' });
}

/** One run of the drainer; a run that dies leaves what it had stored. */
export async function drain(world: World): Promise<void> {
  const { stored, time } = world;
  await inNewProcess(world, async (process) => {
    for (const row of stored.inbox) if (row.status === 'claimed') row.status = 'waiting';
    const claimed = stored.inbox.filter(({ status, nextTryAt }) => status === 'waiting' && nextTryAt <= time.now());
    if (claimed.length === 0) return;
    await process.store(() => { for (const row of claimed) row.status = 'claimed'; });
    const asks = await readAll(process.huma, claimed);
    const { outcomes } = await upsert(asks, remembered(world), policyOf(world), process.xledger, process.clock);
    await keep(world, process, outcomes);
    const again = outcomes.filter(({ retry, code }) => retry || code === 'xledgerUnavailable' || code === 'humaUnavailable');
    for (const outcome of again) await process.store(() => tryLater(claimed[outcome.item], outcome, time.now()));
    await process.store(() => { stored.inbox = stored.inbox.filter(({ status }) => status !== 'claimed'); });
  });
}

/** Reads and upserts as somebody by hand would, in one life. */
export async function bring(world: World, humaIds: readonly string[], policy: Partial<Policy>): Promise<Outcome[] | 'killed'> {
  return await inNewProcess(world, async (process) => {
    const asks = await readAll(process.huma, humaIds.map((humaId) => ({ humaId })));
    const { outcomes } = await upsert(asks, remembered(world), policyOf(world, policy), process.xledger, process.clock);
    await keep(world, process, outcomes);
    return outcomes;
  });
}

/** Links as they come out of the table. */
export function remembered({ stored }: World): Link[] {
  return linksFromItems(JSON.parse(JSON.stringify([...stored.links.values()].map(linkToItem))) as unknown[]).links;
}

async function keep(world: World, process: Process, outcomes: readonly Outcome[]): Promise<void> {
  for (const outcome of outcomes) world.said.push(outcome);
  for (const { link } of outcomes) if (link) await process.store(() => void world.stored.links.set(link.humaId, link));
}

function tryLater(row: InboxRow | undefined, { reason, resumeAt, code }: Outcome, now: number): void {
  if (!row) return;
  // Noted, and to be created at once: no try in vain.
  if (code === 'creating') return void Object.assign(row, { status: 'waiting', nextTryAt: now, reason });
  row.status = row.tries + 1 >= MOST_TRIES ? 'parked' : 'waiting';
  row.nextTryAt = Math.max(now + Math.min(3_600_000, 10_000 * 2 ** row.tries), resumeAt ?? 0);
  row.tries += 1;
  row.reason = reason;
}

/** As Xledger Upsert Employee reads its people: each once, and the deleted not at all. */
async function readAll(huma: Huma, rows: readonly { humaId: string; topic?: InboxRow['topic'] }[]): Promise<Ask[]> {
  const ids = [...new Set(rows.flatMap(({ humaId, topic }) => (topic === 'deleted' ? [] : [humaId])))];
  const answers = await huma.read(ids);
  const sources = new Map(ids.map((humaId, place) => [humaId, sourceOf(answers[place])]));
  return rows.map(({ humaId, topic }, item): Ask => ({ item, humaId, event: topic, source: topic === 'deleted' ? { kind: 'gone' } : (sources.get(humaId) ?? { kind: 'gone' }) }));
}

function sourceOf(answer: Awaited<ReturnType<Huma['read']>>[number] | undefined): Ask['source'] {
  if (answer?.kind === 'user') return answer;
  if (answer?.kind === 'notVisible') return { kind: 'notVisible' };
  return { kind: 'unavailable', problem: { code: 'missing', detail: answer?.says ?? 'no answer' }, retry: answer?.retry ?? true, resumeAt: answer?.resumeAt };
}
