// The memory of the embedded Huma, and the news of every change to a person.
import { createHash, randomUUID } from 'node:crypto';
import type { Group, JobTitle, User } from './model';

/** What happened to one person: how the person was before and after. */
export type Change =
  | { kind: 'create'; after: User }
  | { kind: 'update'; before: User; after: User }
  | { kind: 'delete'; before: User };

/** All that is kept between two starts of the demo. */
export interface Snapshot {
  users: User[];
  groups: Group[];
  titles: JobTitle[];
  deleted: string[];
}

/** The account that belongs to the API key; `me` means this one. */
export const SERVICE_USER_ID = stableId('service-user');

export class Store {
  readonly users = new Map<string, User>();
  readonly groups = new Map<string, Group>();
  readonly titles = new Map<string, JobTitle>();
  /** Ids of people that were deleted for good. */
  readonly deleted = new Set<string>();
  private listeners: Array<(change: Change) => void> = [];

  onChange(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }

  addUser(user: User): User {
    this.users.set(user.id, user);
    this.tell({ kind: 'create', after: structuredClone(user) });
    return user;
  }

  /** Runs one edit of a person and tells the listeners once, if anything changed. An edit that throws changes nothing. */
  editUser(id: string, edit: (user: User) => void): User {
    const before = this.users.get(id);
    if (!before) throw new RangeError(`There is no person ${id}.`);
    const after = structuredClone(before);
    edit(after);
    this.users.set(id, after);
    if (JSON.stringify(before) !== JSON.stringify(after)) this.tell({ kind: 'update', before, after: structuredClone(after) });
    return after;
  }

  deleteUser(id: string): void {
    const before = this.users.get(id);
    if (!before) return;
    this.users.delete(id);
    this.deleted.add(id);
    this.tell({ kind: 'delete', before });
  }

  /** The title with this name, made when there is none. Names are compared without case. */
  titleNamed(name: string): JobTitle {
    const wanted = name.trim().toLowerCase();
    const found = [...this.titles.values()].find((title) => title.name.toLowerCase() === wanted);
    if (found) return found;
    const title = { id: randomUUID(), name: name.trim() };
    this.titles.set(title.id, title);
    return title;
  }

  groupsOf(user: User): Group[] {
    return user.groups.flatMap((id) => this.groups.get(id) ?? []);
  }

  snapshot(): Snapshot {
    return { users: [...this.users.values()], groups: [...this.groups.values()], titles: [...this.titles.values()], deleted: [...this.deleted] };
  }

  /** Replaces everything with what is given, silently: nobody changed a person. The snapshot then belongs to the store. */
  restore({ users, groups, titles, deleted }: Snapshot): void {
    for (const kept of [this.users, this.groups, this.titles, this.deleted]) kept.clear();
    users.forEach((user) => this.users.set(user.id, user));
    groups.forEach((group) => this.groups.set(group.id, group));
    titles.forEach((title) => this.titles.set(title.id, title));
    deleted.forEach((id) => this.deleted.add(id));
  }

  private tell(change: Change): void {
    this.listeners.forEach((listener) => listener(change));
  }
}

/** The same UUID for the same words, so that a seeded person keeps the id over a reset. */
export function stableId(words: string): string {
  const hex = createHash('sha256').update(`huma-sandbox:${words}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
