/** What the editor's "Test" says about a credential: only reads, and names what is missing. Offered by every node that uses it. */
import { sleep, type ICredentialsDecrypted, type ICredentialTestFunctions, type INodeCredentialTestResult } from 'n8n-workflow';
import { createXledger, XledgerRefused, XledgerStopped } from '../../core/xledger';
import { limiterOf } from './clients';
import { readWebhookCredential, readXledgerCredential } from './credentials';
import { postInTest } from './post';

/** Somebody is looking at a spinner. */
const PATIENCE = 8_000;
const SHORT = 16;
const GIVE_IT = 'Give it the scope in Xledger under Administration > System Access > GraphQL > API tokens.';
/** An Xledger without bank records works all the same. */
const MAY_BE_EMPTY = ['Bank'];

const fine = (message: string): INodeCredentialTestResult => ({ status: 'OK', message });
const wrong = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

/**
 * Xledger: one row of each object the sync needs, one request each (R2, P1). A wrong token and a missing scope both come as HTTP 200
 * with errors, or as nothing at all (U13, U14).
 */
export async function testXledgerCredential(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
  const given = readXledgerCredential(credential.data);
  if (given.token === '') return wrong('The token is empty.');
  // Anything else would break the header, or be a header of its own.
  if (!/^[\x21-\x7e]+$/.test(given.token)) return wrong('The token holds blanks or characters that no token has. Copy it again from Xledger.');
  if (!/^https?:\/\/[^/]/.test(given.address)) return wrong('The address must begin with https://');

  const clock = { now: Date.now, random: Math.random, sleep };
  const xledger = createXledger({ endpoint: given.address, post: postInTest(this.helpers, `token ${given.token}`), clock, limiter: limiterOf(given), patience: PATIENCE });
  try {
    const { missing, empty } = await xledger.checkScopes();
    if (missing.length > 0) return wrong(`The token cannot read: ${missing.join(', ')}. ${GIVE_IT}`);
    const unseen = empty.filter((scope) => !MAY_BE_EMPTY.includes(scope));
    if (unseen.length > 0) return wrong(`Xledger accepts the token and shows nothing of: ${unseen.join(', ')}. If this Xledger has none yet, that is as it should be. Otherwise the token cannot read them: ${GIVE_IT}`);
    return fine(given.authorityConfirmed ? 'Xledger accepts the token, and every object that is needed can be read.' : 'Xledger accepts the token. Nothing will be written until the authority is confirmed in this credential.');
  } catch (error) {
    if (error instanceof XledgerStopped || error instanceof XledgerRefused) return wrong(error.message);
    return wrong('Xledger could not be asked.');
  }
}

/** Huma's webhook: there is no call that could check it, so only what was entered is looked at. */
export function testWebhookCredential(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
  const { clientSecret, accessToken } = readWebhookCredential(credential.data);
  const given = [clientSecret, accessToken].filter((secret) => secret !== '');
  const verdict = () => {
    if (given.length === 0) return wrong('Enter the client secret, the access token, or both: without them anybody could send messages.');
    if (/\s/.test(accessToken)) return wrong('The access token holds blanks. Copy it again from Huma.');
    if (given.some((secret) => secret.length < SHORT)) return wrong(`A secret shorter than ${SHORT} characters can be guessed. Choose a longer one in Huma.`);
    return fine('Filled in. Whether Huma has the same values shows with the first message.');
  };
  return Promise.resolve(verdict());
}
