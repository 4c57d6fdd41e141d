/** Invented people, asks and policies for tests of core/sync. */
import { FIELD_KEYS, type Person } from '../../../core/person';
import type { HumaUser } from '../../../core/huma';
import { upsert, type Ask, type Link, type Outcome, type Policy } from '../../../core/sync';
import type { TenantForms } from '../../../core/xledger';
import { likePerson, MemoryXledger } from './memoryXledger';

export const KARI: Person = {
  email: 'kari.testesen@example.no', employmentId: '001042', givenName: 'Kari', familyName: 'Testesen', phone: '+4799000001',
  birthDate: '1990-02-03' as Person['birthDate'], bankAccount: { kind: 'national', number: '12345678903', country: 'NO' },
  address: { street: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: 'NO' }, gender: 'Female', jobTitle: 'Utvikler',
  employmentStart: '2024-08-01' as Person['employmentStart'], probationEnd: '2025-02-01' as Person['probationEnd'],
  terminationNotice: null, employmentEnd: null, nationalId: { number: '03829012345', country: 'NO' },
};

export const OLA: Person = { ...KARI, email: 'ola.proveland@example.no', employmentId: '001043', givenName: 'Ola', familyName: 'Prøveland', phone: '+4799000002', gender: 'Male' };

export const POLICY: Policy = {
  connection: 'default', active: true, autoAdd: true, whenMissing: 'create', matchBy: ['email'], whenMatched: 'update', fields: FIELD_KEYS, clearing: false,
  creation: {}, reading: { bankCountry: 'NO', phoneCountry: 'NO' }, readBack: true, dryRun: false, fingerprintKey: Buffer.alloc(32, 7),
};

export const CLOCK = { now: () => Date.parse('2026-03-01T10:00:00Z'), sleep: async () => undefined, random: () => 0 };

export const user = (humaId: string, person: Person, more: Partial<HumaUser> = {}): HumaUser => ({ humaId, type: 'user', active: true, person, unreadable: [], problems: [], ...more });

export const ask = (humaId: string, person: Person, more: Partial<Ask> & { user?: Partial<HumaUser> } = {}): Ask => ({ item: more.item ?? 0, event: more.event, humaId, source: more.source ?? { kind: 'user', user: user(humaId, person, more.user) } });

export const link = (humaId: string, employeeDbId: string, more: Partial<Link> = {}): Link => ({
  connection: 'default', humaId, state: 'linked', employeeDbId, contactDbId: null, subledgerDbId: null, baseline: {}, changedAt: '2026-01-01T00:00:00.000Z', ...more,
});

/** One run over an Xledger in memory. Links go in and come out as flows keep them. */
export class Flow {
  links = new Map<string, Link>();
  /** What the last run says of this Xledger. */
  learnt: TenantForms = {};
  constructor(readonly xledger: MemoryXledger, readonly policy: Policy = POLICY) {}

  async run(asks: readonly Ask[], policy: Partial<Policy> = {}): Promise<Outcome[]> {
    const { outcomes, forms } = await upsert(asks, [...this.links.values()], { ...this.policy, ...policy }, this.xledger.client, CLOCK);
    this.learnt = forms;
    for (const { link: next } of outcomes) if (next) this.links.set(next.humaId, next);
    return outcomes;
  }

  /** One person, asked for by hand unless an event is named. */
  async bring(person: Person, more: Partial<Ask> & { user?: Partial<HumaUser>; policy?: Partial<Policy> } = {}): Promise<Outcome> {
    const { policy, ...rest } = more;
    const [outcome] = await this.run([ask(rest.humaId ?? 'h1', person, rest)], policy);
    if (!outcome) throw new Error('no outcome');
    return outcome;
  }
}

/** Kari is in both systems, equal and linked, and what both hold is remembered. */
export async function linkedKari(policy = {}): Promise<{ xledger: MemoryXledger; flow: Flow; employeeDbId: string }> {
  const xledger = new MemoryXledger();
  const { dbId } = xledger.add(likePerson(KARI));
  const flow = new Flow(xledger);
  flow.links.set('h1', link('h1', dbId));
  await flow.bring(KARI, { event: 'changed', policy });
  return { xledger, flow, employeeDbId: dbId };
}
