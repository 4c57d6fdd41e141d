/** Reads a node's parameters as what they must be, with a message that names the parameter when they are not. */
import { NodeOperationError, type IExecuteFunctions, type ILoadOptionsFunctions, type INode, type INodeProperties, type INodePropertyCollection, type IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';

/** What a parameter has to be, and may come as anything. */
export type Schema<T> = z.ZodType<T, z.ZodTypeDef, unknown>;

/**
 * One parameter for one item.
 * @throws NodeOperationError that names the parameter as the editor does, and the item; never what was entered
 */
export function parameter<T>(context: IExecuteFunctions, name: string, itemIndex: number, schema: Schema<T>, properties: readonly INodeProperties[]): T {
  return checked(context.getNodeParameter(name, itemIndex, null, { extractValue: true }), schema, { node: context.getNode(), name, itemIndex, properties });
}

/**
 * The same where the parameter usually just names a property of the item, as `{{ $json.humaId }}` does: that is read from the item,
 * because n8n's expression engine takes milliseconds for each item, and there may be hundreds.
 */
export function parameterOrProperty<T>(context: IExecuteFunctions, name: string, itemIndex: number, schema: Schema<T>, properties: readonly INodeProperties[]): T {
  const entered = context.getNode().parameters[name];
  const property = typeof entered === 'string' ? JUST_A_PROPERTY.exec(entered)?.[1] : undefined;
  if (property === undefined) return parameter(context, name, itemIndex, schema, properties);
  const json = context.getInputData(0)[itemIndex]?.json ?? {};
  return checked(Object.hasOwn(json, property) ? json[property] : undefined, schema, { node: context.getNode(), name, itemIndex, properties });
}

const JUST_A_PROPERTY = /^=\{\{\s*\$json\.([A-Za-z_]\w*)\s*\}\}$/;

/** One parameter of a trigger, which has no items yet. */
export function triggerParameter<T>(context: IWebhookFunctions, name: string, schema: Schema<T>, properties: readonly INodeProperties[]): T {
  return checked(context.getNodeParameter(name, null), schema, { node: context.getNode(), name, properties });
}

/** A parameter of the node that is open in the editor, for lists that depend on it. */
export function editorParameter<T>(context: ILoadOptionsFunctions, name: string, schema: Schema<T>): T {
  return schema.parse(context.getCurrentNodeParameter(name, { extractValue: true }));
}

interface Where {
  node: INode;
  name: string;
  itemIndex?: number;
  properties: readonly INodeProperties[];
}

function checked<T>(given: unknown, schema: Schema<T>, { node, name, itemIndex, properties }: Where): T {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const [label] = labelsOf([name], properties);
  const faults = read.error.issues.map((issue) => [...labelsOf([name, ...issue.path], properties).slice(1), wordsOf(issue)].join(': ')).join('; ');
  throw new NodeOperationError(node, `"${label}" is not filled in as it must be`, { itemIndex, description: faults });
}

/** zod quotes what it got where it lists what it takes; what was entered may be anybody's. */
const wordsOf = (issue: z.ZodIssue): string => (issue.code === z.ZodIssueCode.invalid_enum_value ? `is none of ${issue.options.join(', ')}` : issue.message);

/** What has a label, and may hold more that has: a parameter, a setting in a collection, a group of settings. */
type Labelled = INodeProperties | INodePropertyCollection;

/** A place in the parameters in the words of the editor: ["limits", "creates"] gives "Limits", "Creates"; rows of a list are counted from 1. */
function labelsOf([first, ...rest]: readonly (string | number)[], properties: readonly Labelled[]): (string | number)[] {
  if (first === undefined) return [];
  if (typeof first === 'number') return [first + 1, ...labelsOf(rest, properties)];
  const found = properties.find(({ name }) => name === first);
  return [found?.displayName ?? first, ...labelsOf(rest, insideOf(found))];
}

function insideOf(one: Labelled | undefined): Labelled[] {
  if (!one) return [];
  return 'values' in one ? one.values : (one.options ?? []).filter((option): option is Labelled => 'displayName' in option);
}
