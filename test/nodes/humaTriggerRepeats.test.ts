/** H6: the same message again within the replay window. What is dropped was true when somebody looked later; nothing else is dropped. */
import { createHmac, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { HumaTrigger } from '../../nodes/HumaTrigger/HumaTrigger.node';
import { createRepeats } from '../../nodes/HumaTrigger/repeats';
import { webhookContext } from './harness/contexts';

const SECRET = 'a-client-secret-of-many-letters';
const messageAbout = (id: string, more: object = {}) => Buffer.from(JSON.stringify({ topic: 'users-update', users: [{ id, ...more }] }));

async function knock(rawBody: Buffer, { window = 60, flow = 200 }: { window?: number; flow?: number | 'pending' } = {}) {
  const node = new HumaTrigger();
  const headers = { 'huma-hmac-sha256': createHmac('sha256', SECRET).update(rawBody).digest('hex') };
  const { context, answer } = webhookContext({ node, parameters: { topics: ['users-update'], output: 'idsOnly', respond: 'whenDone', allowUnsigned: false, options: { replayWindow: window } }, credentials: { humaWebhookApi: { clientSecret: SECRET } } }, { rawBody, headers });
  const { workflowData, webhookResponse } = await node.webhook.call(context);
  if (flow !== 'pending') answer.finish(flow);
  return { dueAt: workflowData?.[0]?.[0]?.json.nextTryAt, dropped: (webhookResponse as { dropped?: string } | undefined)?.dropped, finish: answer.finish, refused: answer.status };
}

describe('within the window', () => {
  test('the first repeat is put off to its end, all further ones are answered and dropped', async () => {
    const body = messageAbout(randomUUID());
    const began = Date.now();
    expect(await knock(body)).toMatchObject({ dueAt: 0 });
    const { dueAt } = await knock(body);
    expect(dueAt).toBeGreaterThanOrEqual(began + 60_000);
    for (let time = 0; time < 50; time++) expect(await knock(body)).toMatchObject({ dueAt: undefined, dropped: expect.any(String), refused: undefined });
  });

  test('another message is another message, however like it is', async () => {
    const id = randomUUID();
    for (let time = 0; time < 20; time++) expect(await knock(messageAbout(id, { phone: `+479900000${time}` }))).toMatchObject({ dueAt: 0 });
  });

  test('what failed was not taken: the sender may try again as often as it likes', async () => {
    const body = messageAbout(randomUUID());
    for (let time = 0; time < 5; time++) expect(await knock(body, { flow: 500 })).toMatchObject({ dueAt: 0 });
    expect(await knock(body)).toMatchObject({ dueAt: 0 });
    for (let time = 0; time < 5; time++) expect((await knock(body, { flow: 500 })).dueAt).toBeGreaterThan(0);
  });

  test('five at once: none is dropped before one of them is taken', async () => {
    const body = messageAbout(randomUUID());
    const knocks = [];
    for (let time = 0; time < 5; time++) knocks.push(await knock(body, { flow: 'pending' }));
    expect(knocks.map(({ dueAt }) => dueAt)).toEqual([0, 0, 0, 0, 0]);
    for (const { finish } of knocks) finish(200);
    expect((await knock(body)).dueAt).toBeGreaterThan(0);
    expect((await knock(body)).dropped).toBeDefined();
  });
});

test('without a window nothing is dropped', async () => {
  const body = messageAbout(randomUUID());
  for (let time = 0; time < 10; time++) expect(await knock(body, { window: 0 })).toMatchObject({ dueAt: 0 });
});

describe('what is remembered', () => {
  const rawBody = Buffer.from('a message');
  const handsOn = (course: ReturnType<ReturnType<typeof createRepeats>['courseOf']>) => course.kind === 'handOn';

  test('counts for one door only', () => {
    const repeats = createRepeats();
    for (const door of ['one', 'other']) {
      const course = repeats.courseOf({ door, rawBody, window: 1000, now: 0 });
      expect(course).toMatchObject({ kind: 'handOn', notBefore: 0 });
      if (course.kind === 'handOn') course.answered();
    }
  });

  test('is bounded, and what is forgotten comes in like anything new', () => {
    const repeats = createRepeats(100);
    for (let n = 0; n < 5000; n++) {
      const course = repeats.courseOf({ door: 'one', rawBody: Buffer.from(String(n)), window: 1e9, now: n });
      if (course.kind === 'handOn') course.answered();
    }
    expect(repeats.size).toBe(100);
    expect(handsOn(repeats.courseOf({ door: 'one', rawBody: Buffer.from('0'), window: 1e9, now: 5000 }))).toBe(true);
  });

  test('whatever comes when: after each message that was answered, somebody looks at or after that time', () =>
    fc.assert(fc.property(fc.array(fc.record({ wait: fc.nat(700), taken: fc.boolean(), which: fc.nat(2) }), { maxLength: 60 }), fc.integer({ min: 1, max: 2000 }), (messages, window) => {
      const repeats = createRepeats(2);
      const looks: Array<{ which: number; at: number }> = [];
      const answered: Array<{ which: number; at: number }> = [];
      let now = 1_000;
      for (const { wait, taken, which } of messages) {
        now += wait;
        const course = repeats.courseOf({ door: 'one', rawBody: Buffer.from(String(which)), window, now });
        if (course.kind === 'drop' || taken) answered.push({ which, at: now });
        if (course.kind === 'drop' || !taken) continue;
        looks.push({ which, at: Math.max(now, course.notBefore) });
        course.answered();
      }
      for (const { which, at } of answered) expect(looks.some((look) => look.which === which && look.at >= at)).toBe(true);
    }), { numRuns: 2000 }));
});
