// The command line of verify: what can be said, what is refused, and the help.
import { HUMA_ADDRESSES, XLEDGER_ADDRESSES } from '../../credentials/environments';

export interface Options {
  system: 'xledger' | 'huma';
  address: string;
  environment: 'demo' | 'production' | 'custom';
  write: boolean;
  limits: boolean;
  waitMinutes: number;
  json: string | undefined;
  secrets: { token: string } | { clientId: string; clientSecret: string };
}

/** Help was asked for, or something was said that does not work: `status` is the one to end with. */
export class Said extends Error {
  constructor(message: string, readonly status: 0 | 3) {
    super(message);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws `Said`. */
export function readOptions(given: readonly string[], environment: Environment): Options {
  const [system, ...rest] = given;
  if (system !== 'xledger' && system !== 'huma') throw new Said('Say which: xledger or huma.', 3);
  const said = read(rest, system);
  if (said.has('help')) throw new Said(helpOf(system), 0);
  const { address, name } = addressOf(system, said.get('address'), environment);
  const write = said.has('write');
  if (write && !isDemo(system, address)) throw new Said(`--write makes a test person, so it needs a demo address: ${ADDRESSES[system].demo}, or an address of this machine. This one is ${address}.`, 3);
  const wait = Number(said.get('wait') ?? 0);
  if (!Number.isFinite(wait) || wait < 0) throw new Said('--wait takes minutes.', 3);
  return { system, address, environment: name, write, limits: said.has('limits'), waitMinutes: wait, json: said.get('json'), secrets: secretsOf(system, environment) };
}

const ADDRESSES = { xledger: XLEDGER_ADDRESSES, huma: HUMA_ADDRESSES } as const;
const FLAGS = new Set(['write', 'limits', 'help']);
const WITH_VALUE = new Set(['address', 'json', 'wait']);

function read(given: readonly string[], system: string): Map<string, string> {
  const said = new Map<string, string>();
  for (let at = 0; at < given.length; at++) {
    const [name = '', inline] = (given[at] ?? '').replace(/^--/, '').split(/=(.*)/s);
    if (FLAGS.has(name)) said.set(name, '');
    else if (WITH_VALUE.has(name)) said.set(name, inline ?? given[++at] ?? '');
    else throw new Said(`Not understood: ${given[at]}. npm run verify:${system} -- --help`, 3);
  }
  return said;
}

function addressOf(system: Options['system'], said: string | undefined, environment: Environment): { address: string; name: Options['environment'] } {
  const wanted = (said ?? environment[`${system.toUpperCase()}_ADDRESS`] ?? 'demo').trim();
  const known: Readonly<Record<string, string>> = ADDRESSES[system];
  const address = known[wanted] ?? wanted;
  if (!/^https?:\/\/[^/]/.test(address)) throw new Said(`The address must be demo, production, or begin with https://. This one is "${wanted}".`, 3);
  const [name] = Object.entries(known).find(([, one]) => sameHost(one, address)) ?? ['custom'];
  return { address, name: name as Options['environment'] };
}

/** The demo of the vendor, or this machine, where no real tenant is. */
export function isDemo(system: Options['system'], address: string): boolean {
  const { hostname } = new URL(address);
  return sameHost(address, ADDRESSES[system].demo) || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

const sameHost = (a: string, b: string): boolean => new URL(a).host === new URL(b).host;

function secretsOf(system: Options['system'], environment: Environment): Options['secrets'] {
  const from = (name: string): string => {
    const value = environment[name]?.trim();
    if (!value) throw new Said(`${name} is not set. npm run verify:${system} -- --help`, 3);
    if (!/^[\x21-\x7e]+$/.test(value)) throw new Said(`${name} holds blanks or characters that no key has.`, 3);
    return value;
  };
  return system === 'xledger' ? { token: from('XLEDGER_TOKEN') } : { clientId: from('HUMA_CLIENT_ID'), clientSecret: from('HUMA_CLIENT_SECRET') };
}

function helpOf(system: Options['system']): string {
  const secrets = system === 'xledger' ? '  XLEDGER_TOKEN        the API token' : '  HUMA_CLIENT_ID       the client ID of an Open API key\n  HUMA_CLIENT_SECRET   its client secret';
  return `npm run verify:${system} [-- options]

Asks a real ${system === 'xledger' ? 'Xledger' : 'Huma'} what nobody here knows (docs/unknowns.md), checks everything that the package sends, and prints
a table: the question, what was expected, what was found, what it means. It only reads, unless --write is given.
Nothing of anybody is printed: field names, counts, codes of system values. Keys are never printed.

Environment
${secrets}
  ${system.toUpperCase()}_ADDRESS${' '.repeat(system === 'xledger' ? 6 : 9)}demo, production, or an address; --address comes first

Options
  --address <where>    demo (${ADDRESSES[system].demo}), production (${ADDRESSES[system].production}), or an address; demo if left out
  --write              adds one marked test person and asks with it; demo addresses only.
                       ${system === 'xledger' ? 'Two contacts, a supplier and one or two employees stay, ended and marked: Xledger is not known to remove them.' : 'The person stays until somebody deletes it in Huma: the Open API cannot.'}
  --limits             asks ${system === 'xledger' ? '25 questions' : 'for 30 lists'} at once, to see how too much is refused${system === 'huma' ? '\n  --wait <minutes>     asks once more with the same token after so long, to see whether it lives as long as it says' : ''}
  --json <file>        writes what was found; npm run demo -- --tenant <file> then behaves like this ${system === 'xledger' ? 'Xledger' : 'Huma'}

Status: 0 as expected, or not told; 1 differs, and the package is right all the same; 2 differs, and something would not work;
3 it could not be asked.`;
}
