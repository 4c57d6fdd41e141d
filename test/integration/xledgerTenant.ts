// A sandbox Xledger and a client for it, on one clock that jumps instead of waiting.
import { NoReply, TARGETS, type Clock, type FieldKey, type HttpRequest, type Post, type Target } from '../../core/person';
import { createLimiter, createXledger, type PersonUpdate, type Xledger, type XledgerEmployee, type XledgerOptions } from '../../core/xledger';
import { personOf, SANDBOX_TOKEN, summaryOf, type XledgerSandbox } from '../../sandbox/xledger';
import { ask, startXledger } from './sandboxes';

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

/** An Xledger whose inputs an earlier run has seen: nothing is asked before the first write. */
const KNOWN = { inputs: 'whole' } as const;

type SandboxOptions = NonNullable<Parameters<typeof startXledger>[0]>;

export async function tenantWith(sandboxOptions: SandboxOptions = {}, clientOptions: Partial<XledgerOptions> = {}, token = SANDBOX_TOKEN): Promise<Tenant> {
  const clock = jumpingClock();
  const sandbox = await startXledger({ ...sandboxOptions, now: () => new Date(clock.now()), sleep: (ms) => clock.sleep(ms) });
  const client = createXledger({ endpoint: sandbox.graphqlUrl, post: postWith(token), clock, limiter: createLimiter(), ...clientOptions, forms: { ...KNOWN, ...clientOptions.forms } });
  return { sandbox, client, clock, close: () => sandbox.close() };
}

/** What waits for ever would never be noticed on a clock that jumps. */
const MOST_SLEEPS = 5_000;

export function jumpingClock(start = Date.parse('2026-03-02T06:10:00Z')): JumpingClock {
  let slept = 0;
  let sleeps = 0;
  return {
    now: () => start + slept,
    sleep: (ms) => {
      slept += ms;
      return ++sleeps > MOST_SLEEPS ? Promise.reject(new Error('It waits for ever.')) : Promise.resolve();
    },
    random: () => 0.5,
    get slept() {
      return slept;
    },
  };
}

export function postWith(token: string): Post {
  return async ({ method, url, headers, body }: HttpRequest) => {
    const response = await ask(url, { method, body, headers: { ...headers, authorization: `token ${token}` } }).catch(() => {
      throw new NoReply('connectionLost', false);
    });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  };
}

export const at = (key: string): Target => {
  const found = TARGETS.find((target) => target.key === key);
  if (!found) throw new Error(`No target ${key}`);
  return found;
};

export async function everyone({ client }: Pick<Tenant, 'client'>, fields: readonly FieldKey[] = []): Promise<XledgerEmployee[]> {
  const rows: XledgerEmployee[] = [];
  for await (const page of client.everyone(fields)) rows.push(...page);
  return rows;
}

export type Changes = Record<string, PersonUpdate['changes'][number]['value']>;

/** Asks for changes, by target key, of an employee as read. */
export function updateOf(row: XledgerEmployee, changes: Changes): PersonUpdate {
  return {
    key: row.dbId,
    employeeDbId: row.dbId,
    contactDbId: row.contact?.dbId ?? null,
    subledgerDbId: row.subledger?.dbId ?? null,
    changes: Object.entries(changes).map(([key, value]) => ({ target: at(key), value })),
  };
}

/** What the sandbox stores of an employee, by its own words: `contact.address.country`, … */
export function stored({ sandbox }: Pick<Tenant, 'sandbox'>, employeeDbId: string | number): Record<string, string | null> {
  const row = sandbox.state.employees.get(Number(employeeDbId));
  return row ? personOf(sandbox.state, row).values : {};
}

/** Requests since `from`, by root field. */
export function counts({ sandbox }: Pick<Tenant, 'sandbox'>, from = 0): Record<string, number> {
  return summaryOf(sandbox.journal.slice(from)).byRootField;
}
