/** A creation that an earlier run began: marked before it, and known again after it, whatever became of the run (R9). */
import { fieldOf, fingerprint, isMasked, type Person, type TargetValue } from '../../person';
import { compare, printOf, type PersonComparison } from '../compare';
import { creating, forgotten } from '../link';
import type { Match } from '../match';
import type { Link, Policy } from '../types';
import { settle, type PersonAtWork, type Run } from './run';

/** The employee that the begun creation may have made: who has the e-mail or employment ID, or the e-mail that was meant then. */
export function begunBefore({ baseline }: Link, found: Match, { index, links, policy }: Run): string | undefined {
  if (found.kind === 'matched' || found.kind === 'possible') return found.employeeDbId;
  if (found.kind !== 'none' || !baseline.email) return undefined;
  const linked = new Set(links.all.map(({ employeeDbId }) => employeeDbId));
  const noted = [first(baseline.email), latest(baseline.email)];
  const hasIt = (email: string | null) => email !== null && noted.includes(fingerprint(policy.fingerprintKey, 'email', fieldOf('email').kind.canonical(email)));
  const [only, ...others] = (index?.entries ?? []).filter(({ dbId, contactEmail, subledgerEmail }) => !linked.has(dbId) && (hasIt(contactEmail) || hasIt(subledgerEmail)));
  return others.length === 0 ? only?.dbId : undefined;
}

/** Whether the person, as they are to be created now, has been noted by an earlier run. */
export function isMarked({ link, newPerson = {} }: PersonAtWork, { policy }: Run): boolean {
  if (link?.state !== 'creating') return false;
  const prints = printsOf(newPerson, policy);
  return policy.fields.every((field) => prints[field] === undefined || prints[field] === latest(link.baseline[field]));
}

/**
 * Notes what is about to be created, instead of creating it: the next run goes on from there. Where Huma changed since it was noted, both are
 * kept: what was noted first may be in rows that an earlier run made.
 */
export function markFirst(one: PersonAtWork, { policy, at }: Run): void {
  const before = one.link?.state === 'creating' ? one.link.baseline : {};
  const prints = printsOf(one.newPerson ?? {}, policy);
  const baseline = Object.fromEntries(policy.fields.flatMap((field) => {
    const text = [...new Set([first(before[field]), prints[field]])].filter(Boolean).join(SEPARATOR);
    return text ? [[field, text]] : [];
  }));
  const { humaId } = one.subject;
  if (humaId !== null) settle(one, { outcome: 'notAttempted', code: 'creating', retry: true, resumeAt: Date.parse(at), link: creating({ connection: policy.connection, humaId, at }, baseline) });
}

/**
 * Whether the employee is the one that was begun: nobody like that was there when it was marked, and everything that Xledger holds is what was
 * meant then, as far as it came (U24: of a number that changed since, a mask tells nothing). Anything else was entered by somebody: it is left alone and reported (R9.4).
 */
export function isOurs(one: PersonAtWork, { policy }: Run): boolean {
  if (!one.employee) return false;
  const { person, employee, link } = one;
  const noted = [first, latest].map((which) => Object.fromEntries(Object.entries(link?.baseline ?? {}).flatMap(([field, text]) => { const print = which(text); return print ? [[field, print]] : []; })));
  const strange = noted.map((baseline) => new Set(compare(person, employee, { ...policy, baseline }).differences.filter((difference) => !isAsBegun(difference)).map(({ target }) => target.key)));
  const { differences } = compare(person, employee, policy);
  const countries = new Set(differences.flatMap(({ before, after }) => [countryIn(before), countryIn(after)]));
  const prints = new Set([first(link?.baseline.address), latest(link?.baseline.address)]);
  /** An address that arrived without its country (U8), and that Huma changed since: with its country it is what was noted. */
  const arrivedInPart = (before: TargetValue | null) => typeof before === 'object' && before !== null && [...countries].some((country) => prints.has(fingerprint(policy.fingerprintKey, 'address', fieldOf('address').kind.canonical({ ...before, country }))));
  // A number that Huma has changed since cannot be held against the mask of the one before.
  const present = printsOf(person, policy).nationalId;
  const tellsNothing = (before: TargetValue | null) => isMasked(before) && noted.every(({ nationalId }) => nationalId !== present);
  return differences.every(({ target, before }) => tellsNothing(before) || strange.some((keys) => !keys.has(target.key)) || arrivedInPart(before));
}

const countryIn = (value: TargetValue | null): string | undefined => (typeof value === 'object' && value !== null ? value.country : undefined);

const SEPARATOR = '!';
const first = (text: string | undefined): string | undefined => text?.split(SEPARATOR)[0];
const latest = (text: string | undefined): string | undefined => text?.split(SEPARATOR).at(-1);

const printsOf = (person: Person, policy: Policy): Link['baseline'] => Object.fromEntries(policy.fields.flatMap((field) => { const print = printOf(field, person, policy); return print ? [[field, print]] : []; }));

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
