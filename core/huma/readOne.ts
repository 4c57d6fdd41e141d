/** Reads one user in full: details, positions (R32) and identifications. */
import type { Reading } from '../person';
import { readAll, type Caller, type Failure, type Final } from './api';
import type { HumaAnswer, HumaUser } from './types';
import { chooseMain, Position, PositionSummary, readDetails, UserDetails, type Employment } from './user';

/** No default or maximum is stated (H15); users have few. */
const POSITIONS_ON_A_PAGE = 50;

export interface How {
  positions: boolean;
  today: string;
  reading: Reading;
}

/** A user as read, together with what a writer needs to see of the answers themselves. */
export type Whole = { kind: 'user'; user: HumaUser; details: UserDetails; employment: Employment } | Exclude<HumaAnswer, { kind: 'user' }>;

/** Details, then the list of positions, then the main one in full: one user's failure is that user's answer. */
export async function readOne(caller: Caller, humaId: string, how: How): Promise<HumaAnswer> {
  const whole = await readWhole(caller, humaId, how);
  return whole.kind === 'user' ? { kind: 'user', user: whole.user } : whole;
}

export async function readWhole(caller: Caller, humaId: string, { positions, today, reading }: How): Promise<Whole> {
  if (!AN_ID.test(humaId)) return refused({ kind: 'failed', failure: NOT_AN_ID });
  const path = `/users/${encodeURIComponent(humaId)}`;
  const details = await caller.get(path, {}, UserDetails);
  if (details.kind !== 'done') return refused(details);
  // The alias `me`, or a proxy that mixes up answers, must not put one person's values on another.
  if (details.value.id.toLowerCase() !== humaId.toLowerCase()) return refused({ kind: 'failed', failure: ANOTHER_USER });
  if (!positions || details.value.type !== 'user') return whole(details.value, { kind: 'notAsked' }, false, reading);

  const listed = await readAll(caller, { path: `${path}/positions`, query: {}, item: PositionSummary, pageSize: POSITIONS_ON_A_PAGE });
  if (listed.kind === 'failed') return refused(listed);
  const summaries = listed.kind === 'done' ? listed.value : [];
  const employment = await readMain(caller, path, summaries, details.value, today);
  if (employment.kind === 'failed') return refused(employment);
  return whole(details.value, employment, summaries.length > 1, reading);
}

const whole = (details: UserDetails, employment: Employment, several: boolean, reading: Reading): Whole => ({ kind: 'user', user: readDetails(details, employment, several, reading), details, employment });

async function readMain(caller: Caller, path: string, summaries: readonly PositionSummary[], details: UserDetails, today: string): Promise<Employment | { kind: 'failed'; failure: Failure }> {
  const main = chooseMain(summaries, details, today);
  if (main.kind === 'none') return { kind: 'noPosition' };
  if (main.kind === 'unclear') return { kind: 'unclear' };
  const full = await caller.get(`${path}/positions/${encodeURIComponent(main.position.id)}`, {}, Position);
  if (full.kind === 'failed') return full;
  if (full.kind === 'done') return full.value.id === main.position.id ? { kind: 'read', position: full.value } : { kind: 'failed', failure: ANOTHER_USER };
  return full.status === 404 ? { kind: 'gone' } : { kind: 'summaryOnly', position: main.position };
}

const AN_ID = /^[\w-]{1,100}$/;
const NOT_AN_ID: Failure = { code: 'refused', says: 'This is not an id of a Huma user.', retry: false };
const ANOTHER_USER: Failure = { code: 'unreadable', says: 'Huma answered with another record than the one that was asked for.', retry: true };

function refused(answer: Exclude<Final<never>, { kind: 'done' }>): Exclude<HumaAnswer, { kind: 'user' }> {
  if (answer.kind === 'notVisible') return answer;
  const { refusal: _refusal, ...failure } = answer.failure;
  return { kind: 'failed', ...failure };
}
