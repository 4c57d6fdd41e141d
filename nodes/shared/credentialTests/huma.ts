/** What the editor says about a credential of Huma's Open API. */
import { sleep, type ICredentialsDecrypted, type ICredentialTestFunctions, type INodeCredentialTestResult } from 'n8n-workflow';
import { z } from 'zod';
import { HUMA_ADDRESSES } from '../../../credentials/environments';
import { createHuma, HumaFailure } from '../../../core/huma';
import { fieldOf } from '../../../core/person';
import { readHumaKey, type HumaKey } from '../credentials';
import { postInTest } from '../post';
import { fine, hostOf, lookAt, SHORT_WAIT, wrong } from './verdicts';

const WHERE = 'Look at the key in Huma under System settings > Open API.';

/** Fetches a token as the credential does (huma.md 1.2), then looks which fields a few people show (H9). Reads only. */
export async function testHumaCredential(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
  const key = readHumaKey(credential.data);
  if (key.clientId === '' || key.clientSecret === '') return wrong('The client ID and the client secret are both needed.');
  if (!/^https?:\/\/[^/]/.test(key.address)) return wrong('The address must begin with https://');
  const { helpers } = this;
  const got = await tokenFrom(helpers, key);
  if ('says' in got) return wrong(got.says);
  if (got.token === undefined) return wrong(await notAccepted(helpers, key));
  const clock = { now: Date.now, random: Math.random, sleep };
  const huma = createHuma({ baseUrl: key.address, post: postInTest(helpers, `Bearer ${got.token}`), clock, patience: SHORT_WAIT });
  try {
    const { unreadable } = await huma.checkAccess();
    if (unreadable.length > 0) return wrong(`Huma accepts the key, which may not read: ${unreadable.map((field) => fieldOf(field).label).join(', ')}. People are synced without these fields. To have them synced, let the key read them. ${WHERE}`);
    return fine('Huma accepts the key, and shows people with every field that is synced.');
  } catch (error) {
    if (!(error instanceof HumaFailure)) return wrong('Huma could not be asked.');
    return wrong(error.code === 'unreadable' ? `What answers at ${hostOf(key.address)} is not the Huma Open API.` : error.code === 'credential' ? `${error.message} ${WHERE}` : error.message);
  }
}

type Got = { token: string } | { token: undefined } | { says: string };

/** `undefined`: the key is not accepted. */
async function tokenFrom(helpers: ICredentialTestFunctions['helpers'], { address, clientId, clientSecret }: HumaKey): Promise<Got> {
  const url = `${address.replace(/\/+$/, '')}/auth/oauth/token`;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }).toString();
  const look = await lookAt(postInTest(helpers), { method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }, body }, 'Huma');
  if ('says' in look) return look;
  const { status, json } = look;
  if (status === 200) {
    const answer = TokenAnswer.safeParse(json);
    return answer.success ? { token: answer.data.access_token } : { says: `What answers at ${hostOf(url)} is not the Huma Open API.` };
  }
  if (status === 404 || status === 405) return { says: `There is no Huma Open API at this address: ${hostOf(url)} has no token call (status ${status}).` };
  if (status >= 500 || status === 429) return { says: `Huma is not available right now (status ${status}). Try again later.` };
  return { token: undefined };
}

const TokenAnswer = z.object({ access_token: z.string().min(1) });

/** A key belongs to one Huma: the other of Huma's own two addresses is asked. */
async function notAccepted(helpers: ICredentialTestFunctions['helpers'], key: HumaKey): Promise<string> {
  const here = ENVIRONMENTS.find(({ url }) => url === key.address);
  const other = here && ENVIRONMENTS.find(({ url }) => url !== key.address);
  const got = other && (await tokenFrom(helpers, { ...key, address: other.url }));
  if (here && other && got && 'token' in got && got.token !== undefined) return `The key is one of Huma's ${other.name}, and ${here.name} does not accept it. Choose the environment ${other.choice}, or make a key in ${here.name}.`;
  return `${hostOf(key.address)} does not accept the client ID and secret. The key may have been deactivated or deleted, or a part of it was not copied. ${WHERE}`;
}

const ENVIRONMENTS = [
  { choice: 'Production', name: 'production', url: HUMA_ADDRESSES.production },
  { choice: 'Demo', name: 'demo', url: HUMA_ADDRESSES.demo },
] as const;
