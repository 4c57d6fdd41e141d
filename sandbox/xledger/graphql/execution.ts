// Answers one GraphQL document: checks it against the schema and the token's rights, then runs it.
import {
  execute, getNamedType, getOperationAST, isObjectType, NoSchemaIntrospectionCustomRule, specifiedRules, TypeInfo, validate, visit, visitWithTypeInfo,
  type DocumentNode, type GraphQLFieldResolver, type GraphQLSchema, type ValidationRule,
} from 'graphql';
import { MUTATIONS, runMutation, type MassInput } from '../mutations';
import { may, noRight, Refusal, written, type Asking, type WrittenError } from '../asking';
import { ROOTS, SCOPE_OF_TYPE } from './roots';
import { schemaFor } from './schema';
import { read } from './views';

/** What goes into the body: data is null where everything was refused. */
export interface Answered {
  data: Record<string, unknown> | null;
  errors: WrittenError[];
}

export interface Asked {
  document: DocumentNode;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
}

export async function answer(asking: Asking, asked: Asked): Promise<Answered> {
  const schema = schemaFor(asking.switches, asking.lacks);
  const refused = invalid(schema, asked.document, asking) ?? forbidden(schema, asked.document, asking);
  if (refused) return { data: null, errors: refused };
  const result = await execute({ schema, document: asked.document, variableValues: asked.variables, operationName: asked.operationName, contextValue: asking, fieldResolver });
  const errors = (result.errors ?? []).map((error) => {
    const cause = error.originalError;
    if (cause instanceof Refusal) return cause.written(error.path);
    if (cause && !(cause.name === 'GraphQLError')) throw cause;
    return written(error.toJSON(), result.data === undefined ? 'INVALID_VALUE' : undefined);
  });
  const all = [...errors, ...asking.errors];
  const data = result.data as Record<string, unknown> | null | undefined;
  const nothing = !data || (all.length > 0 && Object.values(data).every((value) => value === null));
  return { data: nothing ? null : data, errors: all };
}

function invalid(schema: GraphQLSchema, document: DocumentNode, { switches }: Asking): WrittenError[] | undefined {
  const closed = switches.U27 === 'introspectionOff' || switches.U27 === 'introspectionOffAndSomeMissing';
  const bySchema = CHECKED[closed ? 'closed' : 'open'];
  const checked = bySchema.get(schema) ?? new WeakMap<DocumentNode, WrittenError[]>();
  bySchema.set(schema, checked);
  const errors = checked.get(document) ?? faultsIn(schema, document, closed ? [...specifiedRules, NoSchemaIntrospectionCustomRule] : specifiedRules);
  checked.set(document, errors);
  return errors.length === 0 ? undefined : errors;
}

/** What was found wrong with a document, by schema and by whether the schema may be asked. */
const CHECKED = { open: new WeakMap<GraphQLSchema, WeakMap<DocumentNode, WrittenError[]>>(), closed: new WeakMap<GraphQLSchema, WeakMap<DocumentNode, WrittenError[]>>() };

function faultsIn(schema: GraphQLSchema, document: DocumentNode, rules: readonly ValidationRule[]): WrittenError[] {
  if (validate(schema, document, rules).length === 0) return [];
  return rules.flatMap((rule) => validate(schema, document, [rule]).map((error) => ({ message: error.message, extensions: { code: codeOf(rule) } })));
}

/** FieldsOnCorrectTypeRule → FIELDS_ON_CORRECT_TYPE; wrong values are documented as ARGUMENTS_OF_CORRECT_TYPE. */
function codeOf({ name }: ValidationRule): string {
  const snake = name.replace(/Rule$/, '').replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
  return snake === 'VALUES_OF_CORRECT_TYPE' ? 'ARGUMENTS_OF_CORRECT_TYPE' : snake;
}

function forbidden(schema: GraphQLSchema, document: DocumentNode, asking: Asking): WrittenError[] | undefined {
  if (asking.switches.U14 !== 'queryFails') return undefined;
  const missing = new Set<string>();
  const types = new TypeInfo(schema);
  visit(document, visitWithTypeInfo(types, { Field: () => { const scope = missingScope(asking, getNamedType(types.getType())?.name); if (scope) missing.add(scope); } }));
  return missing.size === 0 ? undefined : [...missing].map((scope) => noRight(scope).written());
}

function missingScope(asking: Asking, typeName: string | undefined): string | undefined {
  const scope = typeName === undefined ? undefined : SCOPE_OF_TYPE[typeName.replace(/Connection$/, '')];
  return scope && !may(asking, scope, 'read') ? scope : undefined;
}

const fieldResolver: GraphQLFieldResolver<unknown, Asking> = (source, args, asking, { parentType, fieldName, returnType }) => {
  const type = getNamedType(returnType);
  if (isObjectType(type) && missingScope(asking, type.name)) {
    const empty = { edges: null, pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null } };
    return type.name.endsWith('Connection') && asking.switches.U14 === 'asIfEmpty' ? empty : null;
  }
  if (parentType.name === 'Query') return ROOTS[fieldName]?.(args as never, asking) ?? null;
  if (parentType.name === 'Mutation' && fieldName in MUTATIONS) return runMutation(asking, fieldName, (args as { inputs: MassInput[] }).inputs);
  return read(parentType.name, fieldName, type.name, source, asking);
};

/** What can be told of a document before it is run; undefined operation where the name picks none. */
export function traitsOf({ document, operationName }: Asked): { operation: string | null; kind: 'query' | 'mutation'; rootFields: string[] } {
  const operation = getOperationAST(document, operationName);
  const rootFields = (operation?.selectionSet.selections ?? []).flatMap((selection) => (selection.kind === 'Field' ? [selection.name.value] : []));
  return { operation: operation?.name?.value ?? null, kind: operation?.operation === 'mutation' ? 'mutation' : 'query', rootFields };
}
