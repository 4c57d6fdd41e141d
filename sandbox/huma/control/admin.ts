// The admin address: switches, faults, journal, people in a flat shape, webhook settings and deliveries.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { invalid, notFound, parsed } from '../api';
import type { Huma } from '../context';
import type { User } from '../state';
import { setSwitches, SWITCHES } from '../switches';
import { exportMessages } from '../webhooks';
import { faultInput } from './faults';
import type { Journal } from './journal';
import { applyPlain, personFrom, plainPerson, plainPersonInput, plainPersonUpdate } from './plainPeople';

interface ById { Params: { id: string } }

const webhookInput = z.object({
  url: z.string().url().or(z.literal('')), clientSecret: z.string(), accessToken: z.string(),
  timeoutMs: z.number(), retryMs: z.number(), gatherMs: z.number(),
}).partial().strict();

/** Adds /admin/…; `reset` puts everything back to the start. */
export function adminRoutes(app: FastifyInstance, huma: Huma, journal: Journal, reset: () => void): void {
  app.get('/admin/switches', async () => ({ positions: huma.switches, table: SWITCHES }));
  app.post('/admin/switches', async ({ body }) => {
    refusing(() => setSwitches(huma.switches, parsed(z.record(z.string()), body)));
    return huma.switches;
  });

  app.get('/admin/faults', async () => huma.faults.list());
  app.post('/admin/faults', async ({ body }) => {
    huma.faults.order(parsed(faultInput, body));
    return huma.faults.list();
  });
  app.delete('/admin/faults', async () => { huma.faults.clear(); return []; });

  app.get('/admin/journal', async () => journal.entries);
  app.delete('/admin/journal', async () => { journal.clear(); return []; });
  app.post('/admin/reset', async () => { reset(); return { people: huma.store.users.size }; });

  peopleRoutes(app, huma);

  app.get('/admin/webhook', async () => huma.webhooks.settings);
  app.post('/admin/webhook', async ({ body }) => Object.assign(huma.webhooks.settings, parsed(webhookInput, body)));
  app.get('/admin/deliveries', async () => huma.webhooks.deliveries);
  app.delete('/admin/deliveries', async () => { huma.webhooks.clear(); return []; });
  app.post<ById>('/admin/deliveries/:id/redeliver', async ({ params }) => {
    const delivery = await huma.webhooks.redeliver(params.id);
    if (!delivery) throw notFound('Delivery', params.id);
    return delivery;
  });
  app.post('/admin/export', async () => {
    const messages = exportMessages(huma);
    huma.webhooks.send(messages);
    return { messages: messages.length };
  });
}

function peopleRoutes(app: FastifyInstance, huma: Huma): void {
  app.get<{ Querystring: { search?: string } }>('/admin/people', async ({ query }) => {
    const wanted = (query.search ?? '').toLowerCase();
    return [...huma.store.users.values()]
      .filter(({ type, profile }) => type === 'user' && `${profile.givenName} ${profile.familyName} ${profile.email}`.toLowerCase().includes(wanted))
      .map((user) => plainPerson(huma, user));
  });
  app.post('/admin/people', async ({ body }) => {
    const input = parsed(plainPersonInput, body);
    return plainPerson(huma, huma.store.addUser(refusing(() => personFrom(huma, input))));
  });
  app.get<ById>('/admin/people/:id', async ({ params }) => plainPerson(huma, personOf(huma, params.id)));
  app.patch<ById>('/admin/people/:id', async ({ params, body }) => {
    const input = parsed(plainPersonUpdate, body);
    const { id } = personOf(huma, params.id);
    return plainPerson(huma, refusing(() => huma.store.editUser(id, (user) => applyPlain(huma, user, input))));
  });
  app.delete<ById>('/admin/people/:id', async ({ params }) => {
    huma.store.deleteUser(personOf(huma, params.id).id);
    return null;
  });
  app.post<ById>('/admin/people/:id/confirm-email', async ({ params }) => {
    const { id } = personOf(huma, params.id);
    return plainPerson(huma, huma.store.editUser(id, confirmEmail));
  });
}

/** The person follows the link in the mail: the requested address counts from now on. */
export function confirmEmail(user: User): void {
  if (!user.requestedEmail) return;
  user.profile.email = user.requestedEmail;
  delete user.requestedEmail;
}

/** By id or by e-mail. */
function personOf(huma: Huma, idOrEmail: string): User {
  const found = huma.store.users.get(idOrEmail) ?? [...huma.store.users.values()].find(({ profile }) => profile.email === idOrEmail);
  if (!found) throw notFound('User', idOrEmail);
  return found;
}

function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw invalid([], 'admin:refused', error.message);
    throw error;
  }
}

