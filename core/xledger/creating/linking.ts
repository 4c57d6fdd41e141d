/** Makes sure that a new employee has the contact and the subledger that were made for it (U3). */
import type { FieldKey } from '../../person';
import { byDbId } from '../reading';
import type { Run } from '../run';
import type { TargetChange, XledgerEmployee } from '../types';
import { noteRefused, sendParts, updateBatch, type Node, type Part } from '../writing';
import { isOut, turnAway, type Newcomer } from './newcomer';

export type Rows = ReadonlyMap<string, XledgerEmployee>;

/** The lookups of an employee's contact and subledger. */
export function links({ ids }: Newcomer): Part[] {
  return [
    ...(ids.contactDbId ? [{ keys: { contact: { dbId: ids.contactDbId } }, needed: true as const, holds: (row: XledgerEmployee) => row.contact?.dbId === ids.contactDbId }] : []),
    ...(ids.subledgerDbId ? [{ keys: { subledger: { dbId: ids.subledgerDbId } }, needed: true as const, holds: (row: XledgerEmployee) => row.subledger?.dbId === ids.subledgerDbId }] : []),
  ];
}

/**
 * Reads the new employees back. Links that are missing are set once more, by update; still missing: half created. Where Xledger linked rows
 * of its own, those count from now on, and ours are reported as orphans. Answers with the rows as they stand.
 */
export async function checkLinks(run: Run, people: readonly Newcomer[], read: (people: readonly Newcomer[]) => Promise<Rows>, ownerDbId: string | undefined): Promise<Rows> {
  let rows = await read(people);
  const unlinked = people.filter((person) => lacksLink(person, rows));
  if (unlinked.length > 0) {
    await linkAgain(run, unlinked);
    rows = new Map([...rows, ...(await read(unlinked))]);
  }
  for (const person of people) {
    if (isOut(person)) continue;
    if (lacksLink(person, rows)) turnAway(person, 'halfCreated', 'Xledger made the employee but does not link the contact and the subledger that belong to it');
    else if (isElsewhere(rows.get(person.ids.employeeDbId ?? ''), ownerDbId)) turnAway(person, 'wrongOwner', 'Xledger made the employee in another entity than the one that was meant');
    else takeOver(person, rows.get(person.ids.employeeDbId ?? ''));
  }
  return rows;
}

const isElsewhere = (row: XledgerEmployee | undefined, ownerDbId: string | undefined): boolean => Boolean(ownerDbId && row?.ownerDbId && row.ownerDbId !== ownerDbId);

function lacksLink({ ids }: Newcomer, rows: Rows): boolean {
  const row = rows.get(ids.employeeDbId ?? '');
  return Boolean((ids.contactDbId && !row?.contact) || (ids.subledgerDbId && !row?.subledger));
}

async function linkAgain(run: Run, people: readonly Newcomer[]): Promise<void> {
  const byClientId = new Map(people.map((person) => [`${person.person.key}:link`, person]));
  const nodes = [...byClientId].map(([clientId, person]): Node => ({ clientId, person: person.person.key, dbId: person.ids.employeeDbId, parts: links(person) }));
  const accounts = new Map([...byClientId].map(([clientId, { ids }]) => [clientId, { update: { employeeDbId: ids.employeeDbId ?? '' } }]));
  await sendParts(run, updateBatch(run, 'updateEmployees', accounts), nodes, ({ clientId }, _part, end) => {
    const account = byClientId.get(clientId)?.account;
    if (account && end.kind === 'stopped') account.stop = end.stop;
    if (account && end.kind === 'refused') noteRefused(account, undefined, end.fault);
  });
}

function takeOver(person: Newcomer, row: XledgerEmployee | undefined): void {
  const { ids, account, changes, later } = person;
  if (!row) return;
  const contactDbId = row.contact?.dbId ?? null;
  const subledgerDbId = row.subledger?.dbId ?? null;
  const others = {
    ...(ids.contactDbId && ids.contactDbId !== contactDbId ? { contactDbId: ids.contactDbId } : {}),
    ...(ids.subledgerDbId && ids.subledgerDbId !== subledgerDbId ? { subledgerDbId: ids.subledgerDbId } : {}),
  };
  if (Object.keys(others).length > 0) account.orphans = others;
  for (const change of changes) {
    if ((others.contactDbId && change.target.record === 'contact') || (others.subledgerDbId && change.target.record === 'subledger')) later.set(change.target.key, change);
  }
  Object.assign(ids, { contactDbId, subledgerDbId });
}

/** Employees as just made, with what a form may have failed at, and whether they show the national ID that their contact got. */
export const readNew = (run: Run) => (people: readonly Newcomer[]): Promise<Rows> => {
  const has = (test: (change: TargetChange) => boolean) => people.some(({ changes }) => changes.some(test));
  const fields: FieldKey[] = has(({ target }) => target.shape === 'address' || target.shape === 'gender') ? ['address', 'gender'] : [];
  return byDbId(run, people.flatMap(({ ids }) => ids.employeeDbId ?? []), [...fields, ...(has(({ target }) => target.shape === 'nationalId') ? ['nationalId' as const] : [])]);
};
