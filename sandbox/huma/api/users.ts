// GET and POST /users, GET and PATCH /users/{id}, and a person's groups.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Huma } from '../context';
import { applyDetails, obeyNulls, refuseTaken } from './edits';
import type { User } from '../state';
import { invalid, notFound, parsed } from './answers';
import { fewDetails, listUser, userDetails } from '../views';
import { groupIdsInput, userDetailsInput, userInput, userListQuery, type UserInput } from './inputs';
import { readArrays, UserList } from './listing';
import { editableUser, visibleUser } from './visible';

interface ById { Params: { id: string } }

export function userRoutes(app: FastifyInstance, huma: Huma): { forget: () => void } {
  const list = new UserList(huma);

  app.get('/users', async (request) => {
    const arrays = ['jobTitle', 'team', 'location', 'company', 'id', 'excludeId'];
    const query = parsed(userListQuery, readArrays(huma, request.query as Record<string, unknown>, arrays));
    const { total, users } = list.page(query);
    return { total, items: users.map((user) => listUser(huma, user)), filters: {} };
  });

  app.post('/users', async (request) => {
    const input = parsed(userInput, request.body);
    if (input.groups.length === 0 && huma.switches.H21 === 'refused') throw invalid(['groups']);
    knownGroups(huma, input.groups);
    refuseTaken(huma, undefined, input);
    return listUser(huma, huma.store.addUser(newUser(huma, input)));
  });

  app.get<ById>('/users/:id', async (request) => {
    const { user, few } = visibleUser(huma, request.params.id);
    return few ? fewDetails(user) : userDetails(huma, user);
  });

  app.patch<ById>('/users/:id', async (request) => {
    const { id } = editableUser(huma, request.params.id);
    const input = parsed(userDetailsInput, obeyNulls(huma, request.body));
    return userDetails(huma, huma.store.editUser(id, (user) => applyDetails(huma, user, input)));
  });

  app.post<ById>('/users/:id/groups', async (request) => {
    const ids = parsed(groupIdsInput, request.body);
    knownGroups(huma, ids);
    huma.store.editUser(editableUser(huma, request.params.id).id, (user) => { user.groups = [...new Set([...user.groups, ...ids])]; });
    return null;
  });

  app.delete<ById>('/users/:id/groups', async (request) => {
    const ids = parsed(groupIdsInput, request.body);
    knownGroups(huma, ids);
    huma.store.editUser(editableUser(huma, request.params.id).id, (user) => leaveGroups(huma, user, ids));
    return null;
  });

  return list;
}

/** H27: with the groups, the link to an integration may go. */
export function leaveGroups(huma: Huma, user: User, ids: readonly string[]): void {
  const left = user.groups.filter((id) => ids.includes(id));
  user.groups = user.groups.filter((id) => !ids.includes(id));
  if (left.length > 0 && huma.switches.H27 === 'linkCut') user.linked = false;
}

/** A person as POST /users makes one. */
export function newUser(huma: Huma, input: UserInput): User {
  const { givenName, familyName, preferredName, email, phone, supervisor, groups, invite } = input;
  return {
    id: randomUUID(),
    type: 'user',
    active: true,
    profile: { givenName, familyName, email, ...(preferredName && { preferredName }), ...(phone && { phone }) },
    ...(supervisor && { supervisor }),
    ...(invite && { invitedAt: huma.now().toISOString() }),
    groups,
    positions: [],
    identifications: [],
    custom: {},
    linked: false,
  };
}

function knownGroups(huma: Huma, ids: readonly string[]): void {
  const unknown = ids.find((id) => !huma.store.groups.has(id));
  if (unknown) throw notFound('Group', unknown);
}
