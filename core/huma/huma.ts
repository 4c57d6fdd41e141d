/** Reads people from Huma's Open API: the list, each one in full, the groups, and what the key may see. */
import pLimit from 'p-limit';
import { FIELD_KEYS, type FieldKey, type Reading } from '../person';
import { createCaller, readAll, readPages, type Caller, type Failure, type Final } from './api';
import { HumaFailure, type Huma, type HumaAccess, type HumaAnswer, type HumaListedUser, type HumaOptions, type HumaScope, type HumaUser } from './types';
import { chooseMain, Group, ListedUser, Position, PositionSummary, readDetails, readListed, UserDetails, type Employment } from './user';

const USERS_ON_A_PAGE = 50;
const GROUPS_ON_A_PAGE = 25;
/** No default or maximum is stated (H15); users have few. */
const POSITIONS_ON_A_PAGE = 50;
/** When this many users in a row could not be had, Huma is down: waiting for each of the others would only take hours. */
const GIVE_UP_AFTER = 5;
const SAMPLE = 5;

/** Huma through one API key. It holds no state but its count of requests. */
export function createHuma(options: HumaOptions): Huma {
  const caller = createCaller(options);
  const limit = pLimit(options.parallel ?? 2);
  const reading: Reading = { ...options.reading, bankCountry: options.bankCountry ?? options.reading?.bankCountry };
  const today = () => new Date(options.clock.now()).toISOString().slice(0, 10);

  async function* list({ scope, active, limit: most = Infinity }: Parameters<Huma['list']>[0] = {}): AsyncGenerator<HumaListedUser[]> {
    const seen = new Set<string>();
    for (const isActive of active === undefined ? [true, false] : [active]) {
      const query = { isActive, ...(scope && { [scope.kind]: scope.id }) };
      for await (const answer of readPages(caller, { path: '/users', query, item: ListedUser, pageSize: USERS_ON_A_PAGE })) {
        const rows = valueOf(answer, 'the list of users').map((row) => readListed(row, isActive));
        const fresh = rows.filter(({ humaId, type }) => type === 'user' && !seen.has(humaId)).slice(0, most - seen.size);
        fresh.forEach(({ humaId }) => seen.add(humaId));
        if (fresh.length > 0) yield fresh;
        if (seen.size >= most) return;
      }
    }
  }

  async function read(humaIds: readonly string[], { positions = true } = {}): Promise<HumaAnswer[]> {
    const giveUp = givingUp();
    return await Promise.all(
      humaIds.map((humaId) =>
        limit(async () => {
          const hopeless = giveUp.because();
          if (hopeless) return hopeless;
          const answer = await readOne(caller, humaId, { positions, today: today(), reading });
          giveUp.saw(answer);
          return answer;
        }),
      ),
    );
  }

  async function groups(kind: HumaScope['kind']): Promise<Group[]> {
    const answer = await readAll(caller, { path: '/groups', query: { type: kind }, item: Group, pageSize: GROUPS_ON_A_PAGE });
    return valueOf(answer, 'the list of groups').map(({ id, name }) => ({ id, name }));
  }

  async function checkAccess(sample = SAMPLE): Promise<HumaAccess> {
    const ids: string[] = [];
    for await (const users of list({ active: true, limit: sample })) ids.push(...users.map(({ humaId }) => humaId));
    const answers = await read(ids);
    const users = answers.flatMap((answer) => (answer.kind === 'user' ? [answer.user] : []));
    const failed = answers.find((answer) => answer.kind === 'failed');
    if (users.length === 0 && failed) throw new HumaFailure(failed);

    const readable = FIELD_KEYS.filter((field) => users.some((user) => showsValue(user, field)));
    const unreadable = FIELD_KEYS.filter((field) => !readable.includes(field) && users.some((user) => user.unreadable.includes(field)));
    return { readable, unreadable, unsure: FIELD_KEYS.filter((field) => !readable.includes(field) && !unreadable.includes(field)) };
  }

  return { list, read, groups, checkAccess, get requests() { return caller.requests; } };
}

interface How {
  positions: boolean;
  today: string;
  reading: Reading;
}

/** Details, then the list of positions, then the main one in full: one user's failure is that user's answer. */
async function readOne(caller: Caller, humaId: string, { positions, today, reading }: How): Promise<HumaAnswer> {
  if (!AN_ID.test(humaId)) return refused({ kind: 'failed', failure: NOT_AN_ID });
  const path = `/users/${encodeURIComponent(humaId)}`;
  const details = await caller.get(path, {}, UserDetails);
  if (details.kind !== 'done') return refused(details);
  // The alias `me`, or a proxy that mixes up answers, must not put one person's values on another.
  if (details.value.id.toLowerCase() !== humaId.toLowerCase()) return refused({ kind: 'failed', failure: ANOTHER_USER });
  if (!positions || details.value.type !== 'user') return { kind: 'user', user: readDetails(details.value, { kind: 'notAsked' }, false, reading) };

  const listed = await readAll(caller, { path: `${path}/positions`, query: {}, item: PositionSummary, pageSize: POSITIONS_ON_A_PAGE });
  if (listed.kind === 'failed') return refused(listed);
  const summaries = listed.kind === 'done' ? listed.value : [];
  const employment = await readMain(caller, path, summaries, details.value, today);
  if (employment.kind === 'failed') return refused(employment);
  return { kind: 'user', user: readDetails(details.value, employment, summaries.length > 1, reading) };
}

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

/** A value that is not valid was read all the same; one that is perhaps hidden was not. */
function showsValue({ person, problems }: HumaUser, field: FieldKey): boolean {
  return person[field] !== undefined || problems.some((problem) => problem.field === field && problem.code !== 'perhapsEmpty' && problem.code !== 'severalPositions');
}

function refused(answer: Exclude<Final<never>, { kind: 'done' }>): HumaAnswer {
  return answer.kind === 'notVisible' ? answer : { kind: 'failed', ...answer.failure };
}

/** For lists, where nothing is missing by itself: 403 is about the key, 404 about the address. */
function valueOf<T>(answer: Final<T>, what: string): T {
  if (answer.kind === 'done') return answer.value;
  if (answer.kind === 'failed') throw new HumaFailure(answer.failure);
  if (answer.status === 403) throw new HumaFailure({ code: 'credential', says: `The Huma API key may not read ${what}.`, retry: false });
  throw new HumaFailure({ code: 'refused', says: `Huma does not know ${what} (HTTP ${answer.status}). Check the base address of the Huma credential.`, retry: false });
}

/** Ends a long reading early: at once when the key is not accepted, soon when Huma does not answer. */
function givingUp() {
  let inARow = 0;
  let last: HumaAnswer | undefined;
  return {
    saw(answer: HumaAnswer): void {
      const isDown = answer.kind === 'failed' && answer.code === 'unavailable';
      inARow = isDown ? inARow + 1 : 0;
      if (isDown || (answer.kind === 'failed' && answer.code === 'credential')) last = answer;
      else last = undefined;
    },
    because: (): HumaAnswer | undefined => (last?.kind === 'failed' && (last.code === 'credential' || inARow >= GIVE_UP_AFTER) ? last : undefined),
  };
}
