/** Puts the client together: one conversation, what is learnt in it, and the operations of types.ts. */
import { createPeople, leftovers } from './creating';
import { checkScopes, employeeGroups, entries, owners, seesAny, subledgerGroups } from './lookups';
import { byDbId, changedSince, everyone, index, lookAgain } from './reading';
import { doubt, formsIn, nothingLearnt, type Run } from './run';
import { createCalls, createSend } from './transport';
import type { Xledger, XledgerOptions } from './types';
import { updatePeople } from './writing';

/**
 * A client for one Xledger address and credential. What it learns about the tenant is kept as long as it lives. Reads throw
 * `XledgerStopped` or `XledgerRefused`; `update` and `create` answer for each person.
 */
export function createXledger(options: XledgerOptions): Xledger {
  const { endpoint, post, clock, limiter, patience, reading = {}, genders, forms, mark } = options;
  const calls = createCalls(createSend(endpoint, post), clock, limiter, patience);
  const learnt = nothingLearnt(forms, mark);
  const begin = (): Run => ({ calls, operation: calls.begin(), clock, learnt, reading, genders });

  return {
    everyone: (fields) => everyone(begin(), fields),
    index: () => index(begin()),
    byDbId: (dbIds, fields) => byDbId(begin(), dbIds, fields),
    lookAgain: (what) => lookAgain(begin(), what),
    changedSince: (modifiedAt, fields) => changedSince(begin(), modifiedAt, fields),
    leftovers: (sought, ownerDbId) => leftovers(begin(), sought, ownerDbId),
    update: (updates) => updatePeople(begin(), updates),
    create: (people, defaults) => createPeople(begin(), people, defaults),
    owners: () => owners(begin()),
    subledgerGroups: () => subledgerGroups(begin()),
    employeeGroups: () => employeeGroups(begin()),
    entries: () => entries(begin()),
    checkScopes: () => checkScopes(begin()),
    sees: (what) => seesAny(begin(), what),
    get forms() {
      return formsIn(learnt, mark);
    },
    doubtForms() {
      const { wentOnTrust } = learnt;
      doubt(learnt);
      learnt.wentOnTrust = false;
      return wentOnTrust;
    },
    get requests() {
      return calls.requests;
    },
  };
}
