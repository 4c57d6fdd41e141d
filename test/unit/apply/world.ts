/** Both systems in memory, with links: plans are made of them and applied to them. */
import type { HumaUser } from '../../../core/huma';
import { apply, type Applied, type ApplyOptions, type Link } from '../../../core/sync';
import { makePlan, type PlanPolicy, type PlanRow } from '../../../core/sync/plan';
import type { XledgerEmployee } from '../../../core/xledger';
import { KEYS, NOW, POLICY, READING } from '../plan/tenants';
import { MemoryXledger } from '../sync/memoryXledger';
import { MemoryHuma } from './memoryHuma';

export interface Given {
  users: readonly HumaUser[];
  employees: readonly XledgerEmployee[];
  links?: readonly Link[];
  policy?: Partial<PlanPolicy>;
}

export const OPTIONS: ApplyOptions = {
  active: true, endpoint: POLICY.endpoint, ownerDbId: '1', limits: {}, edited: 'refuse', dryRun: false, readBack: true, rereadHuma: false, canary: false, creation: { ownerDbId: '1' }, groups: ['ours'], reading: READING,
};

export class World {
  xledger = new MemoryXledger();
  huma = new MemoryHuma();
  links = new Map<string, Link>();
  policy: PlanPolicy;
  now = NOW;
  private plans = 0;

  constructor({ users, employees, links = [], policy = {} }: Given) {
    for (const user of users) this.huma.users.set(user.humaId, structuredClone(user));
    for (const employee of employees) this.xledger.employees.set(employee.dbId, structuredClone(employee));
    for (const link of links) this.links.set(link.humaId, link);
    this.policy = { ...POLICY, ...policy };
  }

  plan(policy: Partial<PlanPolicy> = {}): PlanRow[] {
    return makePlan({ users: [...this.huma.users.values()], employees: [...this.xledger.employees.values()], links: [...this.links.values()], policy: { ...this.policy, ...policy }, reading: READING, keys: KEYS, now: this.now, planId: `plan-${++this.plans}` }).rows;
  }

  /** As a flow does it: rows as JSON, links remembered. */
  async apply(rows: readonly unknown[], options: Partial<ApplyOptions> = {}): Promise<Applied> {
    const stored: unknown[] = JSON.parse(JSON.stringify(rows));
    const applied = await apply(stored, { ...OPTIONS, ...options }, {
      xledger: this.xledger.client, huma: this.huma.client, keys: KEYS, links: [...this.links.values()], undoPlanId: `undo-${this.plans}`,
      clock: { now: () => this.now, sleep: async () => undefined, random: () => 0 },
    });
    for (const { link } of applied.outcomes) if (link) this.links.set(link.humaId, link);
    return applied;
  }

  /** All that both systems hold. */
  state(): { employees: XledgerEmployee[]; users: HumaUser[] } {
    return structuredClone({ employees: [...this.xledger.employees.values()], users: [...this.huma.users.values()] });
  }

  employee(dbId: string): XledgerEmployee {
    const found = this.xledger.employees.get(dbId);
    if (!found) throw new Error(`no employee ${dbId}`);
    return found;
  }

  user(humaId: string): HumaUser {
    const found = this.huma.users.get(humaId);
    if (!found) throw new Error(`no user ${humaId}`);
    return found;
  }
}
