/** What the editor's "Test" says about each credential, in each wrong state. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialsDecrypted, ICredentialTestFunctions, IDataObject } from 'n8n-workflow';
import { HumaTrigger } from '../../nodes/HumaTrigger/HumaTrigger.node';
import { limiterOf } from '../../nodes/shared/clients';
import { XledgerFindEmployees } from '../../nodes/XledgerFindEmployees/XledgerFindEmployees.node';
import { HumaFindUsers } from '../../nodes/HumaFindUsers/HumaFindUsers.node';
import { XledgerUpsertEmployee } from '../../nodes/XledgerUpsertEmployee/XledgerUpsertEmployee.node';
import { startHuma, type HumaSandbox, type Switches as HumaSwitches } from '../../sandbox/huma';
import { SANDBOX_TOKEN, startXledger, type Switches, type XledgerSandbox } from '../../sandbox/xledger';
import { credentialTestContext } from './harness/contexts';
import { xledgerEntered } from './harness/sandboxes';

jest.setTimeout(30_000);

const decrypted = (type: string, data: IDataObject): ICredentialsDecrypted => ({ id: '1', name: 'Test', type, data: data as never });

describe('Xledger', () => {
  let xledger: XledgerSandbox;
  beforeAll(async () => (xledger = await startXledger({ seed: 3 })));
  afterEach(() => xledger.reset());
  afterAll(async () => await xledger.close());

  const test_ = async (entered: IDataObject = {}) =>
    await new XledgerFindEmployees().methods.credentialTest.testXledgerCredential.call(credentialTestContext(), decrypted('xledgerApi', { ...xledgerEntered(xledger), ...entered }));

  test('accepts a token that can read everything, and only reads', async () => {
    expect(await test_()).toEqual({ status: 'OK', message: expect.not.stringContaining('Nothing will be written') });
    expect(xledger.journal.length).toBeGreaterThan(0);
    expect(xledger.journal.filter(({ kind }) => kind !== 'query')).toEqual([]);
  });

  test('R3: says that nothing is written while the authority is not confirmed', async () => {
    expect(await test_({ authorityConfirmed: false })).toEqual({ status: 'OK', message: expect.stringContaining('authority') });
  });

  test('trims blanks around the token', async () => {
    expect(await test_({ token: `\n ${SANDBOX_TOKEN} ` })).toMatchObject({ status: 'OK' });
  });

  test.each<[string, IDataObject, RegExp]>([
    ['no token', { token: ' ' }, /token is empty/],
    ['a token with blanks inside', { token: 'two words' }, /blanks/],
    ['a token with a line break, which would be a header of its own', { token: 'a\r\nX-Other: 1' }, /blanks/],
    ['no address', { address: '' }, /https:\/\//],
    ['an address that nobody listens at', { address: 'http://127.0.0.1:9/graphql' }, /127\.0\.0\.1:9 cannot be reached/],
    ['an address that the network does not know', { address: 'https://xledger.invalid/graphql' }, /does not know xledger\.invalid/],
  ])('%s', async (_, entered, says) => {
    expect(await test_(entered)).toEqual({ status: 'Error', message: expect.stringMatching(says) });
  });

  test.each<Switches['U13']>(['errorsWith200', 'json400', 'json401', 'json403', 'nonJson'])('U13: a token that is not accepted, answered as %s', async (U13) => {
    Object.assign(xledger.switches, { U13 });
    const verdict = await test_({ token: 'bm90LXRoaXMtb25l' });
    expect(verdict).toEqual({ status: 'Error', message: expect.stringMatching(/token|accept|credential/i) });
    expect(verdict.message).not.toContain('bm90LXRoaXMtb25l');
  });

  describe.each<Switches['U14']>(['queryFails', 'fieldIsNull', 'asIfEmpty'])('U14: a missing scope, seen as %s', (U14) => {
    test.each([['employee', 'Employee'], ['contact', 'Contact'], ['subledger', 'Subledger'], ['supplier', 'Supplier'], ['country', 'Country']] as const)('%s is named as in Xledger\'s dialog', async (scope, name) => {
      Object.assign(xledger.switches, { U14 });
      without(scope);
      expect(await test_()).toEqual({ status: 'Error', message: expect.stringMatching(new RegExp(`\\b${name}\\b`)) });
    });
  });

  // Seen as null or as nothing, they may simply be empty in this Xledger.
  test.each([['address', 'Address'], ['company', 'Company'], ['systemValue', 'System Value'], ['objectValue', 'Object Value'], ['bank', 'Bank']] as const)('U14 queryFails: %s is named as in Xledger\'s dialog, and nothing else', async (scope, name) => {
    without(scope);
    expect(await test_()).toEqual({ status: 'Error', message: expect.stringContaining(`The token cannot read: ${name}. `) });
  });

  const without = (scope: string) => {
    for (const token of xledger.state.tokens) token.rights = token.rights.filter((right) => right !== `${scope}:read`) as typeof token.rights;
  };

  test('a token that has expired or was revoked: what it may be, and where to make another one', async () => {
    for (const token of xledger.state.tokens) token.revoked = true;
    expect(await test_()).toEqual({ status: 'Error', message: expect.stringMatching(/does not accept the token \(The API token is not valid\).*expired or been revoked.*API tokens/) });
  });

  test.each<[string, string, RegExp]>([
    ['production', 'demo', /one of Xledger's demo, and production does not accept it/],
    ['demo', 'production', /one of Xledger's production, and demo does not accept it/],
  ])('a token of the wrong environment: entered for %s, made in %s', async (environment, _made, says) => {
    const [here, there] = [await startXledger({ seed: 1, tokens: [{ token: SANDBOX_TOKEN, revoked: true }] }), xledger];
    const [production, demo] = environment === 'production' ? [here, there] : [there, here];
    const verdict = await inNetwork({ 'www.xledger.net': production.url, 'demo.xledger.net': demo.url }, async (context) =>
      await new XledgerFindEmployees().methods.credentialTest.testXledgerCredential.call(context, decrypted('xledgerApi', { ...xledgerEntered(xledger), environment, address: '' })));
    await here.close();
    expect(verdict).toEqual({ status: 'Error', message: expect.stringMatching(says) });
  });

  test.each<[string, Answer, RegExp]>([
    ['a web page', { body: '<!doctype html><title>Logg inn</title>', type: 'text/html' }, /not JSON, such as a web page \(status 200\)/],
    ['nothing at this path', { status: 404, body: '<h1>Not found</h1>', type: 'text/html' }, /no Xledger API at this address/],
    ['another address', { status: 302, body: '', type: 'text/plain' }, /sends on to another address/],
    ['maintenance', { status: 503, body: '<h1>Maintenance</h1>', type: 'text/html' }, /maintenance/],
    ['JSON that is no GraphQL', { body: '{"status":"ok"}' }, /JSON that is not GraphQL/],
    ['another GraphQL server', { body: '{"errors":[{"message":"Cannot query field \\"employees\\" on type \\"Query\\".","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}', status: 400 }, /GraphQL server, but not Xledger's/],
  ])('an address that is not Xledger\'s: %s', async (_, answer, says) => {
    const verdict = await whereAnswers(answer, async (url) => await test_({ address: `${url}/graphql` }));
    expect(verdict).toEqual({ status: 'Error', message: expect.stringMatching(says) });
  });

  test('every node that uses it offers the test under the name that it declares', () => {
    for (const node of [new XledgerFindEmployees(), new XledgerUpsertEmployee(), new HumaTrigger(), new HumaFindUsers()]) {
      for (const { testedBy } of node.description.credentials ?? []) if (typeof testedBy === 'string') expect(Object.keys(node.methods.credentialTest)).toContain(testedBy);
    }
  });
});

describe('U19: one limiter for each token at each address', () => {
  const entered = { address: 'https://www.xledger.net/graphql', token: 'a', authorityConfirmed: true };

  test('shared by all that use the token, whatever else differs in the credential', () => {
    expect(limiterOf({ ...entered })).toBe(limiterOf({ ...entered, authorityConfirmed: false }));
  });

  test.each([{ token: 'b' }, { address: 'https://demo.xledger.net/graphql' }])('another one for %o', (other) => {
    expect(limiterOf({ ...entered, ...other })).not.toBe(limiterOf(entered));
  });
});

describe('Huma webhook', () => {
  const test_ = async (entered: IDataObject) => await new HumaTrigger().methods.credentialTest.testWebhookCredential.call(credentialTestContext(), decrypted('humaWebhookApi', entered));

  test.each<[IDataObject, RegExp]>([
    [{}, /Enter the client secret/],
    [{ clientSecret: '  ', accessToken: '' }, /Enter the client secret/],
    [{ clientSecret: 'short' }, /shorter than 16/],
    [{ clientSecret: 'a-client-secret-of-many-letters', accessToken: 'short' }, /shorter than 16/],
    [{ accessToken: 'an access token with blanks' }, /blanks/],
  ])('%o is not enough', async (entered, says) => {
    expect(await test_(entered)).toEqual({ status: 'Error', message: expect.stringMatching(says) });
  });

  test.each([[{ clientSecret: 'a-client-secret-of-many-letters' }], [{ accessToken: 'an-access-token-of-many-letters' }]])('%o is', async (entered) => {
    expect(await test_(entered)).toMatchObject({ status: 'OK' });
  });
});

describe('Huma', () => {
  let huma: HumaSandbox;
  beforeAll(async () => (huma = await startHuma({ seed: 3 })));
  afterEach(() => void Object.assign(huma.switches, { H9: 'readable' }));
  afterAll(async () => await huma.close());

  const entered = () => ({ environment: 'custom', address: huma.url, clientId: huma.clientId, clientSecret: huma.clientSecret });
  const test_ = async (other: IDataObject = {}, context = credentialTestContext()) => await new HumaFindUsers().methods.credentialTest.testHumaCredential.call(context, decrypted('humaApi', { ...entered(), ...other }));

  test('accepts a key that may read everything, and only reads', async () => {
    expect(await test_()).toEqual({ status: 'OK', message: expect.any(String) });
    expect(huma.journal.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/auth'))).toEqual([]);
  });

  test.each<[string, IDataObject, RegExp]>([
    ['no client ID', { clientId: ' ' }, /both needed/],
    ['no address', { address: '' }, /https:\/\//],
    ['a secret that is not accepted: revoked, or half copied', { clientSecret: '00000000-0000-4000-8000-000000000000' }, /does not accept the client ID and secret.*deactivated or deleted/],
    ['an address that nobody listens at', { address: 'http://127.0.0.1:9' }, /127\.0\.0\.1:9 cannot be reached/],
    ['an address that the network does not know', { address: 'https://huma.invalid' }, /does not know huma\.invalid/],
  ])('%s', async (_, other, says) => {
    const verdict = await test_(other);
    expect(verdict).toEqual({ status: 'Error', message: expect.stringMatching(says) });
    expect(verdict.message).not.toContain(huma.clientSecret);
  });

  test.each<HumaSwitches['H9']>(['wrapperMissing', 'wrapperWithoutValue'])('H9 %s: the fields that the key may not read are named', async (H9) => {
    Object.assign(huma.switches, { H9 });
    const verdict = await test_();
    if (H9 === 'wrapperMissing') expect(verdict).toEqual({ status: 'Error', message: expect.stringMatching(/may not read: .*Bank Account/) });
    // Empty fields look the same: what is not known is not said.
    else expect(verdict.message).not.toMatch(/readable by everybody/);
  });

  test.each<[string, Answer, RegExp]>([
    ['a web page', { body: '<!doctype html><title>Logg inn</title>', type: 'text/html' }, /not JSON, such as a web page/],
    ['nothing at this path', { status: 404, body: '{"errorCode":"object:not-found"}' }, /no Huma Open API at this address/],
    ['JSON of something else', { body: '{"status":"ok"}' }, /is not the Huma Open API/],
    ['an outage', { status: 503, body: '{"status":503}' }, /not available right now/],
  ])('an address that is not Huma\'s: %s', async (_, answer, says) => {
    expect(await whereAnswers(answer, async (url) => await test_({ address: url }))).toEqual({ status: 'Error', message: expect.stringMatching(says) });
  });

  test('a key that may not read users', async () => {
    const verdict = await whereAnswers([{ body: '{"access_token":"a-token","token_type":"bearer","expires_in":60}' }, { status: 403, body: '{"errorCode":"forbidden"}' }], async (url) => await test_({ address: url }));
    expect(verdict).toEqual({ status: 'Error', message: expect.stringMatching(/may not read (the list of )?users/) });
  });

  test.each([['production', /one of Huma's demo, and production/], ['demo', /one of Huma's production, and demo/]] as const)('a key of the other Huma, entered for %s', async (environment, says) => {
    const other = await startHuma({ seed: 1, clientSecret: '00000000-0000-4000-8000-00000000000b' } as never);
    const [production, demo] = environment === 'production' ? [other, huma] : [huma, other];
    const verdict = await inNetwork({ 'openapi.humahr.com': production.url, 'demo.openapi.humahr.com': demo.url }, async (context) => await test_({ environment, address: '' }, context));
    await other.close();
    expect(verdict).toEqual({ status: 'Error', message: expect.stringMatching(says) });
  });
});

interface Answer { status?: number; body: string; type?: string }

/** A server that answers everything like this, the last one again and again. */
async function whereAnswers<T>(answers: Answer | Answer[], work: (url: string) => Promise<T>): Promise<T> {
  const turns = [answers].flat();
  const server = createServer((_, response) => {
    const { status = 200, body, type = 'application/json' } = (turns.length > 1 ? turns.shift() : turns[0]) as Answer;
    response.writeHead(status, { 'content-type': type, location: 'https://example.no/' }).end(body);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => { server.close(resolve); });
  }
}

/** The editor's context in a network where these hosts are sandboxes. */
async function inNetwork<T>(hosts: Readonly<Record<string, string>>, work: (context: ICredentialTestFunctions) => Promise<T>): Promise<T> {
  const context = credentialTestContext();
  const { request } = context.helpers;
  const rerouted = (options: { uri: string }) => {
    const { host, pathname, search } = new URL(options.uri);
    return request({ ...options, uri: `${hosts[host] ?? `http://${host}.invalid`}${pathname}${search}` } as never) as unknown;
  };
  return await work({ ...context, helpers: { ...context.helpers, request: rerouted } } as unknown as ICredentialTestFunctions);
}
