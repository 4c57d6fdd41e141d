/** The clients of both systems, tied to the credentials and the execution that a node runs with. */
import { createHash } from 'node:crypto';
import { createHuma, type Huma } from '../../core/huma';
import type { Reading } from '../../core/person';
import { createLimiter, createXledger, type Limiter, type Xledger, type XledgerOptions } from '../../core/xledger';
import { clockOf } from './clock';
import type { Context } from './context';
import { humaCredential, xledgerCredential, type XledgerCredential } from './credentials';
import { postWith } from './post';

export interface How {
  reading?: Reading;
  /** Milliseconds to wait for limits and outages. */
  patience?: number;
  /** Tries after which Huma is not asked again about somebody for whom it answers 500. */
  readingTries?: number;
  genders?: XledgerOptions['genders'];
  /** What an earlier run learnt of this Xledger. */
  forms?: XledgerOptions['forms'];
}

export async function xledgerOf(context: Context, how: How = {}): Promise<Xledger> {
  const credential = await xledgerCredential(context);
  return createXledger({ ...how, mark: markOf(credential), endpoint: credential.address, post: postWith(context, 'xledgerApi'), clock: clockOf(context), limiter: limiterOf(credential) });
}

export async function humaOf(context: Context, how: Pick<How, 'reading' | 'patience' | 'readingTries'> = {}): Promise<Huma> {
  const { address } = await humaCredential(context);
  return createHuma({ ...how, baseUrl: address, post: postWith(context, 'humaApi'), clock: clockOf(context) });
}

/**
 * The limiter of this token at this address, whatever the credential is called in n8n: all nodes and executions of this process share
 * Xledger's burst limit (xledger.md 3). Kept under a hash: the token itself is not.
 */
export function limiterOf({ address, token }: XledgerCredential): Limiter {
  const key = hashOf({ address, token });
  const limiter = limiters.get(key) ?? createLimiter();
  limiters.set(key, limiter);
  return limiter;
}

const limiters = new Map<string, Limiter>();

/** What is learnt of an Xledger is kept with this: enough to tell it from others, and too little to tell the token. */
const markOf = (credential: Pick<XledgerCredential, 'address' | 'token'>): string => hashOf(credential).slice(0, 12);

const hashOf = ({ address, token }: Pick<XledgerCredential, 'address' | 'token'>): string => createHash('sha256').update(JSON.stringify([address, token])).digest('base64');
