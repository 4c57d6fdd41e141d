/** Huma Trigger's door: who comes in, what is answered, what goes on (huma.md 2.4). */
import { createHmac } from 'node:crypto';
import { resolveWebhookDescriptionField, type IDataObject, type INode, type INodeParameters } from 'n8n-workflow';
import { HumaTrigger } from '../../nodes/HumaTrigger/HumaTrigger.node';
import { hookContext, webhookContext, type Message } from './harness/contexts';

const SECRET = 'a-client-secret-of-many-letters';
const TOKEN = 'an-access-token-of-many-letters';
const KARI = '5b0c3f0e-6a55-4c0e-9a55-0d6d6f1c2a10';
const OLA = '7c1d0000-0000-4000-8000-000000000001';
const BOTH = { clientSecret: SECRET, accessToken: TOKEN };

const message = (topic: string, users: unknown[] = [{ id: KARI, email: 'kari.testesen@example.no' }]) => Buffer.from(JSON.stringify({ topic, users }));
const update = message('users-update');
const hex = (body: Buffer, secret = SECRET) => createHmac('sha256', secret).update(body).digest('hex');
const base64 = (body: Buffer) => createHmac('sha256', SECRET).update(body).digest('base64');
const signed = (body: Buffer): Message => ({ rawBody: body, headers: { 'huma-hmac-sha256': hex(body) } });

async function knock(sent: Message, { parameters = {}, credential = { clientSecret: SECRET } as IDataObject | undefined } = {}) {
  const node = new HumaTrigger();
  const { context, answer } = webhookContext({ node, parameters: { topics: ['users-create', 'users-update', 'users-delete', 'users-export', 'other'], output: 'idsOnly', respond: 'immediately', allowUnsigned: false, options: {}, ...parameters }, credentials: credential ? { humaWebhookApi: credential as never } : {} }, sent);
  const response = await node.webhook.call(context);
  return { answer, response, items: response.workflowData?.[0]?.map(({ json }) => json) ?? [], started: response.workflowData !== undefined };
}

describe('a description only', () => {
  const described = { parameters: { output: 'description' } };

  test('of a signed message: how it is signed and built, and no user is named', async () => {
    const { items } = await knock(signed(update), described);
    expect(items).toEqual([{ receivedAt: expect.any(String), facts: expect.arrayContaining([{ fact: 'H1 signature', found: 'hex' }, { fact: 'H1 key', found: 'text' }]), body: '{ topic: text, users: list of 1: { email: e-mail, id: UUID } }', report: expect.stringContaining('H1 key: text') }]);
    expect(JSON.stringify(items)).not.toMatch(/kari|5b0c3f0e/);
  });

  test('of a message that fits no secret, too', async () => {
    expect((await knock({ rawBody: update, headers: {} }, described)).items).toMatchObject([{ facts: expect.arrayContaining([{ fact: 'H1 signature', found: 'none was sent; is the client secret set in Huma?' }]) }]);
  });

  test('what is too large is refused all the same', async () => {
    const { answer, started } = await knock({ rawBody: Buffer.alloc(1024 * 1024 + 1) }, { parameters: { output: 'description', options: { largestMessage: 1 } } });
    expect([answer.status, started]).toEqual([413, false]);
  });
});

describe('who comes in', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const signature = (value: string) => ({ 'huma-hmac-sha256': value });
  const onlySecret = { clientSecret: SECRET };
  const onlyToken = { accessToken: TOKEN };

  test.each<[string, IDataObject, Record<string, string>]>([
    ['signature in hex', onlySecret, signature(hex(update))],
    ['signature in upper-case hex', onlySecret, signature(hex(update).toUpperCase())],
    ['signature in base64', onlySecret, signature(base64(update))],
    ['signature in base64url without padding', onlySecret, signature(base64(update).replace(/\+/g, '-').replace(/\//g, '_').replace('=', ''))],
    ['token', onlyToken, bearer(TOKEN)],
    ['both', BOTH, { ...signature(hex(update)), ...bearer(TOKEN) }],
    ['a secret entered with blanks around it', { clientSecret: ` ${SECRET}\n` }, signature(hex(update))],
  ])('%s', async (_, credential, headers) => {
    expect(await knock({ rawBody: update, headers }, { credential })).toMatchObject({ started: true, answer: { ended: false } });
  });

  test.each<[string, IDataObject, Record<string, string>]>([
    ['no signature', onlySecret, {}],
    ['signature of another secret', onlySecret, signature(hex(update, 'another secret'))],
    ['signature of another body', onlySecret, signature(hex(message('users-delete')))],
    ['signature cut short', onlySecret, signature(hex(update).slice(0, 40))],
    ['empty signature', onlySecret, signature('')],
    ['no token', onlyToken, {}],
    ['another token', onlyToken, bearer('another-token')],
    ['the token without Bearer', onlyToken, { authorization: TOKEN }],
    ['signature without the token that is set too', BOTH, signature(hex(update))],
    ['token without the signature that is set too', BOTH, bearer(TOKEN)],
    ['an empty credential', { clientSecret: '', accessToken: ' ' }, bearer('')],
  ])('not: %s. The answer gives no hint', async (_, credential, headers) => {
    const { answer, response, started } = await knock({ rawBody: update, headers }, { credential });
    expect([answer, response, started]).toEqual([{ status: 401, ended: true, finish: expect.any(Function), leave: expect.any(Function) }, { noWebhookResponse: true }, false]);
  });

  test('not: a form, of which n8n keeps no bytes', async () => {
    expect((await knock({ headers: signature(hex(update)) })).answer.status).toBe(401);
  });

  test('anybody, where checking is switched off on purpose', async () => {
    expect((await knock({ rawBody: update }, { parameters: { allowUnsigned: true }, credential: undefined })).started).toBe(true);
  });
});

describe('what is answered', () => {
  test.each<[string, Buffer]>([
    ['half a message', Buffer.from('{"topic":"users-upd')],
    ['no JSON', Buffer.from('topic=users-update')],
    ['no topic', Buffer.from('{"users":[]}')],
    ['no users where there must be some', Buffer.from('{"topic":"users-update"}')],
    ['broken UTF-8', Buffer.concat([Buffer.from('{"topic":"users-update","users":[{"id":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}]}')])],
  ])('400 for %s', async (_, body) => {
    const { answer, started } = await knock(signed(body));
    expect([answer.status, started]).toEqual([400, false]);
    expect(JSON.stringify(answer.body)).not.toContain(body.toString());
  });

  test('400 where header and body name different topics', async () => {
    expect((await knock({ rawBody: update, headers: { ...signed(update).headers, 'huma-topic': 'users-delete' } })).answer.status).toBe(400);
  });

  test('401 comes before 400: a stranger does not learn what a message looks like', async () => {
    expect((await knock({ rawBody: Buffer.from('nonsense') })).answer.status).toBe(401);
  });

  test('413 for what is larger than was set', async () => {
    const body = message('users-export', [{ id: KARI, note: 'x'.repeat(1024 * 1024) }]);
    expect((await knock(signed(body), { parameters: { options: { largestMessage: 1 } } })).answer).toMatchObject({ status: 413, ended: true });
    expect((await knock(signed(body), { parameters: { options: { largestMessage: 2 } } })).started).toBe(true);
  });

  test.each([
    ['a topic that is not asked for', message('users-delete'), ['users-update']],
    ['an unknown topic while others are not asked for', message('users-something'), ['users-update']],
    ['an unknown topic without users', Buffer.from('{"topic":"team-created","team":{}}'), ['other']],
    ['an empty list', message('users-update', []), ['users-update']],
  ])('2xx for %s, and nothing starts', async (_, body, topics) => {
    const { answer, response, started } = await knock(signed(body), { parameters: { topics } });
    expect([answer.ended, started, response.webhookResponse]).toEqual([false, false, { dropped: expect.any(String) }]);
  });
});

describe('what goes on', () => {
  test('one item for each user, with these five values and no more: they are the columns of the inbox', async () => {
    const { items } = await knock(signed(message('users-create', [{ id: KARI }, { id: OLA, bankAccount: { number: '12345678903' } }])));
    expect(items).toEqual([
      { humaId: KARI, topic: 'users-create', event: 'created', receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), nextTryAt: 0 },
      { humaId: OLA, topic: 'users-create', event: 'created', receivedAt: expect.any(String), nextTryAt: 0 },
    ]);
  });

  test.each([['users-create', 'created'], ['users-update', 'changed'], ['users-delete', 'deleted'], ['users-export', 'exported'], ['users-email-changed', 'changed']])('%s means %s', async (topic, event) => {
    expect((await knock(signed(message(topic)))).items).toMatchObject([{ topic, event }]);
  });

  test('an entry that names nobody stops no other', async () => {
    expect((await knock(signed(message('users-update', [{ email: 'x@example.no' }, 7, { id: KARI }])))).items).toMatchObject([{ humaId: KARI }]);
  });

  test('with values: sensitive ones sealed, the others as they came', async () => {
    const users = [{ id: KARI, email: 'kari.testesen@example.no', phone: '+4799000111', birthDate: '1990-02-03', bankAccount: { type: 'national', code: 'x', number: '12345678903', country: 'NO' } }];
    const { items } = await knock(signed(message('users-update', users)), { parameters: { output: 'withValues' } });
    expect(items).toMatchObject([{ humaId: KARI, event: 'changed', person: { email: 'kari.testesen@example.no', phone: '+4799000111', birthDate: expect.stringMatching(/^sealed:/), bankAccount: expect.stringMatching(/^sealed:/) } }]);
    expect(JSON.stringify(items)).not.toMatch(/12345678903|1990-02-03/);
  });

  test('with values but nothing to seal with: sensitive ones masked', async () => {
    const users = [{ id: KARI, birthDate: '1990-02-03' }];
    const { items } = await knock({ rawBody: message('users-update', users) }, { parameters: { output: 'withValues', allowUnsigned: true }, credential: undefined });
    expect(JSON.stringify(items)).not.toContain('1990');
  });
});

describe('publishing', () => {
  const publish = (parameters: IDataObject, credential: IDataObject | undefined) => {
    const node = new HumaTrigger();
    const context = hookContext({ node, parameters, credentials: credential ? { humaWebhookApi: credential as never } : {} });
    return node.webhookMethods.default.checkExists.call(context);
  };

  test('is refused while the door would let anybody or nobody in', async () => {
    await expect(publish({ allowUnsigned: false }, { clientSecret: ' ' })).rejects.toThrow('credential is empty');
  });

  test.each([[{ clientSecret: SECRET }], [{ accessToken: TOKEN }]])('goes through with %o', async (credential) => {
    expect(await publish({ allowUnsigned: false }, credential)).toBe(true);
  });

  test('goes through where checking is switched off on purpose', async () => {
    expect(await publish({ allowUnsigned: true }, undefined)).toBe(true);
  });
});

describe('when n8n answers', () => {
  const [webhook] = new HumaTrigger().description.webhooks ?? [];
  const node = (parameters: INodeParameters) => ({ parameters }) as INode;

  test.each([['immediately', 'onReceived'], ['whenDone', 'lastNode']])('%s: found out without an expression', (respond, mode) => {
    expect(webhook && resolveWebhookDescriptionField(node({ respond }), webhook, 'responseMode')).toEqual({ resolved: true, value: mode });
  });

  test('the expression for older n8n says the same', () => {
    const { context } = webhookContext({ node: new HumaTrigger(), parameters: { respond: 'whenDone' } }, {});
    expect((context as unknown as { evaluateExpression(expression: string): unknown }).evaluateExpression(String(webhook?.responseMode).slice(1))).toBe('lastNode');
  });
});
