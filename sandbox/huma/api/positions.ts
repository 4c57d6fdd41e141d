// A person's positions and identifications.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Huma } from '../context';
import { applyPosition, obeyNulls } from './edits';
import type { Position } from '../state';
import { notFound, parsed } from './answers';
import { positionDetails, positionSummary } from '../views';
import { identificationInput, positionCreateInput, positionListQuery, positionUpdateInput, type PositionUpdateInput } from './inputs';
import { editableUser, identificationOf, positionOf, wholeUser } from './visible';

interface OfUser { Params: { userId: string } }
interface One { Params: { userId: string; id: string } }

export function positionRoutes(app: FastifyInstance, huma: Huma): void {
  app.get<OfUser>('/users/:userId/positions', async (request) => {
    const { positions } = wholeUser(huma, request.params.userId);
    const { offset, limit = huma.switches.H15Positions === 'one' ? 1 : positions.length } = parsed(positionListQuery, request.query);
    return { total: positions.length, items: positions.slice(offset, offset + limit).map((position) => positionSummary(huma, position)) };
  });

  app.post<OfUser>('/users/:userId/positions', async (request) => {
    const input = parsed(positionCreateInput, request.body);
    knownTitle(huma, input);
    const position: Position = { id: randomUUID(), percentage: 100 };
    applyPosition(position, input);
    const user = huma.store.editUser(editableUser(huma, request.params.userId).id, (one) => { one.positions.push(position); });
    return positionDetails(huma, user, position);
  });

  app.get<One>('/users/:userId/positions/:id', async ({ params }) => {
    const user = wholeUser(huma, params.userId);
    return positionDetails(huma, user, positionOf(user, params.id));
  });

  app.patch<One>('/users/:userId/positions/:id', async ({ params, body }) => {
    const { id } = editableUser(huma, params.userId);
    const input = parsed(positionUpdateInput, obeyNulls(huma, body));
    knownTitle(huma, input);
    const user = huma.store.editUser(id, (one) => applyPosition(positionOf(one, params.id), input));
    return positionDetails(huma, user, positionOf(user, params.id));
  });

  app.delete<One>('/users/:userId/positions/:id', async ({ params }) => {
    huma.store.editUser(editableUser(huma, params.userId).id, (user) => {
      const { id } = positionOf(user, params.id);
      user.positions = user.positions.filter((position) => position.id !== id);
    });
    return null;
  });

  app.post<OfUser>('/users/:userId/identifications', async ({ params, body }) => {
    const identification = { id: randomUUID(), ...parsed(identificationInput, body) };
    huma.store.editUser(editableUser(huma, params.userId).id, (user) => { user.identifications.push(identification); });
    return identification;
  });

  app.put<One>('/users/:userId/identifications/:id', async ({ params, body }) => {
    const input = parsed(identificationInput, body);
    const user = huma.store.editUser(editableUser(huma, params.userId).id, (one) => { Object.assign(identificationOf(one, params.id), input); });
    return identificationOf(user, params.id);
  });

  app.delete<One>('/users/:userId/identifications/:id', async ({ params }) => {
    huma.store.editUser(editableUser(huma, params.userId).id, (user) => {
      const { id } = identificationOf(user, params.id);
      user.identifications = user.identifications.filter((identification) => identification.id !== id);
    });
    return null;
  });
}

function knownTitle(huma: Huma, { titleId }: PositionUpdateInput): void {
  if (titleId && !huma.store.titles.has(titleId)) throw notFound('JobTitle', titleId);
}
