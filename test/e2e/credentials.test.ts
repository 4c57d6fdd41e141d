// What the editor's button "Test" says in a real n8n, for each credential that asks a server: n8n has to find the node that tests it.
import { startHuma, type HumaSandbox } from '../../sandbox/huma';
import { SANDBOX_TOKEN, startXledger, type XledgerSandbox } from '../../sandbox/xledger';
import { sharedN8n } from './harness';

const { client } = sharedN8n();
let xledger: XledgerSandbox;
let huma: HumaSandbox;
beforeAll(async () => { [xledger, huma] = await Promise.all([startXledger({ seed: 3 }), startHuma({ seed: 3 })]); });
afterAll(async () => { await Promise.all([xledger.close(), huma.close()]); });

const xledgerWith = (token: string) => ({ environment: 'custom', address: xledger.graphqlUrl, token, authorityConfirmed: true });
const humaWith = (clientSecret: string) => ({ environment: 'custom', address: huma.url, clientId: huma.clientId, clientSecret });

test('credentials that are right', async () => {
  expect(await client.testCredential('xledgerApi', xledgerWith(SANDBOX_TOKEN))).toMatchObject({ status: 'OK' });
  expect(await client.testCredential('humaApi', humaWith(huma.clientSecret))).toMatchObject({ status: 'OK' });
});

test('credentials that are wrong: in words that say what to do, and without the secret', async () => {
  expect(await client.testCredential('xledgerApi', xledgerWith('bm90LXRoaXMtb25l'))).toMatchObject({ status: 'Error', message: expect.stringMatching(/does not accept the token.*Make another one/) });
  expect(await client.testCredential('humaApi', humaWith('00000000-0000-4000-8000-000000000000'))).toMatchObject({ status: 'Error', message: expect.stringMatching(/does not accept the client ID and secret/) });
  expect(await client.testCredential('humaWebhookApi', { clientSecret: 'short' })).toMatchObject({ status: 'Error', message: expect.stringContaining('shorter than 16') });
});
