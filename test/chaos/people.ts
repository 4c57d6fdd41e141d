// What the nodes do around Upsert: people read from Huma, links as they come out of their table, the policy of the shipped flow.
import { FIELD_KEYS, keyFrom } from '../../core/person';
import { linksFromItems, linkToItem, upsert, type Ask, type Link, type Outcome, type Policy } from '../../core/sync';
import type { Huma } from '../../core/huma';
import { MAIN_OWNER } from '../../sandbox/xledger';
import { inNewProcess, READING, type Process } from './processes';
import type { InboxRow, World } from './world';

/** As Xledger Upsert Employee is set in the flow "Inbox to Xledger". */
export const policyOf = (world: World, more: Partial<Policy> = {}): Policy => ({
  connection: 'default', active: true, autoAdd: true, whenMissing: 'skip', matchBy: ['email'], whenMatched: 'report', fields: FIELD_KEYS, clearing: true, marksFirst: true, canary: true,
  creation: { ownerDbId: String(MAIN_OWNER) }, reading: READING, readBack: true, dryRun: false, fingerprintKey: keyFrom(world.token, 'fingerprint'), ...more,
});

/** Reads and upserts as somebody by hand would, in one life. */
export async function bring(world: World, humaIds: readonly string[], policy: Partial<Policy>): Promise<Outcome[] | 'killed'> {
  return await inNewProcess(world, async (process) => {
    const asks = await readAll(process.huma, humaIds.map((humaId) => ({ humaId })));
    const { outcomes } = await upsert(asks, remembered(world), policyOf(world, policy), process.xledger, process.clock);
    await rememberLinks(world, process, outcomes);
    return outcomes;
  });
}

/** Links as they come out of the table. */
export function remembered({ stored }: World): Link[] {
  return linksFromItems(JSON.parse(JSON.stringify([...stored.links.values()].map(linkToItem))) as unknown[]).links;
}

/** All in one insert; of several rows of a person the newest counts. */
export async function rememberLinks({ stored }: World, process: Process, outcomes: readonly { link?: Link }[]): Promise<void> {
  const links = outcomes.flatMap(({ link }) => link ?? []);
  if (links.length > 0) await process.store(() => { for (const link of links) stored.links.set(link.humaId, link); });
}

/** As Xledger Upsert Employee reads its people: each once, and the deleted not at all. */
export async function readAll(huma: Huma, rows: readonly { humaId: string; topic?: InboxRow['topic'] }[]): Promise<Ask[]> {
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
