// The rules of Xledger's own scalars: what they accept and how they are written.
import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type GraphQLSchema } from 'graphql';

/** Fills in parse and serialize of the custom scalars of a freshly built schema, and returns it. */
export function giveScalarsTheirRules(schema: GraphQLSchema, { emptyDates }: { emptyDates: boolean }): GraphQLSchema {
  const dates = (name: string, pattern: RegExp) => rule(schema, name, (value) => typeof value === 'string' && ((emptyDates && value === '') || (pattern.test(value) && isOnTheCalendar(value))));
  dates('DateString', /^\d{4}-\d{2}-\d{2}$/);
  dates('DateTimeString', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/);
  rule(schema, 'MoneyString', (value) => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
  rule(schema, 'Int64String', (value) => typeof value === 'string' && /^-?\d{1,19}$/.test(value), [Kind.STRING, Kind.INT]);
  return schema;
}

function rule(schema: GraphQLSchema, name: string, accepts: (value: unknown) => boolean, literals: readonly string[] = [Kind.STRING]): void {
  const scalar = schema.getType(name);
  if (!(scalar instanceof GraphQLScalarType)) throw new Error(`The schema has no scalar ${name}`);
  const read = (value: unknown): unknown => {
    if (!accepts(value)) throw new GraphQLError(`${name} cannot represent value: ${JSON.stringify(value)}`);
    return value;
  };
  scalar.serialize = String;
  scalar.parseValue = read;
  scalar.parseLiteral = (node) => read(literals.includes(node.kind) ? String(valueFromASTUntyped(node)) : undefined);
}

function isOnTheCalendar(text: string): boolean {
  const at = new Date(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
