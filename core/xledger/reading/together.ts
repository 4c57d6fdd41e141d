/** Several lists in one request: Xledger counts requests, and pages are read side by side as well as one after the other (xledger.md 3). */
import type { Run } from '../run';
import { TookTooLong, Unexplained, XledgerRefused, XledgerStopped } from '../transport';
import { askForShown } from './missingFields';
import { allRows, beginning, goOn, readPage, rowsAPage, type Listing } from './paging';

/** One of the lists. `alone` is how it is read where the request for all is turned down; without it, page by page. */
export interface Question<T extends Row = Row> {
  listing: Listing<T>;
  alone?: () => Promise<T[]>;
}

interface Row {
  dbId: string | null;
}
type Questions = Record<string, Question>;
type RowsOf<Q> = { [Name in keyof Q]: Q[Name] extends Question<infer T> | undefined ? T[] : never };

/**
 * The rows of each list, under its name. Lists that have more pages go on together. What the server does not take as a whole is asked list by list, and
 * where that goes well without anything learnt, it is several lists at once that it does not take, and nothing more is asked so. Throws what `allRows` throws.
 */
export async function readTogether<Q extends { [Name in keyof Q]: Question | undefined }>(run: Run, asked: Q): Promise<RowsOf<Q>> {
  const questions = Object.fromEntries(Object.entries(asked).filter(([, question]) => question !== undefined)) as Questions;
  const read = run.learnt.together === 'turnedDown' || Object.keys(questions).length < 2 ? undefined : await atOnce(run, questions);
  return (read ?? (await eachAlone(run, questions))) as RowsOf<Q>;
}

/** Undefined where the server does not take the request. */
async function atOnce(run: Run, questions: Questions): Promise<Record<string, Row[]> | undefined> {
  const all = Object.entries(questions).map(([name, { listing }]) => ({ name, listing, place: beginning(), rows: [] as Row[] }));
  try {
    for (let open = all; open.length > 0; open = open.filter(({ place }) => !place.isDone)) {
      const parts = open.map(({ name, listing, place: { after } }) => ({ name, listing, variables: { ...listing.variables, first: rowsAPage(run, listing), after, ...(listing.owned && { ownerSet: run.learnt.ownerSet.current }) } }));
      const { document, variables } = merged(parts);
      const data = await askForShown(run, document, variables);
      for (const { name, listing, place, rows } of open) for (const row of goOn(place, readPage(data, listing, name), listing)) rows.push(row);
    }
  } catch (error) {
    if (!isAboutTheQuestion(error)) throw error;
    return undefined;
  }
  if (all.some(({ listing }) => listing.owned)) run.learnt.ownerSet.proven = true;
  return Object.fromEntries(all.map(({ name, rows }) => [name, rows]));
}

const isAboutTheQuestion = (error: unknown): boolean =>
  error instanceof XledgerRefused || error instanceof TookTooLong || error instanceof Unexplained || (error instanceof XledgerStopped && error.stop.code === 'scope');

async function eachAlone(run: Run, questions: Questions): Promise<Record<string, Row[]>> {
  const before = lessonsOf(run);
  const read: Record<string, Row[]> = {};
  for (const [name, { listing, alone }] of Object.entries(questions)) read[name] = await (alone?.() ?? allRows(run, listing));
  if (Object.keys(questions).length > 1 && lessonsOf(run) === before) run.learnt.together = 'turnedDown';
  return read;
}

/** What may have been the matter with the request for all. */
const lessonsOf = ({ learnt: { filtersTurnedDown, missingFields, pageSize, ownerSet } }: Run): string => JSON.stringify([filtersTurnedDown.size, missingFields.size, pageSize, ownerSet.current]);

interface Part {
  name: string;
  listing: Pick<Listing<Row>, 'document' | 'connection'>;
  variables: Record<string, unknown>;
}

/** One document of several of ours, each list and its variables under a name of their own. */
export function merged(parts: readonly Part[]): { document: string; variables: Record<string, unknown> } {
  const pieces = parts.map(({ name, listing: { document, connection }, variables }) => {
    const [, declares = '', list = ''] = OURS.exec(document) ?? [];
    const named = (text: string) => text.trim().replace(/\$(\w+)/g, `$$$1_${name}`);
    return {
      declares: named(declares),
      list: `${name === connection ? '' : `${name}: `}${named(list)}`,
      variables: Object.fromEntries(Object.entries(variables).map(([key, value]) => [`${key}_${name}`, value])),
    };
  });
  return {
    document: `query (${pieces.map(({ declares }) => declares).join(', ')}) {\n  ${pieces.map(({ list }) => list).join('\n  ')} }`,
    variables: Object.assign({}, ...pieces.map(({ variables }) => variables)) as Record<string, unknown>,
  };
}

/** What it declares, and the one list that it asks for. */
const OURS = /^query \(([^)]*)\) \{([^]*)\}$/;
