// Whatever is posted: nobody without the secret is let in, nothing throws, and nothing sensitive comes back as a word of refusal.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { readUser, readWebhook, verifySignature, type WebhookAnswer } from '../../../core/huma';
import { FIELD_KEYS } from '../../../core/person';
import { KARI } from './scripted';

const SECRET = 'secret';
const OPTIONS = { today: '2026-01-15', reading: { bankCountry: 'NO' } };
const body = Buffer.from(JSON.stringify({ topic: 'users-update', users: [{ id: KARI, phone: '+47 99 00 00 01' }] }));
const digest = createHmac('sha256', SECRET).update(body).digest();
const ENCODINGS = ['hex', 'base64', 'base64url'] as const;

const spoilt = fc
  .tuple(fc.constantFrom(...ENCODINGS.map((encoding) => digest.toString(encoding))), fc.nat(80), fc.string({ unit: 'binary', maxLength: 3 }), fc.nat(3))
  .map(([signature, at, put, cut]) => signature.slice(0, at) + put + signature.slice(at + cut));
/** Every spelling of the right 32 bytes. */
const FITTING = new Set(ENCODINGS.flatMap((encoding) => [digest.toString(encoding).replace(/=$/, ''), `${digest.toString(encoding).replace(/=$/, '')}${encoding === 'hex' ? '' : '='}`]));
const fits = (signature: string) => FITTING.has(signature) || signature.toLowerCase() === digest.toString('hex');

const keys = fc.constantFrom('id', 'topic', 'users', 'email', 'phone', 'value', 'editable', 'status', 'active', 'identifications', 'bankAccount', 'homeAddress', 'currentPositions', 'teams', 'jobTitle', 'birthDate',
  'connectedIntegrations', 'person', 'humaId', 'groups', 'unreadable', 'type', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty');
const nasty = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, fc.string({ unit: 'binary' }), fc.constant(KARI), fc.constant('users-update'), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.array(fc.tuple(keys, tie('value')), { maxLength: 8 }).map((entries) => {
    // Written as JSON, so that "__proto__" is a key like any other.
    return JSON.parse(`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value) ?? 'null'}`).join()}}`) as unknown;
  }),
})).object;

function sane(answer: WebhookAnswer): void {
  if (answer.kind !== 'users') return;
  for (const user of answer.users) {
    expect(user.humaId).toMatch(/^[0-9a-f-]{36}$/i);
    expect(Object.keys(user.person).filter((key) => !FIELD_KEYS.includes(key as never))).toEqual([]);
    // A body never clears (H3).
    expect(Object.values(user.person)).not.toContain(null);
  }
}

const pollution = () => ({ ...Object.getOwnPropertyDescriptors(Object.prototype) });

it('no signature but the right 32 bytes is let in', () =>
  fc.assert(fc.property(fc.oneof(spoilt, fc.string({ unit: 'binary' }), fc.base64String({ minLength: 40, maxLength: 48 }), fc.stringMatching(/^[0-9a-f]{62,66}$/)), (signature) => {
    expect(verifySignature(body, signature, SECRET)).toBe(fits(signature));
    expect(readWebhook({ rawBody: body, headers: { 'huma-hmac-sha256': signature } }, { ...OPTIONS, secret: SECRET }).kind).toBe(fits(signature) ? 'users' : 'refused');
  }), { numRuns: 5000 }));

it('no body but the signed one is let in', () =>
  fc.assert(fc.property(fc.nat(body.length), fc.uint8Array({ maxLength: 3 }), fc.nat(2), (at, put, cut) => {
    const changed = Buffer.concat([body.subarray(0, at), put, body.subarray(at + cut)]);
    for (const encoding of ENCODINGS) {
      const answer = readWebhook({ rawBody: changed, headers: { 'huma-hmac-sha256': digest.toString(encoding) } }, { ...OPTIONS, secret: SECRET });
      expect(answer.kind).toBe(changed.equals(body) ? 'users' : 'refused');
    }
  }), { numRuns: 2000 }));

it('no message throws, clears, or leaves anything behind', () => {
  const before = pollution();
  fc.assert(fc.property(nasty, fc.constantFrom('users-update', 'users-create', 'users-delete', 'users-export', 'other', undefined), (entry, topic) => {
    const message = topic === undefined ? entry : { topic, users: [entry, { ...(entry as object), id: KARI }] };
    sane(readWebhook({ rawBody: Buffer.from(JSON.stringify(message)), headers: {} }, { ...OPTIONS, unchecked: true }));
  }), { numRuns: 3000 });
  expect(pollution()).toEqual(before);
});

it('no bytes and no headers throw', () =>
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.dictionary(fc.constantFrom('huma-topic', 'huma-hmac-sha256', 'authorization', '__proto__'), fc.oneof(fc.string(), fc.array(fc.string()))), fc.boolean(), (rawBody, headers, unchecked) => {
    const answer = readWebhook({ rawBody, headers }, { ...OPTIONS, ...(unchecked ? { unchecked } : { secret: SECRET, token: 'x' }) });
    expect(['refused', 'ignored']).toContain(answer.kind);
  }), { numRuns: 2000 }));

it('no item throws', () => {
  const before = pollution();
  fc.assert(fc.property(fc.oneof(nasty, fc.anything()), (json) => {
    const given = readUser(json, OPTIONS);
    if (given.kind === 'user') expect(Object.keys(given.user.person).filter((key) => !FIELD_KEYS.includes(key as never))).toEqual([]);
  }), { numRuns: 3000 });
  expect(pollution()).toEqual(before);
});

it.each([
  ['100,000 brackets', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['100,000 brackets never closed', '['.repeat(100_000)],
  ['10,000 objects in each other as a phone', `{"topic":"users-update","users":[{"id":"${KARI}","phone":${'{"value":'.repeat(10_000)}1${'}'.repeat(10_000)}}]}`],
  ['10,000 lists in each other as identifications', `{"topic":"users-update","users":[{"id":"${KARI}","identifications":${'['.repeat(10_000)}${']'.repeat(10_000)}}]}`],
  ['a text of 5 MB', JSON.stringify({ topic: 'users-update', users: [{ id: KARI, phone: 'x'.repeat(5_000_000), bankAccount: '1'.repeat(100_000) }] })],
  ['50,000 entries that are nobody', JSON.stringify({ topic: 'users-update', users: Array(50_000).fill({ a: 1 }) })],
])('deep and huge: %s', (_name, text) => {
  const answer = readWebhook({ rawBody: Buffer.from(text), headers: {} }, { ...OPTIONS, unchecked: true });
  sane(answer);
  if (answer.kind === 'users') for (const user of answer.users) expect(user.person).toEqual({});
});
