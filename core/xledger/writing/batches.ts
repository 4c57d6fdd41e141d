/**
 * Sends nodes in full batches and finds out what became of each (U10, U11). Nothing is sent again before a look whether it is there;
 * what failed is narrowed down to single nodes, and their neighbours go through.
 */
import { z } from 'zod';
import { dbId, inChunks } from '../reading';
import type { Run } from '../run';
import { stopOf, XledgerStopped, type Fault, type Told } from '../transport';
import type { Stop } from '../types';
import { adapt, noteForms } from './adapting';
import { stopWhereLacking } from './inputs';
import { hasSomethingToSay, inputOf, MUTATIONS, type MutationName, type Node } from './nodes';

/** Most nodes of a mass mutation (xledger.md 3). */
export const LARGEST_BATCH = 500;

export type End =
  | { kind: 'taken'; dbId: string | null }
  /** Looked at alone, and refused; or refused like all those before it. */
  | { kind: 'refused'; fault: Fault }
  | { kind: 'stopped'; stop: Stop };

/** What differs between mutations: how to see afterwards what is there. */
export interface Batch {
  name: MutationName;
  look(nodes: readonly Node[]): Promise<Seen>;
  /** Finds the node that an edge without a clientId belongs to (U11c). */
  recognise(node: AnsweredNode, nodes: readonly Node[]): Node | undefined;
}

export interface Seen {
  /** Those that are there, by clientId, with their dbId. */
  there: ReadonlyMap<string, string | null>;
  /** Those of which nobody can tell. */
  unclear?: readonly string[];
}

/** What a mutation's edge says of its row. */
export type AnsweredNode = { dbId: string; code?: string | null; email?: string | null };

/** What became of each node, by clientId; nothing of one of which this server knows no part. Never throws for what the server did: a stop is an end too. */
export async function sendAll(run: Run, batch: Batch, nodes: readonly Node[]): Promise<Map<string, End>> {
  const ends = new Map<string, End>();
  const queue: Group[] = inChunks(nodes, LARGEST_BATCH).map((group) => ({ nodes: group, tries: 0 }));
  try {
    for (let group = queue.shift(); group; group = queue.shift()) {
      // Asked each time: a refusal may have taught that a key is missing.
      const telling = { ...group, nodes: group.nodes.filter((node) => hasSomethingToSay(run, batch.name, node)) };
      if (telling.nodes.length === 0) continue;
      const next = await settle(run, batch, telling, ends);
      queue.unshift(...next);
      giveUpOnTheLike(queue, ends);
    }
  } catch (error) {
    if (!(error instanceof XledgerStopped)) throw error;
    const isOpen = ({ clientId }: Node) => !ends.has(clientId) || error.stop.code === 'scope';
    for (const node of nodes.filter(isOpen)) ends.set(node.clientId, { kind: 'stopped', stop: error.stop });
  }
  return ends;
}

interface Group {
  nodes: Node[];
  /** How often the whole group was sent in vain because no answer came. */
  tries: number;
}

/** Sends one group; what is left open comes back as smaller groups. */
async function settle(run: Run, batch: Batch, { nodes, tries }: Group, ends: Map<string, End>): Promise<Group[]> {
  stopWhereLacking(run, { [batch.name]: nodes.flatMap(neededOf) });
  const sent = nodes.map((node) => inputOf(run, batch.name, node));
  const told = await run.calls.tell(run.operation, MUTATIONS[batch.name].document, { inputs: sent });
  if (told.kind === 'refused') {
    if (await adapt(run, batch.name, told.because, sent)) return [{ nodes, tries }];
    return told.because.code === 'scope' ? sampled(nodes, told.because, ends) : narrowed(nodes, [told.because], ends);
  }
  if (told.kind === 'done') noteForms(run.learnt, sent);
  const open = withoutSeen(nodes, { there: taken(batch, nodes, told.data) }, ends);
  if (open.length === 0) return [];
  const silent = told.kind === 'unknown' && told.because !== 'errors';
  const missing = await notThere(run, batch, open, silent ? looksAfter(batch.name, told.because) : [0], ends);
  if (missing.length === 0) return [];
  if (silent && (tries === 0 || missing.length === 1)) return repeatedLater(run, { nodes: missing, tries }, told, ends);
  const faults = told.kind === 'unknown' ? told.faults : [];
  if (missing.length === 1 && tries + 1 < MOST_TRIES && faults[0]?.unexplained) return repeatedLater(run, { nodes: missing, tries }, told, ends);
  return pointedAt(nodes, missing, faults) ?? narrowed(missing, faults, ends);
}

/** What a node makes no sense without, in the forms that it was made in. */
const neededOf = ({ dbId, parts }: Node): Record<string, unknown>[] => [...(dbId === undefined ? [] : [{ dbId }]), ...parts.filter(({ needed }) => needed).map(({ keys }) => keys)];

/** The rows whose edges came back. */
function taken(batch: Batch, nodes: readonly Node[], data: unknown): Map<string, string | null> {
  const byClientId = new Map(nodes.map((node) => [node.clientId, node]));
  const found = new Map<string, string | null>();
  const answer = Answer.safeParse(data);
  for (const { clientId, node } of answer.success ? Object.values(answer.data)[0]?.edges ?? [] : []) {
    if (!node) continue;
    const whose = clientId ? byClientId.get(clientId) : batch.recognise(node, nodes);
    if (whose) found.set(whose.clientId, node.dbId);
  }
  return found;
}

function withoutSeen(nodes: readonly Node[], { there, unclear = [] }: Seen, ends: Map<string, End>): Node[] {
  for (const [clientId, dbId] of there) ends.set(clientId, { kind: 'taken', dbId });
  for (const clientId of unclear) ends.set(clientId, { kind: 'stopped', stop: { code: 'outcomeUnknown', says: 'Several new rows in Xledger could be the one that was just added.', retry: true } });
  return nodes.filter(({ clientId }) => !ends.has(clientId));
}

/**
 * Looks which of the open nodes are there after all. After silence the server may still be at work, so a look that finds nothing is
 * repeated before it counts: an add would be doubled, and an update that lands late would undo whatever is written after it.
 */
async function notThere(run: Run, batch: Batch, nodes: readonly Node[], looks: readonly number[], ends: Map<string, End>): Promise<Node[]> {
  const settledAt = run.clock.now() + looks.reduce((sum, pause) => sum + pause, 0);
  let open = [...nodes];
  try {
    for (const pause of looks) {
      if (pause > 0) await run.calls.pause(run.operation, pause, { code: 'unavailable', says: 'Xledger did not say what became of a request' });
      open = withoutSeen(open, await batch.look(open), ends);
      if (open.length === 0) break;
    }
  } catch (error) {
    // The next run may come at once, and takes what it does not see for not done: this one stays until nothing can come late any more.
    if (settledAt > run.clock.now()) await run.clock.sleep(settledAt - run.clock.now());
    throw error;
  }
  return open;
}

/** Milliseconds before each look: an add counts as not done after a minute, an update after 20 seconds. An answer, if only of a proxy, ends the waiting for an update. */
function looksAfter(name: MutationName, because: 'timedOut' | 'noReply' | 'unavailable' | 'errors'): readonly number[] {
  if (name.startsWith('add')) return [0, 5_000, 15_000, 40_000];
  return because === 'unavailable' ? [0] : [0, 5_000, 15_000];
}

const MOST_TRIES = 3;

async function repeatedLater(run: Run, { nodes, tries }: Group, told: Told, ends: Map<string, End>): Promise<Group[]> {
  const says = `${(told.kind === 'unknown' && told.faults[0]?.says) || 'Xledger did not answer'}.`;
  if (tries + 1 >= MOST_TRIES) {
    for (const { clientId } of nodes) ends.set(clientId, { kind: 'stopped', stop: { code: 'outcomeUnknown', says, retry: true } });
    return [];
  }
  const until = told.kind === 'unknown' && told.until ? told.until - run.clock.now() : 0;
  await run.calls.pause(run.operation, Math.max(until, 2_000 * 2 ** tries), { code: 'unavailable', says });
  return [{ nodes, tries: tries + 1 }];
}

/** Where the errors name positions: the others together, the named ones each alone. A hint, never proof (U11). */
function pointedAt(sent: readonly Node[], open: readonly Node[], faults: readonly Fault[]): Group[] | undefined {
  const positions = faults.map(({ path }) => /(?:^|\.)(\d+)(?:\.|$)/.exec(path)?.[1]).map(Number);
  const named = open.filter((node) => positions.includes(sent.indexOf(node)));
  if (named.length === 0 || named.length === open.length) return undefined;
  const others = open.filter((node) => !named.includes(node));
  return [others, ...named.map((node) => [node])].map((nodes) => ({ nodes, tries: 0 }));
}

/** Halves, down to a single node, whose refusal it then is. */
function narrowed(nodes: Node[], faults: readonly Fault[], ends: Map<string, End>): Group[] {
  if (nodes.length === 1) {
    for (const { clientId } of nodes) ends.set(clientId, { kind: 'refused', fault: faults[0] ?? IGNORED });
    return [];
  }
  const half = Math.ceil(nodes.length / 2);
  return [nodes.slice(0, half), nodes.slice(half)].map((part) => ({ nodes: part, tries: 0 }));
}

/** A missing right may concern one row or all: the first and the last are sent alone before the others are. */
function sampled(nodes: Node[], fault: Fault, ends: Map<string, End>): Group[] {
  if (nodes.length === 1) return narrowed(nodes, [fault], ends);
  return [nodes.slice(0, 1), nodes.slice(-1), nodes.slice(1, -1)].map((part) => ({ nodes: part, tries: 0 }));
}

/** No error and no edge (U10d). */
const IGNORED: Fault = { code: 'refused', then: 'perPerson', says: 'Xledger left this row out without saying why', path: '' };

const LIKE_ENOUGH = 10;
const SAMPLES = 3;

/**
 * Where ten single nodes were refused for the same reason and none was taken, three more are picked from the far end; are they
 * refused as well, the rest would be too, and is not sent one by one: requests cost money (xledger.md 3).
 */
function giveUpOnTheLike(queue: Group[], ends: Map<string, End>): void {
  const refused = [...ends.values()].flatMap((end) => (end.kind === 'refused' ? [end.fault] : []));
  const [first] = refused;
  if (first?.code === 'scope' && refused.length === ends.size && (refused.length > 1 || queue.length === 0)) throw new XledgerStopped(stopOf('scope', first));
  if (!first || refused.length < LIKE_ENOUGH || refused.length < ends.size || refused.some((fault) => reasonOf(fault) !== reasonOf(first))) return;
  const furthest = refused.length < LIKE_ENOUGH + SAMPLES ? queue.pop() : undefined;
  if (furthest) {
    const [rest, sample] = [furthest.nodes.slice(0, -1), furthest.nodes.slice(-1)];
    queue.unshift({ nodes: sample, tries: 0 });
    if (rest.length > 0) queue.push({ ...furthest, nodes: rest });
    return;
  }
  for (const { nodes } of queue.splice(0)) for (const { clientId } of nodes) ends.set(clientId, { kind: 'refused', fault: first });
}

const reasonOf = ({ code, says, path }: Fault): string => JSON.stringify([code, says.replace(/\d+/g, ''), path.replace(/\d+/g, '')]);

const Answer = z.record(
  z
    .object({
      edges: z
        .array(
          z
            .object({ clientId: z.string().nullish().catch(null), node: z.object({ dbId, code: z.string().nullish().catch(null), email: z.string().nullish().catch(null) }).nullish().catch(null) })
            .nullable()
            .transform((edge) => edge ?? { clientId: null, node: null }),
        )
        .nullish(),
    })
    .nullable(),
);
