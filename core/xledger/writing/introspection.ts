/** Asks the schema what the six mutation inputs hold (P3, U4, U18, U27). Three small requests, once a run. */
import { z } from 'zod';
import type { Run } from '../run';
import { MUTATIONS, type MutationName } from './nodes';

export interface InputShape {
  /** The keys of the node; those inside a lookup or an address as `gender.code`. */
  has: Set<string>;
  /** The keys beside the node: `clientId`, and `node` itself. */
  beside: Set<string>;
  /** Keys that are NON_NULL without a default. */
  demands: string[];
  /** The scalar of `node.dbId`. */
  dbId?: string;
  /** The scalar of `dbId` in a lookup. */
  lookupDbId?: string;
}

/** What the server says of each mutation's node; empty where it says nothing. Throws `XledgerRefused` where introspection is off. */
export async function askInputs(run: Run): Promise<Map<MutationName, InputShape>> {
  const inputs = await askTypes(run, NAMES.map(inputTypeOf));
  const nodeTypeOf = (name: MutationName) => typeOf(inputs.get(inputTypeOf(name)), 'node')?.name ?? '';
  const nodes = await askTypes(run, NAMES.map(nodeTypeOf));
  const inside = await askTypes(run, [...nodes.values()].flatMap((fields) => INSIDE.map((key) => objectIn(fields, key) ?? '')));
  return new Map(NAMES.flatMap((name) => {
    const beside = inputs.get(inputTypeOf(name));
    return beside ? [[name, shapeOf(beside, nodes.get(nodeTypeOf(name)) ?? [], inside)] as const] : [];
  }));
}

/** What we send objects under. */
const INSIDE = ['contact', 'country', 'subledger', 'owner', 'employeeGroup', 'subledgerGroup', 'gender', 'address'] as const;

const NAMES = Object.keys(MUTATIONS) as MutationName[];

/** These six names are confirmed; all others are taken from the answers (P3). */
const inputTypeOf = (name: MutationName): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;

/** Asks for the fields of some input types at once. One level a request: servers refuse introspection that goes deeper. */
export function typesDocument(count: number): string {
  const all = Array.from({ length: count }, (_, n) => n);
  return `query (${all.map((n) => `$t${n}: String!`).join(', ')}) { ${all.map((n) => `t${n}: __type(name: $t${n}) { inputFields { name defaultValue type { kind name ofType { kind name } } } }`).join(' ')} }`;
}

async function askTypes(run: Run, names: readonly string[]): Promise<Map<string, SchemaField[]>> {
  const wanted = [...new Set(names)].filter(Boolean);
  if (wanted.length === 0) return new Map();
  const variables = Object.fromEntries(wanted.map((name, n) => [`t${n}`, name]));
  const answer = Answer.safeParse(await run.calls.ask(run.operation, typesDocument(wanted.length), variables));
  return new Map(wanted.flatMap((name, n) => {
    const fields = answer.data?.[`t${n}`]?.inputFields;
    return fields && fields.length > 0 ? [[name, fields] as const] : [];
  }));
}

function shapeOf(beside: readonly SchemaField[], fields: readonly SchemaField[], inside: ReadonlyMap<string, readonly SchemaField[]>): InputShape {
  const objects = new Map(INSIDE.flatMap((key) => {
    const within = inside.get(objectIn(fields, key) ?? '');
    return within ? [[key, within] as const] : [];
  }));
  const lookup = objects.get('contact') ?? objects.get('country');
  // An object of which nothing is told may hold anything.
  const deep = INSIDE.flatMap((key) => (objects.get(key)?.map(({ name }) => name) ?? ['*']).map((name) => `${key}.${name}`));
  return {
    has: new Set([...fields.map(({ name }) => name), ...deep]),
    beside: new Set(beside.map(({ name }) => name)),
    demands: fields.filter(({ name, type, defaultValue }) => type?.kind === 'NON_NULL' && !defaultValue && name !== 'dbId').map(({ name }) => name),
    dbId: typeOf(fields, 'dbId')?.name ?? undefined,
    lookupDbId: typeOf(lookup, 'dbId')?.name ?? undefined,
  };
}

/** The type of a key that holds an object. */
function objectIn(fields: readonly SchemaField[], key: string): string | undefined {
  const type = typeOf(fields, key);
  return type?.kind === 'INPUT_OBJECT' ? (type.name ?? undefined) : undefined;
}

function typeOf(fields: readonly SchemaField[] | undefined, name: string): SchemaType | null | undefined {
  const type = fields?.find((field) => field.name === name)?.type;
  return type?.kind === 'NON_NULL' ? type.ofType : type;
}

const SchemaType = z.object({ kind: z.string().nullish(), name: z.string().nullish() });
const SchemaField = z.object({ name: z.string(), defaultValue: z.string().nullish(), type: SchemaType.extend({ ofType: SchemaType.nullish() }).nullish() });
const Answer = z.record(z.object({ inputFields: z.array(SchemaField).nullish() }).nullable());
type SchemaType = z.infer<typeof SchemaType>;
type SchemaField = z.infer<typeof SchemaField>;
