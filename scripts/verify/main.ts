// `npm run verify:xledger` and `npm run verify:huma`: reads the command line, asks, prints, ends with a status.
import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { NoReply, type Clock, type HttpRequest, type Post } from '../../core/person';
import { writeLine } from '../progress';
import { CannotGoOn } from './findings';
import { verifyHuma } from './huma/verify';
import { readOptions, Said, type Options } from './options';
import { reportOf, tenantOf } from './report';
import { statusOf, type Verified } from './verified';
import { verifyXledger } from './xledger/verify';

async function main(): Promise<void> {
  try {
    process.exitCode = await verify(readOptions(process.argv.slice(2), process.env));
  } catch (error) {
    writeLine(wordsFor(error));
    process.exitCode = error instanceof Said ? error.status : 3;
  }
}

async function verify(options: Options): Promise<number> {
  const { system, address, environment, json } = options;
  writeLine(`Asking ${system === 'xledger' ? 'Xledger' : 'Huma'} at ${new URL(address).origin} (${environment})${options.write ? ', with one test person' : ', reading only'}.`);
  const verified = await ask(options);
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  writeLine(`\n${reportOf(verified)}`);
  if (json !== undefined) {
    writeFileSync(json, `${JSON.stringify(tenantOf(verified, environment, new Date()), null, 2)}\n`);
    writeLine(`Written: ${json}. Send it along with an issue: it holds nothing of anybody. npm run demo -- --tenant ${json} behaves like this tenant.`);
  }
  return statusOf(verified);
}

function ask({ secrets, address, write, limits, waitMinutes }: Options): Promise<Verified> {
  const shared = { post, clock, write, limits, say };
  if ('token' in secrets) return verifyXledger({ ...shared, endpoint: address, token: secrets.token });
  return verifyHuma({ ...shared, baseUrl: address, ...secrets, waitMinutes });
}

/** Errors of others may quote a request, so only our own words are shown. */
function wordsFor(error: unknown): string {
  if (error instanceof Said || error instanceof CannotGoOn) return error.message;
  if (error instanceof NoReply) return `Nothing answers at this address (${error.because}).`;
  if (error instanceof Error && error.name.startsWith('Xledger')) return `It could not be asked: ${error.message}`;
  return `It could not be asked: ${error instanceof Error ? error.name : 'an unknown fault'}.`;
}

const clock: Clock = { now: Date.now, random: Math.random, sleep: (ms) => wait(ms) };

const post: Post = async ({ method, url, headers, body }: HttpRequest) => {
  try {
    const response = await fetch(url, { method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(60_000) });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  } catch (error) {
    throw new NoReply(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'notConnected', false);
  }
};

function say(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what} …`);
}

// Last, for it uses what stands above.
void main();
