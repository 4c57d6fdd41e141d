/** From items to people: the same person asked for several times is one piece of work with one outcome for each item. */
import type { FieldKey, Person } from '../../person';
import type { HumaUser } from '../../huma';
import type { Ask, HumaEvent } from '../types';

/** One person of a run. */
export interface Subject {
  /** Unique in the run, and the same whatever the order of the items. */
  key: string;
  humaId: string | null;
  event?: HumaEvent;
  source: Ask['source'];
  /** The items that asked, in their order. */
  items: number[];
}

/** Groups the asks by Huma id; people without one only where two items say exactly the same. */
export function subjectsOf(asks: readonly Ask[]): Subject[] {
  const inOrder = [...asks].sort((a, b) => a.item - b.item);
  const groups = new Map<string, Ask[]>();
  for (const ask of inOrder) {
    const key = sameAs(ask);
    const others = groups.get(key);
    if (others) others.push(ask);
    else groups.set(key, [ask]);
  }
  return [...groups.values()].map((group) => ({ key: keyOf(group), humaId: group[0]?.humaId ?? null, event: strongestEvent(group), source: mergedSource(group), items: group.map(({ item }) => item) }));
}

/** Who is meant: one Huma id, or all that the item says. */
function sameAs({ humaId, source, item }: Ask): string {
  if (humaId !== null) return `id:${humaId}`;
  if (source.kind !== 'user') return `item:${item}`;
  return `said:${JSON.stringify(Object.entries(source.user.person).sort(([a], [b]) => (a < b ? -1 : 1)))}`;
}

/** A key that holds nothing of the person: it becomes part of what Xledger is sent (U11). */
const keyOf = ([first]: readonly Ask[]): string => first?.humaId ?? `item-${first?.item ?? 0}`;

/** A deletion ends everything; somebody who asks by hand wants most; then a new user; the rest are changes. */
const STRONGEST_FIRST: readonly (HumaEvent | undefined)[] = ['deleted', undefined, 'created', 'exported', 'changed', 'unknown'];

const strongestEvent = (group: readonly Ask[]): HumaEvent | undefined => STRONGEST_FIRST.find((event) => group.some((ask) => ask.event === event));

/** What is known of the user: where several items say something (messages hold only what changed), the later item counts. */
function mergedSource(group: readonly Ask[]): Ask['source'] {
  const users = group.flatMap(({ source }) => (source.kind === 'user' ? [source.user] : []));
  const [first, ...later] = users;
  if (first) return { kind: 'user', user: later.reduce(mergedUser, first) };
  return group.find(({ source }) => source.kind === 'unavailable')?.source ?? group[0]?.source ?? { kind: 'notVisible' };
}

function mergedUser(earlier: HumaUser, later: HumaUser): HumaUser {
  const person = { ...earlier.person, ...known(later.person) };
  const has = (field: FieldKey | undefined) => field !== undefined && person[field] !== undefined;
  // A value that was not valid in the later item is not replaced by the earlier one.
  for (const { field, kept } of later.problems) if (field && !kept && later.person[field] === undefined) delete person[field];
  return {
    ...earlier,
    ...known(later),
    person,
    unreadable: earlier.unreadable.filter((field) => later.unreadable.includes(field) && !has(field)),
    problems: [...later.problems, ...earlier.problems.filter(({ field }) => !later.problems.some((problem) => problem.field === field) && !(field && later.person[field] !== undefined))],
  };
}

const known = <T extends object>(said: T): T => Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as T;

/** Nothing is known of somebody who could not be read. */
export const personOf = ({ source }: Pick<Subject, 'source'>): Person => (source.kind === 'user' ? source.user.person : {});
