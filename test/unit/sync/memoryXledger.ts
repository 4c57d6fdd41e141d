/** An Xledger in memory behind the client's interface: state without a network, for tests of what core/sync decides. */
import type { FieldKey, Person, Target, TargetValue } from '../../../core/person';
import { FIELD_KEYS, fieldsAt, FIELDS, TARGETS, targetsOf, wantedAt } from '../../../core/person';
import type { NewPerson, PersonUpdate, TenantForms, WriteResult, Xledger, XledgerEmployee, XledgerIndexEntry, Stop } from '../../../core/xledger';
import { XledgerStopped } from '../../../core/xledger';

export interface Written {
  key: string;
  targets: string[];
}

export class MemoryXledger {
  employees = new Map<string, XledgerEmployee>();
  updates: Written[] = [];
  creations: NewPerson[] = [];
  reads: string[] = [];
  /** Subledgers of which it was to tell, with the people, whether they are suppliers (U1). */
  suppliersAsked: string[] = [];
  requests = 0;
  /** Each operation with all that it was given, in words; `lookAgain` is one, though two are made of it here. */
  asked: string[] = [];
  /** Targets that the server refuses, lets fall, or that the client leaves out. */
  refuses = new Set<string>();
  drops = new Set<string>();
  leavesOut = new Set<string>();
  stops: Partial<Record<'index' | 'byDbId' | 'update' | 'create', Stop>> = {};
  /** An update is carried out, and its answer is lost. */
  lostAnswer?: Stop;
  /** Another answer than it would give: the client tells it as what became of a person. */
  answers: (result: WriteResult, key: string) => WriteResult = (result) => result;
  /** People of whom it says nothing at all. */
  silentOn = new Set<string>();
  /** What earlier runs saw of it. */
  forms?: TenantForms;
  /** Whether a form that an earlier run saw is given up, so that another is looked for. */
  doubtForms?: () => boolean;
  /** Called before each operation: what others do meanwhile. */
  meanwhile: (operation: string) => void = () => undefined;
  private next = 9000;

  add(given: Partial<XledgerEmployee> & { contact?: Partial<XledgerEmployee['contact']> | null; subledger?: Partial<XledgerEmployee['subledger']> | null } = {}): XledgerEmployee {
    const dbId = given.dbId ?? String(this.next++);
    const employee = {
      ownerDbId: '1', code: null, description: null, modifiedAt: null, employmentFrom: null, employmentTo: null, trialTo: null, noticeDate: null, dateTo: null,
      ...given,
      dbId,
      contact: given.contact === null ? null : { dbId: `${dbId}1`, firstName: null, lastName: null, email: null, phone: null, birthday: null, jobTitle: null, socialSec: null, gender: null, address: null, ...given.contact },
      subledger: given.subledger === null ? null : { dbId: `${dbId}2`, code: given.code ?? null, description: null, email: null, phone: null, bankAccount: null, company: { country: 'NO' }, address: null, ...given.subledger },
    } as XledgerEmployee;
    this.employees.set(dbId, employee);
    return employee;
  }

  /** The client. */
  get client(): Xledger {
    const client: Partial<Xledger> = {
      index: () => this.operation('index', () => this.entries()),
      byDbId: (dbIds, fields) => {
        this.asked.push(`reads ${dbIds.join(' ')}: ${named(fields)}`);
        return this.byDbId(dbIds, fields);
      },
      lookAgain: async ({ dbIds, fields, subledgerDbIds = [], everyone }) => {
        this.asked.push(`looks again at ${dbIds.join(' ') || 'nobody'}: ${named(fields)}${subledgerDbIds.map((dbId) => `, supplier ${dbId}`).join('')}${everyone ? ', everyone by their keys' : ''}`);
        const employees = dbIds.length > 0 ? await this.byDbId(dbIds, fields) : new Map<string, XledgerEmployee>();
        this.suppliersAsked.push(...subledgerDbIds);
        return { employees, ...(everyone && { index: await this.client.index() }) };
      },
      update: (updates) => {
        this.asked.push(...updates.map(({ key, employeeDbId, contactDbId, subledgerDbId, changes, seen }) => `updates ${key}, ${employeeDbId}/${contactDbId}/${subledgerDbId} seen as ${seen?.dbId}: ${changes.map(({ target, value }) => (value === null ? `no ${target.key}` : target.key)).join(' ')}`), 'together');
        return this.operation('update', () => this.told(updates, (update) => this.update(update)));
      },
      sees: (what) => {
        this.reads.push(`sees ${what}`);
        return Promise.resolve([...this.employees.values()].some(({ contact, subledger }) => (what === 'contacts' ? contact : subledger) !== null));
      },
      create: (people, defaults) => {
        this.asked.push(...people.map(({ key, person }) => `creates ${key}: ${named(Object.keys(person) as FieldKey[])}`), `together, with ${JSON.stringify(defaults)}`);
        return this.operation('create', () => this.told(people, (one) => this.create(one)));
      },
      doubtForms: this.doubtForms,
      forms: this.forms,
    };
    return Object.defineProperty(client, 'requests', { get: () => this.requests }) as Xledger;
  }

  private byDbId(dbIds: readonly string[], fields: readonly FieldKey[]): Promise<Map<string, XledgerEmployee>> {
    return this.operation('byDbId', () => new Map(dbIds.flatMap((id) => { const one = this.employees.get(id); return one ? [[id, shown(one, fields)] as const] : []; })));
  }

  private async operation<T>(name: 'index' | 'byDbId' | 'update' | 'create', work: () => T): Promise<T> {
    this.meanwhile(name);
    this.requests += 1;
    this.reads.push(name);
    const stop = this.stops[name];
    if (stop) throw new XledgerStopped(stop);
    return work();
  }

  private told<T extends { key: string }>(people: readonly T[], write: (one: T) => WriteResult): Map<string, WriteResult> {
    return new Map(people.filter(({ key }) => !this.silentOn.has(key)).map((one) => [one.key, this.answers(write(one), one.key)]));
  }

  private entries(): XledgerIndexEntry[] {
    return [...this.employees.values()].map(({ dbId, ownerDbId, code, contact, subledger }) => ({
      dbId, ownerDbId, code,
      contactDbId: contact?.dbId ?? null, contactEmail: contact?.email ?? null, contactPhone: contact?.phone ?? null,
      subledgerDbId: subledger?.dbId ?? null, subledgerCode: subledger?.code ?? null, subledgerEmail: subledger?.email ?? null, subledgerPhone: subledger?.phone ?? null,
    }));
  }

  private update({ key, employeeDbId, changes }: PersonUpdate): WriteResult {
    const employee = this.employees.get(employeeDbId);
    if (!employee) return { kind: 'refused', ids: {}, because: REFUSAL, written: [], leftOut: [], refused: [] };
    this.updates.push({ key, targets: changes.map(({ target }) => target.key) });
    const written: Target[] = [];
    const leftOut = changes.filter(({ target }) => this.leavesOut.has(target.key)).map(({ target }) => ({ target, why: 'subledgerNotWritable' as const }));
    for (const { target, value } of changes) {
      if (this.refuses.has(target.key) || this.leavesOut.has(target.key)) continue;
      written.push(target);
      if (!this.drops.has(target.key)) put(employee, target, value);
    }
    const ids = { employeeDbId, contactDbId: employee.contact?.dbId ?? null, subledgerDbId: employee.subledger?.dbId ?? null };
    if (this.lostAnswer) return { kind: 'notAttempted', ids, because: this.lostAnswer };
    const refused = changes.filter(({ target }) => this.refuses.has(target.key)).map(({ target }) => ({ target, because: REFUSAL }));
    return refused.length > 0 ? { kind: 'refused', ids, because: REFUSAL, written, leftOut, refused } : { kind: 'written', ids, leftOut };
  }

  private create(one: NewPerson): WriteResult {
    this.creations.push(one);
    const employee = this.add();
    for (const target of FIELDS.flatMap((field) => [...field.targets] as Target[])) {
      const wanted = wantedAt(target, one.person, {}, { bankCountry: 'NO' });
      if (wanted.is === 'value' && !this.drops.has(target.key)) put(employee, target, wanted.value);
    }
    return { kind: 'written', ids: { employeeDbId: employee.dbId, contactDbId: employee.contact?.dbId ?? null, subledgerDbId: employee.subledger?.dbId ?? null }, leftOut: [] };
  }
}

export const REFUSAL = { code: 'BAD_USER_INPUT', says: 'The value is not accepted.', retry: false } as const;

function put(employee: XledgerEmployee, target: Target, value: TargetValue | null): void {
  const row = (target.record === 'employee' ? employee : employee[target.record]) as Record<string, unknown> | null;
  if (row) row[target.path] = (AS_READ[target.shape] ?? same)(value);
}

const named = (fields: readonly FieldKey[]): string => (fields.length === FIELD_KEYS.length ? 'all fields' : fields.join(' '));

/** The employee with what these fields need (the other half of a name too), and nothing else: that is all that was asked for. */
function shown(employee: XledgerEmployee, fields: readonly FieldKey[]): XledgerEmployee {
  const copy = structuredClone(employee);
  const asked = new Set(targetsOf(targetsOf(fields).flatMap(fieldsAt)).map(({ key }) => key));
  for (const target of TARGETS) if (!asked.has(target.key) && target.key !== 'employee.code') put(copy, target, null);
  return copy;
}

const same = (value: TargetValue | null): unknown => value;

const AS_READ: { readonly [S in Target['shape']]?: (value: TargetValue | null) => unknown } = {
  gender: (value) => value && { dbId: '1', dbSubId: 1, code: String(value).toUpperCase(), name: value },
  address: (value) => (value && typeof value === 'object' ? { streetAddress: value.street ?? null, zipCode: value.zipCode ?? null, place: value.place ?? null, country: value.country ? { code: value.country } : null } : value),
};

/** The employee that a person makes when everything is equal. */
export function likePerson(person: Person): Partial<XledgerEmployee> {
  const memory = new MemoryXledger();
  const employee = memory.add();
  for (const target of FIELDS.flatMap((field) => [...field.targets] as Target[])) {
    const wanted = wantedAt(target, person, {}, { bankCountry: 'NO' });
    if (wanted.is === 'value') put(employee, target, wanted.value);
  }
  const { dbId: _dbId, contact, subledger, ...rest } = employee;
  const { dbId: _contactDbId, ...ofContact } = contact ?? { dbId: '' };
  const { dbId: _subledgerDbId, ...ofSubledger } = subledger ?? { dbId: '', code: null };
  return { ...rest, contact: ofContact as XledgerEmployee['contact'], subledger: ofSubledger as XledgerEmployee['subledger'] };
}
