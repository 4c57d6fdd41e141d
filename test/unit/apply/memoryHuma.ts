/** A Huma in memory behind the client's interface: people as core/sync sees them, without a network. */
import type { Huma, HumaAnswer, HumaFieldResult, HumaListedUser, HumaUpdate, HumaUser, HumaWritten, NewHumaUser } from '../../../core/huma';
import { fieldOf, kindOf, type FieldKey, type Person } from '../../../core/person';
import { READING } from '../plan/tenants';

export class MemoryHuma {
  users = new Map<string, HumaUser>();
  requests = 0;
  /** Each operation with all that it was given, in words. */
  asked: string[] = [];
  /** Fields that are refused, or held until the person confirms. */
  refuses = new Set<FieldKey>();
  pending = new Set<FieldKey>();
  /** Other answers than it would give. */
  tells: (written: HumaWritten) => HumaWritten = (written) => written;
  answers: (answer: HumaAnswer) => HumaAnswer = (answer) => answer;
  /** Thrown instead of the list. */
  listFails?: Error;
  created: NewHumaUser[] = [];
  updates: HumaUpdate[] = [];

  get client(): Huma {
    const countOf = (): number => this.requests;
    return {
      get requests() { return countOf(); },
      list: () => this.list(),
      read: async (ids) => {
        this.asked.push(`Huma reads ${ids.join(' ') || 'nobody'}`);
        return ids.map((id) => this.answers(this.answer(id)));
      },
      update: async (updates) => {
        this.asked.push(...updates.map(({ humaId, changes, evenLocked }) => `Huma updates ${humaId}: ${Object.entries(changes).map(([field, value]) => (value === null ? `no ${field}` : field)).join(' ')}${evenLocked ? ', even locked' : ''}`), 'together');
        return updates.map((update) => this.tells(this.update(update)));
      },
      create: async (people, { listed: all } = {}) => {
        this.asked.push(...people.map(({ key, person, groups }) => `Huma creates ${key} in ${groups.join(' ')}: ${Object.keys(person).join(' ')}`), `together, among ${all?.length}`);
        return new Map(people.map((one) => [one.key, this.tells(this.create(one))]));
      },
    } as Partial<Huma> as Huma;
  }

  private async *list(): AsyncGenerator<HumaListedUser[]> {
    this.requests += 1;
    this.asked.push('Huma lists all');
    if (this.listFails) throw this.listFails;
    yield [...this.users.values()].map(listed);
  }

  private answer(id: string): HumaAnswer {
    this.requests += 1;
    const user = this.users.get(id);
    return user ? { kind: 'user', user: structuredClone(user) } : { kind: 'notVisible', status: 404 };
  }

  private update(update: HumaUpdate): HumaWritten {
    this.requests += 1;
    this.updates.push(update);
    const { humaId, changes } = update;
    const user = this.users.get(humaId);
    if (!user) throw new Error('no such user');
    const before = structuredClone(user);
    const fields = (Object.keys(changes) as FieldKey[]).map((field): HumaFieldResult => {
      if (this.refuses.has(field)) return { field, became: 'refused', says: 'Huma refused the request (HTTP 400).', retry: false };
      if (this.pending.has(field)) return { field, became: 'awaitingConfirmation', retry: false };
      if (isSame(field, changes[field], user.person[field])) return { field, became: 'unchanged', retry: false };
      Object.assign(user.person, { [field]: changes[field] });
      return { field, became: 'written', retry: false };
    });
    return { humaId, created: false, fields, before, now: structuredClone(user) };
  }

  /** As Huma does it: a new user has no position, so nothing of one can be written. */
  private create(one: NewHumaUser): HumaWritten {
    this.requests += 1;
    this.created.push(one);
    const humaId = `new-${this.users.size}`;
    const isOfPosition = (field: string) => fieldOf(field as FieldKey).huma.startsWith('position');
    const person = Object.fromEntries(Object.entries(one.person).filter(([field]) => !isOfPosition(field))) as Person;
    const user: HumaUser = { humaId, type: 'user', active: true, person, unreadable: [], problems: [], groups: [...one.groups] };
    this.users.set(humaId, user);
    const fields = (Object.keys(one.person) as FieldKey[]).map((field): HumaFieldResult => (isOfPosition(field) ? { field, became: 'leftOut', says: 'There is no position.', retry: false } : { field, became: 'written', retry: false }));
    return { humaId, created: true, fields, now: structuredClone(user) };
  }
}

const isSame = (field: FieldKey, one: unknown, other: unknown): boolean =>
  one === null || other === null || other === undefined ? one === other : kindOf(field).same(one as never, other as never, READING);

const listed = ({ humaId, person, active, groups }: HumaUser): HumaListedUser => ({
  humaId, type: 'user', active: active ?? true, givenName: person.givenName ?? '', familyName: person.familyName ?? '', email: person.email ?? '', phone: person.phone ?? undefined, jobTitles: [], groups: groups ?? [],
});
