// xledger.md section 2, row by row: what each reply makes the client do with a query and with a mutation.
import { NoReply } from '../../../core/person';
import { XledgerRefused, XledgerStopped } from '../../../core/xledger';
import { EMPLOYEE, employees, jobTitle, reply, scripted, written, type Scripted } from './scripted';

const error = (message: string, more: object = {}) => ({ errors: [{ message, ...more }], data: null });

type Query = 'repeated' | 'smallerPage' | 'refused' | 'credential' | 'scope' | 'hopeless' | 'stopsWithResumeAt';
type Mutation = 'sentAgain' | 'lookedForFirst' | 'refused' | 'credential' | 'scope' | 'hopeless' | 'stopsWithResumeAt';

interface Row {
  when: string;
  reply: Scripted;
  query: Query;
  mutation: Mutation;
  /** Least milliseconds before the repeat. */
  wait?: number;
}

const BURST = 'Too many requests in the last 5 seconds. Wait.';
const TABLE: Row[] = [
  { when: 'burst, code at the top, HTTP 200', reply: reply(error(BURST, { code: 'BAD_REQUEST.BURST_RATE_LIMIT_REACHED' })), query: 'repeated', mutation: 'sentAgain', wait: 5_000 },
  { when: 'burst, code in extensions', reply: reply(error('x', { extensions: { code: 'BAD_REQUEST.BURST_RATE_LIMIT_REACHED' } })), query: 'repeated', mutation: 'sentAgain', wait: 5_000 },
  { when: 'burst, words alone', reply: reply(error(BURST)), query: 'repeated', mutation: 'sentAgain', wait: 5_000 },
  { when: 'HTTP 429 with errors', reply: reply(error('slow down'), 429), query: 'repeated', mutation: 'sentAgain', wait: 5_000 },
  { when: 'HTTP 429 without JSON', reply: reply('slow down', 429), query: 'repeated', mutation: 'sentAgain', wait: 5_000 },
  { when: 'HTTP 429 with Retry-After', reply: reply('slow down', 429, { 'retry-after': '30' }), query: 'repeated', mutation: 'sentAgain', wait: 30_000 },
  { when: 'concurrency', reply: reply(error('Too many', { code: 'BAD_REQUEST.CONCURRENCY_LIMIT_REACHED' })), query: 'repeated', mutation: 'sentAgain', wait: 1_000 },
  { when: 'credits, resetAt soon', reply: reply(error('Insufficient credits.', { code: 'BAD_REQUEST.INSUFFICIENT_CREDITS', extensions: { resetAt: '2026-03-02T06:12:00Z' } })), query: 'repeated', mutation: 'sentAgain', wait: 120_000 },
  { when: 'credits, words alone: an hour', reply: reply(error('Insufficient credits to run this')), query: 'stopsWithResumeAt', mutation: 'stopsWithResumeAt' },
  { when: 'your query timed out', reply: reply(error('Sorry, your query timed out.')), query: 'smallerPage', mutation: 'lookedForFirst' },
  { when: 'bad format of the token', reply: reply(error('Bad format for API Token. Expected header: "Authorization: token <your-token>"')), query: 'credential', mutation: 'credential' },
  { when: 'token expired', reply: reply(error('The token has expired, token is not valid')), query: 'credential', mutation: 'credential' },
  { when: 'cannot query field', reply: reply(error('Cannot query field "frobnicate" on type "Employee".'), 400), query: 'refused', mutation: 'refused' },
  { when: 'wrong type of an argument', reply: reply(error('Argument is wrong', { extensions: { code: 'ARGUMENTS_OF_CORRECT_TYPE' } })), query: 'refused', mutation: 'refused' },
  { when: 'invalid value of a variable', reply: reply(error('Variable is wrong', { extensions: { code: 'INVALID_VALUE' } }), 400), query: 'refused', mutation: 'refused' },
  { when: 'lookup found nothing, HTTP 200', reply: reply(error("subledger.code: No value matching owner 5001, code '015'.")), query: 'refused', mutation: 'refused' },
  { when: 'lookup found nothing, HTTP 400', reply: reply(error("subledger.code: No value matching owner 5001, code '015'."), 400), query: 'refused', mutation: 'refused' },
  { when: 'lookup with alternatives', reply: reply(error('Several are possible', { extensions: { exampleValidInputs: [{ code: '1', dbId: 2 }] } })), query: 'refused', mutation: 'refused' },
  { when: 'unterminated string', reply: reply(error('Error parsing query: Unterminated string')), query: 'refused', mutation: 'refused' },
  { when: 'any other error', reply: reply(error('Object reference not set to an instance of an object.')), query: 'repeated', mutation: 'lookedForFirst' },
  { when: 'any other error with half the data', reply: reply({ errors: [{ message: 'Object reference not set.' }], data: { employees: { edges: null }, updateContacts: null } }), query: 'repeated', mutation: 'lookedForFirst' },
  { when: 'an error that is mere text', reply: reply({ errors: ['Something'], data: null }), query: 'repeated', mutation: 'lookedForFirst' },
  { when: 'HTTP 401 with errors', reply: reply(error('no'), 401), query: 'credential', mutation: 'credential' },
  { when: 'HTTP 401 without JSON', reply: reply('<html>Unauthorized</html>', 401), query: 'credential', mutation: 'credential' },
  { when: 'HTTP 403 with errors', reply: reply(error('no'), 403), query: 'scope', mutation: 'scope' },
  { when: 'HTTP 403 without JSON', reply: reply('', 403), query: 'credential', mutation: 'credential' },
  { when: 'access denied, HTTP 200', reply: reply(error('Access denied: the API token has no access to contact.', { code: 'FORBIDDEN' })), query: 'scope', mutation: 'scope' },
  { when: 'HTTP 529', reply: reply('Site is overloaded', 529), query: 'repeated', mutation: 'lookedForFirst', wait: 1_000 },
  { when: 'HTTP 500 with JSON and no errors', reply: reply({ message: 'oops' }, 500), query: 'repeated', mutation: 'lookedForFirst', wait: 1_000 },
  { when: 'HTTP 502 with errors', reply: reply(error('oops'), 502), query: 'repeated', mutation: 'lookedForFirst', wait: 1_000 },
  { when: 'HTTP 503 with Retry-After', reply: reply('', 503, { 'retry-after': '60' }), query: 'repeated', mutation: 'lookedForFirst', wait: 60_000 },
  { when: 'maintenance page, HTTP 200', reply: reply('<!doctype html><title>Maintenance</title>'), query: 'repeated', mutation: 'lookedForFirst', wait: 1_000 },
  { when: 'half a reply', reply: reply('{"data":{"employees":{"edges":[{"cur'), query: 'repeated', mutation: 'lookedForFirst', wait: 1_000 },
  { when: 'empty body', reply: reply(''), query: 'repeated', mutation: 'lookedForFirst', wait: 1_000 },
  { when: 'JSON that is no answer', reply: reply('[]'), query: 'repeated', mutation: 'lookedForFirst', wait: 1_000 },
  { when: 'data null without errors', reply: reply({ data: null }), query: 'repeated', mutation: 'lookedForFirst', wait: 1_000 },
  { when: 'HTTP 404 without JSON', reply: reply('<html>Not found</html>', 404), query: 'hopeless', mutation: 'hopeless' },
  { when: 'moved', reply: reply('', 302), query: 'hopeless', mutation: 'hopeless' },
  { when: 'network timeout', reply: new NoReply('timeout', false), query: 'smallerPage', mutation: 'lookedForFirst' },
  { when: 'connection lost', reply: new NoReply('connectionLost', false), query: 'repeated', mutation: 'lookedForFirst', wait: 1_000 },
  { when: 'connection refused', reply: new NoReply('notConnected', true), query: 'repeated', mutation: 'sentAgain', wait: 1_000 },
  { when: 'address unknown', reply: new NoReply('addressUnknown', true), query: 'repeated', mutation: 'sentAgain', wait: 1_000 },
  { when: 'certificate not trusted', reply: new NoReply('certificate', true), query: 'hopeless', mutation: 'hopeless' },
];

describe('a query', () => {
  test.each(TABLE)('$when: $query', async ({ reply: bad, query, wait = 0 }) => {
    const script = scripted([employees(EMPLOYEE), bad, employees(EMPLOYEE)]);
    await script.client.index();
    const ended = await script.client.index().catch((reason: unknown) => reason);
    const stop = ended instanceof XledgerStopped ? ended.stop : undefined;
    const again = script.asked.slice(1);
    if (query === 'repeated' || query === 'smallerPage') {
      expect(ended).toMatchObject([{ dbId: '11' }]);
      expect(script.clock.slept.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(wait);
      expect(again.map(({ variables }) => variables.first)).toEqual(query === 'smallerPage' ? [10_000, 5_000] : [10_000, 10_000]);
      return;
    }
    expect(again.length).toBe(1);
    if (query === 'refused') expect(ended).toBeInstanceOf(XledgerRefused);
    else expect(stop).toMatchObject({ credential: { code: 'credential', retry: false }, scope: { code: 'scope', retry: false }, hopeless: { code: 'unavailable', retry: false }, stopsWithResumeAt: { code: 'creditsGone', retry: true, resumeAt: expect.any(Number) } }[query]);
  });
});

describe('a mutation', () => {
  test.each(TABLE)('$when: $mutation', async ({ reply: bad, mutation, wait = 0 }) => {
    const isMutation = ({ query }: { query: string }) => query.startsWith('mutation');
    let mutations = 0;
    const script = scripted([(asked) => (isMutation(asked) ? (mutations++ === 0 || mutation === 'refused' ? bad : written) : asked.query.includes('__type') ? reply(error('Introspection is off')) : employees(EMPLOYEE))]);
    const result = (await script.client.update([jobTitle('Kokk')])).get('k')!;
    const sent = script.asked.map((asked) => (isMutation(asked) ? 'M' : asked.query.includes('__type') ? 'I' : 'Q')).join('');
    const expected = {
      sentAgain: { kind: 'written' },
      lookedForFirst: { kind: mutations > 1 ? 'written' : 'refused' },
      refused: { kind: 'refused' },
      credential: { kind: 'notAttempted', because: { code: 'credential', retry: false } },
      scope: { kind: 'notAttempted', because: { code: 'scope', retry: false } },
      hopeless: { kind: 'notAttempted', because: { code: 'unavailable', retry: false } },
      stopsWithResumeAt: { kind: 'notAttempted', because: { code: 'creditsGone', retry: true, resumeAt: expect.any(Number) } },
    }[mutation];
    expect(result).toMatchObject(expected);
    if (mutation === 'sentAgain') expect(sent).toBe('QMM');
    if (mutation === 'lookedForFirst') expect(sent).toMatch(/^QMQ+(M|$)/);
    if (['credential', 'hopeless', 'stopsWithResumeAt'].includes(mutation)) expect(sent).toBe('QM');
    if (mutation === 'sentAgain') expect(script.clock.slept.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(wait);
  });
});

test('limits that never end: the operation stops when its patience does, and says when to come back', async () => {
  const script = scripted([reply(error(BURST))], { patience: 60_000 });
  await expect(script.client.index()).rejects.toMatchObject({ stop: { code: 'burst', retry: true, resumeAt: expect.any(Number) } });
  expect(script.clock.slept.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(60_000);
});

test('the request is a POST of query and variables as JSON, and nothing else', async () => {
  const script = scripted([employees()]);
  await script.client.index();
  const [request] = script.requests;
  expect(request).toMatchObject({ method: 'POST', url: 'https://demo.xledger.example/graphql', headers: { 'content-type': 'application/json' } });
  expect(Object.keys(JSON.parse(request!.body!)).sort()).toEqual(['query', 'variables']);
});

test('"errors": null is no error', async () => {
  const script = scripted([reply({ errors: null, extensions: null, data: { employees: { edges: null, pageInfo: null } } })]);
  expect(await script.client.index()).toEqual([]);
});

describe('messages never hold what was sent', () => {
  const SECRETS = ['01819012345', '86011117947', 'Kjempehemmelig tittel', 'hemmelig@example.no', '1990-01-31'];
  const MESSAGES = [
    (secret: string) => `Variable "$inputs" got invalid value "${secret}" at "inputs[0].node.jobTitle"; String cannot represent it`,
    (secret: string) => `The value '${secret}' is already in use.`,
    (secret: string) => `${secret} is not valid`,
    (secret: string) => `jobTitle: Could not store ${secret}, because ${secret.toUpperCase()} is odd`,
    (secret: string) => `contact.email: No value matching owner 5001, code '${secret}'.`,
  ];
  test.each(SECRETS.flatMap((secret) => MESSAGES.map((message, n) => [secret, n, message] as const)))('%s (%i)', async (secret, _n, message) => {
    const script = scripted([({ query }) => (query.startsWith('mutation') ? reply(error(message(secret), { path: ['updateContacts', 'inputs', 0], extensions: { value: secret } })) : employees(EMPLOYEE))]);
    const result = (await script.client.update([jobTitle(secret)])).get('k')!;
    expect(result.kind).toBe('refused');
    expect(JSON.stringify(result).toLowerCase()).not.toContain(secret.toLowerCase());
  });
});
