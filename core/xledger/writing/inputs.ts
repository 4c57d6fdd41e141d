/** Learns once a run which inputs this server has, and stops before the first write where one is missing that nobody can be written without (U4, U18, U27). */
import type { DbIdForm, Learnt, Run } from '../run';
import { TookTooLong, Unexplained, XledgerRefused, XledgerStopped } from '../transport';
import { askInputs } from './introspection';
import { missingIn, type MutationName } from './nodes';
import { SENT } from './sent';

/** Asks the schema, unless an earlier run saw that it holds all that is sent, or does not tell. */
export async function learnInputs(run: Run): Promise<void> {
  if (run.learnt.introspection === 'notAsked' && run.learnt.inputsSeen === undefined) await introspect(run);
}

/** Keys of the node without which a mutation makes no sense. */
export type Needs = Partial<Record<MutationName, readonly Record<string, unknown>[]>>;

/** Throws `XledgerStopped` that names the first one that this server lacks. */
export function stopWhereLacking(run: Run, needs: Needs): void {
  for (const [name, all] of Object.entries(needs) as [MutationName, readonly Record<string, unknown>[]][]) {
    const lacking = run.learnt.missingKeys.has(`${name}.node`) ? 'node' : all.map((keys) => missingIn(run, name, keys)).find(Boolean);
    if (lacking) throw new XledgerStopped({ code: 'inputMissing', says: `Xledger's ${name} takes no "${lacking}", and nobody can be ${name.startsWith('add') ? 'created' : 'changed'} without it: nothing more was written`, retry: false });
  }
}

/** Asks the schema; what it tells is learnt. A server that does not tell is not asked again. */
export async function introspect(run: Run): Promise<void> {
  const { learnt } = run;
  try {
    const inputs = await askInputs(run);
    learnt.introspection = inputs.size > 0 ? 'answered' : 'closed';
    for (const [name, { has, beside, demands, dbId, lookupDbId }] of inputs) {
      for (const key of ['clientId', 'node']) if (!beside.has(key)) learnt.missingKeys.add(`${name}.${key}`);
      if (beside.has('node')) learnt.inputs.set(name, has);
      for (const key of demands) learnt.demanded.add(`${name}.${key}`);
      if (dbId && name.startsWith('update')) learnt.dbIds = { ...learnt.dbIds, node: FORM_OF[dbId] ?? 'number', nodeProven: true };
      if (lookupDbId) learnt.dbIds = { ...learnt.dbIds, lookup: FORM_OF[lookupDbId] ?? 'text', lookupProven: true };
    }
    if (learnt.introspection === 'answered') learnt.inputsSeen = isWhole(learnt) ? 'whole' : undefined;
  } catch (error) {
    if (!isClosed(error)) throw error;
    learnt.introspection = 'closed';
    if (error instanceof XledgerRefused) learnt.inputsSeen = 'closed';
  }
}

const isWhole = ({ inputs, missingKeys }: Learnt): boolean =>
  missingKeys.size === 0 && (Object.entries(SENT) as [MutationName, readonly string[]][]).every(([name, keys]) => keys.every((key) => inputs.get(name)?.has(key)));

const isClosed = (error: unknown): boolean =>
  error instanceof XledgerRefused || error instanceof TookTooLong || error instanceof Unexplained || (error instanceof XledgerStopped && error.stop.code === 'scope');

/** An ID takes both; the forms seen in public are kept for it (xledger.md 6.2). */
const FORM_OF: Readonly<Record<string, DbIdForm>> = { Int: 'number', Int64String: 'text', String: 'text' };
