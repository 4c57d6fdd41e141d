// A server of canned replies and a clock that jumps: for what one reply means to the client.
import { NoReply, TARGETS, type Clock, type HttpReply, type HttpRequest } from '../../../core/person';
import { createLimiter, createXledger, type PersonUpdate, type Xledger, type XledgerOptions } from '../../../core/xledger';

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
export function scripted(replies: (Scripted | ((asked: Script['asked'][number]) => Scripted))[], options: Partial<XledgerOptions> = {}): Script {
  const asked: Script['asked'] = [];
  const requests: HttpRequest[] = [];
  const slept: number[] = [];
  const clock = { now: () => NOW + slept.reduce((sum, each) => sum + each, 0), sleep: (ms: number) => Promise.resolve(void slept.push(ms)), random: () => 0.5, slept };
  const post = (request: HttpRequest): Promise<HttpReply> => {
    requests.push(request);
    asked.push(JSON.parse(request.body ?? ''));
    const next = replies[Math.min(requests.length, replies.length) - 1]!;
    const given = typeof next === 'function' ? next(asked.at(-1)!) : next;
    return given instanceof NoReply ? Promise.reject(given) : Promise.resolve(given);
  };
  return { client: createXledger({ endpoint: 'https://demo.xledger.example/graphql', post, clock, limiter: createLimiter(), forms: { inputs: 'whole' }, ...options }), clock, asked, requests };
}

export const EMPLOYEE = {
  dbId: 11, ownerDbId: 5, code: '007', description: 'Kari Tveit', modifiedAt: '2026-01-01T00:00:00', employmentTo: null, dateTo: null,
  contact: { dbId: 22, name: 'Kari Tveit', firstName: 'Kari', lastName: 'Tveit', email: 'kari@example.no', phone: '+4799000001' },
  subledger: { dbId: 33, code: '007', description: 'Kari Tveit', email: 'kari@example.no', phone: '+4799000001', ledgerType: null },
};

export const listed = (connection: string, ...nodes: unknown[]) => reply({ data: { [connection]: { edges: nodes.map((node, n) => ({ cursor: String(n + 1), node })), pageInfo: { hasNextPage: false } } } });

export const employees = (...nodes: unknown[]) => listed('employees', ...nodes);

/** As GraphQL's own validation says it. */
export const unknown = (...fields: [field: string, type: string][]) => reply({ errors: fields.map(([field, type]) => ({ message: `Cannot query field "${field}" on type "${type}". Did you mean "other"?`, extensions: { code: 'FIELDS_ON_CORRECT_TYPE' } })) }, 400);

export const jobTitle = (value: string): PersonUpdate => ({ key: 'k', employeeDbId: '11', contactDbId: '22', subledgerDbId: '33', changes: [{ target: TARGETS.find(({ key }) => key === 'contact.jobTitle')!, value }] });

export const written = reply({ data: { updateContacts: { edges: [{ clientId: 'k:updateContacts', node: { dbId: 22 } }] } } });
