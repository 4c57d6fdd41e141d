// Reading people over real HTTP: thousands of them, with tokens that end and answers that go wrong on the way.
import { createHuma, type Huma, type HumaAnswer, type HumaListedUser } from '../../core/huma';
import type { Clock } from '../../core/person';
import { startHuma, type HumaSandbox } from '../../sandbox/huma';
import { humaPost, type HumaPost } from './humaPost';

const PEOPLE = 3100;
const READING = { bankCountry: 'NO', phoneCountry: 'NO' };

/** Waits for real, but not as long: what is shown is that it waits and goes on. */
const clock: Clock = { now: () => Date.now(), random: Math.random, sleep: (ms) => new Promise((resolve) => { setTimeout(resolve, Math.min(ms, 5)); }) };

let sandbox: HumaSandbox;
let transport: HumaPost;
let huma: Huma;

async function start(seed: number): Promise<void> {
  sandbox = await startHuma({ seed });
  transport = humaPost(sandbox);
  huma = createHuma({ baseUrl: sandbox.url, post: transport.post, clock, parallel: 4, reading: READING });
}
afterEach(() => sandbox.close());

const people = () => [...sandbox.state.users.values()].filter(({ type }) => type === 'user');

async function collect(pages: AsyncIterable<HumaListedUser[]>): Promise<HumaListedUser[]> {
  const all: HumaListedUser[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

function usersOf(answers: readonly HumaAnswer[]) {
  return answers.map((answer) => {
    if (answer.kind !== 'user') throw new Error(JSON.stringify(answer));
    return answer.user;
  });
}

/** What the sandbox holds of a person's fields that are plain text, and what was read of them. */
const held = ({ id, profile, identifications }: ReturnType<typeof people>[number]) => [id, profile.email, profile.givenName, profile.familyName, profile.phone, profile.employmentId, profile.birthDate, identifications[0]?.value];

describe('more than 3,000 people', () => {
  beforeEach(() => start(PEOPLE));

  const troubles = () => {
    for (const nth of [9, 31]) sandbox.faults.order({ kind: 'tokenRevoked', path: '/users', nth });
    sandbox.faults.order({ kind: 'status', status: 503, path: '/users', nth: 17, count: 2 });
    sandbox.faults.order({ kind: 'status', status: 429, retryAfter: 1, path: '/users', nth: 26 });
    sandbox.faults.order({ kind: 'halfJson', path: '/users', nth: 40 });
    sandbox.faults.order({ kind: 'html', path: '/users', nth: 45 });
    sandbox.faults.order({ kind: 'reset', path: '/users', nth: 50 });
    sandbox.faults.order({ kind: 'reset', when: 'after', path: '/users', nth: 55 });
  };

  it('are all listed, once, active and not, through renewed tokens, limits and outages', async () => {
    for (const { id } of people().filter((_, n) => n % 40 === 0)) sandbox.state.editUser(id, (user) => { user.active = false; });
    troubles();
    const listed = await collect(huma.list());
    expect(listed.map(({ humaId }) => humaId).sort()).toEqual(people().map(({ id }) => id).sort());
    expect(listed.filter(({ active }) => !active)).toHaveLength(Math.ceil(PEOPLE / 40));
    expect(transport.tokens()).toBe(3);
    expect(sandbox.faults.list()).toEqual([]);
  });

  it('H15: are all listed though the pages shift', async () => {
    sandbox.switches.H15 = 'shifting';
    expect(new Set((await collect(huma.list())).map(({ humaId }) => humaId)).size).toBe(PEOPLE);
  });

  it('are all read, in order, each with their own values', async () => {
    troubles();
    const everybody = people();
    const users = usersOf(await huma.read(everybody.map(({ id }) => id), { positions: false }));
    expect(users.map(({ humaId, person: p }) => [humaId, p.email, p.givenName, p.familyName, p.phone, p.employmentId, p.birthDate, p.nationalId?.number])).toEqual(everybody.map(held));
    expect(users.filter(({ problems, unreadable }) => problems.length + unreadable.length > 0)).toEqual([]);
    expect(transport.tokens()).toBe(3);
    expect(sandbox.faults.list()).toEqual([]);
    expect(huma.requests).toBeGreaterThan(PEOPLE);
  }, 60_000);

  it('have their own positions', async () => {
    const some = people().filter((_, n) => n % 10 === 0);
    const users = usersOf(await huma.read(some.map(({ id }) => id)));
    const dates = some.map(({ positions: [main] }) => [main?.contractStartDate, main?.probationEndDate ?? null, main?.terminationNoticeDate ?? null, main?.contractEndDate ?? null]);
    expect(users.map(({ person: p }) => [p.employmentStart, p.probationEnd, p.terminationNotice, p.employmentEnd])).toEqual(dates);
  });
});

describe('H13: limits and tokens', () => {
  beforeEach(() => start(60));

  const ids = () => people().slice(0, 30).map(({ id }) => id);

  it.each(['tooManyRequests', 'withoutRetryAfter', 'unavailable'] as const)('%s: waits and reads everybody', async (position) => {
    let time = Date.now();
    const jumping: Clock = { now: () => time, random: Math.random, sleep: async (ms) => { time += ms; } };
    const own = await startHuma({ seed: 30, switches: { H13: position }, now: () => new Date(time) });
    try {
      own.settings.rateLimit = { requests: 10, perMs: 1000, retryAfterSeconds: 1 };
      const limited = createHuma({ baseUrl: own.url, post: humaPost(own).post, clock: jumping });
      const all = [...own.state.users.values()].filter(({ type }) => type === 'user').map(({ id }) => id);
      expect(usersOf(await limited.read(all))).toHaveLength(30);
      expect(own.journal.some(({ status }) => status === 429 || status === 503)).toBe(true);
    } finally {
      await own.close();
    }
  });

  it.each(['seconds', 'milliseconds', 'endsEarly'] as const)('a token that ends (%s) is renewed', async (position) => {
    sandbox.switches.H13Token = position;
    sandbox.faults.order({ kind: 'tokenRevoked', path: '/users', nth: 20 });
    expect(usersOf(await huma.read(ids()))).toHaveLength(30);
    expect(transport.tokens()).toBe(2);
  });

  it('a key that is not accepted fails everybody at once, with few requests', async () => {
    const wrong = createHuma({ baseUrl: sandbox.url, post: humaPost({ ...sandbox, clientSecret: '00000000-0000-4000-8000-000000000000' }).post, clock });
    const answers = await wrong.read(people().map(({ id }) => id));
    expect(answers.every((answer) => answer.kind === 'failed' && answer.code === 'credential' && !answer.retry)).toBe(true);
    expect(wrong.requests).toBeLessThanOrEqual(2);
    await expect(wrong.checkAccess()).rejects.toMatchObject({ name: 'HumaFailure', code: 'credential' });
  });
});

it('R23: outages of one person fail that person alone', async () => {
  await start(90);
  const ids = people().slice(0, 6).map(({ id }) => id);
  sandbox.faults.order({ kind: 'status', status: 500, path: `/users/${ids[2]}`, count: 1000 });
  const impatient = createHuma({ baseUrl: sandbox.url, post: transport.post, clock, patience: 0 });
  const answers = await impatient.read([...ids, '00000000-0000-4000-8000-000000000000']);
  expect(answers.map((answer) => (answer.kind === 'failed' ? answer.code : answer.kind))).toEqual(['user', 'user', 'unavailable', 'user', 'user', 'user', 'notVisible']);
});

it('R23: who asks again later is not held up by somebody for whom Huma answers 500 each time; other outages are waited for', async () => {
  await start(90);
  const [stumble, busy] = people().slice(0, 2).map(({ id }) => id) as [string, string];
  sandbox.faults.order({ kind: 'status', status: 500, path: `/users/${stumble}`, count: 1000 });
  sandbox.faults.order({ kind: 'status', status: 503, path: `/users/${busy}`, count: 5 });
  const jumping = { ...clock, sleep: () => Promise.resolve() };
  const asking = createHuma({ baseUrl: sandbox.url, post: transport.post, clock: jumping, readingTries: 3 });
  expect(await asking.read([stumble, busy])).toMatchObject([{ kind: 'failed', code: 'unavailable', retry: true }, { kind: 'user' }]);
  for (const [status, tries] of [[500, 3], [503, 5]]) expect(sandbox.journal.filter((entry) => entry.status === status)).toHaveLength(tries!);
});

it('R5: a scope lists its members and nobody else', async () => {
  await start(90);
  for (const [kind, count] of [['company', 1], ['location', 2], ['team', 3]] as const) {
    const groups = await huma.groups(kind);
    expect(groups).toHaveLength(count);
    const group = groups[0] ?? { id: '', name: '' };
    const listed = await collect(huma.list({ scope: { kind, id: group.id } }));
    expect(listed.map(({ humaId }) => humaId).sort()).toEqual(people().filter((user) => user.groups.includes(group.id)).map(({ id }) => id).sort());
    expect(listed.every((row) => row.groups.includes(group.id))).toBe(true);
  }
});

it('huma.md 1.5: the key\'s own account is listed by Huma and left out here', async () => {
  await start(90);
  const service = [...sandbox.state.users.values()].find(({ type }) => type === 'service_user');
  expect((await collect(huma.list())).some(({ humaId }) => humaId === service?.id)).toBe(false);
  expect(usersOf(await huma.read([service?.id ?? '']))).toMatchObject([{ type: 'service_user' }]);
});

it('reads only: GET and nothing else', async () => {
  await start(90);
  await huma.checkAccess();
  expect(new Set(sandbox.journal.filter(({ path }) => !path.startsWith('/auth')).map(({ method }) => method))).toEqual(new Set(['GET']));
});
