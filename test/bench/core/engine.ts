// The whole comparison, from parsed JSON of both sides to the signed plan, by the product's own code, with its time kept apart from the time of parsing.
import { readOne } from '../../../core/huma/readOne';
import type { Caller } from '../../../core/huma/api';
import type { HumaUser } from '../../../core/huma';
import { FIELD_KEYS } from '../../../core/person';
import { linksFromItems, makePlan, outletOf, verify, type Plan, type PlanInput, type PlanPolicy } from '../../../core/sync';
import type { XledgerEmployee } from '../../../core/xledger';
import { everyone } from '../../../core/xledger/reading';
import { nothingLearnt, type Run } from '../../../core/xledger/run';
import type { HumaAnswers, XledgerAnswer } from './answers';
import { Stopwatch } from './stopwatch';
import { KEYS, NOW, parsed, READING, type BenchTenant } from './tenants';

export interface EngineRun {
  plan: Plan;
  /** Milliseconds of this process's CPU. */
  ours: number;
  parsing: number;
  bytes: number;
}

const POLICY: PlanPolicy = {
  connection: 'default', endpoint: 'https://xledger.example.com/graphql', ownerDbId: '5001', fields: FIELD_KEYS,
  wins: { general: 'huma', byField: {} }, missing: 'fill', createIn: 'xledger', writeTo: 'xledger', firstMatchWaits: false, employmentIdCounts: false, limits: { updates: { share: 0.5 } }, expiresInHours: 24,
};

const NO_MORE: XledgerAnswer = { data: { employees: { edges: [] } } };

/** Reads both sides page by page, as the node does, and makes the plan. The JSON text is made outside of both times. */
export async function runEngine(tenant: BenchTenant, during: (stage: 'huma' | 'xledger' | 'links' | 'plan' | 'done') => void = () => undefined): Promise<EngineRun> {
  const parsing = new Stopwatch();
  const ours = new Stopwatch();
  let bytes = 0;
  const open = <T>(page: string | T): T => {
    bytes += typeof page === 'string' ? Buffer.byteLength(page) : 0;
    return parsing.time(() => parsed(page));
  };
  during('huma');
  const users: HumaUser[] = [];
  for (const page of tenant.humaPages()) {
    const answers = open(page);
    await ours.timeAsync(async () => { for (const one of answers) users.push(await userIn(one)); });
  }
  during('xledger');
  const employees: XledgerEmployee[] = [];
  const pages = tenant.xledgerPages()[Symbol.iterator]();
  // The pages are asked for inside of the client: what making and parsing them takes is taken off.
  ours.start();
  for await (const page of everyone(runOver(() => ours.outside(() => open<XledgerAnswer>(pages.next().value ?? NO_MORE).data)), FIELD_KEYS)) for (const row of page) employees.push(row);
  during('links');
  const { links } = linksFromItems(tenant.links);
  during('plan');
  const plan = makePlan(inputOf(users, employees, links));
  ours.stop();
  during('done');
  return { plan, ours: ours.milliseconds, parsing: parsing.milliseconds, bytes };
}

/** Everybody of Huma, as read. */
export async function usersIn(tenant: BenchTenant): Promise<HumaUser[]> {
  const users: HumaUser[] = [];
  for (const page of tenant.humaPages()) for (const one of parsed(page)) users.push(await userIn(one));
  return users;
}

/** Everybody of Xledger, as read. */
export async function everyoneIn(tenant: BenchTenant): Promise<XledgerEmployee[]> {
  const employees: XledgerEmployee[] = [];
  const pages = tenant.xledgerPages()[Symbol.iterator]();
  for await (const page of everyone(runOver(() => parsed<XledgerAnswer>(pages.next().value ?? NO_MORE).data), FIELD_KEYS)) employees.push(...page);
  return employees;
}

const inputOf = (users: readonly HumaUser[], employees: readonly XledgerEmployee[], links: PlanInput['links']): PlanInput =>
  ({ users, employees, links, policy: POLICY, reading: READING, keys: KEYS, now: NOW, planId: 'plan-of-the-bench' });

/** Reads one person through the product's own reading, with the answers at hand instead of HTTP. */
async function userIn({ details, positions, position }: HumaAnswers): Promise<HumaUser> {
  const caller: Pick<Caller, 'get'> = {
    get(path, _query, schema) {
      const read = schema.safeParse(path.endsWith('/positions') ? positions : path.includes('/positions/') ? position : details);
      return Promise.resolve(read.success ? { kind: 'done', value: read.data } : { kind: 'failed', failure: { code: 'unreadable', says: read.error.message, retry: false } });
    },
  };
  const answer = await readOne(caller as Caller, details.id, { positions: true, today: new Date(NOW).toISOString().slice(0, 10), reading: READING });
  if (answer.kind !== 'user') throw new Error(`A person could not be read: ${JSON.stringify(answer)}`);
  return answer.user;
}

function runOver(ask: () => unknown): Run {
  const calls = { ask: () => Promise.resolve(ask()) } as unknown as Run['calls'];
  return { calls, operation: { waited: 0 }, clock: { now: () => NOW, sleep: () => Promise.resolve(), random: () => 0 }, learnt: nothingLearnt(), reading: READING, genders: undefined };
}

/** What is wrong with a plan; empty when it is exactly what was seeded, signed, and shows nothing sensitive. */
export function faultsOf({ rows, summary }: Plan, { size, differing }: BenchTenant): string[] {
  const found = new Map(rows.filter(({ differences }) => differences.length > 0).map((row) => [row.humaId, row]));
  const targets = [...found.values()].map(({ differences }) => differences.map(({ target }) => target).sort().join(' ')).sort();
  const expected = [...differing.values()].map((target) => (BOTH_PLACES[target] ?? [target]).slice().sort().join(' ')).sort();
  const text = JSON.stringify([...found.values()]);
  return [
    ...(rows.length === size.people ? [] : [`${rows.length} rows for ${size.people} people`]),
    ...(summary.situations.inSync === size.people - differing.size ? [] : [`${summary.situations.inSync} in sync`]),
    ...(targets.join() === expected.join() ? [] : ['the differences are not those that were made']),
    ...(summary.actions.update === differing.size ? [] : [`${summary.actions.update} to update`]),
    ...(summary.actions.link === 0 ? [] : [`${summary.actions.link} links out of date`]),
    ...(rows.every((row) => outletOf(row) === undefined || verify(JSON.parse(JSON.stringify(row)), KEYS.signature).kind === 'ok') ? [] : ['a row is not signed']),
    ...(/"9\d{10}"/.test(text) ? ['an account is shown in clear'] : []),
  ];
}

/** What lives in two places differs in both. */
const BOTH_PLACES: Readonly<Record<string, string[]>> = {
  'contact.phone': ['contact.phone', 'subledger.phone'],
  'contact.address': ['contact.address', 'subledger.address'],
  'contact.lastName': ['contact.lastName', 'subledger.description'],
};
