/** The Huma Open API credential: which Huma, client ID and secret; n8n fetches the bearer token with them and renews it on 401. */
import type { Icon, ICredentialDataDecryptedObject, ICredentialType, IHttpRequestHelper, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { environmentProperties, HUMA_ADDRESSES } from './environments';

// No `test` here: n8n tells a wrong environment, a web page and a key that may not read apart only by a status.
// The nodes that use this credential test it (nodes/shared/credentialTests).
export class HumaApi implements ICredentialType {
  name = 'humaApi';

  displayName = 'Huma API';

  icon: Icon = { light: 'file:../icons/huma.svg', dark: 'file:../icons/huma.dark.svg' };

  documentationUrl = 'https://github.com/n8n-nodes-xledger/n8n-nodes-xledger#credentials';

  properties: INodeProperties[] = [
    ...environmentProperties({ addresses: HUMA_ADDRESSES, which: 'Which Huma the key belongs to', what: 'The base address of the Open API', example: HUMA_ADDRESSES.production }),
    {
      displayName: 'Client ID',
      name: 'clientId',
      type: 'string',
      default: '',
      required: true,
      description: 'Made in Huma under System settings > Open API > Add API key',
    },
    {
      displayName: 'Client Secret',
      name: 'clientSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description: 'Shown once, when the key is made. Bank accounts and identifications can only be synced when the key may read them.',
    },
    { displayName: 'Access Token', name: 'accessToken', type: 'hidden', typeOptions: { expirable: true, password: true }, default: '' },
  ];

  /** Huma's token call (huma.md 1.2). n8n calls it while there is no token, and once more after a 401. */
  async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<{ accessToken: string }> {
    const { environment, address, clientId, clientSecret } = credentials as Record<string, string>;
    const base = HUMA_ADDRESSES[environment as keyof typeof HUMA_ADDRESSES] ?? address;
    const answer = (await this.helpers.httpRequest({
      method: 'POST',
      url: `${(base ?? '').trim().replace(/\/+$/, '')}/auth/oauth/token`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: (clientId ?? '').trim(), client_secret: (clientSecret ?? '').trim() }).toString(),
      disableFollowRedirect: true,
      timeout: 30_000,
    })) as { access_token?: unknown };
    // An empty token makes the next call a 401, which is told as what it is: the credential is not accepted.
    return { accessToken: typeof answer.access_token === 'string' ? answer.access_token : '' };
  }

  /** A function, not an expression: n8n sets up all that an expression might ask for each time, and a full sync asks Huma three times for each person. */
  authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
    return Promise.resolve({ ...request, headers: { ...request.headers, Authorization: `Bearer ${String(credentials.accessToken ?? '')}` } });
  }
}
