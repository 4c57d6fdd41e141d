/** Fifth and sixth step: what became of each row that was written, or would be, and the link that now exists. Pure. */
import { fieldOf, fieldsAt, kindOf, problemOf, sameAt, showAt, valuesOf, type FieldKey, type Person, type Problem, type ProblemCode, type TargetKey } from '../../../person';
import { baselineOfNew, compare, isMissedEverywhere, missedOf, remember, STAYS_OUT, unseenOf } from '../../compare';
import { sameLink } from '../../link';
import type { OpenDifference } from '../../plan';
import { linkOf, linkOfNew } from './linking';
import { end, type Ending, type RowAtWork, type Run, type TakenRow } from '../run';
import type { RowChange } from '../types';

/** Ends a row by what its two systems answered, and by what was read back. */
export function settle(one: TakenRow, run: Run): Ending {
  return (one.ending ??= settled(one, run));
}

function settled(one: TakenRow, run: Run): Ending {
  const { deed } = one.writes;
  if (deed === 'createInXledger') return settledNewEmployee(one, run);
  if (deed === 'createInHuma') return settledNewUser(one, run);
  const parts = sortOut(one, run);
  const changes = [...changesInXledger(parts.stuck), ...changesInHuma(one, parts.huma.written)];
  one.moved = { xledger: parts.stuck, huma: parts.huma.written };
  const became = { stuck: new Set([...one.standing, ...parts.stuck.map(({ target }) => target.key)]), fell: fellOf(one, parts), inHuma: parts.inHuma };
  const link = changedLink(one, linkOf(one, run, became));
  return { ...verdictOn(one, parts, changes, link !== undefined), changes, link, did: changes.length > 0 ? 'updated' : link ? 'linked' : 'nothing' };
}

/** The same endings, as far as they can be told without writing. */
export function predict(one: TakenRow, run: Run): void {
  end(one, predicted(one, run));
}

function predicted(one: TakenRow, run: Run): Ending {
  const { deed } = one.writes;
  const isThere = (deed === 'createInXledger' && one.employee && one.toComplete.length === 0) || (deed === 'createInHuma' && one.user);
  if (isThere) return settled(one, run);
  if (deed === 'createInXledger') return { outcome: 'applied', code: 'created', did: 'created', changes: changesOfNew(one.open.newcomer, 'xledger') };
  if (deed === 'createInHuma') return { outcome: 'applied', code: 'created', did: 'created', changes: changesOfNew(withoutPosition(one.open.newcomer), 'huma') };
  if (one.toXledger.length === 0 && one.toHuma.length === 0) return settled(one, run);
  return { outcome: 'applied', code: 'updated', did: 'updated', changes: [...changesInXledger(one.toXledger), ...changesInHuma(one, one.toHuma)] };
}

/** A new user in Huma has no position, so nothing of one can be written (R32.6). */
const withoutPosition = (person: Person): Person => Object.fromEntries(Object.entries(person).filter(([field]) => !fieldOf(field as FieldKey).huma.startsWith('position'))) as Person;

interface Parts {
  stuck: OpenDifference[];
  fallen: OpenDifference[];
  refused: OpenDifference[];
  leftOut: { difference: OpenDifference; why: ProblemCode }[];
  notReached: OpenDifference[];
  huma: Record<'written' | 'waiting' | 'failed' | 'notReached', FieldKey[]>;
  inHuma: Person;
  notes: string[];
}

/** What was read back decides; where nothing was read, what the server said. */
function sortOut(one: TakenRow, run: Run): Parts {
  const { toXledger, wroteXledger: result, now } = one;
  const parts: Parts = { stuck: [], fallen: [], refused: [], leftOut: [], notReached: [], huma: { written: [], waiting: [], failed: [], notReached: [] }, inHuma: {}, notes: [] };
  const values = now ? valuesOf(now) : undefined;
  const went = result && result.kind !== 'written' ? new Set((result.written ?? []).map(({ key }) => key)) : undefined;
  const left = new Map(result && result.kind !== 'notAttempted' ? result.leftOut.map(({ target, why }) => [target.key, why]) : []);
  for (const difference of toXledger) {
    const { target, huma } = difference;
    const there = values?.[target.key as TargetKey] ?? null;
    const isSeen = values !== undefined && !(target.shape === 'nationalId' && there === null);
    const wasTaken = !left.has(target.key) && (went ? went.has(target.key) : true);
    const why = left.get(target.key);
    if (isSeen ? sameAt(target, huma, there, run.options.reading) : wasTaken && now !== null) parts.stuck.push(difference);
    else if (why) parts.leftOut.push({ difference, why });
    else if (wasTaken) parts.fallen.push(difference);
    else if (result?.kind === 'refused') parts.refused.push(difference);
    else parts.notReached.push(difference);
  }
  sortOutHuma(one, parts);
  return parts;
}

function sortOutHuma({ wroteHuma, toHuma }: RowAtWork, parts: Parts): void {
  for (const { field, became, says } of wroteHuma?.fields ?? []) {
    if (!toHuma.includes(field)) continue;
    if (became === 'written') parts.huma.written.push(field);
    else if (became === 'awaitingConfirmation') parts.huma.waiting.push(field);
    else if (became === 'notAttempted') parts.huma.notReached.push(field);
    else if (became !== 'unchanged') parts.huma.failed.push(field);
    if ((became === 'written' || became === 'unchanged') && wroteHuma?.now) Object.assign(parts.inHuma, { [field]: wroteHuma.now.person[field] });
    if (says && became !== 'written') parts.notes.push(`${fieldOf(field).label} in Huma: ${says}`);
  }
  if (!wroteHuma) parts.huma.notReached.push(...toHuma);
}

/** Not sent again until Huma's value is another one: refused, fallen, or left on purpose (R14, R20). */
function fellOf(one: TakenRow, parts: Parts): Set<string> {
  const { differences } = one.open;
  const left = differences.filter(({ wins, as }) => wins === undefined && as.state !== 'missingInHuma');
  const stays = parts.leftOut.filter(({ why }) => STAYS_OUT.has(why)).map(({ difference }) => difference);
  // Where Xledger's value should have gone to Huma and did not, Huma's must not come over it in the next run.
  const kept = differences.filter(({ wins, fields }) => wins === 'xledger' && fields.some((field) => parts.huma.failed.includes(field)));
  return new Set([...parts.fallen, ...parts.refused.filter(({ target }) => !mayBeTaken(one, target.key)), ...left, ...stays, ...kept].map(({ target }) => target.key));
}

/** Refused without a word of why: a later try may go better. */
const mayBeTaken = ({ wroteXledger: result }: RowAtWork, key: string): boolean =>
  result?.kind === 'refused' && (result.refused.find(({ target }) => target.key === key)?.because ?? result.because).retry;

function verdictOn(one: RowAtWork, parts: Parts, changes: readonly RowChange[], isLinkNew: boolean): Ending {
  const { fallen, refused, leftOut, notReached, huma, notes } = parts;
  const because = one.wroteXledger && one.wroteXledger.kind !== 'written' ? one.wroteXledger.because : undefined;
  const problems: Problem[] = [
    ...one.problems,
    ...leftOut.flatMap(({ difference, why }) => difference.fields.map((field) => problemOf(field, why))),
    ...refused.flatMap(({ fields }) => fields.map((field) => problemOf(field, 'notAccepted', undefined, because ? { detail: because.says } : {}))),
    ...fallen.flatMap(({ fields, huma: wanted }) => fields.map((field) => problemOf(field, wanted === null ? 'notCleared' : 'didNotStick'))),
  ];
  const about = (differences: readonly OpenDifference[], fields: readonly FieldKey[] = []) => labels([...differences.flatMap((each) => each.fields), ...fields]);
  const more = { problems, notes };
  if (fallen.length > 0 || (huma.failed.length > 0 && one.wroteHuma?.fields.some(({ became }) => became === 'didNotStick'))) return { outcome: 'failed', code: 'didNotStick', about: about(fallen, huma.failed), ...more };
  if (refused.length > 0 || huma.failed.length > 0) return { outcome: 'failed', code: changes.length > 0 ? 'partlyRefused' : 'refused', about: about(refused, huma.failed), says: because?.says, retry: refused.some(({ target }) => mayBeTaken(one, target.key)), ...more };
  if (notReached.length > 0 || huma.notReached.length > 0) return { outcome: 'notAttempted', code: notReached.length > 0 ? 'xledgerUnavailable' : 'humaUnavailable', retry: true, ...stopOf(one), about: about(notReached, huma.notReached), ...more };
  if (leftOut.length > 0 && changes.length === 0) return { outcome: 'failed', code: 'refused', about: about(leftOut.map(({ difference }) => difference)), ...more };
  if (changes.length > 0) return { outcome: 'applied', code: 'updated', ...more };
  if (huma.waiting.length > 0) return { outcome: 'applied', code: 'awaitingConfirmation', ...more };
  return isLinkNew ? { outcome: 'applied', code: 'linked', ...more } : { outcome: 'unchanged', code: 'unchanged', ...more };
}

function stopOf({ wroteXledger, wroteHuma }: RowAtWork): Pick<Ending, 'retry' | 'resumeAt' | 'says'> {
  if (wroteXledger?.kind === 'notAttempted') return { retry: wroteXledger.because.retry, resumeAt: wroteXledger.because.resumeAt, says: wroteXledger.because.says };
  const late = wroteHuma?.fields.find(({ became }) => became === 'notAttempted');
  return late ? { retry: late.retry, resumeAt: late.resumeAt, says: late.says } : {};
}

function settledNewEmployee(one: TakenRow, run: Run): Ending {
  const person = one.open.newcomer;
  const { wroteXledger: result, employee, now } = one;
  if (employee && one.toComplete.length === 0) {
    const link = changedLink(one, linkOf(one, run, { stuck: new Set(), fell: new Set(), inHuma: person }));
    return { outcome: 'unchanged', code: 'unchanged', link, employeeDbId: employee.dbId };
  }
  const employeeDbId = result?.ids.employeeDbId ?? employee?.dbId ?? null;
  const because = result && result.kind !== 'written' ? result.because : undefined;
  if (!result || (result.kind === 'notAttempted' && !employeeDbId)) return { outcome: 'notAttempted', code: 'xledgerUnavailable', retry: true, ...stopOf(one) };
  if (!employeeDbId) return { outcome: 'failed', code: 'refused', says: because?.says, retry: because?.retry };
  const isRead = now !== undefined && now !== null;
  const how = { fields: keysOf(person), reading: run.options.reading, fingerprintKey: run.with.keys.fingerprint, readBack: run.options.readBack };
  const comparison = isRead ? compare(person, now, how) : undefined;
  // What was not reached is no refusal: the next run sends it.
  if (result.kind === 'notAttempted') return { outcome: 'notAttempted', code: 'xledgerUnavailable', ...stopOf(one), did: 'created', employeeDbId, link: linkOfNew(one, run, comparison ? remember({}, comparison, { stuck: new Set(), fell: new Set() }) : {}) };
  const missed = missedOf(person, result, comparison, now === null);
  const { fallen } = missed;
  const refused = result.kind === 'refused' ? result.refused : [];
  return {
    ...(fallen.length > 0 ? { outcome: 'failed', code: 'didNotStick', about: labels(fallen) } : refused.length > 0 ? { outcome: 'failed', code: 'partlyRefused', about: labels(refused.flatMap(({ target }) => [...fieldsAt(target)])), retry: refused.some(({ because: { retry } }) => retry) } : { outcome: 'applied', code: 'created' }),
    did: 'created',
    employeeDbId,
    changes: changesOfNew(Object.fromEntries(Object.entries(person).filter(([field]) => !isMissedEverywhere(field as FieldKey, missed))) as Person, 'xledger'),
    problems: [...result.leftOut.flatMap(({ target, why }) => fieldsAt(target).map((field) => problemOf(field, why))), ...refused.flatMap(({ target, because: { says } }) => fieldsAt(target).map((field) => problemOf(field, 'notAccepted', undefined, { detail: says }))), ...unseenOf(comparison, result), ...fallen.map((field) => problemOf(field, 'didNotStick'))],
    link: linkOfNew(one, run, baselineOfNew(person, comparison, missed, how)),
  } as Ending;
}

function settledNewUser(one: TakenRow, run: Run): Ending {
  const { open, wroteHuma, user } = one;
  const person = open.newcomer;
  if (user) {
    const known = Object.fromEntries(Object.entries(person).filter(([field]) => user.person[field as FieldKey])) as Person;
    return { outcome: 'unchanged', code: 'unchanged', humaId: user.humaId, link: changedLink(one, linkOf(one, run, { stuck: new Set(), fell: new Set(), inHuma: known })) };
  }
  if (!wroteHuma) return { outcome: 'notAttempted', code: 'humaUnavailable', retry: true };
  if (!wroteHuma.created) return wroteHuma.because ? NOT_CREATED[wroteHuma.because.kind](wroteHuma.because) : failedWith();
  const failed = wroteHuma.fields.filter(({ became }) => became === 'refused' || became === 'didNotStick' || became === 'notAttempted');
  const written = wroteHuma.fields.filter(({ became }) => became === 'written').map(({ field }) => field);
  const inHuma = Object.fromEntries(written.map((field) => [field, wroteHuma.now?.person[field] ?? person[field]])) as Person;
  return {
    outcome: failed.length > 0 ? 'failed' : 'applied',
    code: failed.length > 0 ? 'partlyRefused' : 'created',
    about: labels(failed.map(({ field }) => field)),
    notes: wroteHuma.fields.flatMap(({ field, became, says }) => (says && became !== 'written' ? [`${fieldOf(field).label} in Huma: ${says}`] : [])),
    did: 'created',
    retry: failed.some(({ retry }) => retry),
    humaId: wroteHuma.humaId,
    changes: changesOfNew(Object.fromEntries(Object.entries(person).filter(([field]) => written.includes(field as FieldKey))) as Person, 'huma'),
    link: linkOf(one, run, { stuck: new Set(), fell: new Set(), inHuma }),
  };
}

type Because = NonNullable<NonNullable<RowAtWork['wroteHuma']>['because']>;

const failedWith = (because?: Because): Ending => ({ outcome: 'failed', code: 'refused', says: because?.says });
const NOT_CREATED: Readonly<Record<Because['kind'], (because: Because) => Ending>> = {
  exists: (because) => ({ outcome: 'stale', code: 'existsMeanwhile', says: because.says }),
  notAttempted: (because) => ({ outcome: 'notAttempted', code: 'humaUnavailable', says: because.says, retry: because.retry, resumeAt: because.resumeAt }),
  refused: failedWith,
  notVisible: failedWith,
  locked: failedWith,
};

/** One entry a field: its first target of its own stands for it. */
function changesInXledger(differences: readonly OpenDifference[]): RowChange[] {
  const byField = new Map<FieldKey, OpenDifference>();
  for (const difference of differences) for (const field of difference.fields) {
    const other = byField.get(field);
    if (!other || (other.target.composedOf && !difference.target.composedOf)) byField.set(field, difference);
  }
  return [...byField].map(([field, { target, xledger, huma }]) => ({ in: 'xledger', field, label: fieldOf(field).label, before: showAt(target, xledger), after: showAt(target, huma) }));
}

function changesInHuma({ writes, open }: TakenRow, fields: readonly FieldKey[]): RowChange[] {
  const values = writes.huma?.values ?? {};
  return fields.map((field) => {
    const before = open.differences.find((difference) => difference.fields.includes(field) && difference.wins === 'xledger');
    return { in: 'huma', field, label: fieldOf(field).label, before: before ? showAt(before.target, before.huma) : null, after: shown(field, values[field]) };
  });
}

const changesOfNew = (person: Person, system: RowChange['in']): RowChange[] =>
  keysOf(person).flatMap((field) => ((person[field] ?? null) === null ? [] : [{ in: system, field, label: fieldOf(field).label, before: null, after: shown(field, person[field]) }]));

const shown = (field: FieldKey, value: unknown): string | null => ((value ?? null) === null ? null : kindOf(field).show(value as never));

const changedLink = <L extends Ending['link']>({ link }: RowAtWork, next: L): L | undefined => (link && next && sameLink(link, next) ? undefined : next);

const keysOf = (person: Person): FieldKey[] => Object.keys(person) as FieldKey[];
const labels = (fields: readonly FieldKey[]): string[] => [...new Set(fields)].map((field) => fieldOf(field).label);
