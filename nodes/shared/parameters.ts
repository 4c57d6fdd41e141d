/** Reads a node's parameters as what they must be, with a message that names the parameter when they are not. */
import { NodeOperationError, type IExecuteFunctions, type ILoadOptionsFunctions, type INodeProperties, type IWebhookFunctions } from 'n8n-workflow';
import type { z } from 'zod';

type Reader = IExecuteFunctions | IWebhookFunctions;

/**
 * One parameter for one item.
 * @throws NodeOperationError that names the parameter as the editor does, and the item; never what was entered
 */
export function parameter<T>(context: Reader, name: string, item: number, schema: z.ZodType<T, z.ZodTypeDef, unknown>, properties: readonly INodeProperties[] = []): T {
  const given: unknown = 'getExecuteData' in context ? context.getNodeParameter(name, item, undefined, { extractValue: true }) : context.getNodeParameter(name, undefined);
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const label = properties.find((property) => property.name === name)?.displayName ?? name;
  throw new NodeOperationError(context.getNode(), `"${label}" is not filled in as it must be`, { itemIndex: item, description: read.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ') });
}

/** A parameter of the node that is open in the editor, for lists that depend on it. */
export function editorParameter<T>(context: ILoadOptionsFunctions, name: string, schema: z.ZodType<T, z.ZodTypeDef, unknown>): T {
  return schema.parse(context.getCurrentNodeParameter(name, { extractValue: true }));
}
