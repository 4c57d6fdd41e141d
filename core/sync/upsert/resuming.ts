/** A creation that an earlier run began: marked before it, and known again after it, whatever became of the run (R9). */
import { fieldOf, fingerprint, type TargetValue } from '../../person';
import { compare, printOf, type PersonComparison } from '../compare';
import { creating, forgotten } from '../link';
import type { Match } from '../match';
import type { Link } from '../types';
import { settle, type PersonAtWork, type Run } from './run';

/** The employee that the begun creation may have made: who has the e-mail or employment ID, or the e-mail that was meant then. */
export function begunBefore({ baseline }: Link, found: Match, { index, links, policy }: Run): string | undefined {
  if (found.kind === 'matched' || found.kind === 'possible') return found.employeeDbId;
  if (found.kind !== 'none' || !baseline.email) return undefined;
  const linked = new Set(links.all.map(({ employeeDbId }) => employeeDbId));
  const hasIt = (email: string | null) => email !== null && fingerprint(policy.fingerprintKey, 'email', fieldOf('email').kind.canonical(email)) === baseline.email;
  const [only, ...others] = (index?.entries ?? []).filter(({ dbId, contactEmail, subledgerEmail }) => !linked.has(dbId) && (hasIt(contactEmail) || hasIt(subledgerEmail)));
  return others.length === 0 ? only?.dbId : undefined;
}

/** Notes what is about to be created, instead of creating it: the next run goes on from there. */
export function markFirst(one: PersonAtWork, { policy, at }: Run): void {
  const person = one.newPerson ?? {};
  const baseline = Object.fromEntries(policy.fields.flatMap((field) => { const print = printOf(field, person, policy); return print ? [[field, print]] : []; }));
  const { humaId } = one.subject;
  if (humaId !== null) settle(one, { outcome: 'notAttempted', code: 'creating', retry: true, resumeAt: Date.parse(at), link: creating({ connection: policy.connection, humaId, at }, baseline) });
}

/**
 * Whether the employee is the one that was begun: nobody like that was there when it was marked, and everything that Xledger holds is what was
 * meant then, as far as it came. Anything else was entered by somebody: it is left alone and reported (R9.4).
 */
export function isOurs(one: PersonAtWork, { policy }: Run): boolean {
  if (!one.employee) return false;
  return compare(one.person, one.employee, { ...policy, baseline: one.link?.baseline }).differences.every(isAsBegun);
}

/** Ends the person's creation where somebody else was quicker. */
export function leaveToOthers(one: PersonAtWork, { at }: Run): void {
  settle(one, { outcome: 'skipped', code: 'existsInXledger', ...(one.link && { link: forgotten(one.link, at) }) });
}

function isAsBegun({ state, moved, before, after }: PersonComparison['differences'][number]): boolean {
  return state === 'missingInXledger' || moved === 'changedInHuma' || isPartOf(before, after);
}

/** An address that arrived without its country, for example (U8). */
function isPartOf(before: TargetValue | null, after: TargetValue | null): boolean {
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return false;
  return (Object.keys(before) as (keyof typeof before)[]).every((part) => before[part] === undefined || before[part] === after[part]);
}
