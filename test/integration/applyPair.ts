// Both sandboxes with core between them: make a plan of what they hold, and apply it.
import { createHuma, type Huma, type HumaUser } from '../../core/huma';
import { FIELD_KEYS, keyFrom } from '../../core/person';
import { apply, makePlan, type Applied, type ApplyOptions, type Link, type PlanPolicy, type PlanRow } from '../../core/sync';
import type { Xledger, XledgerEmployee, XledgerOptions } from '../../core/xledger';
import type { HumaSandbox } from '../../sandbox/huma';
import type { InventedPerson } from '../../sandbox/people';
import { MAIN_OWNER, peopleOf, type PersonView, type XledgerSandbox } from '../../sandbox/xledger';
import { humaPost } from './humaPost';
import { startHuma } from './sandboxes';
import { tenantWith, type JumpingClock } from './xledgerTenant';

const KEYS = { seal: keyFrom('token', 'seal'), signature: keyFrom('token', 'signature'), fingerprint: keyFrom('token', 'fingerprint') };
const READING = { bankCountry: 'NO', phoneCountry: 'NO' };

export interface ApplyPair {
  humaSandbox: HumaSandbox;
  xledgerSandbox: XledgerSandbox;
  huma: Huma;
  xledger: Xledger;
  clock: JumpingClock;
  links: Map<string, Link>;
  /** Huma's id of an e-mail address. */
  idOf(email: string): string;
  inXledger(email: string): PersonView;
  plan(policy?: Partial<PlanPolicy>): Promise<PlanRow[]>;
  apply(rows: readonly unknown[], options?: Partial<ApplyOptions>): Promise<Applied>;
  close(): Promise<void>;
}

/** Who is where. */
export async function applyPairOf({ inHuma, inXledger, switches, client }: { client?: Partial<XledgerOptions>; inHuma: readonly InventedPerson[]; inXledger: readonly InventedPerson[]; switches?: { xledger?: NonNullable<Parameters<typeof tenantWith>[0]>['switches']; huma?: NonNullable<Parameters<typeof startHuma>[0]>['switches'] } }): Promise<ApplyPair> {
  const humaSandbox = await startHuma({ seed: inHuma, switches: switches?.huma });
  const tenant = await tenantWith({ seed: inXledger, limits: true, switches: switches?.xledger }, { reading: READING, ...client });
  const huma = createHuma({ baseUrl: humaSandbox.url, post: humaPost(humaSandbox).post, clock: tenant.clock, parallel: 8, reading: READING });
  const links = new Map<string, Link>();
  const endpoint = tenant.sandbox.graphqlUrl;
  let plans = 0;
  return {
    humaSandbox, xledgerSandbox: tenant.sandbox, huma, xledger: tenant.client, clock: tenant.clock, links,
    idOf: (email) => [...humaSandbox.state.users.values()].find(({ profile }) => profile.email === email)?.id ?? '',
    inXledger: (email) => peopleOf(tenant.sandbox.state).find(({ values }) => values['contact.email'] === email) ?? fail(email),
    async plan(policy = {}) {
      const employees: XledgerEmployee[] = [];
      for await (const page of tenant.client.everyone(FIELD_KEYS)) employees.push(...page);
      const ids = [...humaSandbox.state.users.values()].filter(({ type }) => type === 'user').map(({ id }) => id);
      const users = (await huma.read(ids)).map((answer): HumaUser => (answer.kind === 'user' ? answer.user : fail(answer.kind)));
      const whole: PlanPolicy = {
        connection: 'default', endpoint, ownerDbId: String(MAIN_OWNER), fields: FIELD_KEYS, wins: { general: 'huma', byField: {} }, missing: 'fill', createIn: 'both',
        firstMatchWaits: false, employmentIdCounts: false, limits: {}, expiresInHours: 24, ...policy,
      };
      return makePlan({ users, employees, links: [...links.values()], policy: whole, reading: READING, keys: KEYS, now: tenant.clock.now(), planId: `plan-${++plans}` }).rows;
    },
    async apply(rows, options = {}) {
      const applied = await apply(JSON.parse(JSON.stringify(rows)) as unknown[], {
        active: true, endpoint, ownerDbId: String(MAIN_OWNER), limits: {}, edited: 'refuse', dryRun: false, readBack: true, rereadHuma: false, canary: true,
        creation: { ownerDbId: String(MAIN_OWNER) }, groups: [[...humaSandbox.state.groups.values()][0]?.id ?? ''], reading: READING, ...options,
      }, { xledger: tenant.client, huma, clock: tenant.clock, keys: KEYS, links: [...links.values()], undoPlanId: `undo-${plans}` });
      for (const { link } of applied.outcomes) if (link) links.set(link.humaId, link);
      return applied;
    },
    close: async () => void (await Promise.all([humaSandbox.close(), tenant.close()])),
  };
}

const fail = (what: string): never => { throw new Error(what); };
