/** Asks the schema what the six mutation inputs hold (P3, U4, U18, U27). One request, once a run, only after a rejection. */
import { z } from 'zod';
import type { Run } from '../run';
import { MUTATIONS, type MutationName } from './nodes';

export interface InputShape {
  has: Set<string>;
  /** Keys that are NON_NULL without a default. */
  demands: string[];
  /** The scalar of `node.dbId`. */
  dbId?: string;
  /** The scalar of `dbId` in a lookup. */
  lookupDbId?: string;
}

/** What the server says of each mutation's node; empty where it says nothing. Throws `XledgerRefused` where introspection is off. */
export async function askInputs(run: Run): Promise<Map<MutationName, InputShape>> {
  const data = Answer.parse(await run.calls.ask(run.operation, DOCUMENT, {}));
  const shapes = new Map<MutationName, InputShape>();
  for (const name of NAMES) {
    const node = data[name]?.inputFields?.find((field) => field.name === 'node');
    const fields = innermost(node?.type)?.inputFields ?? [];
    if (fields.length > 0) shapes.set(name, shapeOf(fields));
  }
  return shapes;
}

const NAMES = Object.keys(MUTATIONS) as MutationName[];
const typeNameOf = (name: MutationName): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;

/** The names of these six types are confirmed; what is inside them is taken from the answer. */
const DOCUMENT = `query { ${NAMES.map((name) => `${name}: __type(name: "${typeNameOf(name)}") { ...Outer }`).join(' ')} }
fragment Outer on __Type { inputFields { name type { ...Node ofType { ...Node } } } }
fragment Node on __Type { kind name inputFields { name defaultValue type { ...Leaf ofType { ...Leaf } } } }
fragment Leaf on __Type { kind name inputFields { name type { kind name ofType { kind name } } } }`;

function shapeOf(fields: readonly SchemaField[]): InputShape {
  const typeOf = (list: readonly SchemaField[], name: string) => innermost(list.find((field) => field.name === name)?.type);
  const lookup = typeOf(fields, 'contact') ?? typeOf(fields, 'country');
  return {
    has: new Set(fields.map(({ name }) => name)),
    demands: fields.filter(({ name, type, defaultValue }) => type?.kind === 'NON_NULL' && !defaultValue && name !== 'dbId').map(({ name }) => name),
    dbId: typeOf(fields, 'dbId')?.name ?? undefined,
    lookupDbId: typeOf(lookup?.inputFields ?? [], 'dbId')?.name ?? undefined,
  };
}

function innermost(type: SchemaType | null | undefined): SchemaType | undefined {
  if (!type) return undefined;
  return type.kind === 'NON_NULL' ? innermost(type.ofType) : type;
}

interface SchemaField {
  name: string;
  defaultValue?: string | null;
  type?: SchemaType | null;
}

interface SchemaType {
  kind?: string | null;
  name?: string | null;
  inputFields?: SchemaField[] | null;
  ofType?: SchemaType | null;
}

const Type: z.ZodType<SchemaType> = z.lazy(() =>
  z.object({ kind: z.string().nullish(), name: z.string().nullish(), inputFields: z.array(Field).nullish(), ofType: Type.nullish() }),
);
const Field: z.ZodType<SchemaField> = z.lazy(() => z.object({ name: z.string(), defaultValue: z.string().nullish(), type: Type.nullish() }));
const Answer = z.record(Type.nullable());
