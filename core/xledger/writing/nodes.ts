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

/** What the variables of the mutation hold for a node. */
export function inputOf(run: Run, name: MutationName, { clientId, dbId, parts }: Node): { clientId: string; node: Record<string, unknown> } {
  const sent = parts.filter(({ keys, onlyIfDemanded }) => !isMissing(run, name, keys) && (!onlyIfDemanded || isDemanded(run, name, keys)));
  const keys = sent.flatMap((part) => Object.entries(part.keys)).map(([key, value]): [string, unknown] => [key, isLookup(value) ? { ...value, dbId: inForm(run.learnt.dbIds.lookup, value.dbId) } : value]);
  return { clientId, node: { ...(dbId === undefined ? {} : { dbId: inForm(run.learnt.dbIds.node, dbId) }), ...Object.fromEntries(keys) } };
}

/** Whether an input key is a lookup by dbId. */
export function isLookup(value: unknown): value is { dbId: string } {
  return typeof value === 'object' && value !== null && 'dbId' in value;
}

/** Whether this server lacks an input key of the part (U27). */
export function isMissing(run: Run, name: MutationName, keys: Record<string, unknown>): boolean {
  const known = run.learnt.inputs.get(name);
  return Object.keys(keys).some((key) => run.learnt.missingKeys.has(`${name}.${key}`) || (known !== undefined && !known.has(key)));
}

const isDemanded = (run: Run, name: MutationName, keys: Record<string, unknown>): boolean => Object.keys(keys).some((key) => run.learnt.demanded.has(`${name}.${key}`));

/** The form is chosen when it is sent, because it may have to change in between (U18). */
const inForm = (form: DbIdForm, dbId: string): string | number => (form === 'number' && /^\d{1,15}$/.test(dbId) ? Number(dbId) : dbId);

function mutation(name: string, inputType: string, selection: string): string {
  return `mutation ($inputs: [${inputType}!]!) { ${name}(inputs: $inputs) { edges { clientId node { ${selection} } } } }`;
}
