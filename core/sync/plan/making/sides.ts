/** Both sides as the plan needs them: each person once, everyone in Xledger by key, and the links that still hold. */
import type { HumaUser } from '../../../huma';
import { fieldOf, type FieldKey, type Person } from '../../../person';
import type { XledgerEmployee, XledgerIndexEntry } from '../../../xledger';
import { uniqueness, type Uniqueness } from '../../compare';
import { linkBook } from '../../link';
import { indexXledger, match, type Match, type XledgerIndex } from '../../match';
import { shortName } from '../../report';
import type { Link } from '../../types';
import type { PlanInput, Unread } from './input';

export interface Sides {
  users: readonly HumaUser[];
  userOf: ReadonlyMap<string, HumaUser>;
  /** Known to Huma, and not to be read: they take part in matching and in nothing else. */
  unread: readonly Unread[];
  employees: ReadonlyMap<string, XledgerEmployee>;
  index: XledgerIndex;
  /** Of everyone in `users` and `unread`, by Huma id. */
  found: ReadonlyMap<string, Match>;
  /** The link of a user, where its employee was read. */
  linkOf: ReadonlyMap<string, Link>;
  /** Links whose employee Xledger no longer shows (R12). */
  gone: ReadonlyMap<string, Link>;
  /** Huma ids whose user was deleted (R25). */
  deleted: ReadonlySet<string>;
  /** Employees of users who were deleted in Huma (R25), by dbId. */
  tombstones: ReadonlyMap<string, Link>;
  /** Linked employees whose user was not among those read, by dbId (R27). */
  notVisible: ReadonlyMap<string, Link>;
  unique: Uniqueness;
  /** Huma ids that came twice and say different things. */
  contradictory: ReadonlySet<string>;
  people: { huma: number; xledger: number; linked: number; linkedRead: number };
}

/** The order of what was read must not show in anything that is said: where several answer, they are sorted there. */
export function sidesOf({ users: given, unread: notRead = [], employees: rows, links, policy, reading }: PlanInput): Sides {
  const { userOf, contradictory } = eachOnce(given);
  const users = [...userOf.values()];
  const unreadOf = new Map(notRead.filter(({ humaId }) => !userOf.has(humaId)).map((one) => [one.humaId, one]));
  const unread = [...unreadOf.values()];
  const isKnown = ({ humaId }: Link): boolean => userOf.has(humaId) || unreadOf.has(humaId);
  const employees = latest(rows);
  const index = indexXledger(Array.from(employees.values(), (employee) => new Entry(employee)), reading);
  const book = linkBook(inOrder(links), policy.connection).all;
  const linked = book.filter(({ state }) => state === 'linked');
  const gone = linked.filter(({ employeeDbId }) => !employees.has(employeeDbId ?? ''));
  const held = gone.length === 0 ? linked : linked.filter(({ employeeDbId }) => employees.has(employeeDbId ?? ''));
  const seekers = [
    ...users.map(({ humaId, person }) => ({ key: humaId, humaId, email: person.email, employmentId: person.employmentId })),
    ...unread.map(({ humaId, email }) => ({ key: humaId, humaId, email })),
  ];
  const goneIds = new Set(gone.map(({ humaId }) => humaId));
  const standing = gone.length === 0 ? book : book.filter(({ humaId }) => !goneIds.has(humaId));
  return {
    users,
    userOf,
    unread,
    employees,
    index,
    found: match(seekers, standing, index, { by: policy.employmentIdCounts ? ['email', 'employmentId'] : ['email'], ownerDbId: policy.ownerDbId ?? undefined }),
    linkOf: new Map(held.map((link) => [link.humaId, link])),
    gone: new Map(gone.map((link) => [link.humaId, link])),
    deleted: new Set(book.filter(({ state }) => state === 'deleted').map(({ humaId }) => humaId)),
    tombstones: byEmployee(book.filter(({ state }) => state === 'deleted')),
    notVisible: byEmployee(held.filter((link) => !isKnown(link))),
    unique: uniqueness(users.map(({ humaId, person }) => ({ key: humaId, person })), index, reading),
    contradictory,
    people: { huma: users.length, xledger: employees.size, linked: linked.length, linkedRead: linked.filter(isKnown).length },
  };
}

/** Lists overlap. Who comes twice and says the same is one person; who says different things is one person whom nobody can sync. */
function eachOnce(given: readonly HumaUser[]): { userOf: Map<string, HumaUser>; contradictory: Set<string> } {
  const first = new Map<string, HumaUser>();
  const contradictory = new Set<string>();
  for (const user of given) {
    if (user.type !== 'user') continue;
    const other = first.get(user.humaId);
    if (!other) first.set(user.humaId, user);
    else if (textOf(other) !== textOf(user)) contradictory.add(user.humaId);
  }
  // Whichever came first would depend on the order.
  for (const humaId of contradictory) first.set(humaId, { humaId, type: 'user', person: agreed(given.filter((user) => user.type === 'user' && user.humaId === humaId)), unreadable: [], problems: [] });
  return { userOf: first, contradictory };
}

/** Enough to find the employee whom they may mean, so that nobody takes the employee for missing in Huma. */
function agreed(users: readonly HumaUser[]): Person {
  const [first, ...others] = users.map(({ person }) => person);
  const keys: FieldKey[] = ['email', 'employmentId', 'givenName', 'familyName'];
  return Object.fromEntries(keys.filter((key) => first?.[key] && others.every((other) => other[key] === first[key])).map((key) => [key, first?.[key]])) as Person;
}

/** Which of two links counts may hang on which comes later: where an id comes twice, all have their place by what they say. */
function inOrder(links: readonly Link[]): readonly Link[] {
  const [people, employees] = [new Set(links.map(({ humaId }) => humaId)), new Set(links.map(({ employeeDbId, humaId }) => employeeDbId ?? `of ${humaId}`))];
  if (people.size === links.length && employees.size === links.length) return links;
  const keyed = links.map((link) => ({ link, key: `${link.humaId} ${link.changedAt} ${link.employeeDbId ?? ''} ${link.state}` }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ link }) => link);
}

const textOf = (user: HumaUser): string => JSON.stringify(sorted(user));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}

/** A row that slipped into two pages: the one that was changed last. */
function latest(rows: readonly XledgerEmployee[]): Map<string, XledgerEmployee> {
  const employees = new Map<string, XledgerEmployee>();
  for (const row of rows) {
    const other = employees.get(row.dbId);
    if (!other || newness(row) > newness(other)) employees.set(row.dbId, row);
  }
  return employees;
}

const newness = (row: XledgerEmployee): string => `${row.modifiedAt ?? ''} ${JSON.stringify(row)}`;

/** An employee as the index sees them: nothing is copied for the many whom nobody asks for. */
class Entry implements XledgerIndexEntry {
  constructor(private readonly employee: XledgerEmployee) {}

  get dbId(): string { return this.employee.dbId; }
  get ownerDbId(): string | null { return this.employee.ownerDbId; }
  get code(): string | null { return this.employee.code; }
  get contactDbId(): string | null { return this.employee.contact?.dbId ?? null; }
  get contactEmail(): string | null { return this.employee.contact?.email ?? null; }
  get contactPhone(): string | null { return this.employee.contact?.phone ?? null; }
  get subledgerDbId(): string | null { return this.employee.subledger?.dbId ?? null; }
  get subledgerCode(): string | null { return this.employee.subledger?.code ?? null; }
  get subledgerEmail(): string | null { return this.employee.subledger?.email ?? null; }
  get subledgerPhone(): string | null { return this.employee.subledger?.phone ?? null; }
}

const byEmployee = (links: readonly Link[]): Map<string, Link> => new Map(links.flatMap((link) => (link.employeeDbId ? [[link.employeeDbId, link]] : [])));

/** How an employee is named where somebody has to find them: "001042 Kari T.". */
export function namedIn({ employees }: Pick<Sides, 'employees'>, dbId: string): string {
  const employee = employees.get(dbId);
  const name = employee && nameOf(employee);
  const id = employee?.code ? employee.code : `with Xledger ID ${dbId}`;
  return name ? `${id} ${name}` : id;
}

/** The contact's names; else nothing, for other texts may hold more than a name. */
export const nameOf = ({ contact }: XledgerEmployee): string | null => shortName({ givenName: contact?.firstName, familyName: contact?.lastName });

/** Whether an employee has left by a day (U26). */
export const isClosed = ({ employmentTo, dateTo }: Pick<XledgerEmployee, 'employmentTo' | 'dateTo'>, today: string): boolean => [employmentTo, dateTo].some((date) => typeof date === 'string' && date < today);

export const sameEmploymentId = (one: string | null | undefined, other: string | null | undefined): boolean => Boolean(one && other && fieldOf('employmentId').kind.same(one, other));
