// Groups (companies, locations, teams) and job titles.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Huma } from '../context';
import type { Group, JobTitle } from '../state';
import { invalid, notFound, parsed } from './answers';
import { groupInput, groupListQuery, groupUpdateInput, jobTitleInput } from './inputs';
import { readArrays } from './listing';
import { groupDetails, groupShape, titleSummary } from '../views';

interface ById { Params: { id: string } }

export function groupRoutes(app: FastifyInstance, huma: Huma): void {
  const { groups, titles } = huma.store;

  app.get('/groups', async (request) => {
    const query = parsed(groupListQuery, readArrays(huma, request.query as Record<string, unknown>, ['type']));
    const found = [...groups.values()]
      .filter(({ type, name }) => (query.type.length === 0 || query.type.includes(type)) && includes(name, query.search))
      .sort((a, b) => a.name.localeCompare(b.name) * (query.orderDirection === 'ASC' ? 1 : -1));
    return { total: found.length, items: found.slice(query.offset, query.offset + query.limit).map(groupShape), filters: {} };
  });

  app.post('/groups', async (request) => {
    const { members = [], ...input } = parsed(groupInput, request.body);
    const group: Group = { id: randomUUID(), ...input };
    groups.set(group.id, group);
    for (const { id } of members) if (huma.store.users.has(id)) huma.store.editUser(id, (user) => { user.groups.push(group.id); });
    return groupDetails(huma, group);
  });

  app.get<ById>('/groups/:id', async ({ params }) => groupDetails(huma, entry(groups, 'Group', params.id)));

  app.patch<ById>('/groups/:id', async ({ params, body }) => {
    const group = entry(groups, 'Group', params.id);
    const { type: _type, ...input } = parsed(groupUpdateInput, body);
    return groupDetails(huma, Object.assign(group, input));
  });

  app.get<{ Querystring: { search?: string } }>('/job-titles', async ({ query }) =>
    [...titles.values()].filter(({ name }) => includes(name, query.search)).sort((a, b) => a.name.localeCompare(b.name)).map(titleSummary));

  app.post('/job-titles', async ({ body }) => {
    const title: JobTitle = { id: randomUUID(), ...parsed(jobTitleInput, body) };
    titles.set(title.id, title);
    return title;
  });

  app.get<ById>('/job-titles/:id', async ({ params }) => entry(titles, 'JobTitle', params.id));

  app.patch<ById>('/job-titles/:id', async ({ params, body }) =>
    Object.assign(entry(titles, 'JobTitle', params.id), parsed(jobTitleInput.partial(), body)));
}

function entry<T>(entries: Map<string, T>, type: string, id: string): T {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw invalid(['id']);
  const found = entries.get(id.toLowerCase());
  if (!found) throw notFound(type, id);
  return found;
}

const includes = (name: string, search = ''): boolean => name.toLowerCase().includes(search.toLowerCase());
