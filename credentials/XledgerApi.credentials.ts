/** The Xledger credential: which Xledger, the API token, and the confirmation without which nothing is written (R1–R3). */
import type { Icon, ICredentialDataDecryptedObject, ICredentialType, IHttpRequestOptions, INodeProperties } from 'n8n-workflow';
import { environmentProperties, XLEDGER_ADDRESSES } from './environments';

// No `test` here: a token that lacks a scope answers HTTP 200, and only one question for each object names the scope.
// The nodes that use this credential test it (nodes/shared/credentialTests).
export class XledgerApi implements ICredentialType {
  name = 'xledgerApi';

  displayName = 'Xledger API';

  icon: Icon = { light: 'file:../icons/xledger.svg', dark: 'file:../icons/xledger.dark.svg' };

  documentationUrl = 'https://github.com/n8n-nodes-xledger/n8n-nodes-xledger#credentials';

  properties: INodeProperties[] = [
    ...environmentProperties({ addresses: XLEDGER_ADDRESSES, which: 'Which Xledger the token belongs to. A demo token works in demo only.', what: 'The address of the GraphQL API', example: 'https://test.xledger.net/graphql' }),
    {
      displayName: 'Token',
      name: 'token',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'Made in Xledger by an administrator under Administration > System Access > GraphQL > API tokens, while standing on the right entity. It needs read and write access to Employee, Contact, Subledger and Supplier, and read access to Address, Company, Country, Object Value, System Value and Bank. Changes show in Xledger under the name of whoever made it.',
    },
    {
      displayName: 'I Confirm That I Have the Authority to Connect Huma and Xledger',
      name: 'authorityConfirmed',
      type: 'boolean',
      default: false,
      description:
        'Whether you confirm it: in Huma a system role with full access to Organization, in Xledger the role of administrator. While this is off, people can be read and runs tried out, but nothing is written to Xledger.',
    },
  ];

  /** A function, as in the Huma credential: n8n sets up all that an expression might ask for each time. */
  authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
    return Promise.resolve({ ...request, headers: { ...request.headers, Authorization: `token ${String(credentials.token ?? '').trim()}` } });
  }
}
