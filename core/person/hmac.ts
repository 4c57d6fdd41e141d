/** HMAC-SHA256 of a text by two one-shot hashes: a comparison makes millions, and an Hmac object for each costs more than its hashing. */
import { hash, type KeyObject } from 'node:crypto';

/**
 * HMAC-SHA256 (RFC 2104), as base64url. Its key is the base64url text of the given one: 64 bytes or fewer, and below 0x80, so that what is hashed first
 * can stay a text. A test holds it against the crypto module's own.
 */
export function hmac(key: KeyObject | Buffer, text: string): string {
  const { inner, outer } = pads.get(key) ?? padsOf(key);
  outer.write(hash('sha256', inner + text, 'binary'), BLOCK, 'binary');
  return hash('sha256', outer, 'base64url');
}

/** What a key begins both hashes with; the second has room for the first one's result. */
interface Pads {
  inner: string;
  outer: Buffer;
}

const pads = new WeakMap<KeyObject | Buffer, Pads>();

function padsOf(key: KeyObject | Buffer): Pads {
  const bytes = Buffer.from((Buffer.isBuffer(key) ? key : key.export()).toString('base64url'));
  if (bytes.length > BLOCK) throw new RangeError('A key has at most 48 bytes.');
  const padded = Buffer.concat([bytes, Buffer.alloc(BLOCK - bytes.length)]);
  const made = { inner: xor(padded, 0x36).toString('latin1'), outer: Buffer.concat([xor(padded, 0x5c), Buffer.alloc(DIGEST)]) };
  pads.set(key, made);
  return made;
}

const xor = (bytes: Buffer, mask: number): Buffer => Buffer.from(bytes.map((byte) => byte ^ mask));

const BLOCK = 64;
const DIGEST = 32;
