// Huma's own API description, where it lies beside the project: what of it the tests hold requests and answers against.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { z } from 'zod';
import { PROJECT } from '../../../scripts/project';

/** JSON schema: what is looked at here; the rest goes to the validator as it stands. */
const Schema = z.object({ type: z.string().optional(), items: z.unknown().optional(), properties: z.record(z.unknown()).optional(), $ref: z.string().optional() }).passthrough();
export type Schema = z.infer<typeof Schema>;
const Content = z.record(z.object({ schema: Schema.optional() }));
const Operation = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema: Schema })).default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.object({ content: Content.optional() })),
});
export type Operation = z.infer<typeof Operation>;
const Description = z.object({ paths: z.record(z.record(Operation)), components: z.object({ schemas: z.record(Schema) }) });

const FILE = path.join(PROJECT, '..', 'shared', 'spec', 'huma-openapi-1.53.2.yaml');

/** Undefined where it is not there. */
export const described = existsSync(FILE) ? Description.parse(parse(readFileSync(FILE, 'utf8'))) : undefined;

const ajv = new Ajv({ allErrors: true, unknownFormats: 'ignore', logger: false, nullable: true });
if (described) ajv.addSchema({ $id: 'huma', components: readable(described.components) });

/** What is wrong with a value; nothing where it fits. */
export function misfits(schema: Schema, value: unknown): string[] {
  const validate = ajv.compile(readable(schema));
  validate(value);
  return (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
}

/** The schema of the items of a list. */
export const itemsOf = ({ items }: Schema): Schema => Schema.parse(items);

/** The keys that an object of this schema is described with; undefined where none are. */
export const keysOf = ({ $ref, properties }: Schema): string[] | undefined => {
  const own = $ref === undefined ? properties : described?.components.schemas[$ref.split('/').at(-1) ?? '']?.properties;
  return own && Object.keys(own);
};

/** Alternatives are told apart by a discriminator, which plain JSON schema does not know: there, one or more of them may fit. */
function readable(schema: object): object {
  return z.object({}).passthrough().parse(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"huma#/components').replaceAll('"oneOf":', '"anyOf":')));
}
