/** Huma's side of a comparison: everyone of the connection in full, and who could not be read, so that nobody is taken for missing. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { HumaFailure, readUser, type Huma, type HumaAnswer, type HumaListedUser, type HumaScope, type HumaUser } from '../../core/huma';
import { shortName, type Unread } from '../../core/sync';
import { fault, humaOf } from '../shared';
import { fromItems } from './items';
import type { Settings } from './settings';

export interface People {
  users: HumaUser[];
  unread: Unread[];
  /** Users outside the scope, as the list has them: they count where they are linked or are in Xledger, and nothing is written for them (R5). */
  outside: HumaUser[];
  /** The input item that a user came with. */
  itemOf: (humaId: string | null) => number;
}

/**
 * @throws HumaFailure when Huma cannot be read at all
 * @throws NodeOperationError when Huma shows nobody, or an item is no user: half of the people would look like all of them
 */
export async function readPeople(context: IExecuteFunctions, settings: Settings): Promise<People> {
  if (settings.peopleFrom === 'items') return { ...(await fromItems(context, settings.reading)), outside: [] };
  const huma = await humaOf(context, { reading: settings.reading, patience: settings.patience });
  const listed = await listedIn(huma, settings.scope);
  if (listed.length === 0) throw fault(context, 'Huma showed nobody, so nothing was compared', 'Check what the API key may see, and the scope that was chosen.');
  const answers = await huma.read(listed.map(({ humaId }) => humaId));
  const people = sorted(listed, answers, settings.scope);
  return { ...people, outside: settings.scope ? await othersThan(listed, huma, settings.scope) : [], itemOf: () => 0 };
}

/** What is needed of everyone while all are read in full: of the list the rest is let go. */
interface Listed {
  humaId: string;
  email: string;
  name: string | null;
}

async function listedIn(huma: Huma, scope?: HumaScope): Promise<Listed[]> {
  const all: Listed[] = [];
  for await (const page of huma.list({ scope })) for (const row of page) all.push({ humaId: row.humaId, email: row.email, name: shortName(row) });
  return all;
}

async function everyone(huma: Huma, scope?: HumaScope): Promise<HumaListedUser[]> {
  const all: HumaListedUser[] = [];
  for await (const page of huma.list({ scope })) all.push(...page);
  return all;
}

/** One who cannot be read is told as such; a key that is not accepted, or a Huma that answers for nobody, ends the comparison. */
function sorted(listed: readonly Listed[], answers: readonly HumaAnswer[], scope: HumaScope | undefined): Pick<People, 'users' | 'unread'> {
  const failed = answers.filter((answer) => answer.kind === 'failed');
  const [first] = failed;
  if (first && (first.code === 'credential' || failed.length === answers.length)) throw new HumaFailure(first);
  const users = answers.flatMap((answer) => (answer.kind === 'user' ? [memberOf(answer.user, scope)] : []));
  const unread = listed.flatMap((row, place): Unread[] => {
    const answer = answers[place];
    if (answer?.kind === 'user') return [];
    return [{ humaId: row.humaId, email: row.email || undefined, name: row.name ?? undefined, says: answer?.kind === 'failed' ? answer.says : 'Huma lists this user, and does not show the API key what it holds of them.' }];
  });
  return { users, unread };
}

/** Huma's own list says who is in the scope, whatever the details name. */
const memberOf = (user: HumaUser, scope: HumaScope | undefined): HumaUser => (scope ? { ...user, groups: [...new Set([...(user.groups ?? []), scope.id])] } : user);

async function othersThan(members: readonly Listed[], huma: Huma, scope: HumaScope): Promise<HumaUser[]> {
  const inside = new Set(members.map(({ humaId }) => humaId));
  const others = (await everyone(huma)).filter(({ humaId }) => !inside.has(humaId));
  return others.flatMap((row) => {
    const read = readUser(row, { today: '' });
    return read.kind === 'user' ? [{ ...read.user, active: row.active, groups: row.groups.filter((group) => group !== scope.id) }] : [];
  });
}
