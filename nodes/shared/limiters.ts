/** One limiter for each Xledger credential in this process: all nodes and executions share Xledger's burst limit (xledger.md 3). */
import { createHash } from 'node:crypto';
import { createLimiter, type Limiter } from '../../core/xledger';
import type { XledgerCredential } from './credentials';

const limiters = new Map<string, Limiter>();

/** The limiter of this token at this address, whatever the credential is called in n8n. Keyed by a hash: the token is not kept. */
export function limiterOf({ address, token }: XledgerCredential): Limiter {
  const key = createHash('sha256').update(JSON.stringify([address, token])).digest('base64');
  const limiter = limiters.get(key) ?? createLimiter();
  limiters.set(key, limiter);
  return limiter;
}
