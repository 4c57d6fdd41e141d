/** Learns from a rejection of the whole document what this server's inputs look like, so that the same request can be sent differently. */
import type { DbIdForm, Learnt, Run } from '../run';
import type { Fault } from '../transport';
import { introspect } from './inputs';
import { isLookup, type Input, type MutationName } from './nodes';

/** Whether something was learnt that changes what will be sent. Validation runs before any write, so the same nodes may go again. */
export async function adapt(run: Run, name: MutationName, fault: Fault, sent: readonly Input[]): Promise<boolean> {
  const learn = LESSONS[fault.code];
  if (!learn) return false;
  const before = stateOf(run.learnt);
  if (run.learnt.introspection === 'notAsked') await introspect(run);
  if (stateOf(run.learnt) !== before) return true;
  learn(run.learnt, name, fault, sent);
  return stateOf(run.learnt) !== before;
}

type Lesson = (learnt: Learnt, name: MutationName, fault: Fault, sent: readonly Input[]) => void;

const LESSONS: Partial<Record<Fault['code'], Lesson>> = {
  // What the schema tells is more certain than words.
  unknownField: (learnt, name, { field, path }, sent) => {
    const known = field?.split('.').at(-1);
    const within = isWhole(learnt, name) ? undefined : known && placeOf(known, path, sent);
    if (within !== undefined) learnt.missingKeys.add(`${name}.${within}`);
  },
  requiredMissing: (learnt, name, { field }) => {
    const wanted = field?.split('.').at(-1);
    if (wanted) learnt.demanded.add(`${name}.${wanted}`);
  },
  wrongType: swapDbIds,
};

const isWhole = ({ inputs }: Learnt, name: MutationName): boolean => inputs.has(name);

/** `jobTitle`, `gender.code`, `clientId`: where a key of this name was sent. Undefined where it was nowhere, or in several places and no path says in which. */
function placeOf(known: string, path: string, sent: readonly Input[]): string | undefined {
  const places = new Set(sent.flatMap(({ node, ...beside }) => [
    ...(known in beside || known in node ? [known] : []),
    ...Object.entries(node).flatMap(([key, value]) => (typeof value === 'object' && value !== null && known in value ? [`${key}.${known}`] : [])),
  ]));
  const [only] = places;
  if (places.size < 2) return only;
  const steps = path.split('.');
  return [...places].find((place) => place.includes('.') && steps.includes(place.split('.')[0] ?? '')) ?? (steps.at(-1) === 'node' || steps.at(-2) === 'node' ? known : undefined);
}

/** Introspection closed: each form once, then back to the first (U18). */
function swapDbIds(learnt: Learnt): void {
  if (learnt.introspection !== 'closed') return;
  const { dbIds } = learnt;
  const open = FORMS.filter(([node, lookup]) => (node === dbIds.node || !dbIds.nodeProven) && (lookup === dbIds.lookup || !dbIds.lookupProven));
  const [node, lookup] = open[open.findIndex((form) => form[0] === dbIds.node && form[1] === dbIds.lookup) + 1] ?? open[0] ?? FORMS[0];
  // Back at the first: no form is to blame, and none is changed again.
  const exhausted = open[0]?.[0] === node && open[0]?.[1] === lookup;
  learnt.dbIds = { node, lookup, nodeProven: dbIds.nodeProven || exhausted, lookupProven: dbIds.lookupProven || exhausted };
}

/** What was taken was taken in a form that works. */
export function noteForms(learnt: Learnt, sent: readonly Input[]): void {
  if (sent.some(({ node }) => 'dbId' in node)) learnt.dbIds.nodeProven = true;
  if (sent.some(({ node }) => Object.values(node).some(isLookup))) learnt.dbIds.lookupProven = true;
}

const FORMS: readonly [[DbIdForm, DbIdForm], ...[DbIdForm, DbIdForm][]] = [['number', 'text'], ['text', 'text'], ['number', 'number'], ['text', 'number']];

function stateOf({ missingKeys, demanded, dbIds, inputs }: Learnt): string {
  return JSON.stringify([missingKeys.size, demanded.size, dbIds.node, dbIds.lookup, inputs.size]);
}
