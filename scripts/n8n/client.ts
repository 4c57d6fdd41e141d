// Drives a running n8n over its REST interfaces, as its editor and its API users do.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { DataTables } from './dataTables';
import { inPublishingOrder, isPublishable, type Workflow } from './workflow';

export const OWNER = { email: 'owner@example.com', password: 'Sandbox-1234', firstName: 'Olga', lastName: 'Eier' } as const;

const Execution = z.object({
  id: z.coerce.string(),
  workflowId: z.string(),
  status: z.string(),
  mode: z.string(),
  finished: z.boolean().optional(),
  data: z.object({ resultData: z.object({ runData: z.record(z.array(z.unknown())).optional(), error: z.unknown().optional() }).passthrough() }).passthrough().optional(),
}).passthrough();
export type Execution = z.infer<typeof Execution>;
const ExecutionPage = z.object({ data: z.array(Execution), nextCursor: z.string().nullish() });
/** Executions in one answer; n8n gives 250 at most. */
const MOST_AT_ONCE = 100;

const NodeType = z.object({ name: z.string(), displayName: z.string(), iconUrl: z.unknown().optional() }).passthrough();
export type NodeType = z.infer<typeof NodeType>;
const Id = z.object({ id: z.string() }).passthrough();
const TestResult = z.object({ status: z.enum(['OK', 'Error']), message: z.string() });
/** Statuses after which an execution does not change by itself. */
const SETTLED = new Set(['success', 'error', 'crashed', 'canceled', 'waiting']);

/** n8n refused a request; the message carries its answer. */
export class N8nRefused extends Error {
  constructor(readonly request: string, readonly status: number, readonly answer: string) {
    super(`n8n answered ${status} to ${request}: ${answer.slice(0, 1_000)}`);
    this.name = 'N8nRefused';
  }
}

export class N8nClient {
  readonly tables = new DataTables((...request) => this.rest(...request));

  private constructor(readonly url: string, readonly cookie: string, readonly apiKey: string) {}

  /** Signs in as the owner, who is made when there is none yet, with a fresh API key that may do everything. */
  static async signIn(url: string): Promise<N8nClient> {
    await fetch(`${url}/rest/owner/setup`, asJson('POST', OWNER));
    const answer = await fetch(`${url}/rest/login`, asJson('POST', { emailOrLdapLoginId: OWNER.email, password: OWNER.password }));
    if (!answer.ok) throw new N8nRefused('login', answer.status, await answer.text());
    const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
    const guest = new N8nClient(url, cookie, '');
    const scopes = z.array(z.string()).parse(await guest.rest('GET', '/api-keys/scopes'));
    const key = z.object({ rawApiKey: z.string() }).parse(
      await guest.rest('POST', '/api-keys', { label: `key-${Date.now()}`, expiresAt: null, scopes }));
    return new N8nClient(url, cookie, key.rawApiKey);
  }

  /** From what another process saved of a client. */
  static resume({ url, cookie, apiKey }: { url: string; cookie: string; apiKey: string }): N8nClient {
    return new N8nClient(url, cookie, apiKey);
  }

  /** The editor's own interface, `/rest`; gives the `data` of the answer. */
  async rest(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.request(method, `/rest${path}`, body, { cookie: this.cookie });
    return isEnvelope(answer) ? answer.data : answer;
  }

  /** The public interface, `/api/v1`. */
  async api(method: string, path: string, body?: unknown): Promise<unknown> {
    return this.request(method, `/api/v1${path}`, body, { 'X-N8N-API-KEY': this.apiKey });
  }

  async nodeTypes(): Promise<NodeType[]> {
    return z.array(NodeType).parse(await this.request('GET', '/types/nodes.json', undefined, { cookie: this.cookie }));
  }

  async credentialTypes(): Promise<NodeType[]> {
    return z.array(NodeType).parse(await this.request('GET', '/types/credentials.json', undefined, { cookie: this.cookie }));
  }

  /** What the editor's button "Test" says about a credential. */
  async testCredential(type: string, data: Record<string, unknown>): Promise<z.infer<typeof TestResult>> {
    // n8n 2.3 tests only what is stored.
    const id = await this.addCredential({ name: 'test', type, data });
    try {
      return TestResult.parse(await this.rest('POST', '/credentials/test', { credentials: { id, name: 'test', type, data } }));
    } finally {
      await this.rest('DELETE', `/credentials/${id}`);
    }
  }

  /** Changes a stored credential; takes effect at the next execution. */
  async saveCredential({ id, ...credential }: { id: string; name: string; type: string; data: Record<string, unknown> }): Promise<void> {
    await this.rest('PATCH', `/credentials/${id}`, credential);
  }

  /** @returns its id, which n8n chooses */
  async addCredential(credential: { name: string; type: string; data: Record<string, unknown> }): Promise<string> {
    return Id.parse(await this.rest('POST', '/credentials', credential)).id;
  }

  /** Adds a workflow as it is; nothing starts it yet. @returns its id, which n8n chooses */
  async addWorkflow({ name, nodes, connections, settings }: Omit<Workflow, 'id'>): Promise<string> {
    return Id.parse(await this.api('POST', '/workflows', { name, nodes, connections, settings })).id;
  }

  async publish(workflowId: string): Promise<void> {
    await this.api('POST', `/workflows/${workflowId}/activate`);
  }

  async unpublish(workflowId: string): Promise<void> {
    await this.api('POST', `/workflows/${workflowId}/deactivate`);
  }

  /** Publishes all that can start by themselves, called ones before their callers. */
  async publishAll(workflows: readonly Workflow[]): Promise<void> {
    for (const workflow of inPublishingOrder(workflows).filter(isPublishable)) await this.publish(workflow.id);
  }

  /** Runs a workflow as the editor's button does, from the named trigger, and waits until it settled. */
  async run(workflowId: string, trigger: string, within = 600_000): Promise<Execution> {
    return this.settled(await this.start(workflowId, trigger), within);
  }

  /** The same without waiting. @returns the id of the execution */
  async start(workflowId: string, trigger: string): Promise<string> {
    const triggerToStartFrom = { name: trigger };
    const start = (body: object) => this.rest('POST', `/workflows/${workflowId}/run`, body);
    // Older versions of n8n run what they are handed, and fail where nothing is.
    const started = await start({ triggerToStartFrom }).catch(async (error: unknown) => {
      if (!(error instanceof N8nRefused) || error.status !== 500) throw error;
      return start({ triggerToStartFrom, workflowData: await this.rest('GET', `/workflows/${workflowId}`) });
    });
    return z.object({ executionId: z.string() }).parse(started).executionId;
  }

  async execution(id: string): Promise<Execution> {
    return Execution.parse(await this.api('GET', `/executions/${id}?includeData=true`));
  }

  /** Waits until an execution ended, or waits for something from outside. */
  async settled(id: string, within = 60_000): Promise<Execution> {
    return until(() => this.execution(id), ({ status }) => SETTLED.has(status), within, `execution ${id} did not settle`);
  }

  /** The newest first. */
  async executions({ limit = 50, ...filter }: { workflowId?: string; status?: string; limit?: number } = {}): Promise<Execution[]> {
    const found: Execution[] = [];
    let cursor: string | null | undefined;
    do {
      const query = new URLSearchParams({ includeData: 'true', limit: String(Math.min(limit - found.length, MOST_AT_ONCE)), ...filter, ...(cursor ? { cursor } : {}) });
      const page = ExecutionPage.parse(await this.api('GET', `/executions?${query}`));
      found.push(...page.data);
      cursor = page.nextCursor;
    } while (cursor && found.length < limit);
    return found.slice(0, limit);
  }

  /** All rows of the data table of exactly that name, or undefined when there is no such table. */
  async tableRows(name: string): Promise<Array<Record<string, unknown>> | undefined> {
    return this.tables.rows(name);
  }

  private async request(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<unknown> {
    const answer = await fetch(`${this.url}${path}`, asJson(method, body, headers));
    const text = await answer.text();
    if (!answer.ok) throw new N8nRefused(`${method} ${path}`, answer.status, text);
    return text === '' ? undefined : JSON.parse(text) as unknown;
  }
}

/** Asks again until the answer is right. @throws naming what was waited for, with the last answer */
export async function until<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean, within: number, complaint: string): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`${complaint} within ${within / 1000} s; last seen: ${JSON.stringify(answer)?.slice(0, 500)}`);
    await sleep(100);
  }
}

/** Without keep-alive: n8n closes idle connections after five seconds, and a request that meets that moment would fail. */
function asJson(method: string, body?: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method, headers: { 'content-type': 'application/json', connection: 'close', ...headers }, ...body === undefined ? {} : { body: JSON.stringify(body) } };
}

function isEnvelope(answer: unknown): answer is { data: unknown } {
  return typeof answer === 'object' && answer !== null && 'data' in answer && !('count' in answer);
}
