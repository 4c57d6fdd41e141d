/** The links that come in through a node's second input. */
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { linksFromItems, type Link } from '../../core/sync';

const MOST_NAMED = 20;

/** @throws NodeOperationError naming rows that cannot be read: taken for no link, they could create somebody twice */
export function readLinks(context: IExecuteFunctions): Link[] {
  const { links, damaged } = linksFromItems(context.getInputData(1).map(({ json }) => json));
  if (damaged.length === 0) return links;
  throw new NodeOperationError(context.getNode(), `${damaged.length} of the links cannot be read, so nothing was written`, {
    description: damaged.slice(0, MOST_NAMED).map(({ item, why }) => `Row ${item} of the second input: look at ${why}`).join('<br>'),
  });
}
