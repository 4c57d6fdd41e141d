/** Job titles by name: found without regard to case and edges, made where absent, never renamed (R33, huma.md 1.8). */
import { z } from 'zod';
import { kindOf } from '../../person';
import type { Caller, Final } from '../api';
import { HumaId } from '../user';

export interface JobTitles {
  /** The id of the title with this name. */
  idOf(name: string): Promise<Final<string>>;
}

/** Reads the list when it is first needed, and asks once for each name however many people have it. */
export function jobTitles(caller: Caller): JobTitles {
  const asked = new Map<string, Promise<Final<string>>>();
  let listed: Promise<Final<Title[]>> | undefined;
  const list = (): Promise<Final<Title[]>> => caller.get('/job-titles', {}, Titles);

  async function find(name: string, titles: Promise<Final<Title[]>>): Promise<Final<string | undefined>> {
    const answer = await titles;
    if (answer.kind !== 'done') return answer;
    const alike = answer.value.filter((title) => foldedTitle(title.name) === foldedTitle(name));
    return { kind: 'done', value: (alike.find((title) => title.name === name) ?? alike[0])?.id };
  }

  async function findOrMake(name: string): Promise<Final<string>> {
    const there = await find(name, (listed ??= list()));
    if (there.kind !== 'done') return there;
    return there.value === undefined ? await make(name) : { kind: 'done', value: there.value };
  }

  /** After a lost answer it is looked for before it is made again. */
  async function make(name: string, tries = MOST_TRIES): Promise<Final<string>> {
    const made = await caller.add('/job-titles', { name }, Title);
    if (made.kind !== 'unknown') return made.kind === 'done' ? { kind: 'done', value: made.value.id } : made;
    const there = await find(name, list());
    if (there.kind === 'done' && there.value === undefined) return tries > 1 ? await make(name, tries - 1) : { kind: 'failed', failure: { ...made.failure, retry: true } };
    return there.kind === 'done' ? { kind: 'done', value: there.value ?? '' } : there;
  }

  return {
    idOf(name) {
      const key = foldedTitle(name);
      const before = asked.get(key);
      if (before) return before;
      const now = findOrMake(name.trim());
      asked.set(key, now);
      return now;
    },
  };
}

const MOST_TRIES = 2;

/** The form in which two titles are the same. */
export const foldedTitle = (name: string): string => kindOf('jobTitle').canonical(name).toLowerCase();

const Title = z.object({ id: HumaId, name: z.string() });
type Title = z.infer<typeof Title>;
const Titles = z.array(Title);
