/** What goes wrong, as errors that n8n shows well: a sentence for people, never a request, a reply or a value. */
import { NodeApiError, NodeOperationError, type IExecuteFunctions, type INode, type INodeExecutionData } from 'n8n-workflow';
import { HumaFailure } from '../../core/huma';
import { XledgerRefused, XledgerStopped } from '../../core/xledger';

/** The error to throw for whatever was caught, tied to the item where there is one. */
export function nodeError(node: INode, caught: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
  if (caught instanceof NodeApiError || caught instanceof NodeOperationError) return caught;
  const told = whatItSays(caught);
  if (told) return new NodeApiError(node, { message: told.says }, { message: told.says, description: advice(told), itemIndex, level: 'warning' });
  return new NodeOperationError(node, 'The node met a fault that it does not know', { description: `Nothing more is said, since it could hold personal data. ${whereFrom(caught)}`, itemIndex });
}

/** A fault of the whole node, in words. */
export const fault = (context: IExecuteFunctions, message: string, description?: string): NodeOperationError => new NodeOperationError(context.getNode(), message, { description });

/**
 * For a node that must not throw: one item for each that came in, with the reason. Left to itself, n8n would pass the input on as if it
 * had been done. n8n sends items whose only keys are `error` and `details` to an error output, on top of the data that came in.
 */
export function errorItems(context: IExecuteFunctions, caught: unknown): INodeExecutionData[] {
  const { message, description } = nodeError(context.getNode(), caught);
  return context.getInputData(0).map((_, item) => ({ json: { error: message, details: { description: description ?? null } }, pairedItem: { item, input: 0 } }));
}

interface Told {
  says: string;
  retry: boolean;
  resumeAt?: number;
}

function whatItSays(caught: unknown): Told | undefined {
  if (caught instanceof XledgerStopped) return caught.stop;
  if (caught instanceof XledgerRefused) return caught.refusal;
  if (caught instanceof HumaFailure) return { says: caught.message, retry: caught.retry, resumeAt: caught.resumeAt };
  return undefined;
}

function advice({ retry, resumeAt }: Told): string {
  if (!retry) return 'Trying again without a change will not help.';
  return resumeAt === undefined ? 'Try again later.' : `Try again after ${new Date(resumeAt).toISOString()}.`;
}

/** The kind of fault and the place in our code; the first line of a stack is left out, because it quotes the message. */
function whereFrom(caught: unknown): string {
  if (!(caught instanceof Error)) return '';
  const place = caught.stack?.split('\n').find((line) => line.trim().startsWith('at '))?.trim().replace(/[^\s(]*[\\/]/g, '');
  return [caught.name, place].filter(Boolean).join(' ');
}
