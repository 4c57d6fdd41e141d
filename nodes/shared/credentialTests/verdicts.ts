/** The two answers of a credential test, and what is said when an address does not answer, or something else does. */
import type { INodeCredentialTestResult } from 'n8n-workflow';
import { NoReply, type HttpReply, type HttpRequest, type Post } from '../../../core/person';

/** The editor shows no message beside a success. */
export const fine = (message: string): INodeCredentialTestResult => ({ status: 'OK', message });
export const wrong = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

/** Milliseconds: somebody is looking at a spinner. */
export const SHORT_WAIT = 8_000;

/** What came back to one request: JSON, or the sentence that says why there is none. */
export type FirstLook = { json: unknown; status: number } | { says: string };

/** Sends one request. `system`: whose address it should be. */
export async function lookAt(post: Post, request: HttpRequest, system: 'Xledger' | 'Huma'): Promise<FirstLook> {
  const at = hostOf(request.url);
  try {
    return readLook(await post(request), at, system);
  } catch (error) {
    return { says: error instanceof NoReply ? SILENCES[error.because](at) : `${at} could not be asked.` };
  }
}

/** As it may be shown: an address may hold a password. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return 'this address';
  }
}

const SILENCES: Readonly<Record<NoReply['because'], (at: string) => string>> = {
  timeout: (at) => `${at} did not answer in time. Is there a network, and may this n8n reach it?`,
  connectionLost: (at) => `The connection to ${at} was lost before it answered. Is there a network, and may this n8n reach it?`,
  notConnected: (at) => `${at} cannot be reached: nothing listens there, or the network does not let this n8n through.`,
  addressUnknown: (at) => `The network does not know ${at}. Is there a network, and is the address spelt right?`,
  certificate: (at) => `The certificate of ${at} is not trusted.`,
};

function readLook({ status, body }: HttpReply, at: string, system: 'Xledger' | 'Huma'): FirstLook {
  const json = parsed(body);
  // A refused token may come without JSON (U13).
  if (json !== undefined || status === 401 || status === 403) return { json, status };
  if (status >= 300 && status < 400) return { says: `${at} sends on to another address: what is entered is not the address of ${system}'s API.` };
  if (status === 404 || status === 405 || status === 410) return { says: `There is no ${system} API at this address: ${at} knows no such page (status ${status}).` };
  if (status >= 500) return { says: `${at} answers that it is not available (status ${status}). ${system} may be under maintenance.` };
  return { says: `${at} answers with something that is not JSON, such as a web page (status ${status}): what is entered is not the address of ${system}'s API, or ${system} is under maintenance.` };
}

function parsed(body: string): unknown {
  try {
    const json = JSON.parse(body) as unknown;
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}
