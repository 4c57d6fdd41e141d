// The Open API of the embedded Huma: every path of it that the product uses, in its real shapes.
import type { FastifyInstance } from 'fastify';
import type { Huma } from '../context';
import { accountRoutes } from './accounts';
import { groupRoutes } from './groups';
import { positionRoutes } from './positions';
import { userRoutes } from './users';

/** Adds the Open API to the server. `forget` is to be called when everything is replaced at once. */
export function openApi(app: FastifyInstance, huma: Huma): { forget: () => void } {
  accountRoutes(app, huma);
  positionRoutes(app, huma);
  groupRoutes(app, huma);
  return userRoutes(app, huma);
}

export { Refusal, invalid, notFound, parsed } from './answers';
export { applyDetails, refuseTaken } from './edits';
export { date, userDetailsInput, userInput } from './inputs';
export { Tokens, Limited } from './tokens';
export { newUser } from './users';
