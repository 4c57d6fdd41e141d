/** What the editor's "Test" says about each credential, in each wrong state. */
import type { ICredentialsDecrypted, IDataObject } from 'n8n-workflow';
import { HumaApi } from '../../credentials/HumaApi.credentials';
import { HumaTrigger } from '../../nodes/HumaTrigger/HumaTrigger.node';
import { limiterOf } from '../../nodes/shared/clients';
import { XledgerFindEmployees } from '../../nodes/XledgerFindEmployees/XledgerFindEmployees.node';
import { XledgerUpsertEmployee } from '../../nodes/XledgerUpsertEmployee/XledgerUpsertEmployee.node';
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
    ['an address that nobody listens at', { address: 'http://127.0.0.1:9/graphql' }, /./],
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
    test.each(['employee', 'contact', 'subledger', 'supplier'] as const)('%s is named', async (scope) => {
      Object.assign(xledger.switches, { U14 });
      for (const token of xledger.state.tokens) token.rights = token.rights.filter((right) => right !== `${scope}:read`);
      expect(await test_()).toEqual({ status: 'Error', message: expect.stringMatching(new RegExp(scope, 'i')) });
    });
  });

  test('every node that uses it offers the test under the name that it declares', () => {
    for (const node of [new XledgerFindEmployees(), new XledgerUpsertEmployee(), new HumaTrigger()]) {
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
  test('asks for one user and takes no other answer for one', () => {
    const { request, rules = [] } = new HumaApi().test;
    expect(request).toMatchObject({ url: '/users', qs: { limit: 1 } });
    expect((rules as { properties: IDataObject }[]).map(({ properties }) => properties.key ?? properties.value)).toEqual([401, 403, 404, 'items']);
  });
});
