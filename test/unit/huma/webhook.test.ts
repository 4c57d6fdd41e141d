// huma.md 2.4: what is let in, what it means, and that a body never clears.
import { createHmac } from 'node:crypto';
import { readWebhook, verifySignature, type WebhookAnswer, type WebhookOptions } from '../../../core/huma';
import type { FieldKey } from '../../../core/person';
import { kari, KARI } from './scripted';

const SECRET = 'a secret with æøå';
const TOKEN = 'token-1';
const TODAY = '2026-01-15';
const OLA = '5b0c3f0e-6a55-4c0e-9a55-0d6d6f1c2a11';

const sign = (body: Uint8Array, secret = SECRET) => createHmac('sha256', secret).update(body).digest();

function post(body: unknown, options: Partial<WebhookOptions> = { unchecked: true }, headers: Record<string, string | string[]> = {}): WebhookAnswer {
  const rawBody = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return readWebhook({ headers, rawBody }, { today: TODAY, reading: { bankCountry: 'NO' }, ...options });
}

const users = (answer: WebhookAnswer) => {
  if (answer.kind !== 'users') throw new Error(JSON.stringify(answer));
  return answer;
};

const only = (answer: WebhookAnswer) => {
  const [user, ...others] = users(answer).users;
  if (!user || others.length > 0) throw new Error('not one user');
  return user;
};

describe('2.4 rule 1, H1: the signature', () => {
  const body = Buffer.from('{"topic":"users-update","users":[]}');
  const digest = sign(body);
  const base64 = digest.toString('base64');

  it.each([
    ['hex', digest.toString('hex')],
    ['hex in capitals', digest.toString('hex').toUpperCase()],
    ['base64', base64],
    ['base64 without padding', base64.replace('=', '')],
    ['base64url', digest.toString('base64url')],
    ['base64url with padding', `${digest.toString('base64url')}=`],
  ])('fits as %s', (_name, signature) => expect(verifySignature(body, signature, SECRET)).toBe(true));

  it.each([
    ['none', undefined],
    ['empty', ''],
    ['of another body', sign(Buffer.from('{}')).toString('hex')],
    ['with another secret', sign(body, 'other').toString('base64')],
    ['cut short', digest.toString('hex').slice(0, -1)],
    ['half', digest.toString('hex').slice(0, 32)],
    ['too long', `${digest.toString('hex')}00`],
    ['twice', `${base64}${base64}`],
    ['in white space', ` ${base64}`],
    ['with a prefix', `sha256=${digest.toString('hex')}`],
    ['as latin1', digest.toString('latin1')],
    ['with a stray bit at the end', otherLastCharacter(base64)],
    ['sha-1', createHmac('sha1', SECRET).update(body).digest('hex')],
  ])('does not fit: %s', (_name, signature) => expect(verifySignature(body, signature, SECRET)).toBe(false));

  it('never fits an empty secret', () => expect(verifySignature(body, sign(body, '').toString('hex'), '')).toBe(false));
});

/** Another spelling of the same 32 bytes: the last character before the padding carries two bits too many. */
function otherLastCharacter(base64: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return `${base64.slice(0, 42)}${alphabet[alphabet.indexOf(base64[42] ?? '') ^ 1]}=`;
}

describe('2.4 rule 1: who is let in', () => {
  const body = Buffer.from(JSON.stringify({ topic: 'users-update', users: [{ id: KARI }] }));
  const signature = { 'huma-hmac-sha256': sign(body).toString('base64') };
  const bearer = { authorization: `Bearer ${TOKEN}` };
  const both = { secret: SECRET, token: TOKEN };

  it.each([
    ['the signature, secret set', { secret: SECRET }, signature, 'users'],
    ['no signature, secret set', { secret: SECRET }, {}, 401],
    ['the token instead of the signature', { secret: SECRET }, bearer, 401],
    ['the token, token set', { token: TOKEN }, bearer, 'users'],
    ['the token, scheme in small letters', { token: TOKEN }, { authorization: `bearer ${TOKEN}` }, 'users'],
    ['another token', { token: TOKEN }, { authorization: 'Bearer token-2' }, 401],
    ['the beginning of the token', { token: TOKEN }, { authorization: 'Bearer token' }, 401],
    ['the token without its scheme', { token: TOKEN }, { authorization: TOKEN }, 401],
    ['no token', { token: TOKEN }, {}, 401],
    ['both, both set', both, { ...signature, ...bearer }, 'users'],
    ['only the signature, both set', both, signature, 401],
    ['only the token, both set', both, bearer, 401],
    ['a wrong token beside the signature', both, { ...signature, authorization: 'Bearer x' }, 401],
    ['a wrong signature beside the token', both, { ...bearer, 'huma-hmac-sha256': sign(Buffer.from('x')).toString('hex') }, 401],
    ['two signatures', { secret: SECRET }, { 'huma-hmac-sha256': [signature['huma-hmac-sha256'], 'x'] }, 401],
    ['nothing set', {}, { ...signature, ...bearer }, 401],
    ['blanks set', { secret: '', token: '' }, { authorization: 'Bearer ' }, 401],
    ['nothing set, checking switched off on purpose', { unchecked: true }, {}, 'users'],
    ['secret set, checking switched off', { secret: SECRET, unchecked: true }, {}, 401],
  ] as const)('%s → %s', (_name, options, headers, expected) => {
    const answer = post(body, options, headers as Record<string, string>);
    expect(answer.kind === 'refused' ? answer.status : answer.kind).toBe(expected);
  });

  it('takes the signature over the bytes, not over what they mean', () => {
    expect(post(Buffer.from(`${body.toString()} `), { secret: SECRET }, signature)).toMatchObject({ kind: 'refused', status: 401 });
  });
});

describe('2.4 rules 2 and 3: topics', () => {
  it.each([['users-create', 'created'], ['users-update', 'changed'], ['users-delete', 'deleted'], ['users-export', 'exported'], ['users-email-update', 'changed'], ['constructor', 'changed'], ['__proto__', 'changed']])('%s means %s', (topic, event) => {
    expect(post({ topic, users: [{ id: KARI }] }, undefined, { 'huma-topic': topic })).toMatchObject({ kind: 'users', topic, event, users: [{ humaId: KARI }] });
  });

  it.each([
    ['the header names another topic', { topic: 'users-update', users: [{ id: KARI }] }, { 'huma-topic': 'users-delete' }],
    ['the header comes twice', { topic: 'users-update', users: [{ id: KARI }] }, { 'huma-topic': ['users-update', 'users-delete'] }],
    ['no topic', { users: [{ id: KARI }] }, {}],
    ['a topic that is no text', { topic: ['users-update'], users: [{ id: KARI }] }, {}],
    ['no users where the topic always has them', { topic: 'users-update' }, {}],
    ['users that are no list', { topic: 'users-delete', users: { id: KARI } }, {}],
    ['no object', [1], {}],
    ['no JSON', '{"topic":', {}],
    ['nothing', '', {}],
    ['broken UTF-8', Buffer.concat([Buffer.from('{"topic":"users-update","users":[{"id":"x","givenName":"'), Buffer.from([0xc3]), Buffer.from('"}]}')]), {}],
  ])('refused with 400: %s', (_name, body, headers) => {
    expect(post(body, undefined, headers as Record<string, string>)).toMatchObject({ kind: 'refused', status: 400 });
  });

  it.each([['no users', {}], ['an empty list', { users: [] }], ['users of another kind', { users: [{ userId: KARI }, 'x'] }], ['users that are no list', { users: 'all' }]])('an unknown topic with %s is ignored and said, never an error', (_name, more) => {
    expect(post({ topic: 'teams-update', ...more })).toEqual({ kind: 'ignored', topic: 'teams-update', says: expect.any(String) });
  });

  it('one bad entry does not stop the others', () => {
    const answer = users(post({ topic: 'users-update', users: [{ id: KARI, phone: '+47 99 00 00 01' }, null, 'x', { email: 'a@example.no' }, { id: 7 }, { id: 'not-a-uuid' }, [], { id: OLA }] }));
    expect(answer.users.map(({ humaId }) => humaId)).toEqual([KARI, OLA]);
    expect(answer.unreadable.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('H4: of a deleted user only the id is used', () => {
    expect(only(post({ topic: 'users-delete', users: [{ ...kari() }] }))).toMatchObject({ humaId: KARI, person: {}, problems: [], unreadable: [] });
  });
});

/** The same person as plain values. */
const plain = Object.fromEntries(Object.entries(kari()).map(([key, value]) => [key, typeof value === 'object' && value !== null && 'value' in value ? value.value : value]));

describe('2.4 rules 4 and 6, H2: values', () => {
  const EMPLOYMENT = { jobTitle: { id: 't', name: 'Utvikler' }, employmentStartDate: '2024-08-01', probationEndDate: '2025-02-01' };
  const WRAPPED_EMPLOYMENT = Object.fromEntries(Object.entries(EMPLOYMENT).map(([key, value]) => [key, { value, editable: true }]));

  it('plain and wrapped say the same', () => {
    const shapes = [{ ...plain, ...EMPLOYMENT }, { ...kari(), ...WRAPPED_EMPLOYMENT }].map((entry) => only(post({ topic: 'users-export', users: [entry] })));
    expect(shapes[0]).toEqual(shapes[1]);
    expect(shapes[0]).toMatchObject({ active: true, type: 'user', problems: [], unreadable: [] });
    expect(Object.keys(shapes[0]?.person ?? {})).toHaveLength(13);
    expect(shapes[0]?.person).toMatchObject({ bankAccount: { kind: 'national' }, nationalId: { country: 'NO' }, jobTitle: 'Utvikler', employmentStart: '2024-08-01' });
  });

  it('presence only: an absent key says nothing', () => {
    expect(only(post({ topic: 'users-update', users: [{ id: KARI, email: 'kari.testesen@example.no', phone: '+47 99 00 00 02' }] }))).toEqual({
      humaId: KARI, type: 'user', active: undefined, person: { email: 'kari.testesen@example.no', phone: '+47 99 00 00 02' }, unreadable: [], problems: [],
      groups: undefined, severalPositions: undefined, emailPending: false, otherXledgerLink: false,
    });
  });

  const FIELDS: Array<[FieldKey, string]> = [
    ['phone', 'phone'], ['birthDate', 'birthDate'], ['bankAccount', 'bankAccount'], ['address', 'homeAddress'], ['gender', 'gender'], ['nationalId', 'identifications'], ['employmentId', 'employmentId'],
    ['jobTitle', 'jobTitle'], ['employmentStart', 'employmentStartDate'], ['employmentEnd', 'employmentEndDate'], ['probationEnd', 'probationEndDate'], ['terminationNotice', 'terminationNoticeDate'],
  ];
  describe.each(FIELDS)('H3: %s', (field, key) => {
    it.each([null, '', { value: null, editable: true }, { value: '', editable: true }, { editable: true }, { value: [], editable: true }])('%j is reported and never clears', (value) => {
      const user = only(post({ topic: 'users-update', users: [{ id: KARI, [key]: value }] }));
      expect(user.person).toEqual({});
      expect(user.problems).toEqual([{ field, code: 'perhapsEmpty' }]);
    });
  });

  it('R5: groups count only where every kind is told', () => {
    const teams = [{ id: 'team-1' }];
    expect(only(post({ topic: 'users-update', users: [{ id: KARI, teams }] })).groups).toBeUndefined();
    expect(only(post({ topic: 'users-update', users: [{ id: KARI, teams, companies: [], locations: [{ id: 'l1' }] }] })).groups).toEqual(['l1', 'team-1']);
  });

  it('R32: several current positions leave the position fields alone; one counts before the deprecated fields', () => {
    const current = (id: string, name: string) => ({ id, title: { id: name, name }, contractStartDate: '2025-01-01', status: 'CURRENT' });
    const two = only(post({ topic: 'users-export', users: [{ id: KARI, currentPositions: [current('a', 'X'), current('b', 'Y')], employmentEndDate: '2026-01-01' }] }));
    expect(two).toMatchObject({ person: {}, severalPositions: true });
    expect(two.problems.map(({ code }) => code)).toEqual(Array(5).fill('severalPositions'));
    const one = only(post({ topic: 'users-export', users: [{ id: KARI, currentPositions: { value: [current('a', 'X')] }, employmentStartDate: '2019-01-01', probationEndDate: '2025-07-01' }] }));
    expect(one).toMatchObject({ person: { jobTitle: 'X', employmentStart: '2025-01-01', probationEnd: '2025-07-01' }, severalPositions: false, problems: [] });
  });

  it('a user who comes twice in one message is one user: what comes later counts', () => {
    const answer = users(post({ topic: 'users-update', users: [{ id: KARI, phone: '+47 99 00 00 01', gender: 'Female' }, { id: OLA }, { id: KARI, phone: '+47 99 00 00 02', birthDate: 'x' }, { id: KARI, gender: null, birthDate: '1993-03-19' }] }));
    expect(answer.users.map(({ humaId }) => humaId)).toEqual([KARI, OLA]);
    expect(answer.users[0]?.person).toEqual({ phone: '+47 99 00 00 02', birthDate: '1993-03-19' });
    expect(answer.users[0]?.problems.map(({ field }) => field)).toEqual(['gender']);
  });

  it('R37, R24: a requested address is no address, and a deactivation is seen', () => {
    const user = only(post({ topic: 'users-update', users: [{ id: KARI, status: { active: false }, email: { value: 'a@example.no', requestedValue: 'b@example.no', editable: true } }] }));
    expect(user).toMatchObject({ active: false, emailPending: true, person: { email: 'a@example.no' } });
    expect(JSON.stringify(user)).not.toContain('b@example');
  });
});
