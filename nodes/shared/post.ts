/** How core's requests travel: through n8n, so that credentials, proxies, certificates and cancelling are n8n's own. */
import type { ICredentialTestFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { z } from 'zod';
import { NoReply, type HttpReply, type Post } from '../../core/person';
import { isCancelled } from './clock';
import type { Context, CredentialName } from './context';

const TIMEOUT = 60_000;

/**
 * Sends with a credential and answers with whatever came back, whatever its status; throws `NoReply` when nothing came back.
 * Redirects are not followed: the credential must not travel to another host. An execution that was cancelled
 * sends nothing more: another one may be at work by then.
 */
export function postWith(context: Context, credential: CredentialName): Post {
  return async ({ method, url, headers, body }) => {
    // Whoever waits for the next try is told by the clock.
    if (isCancelled(context)) throw new NoReply('notConnected', true);
    const request: IHttpRequestOptions = {
      method,
      url,
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
      encoding: 'text',
      returnFullResponse: true,
      disableFollowRedirect: true,
      timeout: TIMEOUT,
      // n8n renews a token (preAuthentication) only when it sees the 401 itself.
      ignoreHttpStatusErrors: { ignore: true, except: credential === 'humaApi' ? [401] : [] },
    };
    const send = async (how: Partial<IHttpRequestOptions> = {}) => replyFrom((await context.helpers.httpRequestWithAuthentication.call(context, credential, { ...request, ...how })) as IN8nHttpFullResponse);
    try {
      const reply = await send();
      // An n8n that knows no exceptions (2.3) hands the 401 on unseen: sent once more so that it sees it, which was not carried out the first time.
      return reply.status === 401 && credential === 'humaApi' ? await send({ ignoreHttpStatusErrors: false }) : reply;
    } catch (error) {
      return answerIn(error);
    }
  };
}

/** The same for the test of a credential, for which n8n offers nothing but its older request call and no authentication. */
export function postInTest(helpers: ICredentialTestFunctions['helpers'], authorization?: string): Post {
  return async ({ method, url, headers, body }) => {
    const request = { method, uri: url, headers: { ...headers, ...(authorization && { Authorization: authorization }) }, body, resolveWithFullResponse: true, simple: false, followRedirect: false, followAllRedirects: false, timeout: TIMEOUT, encoding: 'utf8' };
    try {
      return replyFrom((await helpers.request(request)) as IN8nHttpFullResponse);
    } catch (error) {
      return answerIn(error);
    }
  };
}

const rawReply = z.object({
  statusCode: z.number(),
  headers: z.record(z.unknown()).catch({}),
  body: z.unknown().transform((body) => (typeof body === 'string' ? body : body === undefined || body === null ? '' : Buffer.isBuffer(body) ? body.toString('utf8') : JSON.stringify(body))),
});

function replyFrom(raw: IN8nHttpFullResponse): HttpReply {
  const { statusCode, headers, body } = rawReply.parse(raw);
  return { status: statusCode, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])), body };
}

/**
 * n8n's errors quote the request and the reply, so nothing of them is passed on but a status or the kind of silence.
 * @throws NoReply
 */
function answerIn(error: unknown): HttpReply {
  const causes = chain(error);
  const status = causes.map(statusOf).find((found) => found !== undefined);
  if (status !== undefined) return { status, headers: {}, body: '' };
  const code = causes.map(({ code: found, httpCode }) => [found, httpCode].find((text): text is string => typeof text === 'string' && text in SILENCES)).find(Boolean);
  const [because, neverSent] = SILENCES[code ?? ''] ?? OTHERWISE;
  throw new NoReply(because, neverSent);
}

type Silence = readonly [because: NoReply['because'], neverSent: boolean];

/** Whether the server can have seen the request decides whether it may be sent again without looking (U10). */
const SILENCES: Readonly<Record<string, Silence>> = {
  ECONNREFUSED: ['notConnected', true],
  EHOSTUNREACH: ['notConnected', true],
  ENETUNREACH: ['notConnected', true],
  EADDRNOTAVAIL: ['notConnected', true],
  ENOTFOUND: ['addressUnknown', true],
  EAI_AGAIN: ['addressUnknown', true],
  ERR_INVALID_URL: ['addressUnknown', true],
  ECONNABORTED: ['timeout', false],
  ETIMEDOUT: ['timeout', false],
  ESOCKETTIMEDOUT: ['timeout', false],
  ECONNRESET: ['connectionLost', false],
  EPIPE: ['connectionLost', false],
  ...Object.fromEntries(
    ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID'].map((code) => [code, ['certificate', true] as Silence]),
  ),
};

const OTHERWISE: Silence = ['connectionLost', false];

type Cause = { code?: unknown; httpCode?: unknown; statusCode?: unknown; response?: unknown; cause?: unknown };

/** The error and what caused it: n8n wraps once or twice. */
function chain(error: unknown): Cause[] {
  const causes: Cause[] = [];
  for (let cause: unknown = error; typeof cause === 'object' && cause !== null && causes.length < 5; cause = (cause as Cause).cause) causes.push(cause);
  return causes;
}

function statusOf({ httpCode, statusCode, response }: Cause): number | undefined {
  const told = [httpCode, statusCode, (response as { status?: unknown } | undefined)?.status].map(Number);
  return told.find((status) => Number.isInteger(status) && status >= 100 && status < 600);
}
