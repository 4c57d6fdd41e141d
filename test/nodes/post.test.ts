/** How requests travel through n8n: every answer arrives as it is, and silence says whether the server can have heard. */
import { createServer, type Server, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import type { HttpReply, NoReply } from '../../core/person';
import { postInTest, postWith } from '../../nodes/shared/post';
import { HumaFindUsers } from '../../nodes/HumaFindUsers/HumaFindUsers.node';
import { XledgerFindEmployees } from '../../nodes/XledgerFindEmployees/XledgerFindEmployees.node';
import { credentialTestContext, listContext } from './harness/contexts';

const SECRET = 'c2VjcmV0LXRva2VuLW9mLW1hbnk';
let server: Server;
let listener: RequestListener;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => listener(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(() => server.close());
afterEach(() => nock.cleanAll());
// It has taken over http for every later test of this process.
afterAll(() => nock.restore());

const viaExecution = () => postWith(listContext({ node: new XledgerFindEmployees(), credentials: { xledgerApi: { environment: 'custom', address: url, token: SECRET } } }), 'xledgerApi');
const viaTest = () => postInTest(credentialTestContext().helpers, `token ${SECRET}`);

describe.each([
  ['a node', viaExecution],
  ['the test of a credential', viaTest],
])('from %s', (_, make) => {
  const send = async (to = url): Promise<HttpReply> => await make()({ method: 'POST', url: to, headers: { 'content-type': 'application/json' }, body: '{"query":"{ø}"}' });
  const silence = async (to: string): Promise<NoReply> => await send(to).then(() => Promise.reject(new Error('There was an answer.')), (error: NoReply) => error);

  test('header, body and method arrive as they are', async () => {
    let heard: unknown;
    listener = (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        heard = [request.method, request.headers.authorization, request.headers['content-type'], Buffer.concat(parts).toString()];
        response.end('{}');
      });
    };
    await send();
    expect(heard).toEqual(['POST', `token ${SECRET}`, 'application/json', '{"query":"{ø}"}']);
  });

  test.each([200, 400, 401, 403, 429, 500, 503, 529])('HTTP %i is an answer, with its headers and its text', async (status) => {
    listener = (_request, response) => response.writeHead(status, { 'Retry-After': '7', 'Content-Type': 'application/json' }).end('{"å":1}');
    expect(await send()).toMatchObject({ status, headers: { 'retry-after': '7' }, body: '{"å":1}' });
  });

  test('JSON that is none stays the text that it is', async () => {
    listener = (_request, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"data":');
    expect((await send()).body).toBe('{"data":');
  });

  test('a redirect is not followed: the token does not travel to another host', async () => {
    let visited = false;
    listener = (request, response) => {
      if (request.url === '/other') visited = true;
      response.writeHead(302, { Location: '/other' }).end();
    };
    expect((await send()).status).toBe(302);
    expect(visited).toBe(false);
  });

  test('a connection that breaks after the request was read: the server may have heard it', async () => {
    listener = (request) => request.socket.destroy();
    expect(await silence(url)).toMatchObject({ name: 'NoReply', because: 'connectionLost', neverSent: false });
  });

  test('nobody listens: never sent', async () => {
    expect(await silence('http://127.0.0.1:9/graphql')).toMatchObject({ because: 'notConnected', neverSent: true });
  });

  test.each([
    ['ENOTFOUND', 'addressUnknown', true],
    ['EAI_AGAIN', 'addressUnknown', true],
    ['ECONNABORTED', 'timeout', false],
    ['ETIMEDOUT', 'timeout', false],
    ['ECONNRESET', 'connectionLost', false],
    ['CERT_HAS_EXPIRED', 'certificate', true],
    ['EWHATEVER', 'connectionLost', false],
  ])('%s is %s', async (code, because, neverSent) => {
    nock('http://xledger.example.com').post('/graphql').replyWithError(Object.assign(new Error(`of ${SECRET}`), { code }));
    const error = await silence('http://xledger.example.com/graphql');
    expect(error).toMatchObject({ because, neverSent });
    expect(JSON.stringify([error, error.message, error.stack])).not.toContain(SECRET);
  });
});

test('an execution that was cancelled sends nothing more', async () => {
  let asked = 0;
  listener = (_request, response) => { asked += 1; response.end('{}'); };
  const cancelling = new AbortController();
  const context = listContext({ node: new XledgerFindEmployees(), credentials: { xledgerApi: { environment: 'custom', address: url, token: SECRET } } });
  const send = postWith(Object.assign(context, { getExecutionCancelSignal: () => cancelling.signal }), 'xledgerApi');
  const request = { method: 'POST' as const, url, headers: {}, body: '{}' };
  await send(request);
  cancelling.abort();
  await expect(send(request)).rejects.toMatchObject({ name: 'NoReply', neverSent: true });
  expect(asked).toBe(1);
});

test('an n8n that knows no exceptions hands on a 401 unseen: it is sent once more, so that n8n sees it and renews the token', async () => {
  const node = new HumaFindUsers();
  const context = listContext({ node, credentials: { humaApi: { environment: 'custom', address: url, clientId: 'client', clientSecret: SECRET, accessToken: 'old' } } });
  const seen: unknown[] = [];
  // n8n 2.3 takes `ignoreHttpStatusErrors` for a yes or a no.
  context.helpers.httpRequestWithAuthentication = ((_credential: string, { ignoreHttpStatusErrors }: { ignoreHttpStatusErrors?: unknown }) => {
    seen.push(ignoreHttpStatusErrors);
    return Promise.resolve({ statusCode: ignoreHttpStatusErrors ? 401 : 200, headers: {}, body: '{}' });
  }) as never;
  expect(await postWith(context, 'humaApi')({ method: 'GET', url, headers: {} })).toMatchObject({ status: 200 });
  expect(seen).toEqual([{ ignore: true, except: [401] }, false]);
  seen.length = 0;
  expect(await postWith(context, 'xledgerApi')({ method: 'POST', url, headers: {} })).toMatchObject({ status: 401 });
  expect(seen).toHaveLength(1);
});
