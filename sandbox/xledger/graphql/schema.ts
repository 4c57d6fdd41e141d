// Builds the schema that the switches ask for out of schema.graphql.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildASTSchema, parse, parseType, visit, type DocumentNode, type GraphQLSchema, type TypeNode } from 'graphql';
import type { Switches } from '../switches';
import { giveScalarsTheirRules } from './scalars';

interface SchemaChange {
  when: (switches: Switches) => boolean;
  /** `Type.field`, or `Query.field(argument)`. */
  drop?: readonly string[];
  retype?: Readonly<Record<string, string>>;
}

const ofAll = (types: readonly string[], fields: readonly string[]): string[] => types.flatMap((type) => fields.map((field) => `${type}.${field}`));
const UPDATE_NODES = ['UpdateEmployeesInputNode', 'UpdateContactsInputNode', 'UpdateSuppliersInputNode'];
const LOOKUPS = ['Lookup', 'SystemValueLookup', 'OwnerLookup', 'BankLookup'];
const retyped = (fields: readonly string[], type: string): Record<string, string> => Object.fromEntries(fields.map((field) => [field, type]));

/** What U27 takes away in its position "someMissing": one field of each kind of input. */
export const MISSING_FIELDS = ['AddContactsInputNode.jobTitle', 'UpdateContactsInputNode.jobTitle', 'AddSuppliersInputNode.country', 'UpdateSuppliersInputNode.country', 'AddEmployeesInputNode.noticeDate', 'UpdateEmployeesInputNode.noticeDate'];

const CHANGES: readonly SchemaChange[] = [
  { when: (on) => on.U4 === 'moreNonNullFields', retype: { 'AddContactsInputNode.id': 'String!', 'AddEmployeesInputNode.code': 'String!', 'AddEmployeesInputNode.employeeGroup': 'Lookup!', 'AddSuppliersInputNode.code': 'String!', 'AddSuppliersInputNode.description': 'String!' } },
  { when: (on) => on.U16endCursor === 'absent', drop: ['PageInfo.endCursor'] },
  { when: (on) => on.U17 === 'codeExactEmailRejected' || on.U17 === 'allRejected', drop: [...ofAll(['Employee_Filter', 'Contact_Filter'], ['email', 'email_in']), ...ofAll(['Employee_Filter'], ['contactDbId', 'contactDbId_in'])] },
  { when: (on) => on.U17 === 'allRejected', drop: [...ofAll(['Employee_Filter', 'Contact_Filter'], ['code', 'code_in']), 'Employee_Filter.code_gte'] },
  { when: (on) => on.U18 === 'int64String', retype: retyped(ofAll(UPDATE_NODES, ['dbId']), 'Int64String!') },
  { when: (on) => on.U18 === 'int', retype: retyped(ofAll(UPDATE_NODES, ['dbId']), 'Int!') },
  { when: (on) => on.U18lookup === 'int64String', retype: retyped(ofAll(LOOKUPS, ['dbId']), 'Int64String') },
  { when: (on) => on.U18lookup === 'int', retype: retyped(ofAll(LOOKUPS, ['dbId']), 'Int') },
  { when: (on) => on.U19rateLimit === 'absent', drop: ['Query.rateLimit'] },
  { when: (on) => on.U27 === 'someMissing' || on.U27 === 'introspectionOffAndSomeMissing', drop: MISSING_FIELDS },
  { when: (on) => on.U33 === 'doNotExist', drop: ['Query.employee', 'Query.employees(orderBy)', 'Query.employee_deltas(filter)'] },
];

const NOTHING: ReadonlySet<string> = new Set();

const built = new Map<string, GraphQLSchema>();

/**
 * The executable schema for these switches, without the fields in `lacks` (`Type.field`); the same one for switches that do not differ
 * in anything it depends on.
 */
export function schemaFor(switches: Switches, lacks: ReadonlySet<string> = NOTHING): GraphQLSchema {
  const wanted: SchemaChange[] = [...CHANGES.filter((change) => change.when(switches)), { when: () => true, drop: [...lacks] }];
  const key = [switches.U5, ...wanted.map((change) => CHANGES.indexOf(change)), ...lacks].join();
  const known = built.get(key);
  if (known) return known;
  const schema = giveScalarsTheirRules(buildASTSchema(changed(SDL, wanted)), { emptyDates: switches.U5 === 'onlyEmptyTextClears' || switches.U5 === 'emptyTextIsStored' });
  built.set(key, schema);
  return schema;
}

const SDL = parse(readFileSync(join(__dirname, '..', 'schema.graphql'), 'utf8'));

function changed(document: DocumentNode, changes: readonly SchemaChange[]): DocumentNode {
  const dropped = new Set(changes.flatMap((change) => change.drop ?? []));
  const types = new Map<string, TypeNode>(changes.flatMap((change) => Object.entries(change.retype ?? {}).map(([field, type]) => [field, parseType(type)] as const)));
  let type = '';
  let field = '';
  const onType = { enter: (node: { name: { value: string } }) => void (type = node.name.value) };
  return visit(document, {
    ObjectTypeDefinition: onType,
    InputObjectTypeDefinition: onType,
    FieldDefinition: (node) => {
      field = `${type}.${node.name.value}`;
      return dropped.has(field) ? null : undefined;
    },
    InputValueDefinition: (node, _key, _parent, path) => {
      const isArgument = path.includes('arguments');
      const name = isArgument ? `${field}(${node.name.value})` : `${type}.${node.name.value}`;
      if (dropped.has(name)) return null;
      const retypedAs = types.get(name);
      return retypedAs ? { ...node, type: retypedAs } : undefined;
    },
  });
}
