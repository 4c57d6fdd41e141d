// /admin/…: orders faults, moves switches and limits, shows the journal, edits people behind the sync's back, resets.
import { z, ZodError } from 'zod';
import { limitsSchema, summaryOf } from './control';
import { CannotEdit, matching, peopleOf, personOf } from './mappedValues';
import type { XledgerTenant } from './sandbox';
import { positionNamed, positionsOf, SWITCH_KEYS, SWITCHES, type SwitchKey } from './switches';

type Answer = (tenant: XledgerTenant, asked: { body: unknown; id: number; search: URLSearchParams }) => unknown;

const resetSchema = z.object({ people: z.number().int().nonnegative().optional(), switches: z.record(z.string()).optional() }).strict();
const editSchema = z.record(z.string().nullable());

/** `METHOD path` → what it does; the answer is JSON. A wrong body is answered with 400 and what is wrong with it. */
const ROUTES: Readonly<Record<string, Answer>> = {
  'GET faults': ({ faults }) => faults.waiting(),
  'POST faults': ({ faults }, { body }) => {
    faults.order(...(Array.isArray(body) ? body : [body]));
    return faults.waiting();
  },
  'DELETE faults': ({ faults }) => faults.clear(),
  'GET switches': (tenant) => switchesShown(tenant),
  'POST switches': (tenant, { body }) => {
    Object.assign(tenant.switches, chosen(body));
    return switchesShown(tenant);
  },
  'GET limits': ({ limits }) => limits,
  'POST limits': ({ limits }, { body }) => Object.assign(limits, limitsSchema.partial().strict().parse(body)),
  'GET journal': ({ journal }) => ({ summary: summaryOf(journal), entries: journal }),
  'DELETE journal': ({ journal }) => void (journal.length = 0),
  'GET people': ({ state }, { search }) => matching(peopleOf(state), search.get('search') ?? ''),
  'GET people/:dbId': ({ state }, { id }) => personWith(state, id),
  'PATCH people/:dbId': (tenant, { id, body }) => personOf(tenant.state, tenant.edit(id, editSchema.parse(body))),
  'POST reset': (tenant, { body }) => {
    const { people, switches } = resetSchema.parse(body ?? {});
    tenant.reset({ ...(people === undefined ? {} : { seed: people }), ...(switches ? { switches: chosen(switches) } : {}) });
    return { people: tenant.state.employees.size };
  },
  'GET state': ({ exportState }) => exportState(),
  'POST state': ({ importState, state }, { body }) => {
    importState(body);
    return { people: state.employees.size };
  },
};

export async function answerAdmin(tenant: XledgerTenant, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const [what = '', id] = pathname.replace(/^\/admin\//, '').split('/');
  const route = ROUTES[`${request.method} ${what}${id === undefined ? '' : '/:dbId'}`];
  if (!route) return Response.json({ error: 'No such admin address.', addresses: Object.keys(ROUTES) }, { status: 404 });
  try {
    const text = await request.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    return Response.json(route(tenant, { body, id: Number(id), search: searchParams }) ?? {});
  } catch (error) {
    if (error instanceof ZodError) return Response.json({ error: 'The body is not what this address takes.', issues: error.issues }, { status: 400 });
    if (error instanceof CannotEdit || error instanceof SyntaxError) return Response.json({ error: error.message }, { status: 400 });
    throw error;
  }
}

function personWith(state: XledgerTenant['state'], dbId: number): unknown {
  const employee = state.employees.get(dbId);
  if (!employee) throw new CannotEdit(`There is no employee ${dbId}.`);
  return personOf(state, employee);
}

function switchesShown({ switches }: XledgerTenant): unknown {
  return Object.fromEntries(SWITCH_KEYS.map((key) => [key, { position: switches[key], question: SWITCHES[key].question, positions: SWITCHES[key].positions }]));
}

/** Takes names or letters: `{ "U10": "b" }`. */
const switchesSchema = z.record(z.string()).superRefine((given, context) => {
  for (const [key, text] of Object.entries(given)) {
    const known = SWITCH_KEYS.includes(key as SwitchKey);
    if (!known) context.addIssue({ code: 'custom', path: [key], message: 'There is no such switch.' });
    else if (!positionNamed(key as SwitchKey, text)) context.addIssue({ code: 'custom', path: [key], message: `Positions: ${positionsOf(key as SwitchKey).join(', ')}.` });
  }
});

function chosen(body: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(switchesSchema.parse(body)).map(([key, text]) => [key, positionNamed(key as SwitchKey, text) as string]));
}
