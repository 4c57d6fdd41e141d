// How often a call is made, how long it waits, and when it stops.
import { NoReply } from '../../../../core/person';
import { createLimiter } from '../../../../core/xledger';
import { createCalls, refusalOf, stopOf, TookTooLong, Unexplained, XledgerRefused, XledgerStopped } from '../../../../core/xledger/transport';
import { createSend, type Reply } from '../../../../core/xledger/transport/request';
import { NOW, reply } from '../scripted';

const lost: Reply = { kind: 'nothing', because: 'connectionLost', neverSent: false };
const errors = (...messages: (string | object)[]): Reply => ({ kind: 'json', status: 200, retryAfter: null, data: null, errors: messages.map((each) => (typeof each === 'string' ? { message: each } : each)) });
const done: Reply = { kind: 'json', status: 200, retryAfter: null, data: { x: 1 }, errors: undefined };

/** Each request takes a second. */
function calling(replies: Reply[], { patience, took = 1_000, random = 0.5 }: { patience?: number; took?: number; random?: number } = {}) {
  const slept: number[] = [];
  let spent = 0;
  let sent = 0;
  const clock = { now: () => NOW + spent + slept.reduce((sum, each) => sum + each, 0), sleep: (ms: number) => Promise.resolve(void slept.push(ms)), random: () => random };
  const send = () => {
    spent += took;
    return Promise.resolve(replies[Math.min(sent++, replies.length - 1)]!);
  };
  const calls = createCalls(send, clock, createLimiter(), patience);
  const operation = calls.begin();
  return { calls, operation, slept, ask: () => calls.ask(operation, '{ x }', {}), tell: () => calls.tell(operation, 'mutation { x }', {}), sent: () => sent };
}

test('a question is repeated, each time after a longer while, and at most a minute', async () => {
  const { ask, slept, calls } = calling([...Array.from({ length: 8 }, () => lost), done], { patience: 10_000_000 });
  expect(await ask()).toEqual({ x: 1 });
  expect(slept).toEqual([1_500, 2_500, 4_500, 8_500, 16_500, 32_500, 60_500, 60_500]);
  expect(calls.requests).toBe(9);
});

test('a time that is named is waited for; where nothing is available, not less than the longer while', async () => {
  const told = (retryAfter: string, status: number): Reply => ({ kind: 'notJson', status, retryAfter });
  expect((await slept([told('30', 429), done]))).toEqual([30_500]);
  expect((await slept([told('30', 503), done]))).toEqual([30_500]);
  expect((await slept([told('0', 503), told('0', 503), done]))).toEqual([1_500, 2_500]);
  expect((await slept([told('0', 429), told('0', 429), done]))).toEqual([5_500, 5_500]);
  async function slept(replies: Reply[]) {
    const call = calling(replies);
    await call.ask();
    return call.slept;
  }
});

test('no more than the patience, the time of requests that came to nothing counted in', async () => {
  const { ask, slept, operation, tell, sent } = calling([lost], { patience: 9_000, random: 0 });
  await expect(ask()).rejects.toMatchObject({ stop: { code: 'unavailable', says: 'The connection to Xledger was lost.', retry: true, resumeAt: NOW + 6_000 + 4_000 } });
  // 1 s + 1 s, 1 s + 2 s, and the third second: 4 s more would be 10.
  expect([slept, operation.waited]).toEqual([[1_000, 2_000], 6_000]);
  await expect(tell()).rejects.toMatchObject({ stop: { code: 'unavailable' } });
  expect(sent()).toBe(3);
});

test('just as long as the patience is not too long', async () => {
  const { calls, operation, slept } = calling([done], { patience: 5_000 });
  await calls.pause(operation, 5_000, { code: 'unavailable', says: 'x' });
  await expect(calls.pause(operation, 1, { code: 'burst', says: 'Too fast' })).rejects.toMatchObject({ stop: { code: 'burst', says: 'Too fast.', resumeAt: NOW + 5_001, retry: true } });
  expect(slept).toEqual([5_000]);
});

test('what was answered does not count as waiting', async () => {
  const { ask, operation } = calling([done], { took: 30_000 });
  await ask();
  expect(operation.waited).toBe(0);
});

test('a mutation is repeated only where nothing can have happened', async () => {
  const never: Reply = { kind: 'nothing', because: 'notConnected', neverSent: true };
  const { tell, slept, sent } = calling([never, never, lost]);
  expect(await tell()).toMatchObject({ kind: 'unknown', because: 'noReply' });
  expect([slept, sent()]).toEqual([[1_500, 2_500], 3]);
});

test('an error that is not explained: three repeats of a question', async () => {
  const { ask, sent } = calling([errors('Oops')]);
  await expect(ask()).rejects.toBeInstanceOf(Unexplained);
  expect(sent()).toBe(4);
});

test.each<[string, Reply, number]>([
  ['explained: none', errors({ message: 'Oops', code: 'X' }), 1],
  ['one of two explained: none', errors('Oops', { message: 'Oops', code: 'X' }), 1],
  ['one of two explained, the other way round: none', errors({ message: 'Oops', code: 'X' }, 'Oops'), 1],
])('%s', async (_what, answer, requests) => {
  const { ask, sent } = calling([answer]);
  await expect(ask()).rejects.toBeInstanceOf(XledgerRefused);
  expect(sent()).toBe(requests);
});

test('how a question ends', async () => {
  await expect(calling([errors('query timed out')]).ask()).rejects.toBeInstanceOf(TookTooLong);
  await expect(calling([errors('query timed out')]).ask()).rejects.toMatchObject({ stop: { code: 'unavailable', says: 'query timed out.', retry: true } });
  await expect(calling([errors('Access is denied')]).ask()).rejects.toMatchObject({ name: 'XledgerStopped', message: 'Access is denied.', stop: { code: 'scope', says: 'Access is denied.', retry: false } });
  await expect(calling([errors('Cannot query field "a" on type "B".')]).ask()).rejects.toMatchObject({ name: 'XledgerRefused', message: 'Xledger\'s schema has no field a on B', refusal: { code: 'unknownField' }, unknownFields: [{ field: 'a', type: 'B' }] });
  await expect(calling([errors({ message: 'Nei', code: 'X' })]).ask()).rejects.toMatchObject({ refusal: { code: 'refused', says: 'Nei', retry: false }, unknownFields: [] });
});

test('a credential that is not accepted, or no Xledger at the address: nothing more is sent by this operation', async () => {
  for (const [answer, code] of [[{ kind: 'notJson', status: 401, retryAfter: null }, 'credential'], [{ kind: 'notJson', status: 404, retryAfter: null }, 'unavailable'], [errors('Oops', 'Invalid API token'), 'credential']] as const) {
    const { ask, tell, sent } = calling([answer]);
    await expect(tell()).rejects.toMatchObject({ stop: { code, retry: false } });
    await expect(ask()).rejects.toBeInstanceOf(XledgerStopped);
    expect(sent()).toBe(1);
  }
});

test('a fault as it is told', () => {
  expect(refusalOf(undefined)).toEqual({ code: 'refused', says: 'Xledger refused the request', retry: false });
  expect(refusalOf({ code: 'refused', then: 'perPerson', says: 'Nei', path: '' })).toEqual({ code: 'refused', says: 'Nei', retry: false });
  expect(refusalOf({ code: 'refused', then: 'perPerson', says: 'Nei', path: 'a.b', unexplained: true })).toEqual({ code: 'refused', says: 'Nei', path: 'a.b', retry: true });
  expect(stopOf('scope', { says: 'Nei' })).toEqual({ code: 'scope', says: 'Nei.', retry: false });
});

describe('one request', () => {
  const send = async (body: string, status = 200, headers = {}) => createSend('https://demo.xledger.example/graphql', () => Promise.resolve({ status, headers, body }))('{ x }', { a: 1 });

  test('is a POST of JSON with the values as variables', async () => {
    const seen: unknown[] = [];
    await createSend('https://demo.xledger.example/graphql', (request) => {
      seen.push({ ...request, body: JSON.parse(request.body ?? '') as unknown });
      return Promise.resolve(reply({ data: {} }));
    })('query ($a: Int) { x }', { a: 1 });
    expect(seen).toEqual([{ method: 'POST', url: 'https://demo.xledger.example/graphql', headers: expect.objectContaining({ accept: 'application/json', 'content-type': 'application/json' }), body: { query: 'query ($a: Int) { x }', variables: { a: 1 } } }]);
  });

  test.each<[string, Parameters<typeof send>, object]>([
    ['data', ['{"data":{"x":1}}'], { kind: 'json', status: 200, data: { x: 1 }, errors: undefined }],
    ['errors: null', ['{"data":{"x":1},"errors":null}'], { kind: 'json', data: { x: 1 }, errors: undefined }],
    ['data: null', ['{"data":null,"errors":[{"message":"Nei"}]}'], { kind: 'json', data: null, errors: [{ message: 'Nei' }] }],
    ['a status and a time', ['{"errors":[{"message":"Nei"}]}', 429, { 'retry-after': '7' }], { kind: 'json', status: 429, retryAfter: '7', errors: [{ message: 'Nei' }] }],
    ['no body', ['', 204], { kind: 'notJson', status: 204 }],
    ['an empty body', ['', 503], { kind: 'notJson', status: 503, retryAfter: null }],
    ['half a body', ['{"data":{"x'], { kind: 'notJson', status: 200 }],
    ['a page', ['<html>', 502], { kind: 'notJson', status: 502 }],
    ['a number', ['7'], { kind: 'notJson', status: 200 }],
    ['null', ['null'], { kind: 'notJson', status: 200 }],
    ['a list', ['[1]'], { kind: 'notJson', status: 200 }],
  ])('%s', async (_what, given, expected) => {
    expect(await send(...given)).toMatchObject(expected);
  });

  test('nothing came: why, and whether it was ever sent', async () => {
    expect(await createSend('https://demo.xledger.example/graphql', () => Promise.reject(new NoReply('timeout', false)))('{ x }', {})).toEqual({ kind: 'nothing', because: 'timeout', neverSent: false });
    expect(await createSend('https://demo.xledger.example/graphql', () => Promise.reject(new Error('odd')))('{ x }', {})).toEqual({ kind: 'nothing', because: 'addressNotReadable', neverSent: true });
  });
});
