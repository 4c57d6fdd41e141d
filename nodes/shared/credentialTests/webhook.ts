/** What the editor says about the credential of Huma's webhook. */
import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { readWebhookCredential } from '../credentials';
import { fine, wrong } from './verdicts';

const SHORT = 16;

/** There is no call that could check it, so only what was entered is looked at. */
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
