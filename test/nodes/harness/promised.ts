/** What every item that comes out of our nodes is held to, in whatever test: its fields are those of the node's schema, and it is linked to the item it came from. */
import Ajv, { type ValidateFunction } from 'ajv';
import type { INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { outputSchemas } from '../../../scripts/pages/outputSchemas';

const ajv = new Ajv({ allErrors: true, nullable: true });
const known = new Map<string, ValidateFunction>(Object.entries(outputSchemas()).map(([name, schema]) => [fileOf(name), ajv.compile(schema)]));

/** @throws naming what an item holds that nobody promised, or which one has lost its link */
export function asPromised({ constructor: { name }, description }: INodeType, parameters: INodeParameters, outputs: readonly INodeExecutionData[][]): void {
  const operation = description.properties.find((property) => property.name === 'operation') && String(parameters.operation ?? 'all');
  const fits = known.get([name, operation].filter(Boolean).join('/'));
  if (!fits) throw new Error(`No schema for ${name} ${operation ?? ''}`);
  outputs.forEach((items, output) => items.forEach((item, place) => {
    const where = `Item ${place} of output ${output} of ${name}`;
    if (item.pairedItem === undefined) throw new Error(`${where} has lost its link`);
    // What n8n puts on an error output is the item that came in; what is not simplified is Xledger's own.
    const { error, details, ...json } = item.json;
    const own = output < description.outputs.length && error === undefined && parameters.simplify !== false;
    if (own && !fits(json)) throw new Error(`${where} is not as its schema says: ${ajv.errorsText(fits.errors)} ${JSON.stringify(fits.errors?.map(({ params }) => params))}`);
    if (!own && details !== undefined && typeof details !== 'object') throw new Error(`${where} tells details that are no object`);
  }));
}

/** 'XledgerFindEmployees/__schema__/v1.0.0/all' → 'XledgerFindEmployees/all' */
function fileOf(name: string): string {
  return name.replace('/__schema__/v1.0.0', '');
}
