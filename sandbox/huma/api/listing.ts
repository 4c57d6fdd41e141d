// Which people a list holds, in which order, and how query arrays are read (H11, H14, H15).
import type { Huma } from '../context';
import { SERVICE_USER_ID, type User } from '../state';
import type { UserListQuery } from './inputs';

/** Takes the array filters of a query apart as H14 says: a repeated key, or one key with commas. */
export function readArrays(huma: Huma, query: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  const read = { repeated: (sent: string[]) => sent, comma: (sent: string[]) => (sent.at(-1) ?? '').split(',') }[huma.switches.H14];
  const arrays = keys.filter((key) => query[key] !== undefined).map((key) => [key, read([query[key]].flat().map(String))]);
  return { ...query, ...Object.fromEntries(arrays) };
}

/** Lists people page by page. Remembers the last filtered list, so that paging through very many people stays quick. */
export class UserList {
  private last?: { key: string; users: User[] };
  private shifts = 0;

  constructor(private readonly huma: Huma) {
    huma.store.onChange(this.forget);
  }

  page(query: UserListQuery): { total: number; users: User[] } {
    const { limit, offset, ...filters } = query;
    const key = JSON.stringify([filters, this.huma.switches.H11]);
    if (this.last?.key !== key) this.last = { key, users: this.filtered(filters) };
    const { users } = this.last;
    const shown = this.huma.switches.H15 === 'shifting' ? rotated(users, this.shifts++) : users;
    return { total: users.length, users: shown.slice(offset, offset + limit) };
  }

  /** To be called when the store was filled anew without telling anybody. */
  readonly forget = (): void => { this.last = undefined; };

  private filtered(query: Omit<UserListQuery, 'limit' | 'offset'>): User[] {
    const { users } = this.huma.store;
    const isActive = query.isActive ?? (this.huma.switches.H11 === 'activeOnly' ? true : undefined);
    const ids = new Set(query.id.map(ofMe));
    const excluded = new Set(query.excludeId.map(ofMe));
    const supervisors = query.isSupervisor === undefined ? undefined : new Set([...users.values()].map((user) => user.supervisor));
    const titleIds = new Set(query.jobTitle);
    const found = [...users.values()].filter((user) =>
      !user.invisible
      && (isActive === undefined || user.active === isActive)
      && (ids.size === 0 || ids.has(user.id))
      && !excluded.has(user.id)
      && [query.team, query.location, query.company].every((wanted) => wanted.length === 0 || wanted.some((id) => user.groups.includes(id)))
      && (titleIds.size === 0 || user.positions.some(({ titleId }) => titleId && titleIds.has(titleId)))
      && (query.supervisor === undefined || (query.supervisor === 'none' ? !user.supervisor : user.supervisor === ofMe(query.supervisor)))
      && (supervisors === undefined || supervisors.has(user.id) === query.isSupervisor)
      && (!query.notRecursivelySupervisorOf || !isAbove(users, user.id, query.notRecursivelySupervisorOf))
      && (!query.notRecursivelySubordinateOf || !isAbove(users, query.notRecursivelySubordinateOf, user.id))
      && matches(user, query.search));
    const sorted = found.map((user) => ({ user, by: sortKey(user) })).sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0)).map(({ user }) => user);
    return query.orderDirection === 'DESC' ? sorted.reverse() : sorted;
  }
}

const ofMe = (id: string): string => (id === 'me' ? SERVICE_USER_ID : id);

const sortKey = ({ profile, id }: User): string => `${profile.givenName} ${profile.familyName} ${id}`.toLowerCase();

function matches({ profile }: User, search: string | undefined): boolean {
  if (!search) return true;
  const everything = `${profile.givenName} ${profile.familyName} ${profile.email} ${profile.phone ?? ''}`.toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => everything.includes(word));
}

/** Is `upper` somewhere above `lower` in the lines of command? */
function isAbove(users: Map<string, User>, upper: string, lower: string): boolean {
  const seen = new Set<string>();
  for (let at = users.get(lower)?.supervisor; at && !seen.has(at); at = users.get(at)?.supervisor) {
    if (at === upper) return true;
    seen.add(at);
  }
  return false;
}

function rotated<T>(list: T[], by: number): T[] {
  const at = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
