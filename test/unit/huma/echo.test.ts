// A Huma that says back what it was sent, in every place and form: none of it gets out of the caller.
import { z } from 'zod';
import { createCaller } from '../../../core/huma/api';
import type { HttpReply, HttpRequest } from '../../../core/person';
import { inventPeople, type InventedPerson } from '../../../sandbox/people';
import { jumpingClock } from './scripted';

const [{ nationalId, bankAccount, birthDate }] = inventPeople(1) as [InventedPerson];
const TOKEN = 'tok-that-nobody-may-see';
const SENT = [nationalId, bankAccount, birthDate, TOKEN];
const FORBIDDEN = [...SENT, nationalId.slice(0, 6), bankAccount.slice(0, 6), birthDate.split('-').reverse().join('.')];

const FRAMES: Readonly<Record<string, (sent: string) => unknown>> = {
  'the request as it is': (sent) => sent,
  'the documented refusal': (sent) => ({ errorCode: 'field:invalid-format', errorMessage: sent, fields: SENT }),
  'in the error code': () => ({ errorCode: SENT.join(), fields: SENT.map((value) => `x.${value}`) }),
  'each as an error code': () => ({ errorCode: `field:${nationalId}`, fields: [birthDate, bankAccount] }),
  'as keys': (sent) => ({ [sent]: 1, [nationalId]: { [bankAccount]: birthDate }, id: 5 }),
  'as another shape': (sent) => ({ id: { [nationalId]: 1 }, list: { [bankAccount]: sent } }),
  'a list': () => SENT,
  'half JSON': (sent) => `{"id":"${JSON.stringify(sent).slice(1, -9)}`,
  'a page': (sent) => `<html><body><pre>${sent}</pre></body></html>`,
  'the words of a server error': (sent) => ({ timestamp: birthDate, status: 500, error: sent, message: sent, path: nationalId }),
};
const STATUSES = [200, 201, 302, 400, 401, 403, 404, 409, 422, 429, 500, 503];
const Shape = z.object({ id: z.string().max(5), list: z.record(z.number()).optional() });

/** All that a caller can see of an answer or an error. */
async function seen(work: Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await work);
  } catch (error) {
    const { message, stack, cause, ...rest } = error as Error;
    return JSON.stringify([message, stack, String(cause), rest]);
  }
}

describe.each(Object.entries(FRAMES))('said back: %s', (_, frame) => {
  test.each(STATUSES)('with HTTP %i', async (status) => {
    const post = (request: HttpRequest): Promise<HttpReply> => {
      const whole = JSON.stringify({ ...request, headers: { ...request.headers, authorization: `Bearer ${TOKEN}` } });
      const said = frame(whole);
      return Promise.resolve({ status, headers: { 'retry-after': birthDate, location: whole }, body: typeof said === 'string' ? said : JSON.stringify(said) });
    };
    const caller = createCaller({ baseUrl: 'https://huma.example', post, clock: jumpingClock(), patience: 5_000 });
    const body = { birthDate, bankAccount: { number: bankAccount }, identifications: [{ value: nationalId }] };
    const all = [
      await seen(caller.get('/users', { search: nationalId }, Shape)),
      await seen(caller.change('PATCH', `/users/${nationalId}`, body)),
      await seen(caller.change('PUT', '/users/x', body)),
      await seen(caller.add('/users', body, Shape)),
    ];
    expect(all.map((text) => FORBIDDEN.filter((value) => text.includes(value)))).toEqual([[], [], [], []]);
  });
});
