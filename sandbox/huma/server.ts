// Starts the embedded Huma: the Open API with its faults and journal, the admin address and the page.
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { inventPeople, type InventedPerson } from '../people';
import { Limited, openApi, Refusal, Tokens } from './api';
import type { Huma, Settings } from './context';
import { addFaultsAndJournal, adminRoutes, applyPlain, Faults, Journal, type JournalEntry, type PlainPersonUpdate } from './control';
import { answerInProcess } from './inProcess';
import { pageRoutes } from './page';
import { seedSnapshot, type Snapshot, Store } from './state';
import { defaultSwitches, setSwitches, SWITCHES, type SwitchKey, type Switches } from './switches';
import { positionsIn } from '../tenantFile';
import { messagesOf, Webhooks, type Delivery, type WebhookSettings } from './webhooks';

export interface HumaOptions {
  /** 0, the default, takes any free port. Always on 127.0.0.1. */
  port?: number;
  /** The people to start with, or how many to invent. Default 200. */
  seed?: readonly InventedPerson[] | number;
  /** What those people have besides, by e-mail: deactivated ones, several positions … */
  changes?: Record<string, PlainPersonUpdate>;
  switches?: Partial<Switches>;
  /** What `npm run verify:huma -- --json` wrote: switches that are not given stand as that tenant was found. */
  tenant?: unknown;
  clientId?: string;
  clientSecret?: string;
  now?: () => Date;
  /** How an ordered slow answer waits; by the real clock if left out. */
  sleep?: (ms: number) => Promise<void>;
}

/** A Huma without an address: `handle` answers, for tests in the same process. */
export interface HumaTenant {
  clientId: string;
  clientSecret: string;
  /** The memory, for tests in the same process. */
  state: Store;
  journal: JournalEntry[];
  faults: Faults;
  switches: Switches;
  settings: Settings;
  webhook: WebhookSettings;
  deliveries: Delivery[];
  /** Resolves when every message has been delivered or has failed. */
  settled(): Promise<void>;
  /** Back to the seed: people, switches, faults, journal and deliveries. Webhook settings stay. */
  reset(): void;
  exportState(): string;
  importState(json: string): void;
  /** Answers any request, whatever its host; rejects with a TypeError, as fetch does, where the connection breaks. */
  handle(request: Request): Promise<Response>;
  close(): Promise<void>;
}

export interface HumaSandbox extends HumaTenant {
  /** The base address of the Open API; the page is at its root. */
  url: string;
  adminUrl: string;
}

export const CLIENT_ID = '11111111-2222-4333-8444-555555555555';
export const CLIENT_SECRET = '66666666-7777-4888-9999-000000000000';

/** Starts an embedded Huma with invented people. */
export async function startHuma(options: HumaOptions = {}): Promise<HumaSandbox> {
  const { app, tenant } = await build(options);
  await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return { ...tenant, url, adminUrl: `${url}/admin` };
}

/** The same without a port: only `handle` answers. */
export async function openHuma(options: Omit<HumaOptions, 'port'> = {}): Promise<HumaTenant> {
  const { app, tenant } = await build(options);
  await app.ready();
  return tenant;
}

async function build(given: HumaOptions): Promise<{ app: FastifyInstance; tenant: HumaTenant }> {
  const options: HumaOptions = { ...given, switches: { ...foundIn(given.tenant), ...given.switches } };
  const now = options.now ?? (() => new Date());
  const switches = defaultSwitches();
  setSwitches(switches, options.switches ?? {});
  const huma = assemble(options, switches, now);
  const journal = new Journal();
  startingPoint(huma, options);
  huma.store.onChange((change) => huma.webhooks.send(messagesOf(huma, change)));

  let forget = (): void => undefined;
  const reset = (): void => {
    startingPoint(huma, options);
    Object.assign(switches, defaultSwitches(), options.switches);
    for (const kept of [huma.faults, journal, huma.webhooks]) kept.clear();
    huma.tokens.revokeAll();
    forget();
  };

  const app = fastify({ forceCloseConnections: true, bodyLimit: 5_000_000 });
  readForms(app);
  answerRefusals(app);
  await app.register(async (api) => {
    addFaultsAndJournal(api, huma, journal, options.sleep);
    ({ forget } = openApi(api, huma));
  });
  await app.register(async (admin) => adminRoutes(admin, huma, journal, reset));
  await app.register(async (pages) => pageRoutes(pages, huma));

  const tenant: HumaTenant = {
    clientId: huma.settings.clientId,
    clientSecret: huma.settings.clientSecret,
    state: huma.store,
    journal: journal.entries,
    faults: huma.faults,
    switches,
    settings: huma.settings,
    webhook: huma.webhooks.settings,
    deliveries: huma.webhooks.deliveries,
    settled: () => huma.webhooks.settled(),
    reset,
    exportState: () => JSON.stringify({ ...huma.store.snapshot(), webhook: huma.webhooks.settings }),
    importState: (json) => {
      const { webhook, ...snapshot } = JSON.parse(json) as Snapshot & { webhook?: WebhookSettings };
      huma.store.restore(snapshot);
      Object.assign(huma.webhooks.settings, webhook);
      forget();
    },
    handle: (request) => answerInProcess(app.server, request),
    close: async () => {
      await huma.webhooks.stop();
      await app.close();
    },
  };
  return { app, tenant };
}

function foundIn(tenant: unknown): Partial<Switches> {
  if (tenant === undefined) return {};
  return positionsIn(tenant, 'huma', (key) => (Object.hasOwn(SWITCHES, key) ? SWITCHES[key as SwitchKey].positions : undefined)) as Partial<Switches>;
}

/** Fills the memory with the people to start with; nobody is told. */
function startingPoint(huma: Huma, { seed = 200, changes = {} }: HumaOptions): void {
  huma.store.restore(seedSnapshot(typeof seed === 'number' ? inventPeople(seed) : seed, huma.now()));
  const byEmail = new Map([...huma.store.users.values()].map((user) => [user.profile.email, user]));
  for (const [email, change] of Object.entries(changes)) {
    const user = byEmail.get(email);
    if (!user) throw new RangeError(`Nobody to start with has the e-mail ${email}.`);
    applyPlain(huma, user, change);
  }
}

function assemble(options: HumaOptions, switches: Switches, now: () => Date): Huma {
  const settings: Settings = {
    clientId: options.clientId ?? CLIENT_ID,
    clientSecret: options.clientSecret ?? CLIENT_SECRET,
    tokenSeconds: 3600,
    rateLimit: { requests: 20, perMs: 1000, retryAfterSeconds: 1 },
  };
  return { store: new Store(), switches, settings, tokens: new Tokens(settings, switches, now), faults: new Faults(), webhooks: new Webhooks(switches, now), now };
}

function readForms(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
  // A DELETE or POST without a body may still name a content type.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') return done(null, undefined);
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(Object.assign(new Error('Not JSON'), { statusCode: 400 }), undefined);
    }
  });
}

function answerRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof Limited && error.retryAfter !== undefined) void reply.header('retry-after', String(error.retryAfter));
    if (error instanceof Refusal) return reply.status(error.status).send(error.body);
    const path = request.url.split('?')[0];
    if (error.statusCode === 400) return reply.status(400).send({ errorCode: 'field:invalid-format', errorMessage: 'Invalid field format', fields: ['body'] });
    return reply.status(500).send({ timestamp: new Date().toISOString(), status: 500, error: 'Internal Server Error', message: error.message, path });
  });
  app.setNotFoundHandler((request, reply) => reply.status(404).send({ errorCode: 'object:not-found', errorMessage: 'Object not found', interpolations: { path: request.url.split('?')[0] } }));
}
