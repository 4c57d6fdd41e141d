// A sandbox Xledger over real HTTP and a client for it, on one clock that jumps instead of waiting.
import { NoReply, type Clock, type HttpRequest, type Post } from '../../core/person';
import { createLimiter, createXledger, type Xledger, type XledgerOptions } from '../../core/xledger';
import { SANDBOX_TOKEN, startXledger, type XledgerSandbox } from '../../sandbox/xledger';

export interface Tenant {
  sandbox: XledgerSandbox;
  client: Xledger;
  clock: JumpingClock;
  close(): Promise<void>;
}

export interface JumpingClock extends Clock {
  /** Milliseconds slept so far. */
  readonly slept: number;
}

type SandboxOptions = NonNullable<Parameters<typeof startXledger>[0]>;

export async function tenantWith(sandboxOptions: SandboxOptions = {}, clientOptions: Partial<XledgerOptions> = {}, token = SANDBOX_TOKEN): Promise<Tenant> {
  const clock = jumpingClock();
  const sandbox = await startXledger({ ...sandboxOptions, now: () => new Date(clock.now()), sleep: (ms) => clock.sleep(ms) });
  const client = createXledger({ endpoint: sandbox.graphqlUrl, post: postWith(token), clock, limiter: createLimiter(), ...clientOptions });
  return { sandbox, client, clock, close: () => sandbox.close() };
}

export function jumpingClock(start = Date.parse('2026-03-02T06:10:00Z')): JumpingClock {
  let slept = 0;
  return {
    now: () => start + slept,
    sleep: (ms) => {
      slept += ms;
      return Promise.resolve();
    },
    random: () => 0.5,
    get slept() {
      return slept;
    },
  };
}

export function postWith(token: string): Post {
  return async ({ method, url, headers, body }: HttpRequest) => {
    const response = await fetch(url, { method, body, headers: { ...headers, authorization: `token ${token}` } }).catch(() => {
      throw new NoReply('connectionLost', false);
    });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  };
}
