/** Sensitive values at rest: sealed so that only this credential opens them, and fingerprints that tell whether one changed. */
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { hmac } from './hmac';
import type { FieldKey } from './person';

/** What a key is for. Keys of different purposes from one credential have nothing to do with each other. */
export type KeyPurpose = 'seal' | 'fingerprint' | 'signature';

export type Opened = { ok: true; text: string } | { ok: false; why: 'notSealed' | 'unknownVersion' | 'doesNotOpen' };

/** A key of 256 bits derived (HKDF-SHA256) from a credential's secret. A key object, because those print without their content. */
export function keyFrom(secret: string, purpose: KeyPurpose): KeyObject {
  if (secret === '') throw new RangeError('A key needs a secret to be derived from.');
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'n8n-nodes-xledger', purpose, 32)));
}

/**
 * Seals a text with AES-256-GCM: `sealed:v1:<base64url of nonce, tag, ciphertext>`. The label (a field's key, a row's id) is sealed in:
 * a sealed text that was moved elsewhere does not open there. Sealing the same text twice gives two different results.
 */
export function seal(key: KeyObject, label: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(label));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url');
}

/** Opens a sealed text. Altered, moved, or sealed with another key: `doesNotOpen`. Never throws, and a failure holds none of the text. */
export function open(key: KeyObject, label: string, sealed: unknown): Opened {
  if (!isSealed(sealed)) return { ok: false, why: 'notSealed' };
  if (!sealed.startsWith(PREFIX)) return { ok: false, why: 'unknownVersion' };
  const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES || PREFIX + bytes.toString('base64url') !== sealed) return { ok: false, why: 'doesNotOpen' };
  const [nonce, tag, ciphertext] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES), bytes.subarray(NONCE_BYTES + TAG_BYTES)];
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(label)).setAuthTag(tag);
    return { ok: true, text: Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8') };
  } catch {
    return { ok: false, why: 'doesNotOpen' };
  }
}

/** Whether a value is a sealed text of any version. */
export const isSealed = (value: unknown): value is string => typeof value === 'string' && value.startsWith('sealed:');

/**
 * The keyed fingerprint of a field's canonical value, for baselines (R20): HMAC-SHA256, so that short numbers cannot be guessed back.
 * The field is part of it: the same text in two fields does not look the same. It begins with a mark of the key.
 */
export function fingerprint(key: KeyObject | Buffer, field: FieldKey | 'whole', canonical: string): string {
  return markOf(key) + hmac(key, `${field}:${canonical}`);
}

/** Whether a fingerprint was made with this key: those of a token before say nothing about any value. */
export const isMadeWith = (key: KeyObject | Buffer, print: string): boolean => print.startsWith(markOf(key));

/** Four characters that tell keys apart and nothing of the key. */
function markOf(key: KeyObject | Buffer): string {
  const known = marks.get(key);
  if (known !== undefined) return known;
  const mark = `${hmac(key, 'which key').slice(0, 4)}.`;
  marks.set(key, mark);
  return mark;
}

const marks = new WeakMap<KeyObject | Buffer, string>();

const PREFIX = 'sealed:v1:';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
