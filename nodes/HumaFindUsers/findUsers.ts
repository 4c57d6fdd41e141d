/** Reads the users that one item asks for, in the shape that Xledger Upsert Employee reads. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { HumaFailure, type Huma, type HumaAnswer, type HumaListedUser, type HumaScope, type HumaUser } from '../../core/huma';
import { sentence } from '../../core/person';
import { coveredPerson, humaOf, parameter, type Schema } from '../shared';
import { properties } from './properties';

const id = z.string().trim().min(1, 'choose one');
const country = z.string().trim().toUpperCase().optional().transform((given) => given || undefined);
const options = z.object({ showSensitive: z.boolean().default(false), bankCountry: country, phoneCountry: country });

/** @throws HumaFailure when the list, or somebody in it, cannot be read */
export async function findUsers(context: IExecuteFunctions, item: number): Promise<object[]> {
  const read = <T>(name: string, schema: Schema<T>): T => parameter(context, name, item, schema, properties);
  const kind = read('scope', z.enum(['everyone', 'company', 'location', 'team']));
  const scope: HumaScope | undefined = kind === 'everyone' ? undefined : { kind, id: read('group', id) };
  const limit = read('returnAll', z.boolean()) ? undefined : read('limit', z.number().int().positive());
  const active = read('activeOnly', z.boolean()) ? true : undefined;
  const { showSensitive, ...reading } = read('options', options);

  const huma = await humaOf(context, { reading });
  const listed: HumaListedUser[] = [];
  for await (const page of huma.list({ scope, active, limit })) listed.push(...page);
  return read('includeDetails', z.boolean()) ? await inFull(huma, listed, showSensitive) : listed.map(inBrief);
}

function inBrief({ humaId, type, active, jobTitles, groups, ...person }: HumaListedUser): object {
  return { humaId, type, active, person, jobTitles, groups };
}

async function inFull(huma: Huma, listed: readonly HumaListedUser[], showSensitive: boolean): Promise<object[]> {
  const answers = await huma.read(listed.map(({ humaId }) => humaId));
  return answers.map((answer, place) => withDetails(answer, listed[place]?.humaId, showSensitive));
}

/** A user who left between list and reading is told as not visible; anything else that fails ends the search: half a list looks like a whole one. */
function withDetails(answer: HumaAnswer, humaId: string | undefined, showSensitive: boolean): object {
  if (answer.kind === 'failed') throw new HumaFailure(answer);
  if (answer.kind === 'notVisible') return { humaId, notVisible: true };
  return userItem(answer.user, showSensitive);
}

function userItem({ person, problems, ...user }: HumaUser, showSensitive: boolean): object {
  return { ...user, person: coveredPerson(person, { showSensitive }), problems: problems.map(sentence) };
}
