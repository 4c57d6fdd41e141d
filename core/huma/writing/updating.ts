/** Writes fields of users who exist: what differs and may be written, in as few requests as there can be, then read back (huma.md 1.12). */
import type { Limit } from 'p-limit';
import { fieldOf, kindOf, type FieldKey, type NationalId, type Person, type Reading } from '../../person';
import type { Caller } from '../api';
import { readWhole, type Whole } from '../readOne';
import type { HumaUpdate, HumaWritten } from '../types';
import { allOf, openAccount, openFields, resultsOf, say, type Account } from './account';
import { writeIdentification } from './identification';
import { foldedTitle, jobTitles, type JobTitles } from './jobTitles';
import { isWarned, requestedEmail, whyNotWritable } from './mayWrite';
import { writePosition } from './position';
import { writeProfile } from './profile';

/** What all of a run's writes share. */
export interface Writing {
  caller: Caller;
  /** How many users are worked on at the same time (huma.md 1.11). */
  limit: Limit;
  reading: Reading;
  /** `YYYY-MM-DD`: places positions without a status (R32). */
  today: string;
}

/** A user as read, who is to be written. */
export type Present = Extract<Whole, { kind: 'user' }>;

export async function updateUsers(writing: Writing, updates: readonly HumaUpdate[]): Promise<HumaWritten[]> {
  const titles = jobTitles(writing.caller);
  const stopped = stopping();
  return await Promise.all(updates.map((update) => writing.limit(async () => {
    const because = stopped.because();
    const written = because ? allOf(openAccount(update.humaId, update.changes), because) : await updateUser(writing, titles, update);
    stopped.saw(written);
    return written;
  })));
}

/** One user: read, sort out, write, read back. */
export async function updateUser(writing: Writing, titles: JobTitles, { humaId, changes, evenLocked = false }: HumaUpdate): Promise<HumaWritten> {
  const account = openAccount(humaId, changes);
  const before = await readWhole(writing.caller, humaId, { ...writing, positions: true });
  if (before.kind !== 'user') return allOf(account, unseen(before));
  if (before.user.type !== 'user' || before.user.active !== true) return { ...allOf(account, LOCKED), before: before.user };

  sortOut(account, before, evenLocked, writing.reading);
  await writeProfile(writing, account, before);
  await writePosition(writing, titles, account, before);
  await writeIdentification(writing, account, before);
  if (account.sent.size === 0) return { humaId, created: false, fields: resultsOf(account), before: before.user };

  const now = await readWhole(writing.caller, humaId, { ...writing, positions: true });
  settle(account, now, writing.reading);
  return { humaId, created: false, fields: resultsOf(account), before: before.user, ...(now.kind === 'user' && { now: now.user }) };
}

const LOCKED = { kind: 'locked', says: 'The user is deactivated in Huma and therefore locked.', retry: false } as const;

function unseen(before: Exclude<Whole, { kind: 'user' }>): NonNullable<HumaWritten['because']> {
  if (before.kind === 'notVisible') return { kind: 'notVisible', says: `Huma does not show this user to the API key (HTTP ${before.status}).`, retry: false };
  const { says, retry, resumeAt } = before;
  return { kind: retry ? 'notAttempted' : 'refused', says, retry, ...(resumeAt === undefined ? {} : { resumeAt }) };
}

/** Takes out what stands already, what waits for confirmation already, and what may not be written. */
function sortOut(account: Account, before: Present, evenLocked: boolean, reading: Reading): void {
  for (const field of openFields(account)) {
    const wanted = account.changes[field];
    const why = whyNotWritable(field, wanted, before);
    if (!why && isSame(field, wanted, before.user.person[field], reading)) say(account, field, 'unchanged');
    else if (field === 'email' && wanted && isSame('email', wanted, requestedEmail(before.details), reading)) say(account, field, 'awaitingConfirmation', { says: WAITS });
    else if (why) say(account, field, 'leftOut', { says: why });
    else if (isWarned(field, before) && !evenLocked) say(account, field, 'leftOut', { says: 'Huma warns that editing it may cut the link of this user to another integration. Choose explicitly to write it all the same.' });
  }
}

const WAITS = 'Huma holds the new e-mail until the person confirms it: awaiting confirmation.';

/** What stands now decides, not what Huma answered. */
function settle(account: Account, now: Whole, reading: Reading): void {
  for (const field of account.sent) {
    const wanted = account.changes[field];
    if (now.kind !== 'user') say(account, field, 'written', { says: 'Huma took it; it could not be read back.' });
    else if (isSame(field, wanted, now.user.person[field], reading)) say(account, field, 'written');
    else if (field === 'email' && requestedEmail(now.details) !== undefined) say(account, field, 'awaitingConfirmation', { says: WAITS });
    else say(account, field, 'didNotStick', { says: wanted === null ? 'Huma took it and shows the old value still: it could not be emptied.' : 'Huma took it and shows another value still.' });
  }
}

/** Known to be empty, or two values that mean the same. An unreadable one is neither. */
function isSame(field: FieldKey, wanted: Person[FieldKey], there: Person[FieldKey], reading: Reading): boolean {
  if (wanted === null || there === null) return wanted === there;
  if (wanted === undefined || there === undefined) return false;
  // Titles are shared and never renamed: one that only differs in its capitals is the same title (R33).
  if (field === 'jobTitle') return foldedTitle(String(wanted)) === foldedTitle(String(there));
  if (field === 'nationalId') return sameNationalId(wanted as NationalId, there as NationalId);
  return fieldOf(field).kind.same(wanted as never, there as never, reading);
}

/** Xledger does not say which country issued a number. */
const sameNationalId = (wanted: NationalId, there: NationalId): boolean => kindOf('nationalId').same({ ...wanted, country: wanted.country ?? there.country }, there);

/** When this many users in a row could not be had, Huma is down: waiting for each of the others would only take hours. */
const GIVE_UP_AFTER = 5;

/** Ends a long run early. */
function stopping() {
  let inARow = 0;
  let last: HumaWritten['because'];
  return {
    saw({ because }: HumaWritten): void {
      last = because;
      inARow = because?.kind === 'notAttempted' ? inARow + 1 : 0;
    },
    because: (): HumaWritten['because'] => (inARow >= GIVE_UP_AFTER ? last : undefined),
  };
}
