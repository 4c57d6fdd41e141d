/** Credentials for the sandboxes, as somebody would enter them. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { HumaSandbox } from '../../../sandbox/huma';
import { SANDBOX_TOKEN, type XledgerSandbox } from '../../../sandbox/xledger';

let run = 0;

/** Each time another address of the same server: the limiter is one for each address and token, and tests need not wait for each other. */
export const xledgerEntered = ({ graphqlUrl }: XledgerSandbox): ICredentialDataDecryptedObject => ({ environment: 'custom', address: `${graphqlUrl}?run=${run++}`, token: SANDBOX_TOKEN, authorityConfirmed: true });

export const humaEntered = ({ url, clientId, clientSecret }: HumaSandbox): ICredentialDataDecryptedObject => ({ environment: 'custom', address: url, clientId, clientSecret });
