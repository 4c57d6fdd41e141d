/** What the editor says about an Xledger credential. */
import { sleep, type ICredentialsDecrypted, type ICredentialTestFunctions, type INodeCredentialTestResult } from 'n8n-workflow';
import { XLEDGER_ADDRESSES } from '../../../credentials/environments';
import type { Post } from '../../../core/person';
import { createXledger, XledgerRefused, XledgerStopped } from '../../../core/xledger';
import { limiterOf } from '../clients';
import { readXledgerCredential } from '../credentials';
import { postInTest } from '../post';
import { fine, hostOf, lookAt, SHORT_WAIT, wrong } from './verdicts';

const GIVE_IT = 'Give it the scope in Xledger under Administration > System Access > GraphQL > API tokens.';
const MAKE_ANOTHER = 'It may have expired or been revoked, whoever made it may have left, or a part of it was not copied. Make another one in Xledger under Administration > System Access > GraphQL > API tokens.';
/** An Xledger where none of these are seen works all the same. */
const MAY_BE_EMPTY = ['Bank', 'Address', 'Company', 'Object Value', 'System Value'];

/**
 * One look whether Xledger is there at all, then a few rows of each object the sync needs, one request each (R2, P1). A wrong token and a
 * missing scope both come as HTTP 200 with errors, or as nothing at all (U13, U14).
 */
export async function testXledgerCredential(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
  const given = readXledgerCredential(credential.data);
  if (given.token === '') return wrong('The token is empty.');
  // Anything else would break the header, or be a header of its own.
  if (!/^[\x21-\x7e]+$/.test(given.token)) return wrong('The token holds blanks or characters that no token has. Copy it again from Xledger.');
  if (!/^https?:\/\/[^/]/.test(given.address)) return wrong('The address must begin with https://');

  const post = postInTest(this.helpers, `token ${given.token}`);
  const look = await lookAt(post, asking(given.address), 'Xledger');
  if ('says' in look) return wrong(look.says);
  if (look.json !== undefined && !isGraphql(look.json)) return wrong(`${hostOf(given.address)} answers with JSON that is not GraphQL: what is entered is not the address of Xledger's API, which ends in /graphql.`);

  const clock = { now: Date.now, random: Math.random, sleep };
  const xledger = createXledger({ endpoint: given.address, post, clock, limiter: limiterOf(given), patience: SHORT_WAIT });
  try {
    const { missing, empty } = await xledger.checkScopes();
    if (missing.length > 0) return wrong(`The token cannot read: ${missing.join(', ')}. ${GIVE_IT}`);
    const unseen = empty.filter((scope) => !MAY_BE_EMPTY.includes(scope));
    if (unseen.length > 0) return wrong(`Xledger accepts the token and shows nothing of: ${unseen.join(', ')}. If this Xledger has none yet, that is as it should be. Otherwise the token cannot read them: ${GIVE_IT}`);
    return fine(given.authorityConfirmed ? 'Xledger accepts the token, and every object that is needed can be read.' : 'Xledger accepts the token. Nothing will be written until the authority is confirmed in this credential.');
  } catch (error) {
    if (error instanceof XledgerStopped && error.stop.code === 'credential') return wrong(await notAccepted(post, given.address, error.message));
    if (error instanceof XledgerRefused && error.refusal.code === 'unknownField') return wrong(`${hostOf(given.address)} is a GraphQL server, but not Xledger's: it knows no employees.`);
    if (error instanceof XledgerStopped || error instanceof XledgerRefused) return wrong(error.message);
    return wrong('Xledger could not be asked.');
  }
}

/** The least that a GraphQL server can be asked: it says nothing about scopes. */
const asking = (url: string) => ({ method: 'POST', url, headers: { 'content-type': 'application/json', accept: 'application/json' }, body: '{"query":"query { __typename }"}' }) as const;

const isGraphql = (json: unknown): boolean => typeof json === 'object' && json !== null && ('data' in json || 'errors' in json);

/** A demo token works in demo only, and a refresh of demo takes live tokens along: the other of Xledger's own two addresses is asked. */
async function notAccepted(post: Post, address: string, says: string): Promise<string> {
  const here = ENVIRONMENTS.find(({ url }) => url === address);
  const other = here && ENVIRONMENTS.find(({ url }) => url !== address);
  if (here && other && (await accepts(post, other.url))) return `The token is one of Xledger's ${other.name}, and ${here.name} does not accept it. Choose the environment ${other.choice}, or make a token in ${here.name}.`;
  const refreshed = here?.choice === 'Demo' ? ' A refresh of demo deletes the tokens that were made there.' : '';
  return `${hostOf(address)} does not accept the token (${says.replace(/\.$/, '')}). ${MAKE_ANOTHER}${refreshed}`;
}

const ENVIRONMENTS = [
  { choice: 'Production', name: 'production', url: XLEDGER_ADDRESSES.production },
  { choice: 'Demo', name: 'demo', url: XLEDGER_ADDRESSES.demo },
] as const;

async function accepts(post: Post, url: string): Promise<boolean> {
  const look = await lookAt(post, asking(url), 'Xledger');
  return 'json' in look && typeof look.json === 'object' && look.json !== null && 'data' in look.json && Boolean(look.json.data) && !('errors' in look.json);
}
