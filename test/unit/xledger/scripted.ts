// A server of canned replies and a clock that jumps: for what one reply means to the client.
import { NoReply, TARGETS, type Clock, type HttpReply, type HttpRequest, type Target } from '../../../core/person';
import { createLimiter, createXledger, type PersonUpdate, type Xledger, type XledgerOptions } from '../../../core/xledger';
import { nothingLearnt, type Learnt, type Run } from '../../../core/xledger/run';
import { createCalls, createSend } from '../../../core/xledger/transport';

export type Scripted = HttpReply | NoReply;

export const reply = (body: unknown, status = 200, headers: Record<string, string> = {}): HttpReply => ({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) });

export const NOW = Date.parse('2026-03-02T06:10:00Z');

export interface Script {
  client: Xledger;
  clock: Clock & { slept: number[] };
  asked: { query: string; variables: Record<string, unknown> }[];
  requests: HttpRequest[];
}

/** Answers the requests one after the other; the last reply counts for all that follow. */
export function scripted(replies: Replies, options: Partial<XledgerOptions> = {}): Script {
  const { post, clock, asked, requests } = wire(replies);
  return { client: createXledger({ endpoint: ENDPOINT, post, clock, limiter: createLimiter(), forms: { inputs: 'whole' }, ...options }), clock, asked, requests };
}

/** The same for what is not the client's own: a run that has learnt nothing yet, or what is given. */
export function scriptedRun(replies: Replies, learnt: Partial<Learnt> = {}): Pick<Script, 'clock' | 'asked'> & { run: Run } {
  const { post, clock, asked } = wire(replies);
  const calls = createCalls(createSend(ENDPOINT, post), clock, createLimiter());
  return { run: { calls, operation: calls.begin(), clock, learnt: { ...nothingLearnt(), ...learnt }, reading: {}, genders: undefined }, clock, asked };
}

const ENDPOINT = 'https://demo.xledger.example/graphql';

type Replies = (Scripted | ((asked: Script['asked'][number]) => Scripted))[];

function wire(replies: Replies): Pick<Script, 'clock' | 'asked' | 'requests'> & { post: (request: HttpRequest) => Promise<HttpReply> } {
  const asked: Script['asked'] = [];
  const requests: HttpRequest[] = [];
  const slept: number[] = [];
  const clock = { now: () => NOW + slept.reduce((sum, each) => sum + each, 0), sleep: (ms: number) => (slept.push(ms) > MOST ? forEver() : Promise.resolve()), random: () => 0.5, slept };
  const post = (request: HttpRequest): Promise<HttpReply> => {
    if (requests.push(request) > MOST) return forEver();
    asked.push(JSON.parse(request.body ?? ''));
    const next = replies[Math.min(requests.length, replies.length) - 1]!;
    const given = typeof next === 'function' ? next(asked.at(-1)!) : next;
    return given instanceof NoReply ? Promise.reject(given) : Promise.resolve(given);
  };
  return { post, clock, asked, requests };
}

/** What goes on for ever would never be noticed on a clock that jumps. */
const MOST = 500;
const forEver = (): Promise<never> => Promise.reject(new Error('It goes on for ever.'));

export type Inputs = { clientId?: string; node: Record<string, unknown> }[];

/** An Xledger that takes every node of a mutation. `others` say what it answers to another root field, or instead. */
export const taking = (others: Record<string, Scripted | ((variables: Record<string, unknown> & { inputs: Inputs }, query: string) => Scripted | undefined)> = {}) => ({ query, variables }: Script['asked'][number]): Scripted => {
  const root = rootOf(query);
  const given = others[root];
  const asked = variables as Record<string, unknown> & { inputs: Inputs };
  return (typeof given === 'function' ? given(asked, query) : given) ?? (asked.inputs ? taken(root, asked.inputs) : listed(root));
};

export const rootOf = (query: string): string => /\{\s*(?:\w+:\s*)?(\w+)/.exec(query)?.[1] ?? '';

export const taken = (root: string, inputs: Inputs): HttpReply => reply({ data: { [root]: { edges: inputs.map(({ clientId, node }, n) => ({ clientId, node: { dbId: node.dbId ?? 900 + n, code: node.code, email: node.email } })) } } });

/** What was sent in each mutation: `updateContacts {"dbId":22,"jobTitle":"Kokk"}`. */
export const writesIn = (asked: Script['asked']): string[] => asked.filter(({ query }) => query.startsWith('mutation')).map(({ query, variables }) => `${rootOf(query)} ${(variables.inputs as Inputs).map(({ node }) => JSON.stringify(node)).join(' + ')}`);

export const EMPLOYEE = {
  dbId: 11, ownerDbId: 5, code: '007', description: 'Kari Tveit', modifiedAt: '2026-01-01T00:00:00', employmentTo: null, dateTo: null,
  contact: { dbId: 22, name: 'Kari Tveit', firstName: 'Kari', lastName: 'Tveit', email: 'kari@example.no', phone: '+4799000001' },
  subledger: { dbId: 33, code: '007', description: 'Kari Tveit', email: 'kari@example.no', phone: '+4799000001', ledgerType: null },
};

export const listed = (connection: string, ...nodes: unknown[]) => reply({ data: { [connection]: { edges: nodes.map((node, n) => ({ cursor: String(n + 1), node })), pageInfo: { hasNextPage: false } } } });

export const employees = (...nodes: unknown[]) => listed('employees', ...nodes);

/** As GraphQL's own validation says it. */
export const unknown = (...fields: [field: string, type: string][]) => reply({ errors: fields.map(([field, type]) => ({ message: `Cannot query field "${field}" on type "${type}". Did you mean "other"?`, extensions: { code: 'FIELDS_ON_CORRECT_TYPE' } })) }, 400);

export const jobTitle = (value: string): PersonUpdate => update({ 'contact.jobTitle': value });

export const written = reply({ data: { updateContacts: { edges: [{ clientId: 'k:updateContacts', node: { dbId: 22 } }] } } });

/** By target key: what is to be changed of EMPLOYEE, or of another row with the same links. */
export const update = (changes: Record<string, PersonUpdate['changes'][number]['value']>, more: Partial<PersonUpdate> = {}): PersonUpdate =>
  ({ key: 'k', employeeDbId: '11', contactDbId: '22', subledgerDbId: '33', changes: Object.entries(changes).map(([key, value]) => ({ target: targetAt(key), value })), ...more });

export const targetAt = (key: string): Target => TARGETS.find((target) => target.key === key)!;
