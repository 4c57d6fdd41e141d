// Both sandboxes with core between them: edit a person in Huma, send an event, look at Xledger.
import { createHuma, type Huma } from '../../core/huma';
import { FIELD_KEYS } from '../../core/person';
import { upsert, type Ask, type HumaEvent, type Link, type Outcome, type Policy } from '../../core/sync';
import type { HumaSandbox } from '../../sandbox/huma';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { MAIN_OWNER, peopleOf, type PersonView, type XledgerSandbox } from '../../sandbox/xledger';
import type { Xledger } from '../../core/xledger';
import { humaPost } from './humaPost';
import { ask, startHuma } from './sandboxes';
import { tenantWith, type JumpingClock } from './xledgerTenant';

export const POLICY: Policy = {
  connection: 'default', active: true, autoAdd: true, whenMissing: 'create', matchBy: ['email'], whenMatched: 'update', fields: FIELD_KEYS, clearing: false,
  creation: { ownerDbId: String(MAIN_OWNER) }, reading: { bankCountry: 'NO', phoneCountry: 'NO' }, readBack: true, dryRun: false, fingerprintKey: Buffer.alloc(32, 3),
};

export interface Pair {
  humaSandbox: HumaSandbox;
  xledgerSandbox: XledgerSandbox;
  huma: Huma;
  xledger: Xledger;
  clock: JumpingClock;
  links: Map<string, Link>;
  people: InventedPerson[];
  /** Huma's id of an invented person. */
  idOf(person: InventedPerson): string;
  /** Changes a person in Huma, flat (sandbox/huma, admin address); creates without an id. */
  edit(id: string, changes: object): Promise<void>;
  add(person: object): Promise<string>;
  /** Reads these users from Huma and upserts them in one run, remembering the links. */
  bring(ids: readonly string[], options?: { event?: HumaEvent; policy?: Partial<Policy> }): Promise<Outcome[]>;
  /** The two halves of `bring`. */
  read(ids: readonly string[], event?: HumaEvent): Promise<Ask[]>;
  upsert(asks: readonly Ask[], policy?: Partial<Policy>, client?: Xledger): Promise<Outcome[]>;
  /** Requests that the last `bring` sent to Xledger. */
  readonly requests: number;
  inXledger(find: string): PersonView;
  /** Undefined where Xledger has nobody with it. */
  inXledgerOrNone(find: string): PersonView | undefined;
  close(): Promise<void>;
}

interface PairOptions {
  /** How many people start in both. */
  people?: number;
  /** How many of them Xledger does not have. */
  onlyInHuma?: number;
  switches?: NonNullable<Parameters<typeof tenantWith>[0]>['switches'];
  limits?: NonNullable<Parameters<typeof tenantWith>[0]>['limits'];
  /** Everybody is linked: with a baseline unless told otherwise, which reads everybody once; or by their ids alone. */
  linked?: 'withBaseline' | 'byIds';
}

export async function pairOf({ people: count = 3, onlyInHuma = 0, switches, limits = true, linked = 'withBaseline' }: PairOptions = {}): Promise<Pair> {
  const people = inventPeople(count, 11);
  const known = people.slice(0, count - onlyInHuma);
  const humaSandbox = await startHuma({ seed: people });
  const tenant = await tenantWith({ seed: known, switches, limits }, { reading: POLICY.reading });
  const huma = createHuma({ baseUrl: humaSandbox.url, post: humaPost(humaSandbox).post, clock: tenant.clock, parallel: 4, reading: POLICY.reading });
  const idByEmail = new Map([...humaSandbox.state.users.values()].map(({ id, profile }) => [profile.email, id]));
  const links = new Map<string, Link>();
  let requests = 0;
  let item = 0;

  const pair: Pair = {
    humaSandbox, xledgerSandbox: tenant.sandbox, huma, xledger: tenant.client, clock: tenant.clock, links, people,
    get requests() { return requests; },
    idOf: ({ email }) => idByEmail.get(email) ?? '',
    edit: async (id, changes) => void (await admin(humaSandbox, 'PATCH', `/people/${id}`, changes)),
    add: async (person) => ((await admin(humaSandbox, 'POST', '/people', person)) as { id: string }).id,
    bring: async (ids, { event, policy } = {}) => pair.upsert(await pair.read(ids, event), policy),
    async read(ids, event) {
      const answers = await huma.read(ids);
      return answers.map((answer, place): Ask => ({ item: item++, event, humaId: ids[place] ?? '', source: sourceOf(answer) }));
    },
    async upsert(asks, policy, client = tenant.client) {
      const done = await upsert(asks, [...links.values()], { ...POLICY, ...policy }, client, tenant.clock);
      requests = done.requests;
      for (const { link } of done.outcomes) if (link) links.set(link.humaId, link);
      return done.outcomes;
    },
    inXledgerOrNone: (find) => peopleOf(tenant.sandbox.state).find(({ values }) => values['contact.email'] === find || values['employee.code'] === find),
    inXledger(find) {
      const found = peopleOf(tenant.sandbox.state).filter(({ values }) => values['contact.email'] === find || values['employee.code'] === find);
      if (found.length !== 1 || !found[0]) throw new Error(`${found.length} people with ${find}`);
      return found[0];
    },
    close: async () => void (await Promise.all([humaSandbox.close(), tenant.close()])),
  };
  if (linked === 'withBaseline') await pair.bring(known.map(pair.idOf), { policy: { whenMatched: 'link' } });
  else for (const person of known) links.set(pair.idOf(person), bareLink(pair.idOf(person), pair.inXledger(person.employmentId)));
  tenant.sandbox.journal.length = 0;
  return pair;
}

const bareLink = (humaId: string, { dbId, contactDbId, subledgerDbId }: PersonView): Link => ({
  connection: 'default', humaId, state: 'linked', employeeDbId: String(dbId), contactDbId: String(contactDbId), subledgerDbId: String(subledgerDbId), baseline: {}, changedAt: '',
});

function sourceOf(answer: Awaited<ReturnType<Huma['read']>>[number]): Ask['source'] {
  if (answer.kind === 'user') return { kind: 'user', user: answer.user };
  if (answer.kind === 'notVisible') return { kind: 'notVisible' };
  throw new Error(answer.says);
}

async function admin({ adminUrl }: HumaSandbox, method: string, path: string, body: object): Promise<unknown> {
  const response = await ask(`${adminUrl}${path}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
