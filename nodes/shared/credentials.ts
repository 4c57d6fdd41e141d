/** The credentials as the nodes use them: read, trimmed, and checked for what must be there. */
import { NodeOperationError, type IExecuteFunctions, type ILoadOptionsFunctions, type IWebhookFunctions, type IHookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { HUMA_ADDRESSES, XLEDGER_ADDRESSES } from '../../credentials/environments';

type Reader = Pick<IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions | IHookFunctions, 'getCredentials'>;

export interface XledgerCredential {
  /** The GraphQL address. */
  address: string;
  token: string;
  /** R3: while off, nothing is written. */
  authorityConfirmed: boolean;
}

export interface HumaCredential {
  address: string;
}

/** With what only the test of the credential needs: n8n itself fetches the token. */
export interface HumaKey extends HumaCredential {
  clientId: string;
  clientSecret: string;
}

export interface WebhookCredential {
  clientSecret: string;
  accessToken: string;
}

const text = z.string().trim().catch('');

const entered = z.object({ environment: text, address: text, token: text, authorityConfirmed: z.boolean().catch(false) });

const addressIn = (known: Readonly<Record<string, string>>, { environment, address }: { environment: string; address: string }): string => known[environment] ?? address;

const xledger = entered.transform((given): XledgerCredential => ({ address: addressIn(XLEDGER_ADDRESSES, given), token: given.token, authorityConfirmed: given.authorityConfirmed }));
const huma = entered.transform((given): HumaCredential => ({ address: addressIn(HUMA_ADDRESSES, given) }));
const humaKey = z.object({ environment: text, address: text, clientId: text, clientSecret: text }).transform(({ clientId, clientSecret, ...where }): HumaKey => ({ address: addressIn(HUMA_ADDRESSES, where), clientId, clientSecret }));
const webhook = z.object({ clientSecret: text, accessToken: text });

/** What was entered, whoever hands it over: n8n's store, or the editor's test of a credential. */
export const readXledgerCredential = (data: unknown): XledgerCredential => xledger.parse(data);

export const readHumaKey = (data: unknown): HumaKey => humaKey.parse(data);

export const readWebhookCredential = (data: unknown): WebhookCredential => webhook.parse(data);

export const xledgerCredential = async (context: Reader): Promise<XledgerCredential> => readXledgerCredential(await context.getCredentials('xledgerApi'));

/** R3. @throws NodeOperationError when writing is asked for without the authority, or when the credential is empty */
export async function authorised(context: IExecuteFunctions, { writes }: { writes: boolean }): Promise<XledgerCredential> {
  const credential = await xledgerCredential(context);
  if (writes && !credential.authorityConfirmed) {
    throw new NodeOperationError(context.getNode(), 'Nothing was written: the authority to connect Huma and Xledger is not confirmed', {
      description: 'Tick the confirmation in the Xledger credential, or switch on Dry Run to see what would be done.',
    });
  }
  if (credential.token === '') throw new NodeOperationError(context.getNode(), 'The Xledger credential has no token');
  return credential;
}

export const humaCredential = async (context: Reader): Promise<HumaCredential> => huma.parse(await context.getCredentials('humaApi'));

export const webhookCredential = async (context: Reader): Promise<WebhookCredential> => readWebhookCredential(await context.getCredentials('humaWebhookApi'));
