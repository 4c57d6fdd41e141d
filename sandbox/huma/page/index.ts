// The page at the root of the embedded Huma: look at people, edit them, watch the messages that this sends.
import type { FastifyInstance, FastifyReply } from 'fastify';
import { html, page, type Html } from '../../html';
import { Refusal } from '../api';
import type { Huma } from '../context';
import { confirmEmail, setActive } from '../control';
import { setSwitches } from '../switches';
import { exportMessages } from '../webhooks';
import { deliveryPage, deliveryRows, webhookPage } from './messages';
import { peoplePage } from './people';
import { personPage } from './person';
import { addPerson, formOf, savePerson, type PersonForm } from './saving';
import { switchesPage } from './switches';

interface ById { Params: { id: string } }

export function pageRoutes(app: FastifyInstance, huma: Huma): void {
  const told = () => (huma.webhooks.settings.url ? 'The webhook was told.' : 'No webhook is set, so nobody was told.');

  app.get<{ Querystring: { search?: string; done?: string } }>('/', async ({ query }, reply) =>
    show(reply, 'People', peoplePage(huma, query.search ?? '', query.done === 'deleted' ? `Deleted. ${told()}` : undefined)));

  app.get('/people/new', async (_request, reply) => show(reply, 'Add a person', personPage(huma, { form: {} })));
  app.post<{ Body: PersonForm }>('/people', async ({ body }, reply) =>
    trying(huma, reply, undefined, body, () => reply.redirect(`/people/${addPerson(huma, body).id}?done=added`, 303)));

  app.get<ById & { Querystring: { done?: string } }>('/people/:id', async ({ params, query }, reply) => {
    const user = huma.store.users.get(params.id);
    if (!user) return show(reply.status(404), 'Not found', html`<h1>Not here</h1><p>This person does not exist (any more). <a href="/">All people</a></p>`);
    return show(reply, `${user.profile.givenName} ${user.profile.familyName}`, personPage(huma, { user, form: formOf(huma, user), note: query.done && `Done: ${query.done}. ${told()}` }));
  });
  app.post<ById & { Body: PersonForm }>('/people/:id', async ({ params, body }, reply) =>
    trying(huma, reply, params.id, body, () => {
      savePerson(huma, params.id, body);
      return reply.redirect(`/people/${params.id}?done=saved`, 303);
    }));

  const press = (name: string, work: (id: string) => void, done = name) =>
    app.post<ById>(`/people/:id/${name}`, async ({ params }, reply) => {
      if (huma.store.users.has(params.id)) work(params.id);
      return reply.redirect(done === 'deleted' ? '/?done=deleted' : `/people/${params.id}?done=${done}`, 303);
    });
  press('deactivate', (id) => huma.store.editUser(id, (user) => setActive(user, false, huma.now())), 'deactivated');
  press('reactivate', (id) => huma.store.editUser(id, (user) => setActive(user, true, huma.now())), 'reactivated');
  press('confirm-email', (id) => huma.store.editUser(id, confirmEmail), 'confirmed');
  press('delete', (id) => huma.store.deleteUser(id), 'deleted');

  app.get<{ Querystring: { done?: string } }>('/webhook', async ({ query }, reply) => show(reply, 'Webhook', webhookPage(huma, query.done)));
  app.get('/webhook/deliveries', async (_request, reply) => reply.type('text/html').send(deliveryRows(huma).text));
  app.post<{ Body: Record<string, string> }>('/webhook', async ({ body }, reply) => {
    const { url = '', clientSecret = '', accessToken = '' } = body;
    Object.assign(huma.webhooks.settings, { url: url.trim(), clientSecret: clientSecret.trim(), accessToken: accessToken.trim() });
    return reply.redirect('/webhook?done=saved', 303);
  });
  app.post('/export', async (_request, reply) => {
    huma.webhooks.send(exportMessages(huma));
    return reply.redirect('/webhook?done=exported', 303);
  });
  app.get<ById>('/deliveries/:id', async ({ params }, reply) => show(reply, 'Message', deliveryPage(huma, params.id)));
  app.post<ById>('/deliveries/:id/redeliver', async ({ params }, reply) => {
    await huma.webhooks.redeliver(params.id);
    return reply.redirect('/webhook', 303);
  });

  app.get('/switches', async (_request, reply) => show(reply, 'Switches', switchesPage(huma)));
  app.post<{ Body: Record<string, string> }>('/switches', async ({ body }, reply) => {
    setSwitches(huma.switches, body);
    return reply.redirect('/switches', 303);
  });
}

const LINKS = [
  { name: 'People', url: '/' },
  { name: 'Webhook', url: '/webhook' },
  { name: 'Switches', url: '/switches' },
];

function show(reply: FastifyReply, title: string, body: Html): FastifyReply {
  const links = LINKS.map((link) => ({ ...link, here: link.name === title }));
  return reply.type('text/html').send(page({ title, product: 'Huma sandbox', colour: '#4b3fbd', links, body }));
}

/** Shows the form again, with what was typed and what is wrong with it, when Huma refuses. */
function trying(huma: Huma, reply: FastifyReply, id: string | undefined, form: PersonForm, work: () => FastifyReply): FastifyReply {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const wrong = Array.isArray(error.body.fields) ? error.body.fields.map(String) : [];
    const message = String(error.body.errorMessage ?? error.body.message ?? 'Refused');
    return show(reply.status(error.status), 'Not saved', personPage(huma, { user: id ? huma.store.users.get(id) : undefined, form, wrong, refused: `Not saved. ${message}: ${wrong.join(', ')}` }));
  }
}
