// The n8n process, as far as the sync knows it: it sends requests, it waits, and it can die between any two steps. What it held in memory is gone then.
import { createHuma, type Huma } from '../../core/huma';
import { NoReply, type Clock, type HttpReply, type HttpRequest, type Post } from '../../core/person';
import { createLimiter, createXledger, type Xledger } from '../../core/xledger';
import type { World } from './world';

/** One life of the process. */
export interface Process {
  xledger: Xledger;
  huma: Huma;
  clock: Clock;
  /** Something is stored. The process may die before or after it. */
  store(write: () => void): Promise<void>;
  /** n8n ends the run at that time, wherever it is. */
  endsAt(instant: number): void;
}

export const READING = { bankCountry: 'NO', phoneCountry: 'NO' } as const;
export const ENDPOINT = 'https://xledger.example.no/graphql';
const HUMA_URL = 'https://huma.example.no';

/** Does the work in a new process: whatever dies leaves only what was stored. */
export async function inNewProcess<T>(world: World, work: (process: Process) => Promise<T>): Promise<T | 'killed'> {
  let die: (word: 'killed') => void = () => undefined;
  const death = new Promise<'killed'>((resolve) => { die = resolve; });
  let isAlive = true;
  let ends = Infinity;
  // Nothing that a dead process waits for ever comes.
  const forever = (): Promise<never> => new Promise(() => undefined);
  const live = async (): Promise<void> => void (isAlive || (await forever()));
  const mayDie = async (): Promise<void> => {
    await live();
    const isOver = world.time.now() >= ends;
    if (!isOver && !world.weather.kills()) return;
    isAlive = false;
    world.count(isOver ? 'ended by n8n' : 'killed');
    die('killed');
    await forever();
  };
  const guarded = (send: Post): Post => async (request) => {
    await mayDie();
    const reply = await send(request).catch((error: unknown) => error as NoReply);
    await mayDie();
    if (reply instanceof Error) throw reply;
    return reply;
  };
  const clock: Clock = {
    now: world.time.now,
    random: world.chance.next,
    sleep: async (milliseconds) => {
      await live();
      await world.time.pass(milliseconds);
      await live();
    },
  };
  const xledger = createXledger({ endpoint: ENDPOINT, post: guarded(xledgerPost(world)), clock, limiter: createLimiter(), reading: READING, patience: world.patience, forms: world.stored.learnt });
  const huma = createHuma({ baseUrl: HUMA_URL, post: guarded(humaPost(world)), clock, parallel: 1, reading: READING });
  const store = async (write: () => void): Promise<void> => {
    await mayDie();
    write();
    await mayDie();
  };
  return await Promise.race([death, work({ xledger, huma, clock, store, endsAt: (instant) => void (ends = instant) })]);
}

/** Longest wait for a reply, as the nodes have it. */
const TIMEOUT = 60_000;

const xledgerPost = (world: World): Post => async (request) => {
  const { time, chance, xledger } = world;
  await time.pass(chance.whole(20, 400));
  if (world.weather.edits()) world.editInXledger();
  const fault = world.weather.xledger();
  const handled = async (): Promise<Response> => await xledger.handle(new Request(ENDPOINT, { method: 'POST', body: request.body, headers: { ...request.headers, authorization: `token ${world.token}` } }));
  if (fault) world.count(fault);
  const latestFor = ({ body }: HttpRequest): number => (/add(Contacts|Suppliers|Employees)\(/.test(body ?? '') ? world.latestAdd : world.latest);
  const lost = async (because: NoReply['because'], after: number): Promise<never> => {
    await time.pass(after);
    throw new NoReply(because, false);
  };
  switch (fault as string | undefined) {
    case undefined: break;
    case 'neverSent': throw new NoReply('notConnected', true);
    case 'resetBefore': return await lost('connectionLost', 10);
    case 'resetAfter': await handled(); return await lost('connectionLost', 10);
    case 'timeoutNotDone': return await lost('timeout', TIMEOUT);
    case 'timeoutDone': await handled(); return await lost('timeout', TIMEOUT);
    case 'resetThenDoneLate': time.at(time.now() + chance.whole(0, latestFor(request)), async () => void (await handled())); return await lost('connectionLost', 0);
    case 'timeoutThenDoneLate': time.at(time.now() + TIMEOUT + chance.whole(0, latestFor(request)), async () => void (await handled())); return await lost('timeout', TIMEOUT);
    default: if (fault) world.orderFault(fault);
  }
  return await replyFrom(await handled());
};

function humaPost(world: World): Post {
  let token: string | undefined;
  const send = async (request: HttpRequest): Promise<HttpReply> => {
    const { time, chance, huma } = world;
    await time.pass(chance.whole(10, 150));
    const fault = world.weather.huma();
    if (fault) world.count(`huma ${fault}`);
    if (fault === 'timeout') {
      await time.pass(TIMEOUT);
      throw new NoReply('timeout', false);
    }
    if (fault) world.orderHumaFault(fault);
    try {
      return await replyFrom(await huma.handle(new Request(request.url, { method: request.method, headers: request.headers, body: request.body })));
    } catch {
      throw new NoReply('connectionLost', false);
    }
  };
  const newToken = async (): Promise<string> => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: world.huma.clientId, client_secret: world.huma.clientSecret }).toString();
    const { status, body: text } = await send({ method: 'POST', url: `${HUMA_URL}/auth/oauth/token`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
    if (status !== 200) return 'none';
    return /"access_token":"([^"]+)"/.exec(text)?.[1] ?? 'none';
  };
  const withToken = (request: HttpRequest, bearer: string): HttpRequest => ({ ...request, headers: { ...request.headers, authorization: `Bearer ${bearer}` } });
  return async (request) => {
    token ??= await newToken();
    const reply = await send(withToken(request, token));
    if (reply.status !== 401) return reply;
    token = await newToken();
    return await send(withToken(request, token));
  };
}

const replyFrom = async (response: Response): Promise<HttpReply> => ({ status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() });
