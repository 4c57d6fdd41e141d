/** Every node, while either system fails in every way it can, and with every wrong credential: nothing sensitive gets into an item, an error or a log. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { IDataObject, INodeType, OnError } from 'n8n-workflow';
import pLimit from 'p-limit';
import { HumaFindUsers } from '../../nodes/HumaFindUsers/HumaFindUsers.node';
import { XledgerApplySyncPlan } from '../../nodes/XledgerApplySyncPlan/XledgerApplySyncPlan.node';
import { XledgerCompareWithHuma } from '../../nodes/XledgerCompareWithHuma/XledgerCompareWithHuma.node';
import { XledgerFindEmployees } from '../../nodes/XledgerFindEmployees/XledgerFindEmployees.node';
import { XledgerUpsertEmployee } from '../../nodes/XledgerUpsertEmployee/XledgerUpsertEmployee.node';
import { startHuma, type HumaSandbox } from '../../sandbox/huma';
import { inventPeople, type InventedPerson } from '../../sandbox/people';
import { MAIN_OWNER, SANDBOX_TOKEN, startXledger, type XledgerSandbox } from '../../sandbox/xledger';
import type { Entered } from './harness/credentials';
import { runNode } from './harness/n8n';
import { humaEntered, xledgerEntered } from './harness/sandboxes';

jest.setTimeout(300_000);

const [kari, ola, nina, per] = inventPeople(4) as [InventedPerson, InventedPerson, InventedPerson, InventedPerson];
const connection = { bankCountry: 'NO', phoneCountry: 'NO' };
const newEmployees = { owner: String(MAIN_OWNER) };

/** Both systems with four people: two in both, one of whom differs in all that is sensitive, and one more on each side. */
interface World {
  huma: HumaSandbox;
  xledger: XledgerSandbox;
  entered: Entered;
  ids: string[];
}

async function inWorld<T>(work: (world: World) => Promise<T>): Promise<T> {
  const [huma, xledger] = await Promise.all([startHuma({ seed: [kari, ola, nina] }), startXledger({ seed: [kari, ola, per] })]);
  try {
    const users = [...huma.state.users.values()].filter(({ type }) => type === 'user');
    const user = users.find(({ profile }) => profile.email === kari.email)!;
    huma.state.editUser(user.id, ({ profile }) => { Object.assign(profile, { birthDate: '1961-03-07', bankAccount: { type: 'national', code: 'x', country: 'NO', number: per.bankAccount } }); });
    return await work({ huma, xledger, ids: users.map(({ id }) => id), entered: { xledgerApi: xledgerEntered(xledger), humaApi: humaEntered(huma) } });
  } finally {
    await Promise.all([huma.close(), xledger.close()]);
  }
}

type Ran = Awaited<ReturnType<typeof runNode>>;
type Runs = (world: World, entered: Entered, onError: OnError) => Promise<Ran>;
const only = (entered: Entered, ...names: (keyof Entered)[]): Entered => Object.fromEntries(names.map((name) => [name, entered[name]]));
const run = (node: INodeType, parameters: object, inputs: IDataObject[][], credentials: Entered, onError: OnError) => runNode({ node, parameters: parameters as never, inputs, credentials, onError });

const NODES: Readonly<Record<string, { uses: (keyof Entered)[]; runs: Runs }>> = {
  'Xledger Find Employees': { uses: ['xledgerApi'], runs: (_, entered, onError) => run(new XledgerFindEmployees(), { operation: 'all', returnAll: true, options: { patience: 3 } }, [[{}]], only(entered, 'xledgerApi'), onError) },
  'Huma Find Users': { uses: ['humaApi'], runs: (_, entered, onError) => run(new HumaFindUsers(), { returnAll: true, includeDetails: true }, [[{}]], only(entered, 'humaApi'), onError) },
  'Xledger Upsert Employee': { uses: ['xledgerApi', 'humaApi'], runs: ({ ids }, entered, onError) => run(new XledgerUpsertEmployee(), { newEmployees, connection, options: { patience: 3 } }, [ids.map((humaId) => ({ humaId })), []], entered, onError) },
  'Xledger Compare With Huma': { uses: ['xledgerApi', 'humaApi'], runs: (_, entered, onError) => run(new XledgerCompareWithHuma(), { connection, options: { patience: 3 } }, [[{}], []], entered, onError) },
  'Xledger Apply Sync Plan': { uses: ['xledgerApi', 'humaApi'], runs: applyAPlan },
};

/** The plan is made before anything fails, with the credentials as they should be. */
const plans = new Map<World, IDataObject[]>();
async function applyAPlan(world: World, entered: Entered, onError: OnError): Promise<Ran> {
  return await run(new XledgerApplySyncPlan(), { connection, newEmployees, limits: {}, options: { patience: 3, rereadHuma: true } }, [plans.get(world) ?? [], []], entered, onError);
}
async function makePlan(world: World): Promise<void> {
  const { outputs, error } = await run(new XledgerCompareWithHuma(), { connection }, [[{}], []], world.entered, 'stopWorkflow');
  if (error) throw new Error(error.message);
  plans.set(world, JSON.parse(JSON.stringify(outputs.slice(0, 4).flatMap((items) => items.map(({ json }) => json)))) as IDataObject[]);
}

/** What goes wrong once the node is at work. */
const FAULTS: Readonly<Record<string, (world: World) => void>> = {
  nothing: () => undefined,
  ...Object.fromEntries((['slow', 'resetBefore', 'resetAfter', 'status', 'html', 'halfJson', 'dataNullWithErrors', 'burst', 'concurrency', 'creditsGone', 'timeoutMessage', 'tokenRevoked'] as const).flatMap((kind) =>
    (['query', 'mutation'] as const).map((which) => [`Xledger: ${kind} at the first ${which}`, ({ xledger }: World) => xledger.faults.order({ kind, which: { kind: which }, ms: 1 })]))),
  ...Object.fromEntries((['slow', 'reset', 'status', 'html', 'halfJson', 'tokenRevoked'] as const).flatMap((kind) =>
    ([1, 4] as const).map((nth) => [`Huma: ${kind} at request ${nth}`, ({ huma }: World) => huma.faults.order({ kind, nth, ms: 1, when: nth === 4 ? 'after' : 'before' })]))),
};

/** What somebody may have entered wrongly. Each still holds the secret that must not get out. */
const MISTAKES: Readonly<Record<string, Entered>> = {
  'another token': { xledgerApi: { environment: 'custom', token: 'tok-wrong-and-secret', authorityConfirmed: true } },
  'a token with a blank in it': { xledgerApi: { environment: 'custom', token: `${SANDBOX_TOKEN} x`, authorityConfirmed: true } },
  'another client secret': { humaApi: { environment: 'custom', clientSecret: 'sec-wrong-and-secret' } },
};

const secretsOf = ({ huma }: World) => [SANDBOX_TOKEN, huma.clientSecret, 'tok-wrong-and-secret', 'sec-wrong-and-secret'];
const VALUES = [...[kari, ola, nina, per].flatMap(({ bankAccount, nationalId, birthDate }) => [bankAccount, nationalId, birthDate]), '1961-03-07'];
const asWritten = (value: string): string[] => (/^\d{11}$/.test(value) ? [value, `${value.slice(0, 6)} ${value.slice(6)}`, `${value.slice(0, 4)}.${value.slice(4, 6)}.${value.slice(6)}`] : [value, value.split('-').reverse().join('.')]);

const logged: string[] = [];
beforeAll(() => {
  for (const level of ['error', 'warn', 'info', 'debug'] as const) jest.spyOn(Container.get(Logger), level).mockImplementation((...said: unknown[]) => { logged.push(everythingIn(said)); });
});

/** Errors hold more than JSON shows. */
function everythingIn(thing: unknown): string {
  const seen = new WeakSet();
  return JSON.stringify(thing, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return undefined;
    seen.add(value);
    return value instanceof Error ? Object.fromEntries(Object.getOwnPropertyNames(value).map((key) => [key, (value as unknown as Record<string, unknown>)[key]])) : value;
  }) ?? '';
}

function leaksIn(world: World, ran: Ran, when: string): string[] {
  const text = everythingIn([ran.outputs, ran.error, ran.stored, logged.splice(0)]);
  return [...secretsOf(world), ...VALUES.flatMap(asWritten)].filter((value) => text.includes(value)).map((value) => `${when}: ${value}`);
}

const ON_ERROR: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];
const atOnce = pLimit(16);
const entering = ({ entered }: World, mistake: (type: keyof Entered) => object | undefined): Entered => Object.fromEntries(Object.entries(entered).map(([type, values]) => [type, { ...values, ...mistake(type as keyof Entered) }]));

describe.each(Object.entries(NODES))('%s', (name, { uses, runs }) => {
  /** @returns what leaked, and whether the node said that something went wrong */
  const under = (when: string, onError: OnError, fault: (world: World) => void, mistake: (type: keyof Entered) => object | undefined = () => undefined) => atOnce(() => inWorld(async (world) => {
    if (name === 'Xledger Apply Sync Plan') await makePlan(world);
    fault(world);
    const ran = await runs(world, entering(world, mistake), onError);
    return { leaks: leaksIn(world, ran, `${when}, ${onError}`), complained: ran.error !== undefined || /"(?:error|outcome":"(?:failed|notAttempted|skipped))"/.test(JSON.stringify(ran.outputs)) };
  }));

  test(`${Object.keys(FAULTS).length} faults, errors handled in all three ways by turns`, async () => {
    const ended = await Promise.all(Object.entries(FAULTS).map(([fault, order], place) => under(fault, ON_ERROR[place % ON_ERROR.length]!, order)));
    expect(ended.flatMap(({ leaks }) => leaks)).toEqual([]);
  });

  test('wrong credentials', async () => {
    const wrong = Object.entries(MISTAKES).filter(([, mistake]) => uses.some((credential) => mistake[credential]));
    const ended = await Promise.all(wrong.flatMap(([mistake, said]) => ON_ERROR.map((onError) => under(mistake, onError, () => undefined, (type) => said[type]))));
    expect(ended.flatMap(({ leaks }) => leaks)).toEqual([]);
    expect(ended.filter(({ complained }) => !complained)).toEqual([]);
  });

  test('servers that say back all that they are sent, in whatever form', async () => {
    const ended = await Promise.all(Object.entries(PARROTS).flatMap(([form, says]) => [200, 400, 401, 403].map((status) =>
      parroting(says, status, (address) => under(`${form}, ${status}`, 'continueErrorOutput', () => undefined, () => ({ address }))))));
    expect(ended.flatMap(({ leaks }) => leaks)).toEqual([]);
    expect(ended.filter(({ complained }) => !complained)).toEqual([]);
  });
});

const PARROTS: Readonly<Record<string, (heard: string) => string>> = {
  'GraphQL errors': (heard) => JSON.stringify({ data: null, errors: [{ message: heard, extensions: { code: heard }, path: [heard] }] }),
  "Huma's error": (heard) => JSON.stringify({ errorCode: heard, errorMessage: heard, fields: [heard] }),
  'a page': (heard) => `<html><body>${heard}</body></html>`,
};

/** A server whose every answer holds the request's address, headers and body. */
async function parroting<T>(says: (heard: string) => string, status: number, work: (address: string) => Promise<T>): Promise<T> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const heard = `${request.url} ${JSON.stringify(request.headers)} ${Buffer.concat(chunks).toString()} ${VALUES.join(' ')}`;
      // Huma's token is given, or nothing more would be asked; only the page stands before that, too.
      if (request.url?.endsWith('/oauth/token') && !says('').startsWith('<')) return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ access_token: 'tok-wrong-and-secret', expires_in: 3600 }));
      response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0', 'x-heard': heard.replace(/[^\x20-\x7e]/g, '') }).end(says(heard));
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  }
}
