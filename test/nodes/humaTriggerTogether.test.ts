/** Take Messages Together: what comes while a run is at work goes on in the next one, and nobody hears that a message was taken before it was. */
import { createHmac, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { HumaTrigger } from '../../nodes/HumaTrigger/HumaTrigger.node';
import { takenTogether, type Part } from '../../nodes/HumaTrigger/together';
import { webhookContext } from './harness/contexts';

const SECRET = 'a-client-secret-of-many-letters';

let opened = 0;

function knock(id: string, secret = SECRET) {
  const rawBody = Buffer.from(JSON.stringify({ topic: 'users-update', users: [{ id }] }));
  const headers = { 'huma-hmac-sha256': createHmac('sha256', SECRET).update(rawBody).digest('hex') };
  const { context, answer } = webhookContext({ node: new HumaTrigger(), parameters: { topics: ['users-update'], output: 'idsOnly', respond: 'whenDone', allowUnsigned: false, options: { takeTogether: true } }, credentials: { humaWebhookApi: { clientSecret: secret } } }, { rawBody, headers });
  const open = context.getCredentials.bind(context);
  context.getCredentials = (async (...args: Parameters<typeof open>) => {
    opened += 1;
    await settled();
    return await open(...args);
  }) as typeof open;
  const response = new HumaTrigger().webhook.call(context);
  return { id, answer, response, started: response.then(({ workflowData }) => workflowData?.[0]?.map(({ json }) => json.humaId)) };
}
const ids = (count: number) => Array.from({ length: count }, () => randomUUID());
/** Lets everybody get as far as they can. */
const settled = () => new Promise((resolve) => { setImmediate(() => setImmediate(resolve)); });

describe('at the door', () => {
  test('messages that come at once share one opening of the credential; the next opens it anew, and a secret that was changed lets nobody in', async () => {
    opened = 0;
    const [first, ...others] = ids(5).map((id) => knock(id)) as [ReturnType<typeof knock>, ...ReturnType<typeof knock>[]];
    await first.started;
    expect(opened).toBe(1);
    first.answer.finish(200);
    const [second] = others as [ReturnType<typeof knock>];
    expect(await second.started).toEqual(others.map(({ id }) => id));
    second.answer.finish(200);
    const late = knock(randomUUID(), 'another-secret-of-many-letters');
    expect(await late.response).toEqual({ noWebhookResponse: true });
    expect([late.answer.status, opened]).toEqual([401, 2]);
  });

  test('one alone goes on at once; those that come meanwhile go on together when it is through, and are answered when they are', async () => {
    const first = knock(randomUUID());
    expect(await first.started).toEqual([first.id]);
    const [second, third, fourth] = ids(3).map((id) => knock(id)) as [ReturnType<typeof knock>, ReturnType<typeof knock>, ReturnType<typeof knock>];
    await settled();
    first.answer.finish(200);
    expect(await second.started).toEqual([second.id, third.id, fourth.id]);
    let answered = 0;
    for (const one of [third, fourth]) void one.response.then(() => (answered += 1));
    await settled();
    expect(answered).toBe(0);
    second.answer.finish(200);
    expect(await third.response).toEqual({ webhookResponse: { taken: true } });
    expect(await fourth.response).toEqual({ webhookResponse: { taken: true } });
    expect(third.answer.status).toBeUndefined();
  });

  test('a run that fails has taken nobody: each of them is refused, and the next message goes on at once', async () => {
    const first = knock(randomUUID());
    await first.started;
    const [second, third] = ids(2).map((id) => knock(id)) as [ReturnType<typeof knock>, ReturnType<typeof knock>];
    await settled();
    first.answer.finish(500);
    expect(await second.started).toEqual([second.id, third.id]);
    second.answer.finish(500);
    expect(await third.response).toEqual({ noWebhookResponse: true });
    expect(third.answer).toMatchObject({ status: 500, ended: true });
    const next = knock(randomUUID());
    expect(await next.started).toEqual([next.id]);
    next.answer.finish(200);
  });

  test('a sender who hung up leads nobody, but its message goes along', async () => {
    const first = knock(randomUUID());
    await first.started;
    const [gone, stays] = ids(2).map((id) => knock(id)) as [ReturnType<typeof knock>, ReturnType<typeof knock>];
    await settled();
    gone.answer.leave();
    first.answer.finish(200);
    expect(await stays.started).toEqual([gone.id, stays.id]);
    stays.answer.finish(200);
    stays.answer.leave();
    expect(await gone.response).toEqual({ webhookResponse: { taken: true } });
  });

  test('a sender who hangs up during its run: nobody knows how it ended, so those it took along are refused', async () => {
    const first = knock(randomUUID());
    await first.started;
    const [second, third] = ids(2).map((id) => knock(id)) as [ReturnType<typeof knock>, ReturnType<typeof knock>];
    await settled();
    first.answer.finish(200);
    await second.started;
    second.answer.leave();
    await third.response;
    expect(third.answer).toMatchObject({ status: 500, ended: true });
  });

  test('where all have hung up, their messages go on all the same, and hold up nobody', async () => {
    const first = knock(randomUUID());
    await first.started;
    const [second, third] = ids(2).map((id) => knock(id)) as [ReturnType<typeof knock>, ReturnType<typeof knock>];
    await settled();
    second.answer.leave();
    third.answer.leave();
    first.answer.finish(200);
    expect(await second.started).toEqual([second.id, third.id]);
    const next = knock(randomUUID());
    expect(await next.started).toEqual([next.id]);
    next.answer.finish(200);
  });
});

describe('who goes with whom', () => {
  const message = (door: string, item: string, now = 0) => ({ door, items: [item], sender: { isGone: false }, now });
  const leads = async (joining: Promise<Part<string>>) => {
    const part = await joining;
    if (part.kind !== 'leads') throw new Error('it was taken along');
    return part;
  };

  test('doors do not wait for each other', async () => {
    const together = takenTogether<string>();
    await leads(together.join(message('one', 'a')));
    expect((await leads(together.join(message('another', 'b')))).items).toEqual(['b']);
  });

  test('behind a run that is stuck nobody waits for ever', async () => {
    const together = takenTogether<string>();
    await leads(together.join(message('door', 'a', 0)));
    const second = leads(together.join(message('door', 'b', 4_999)));
    void together.join(message('door', 'c', 5_000));
    expect((await second).items).toEqual(['b', 'c']);
  });

  test.each([0, 1, 2, 3, 4])('whatever ends how: each message goes on exactly once, in its turn, at most so many together (%i)', async (seed) => {
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ joins: fc.integer({ min: 0, max: 7 }), taken: fc.boolean() }), { maxLength: 12 }), async (rounds) => {
      const together = takenTogether<string>(5);
      const runs: { items: string[]; over(taken: boolean): void }[] = [];
      const told: string[] = [];
      let count = 0;
      const join = () => {
        const item = `${count++}`;
        void together.join(message('door', item)).then((part) => (part.kind === 'leads' ? runs.push(part) : told.push(`${item} ${part.taken}`)));
      };
      const expected: string[] = [];
      let ended = 0;
      const endOne = async (taken: boolean) => {
        const run = runs[ended];
        if (!run) return;
        ended += 1;
        run.over(taken);
        expected.push(...run.items.slice(1).map((item) => `${item} ${taken}`));
        await settled();
      };
      for (const { joins, taken } of rounds) {
        for (let n = 0; n < joins; n++) join();
        await settled();
        await endOne(taken);
      }
      while (ended < runs.length) await endOne(true);
      expect(runs.flatMap(({ items }) => items)).toEqual(Array.from({ length: count }, (_, n) => `${n}`));
      expect(runs.every(({ items }) => items.length <= 5)).toBe(true);
      expect(told.sort()).toEqual(expected.sort());
    }), { seed, numRuns: 40 });
  });
});
