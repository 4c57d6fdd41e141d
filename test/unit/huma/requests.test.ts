// Every request that our Huma client sends, against Huma's own API description where it lies beside the project, and against what the project knows of it always.
import { HumaApi } from '../../../credentials/HumaApi.credentials';
import { createHuma } from '../../../core/huma';
import { FIELD_KEYS, type HttpRequest, type Person } from '../../../core/person';
import { GROUPS, startHuma, type HumaSandbox } from '../../../sandbox/huma';
import { humaPost } from '../../integration/humaPost';
import { described, itemsOf, keysOf, misfits, type Operation, type Schema } from './description';
import { jumpingClock } from './scripted';

interface Sent { method: string; path: string; query: Record<string, string[]>; body?: unknown; headers: Readonly<Record<string, string>> }

/** The client's whole surface, each field written to somebody who is there and to somebody new. */
let sent: Sent[];
let sandbox: HumaSandbox;
beforeAll(async () => {
  sandbox = await startHuma({ seed: 4, switches: { H22: 'immediate' } });
  const requests: HttpRequest[] = [];
  const { post } = humaPost(sandbox);
  const huma = createHuma({ baseUrl: sandbox.url, post: (request) => (requests.push(request), post(request)), clock: jumpingClock(), reading: { bankCountry: 'NO', phoneCountry: 'NO' } });
  const [first, second, third] = [...sandbox.state.users.values()].filter(({ type }) => type === 'user');
  for (const kind of ['company', 'location', 'team'] as const) {
    const [group] = await huma.groups(kind);
    for await (const _ of huma.list({ scope: { kind, id: group?.id ?? GROUPS.company.id } })) continue;
  }
  await huma.read([first!.id, second!.id, third!.id]);
  await huma.checkAccess();
  sandbox.state.editUser(second!.id, (user) => { user.identifications = []; });
  await huma.update([first!, second!].map(({ id }, n) => ({ humaId: id, changes: { ...WHOLE, email: `ny${n}@example.no`, phone: `+479955443${n}`, employmentId: `00077${n}` } })));
  await huma.update([{ humaId: third!.id, changes: { bankAccount: { kind: 'international', iban: 'NO9386011117947', bic: 'DNBANOKK' } as Person['bankAccount'], address: null, phone: null, nationalId: null } }]);
  await huma.create([{ key: 'a', person: { ...WHOLE, email: 'helt.ny@example.no', phone: '+4799554439', employmentId: '000778' }, groups: [GROUPS.company.id] }]);
  sent = requests.map(asSent);
}, 60_000);
afterAll(() => sandbox.close());

const WHOLE: Person = {
  givenName: 'Ánne', familyName: 'Prøve', birthDate: '1991-02-03' as Person['birthDate'], bankAccount: { kind: 'national', number: '12345678903', country: 'NO' },
  address: { street: 'Nygata 2', zipCode: '5003', place: 'Bergen', country: 'NO' }, gender: 'Female', jobTitle: 'Ny tittel',
  employmentStart: '2021-03-01' as Person['employmentStart'], probationEnd: '2021-09-01' as Person['probationEnd'], terminationNotice: '2027-03-01' as Person['terminationNotice'], employmentEnd: '2027-06-30' as Person['employmentEnd'],
  nationalId: { number: '19839310008', country: 'NO' },
};

function asSent({ method, url, body, headers }: HttpRequest): Sent {
  const { pathname, searchParams } = new URL(url);
  const query: Record<string, string[]> = {};
  for (const [key, value] of searchParams) query[key] = [...(query[key] ?? []), value];
  return { method, path: pathname, query, headers: headers ?? {}, ...(body === undefined ? {} : { body: JSON.parse(body) as unknown }) };
}

/** What the project carries: the calls there are (huma.md 1.3), their parameters and the keys of their bodies. */
const CALLS: Readonly<Record<string, { query?: readonly string[]; body?: readonly string[] }>> = {
  'GET /users': { query: ['limit', 'offset', 'isActive', 'company', 'location', 'team', 'search'] },
  'POST /users': { body: ['email', 'givenName', 'familyName', 'groups', 'phone', 'invite'] },
  'GET /users/{id}': {},
  'PATCH /users/{id}': { body: ['email', 'givenName', 'familyName', 'phone', 'birthDate', 'homeAddress', 'gender', 'bankAccount', 'employmentId'] },
  'GET /users/{id}/positions': { query: ['limit', 'offset'] },
  'GET /users/{id}/positions/{id}': {},
  'PATCH /users/{id}/positions/{id}': { body: ['contractStartDate', 'contractEndDate', 'probationEndDate', 'terminationNoticeDate', 'titleId'] },
  'POST /users/{id}/identifications': { body: ['type', 'country', 'value'] },
  'PUT /users/{id}/identifications/{id}': { body: ['type', 'country', 'value'] },
  'DELETE /users/{id}/identifications/{id}': {},
  'GET /groups': { query: ['limit', 'offset', 'type'] },
  'GET /job-titles': { query: ['search'] },
  'POST /job-titles': { body: ['name'] },
};

const callOf = ({ method, path }: Sent): string => `${method} ${path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')}`;

test('the calls, parameters and keys that huma.md knows, and no others', () => {
  const unknown = sent.flatMap((one) => {
    const call = CALLS[callOf(one)];
    if (!call) return [callOf(one)];
    return [...Object.keys(one.query).filter((key) => !call.query?.includes(key)), ...Object.keys((one.body as object | undefined) ?? {}).filter((key) => !call.body?.includes(key))].map((key) => `${callOf(one)}: ${key}`);
  });
  expect([...new Set(unknown)]).toEqual([]);
});

test('the whole surface was seen: each kind of call, and every field that Huma takes', () => {
  expect(Object.keys(CALLS).filter((call) => !sent.some((one) => callOf(one) === call))).toEqual([]);
  const written = new Set(sent.flatMap((one) => (one.method === 'GET' ? [] : Object.keys((one.body as object | undefined) ?? {}))));
  expect(written.size).toBeGreaterThanOrEqual(FIELD_KEYS.length);
});

test('H14: one value for a parameter; JSON where there is a body', () => {
  for (const { query, body, headers } of sent) {
    expect(Object.values(query).filter(({ length }) => length > 1)).toEqual([]);
    const types = Object.entries(headers).filter(([name]) => name.toLowerCase() === 'content-type').map(([, value]) => value);
    expect(types).toEqual(body === undefined ? [] : [expect.stringMatching(/^application\/json/)]);
  }
});

/** What the credential asks for a token, by itself (huma.md 1.2). */
async function tokenRequest(): Promise<{ url: string; method: string; form: Record<string, string>; type: string }> {
  const asked: { url: string; method: string; body: string; headers: Record<string, string> }[] = [];
  const helper = { helpers: { httpRequest: (request: (typeof asked)[number]) => (asked.push(request), Promise.resolve({ access_token: 'a' })) } };
  await HumaApi.prototype.preAuthentication.call(helper as never, { environment: 'production', clientId: ' 5b0c3f0e-6a55-4c0e-9a55-0d6d6f1c2a10 ', clientSecret: '5b0c3f0e-6a55-4c0e-9a55-0d6d6f1c2a11' });
  const { url = '', method = '', body = '', headers = {} } = asked[0] ?? {};
  return { url, method, form: Object.fromEntries(new URLSearchParams(body)), type: headers['Content-Type'] ?? '' };
}

test('the token: client credentials, in a form', async () => {
  expect(await tokenRequest()).toEqual({
    url: 'https://openapi.humahr.com/auth/oauth/token', method: 'POST', type: 'application/x-www-form-urlencoded',
    form: { grant_type: 'client_credentials', client_id: '5b0c3f0e-6a55-4c0e-9a55-0d6d6f1c2a10', client_secret: '5b0c3f0e-6a55-4c0e-9a55-0d6d6f1c2a11' },
  });
});

if (described) {
  const { paths } = described;

  test('paths, methods, parameters and bodies as Huma describes them', () => {
    expect([...new Set(sent.flatMap(mistakesIn))]).toEqual([]);
  });

  test('the token as Huma describes it', async () => {
    const { form, type } = await tokenRequest();
    const schema = paths['/auth/oauth/token']!.post!.requestBody!.content[type]!.schema!;
    expect([...misfits(schema, form), ...strangersIn(schema, form)]).toEqual([]);
  });

  function mistakesIn(one: Sent): string[] {
    const [template, operation] = operationOf(one);
    if (!operation) return [`${callOf(one)} is not described`];
    const { parameters } = operation;
    const wrong = Object.entries(one.query).flatMap(([name, [text = '']]) => {
      const parameter = parameters.find((each) => each.name === name && each.in === 'query');
      if (!parameter) return [`${template}: ${name} is no parameter`];
      return misfits(parameter.schema, valueOf(parameter.schema, text)).map((error) => `${template}: ${name} ${error}`);
    });
    const lacking = parameters.filter(({ name, required, in: place }) => required && place === 'query' && !(name in one.query)).map(({ name }) => `${template}: ${name} is required`);
    const content = operation.requestBody?.content?.['application/json']?.schema;
    if ((one.body === undefined) !== (content === undefined)) return [...wrong, ...lacking, `${template}: ${content ? 'lacks its' : 'takes no'} body`];
    return [...wrong, ...lacking, ...(content ? [...misfits(content, withoutNull(one.body)), ...strangersIn(content, one.body)].map((error) => `${template}: ${error}`) : [])];
  }

  /** The described path whose fixed steps are these. */
  function operationOf({ method, path }: Sent): [string, Operation | undefined] {
    const steps = path.split('/');
    const found = Object.keys(paths).find((template) => {
      const wanted = template.split('/');
      return wanted.length === steps.length && wanted.every((step, n) => (step.startsWith('{') ? /^[0-9a-f-]{36}$/.test(steps[n] ?? '') : step === steps[n])) && paths[template]?.[method.toLowerCase()];
    });
    return [`${method} ${found}`, paths[found ?? '']?.[method.toLowerCase()]];
  }

  /** Keys that the description does not have: it forbids none, and Huma may well ignore them. */
  function strangersIn(schema: Schema, body: unknown): string[] {
    const known = keysOf(schema);
    return known ? Object.keys(body as object).filter((key) => !known.includes(key)).map((key) => `${key} is not described`) : [];
  }

  /** Whether null empties a field is not described (H16). */
  const withoutNull = (body: unknown): unknown => Object.fromEntries(Object.entries(body as object).filter(([, value]) => value !== null));
}

function valueOf(schema: Schema, text: string): unknown {
  if (schema.type === 'array') return [valueOf(itemsOf(schema), text)];
  if (schema.type === 'integer') return Number(text);
  return schema.type === 'boolean' ? text === 'true' : text;
}
