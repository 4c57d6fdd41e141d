/** The national identification: the entry that R34 chooses is replaced, or one is added; by explicit choice it is removed. */
import { z } from 'zod';
import type { NationalId, Reading } from '../../person';
import { readWhole } from '../readOne';
import { chooseIdentification } from '../user';
import { noteAnswer, openFields, say, saidBy, type Account } from './account';
import { wrapperAt } from './mayWrite';
import type { Present, Writing } from './updating';

export async function writeIdentification(writing: Writing, account: Account, before: Present): Promise<void> {
  const wanted = account.changes.nationalId;
  if (wanted === undefined || !openFields(account).includes('nationalId')) return;
  const entry = entryOf(before, writing.reading);
  if (entry.kind === 'unclear') return say(account, 'nationalId', 'leftOut', { says: 'The user has several national identifications in Huma, and it is not clear which one it is.' });
  const path = `/users/${encodeURIComponent(account.humaId)}/identifications`;
  if (wanted === null) return await remove(writing, account, entry, path);

  const country = wanted.country ?? (entry.kind === 'one' ? entry.country : undefined) ?? writing.reading.bankCountry;
  if (!country) return say(account, 'nationalId', 'leftOut', { says: 'Huma wants the country of a national identification, and nobody says it: set the default bank country of the connection.' });
  const body = { type: 'national', country: country.toUpperCase(), value: wanted.number };
  if (entry.kind === 'one') noteAnswer(account, ['nationalId'], await writing.caller.change('PUT', `${path}/${encodeURIComponent(entry.id)}`, body));
  else await add(writing, account, path, body, wanted);
}

type Entry = { kind: 'one'; id: string; country?: string } | { kind: 'none' } | { kind: 'unclear' };

function entryOf({ details }: Present, reading: Reading): Entry {
  const value = wrapperAt(details, 'identifications')?.value;
  const chosen = chooseIdentification(value ?? [], reading);
  if (chosen.kind !== 'one') return chosen.kind === 'none' ? chosen : { kind: 'unclear' };
  const { id, country } = chosen.entry;
  return id === undefined ? { kind: 'unclear' } : { kind: 'one', id, country: country?.trim() || undefined };
}

async function remove({ caller }: Writing, account: Account, entry: Entry, path: string): Promise<void> {
  if (entry.kind !== 'one') return say(account, 'nationalId', 'unchanged');
  const answer = await caller.change('DELETE', `${path}/${encodeURIComponent(entry.id)}`);
  // A lost answer is repeated, and then it is gone already.
  noteAnswer(account, ['nationalId'], answer.kind === 'notVisible' && answer.status === 404 ? { kind: 'done', value: null } : answer);
}

/** Never added twice: after a lost answer the user is read again. */
async function add(writing: Writing, account: Account, path: string, body: object, wanted: NationalId): Promise<void> {
  for (let tries = 1; ; tries++) {
    const answer = await writing.caller.add(path, body, z.unknown());
    if (answer.kind !== 'unknown') return void noteAnswer(account, ['nationalId'], answer);
    const now = await readWhole(writing.caller, account.humaId, { ...writing, positions: false });
    const isThere = now.kind === 'user' && now.user.person.nationalId?.number === wanted.number;
    if (isThere) return void account.sent.add('nationalId');
    if (now.kind !== 'user' || tries >= MOST_TRIES) return say(account, 'nationalId', 'notAttempted', { ...saidBy(answer.failure), retry: true });
  }
}

const MOST_TRIES = 2;
