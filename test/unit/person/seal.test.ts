// Sealing and fingerprints: what comes back, what does not, and what never shows.
import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { fingerprint, hmac, isSealed, keyFrom, open, seal } from '../../../core/person';

const key = keyFrom('token-of-the-test', 'seal');
const SECRET = '01819010028';

test.each([SECRET, '', 'æøå 👩‍👩‍👧 \n "', '{"number":"12345678903"}', 'x'.repeat(10_000)])('what was sealed opens again', (text) => {
  expect(open(key, 'nationalId', seal(key, 'nationalId', text))).toEqual({ ok: true, text });
});

test('a sealed text holds nothing of the text, and is another each time', () => {
  const [one, two] = [seal(key, 'nationalId', SECRET), seal(key, 'nationalId', SECRET)];
  expect(one).toMatch(/^sealed:v1:[A-Za-z0-9_-]+$/);
  expect(one).not.toBe(two);
  expect(Buffer.from(one.slice(10), 'base64url').toString('latin1')).not.toContain(SECRET);
});

describe('it does not open', () => {
  const sealed = seal(key, 'nationalId', SECRET);
  test('with another credential', () => expect(open(keyFrom('another token', 'seal'), 'nationalId', sealed)).toEqual({ ok: false, why: 'doesNotOpen' }));
  test('with a key of another purpose', () => expect(open(keyFrom('token-of-the-test', 'signature'), 'nationalId', sealed)).toEqual({ ok: false, why: 'doesNotOpen' }));
  test('in another place', () => expect(open(key, 'bankAccount', sealed)).toEqual({ ok: false, why: 'doesNotOpen' }));
  test('with any one character altered', () => {
    for (let index = 'sealed:v1:'.length; index < sealed.length; index += 1) {
      const altered = sealed.slice(0, index) + (sealed[index] === 'A' ? 'B' : 'A') + sealed.slice(index + 1);
      expect(open(key, 'nationalId', altered)).toEqual({ ok: false, why: 'doesNotOpen' });
    }
  });
  test('cut short or longer', () => {
    for (let length = 'sealed:v1:'.length; length < sealed.length; length += 1) expect(open(key, 'nationalId', sealed.slice(0, length)).ok).toBe(false);
    for (const more of ['A', '=', ' ', '\n']) expect(open(key, 'nationalId', sealed + more)).toEqual({ ok: false, why: 'doesNotOpen' });
  });
  test('when it is no sealed text, or of another version', () => {
    for (const other of ['', SECRET, 'sealed', null, undefined, 42, {}, ['sealed:v1:']]) expect(open(key, 'nationalId', other)).toEqual({ ok: false, why: 'notSealed' });
    expect(open(key, 'nationalId', sealed.replace('v1', 'v2'))).toEqual({ ok: false, why: 'unknownVersion' });
  });
});

test('sealed texts are told from others', () => {
  expect(isSealed(seal(key, 'x', 'y'))).toBe(true);
  expect(isSealed('sealed:v9:abc')).toBe(true);
  expect(isSealed('Sealed')).toBe(false);
});

test('a key does not print, and needs a secret', () => {
  expect(JSON.stringify(key) + inspect(key, { depth: 9 })).not.toContain(key.export().toString('hex').slice(0, 8));
  expect(() => keyFrom('', 'seal')).toThrow('needs a secret');
});

describe('fingerprints', () => {
  const prints = keyFrom('token-of-the-test', 'fingerprint');
  test('equal for equal values, and for nothing else', () => {
    expect(fingerprint(prints, 'phone', 'tel:4799000000')).toBe(fingerprint(prints, 'phone', 'tel:4799000000'));
    const others = [fingerprint(prints, 'phone', 'tel:4799000001'), fingerprint(prints, 'email', 'tel:4799000000'), fingerprint(keyFrom('another', 'fingerprint'), 'phone', 'tel:4799000000')];
    expect(others).not.toContain(fingerprint(prints, 'phone', 'tel:4799000000'));
  });
  test('the key may come as bytes', () => expect(fingerprint(prints.export(), 'phone', 'x')).toBe(fingerprint(prints, 'phone', 'x')));
  test('they hold nothing of the value', () => expect(fingerprint(prints, 'nationalId', SECRET)).toMatch(/^[A-Za-z0-9_-]{4}\.[A-Za-z0-9_-]{43}$/));
});

describe('HMAC by one-shot hashes', () => {
  const TEXTS = ['', 'x', SECRET, 'æøå 👩‍👩‍👧 \n "', 'x'.repeat(10_000), '\0'];
  test.each(TEXTS)('is what the crypto module makes', (text) => {
    for (const one of [key, keyFrom('another', 'fingerprint'), Buffer.alloc(0), Buffer.alloc(48, 255)]) {
      const bytes = Buffer.isBuffer(one) ? one : one.export();
      expect(hmac(one, text)).toBe(createHmac('sha256', bytes.toString('base64url')).update(text).digest('base64url'));
    }
  });
  test('keys take turns without mixing', () => {
    const other = keyFrom('another', 'fingerprint');
    const [a, b] = [hmac(key, 'x'), hmac(other, 'x')];
    expect([hmac(key, 'x'), hmac(other, 'x'), hmac(key, 'x')]).toEqual([a, b, a]);
  });
  test('a key that is too long is refused', () => expect(() => hmac(Buffer.alloc(49), 'x')).toThrow('at most 48 bytes'));
});
