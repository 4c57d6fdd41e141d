// Reading many users: bounded, in order, each failure its own; and lists that behave badly.
import { createHuma, HumaFailure, type HumaAnswer, type HumaListedUser } from '../../../core/huma';
import { jumpingClock, kari, position, scripted, summary, type Said } from './scripted';

const id = (n: number) => `5b0c3f0e-6a55-4c0e-9a55-${String(n).padStart(12, '0')}`;
const ids = (count: number) => Array.from({ length: count }, (_, n) => id(n));
const idIn = (path: string) => (path.split('?')[0] ?? '').split('/')[2] ?? '';
const isDetails = (path: string) => path.split('/').length === 3;

function huma(answer: (path: string) => Said, options: { parallel?: number; patience?: number } = {}) {
  const { post, asked } = scripted(answer);
  return { huma: createHuma({ baseUrl: 'https://huma.example', post, clock: jumpingClock(), ...options }), asked };
}

const well = (path: string): Said => {
  if (isDetails(path)) return { body: kari({ id: idIn(path) }) };
  return { body: path.includes('/positions/') ? position('p1') : { items: [summary('p1')], total: 1 } };
};

const outcome = (answer: HumaAnswer) => (answer.kind === 'user' ? answer.user.humaId : answer.kind === 'failed' ? answer.code : `${answer.kind} ${answer.status}`);

describe('reading users by id', () => {
  it('answers in the order of the ids, three requests each', async () => {
    const { huma: one, asked } = huma(well);
    const answers = await one.read(ids(20));
    expect(answers.map(outcome)).toEqual(ids(20));
    expect(asked).toHaveLength(60);
    expect(one.requests).toBe(60);
  });

  it('asks for no positions where no position field is wanted', async () => {
    const { huma: one, asked } = huma(well);
    await one.read(ids(5), { positions: false });
    expect(asked.every(isDetails)).toBe(true);
  });

  it.each([[undefined, 2], [1, 1], [4, 4]])('parallel %s: never more than %d at a time', async (parallel, most) => {
    let now = 0;
    let peak = 0;
    const post = async (request: { url: string }) => {
      peak = Math.max(peak, ++now);
      await new Promise(setImmediate);
      now--;
      const said = well(request.url.replace('https://huma.example', '')) as { body: unknown };
      return { status: 200, headers: {}, body: JSON.stringify(said.body) };
    };
    await createHuma({ baseUrl: 'https://huma.example', post, clock: jumpingClock(), parallel }).read(ids(30));
    expect(peak).toBe(most);
  });

  it('R23: one user\'s failure is that user\'s answer; the others go on', async () => {
    const odd: Record<string, Said> = { [id(1)]: { status: 404, body: {} }, [id(3)]: { status: 500, text: '' }, [id(5)]: { status: 403, body: {} }, [id(7)]: { text: '<html>' }, [id(9)]: { body: { id: id(9) } } };
    const { huma: one } = huma((path) => (isDetails(path) && odd[idIn(path)]) || well(path));
    expect((await one.read(ids(11))).map(outcome)).toEqual([id(0), 'notVisible 404', id(2), 'unavailable', id(4), 'notVisible 403', id(6), 'unreadable', id(8), 'unreadable', id(10)]);
  });

  it('positions that fail for a while fail the user: half a person would look like another one', async () => {
    const { huma: one } = huma((path) => (path.includes('/positions') ? { status: 503, text: '' } : well(path)));
    expect(await one.read([id(1)])).toEqual([expect.objectContaining({ kind: 'failed', code: 'unavailable', retry: true })]);
  });

  it('stops at once when the key is not accepted', async () => {
    const { huma: one, asked } = huma(() => ({ status: 401, body: {} }));
    const answers = await one.read(ids(500));
    expect(answers.every((answer) => outcome(answer) === 'credential')).toBe(true);
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('stops soon when Huma does not answer at all, and says that a later try may go better', async () => {
    const { huma: one, asked } = huma(() => ({ status: 503, text: '' }), { patience: 2000, parallel: 1 });
    const answers = await one.read(ids(500));
    expect(answers).toHaveLength(500);
    expect(answers.every((answer) => answer.kind === 'failed' && answer.code === 'unavailable' && answer.retry)).toBe(true);
    expect(new Set(asked).size).toBe(5);
  });

  it('starts anew with the next reading', async () => {
    let down = true;
    const { huma: one } = huma((path) => (down ? { status: 503, text: '' } : well(path)), { patience: 100 });
    await one.read(ids(20));
    down = false;
    expect((await one.read(ids(3))).map(outcome)).toEqual(ids(3));
  });

  it('never takes one person\'s record for another\'s', async () => {
    const { huma: one } = huma((path) => (isDetails(path) ? { body: kari({ id: id(99) }) } : well(path)));
    expect((await one.read([id(1)])).map(outcome)).toEqual(['unreadable']);
    const { huma: two } = huma((path) => (path.includes('/positions/') ? { body: position('another') } : well(path)));
    expect((await two.read([id(1)])).map(outcome)).toEqual(['unreadable']);
  });

  it.each(['', '..', 'a/b', '../groups', 'x?y', 'ø', 'a'.repeat(101)])('asks nothing for what is no id: %j', async (odd) => {
    const { huma: one, asked } = huma(well);
    expect((await one.read([odd])).map(outcome)).toEqual(['refused']);
    expect(asked).toEqual([]);
  });
});

const row = (n: number, over: Record<string, unknown> = {}) => ({ id: id(n), givenName: 'Kari', familyName: `T${n}`, email: `t${n}@example.no`, jobTitles: [], type: 'user', status: { active: true }, ...over });

async function collect(pages: AsyncIterable<HumaListedUser[]>): Promise<HumaListedUser[]> {
  const all: HumaListedUser[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

const query = (path: string) => new URLSearchParams(path.split('?')[1]);
/** A list of `rows` active users that honours offset and, up to 50, limit. */
const serving = (rows: unknown[], total: number | undefined = rows.length) => (path: string): Said => {
  const [offset, limit] = [Number(query(path).get('offset')), Math.min(50, Number(query(path).get('limit')))];
  return { body: query(path).get('isActive') === 'true' ? { items: rows.slice(offset, offset + limit), total } : { items: [], total: 0 } };
};

describe('huma.md 1.4: the list of users', () => {
  const many = Array.from({ length: 120 }, (_, n) => row(n));

  it.each([['with a total', 120, 4], ['without a total', null, 5], ['with nonsense for a total', 'many', 5]])('%s: everybody, once', async (_name, total, requests) => {
    const { huma: one, asked } = huma(serving(many, total as never));
    expect((await collect(one.list())).map(({ humaId }) => humaId)).toEqual(ids(120));
    expect(asked).toHaveLength(requests);
  });

  it('advances by what it receives where Huma gives shorter pages than asked for', async () => {
    const { huma: one } = huma((path) => {
      const said = serving(many)(path) as { body: { items: unknown[] } };
      return { body: { ...said.body, items: said.body.items.slice(0, 7) } };
    });
    expect(await collect(one.list())).toHaveLength(120);
  });

  it('H11: asks for active and inactive, and merges by id', async () => {
    const { huma: one, asked } = huma((path) => ({ body: { items: query(path).get('isActive') === 'true' ? [row(1), row(2)] : [row(2, { status: { active: false } }), row(3, { status: { active: false } })], total: 2 } }));
    expect((await collect(one.list())).map(({ humaId, active }) => [humaId, active])).toEqual([[id(1), true], [id(2), true], [id(3), false]]);
    expect(asked.map((path) => query(path).get('isActive'))).toEqual(['true', 'false']);
  });

  it('H11: only one of them where only one is wanted', async () => {
    const { huma: one, asked } = huma(serving(many));
    await collect(one.list({ active: false }));
    expect(asked.map((path) => query(path).get('isActive'))).toEqual(['false']);
  });

  it.each(['company', 'location', 'team'] as const)('H14, R5: one value for the filter by %s', async (kind) => {
    const { huma: one, asked } = huma(serving(many));
    await collect(one.list({ scope: { kind, id: 'g & h' } }));
    expect(asked.every((path) => query(path).getAll(kind).join() === 'g & h')).toBe(true);
  });

  it('leaves service users and others out', async () => {
    const { huma: one } = huma(serving([row(1), row(2, { type: 'service_user' }), row(3, { type: 'team' }), row(4, { type: undefined })]));
    expect((await collect(one.list())).map(({ humaId }) => humaId)).toEqual([id(1)]);
  });

  it.each([[1, 1], [50, 1], [51, 2], [120, 3]])('stops after %d users, in %d requests', async (limit, requests) => {
    const { huma: one, asked } = huma(serving(many));
    expect(await collect(one.list({ limit }))).toHaveLength(limit);
    expect(asked).toHaveLength(requests);
  });

  it('H15: finds whom a list that moves let slip', async () => {
    const people = [...many];
    const { huma: one } = huma((path) => {
      const said = serving(people, people.length)(path);
      if (people.length === 120) people.shift();
      return said;
    });
    expect(new Set((await collect(one.list())).map(({ humaId }) => humaId))).toEqual(new Set(ids(120)));
  });

  it.each([['without a total', undefined], ['with one', 5000]])('says so where Huma ignores the offset, %s', async (_name, total) => {
    const { huma: one, asked } = huma(() => ({ body: { items: many.slice(0, 50), total } }));
    await expect(collect(one.list())).rejects.toMatchObject({ name: 'HumaFailure', code: 'unreadable' });
    expect(asked.length).toBeLessThan(10);
  });

  it('takes a short page that comes again, without a total, for the whole list', async () => {
    const { huma: one, asked } = huma((path) => ({ body: { items: query(path).get('isActive') === 'true' ? [row(1), row(2)] : [] } }));
    expect(await collect(one.list())).toHaveLength(2);
    expect(asked).toHaveLength(3);
  });

  it('reads odd rows as far as they go, and refuses a page with one that has no id', async () => {
    const odd = { id: id(1), type: 'user', givenName: null, familyName: 5, jobTitles: 'x', status: 'on', teams: [{}], locations: [{ id: 'l1' }] };
    const { huma: one } = huma(serving([odd]));
    expect(await collect(one.list())).toEqual([{ humaId: id(1), type: 'user', active: true, givenName: '', familyName: '', email: '', phone: undefined, jobTitles: [], groups: ['l1'] }]);
    const { huma: two } = huma(serving([row(1), { type: 'user' }]));
    await expect(collect(two.list())).rejects.toMatchObject({ code: 'unreadable' });
  });

  it.each([[401, 'credential'], [403, 'credential'], [404, 'refused'], [400, 'refused'], [503, 'unavailable']])('throws a failure that can be told apart: %d', async (status, code) => {
    const { huma: one } = huma(() => ({ status, text: 'Ola 19839310008' }), { patience: 100 });
    const failure: unknown = await collect(one.list()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HumaFailure);
    expect(failure).toMatchObject({ code });
    expect(`${String(failure)}${JSON.stringify(failure)}`).not.toContain('1983');
  });
});

describe('groups and access', () => {
  it('reads groups in pages of 25', async () => {
    const all = Array.from({ length: 60 }, (_, n) => ({ id: `g${n}`, name: `Group ${n}`, type: 'team', members: [{ odd: true }] }));
    const { huma: one, asked } = huma((path) => ({ body: { items: all.slice(Number(query(path).get('offset')), Number(query(path).get('offset')) + 25), total: 60 } }));
    expect(await one.groups('team')).toEqual(all.map(({ id: groupId, name }) => ({ id: groupId, name })));
    expect(asked.map((path) => [query(path).get('type'), query(path).get('limit'), query(path).get('offset')])).toEqual([['team', '25', '0'], ['team', '25', '25'], ['team', '25', '50']]);
  });

  const access = (over: Record<string, unknown>, full: Record<string, unknown> = {}) =>
    huma((path) => {
      if (path.startsWith('/users?')) return serving([row(1), row(2)])(path);
      if (path.includes('/positions/')) return { body: position('p1', full) };
      return isDetails(path) ? { body: kari({ id: idIn(path), ...over }) } : well(path);
    }).huma.checkAccess();

  it('huma.md 4: tells which fields the key reads', async () => {
    expect(await access({})).toMatchObject({ unreadable: [], unsure: [] });
    expect(await access({ bankAccount: undefined, identifications: undefined }, { terminationNoticeDate: undefined })).toMatchObject({ unreadable: ['bankAccount', 'terminationNotice', 'nationalId'], unsure: [] });
    expect(await access({ bankAccount: { editable: false }, phone: { editable: true } })).toMatchObject({ unreadable: [], unsure: ['bankAccount'] });
  });

  it('a value that is not valid was read all the same', async () => {
    expect((await access({ bankAccount: { value: { number: '1', country: 'NO' }, editable: true } })).readable).toContain('bankAccount');
  });

  it('throws when the key is not accepted', async () => {
    await expect(huma(() => ({ status: 401, body: {} })).huma.checkAccess()).rejects.toMatchObject({ code: 'credential' });
    await expect(huma((path) => (path.startsWith('/users?') ? serving([row(1)])(path) : { status: 401, body: {} })).huma.checkAccess()).rejects.toMatchObject({ code: 'credential' });
  });
});
