// POST /graphql: token, limits, faults, the answer, and its line in the journal.
import { parse, type DocumentNode } from 'graphql';
import { z } from 'zod';
import { Refusal, type Asking } from './asking';
import { askerOf, burstReached, concurrencyReached, creditsGone, priceOf, refusedToken, type Fault, type Faults, type JournalEntry, type Limiter } from './control';
import { answer, traitsOf, type Asked } from './graphql';
import type { Token, XledgerState } from './state';
import type { Switches } from './switches';

/** What the endpoint works on. `sleep` waits by the sandbox's clock. */
export interface EndpointParts {
  state: XledgerState;
  switches: Switches;
  lacks: ReadonlySet<string>;
  faults: Faults;
  limiter: Limiter;
  journal: JournalEntry[];
  keepBodies: boolean;
  now: () => Date;
  sleep: (ms: number) => Promise<void>;
}

/** Thrown where the connection is to be cut instead of answered. */
export class ConnectionReset extends Error {
  readonly code = 'ECONNRESET';
}

type Used = Asking['used'];

export async function answerGraphql(parts: EndpointParts, request: Request): Promise<Response> {
  const began = parts.now();
  const text = await request.text();
  const asked = read(text);
  const traits = 'document' in asked ? traitsOf(asked) : { operation: null, kind: 'unreadable' as const, rootFields: [] };
  const fault = parts.faults.take({ ...traits, kind: traits.kind === 'mutation' ? 'mutation' : 'query' });
  const used: Used = { rows: 0, nodes: 0 };
  const note = (status: number, body: string): void => {
    parts.journal.push({
      at: began.toISOString(), ...traits, ...used, status, errorCodes: codesIn(body), ms: parts.now().getTime() - began.getTime(),
      ...(fault ? { fault: fault.kind } : {}), ...(parts.keepBodies ? { body: { asked: text, answered: body } } : {}),
    });
  };
  try {
    const worked = (delay?: number): Promise<Response> => work(parts, request, asked, used, delay);
    const response = fault ? await faulty(parts, fault, worked) : await worked();
    note(response.status, await response.clone().text());
    return response;
  } catch (error) {
    if (error instanceof ConnectionReset) note(0, '');
    throw error;
  }
}

const bodySchema = z.object({ query: z.string(), variables: z.record(z.unknown()).nullish(), operationName: z.string().nullish() });

function read(text: string): Asked | { refused: Response } {
  try {
    const { query, ...rest } = bodySchema.parse(JSON.parse(text));
    return { ...rest, document: parsed(query) };
  } catch (error) {
    const message = error instanceof Refusal ? error.message : 'The body is not a GraphQL request.';
    return { refused: Response.json({ errors: [{ message }], data: null }, { status: error instanceof Refusal ? 200 : 400 }) };
  }
}

/** Clients send the same few texts again and again: each is read once, and checked once (graphql/execution.ts). */
const PARSED = new Map<string, DocumentNode>();
const MOST_PARSED = 500;

function parsed(query: string): DocumentNode {
  const known = PARSED.get(query);
  if (known) return known;
  try {
    const document = parse(query, { noLocation: true });
    if (PARSED.size >= MOST_PARSED) PARSED.clear();
    PARSED.set(query, document);
    return document;
  } catch (error) {
    throw new Refusal(`Error parsing query: ${(error as Error).message.replace(/^Syntax Error: /, '').replace('Unterminated string.', 'Unterminated string')}`);
  }
}

async function work(parts: EndpointParts, request: Request, asked: Asked | { refused: Response }, used: Used, delay = 0): Promise<Response> {
  const asker = askerOf(request, parts.state, parts.switches);
  if ('refused' in asker) return asker.refused;
  const stop = parts.limiter.enter(parts.switches);
  if (stop) return refusal(stop.refusal, stop.status);
  try {
    if (delay > 0) await parts.sleep(delay);
    if ('refused' in asked) return asked.refused;
    return await answered(parts, asker.token, asked, used);
  } finally {
    parts.limiter.leave();
  }
}

async function answered({ state, switches, lacks, limiter }: EndpointParts, token: Token, asked: Asked, used: Used): Promise<Response> {
  const credits = { remaining: limiter.remaining(), cost: priceOf({ rows: 1, nodes: 0 }) };
  const asking: Asking = { state, switches, lacks, token, reach: new Set(state.ownersUnder(token.ownerDbId)), credits, used, errors: [] };
  const { data, errors } = await answer(asking, asked);
  limiter.pay(priceOf(used));
  const status = data === null && errors.length > 0 && switches.refusals === 'http400' ? 400 : 200;
  return Response.json(errors.length > 0 ? { errors, data } : { data }, { status });
}

function refusal(why: Refusal, status = 200): Response {
  return Response.json({ errors: [why.written()], data: null }, { status });
}

const HTML = '<!doctype html><html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>';

async function faulty(parts: EndpointParts, fault: Fault, worked: (delay?: number) => Promise<Response>): Promise<Response> {
  const { switches } = parts;
  const inAnHour = parts.now().getTime() + 3_600_000;
  if (fault.kind === 'slow') return worked(fault.ms);
  const real = fault.work === 'done' ? await worked() : undefined;
  const answers: Record<Exclude<Fault['kind'], 'slow'>, () => Response | Promise<Response>> = {
    resetBefore: cut,
    resetAfter: cut,
    status: () => new Response(`${fault.status}`, { status: fault.status, headers: { 'content-type': 'text/plain' } }),
    html: () => new Response(HTML, { status: fault.status, headers: { 'content-type': 'text/html; charset=utf-8' } }),
    halfJson: async () => halfOf(real ?? (await worked())),
    dataNullWithErrors: () => refusal(new Refusal('An unexpected error occurred.')),
    burst: () => refusal(burstReached(), switches.U19 === 'oneAtATimeAnd429' ? 429 : 200),
    concurrency: () => refusal(concurrencyReached(), switches.U19 === 'oneAtATimeAnd429' ? 429 : 200),
    creditsGone: () => refusal(creditsGone(fault.resetAt ? Date.parse(fault.resetAt) : inAnHour, switches)),
    timeoutMessage: () => refusal(new Refusal('Unfortunately your query timed out.', { code: 'TIMEOUT' })),
    tokenRevoked: () => refusedToken('The API token is not valid.', switches),
  };
  return answers[fault.kind]();
}

function cut(): never {
  throw new ConnectionReset('The connection was cut, as ordered.');
}

async function halfOf(response: Response): Promise<Response> {
  const text = await response.text();
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status: response.status, headers: { 'content-type': 'application/json' } });
}

function codesIn(body: string): string[] {
  if (!body.startsWith('{"errors"')) return [];
  try {
    const { errors } = z.object({ errors: z.array(z.object({ code: z.string().optional(), extensions: z.object({ code: z.string().optional() }).optional() })) }).parse(JSON.parse(body));
    return errors.map((error) => error.code ?? error.extensions?.code ?? 'ERROR');
  } catch {
    return [];
  }
}
