/** What became of somebody who was to be created. */
import { fieldsAt, problemOf, type FieldKey, type Person, type Problem } from '../../person';
import type { WriteResult, XledgerEmployee } from '../../xledger';
import { compare, printOf, remember } from '../compare';
import { changesOfNew } from '../report';
import type { Link } from '../types';
import { idsOf, linkWith } from './linking';
import { settle, type PersonAtWork, type Run } from './run';
import { stopped } from './updated';

/**
 * Once the employee is there, the link is remembered whatever else went wrong: the next run mends it, and nobody is created twice.
 * `now`: the employee as read back; null when Xledger does not show it, undefined when it was not read.
 */
export function settleCreated(one: PersonAtWork, result: WriteResult, now: XledgerEmployee | null | undefined, run: Run): void {
  const { employeeDbId, contactDbId = null, subledgerDbId = null } = result.ids;
  const ids = now ? idsOf(now) : employeeDbId ? { employeeDbId, contactDbId, subledgerDbId } : undefined;
  one.employeeDbId = ids?.employeeDbId;
  if (result.kind === 'notAttempted') return settle(one, { ...stopped(result), ...(ids && { did: 'created' as const, link: linkWith(one, {}, run, ids) }) });
  if (!ids) return settle(one, { outcome: 'failed', code: 'refused', says: result.kind === 'refused' ? result.because.says : undefined, problems: problemsOf(result) });
  const missed = missedFields(one, result, now, run);
  const changes = changesOfNew(one.newPerson ?? {}, new Set([...missed.fallen, ...missed.refused, ...missed.leftOut]));
  const link = linkWith(one, baselineOf(one, now, missed, run), run, ids);
  const about = missed.fallen.length > 0 ? missed.fallen : missed.refused;
  settle(one, {
    ...(missed.fallen.length > 0 ? ({ outcome: 'failed', code: 'didNotStick' } as const) : missed.refused.length > 0 ? ({ outcome: 'failed', code: 'partlyRefused' } as const) : ({ outcome: 'applied', code: 'created' } as const)),
    did: 'created',
    changes,
    problems: [...problemsOf(result), ...missed.fallen.map((field) => problemOf(field, 'didNotStick'))],
    about,
    says: result.kind === 'refused' ? result.because.says : undefined,
    link,
  });
}

interface Missed {
  fallen: FieldKey[];
  refused: FieldKey[];
  leftOut: FieldKey[];
}

type Finished = Exclude<WriteResult, { kind: 'notAttempted' }>;

function missedFields({ newPerson = {} }: PersonAtWork, result: Finished, now: XledgerEmployee | null | undefined, { policy }: Run): Missed {
  const wanted = Object.keys(newPerson) as FieldKey[];
  const leftOut = only(wanted, result.leftOut.flatMap(({ target }) => fieldsAt(target)));
  const refused = only(wanted, result.kind === 'refused' ? result.refused.flatMap(({ target }) => fieldsAt(target)) : []);
  const known = new Set([...leftOut, ...refused]);
  const differing = now ? compare(newPerson, now, { ...policy, fields: wanted }).differences.filter(isSeen).flatMap(({ fields }) => fields) : now === null ? wanted : [];
  return { leftOut, refused, fallen: only(wanted, differing).filter((field) => !known.has(field)) };
}

/** A national ID that Xledger does not show cannot be read back (U24). */
const isSeen = ({ target, before }: { target: { shape: string }; before: unknown }): boolean => !(target.shape === 'nationalId' && before === null);

const only = (wanted: readonly FieldKey[], fields: readonly FieldKey[]): FieldKey[] => wanted.filter((field) => fields.includes(field));

function problemsOf(result: Finished): Problem[] {
  const left = result.leftOut.flatMap(({ target, why }) => fieldsAt(target).map((field) => problemOf(field, why)));
  const refused = result.kind === 'refused' ? result.refused.flatMap(({ target, because }) => fieldsAt(target).map((field) => problemOf(field, 'notAccepted', undefined, { detail: because.says }))) : [];
  return [...left, ...refused];
}

/** Read back: what both sides hold now. Not read: what was sent, and nothing where that should have been looked at. */
function baselineOf({ newPerson = {} }: PersonAtWork, now: XledgerEmployee | null | undefined, { leftOut, refused }: Missed, { policy }: Run): Link['baseline'] {
  const fields = Object.keys(newPerson) as FieldKey[];
  if (now) {
    const comparison = compare(newPerson, now, { ...policy, fields });
    const [hidden, others] = [comparison.differences.filter((each) => !isSeen(each)), comparison.differences.filter(isSeen)];
    const fell = others.filter((each) => !each.fields.some((field) => leftOut.includes(field)));
    return remember({}, comparison, { stuck: new Set(hidden.map(({ target }) => target.key)), fell: new Set(fell.map(({ target }) => target.key)) });
  }
  return policy.readBack ? {} : prints(newPerson, fields.filter((field) => !leftOut.includes(field) && !refused.includes(field)), policy);
}

function prints(person: Person, fields: readonly FieldKey[], policy: Run['policy']): Link['baseline'] {
  return Object.fromEntries(fields.flatMap((field) => { const print = printOf(field, person, policy); return print ? [[field, print]] : []; }));
}
