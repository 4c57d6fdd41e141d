// POST /auth/oauth/token and /auth/oauth/revoke.
import type { FastifyInstance } from 'fastify';
import type { Huma } from '../context';
import { parsed } from './answers';
import { tokenInput, tokenJsonInput } from './inputs';

export function accountRoutes(app: FastifyInstance, huma: Huma): void {
  app.post('/auth/oauth/token', async (request) => {
    const isJson = request.headers['content-type']?.includes('json');
    const { client_id, client_secret } = parsed(isJson ? tokenJsonInput : tokenInput, request.body);
    return huma.tokens.grant(client_id, client_secret);
  });

  app.post('/auth/oauth/revoke', async (request) => {
    huma.tokens.revoke(request.headers.authorization);
    return null;
  });
}
