/** Items that come out of our nodes, each linked to the item that it comes from. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** An item made of `value`, from the input item with this index. What cannot be stored (undefined) is left out. */
export function itemFrom(value: object, item: number): INodeExecutionData {
  const json = Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as IDataObject;
  return { json, pairedItem: { item, input: 0 } };
}
