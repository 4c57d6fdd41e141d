// How the tests of the sandbox's Xledger ask it, and which file shows which switch.
import { createXledger, SANDBOX_TOKEN, type SwitchKey, type Switches, type XledgerOptions, type XledgerTenant } from '../../sandbox/xledger';

export interface Reply {
  status: number;
  text: string;
  data: any;
  errors: { message: string; code?: string; path?: (string | number)[]; extensions?: Record<string, any> }[];
}

/** Five people without limits; the first has employee 1100001, contact 2200001 and subledger 30300001. */
export function tenant(options: Partial<XledgerOptions> = {}): XledgerTenant {
  return createXledger({ seed: 5, limits: false, ...options });
}
export const EMPLOYEE = 1100001;
export const CONTACT = 2200001;
export const SUBLEDGER = 30300001;
/** The number of the first supplier where suppliers are numbered apart: the subledger of the fourth person. */
export const SUPPLIER_APART = 30300004;

export async function ask(t: XledgerTenant, query: string, variables?: unknown, authorization = `token ${SANDBOX_TOKEN}`): Promise<Reply> {
  return replyOf(await t.handle(new Request('http://sandbox/graphql', { method: 'POST', headers: { authorization }, body: JSON.stringify({ query, variables }) })));
}

export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  let json: any = {};
  try {
    json = JSON.parse(text);
  } catch {
    // some faults answer with something else
  }
  return { status: response.status, text, data: json.data ?? null, errors: json.errors ?? [] };
}

type Written = 'Employees' | 'Contacts' | 'Suppliers';

/** Sends nodes in one mass mutation, with the clientIds '0', '1'…; asks back `fields`. */
export function send(t: XledgerTenant, what: `${'add' | 'update'}${Written}`, nodes: object[], fields = 'dbId'): Promise<Reply> {
  const type = `${what[0]?.toUpperCase()}${what.slice(1)}Input`;
  return ask(t, `mutation ($inputs: [${type}!]!) { ${what}(inputs: $inputs) { edges { clientId node { ${fields} } } } }`, { inputs: nodes.map((node, at) => ({ clientId: String(at), node })) });
}

/** The first node that a connection gives. */
export async function firstNode(t: XledgerTenant, field: string, fields: string, args = 'first: 1, objectStatus: ALL, ownerSet: ALL'): Promise<any> {
  const { data, errors } = await ask(t, `{ ${field}(${args}) { edges { node { ${fields} } } } }`);
  if (errors.length > 0) throw new Error(errors[0]?.message);
  return data[field].edges?.[0]?.node;
}

/** Which test file shows which switch; a test makes sure that none is forgotten. */
export const SHOWN = {
  writing: ['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'U8', 'U8unknown', 'U9', 'U10', 'U11', 'U11errors', 'U22', 'U23', 'U24employee', 'U25', 'U26updates', 'U31'],
  reading: ['U12', 'U15', 'U15mine', 'U15all', 'U16', 'U16endCursor', 'U16hasNextPage', 'U16empty', 'U17', 'U20', 'U21', 'U21oldCursor', 'U24', 'U26', 'U33'],
  access: ['U12key', 'U13', 'U14', 'U18', 'U18lookup', 'U19', 'U19rateLimit', 'U19resetAt', 'U19timeout', 'U27', 'U28', 'U29', 'U30', 'U32', 'refusals'],
} as const satisfies Record<string, readonly SwitchKey[]>;

/** A promise for every position of every one of these switches; the tenant given is in that position. */
export type Behaviours<K extends SwitchKey> = { [key in K]: { [position in Switches[key]]: (t: XledgerTenant) => Promise<void> } };

export function showAll<K extends SwitchKey>(behaviours: Behaviours<K>, options: Partial<XledgerOptions> = {}): void {
  for (const [key, positions] of Object.entries(behaviours) as [K, Record<string, (t: XledgerTenant) => Promise<void>>][]) {
    describe(key, () => {
      for (const [position, shows] of Object.entries(positions)) test(position, () => shows(tenant({ ...options, switches: { [key]: position } })));
    });
  }
}
