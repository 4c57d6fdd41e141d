/** Brings new people to what was meant: adopted rows up to date, what the adds did not take in another form (U3, U8, U9, U12, U22). */
import { sameAt, valuesOf, type TargetKey } from '../../person';
import { doubt, type Run } from '../run';
import type { TargetChange, XledgerEmployee } from '../types';
import { followNationalIds, markProven, noteLeftOut, noteRefused, noteWritten, unseen, updatePeople } from '../writing';
import type { Rows } from './linking';
import { isOut, type Newcomer } from './newcomer';

/** Writes what is left to write and adds what became of it to each person's account. */
export async function finish(run: Run, people: readonly Newcomer[], rows: Rows): Promise<void> {
  const open = people.map((person) => ({ person, seen: rows.get(person.ids.employeeDbId ?? ''), changes: leftToWrite(run, person, rows.get(person.ids.employeeDbId ?? '')) }));
  const updates = open.filter(({ changes, person }) => changes.length > 0 && !isOut(person)).map(({ person, seen, changes }) => ({
    key: person.person.key,
    employeeDbId: person.ids.employeeDbId ?? '',
    contactDbId: person.ids.contactDbId ?? null,
    subledgerDbId: person.ids.subledgerDbId ?? null,
    changes,
    ...(seen ? { seen } : {}),
  }));
  await followNationalIds(run, people.flatMap((person) => nationalIdOf(person)), rows);
  if (updates.length === 0) return;
  const results = await updatePeople(run, updates);
  for (const { person, changes } of open) {
    const result = results.get(person.person.key);
    if (!result) continue;
    if (result.kind === 'notAttempted') {
      person.account.stop = result.because;
      continue;
    }
    for (const { target } of changes) noteWritten(person.account, target);
    for (const { target, why } of result.leftOut) noteLeftOut(person.account, target, why);
    if (result.kind === 'written') continue;
    for (const { target, because } of result.refused) noteRefused(person.account, target, { code: 'refused', then: 'perPerson', says: because.says, path: because.path ?? '', ...(because.retry && { unexplained: true }) });
    if (result.refused.length === 0) person.account.because = result.because;
  }
}

/** Of contacts that were added with it; adopted ones get it by the update. */
function nationalIdOf({ person, ids, account, later }: Newcomer) {
  const number = person.person.nationalId?.number;
  return number && ids.employeeDbId && account.written.has('contact.socialSec') && !later.has('contact.socialSec') ? [{ person: person.key, employeeDbId: ids.employeeDbId, number }] : [];
}

/** What was put off, and what stands otherwise than meant because its form was a guess, or an earlier run's. A guess that stuck is proven by it. */
function leftToWrite(run: Run, { changes, later, account }: Newcomer, row: XledgerEmployee | undefined): TargetChange[] {
  const there = row && valuesOf(row);
  const guessed = changes.filter((change) => !later.has(change.target.key) && account.written.has(change.target.key) && unseen(run, change).length > 0 && !row?.notShown?.includes(change.target.key));
  const failed = guessed.filter(({ target, value }) => !sameAt(target, value, there?.[target.key as TargetKey], run.reading));
  for (const change of guessed) if (!failed.includes(change)) markProven(run, change);
  if (failed.length > 0) doubt(run.learnt);
  return [...later.values(), ...failed];
}
