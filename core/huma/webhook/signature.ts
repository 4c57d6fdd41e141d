/** Whether a message comes from Huma: its HMAC over the raw bytes, and its bearer token (huma.md 2.4 rule 1, H1). */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const DIGEST_BYTES = 32;

/**
 * Whether `signature` is the HMAC-SHA256 of `rawBody` under `secret`. Reads hex in any case, base64 and base64url, padded or not:
 * the encoding is not documented (H1). Anything that is not exactly one 32-byte digest is no signature. Compares in constant time.
 */
export function verifySignature(rawBody: Uint8Array, signature: string | undefined, secret: string | Uint8Array): boolean {
  const given = signature === undefined ? undefined : digest(signature);
  if (given === undefined || secret.length === 0) return false;
  return timingSafeEqual(given, createHmac('sha256', secret).update(rawBody).digest());
}

/** Whether an `Authorization` header carries this bearer token. Hashing first makes both sides equally long. */
export function verifyToken(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (given === undefined || token === '') return false;
  return timingSafeEqual(sha256(given), sha256(token));
}

function digest(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (!/^(?:[A-Za-z0-9+/]{43}|[A-Za-z0-9_-]{43})=?$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  // 43 characters hold two bits more than 32 bytes: with those set it is not what any encoder writes.
  const spellings = [bytes.toString('base64url'), bytes.toString('base64').replace('=', '')];
  return bytes.length === DIGEST_BYTES && spellings.includes(text.replace('=', '')) ? bytes : undefined;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
