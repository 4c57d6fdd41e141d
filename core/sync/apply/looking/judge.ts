/** Second step, row by row: does what the plan saw still hold, does what it wants stand already, or has somebody else been there (R10)? Pure. */
import { fieldOf, kindOf, personFrom, problemOf, sameAt, showAt, valuesOf, wantedAt, type FieldKey, type Person, type TargetKey, type TargetValue, type XledgerValues } from '../../../person';
import type { XledgerEmployee } from '../../../xledger';
import { isUnique } from '../../compare';
import type { OpenDifference } from '../../plan';
import { isOnItsWay, isSameInHuma, isTheNewUser, missingOf } from './came';
import type { Seen } from './look';
import { end, type Run, type TakenRow } from '../run';
import type { StaleValue } from '../types';

/** Sorts out what is to be written, and ends the row where nothing is. */
export function judge(one: TakenRow, run: Run, seen: Seen): void {
  if (one.writes.deed === 'createInXledger') return judgeNewEmployee(one, run);
  if (one.writes.deed === 'createInHuma') return judgeNewUser(one, run);
  if (!sameLinks(one, run)) return end(one, { outcome: 'stale', code: 'linksChanged', says: LINKS_CHANGED });
  if (one.writes.huma && one.user?.active === false) return end(one, { outcome: 'skipped', code: 'locked' });
  judgeUpdate(one, run, seen);
}

const LINKS_CHANGED = 'The employee has another contact or subledger now, or one of the two is linked with somebody else';

/** The rows that made up the employee, and the pair, have to be those of the plan. */
function sameLinks({ open, employee, link }: TakenRow, { links }: Run): boolean {
  if (!employee) return true;
  const { humaId, employeeDbId, contactDbId, subledgerDbId } = open.row;
  if ((employee.contact?.dbId ?? null) !== contactDbId || (employee.subledger?.dbId ?? null) !== subledgerDbId) return false;
  // An older link with another employee is known to the plan, which paired them by other signs all the same.
  const isMoved = link?.state === 'linked' && link.employeeDbId !== employeeDbId && (open.row.evidence.by === 'link' || link.changedAt > open.row.plan.madeAt);
  return !isMoved && !links.all.some((other) => other.state === 'linked' && other.employeeDbId === employeeDbId && other.humaId !== humaId);
}

function judgeUpdate(one: TakenRow, run: Run, seen: Seen): void {
  const { open, employee } = one;
  if (!employee) return;
  const values = valuesOf(employee);
  const stale: StaleValue[] = [];
  for (const difference of open.differences) {
    if (employee.notShown?.includes(difference.target.key)) {
      if (difference.wins) one.problems.push(...difference.fields.map((field) => problemOf(field, 'notShown', undefined, { detail: difference.target.key })));
      continue;
    }
    if (difference.wins === 'huma') judgeForXledger(one, difference, values, run, stale);
    if (difference.wins === 'xledger') judgeForHuma(one, difference, values, run, stale);
  }
  if (stale.length > 0) return end(one, { outcome: 'stale', code: 'changedSince', stale });
  takeOutTaken(one, run, seen);
  if (one.toXledger.length === 0 && one.toHuma.length === 0 && !one.ending && one.problems.some(({ code }) => code !== 'notShown')) end(one, { outcome: 'failed', code: 'uniqueValueTaken', about: labels(one.problems.flatMap(({ field }) => field ?? [])) });
}

function judgeForXledger(one: TakenRow, difference: OpenDifference, values: XledgerValues, run: Run, stale: StaleValue[]): void {
  const { target, huma: wanted, xledger: before, fields } = difference;
  const { reading, rereadHuma } = run.options;
  const now = values[target.key as TargetKey] ?? null;
  const isUndo = Boolean(run.plan?.undoes);
  if (wanted === null && !isUndo && fields.some((field) => fieldOf(field).cleared === 'never')) return void one.problems.push(...fields.map((field) => problemOf(field, 'notCleared')));
  if (isThere(difference, now, run)) return void one.standing.add(target.key);
  if (!sameAt(target, before, now, reading) && !isOnItsWay(wanted, now)) return void stale.push({ label: difference.as.label, in: 'xledger', before: showAt(target, before), after: showAt(target, wanted), now: showAt(target, now) });
  const saysNow = one.user && rereadHuma && !isUndo ? wantedAt(target, one.user.person, values, reading) : undefined;
  if (saysNow && !isWanted(difference, saysNow, run)) return void stale.push({ label: difference.as.label, in: 'huma', before: showAt(target, wanted), after: showAt(target, wanted), now: saysNow.is === 'value' ? showAt(target, saysNow.value) : null });
  one.toXledger.push(difference);
}

/** A number that Xledger does not show may or may not be there: it is written (U24). */
const isThere = ({ target, huma: wanted }: OpenDifference, now: TargetValue | null, { options }: Run): boolean =>
  !(target.shape === 'nationalId' && now === null) && sameAt(target, wanted, now, options.reading);

function isWanted({ target, huma: wanted }: OpenDifference, says: ReturnType<typeof wantedAt>, { options }: Run): boolean {
  if (says.is === 'value') return sameAt(target, wanted, says.value, options.reading);
  return says.is === 'clear' && wanted === null;
}

function judgeForHuma(one: TakenRow, difference: OpenDifference, values: XledgerValues, run: Run, stale: StaleValue[]): void {
  const { target, huma: before, xledger: source, forHuma, as } = difference;
  const [field] = Object.keys(forHuma) as FieldKey[];
  if (!field || !one.user) return;
  const { reading } = run.options;
  const there = one.user.person[field];
  const wanted = forHuma[field];
  const shown = { label: as.label, before: showAt(target, before), after: (wanted ?? null) === null ? null : kindOf(field).show(wanted as never) };
  if (wanted === null ? there === null : there !== undefined && there !== null && isSameInHuma(field, wanted, there, run.options)) return void one.standing.add(target.key);
  const says = wantedAt(target, one.user.person, values, reading);
  const now = says.is === 'value' ? says.value : null;
  if (says.is === 'withheld' || (says.is === 'unknown' && before !== null) || !sameAt(target, before, now, reading)) return void stale.push({ ...shown, in: 'huma', now: showAt(target, now) });
  const inXledger = values[target.key as TargetKey] ?? null;
  if (!run.plan?.undoes && !sameAt(target, source, inXledger, reading)) return void stale.push({ label: as.label, in: 'xledger', before: showAt(target, source), after: showAt(target, source), now: showAt(target, inXledger) });
  if (!one.toHuma.includes(field)) one.toHuma.push(field);
}

/** R28: what belongs to somebody else by now is not written; the other fields go on. An undo puts back what stood there, shared or not. */
function takeOutTaken(one: TakenRow, run: Run, { index, listed }: Seen): void {
  if (run.plan?.undoes) return;
  const own = one.open.row.employeeDbId;
  const takenThere = new Set(one.toXledger.flatMap(({ fields, huma }) => fields.filter((field) => isUnique(field) && typeof huma === 'string' && (index?.holders(field as never, huma) ?? []).some(({ dbId }) => dbId !== own))));
  one.toXledger = one.toXledger.filter(({ fields }) => !fields.some((field) => takenThere.has(field)));
  const values = one.writes.huma?.kind === 'update' ? one.writes.huma.values : {};
  const takenInHuma = one.toHuma.filter((field) => (field === 'email' || field === 'phone') && values[field] && (listed ?? []).some((user) => user.humaId !== one.open.row.humaId && user[field] && kindOf(field).same(values[field] as never, user[field] as never, run.options.reading)));
  one.toHuma = one.toHuma.filter((field) => !takenInHuma.includes(field));
  one.problems.push(...[...takenThere].map((field) => problemOf(field, 'taken', undefined, { detail: 'somebody in Xledger' })), ...takenInHuma.map((field) => problemOf(field, 'taken', undefined, { detail: 'somebody in Huma' })));
}

function judgeNewEmployee(one: TakenRow, run: Run): void {
  const stale = one.user ? sourceChanges(one.open.newcomer, one.user.person, run) : [];
  if (stale.length > 0) return end(one, { outcome: 'stale', code: 'changedSince', stale });
  const there = one.came?.employees ?? [];
  const [only, ...others] = there;
  if (!only) return;
  const isSomebodyElses = run.links.all.some(({ state, employeeDbId, humaId }) => state === 'linked' && employeeDbId === only.dbId && humaId !== one.open.row.humaId);
  const missing = others.length === 0 && !isSomebodyElses ? missingOf(one, only, run) : undefined;
  if (missing) return void Object.assign(one, { employee: only, toComplete: missing });
  end(one, { outcome: 'stale', code: 'existsMeanwhile', says: `Somebody in Xledger has the same e-mail, employment ID or phone number by now (${there.map(nameOf).join(', ')})` });
}

const nameOf = ({ code, dbId }: XledgerEmployee): string => (code ? `employee ${code}` : `Xledger ID ${dbId}`);

/** Huma's values as they are now against those that the row carries. */
function sourceChanges(planned: Person, now: Person, { options }: Run): StaleValue[] {
  return (Object.keys(planned) as FieldKey[]).flatMap((field) => changed(field, planned[field], now[field], 'huma', options.reading));
}

function judgeNewUser(one: TakenRow, run: Run): void {
  const { open, employee } = one;
  if (!employee) return;
  const now = personFrom(valuesOf(employee), run.options.reading).person;
  const there = one.came?.users ?? [];
  const [only, ...others] = there;
  if (only && others.length === 0 && isTheNewUser(one, only, run)) return void (one.user = only);
  const stale = (Object.keys(open.newcomer) as FieldKey[]).flatMap((field) => changed(field, open.newcomer[field], now[field], 'xledger', run.options.reading));
  if (stale.length > 0) return end(one, { outcome: 'stale', code: 'changedSince', stale });
  if (only) return end(one, { outcome: 'stale', code: 'existsMeanwhile', says: 'Somebody in Huma has the same e-mail or phone number by now' });
  // Whom Huma does not show now is not taken for deleted: a second user of the same employee would be somebody twice (R25).
  if (run.links.all.some(({ state, employeeDbId }) => state === 'linked' && employeeDbId === open.row.employeeDbId)) end(one, { outcome: 'stale', code: 'linksChanged', says: LINKS_CHANGED });
}

function changed(field: FieldKey, planned: unknown, now: unknown, side: StaleValue['in'], reading: Run['options']['reading']): StaleValue[] {
  const kind = kindOf(field);
  if ((planned ?? null) === null) return [];
  if ((now ?? null) !== null && kind.same(planned as never, now as never, reading)) return [];
  const before = kind.show(planned as never);
  return [{ label: fieldOf(field).label, in: side, before, after: before, now: (now ?? null) === null ? null : kind.show(now as never) }];
}

const labels = (fields: readonly FieldKey[]): string[] => [...new Set(fields)].map((field) => fieldOf(field).label);

