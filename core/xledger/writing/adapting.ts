/** Learns from a rejection of the whole document what this server's inputs look like, so that the same request can be sent differently. */
import type { DbIdForm, Learnt, Run } from '../run';
import { TookTooLong, Unexplained, XledgerRefused, XledgerStopped, type Fault } from '../transport';
import { askInputs } from './introspection';
import { isLookup, type MutationName } from './nodes';

/** Whether something was learnt that changes what will be sent. Validation runs before any write, so the same nodes may go again. */
export async function adapt(run: Run, name: MutationName, fault: Fault, sent: readonly { node: Record<string, unknown> }[]): Promise<boolean> {
  const learn = LESSONS[fault.code];
  if (!learn) return false;
  const before = stateOf(run.learnt);
  if (run.learnt.introspection === 'notAsked') await introspect(run);
  if (stateOf(run.learnt) !== before) return true;
  learn(run.learnt, name, fault, sent);
  return stateOf(run.learnt) !== before;
}

type Lesson = (learnt: Learnt, name: MutationName, fault: Fault, sent: readonly { node: Record<string, unknown> }[]) => void;

const LESSONS: Partial<Record<Fault['code'], Lesson>> = {
  unknownField: (learnt, name, { field }, sent) => {
    const known = field?.split('.').at(-1);
    if (known && sent.some(({ node }) => known in node)) learnt.missingKeys.add(`${name}.${known}`);
  },
  requiredMissing: (learnt, name, { field }) => {
    const wanted = field?.split('.').at(-1);
    if (wanted) learnt.demanded.add(`${name}.${wanted}`);
  },
  wrongType: swapDbIds,
};

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
export function noteForms(learnt: Learnt, sent: readonly { node: Record<string, unknown> }[]): void {
  if (sent.some(({ node }) => 'dbId' in node)) learnt.dbIds.nodeProven = true;
  if (sent.some(({ node }) => Object.values(node).some(isLookup))) learnt.dbIds.lookupProven = true;
}

const FORMS: readonly [[DbIdForm, DbIdForm], ...[DbIdForm, DbIdForm][]] = [['number', 'text'], ['text', 'text'], ['number', 'number'], ['text', 'number']];

async function introspect(run: Run): Promise<void> {
  try {
    const inputs = await askInputs(run);
    run.learnt.introspection = inputs.size > 0 ? 'answered' : 'closed';
    for (const [name, { has, demands, dbId, lookupDbId }] of inputs) {
      run.learnt.inputs.set(name, has);
      for (const key of demands) run.learnt.demanded.add(`${name}.${key}`);
      if (dbId && name.startsWith('update')) run.learnt.dbIds = { ...run.learnt.dbIds, node: FORM_OF[dbId] ?? 'number', nodeProven: true };
      if (lookupDbId) run.learnt.dbIds = { ...run.learnt.dbIds, lookup: FORM_OF[lookupDbId] ?? 'text', lookupProven: true };
    }
  } catch (error) {
    const closed = error instanceof XledgerRefused || error instanceof TookTooLong || error instanceof Unexplained || (error instanceof XledgerStopped && error.stop.code === 'scope');
    if (!closed) throw error;
    run.learnt.introspection = 'closed';
  }
}

/** An ID takes both; the forms seen in public are kept for it (xledger.md 6.2). */
const FORM_OF: Readonly<Record<string, DbIdForm>> = { Int: 'number', Int64String: 'text', String: 'text' };

function stateOf({ missingKeys, demanded, dbIds, inputs }: Learnt): string {
  return JSON.stringify([missingKeys.size, demanded.size, dbIds.node, dbIds.lookup, inputs.size]);
}
