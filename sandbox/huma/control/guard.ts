// Stands before every request to the Open API: journal, ordered faults, rate limit, token.
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalid } from '../api';
import type { Huma } from '../context';
import type { Fault } from './faults';
import type { Journal } from './journal';

interface Seen {
  started: number;
  fault?: Fault;
  noted?: boolean;
}

export function addFaultsAndJournal(api: FastifyInstance, huma: Huma, journal: Journal, sleep: (ms: number) => Promise<unknown> = wait): void {
  const seen = new WeakMap<FastifyRequest, Seen>();
  const note = (request: FastifyRequest, status: number): void => {
    const mine = seen.get(request);
    if (!mine || mine.noted) return;
    mine.noted = true;
    const path = request.routeOptions.url ?? request.url.split('?')[0] ?? '';
    journal.add({ at: huma.now().toISOString(), method: request.method, path, status, ms: Math.round(performance.now() - mine.started) });
  };
  const breakOff = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    note(request, 0);
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  };

  api.addHook('onRequest', async (request, reply) => {
    const fault = huma.faults.take(request.method, request.url.split('?')[0] ?? '');
    seen.set(request, { started: performance.now(), fault });
    if (fault?.kind === 'slow') await sleep(fault.ms);
    if (fault?.kind === 'tokenRevoked') huma.tokens.revokeAll();
    if (fault?.when === 'before') {
      if (fault.kind === 'reset') return breakOff(request, reply);
      if (fault.kind === 'status') return failing(reply, fault).send(bodyFor(fault, huma, request));
      if (fault.kind === 'html') return failing(reply, fault).type('text/html').send(PROXY_PAGE);
    }
    if (request.routeOptions.url === '/auth/oauth/token') return;
    huma.tokens.check(request.headers.authorization);
    huma.tokens.countRequest();
  });

  api.addHook('onSend', async (request, reply, payload) => {
    const fault = seen.get(request)?.fault;
    if (!fault) return payload;
    if (fault.kind === 'halfJson' && typeof payload === 'string') return cut(reply, payload);
    if (fault.when !== 'after') return payload;
    if (fault.kind === 'reset') {
      note(request, 0);
      request.raw.socket.destroy();
      return payload;
    }
    if (fault.kind === 'status') return resized(failing(reply, fault), JSON.stringify(bodyFor(fault, huma, request)));
    if (fault.kind === 'html') return resized(failing(reply, fault).type('text/html'), PROXY_PAGE);
    return payload;
  });

  api.addHook('onResponse', async (request, reply) => note(request, reply.statusCode));
}

const PROXY_PAGE = '<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>';

function failing(reply: FastifyReply, fault: Fault): FastifyReply {
  if (fault.retryAfter !== undefined) void reply.header('retry-after', String(fault.retryAfter));
  return reply.status(fault.status);
}

function bodyFor(fault: Fault, huma: Huma, request: FastifyRequest): Record<string, unknown> {
  if (fault.status === 400) return invalid([]).body;
  if (fault.status < 500) return { error: 'refused', error_description: 'Ordered by the admin address' };
  return { timestamp: huma.now().toISOString(), status: fault.status, error: 'Internal Server Error', message: 'Ordered by the admin address', path: request.url.split('?')[0] };
}

/** The length that was announced would make the client wait; without one, the text just ends too early. */
function cut(reply: FastifyReply, payload: string): string {
  return resized(reply, payload.slice(0, Math.ceil(payload.length / 2)));
}

function resized(reply: FastifyReply, payload: string): string {
  void reply.header('content-length', String(Buffer.byteLength(payload)));
  return payload;
}
