// Puts the sandbox's Xledger together: state, switches, limits, faults, journal, its addresses and its pages.
import { setTimeout as wait } from 'node:timers/promises';
import { inventPeople, type InventedPerson } from '../people';
import { answerAdmin } from './admin';
import { Faults, Limiter, USUAL_LIMITS, type JournalEntry, type Limits } from './control';
import { answerGraphql, ConnectionReset, type EndpointParts } from './endpoint';
import { editPerson } from './mappedValues';
import { answerPage } from './page';
import { listen } from './server';
import { seed, XledgerState, type EmployeeRow, type Seed, type Token } from './state';
import { positionsOf, SWITCH_KEYS, switchesWith, type SwitchKey, type Switches } from './switches';
import { positionsIn } from '../tenantFile';

export interface XledgerOptions {
  /** 0, the default, takes any free one. */
  port?: number;
  /** 127.0.0.1 unless told otherwise. */
  host?: string;
  /** The people of the main entity, or how many to invent; 200 if left out. */
  seed?: readonly InventedPerson[] | number;
  /** People of the entity below (0) and of somebody else's (2). */
  neighbours?: Seed['neighbours'];
  switches?: Partial<Switches>;
  /** What `npm run verify:xledger -- --json` wrote: switches that are not given stand as that tenant was found. */
  tenant?: unknown;
  /** false: nothing is limited. Or other numbers than the usual. */
  limits?: boolean | Partial<Limits>;
  /** More tokens, or others in place of those with the same text. */
  tokens?: readonly (Pick<Token, 'token'> & Partial<Token>)[];
  now?: () => Date;
  /** How a slow fault waits; by the real clock if left out. */
  sleep?: (ms: number) => Promise<void>;
  /** Keeps what was asked and answered in the journal, values included. For tests only. */
  keepBodies?: boolean;
}

/** A tenant without a socket: `handle` answers a request in-process. */
export interface XledgerTenant {
  state: XledgerState;
  /** Can be changed at any time; the next request sees it. */
  switches: Switches;
  /** Fields to leave out of the schema, as `Type.field`; may change while it runs. */
  lacks: Set<string>;
  limits: Limits;
  faults: Faults;
  journal: JournalEntry[];
  /** Any request to /graphql, /admin/… or a page. A fault that cuts the connection rejects with `cause.code` ECONNRESET, as fetch does. */
  handle: (request: Request) => Promise<Response>;
  /** Changes values of a person behind the sync's back, by their path: `{ 'contact.email': … }`. Takes the employee's dbId. */
  edit: (employeeDbId: number, changes: Readonly<Record<string, string | null>>) => EmployeeRow;
  /** Back to the start: people, switches, limits, no faults, an empty journal. Other people or switches can be given. */
  reset: (options?: Pick<XledgerOptions, 'seed' | 'neighbours' | 'switches' | 'limits'>) => void;
  exportState: () => unknown;
  importState: (json: unknown) => void;
}

export interface XledgerSandbox extends XledgerTenant {
  url: string;
  graphqlUrl: string;
  adminUrl: string;
  close: () => Promise<void>;
}

/** Starts an Xledger on this machine. */
export async function startXledger(options: XledgerOptions = {}): Promise<XledgerSandbox> {
  const { tenant, handle } = build(options);
  const { url, close } = await listen(options.port ?? 0, options.host ?? '127.0.0.1', handle, (error) => error instanceof ConnectionReset);
  return Object.assign(tenant, { url, graphqlUrl: `${url}/graphql`, adminUrl: `${url}/admin`, close });
}

/** The same without a socket, for simulations with a clock of their own. */
export function createXledger(options: Omit<XledgerOptions, 'port' | 'host'> = {}): XledgerTenant {
  return build(options).tenant;
}

function build(given: XledgerOptions): { tenant: XledgerTenant; handle: (request: Request) => Promise<Response> } {
  const options: XledgerOptions = { ...given, switches: { ...foundIn(given.tenant), ...given.switches } };
  const now = options.now ?? (() => new Date());
  const limits = limitsOf(options.limits);
  const state = new XledgerState(now);
  const lacks = new Set<string>();
  const parts: EndpointParts = {
    state, switches: switchesWith(options.switches), lacks, faults: new Faults(), limiter: new Limiter(now, limits), journal: [],
    keepBodies: options.keepBodies ?? false, now, sleep: options.sleep ?? ((ms) => wait(ms, undefined, { ref: false })),
  };
  const tenant: XledgerTenant = {
    state,
    switches: parts.switches,
    lacks,
    limits,
    faults: parts.faults,
    journal: parts.journal,
    handle: (request) => handle(request).catch(asFetchFails),
    edit: (employeeDbId, changes) => editPerson(state, employeeDbId, changes),
    reset: (again = {}) => {
      Object.assign(parts.switches, switchesWith(again.switches ?? options.switches));
      Object.assign(limits, limitsOf(again.limits ?? options.limits));
      lacks.clear();
      parts.limiter.reset();
      parts.faults.clear();
      parts.journal.length = 0;
      fill(state, { ...options, ...again });
    },
    exportState: () => state.save(),
    importState: (json) => state.load(json),
  };
  const handle = (request: Request): Promise<Response> => route(parts, tenant, request);
  fill(state, options);
  return { tenant, handle };
}

function foundIn(tenant: unknown): Partial<Switches> {
  if (tenant === undefined) return {};
  return positionsIn(tenant, 'xledger', (key) => (SWITCH_KEYS.includes(key as SwitchKey) ? positionsOf(key as SwitchKey) : undefined)) as Partial<Switches>;
}

async function route(parts: EndpointParts, tenant: XledgerTenant, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/graphql' && request.method === 'POST') return answerGraphql(parts, request);
  if (pathname.startsWith('/admin/')) return answerAdmin(tenant, request);
  return answerPage(tenant, request);
}

function fill(state: XledgerState, options: XledgerOptions): void {
  const people = typeof options.seed === 'object' ? options.seed : inventPeople(options.seed ?? 200);
  state.empty();
  for (const { token, ...rest } of options.tokens ?? []) {
    const model = state.tokens.find((one) => one.token === token) ?? (state.tokens[0] as Token);
    state.tokens = [...state.tokens.filter((one) => one.token !== token), { ...model, ...rest, token }];
  }
  seed(state, { people, neighbours: options.neighbours });
}

function limitsOf(limits: XledgerOptions['limits'] = true): Limits {
  return typeof limits === 'boolean' ? { ...USUAL_LIMITS, enforced: limits } : { ...USUAL_LIMITS, ...limits };
}

function asFetchFails(error: unknown): never {
  if (error instanceof ConnectionReset) throw Object.assign(new TypeError('fetch failed'), { cause: error });
  throw error;
}
