/** Huma through its Open API: the list of people, each one in full, the groups, what the key may see; and what a manual sync writes. */
import pLimit from 'p-limit';
import { FIELD_KEYS, type FieldKey, type Reading } from '../person';
import { createCaller, readAll, readPages, type Final } from './api';
import { readOne } from './readOne';
import { HumaFailure, type Huma, type HumaAccess, type HumaAnswer, type HumaListedUser, type HumaOptions, type HumaScope, type HumaUser } from './types';
import { Group, ListedUser, readListed } from './user';
import { createUsers, updateUsers, type Writing } from './writing';

const USERS_ON_A_PAGE = 50;
const GROUPS_ON_A_PAGE = 25;
/** When this many users in a row could not be had, Huma is down: waiting for each of the others would only take hours. */
const GIVE_UP_AFTER = 5;
const SAMPLE = 5;

/** Huma through one API key. It holds no state but its count of requests. */
export function createHuma(options: HumaOptions): Huma {
  const caller = createCaller(options);
  const parallel = options.parallel ?? 2;
  const limit = pLimit(parallel);
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
    const answers: HumaAnswer[] = [];
    const places = humaIds.keys();
    // As many as may be at work take the next one when they are through: a promise for everybody at once would be held until the last of them is read.
    const oneAfterTheOther = async (): Promise<void> => {
      for (const place of places) {
        answers[place] = await limit(async () => {
          const hopeless = giveUp.because();
          if (hopeless) return hopeless;
          const answer = await readOne(caller, humaIds[place] ?? '', { positions, today: today(), reading });
          giveUp.saw(answer);
          return answer;
        });
      }
    };
    await Promise.all(Array.from({ length: parallel }, oneAfterTheOther));
    return answers;
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

  const writing = (): Writing => ({ caller, limit, reading, today: today() });

  return {
    list,
    read,
    groups,
    checkAccess,
    create: (people, { listed } = {}) => createUsers(writing(), people, async () => listed ?? (await everyone(list()))),
    update: (updates) => updateUsers(writing(), updates),
    get requests() { return caller.requests; },
  };
}

async function everyone(pages: AsyncIterable<HumaListedUser[]>): Promise<HumaListedUser[]> {
  const all: HumaListedUser[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

/** A value that is not valid was read all the same; one that is perhaps hidden was not. */
function showsValue({ person, problems }: HumaUser, field: FieldKey): boolean {
  return person[field] !== undefined || problems.some((problem) => problem.field === field && problem.code !== 'perhapsEmpty' && problem.code !== 'severalPositions');
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
