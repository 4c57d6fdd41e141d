/** The clients of both systems, tied to the credentials and the execution that a node runs with. */
import { createHuma, type Huma } from '../../core/huma';
import type { Reading } from '../../core/person';
import { createXledger, type Xledger, type XledgerOptions } from '../../core/xledger';
import { clockOf } from './clock';
import type { Context } from './context';
import { humaCredential, xledgerCredential } from './credentials';
import { limiterOf } from './limiters';
import { postWith } from './post';

export interface How {
  reading?: Reading;
  /** Milliseconds to wait for limits and outages. */
  patience?: number;
  genders?: XledgerOptions['genders'];
}

export async function xledgerOf(context: Context, how: How = {}): Promise<Xledger> {
  const credential = await xledgerCredential(context);
  return createXledger({ ...how, endpoint: credential.address, post: postWith(context, 'xledgerApi'), clock: clockOf(context), limiter: limiterOf(credential) });
}

export async function humaOf(context: Context, how: Pick<How, 'reading' | 'patience'> = {}): Promise<Huma> {
  const { address } = await humaCredential(context);
  return createHuma({ ...how, baseUrl: address, post: postWith(context, 'humaApi'), clock: clockOf(context) });
}
