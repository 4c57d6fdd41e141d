/** Credentials as n8n's server handles them: what was entered, the header they make, and a token fetched when there is none or it ran out. */
import type { ICredentialDataDecryptedObject, ICredentialsHelper, ICredentialType, IHttpRequestHelper, IHttpRequestOptions, INode, INodeCredentialsDetails } from 'n8n-workflow';
import { HumaApi } from '../../../credentials/HumaApi.credentials';
import { HumaWebhookApi } from '../../../credentials/HumaWebhookApi.credentials';
import { XledgerApi } from '../../../credentials/XledgerApi.credentials';

export type Entered = Partial<Record<'xledgerApi' | 'humaApi' | 'humaWebhookApi', ICredentialDataDecryptedObject>>;

const TYPES: Readonly<Record<string, ICredentialType>> = { xledgerApi: new XledgerApi(), humaApi: new HumaApi(), humaWebhookApi: new HumaWebhookApi() };

const typeNamed = (name: string): ICredentialType => {
  const type = TYPES[name];
  if (!type) throw new Error(`No credential type ${name}`);
  return type;
};

/** The parts of n8n's helper that a node reaches; nothing else may be asked of it. */
export function credentialsHelper(entered: Entered): ICredentialsHelper {
  const stored = structuredClone(entered) as Record<string, ICredentialDataDecryptedObject>;
  const withDefaults = (name: string) => ({ ...Object.fromEntries(typeNamed(name).properties.map((property) => [property.name, property.default])), ...stored[name] }) as ICredentialDataDecryptedObject;

  const helper = {
    getParentTypes: () => [],
    isCredentialUsableByNode: () => true,
    getDecrypted: (_: unknown, __: INodeCredentialsDetails, name: string) => Promise.resolve(withDefaults(name)),
    authenticate(credentials: ICredentialDataDecryptedObject, name: string, request: IHttpRequestOptions) {
      const { authenticate } = typeNamed(name);
      if (typeof authenticate !== 'function') throw new Error('Another kind of authentication');
      return authenticate(credentials, request);
    },
    async preAuthentication(helpers: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject, name: string, _: INode, ranOut: boolean) {
      const type = typeNamed(name);
      const token = type.properties.find(({ typeOptions }) => typeOptions?.expirable)?.name;
      if (!token || !type.preAuthentication || (credentials[token] !== '' && !ranOut)) return undefined;
      const output = (await type.preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
      stored[name] = { ...stored[name], ...output };
      return { ...credentials, ...output };
    },
  };
  return helper as unknown as ICredentialsHelper;
}
