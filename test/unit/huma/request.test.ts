// huma.md 1.10 and 1.11: what each kind of answer leads to, and that nothing of a reply's text gets out.
import { z } from 'zod';
import { createCaller } from '../../../core/huma/api';
import { NoReply } from '../../../core/person';
import { inTurn, jumpingClock, scripted, type Said } from './scripted';

const Shape = z.object({ id: z.string(), nested: z.object({ list: z.array(z.number()) }).optional() });
const GOOD = { body: { id: 'x' } };
const SECRET = 'Ola 19839310008';

async function ask(patience: number | undefined, ...said: Said[]) {
  const clock = jumpingClock();
  const { post, asked } = scripted(inTurn(...said));
  const caller = createCaller({ baseUrl: 'https://huma.example/', post, clock, patience });
  const answer = await caller.get('/thing', {}, Shape);
  return { answer, asked, slept: clock.slept, requests: caller.requests };
}

const failure = (code: string, retry: boolean) => ({ kind: 'failed', failure: expect.objectContaining({ code, retry }) });

describe('huma.md 1.10: answers that end a call at once', () => {
  it.each([
    ['200', GOOD, { kind: 'done', value: { id: 'x' } }],
    ['401 after the renewal', { status: 401, body: { error: 'invalid_token' } }, failure('credential', false)],
    ['403', { status: 403, body: {} }, { kind: 'notVisible', status: 403 }],
    ['404', { status: 404, body: { errorCode: 'object:not-found' } }, { kind: 'notVisible', status: 404 }],
    ['400', { status: 400, body: { errorCode: 'field:invalid-format', errorMessage: SECRET } }, failure('refused', false)],
    ['409', { status: 409, text: SECRET }, failure('refused', false)],
    ['302', { status: 302, text: SECRET }, failure('refused', false)],
    ['another shape', { body: { id: 5, nested: { list: ['x'] } } }, failure('unreadable', false)],
    ['an address that nobody knows', new NoReply('addressUnknown', true), failure('unavailable', false)],
    ['a certificate nobody trusts', new NoReply('certificate', true), failure('unavailable', false)],
    ['a transport that breaks', new Error(SECRET), failure('unavailable', true)],
  ] as const)('%s', async (_name, said, expected) => {
    const { answer, asked } = await ask(undefined, said);
    expect(answer).toEqual(expected);
    expect(asked).toEqual(['/thing']);
  });

  it('says Huma\'s own word for a refusal, and where another shape is', async () => {
    const refused = await ask(undefined, { status: 400, body: { errorCode: 'field:invalid-format', errorMessage: SECRET } });
    expect(refused.answer).toMatchObject({ failure: { says: 'Huma refused the request (HTTP 400, field:invalid-format).' } });
    const shapeless = await ask(undefined, { body: { id: 5, nested: { list: ['x'] } } });
    expect(shapeless.answer).toMatchObject({ failure: { says: expect.stringContaining('(at id, nested.list.0)') } });
  });
});

describe('huma.md 1.11: answers that are waited for', () => {
  it.each([
    ['500', { status: 500, text: SECRET }],
    ['503 as HTML', { status: 503, text: '<html>' }],
    ['429 without Retry-After', { status: 429, body: {} }],
    ['408', { status: 408, body: {} }],
    ['a time-out', new NoReply('timeout', false)],
    ['a lost connection', new NoReply('connectionLost', false)],
    ['a refused connection', new NoReply('notConnected', true)],
  ] as const)('%s passes, and the answer comes', async (_name, said) => {
    const { answer, slept, requests } = await ask(undefined, said, said, said, GOOD);
    expect(answer).toEqual({ kind: 'done', value: { id: 'x' } });
    expect(slept).toEqual([500, 1000, 2000]);
    expect(requests).toBe(4);
  });

  it('waits longer each time, up to 30 s, and gives up when the patience is used up', async () => {
    const { answer, slept } = await ask(120_000, { status: 500, text: SECRET });
    expect(answer).toEqual(failure('unavailable', true));
    expect(slept).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('never waits where no patience is given', async () => {
    const { answer, asked } = await ask(0, { status: 500, text: '' }, GOOD);
    expect(answer).toEqual(failure('unavailable', true));
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['seconds', '7', 7000],
    ['a date', new Date(Date.UTC(2026, 0, 15, 12, 0, 9)).toUTCString(), 9000],
    ['a date that has passed', new Date(Date.UTC(2025, 0, 1)).toUTCString(), 500],
    ['zero', '0', 500],
    ['nonsense', 'soon', 500],
  ])('obeys Retry-After as %s', async (_name, header, wait) => {
    const { answer, slept } = await ask(undefined, { status: 429, headers: { 'retry-after': header }, body: {} }, GOOD);
    expect(answer.kind).toBe('done');
    expect(slept).toEqual([wait]);
  });

  it('says when to come back where Huma asks for more than the patience allows', async () => {
    const { answer, slept } = await ask(10_000, { status: 429, headers: { 'retry-after': '3600' }, body: {} }, GOOD);
    expect(answer).toMatchObject({ kind: 'failed', failure: { code: 'unavailable', retry: true, resumeAt: Date.UTC(2026, 0, 15, 13) } });
    expect(slept).toEqual([]);
  });

  it('lets every call of the key keep the quiet that one was asked for', async () => {
    const clock = jumpingClock();
    const { post, asked } = scripted((path) => (path === '/a' && asked.length === 1 ? { status: 429, headers: { 'retry-after': '3600' }, body: {} } : GOOD));
    const caller = createCaller({ baseUrl: 'https://huma.example', post, clock, patience: 1000 });
    await caller.get('/a', {}, Shape);
    const answer = await caller.get('/b', {}, Shape);
    expect(answer).toMatchObject({ kind: 'failed', failure: { code: 'unavailable', resumeAt: Date.UTC(2026, 0, 15, 13) } });
    expect(asked).toEqual(['/a']);
  });
});

it('huma.md 1.11: a call that comes during the quiet waits for its end before it asks', async () => {
  const clock = jumpingClock();
  const { post, asked } = scripted((path) => (path === '/a' ? { status: 429, headers: { 'retry-after': '20' }, body: {} } : GOOD));
  const caller = createCaller({ baseUrl: 'https://huma.example', post, clock, patience: 30_000 });
  await caller.get('/a', {}, Shape);
  clock.slept.length = 0;
  expect((await caller.get('/b', {}, Shape)).kind).toBe('done');
  expect(clock.slept).toEqual([20_000]);
  expect(asked.at(-1)).toBe('/b');
});

describe('huma.md 1.11: answers that are not whole JSON', () => {
  it.each([['half JSON', '{"id":"x'], ['HTML', '<html>Log in</html>'], ['nothing', '']])('%s is tried three times, no more', async (_name, text) => {
    expect((await ask(undefined, { text }, { text }, GOOD)).answer.kind).toBe('done');
    const { answer, asked } = await ask(undefined, { text });
    expect(answer).toEqual(failure('unreadable', true));
    expect(asked).toHaveLength(3);
  });
});

describe('huma.md 2.4 rule 9: no text of a reply gets out', () => {
  const bodies: Said[] = [200, 400, 401, 403, 404, 409, 418, 429, 500, 503].flatMap((status) => [
    { status, text: `${SECRET} <html>` },
    { status, body: { errorCode: SECRET, errorMessage: SECRET, [SECRET]: SECRET, error: SECRET } },
    { status, body: SECRET },
  ]);
  it.each(bodies.map((said) => [JSON.stringify(said).slice(0, 40), said] as const))('%s', async (_name, said) => {
    expect(JSON.stringify((await ask(100, said)).answer)).not.toContain('19839310008');
  });

  it('nor of an error of the transport', async () => {
    expect(JSON.stringify((await ask(100, Object.assign(new Error(SECRET), { config: { token: SECRET } }))).answer)).not.toContain('1983');
  });
});
