// Asks Xledger for its schema and compares it with everything that the package sends.
import { buildClientSchema, getIntrospectionQuery, getNamedType, isInputObjectType, isNonNullType, parse, validate, type GraphQLInputObjectType, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { FIELD_KEYS, targetsOf, type Template } from '../../../core/person';
import type { Asker } from './ask';

/** The schema; undefined where this token may not ask for it (U27). */
export async function askSchema(asker: Asker): Promise<GraphQLSchema | undefined> {
  const { data } = await asker.ask(getIntrospectionQuery({ descriptions: false }));
  if (!data) return undefined;
  try {
    return buildClientSchema(data as unknown as IntrospectionQuery);
  } catch {
    return undefined;
  }
}

/** What the schema lacks for a document, in its own names: no values are in there. */
export const lacking = (schema: GraphQLSchema, document: string): string[] => validate(schema, parse(document)).map(({ message }) => message);

export const MUTATION_NAMES = ['addContacts', 'addSuppliers', 'addEmployees', 'updateContacts', 'updateSuppliers', 'updateEmployees'] as const;
export type MutationName = (typeof MUTATION_NAMES)[number];

/** The input type of a mutation's `node`, if the mutation is there. */
export function nodeTypeOf(schema: GraphQLSchema, name: MutationName): GraphQLInputObjectType | undefined {
  const inputs = schema.getMutationType()?.getFields()[name]?.args.find((arg) => arg.name === 'inputs');
  const input = inputs && getNamedType(inputs.type);
  const node = input && isInputObjectType(input) ? input.getFields().node : undefined;
  const type = node && getNamedType(node.type);
  return type && isInputObjectType(type) ? type : undefined;
}

/** Every key that the package can send in a mutation's node, nested ones as `address.country`. */
export function keysSent(name: MutationName): string[] {
  const input = { contacts: 'contacts', suppliers: 'suppliers', employees: 'employees' }[name.replace(/^(add|update)/, '').toLowerCase()];
  const ofFields = targetsOf(FIELD_KEYS).flatMap(({ write }) => (write.input === input ? pathsIn(write.puts) : []));
  return [...new Set([...ofFields, ...(name.startsWith('add') ? (CREATING[name] ?? []) : ['dbId'])])];
}

/** What adding sends besides the fields; supplied by settings, so nothing breaks where a key is missing and not wanted. */
const CREATING: Readonly<Record<string, readonly string[]>> = {
  addContacts: ['owner'],
  addSuppliers: ['code', 'owner', 'subledgerGroup'],
  addEmployees: ['contact', 'subledger', 'owner', 'employeeGroup'],
};

/** What the package has for a key that the schema demands and that no field is (U4). */
const CAN_SUPPLY = new Set(['id', 'code', 'description', 'employeeGroup', 'subledgerGroup', 'owner', 'dbId', 'contact', 'subledger']);

/** Keys that are sent and not there: `updateContacts.jobTitle`. */
export function missingKeys(schema: GraphQLSchema): string[] {
  return MUTATION_NAMES.flatMap((name) => {
    const type = nodeTypeOf(schema, name);
    if (!type) return [name];
    return keysSent(name).filter((key) => !hasKey(type, key.split('.'))).map((key) => `${name}.${key}`);
  });
}

/** Keys that an add demands, beyond the confirmed code and description of suppliers. */
export function demandedKeys(schema: GraphQLSchema): string[] {
  return MUTATION_NAMES.filter((name) => name.startsWith('add')).flatMap((name) => {
    const fields = Object.values(nodeTypeOf(schema, name)?.getFields() ?? {});
    const demanded = fields.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined).map((field) => field.name);
    return demanded.filter((key) => !(name === 'addSuppliers' && (key === 'code' || key === 'description'))).map((key) => `${name}.${key}`);
  });
}

export const canSupply = (demanded: string): boolean => {
  const [name = '', key = ''] = demanded.split('.');
  return CAN_SUPPLY.has(key) || keysSent(name as MutationName).includes(key);
};

/** The name of a scalar: of a node's dbId, or of the dbId in a lookup. */
export function dbIdScalars(schema: GraphQLSchema): { node: string[]; lookup: string[] } {
  const nodes = MUTATION_NAMES.flatMap((name) => nodeTypeOf(schema, name) ?? []);
  const scalarOf = (type: GraphQLInputObjectType | undefined): string[] => {
    const field = type?.getFields().dbId;
    return field ? [getNamedType(field.type).name] : [];
  };
  const lookups = nodes.flatMap((type) => LOOKUPS.flatMap((key) => {
    const field = type.getFields()[key];
    const named = field && getNamedType(field.type);
    return named && isInputObjectType(named) ? [named] : [];
  }));
  return { node: [...new Set(nodes.flatMap(scalarOf))], lookup: [...new Set(lookups.flatMap(scalarOf))] };
}

const LOOKUPS = ['contact', 'subledger', 'employeeGroup', 'country'];

function hasKey(type: GraphQLInputObjectType, [key = '', ...rest]: string[]): boolean {
  const field = type.getFields()[key];
  if (!field || rest.length === 0) return field !== undefined;
  const named = getNamedType(field.type);
  return isInputObjectType(named) && hasKey(named, rest);
}

function pathsIn(template: Template, above = ''): string[] {
  return Object.entries(template).flatMap(([key, part]) => {
    const path = `${above}${key}`;
    return 'from' in part ? [path] : pathsIn(part, `${path}.`);
  });
}
