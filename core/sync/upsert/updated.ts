/** What became of an existing employee that was written. */
import { problemOf, sameAt, valuesOf, type Problem, type ProblemCode, type TargetKey } from '../../person';
import type { Stop, WriteResult, XledgerEmployee } from '../../xledger';
import { STAYS_OUT, type Difference } from '../compare';
import { changesOf, type Result } from '../report';
import { linkAfterwards } from './linking';
import { settle, type PersonAtWork, type Run } from './run';

/** `now`: the employee as read back; null when Xledger no longer shows it, undefined when it was not read. */
export function settleUpdated(one: PersonAtWork, result: WriteResult, now: XledgerEmployee | null | undefined, run: Run): void {
  if (result.kind === 'notAttempted') return settle(one, { ...stopped(result), link: mayHaveWritten(result) ? linkUnsure(one, run) : undefined });
  const parts = sortOut(one, result, now, run);
  const isUnread = now === undefined && run.policy.readBack;
  const became = { stuck: keys(isUnread ? [] : parts.stuck), unsure: keys(isUnread ? parts.stuck : []), fell: keys([...parts.refused.filter(({ target }) => !isWorthAnotherTry(result, target.key)), ...parts.fallen, ...parts.leftOut.filter(({ why }) => STAYS_OUT.has(why)).map(({ difference }) => difference)]) };
  settle(one, { ...verdict(parts, result), link: linkAfterwards(one, run, became) });
}

/** Whether Xledger may hold by now, or a little later, what was sent. */
export const mayHaveWritten = ({ because, unseen }: Extract<WriteResult, { kind: 'notAttempted' }>): boolean => unseen === true || UNKNOWN_ENDS.has(because.code);
const UNKNOWN_ENDS: ReadonlySet<Stop['code']> = new Set<Stop['code']>(['outcomeUnknown', 'unavailable', 'deadline']);

/** The link of somebody of whom nobody knows what became of what was sent. */
export const linkUnsure = (one: PersonAtWork, run: Run): Result['link'] => linkAfterwards(one, run, { stuck: new Set(), fell: new Set(), unsure: keys(one.send) });

/** Refused without a word of why: Huma's value is sent again. */
const isWorthAnotherTry = (result: Exclude<WriteResult, { kind: 'notAttempted' }>, key: string): boolean =>
  result.kind === 'refused' && (result.refused.find(({ target }) => target.key === key)?.because ?? result.because).retry;

/** A stop: another try may go better. */
export const stopped = ({ because }: Extract<WriteResult, { kind: 'notAttempted' }>): Result => ({
  outcome: 'notAttempted',
  code: 'xledgerUnavailable',
  retry: because.retry,
  resumeAt: because.resumeAt,
  says: because.says,
});

interface Parts {
  stuck: Difference[];
  /** Sent, taken, and yet not there. */
  fallen: Difference[];
  refused: Difference[];
  leftOut: { difference: Difference; why: ProblemCode }[];
}

function sortOut({ send }: PersonAtWork, result: Exclude<WriteResult, { kind: 'notAttempted' }>, now: XledgerEmployee | null | undefined, { policy }: Run): Parts {
  const parts: Parts = { stuck: [], fallen: [], refused: [], leftOut: [] };
  const left = new Map(result.leftOut.map(({ target, why }) => [target.key, why]));
  const went = result.kind === 'written' ? undefined : keys(result.written.map((target) => ({ target })));
  const values = now ? valuesOf(now) : undefined;
  for (const difference of send) {
    const { target, after } = difference;
    const why = left.get(target.key);
    const there = values?.[target.key as TargetKey] ?? null;
    // A national ID that Xledger does not show cannot be read back (U24).
    const isSeen = values !== undefined && !(target.shape === 'nationalId' && there === null);
    if (why) parts.leftOut.push({ difference, why });
    else if (went && !went.has(target.key)) parts.refused.push(difference);
    else if (now === null || (isSeen && !sameAt(target, after, there, policy.reading))) parts.fallen.push(difference);
    else parts.stuck.push(difference);
  }
  return parts;
}

function verdict({ stuck, fallen, refused, leftOut }: Parts, result: WriteResult): Result {
  const says = result.kind === 'refused' ? result.because.says : undefined;
  const changes = changesOf(stuck);
  const problems: Problem[] = [
    ...leftOut.flatMap(({ difference, why }) => each(difference, why)),
    ...refused.flatMap((difference) => each(difference, 'notAccepted', says)),
    ...fallen.flatMap((difference) => each(difference, difference.after === null ? 'notCleared' : 'didNotStick')),
  ];
  const about = [...new Set([...(fallen.length > 0 ? fallen : refused.length > 0 ? refused : leftOut.map(({ difference }) => difference))].flatMap(({ fields }) => fields))];
  const did = changes.length > 0 ? 'updated' : 'nothing';
  const retry = refused.some(({ target }) => result.kind !== 'notAttempted' && isWorthAnotherTry(result, target.key));
  if (fallen.length > 0) return { outcome: 'failed', code: 'didNotStick', did, changes, problems, about, retry };
  if (refused.length > 0) return { outcome: 'failed', code: changes.length > 0 ? 'partlyRefused' : 'refused', did, changes, problems, about, says, retry };
  if (changes.length === 0) return { outcome: 'skipped', code: 'refused', did, changes, problems, about };
  return { outcome: 'applied', code: 'updated', did, changes, problems };
}

const each = ({ fields }: Difference, code: ProblemCode, detail?: string): Problem[] => fields.map((field) => problemOf(field, code, undefined, detail ? { detail } : {}));

const keys = (entries: readonly { target: { key: string } }[]): Set<string> => new Set(entries.map(({ target }) => target.key));
