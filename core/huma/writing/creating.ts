/** Adds users: never invited, in the given groups, never twice; then the fields that a new user does not take are written as for anybody (R15, H21). */
import { z } from 'zod';
import { kindOf, type Person } from '../../person';
import type { Failure } from '../api';
import { HumaFailure, type HumaListedUser, type HumaWritten, type NewHumaUser } from '../types';
import { HumaId } from '../user';
import { fieldsOf, saidBy } from './account';
import { jobTitles, type JobTitles } from './jobTitles';
import { updateUser, type Writing } from './updating';

/** `list` reads everybody, active and not: for the look before, and again after an answer that was lost. */
export async function createUsers(writing: Writing, people: readonly NewHumaUser[], list: () => Promise<readonly HumaListedUser[]>): Promise<Map<string, HumaWritten>> {
  const titles = jobTitles(writing.caller);
  const before = await read(list);
  const written = new Map<string, HumaWritten>();
  const made: HumaListedUser[] = [];
  // One after the other: two of the same name or e-mail have to see each other.
  for (const one of people) {
    const known = 'failure' in before ? before : { users: [...before.users, ...made] };
    const result = 'failure' in known ? nobody(one, { kind: known.failure.retry ? 'notAttempted' : 'refused', ...saidBy(known.failure) }) : await createUser(writing, titles, one, known.users, list);
    if (result.humaId && result.created) made.push(asListed(result.humaId, one.person));
    written.set(one.key, result);
  }
  return written;
}

async function createUser(writing: Writing, titles: JobTitles, one: NewHumaUser, users: readonly HumaListedUser[], list: () => Promise<readonly HumaListedUser[]>): Promise<HumaWritten> {
  const { email, givenName, familyName, phone } = one.person;
  if (!email || !givenName || !familyName) return nobody(one, { kind: 'refused', says: 'An e-mail address, a given name and a family name are needed to add somebody to Huma.', retry: false });
  const taken = holds(users, 'email', email) ? 'e-mail address' : phone && holds(users, 'phone', phone, writing) ? 'phone number' : undefined;
  if (taken) return nobody(one, { kind: 'exists', says: `Somebody in Huma has the same ${taken} already: nobody was added.`, retry: false });

  const added = await add(writing, one, { email, givenName, familyName, ...(phone && { phone }), groups: one.groups, invite: false }, list);
  if (typeof added !== 'string') return nobody(one, added);
  const rest = await updateUser(writing, titles, { humaId: added, changes: one.person });
  return { ...rest, humaId: added, created: true, because: undefined, fields: rest.fields.map((field) => (field.became === 'unchanged' ? { ...field, became: 'written' } : field)) };
}

type Nobody = NonNullable<HumaWritten['because']>;

/** The new user's id. An answer that was lost is looked for before the request is sent again. */
async function add({ caller }: Writing, { groups }: NewHumaUser, body: Record<string, unknown> & { email: string }, list: () => Promise<readonly HumaListedUser[]>): Promise<string | Nobody> {
  for (let tries = 1; ; tries++) {
    const answer = await caller.add('/users', body, z.object({ id: HumaId }));
    if (answer.kind === 'done') return answer.value.id;
    if (answer.kind === 'notVisible') return { kind: 'refused', says: `Huma does not let the API key add users, or does not know the group (HTTP ${answer.status}).`, retry: false };
    if (answer.kind === 'failed') return refusal(answer.failure, groups);
    const now = await read(list);
    if ('failure' in now) return { kind: 'notAttempted', says: 'Huma did not say whether it added the user, and could not be read. Look there before the next try.', retry: true };
    const there = now.users.find((user) => same('email', user.email, body.email));
    if (there) return there.humaId;
    if (tries >= MOST_TRIES) return { kind: 'notAttempted', ...saidBy(answer.failure), retry: true };
  }
}

const MOST_TRIES = 2;

function refusal(failure: Failure, groups: readonly string[]): Nobody {
  const says = groups.length === 0 && failure.refusal?.keys.includes('groups') ? `${failure.says} Huma wants a group for a new user: set the company, location or team of the connection.` : failure.says;
  const named = failure.refusal?.keys.filter((key) => key !== 'groups') ?? [];
  return { kind: failure.retry ? 'notAttempted' : 'refused', ...saidBy(failure), says: named.length > 0 ? `${says} It names: ${named.join(', ')}.` : says };
}

function nobody({ person }: NewHumaUser, because: Nobody): HumaWritten {
  const became = because.kind === 'notAttempted' ? 'notAttempted' : 'refused';
  return { humaId: null, created: false, fields: fieldsOf(person).map((field) => ({ field, became, retry: because.retry })), because };
}

/** Lists are asked again and again while pages shift; a failure is a value here. */
async function read(list: () => Promise<readonly HumaListedUser[]>): Promise<{ users: readonly HumaListedUser[] } | { failure: Failure }> {
  try {
    return { users: await list() };
  } catch (error) {
    if (!(error instanceof HumaFailure)) throw error;
    return { failure: { code: error.code, says: error.message, retry: error.retry, resumeAt: error.resumeAt } };
  }
}

const holds = (users: readonly HumaListedUser[], field: 'email' | 'phone', value: string, writing?: Writing): boolean =>
  users.some((user) => same(field, user[field], value, writing));

const same = (field: 'email' | 'phone', one: string | undefined, other: string, writing?: Writing): boolean =>
  Boolean(one) && kindOf(field).same((one ?? '') as never, other as never, writing?.reading);

const asListed = (humaId: string, { email, givenName, familyName, phone }: Person): HumaListedUser => ({
  humaId, type: 'user', active: true, givenName: givenName ?? '', familyName: familyName ?? '', email: email ?? '', phone: phone ?? undefined, jobTitles: [], groups: [],
});
