/** Sends nodes; where a node is refused, finds the part that is to blame and sends the others again (U22). */
import type { Run } from '../run';
import type { Fault } from '../transport';
import type { Stop } from '../types';
import { sendAll, type Batch } from './batches';
import { isMissing, type Node, type Part } from './nodes';

/** What became of one part of one node. */
export type PartEnd = { kind: 'taken' } | { kind: 'refused'; fault: Fault } | { kind: 'missing' } | { kind: 'stopped'; stop: Stop };

export type Tell = (node: Node, part: Part, end: PartEnd) => void;

/**
 * Sends all parts of all nodes. A refused node is sent again without the part that the error names; where none is named, its parts
 * are halved until the refused ones stand alone. Two halves of one row never share a mutation.
 */
export async function sendParts(run: Run, batch: Batch, nodes: readonly Node[], tell: Tell): Promise<void> {
  const ends = await sendAll(run, batch, nodes);
  const rounds: [Node[], Node[]] = [[], []];
  for (const node of nodes) {
    const end = ends.get(node.clientId);
    const [missing, sent] = partition(node.parts, (part) => isMissing(run, batch.name, part.keys));
    for (const part of missing) tell(node, part, { kind: 'missing' });
    if (end?.kind === 'refused') rounds.forEach((round, half) => round.push(...(blame(node, sent, end.fault, tell)[half] ?? [])));
    else for (const part of sent) tell(node, part, end?.kind === 'stopped' ? end : { kind: 'taken' });
  }
  for (const round of rounds) if (round.length > 0) await sendParts(run, batch, round, tell);
}

/** The nodes that are sent next, in two rounds. What is refused for good is told. */
function blame(node: Node, parts: readonly Part[], fault: Fault, tell: Tell): [Node[], Node[]] {
  const words = new Set([...fault.path.split('.'), ...(fault.field?.split('.') ?? [])]);
  const [named, others] = partition(parts, (part) => Object.keys(part.keys).some((key) => words.has(key)));
  if (parts.length < 2 || (named.length > 0 && others.length === 0)) {
    for (const part of parts) tell(node, part, { kind: 'refused', fault });
    return [[], []];
  }
  if (named.length > 0) {
    for (const part of named) tell(node, part, { kind: 'refused', fault });
    return [[{ ...node, parts: others }], []];
  }
  const half = Math.ceil(parts.length / 2);
  return [[{ ...node, parts: parts.slice(0, half) }], [{ ...node, parts: parts.slice(half) }]];
}

function partition<T>(items: readonly T[], fits: (item: T) => boolean): [T[], T[]] {
  return [items.filter(fits), items.filter((item) => !fits(item))];
}
