/** One node of a mass mutation: one record of one person, made of parts that can be sent or dropped on their own. */
import type { InputName, Target, TargetValue } from '../../person';
import type { DbIdForm, Run } from '../run';
import type { XledgerEmployee } from '../types';

/** The six mutations, and how their documents name things (xledger.md 6.1). */
export const MUTATIONS = {
  addContacts: { input: 'contacts', document: mutation('addContacts', 'AddContactsInput', 'dbId email') },
  addSuppliers: { input: 'suppliers', document: mutation('addSuppliers', 'AddSuppliersInput', 'dbId code') },
  addEmployees: { input: 'employees', document: mutation('addEmployees', 'AddEmployeesInput', 'dbId code') },
  updateContacts: { input: 'contacts', document: mutation('updateContacts', 'UpdateContactsInput', 'dbId') },
  updateSuppliers: { input: 'suppliers', document: mutation('updateSuppliers', 'UpdateSuppliersInput', 'dbId') },
  updateEmployees: { input: 'employees', document: mutation('updateEmployees', 'UpdateEmployeesInput', 'dbId') },
} as const satisfies Record<string, { input: InputName; document: string }>;

export type MutationName = keyof typeof MUTATIONS;

/** Some input keys that go or stay together. */
export interface Part {
  keys: Record<string, unknown>;
  /** What the keys are for; absent for parts that belong to no field (links, owner, codes). */
  target?: Target;
  value?: TargetValue | null;
  /** Without it the node makes no sense: never dropped. */
  needed?: true;
  /** Sent only where the server demands it (U4). */
  onlyIfDemanded?: true;
  /** Whether the row already holds it, for parts without a target. */
  holds?: (row: XledgerEmployee) => boolean;
}

export interface Node {
  /** Unique in the call: answers are paired by it, never by position (U11). */
  clientId: string;
  /** The person's key. */
  person: string;
  /** The row to change; absent for an add. */
  dbId?: string;
  parts: Part[];
}

const UPDATE_OF: Readonly<Record<InputName, MutationName>> = { contacts: 'updateContacts', suppliers: 'updateSuppliers', employees: 'updateEmployees' };

/** The mutation that changes a target. */
export const updateOf = (target: Target): MutationName => UPDATE_OF[target.write.input];

export interface Input {
  /** Left out where the server does not know it: answers are then paired by what the rows say. */
  clientId?: string;
  node: Record<string, unknown>;
}

/** What the variables of the mutation hold for a node. */
export function inputOf(run: Run, name: MutationName, { clientId, dbId, parts }: Node): Input {
  const sent = parts.filter(({ keys, onlyIfDemanded }) => !isMissing(run, name, keys) && (!onlyIfDemanded || isDemanded(run, name, keys)));
  const keys = sent.flatMap((part) => Object.entries(part.keys)).map(([key, value]): [string, unknown] => [key, isLookup(value) ? { ...value, dbId: inForm(run.learnt.dbIds.lookup, value.dbId) } : value]);
  return { ...(run.learnt.missingKeys.has(`${name}.clientId`) ? {} : { clientId }), node: { ...(dbId === undefined ? {} : { dbId: inForm(run.learnt.dbIds.node, dbId) }), ...Object.fromEntries(keys) } };
}

/** Whether anything of it is known to this server. An update of nothing is not worth a request, and empties the record where what is left out is reset (U6). */
export const hasSomethingToSay = (run: Run, name: MutationName, { parts }: Node): boolean => parts.some(({ keys }) => !isMissing(run, name, keys));

/** Whether an input key is a lookup by dbId. */
export function isLookup(value: unknown): value is { dbId: string } {
  return typeof value === 'object' && value !== null && 'dbId' in value;
}

/** Whether this server lacks an input key of the part (U27). */
export const isMissing = (run: Run, name: MutationName, keys: Record<string, unknown>): boolean => missingIn(run, name, keys) !== undefined;

/** The first key that this server lacks; one inside a lookup or an address as `gender.code`. */
export function missingIn(run: Run, name: MutationName, keys: Record<string, unknown>): string | undefined {
  const known = run.learnt.inputs.get(name);
  const lacks = (key: string) => run.learnt.missingKeys.has(`${name}.${key}`) || (known !== undefined && !known.has(key));
  const lacksInside = (key: string, inside: string) => lacks(`${key}.${inside}`) && !known?.has(`${key}.*`);
  return Object.entries(keys).flatMap(([key, value]) => (lacks(key) ? [key] : keysInside(value).filter((inside) => lacksInside(key, inside)).map((inside) => `${key}.${inside}`)))[0];
}

const keysInside = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : []);

const isDemanded = (run: Run, name: MutationName, keys: Record<string, unknown>): boolean => Object.keys(keys).some((key) => run.learnt.demanded.has(`${name}.${key}`));

/** The form is chosen when it is sent, because it may have to change in between (U18). */
const inForm = (form: DbIdForm, dbId: string): string | number => (form === 'number' && /^\d{1,15}$/.test(dbId) ? Number(dbId) : dbId);

function mutation(name: string, inputType: string, selection: string): string {
  return `mutation ($inputs: [${inputType}!]!) { ${name}(inputs: $inputs) { edges { clientId node { ${selection} } } } }`;
}
