/** What goes wrong, as errors that n8n shows well: a sentence for people, never a request, a reply or a value. */
import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { HumaFailure } from '../../core/huma';
import { XledgerRefused, XledgerStopped } from '../../core/xledger';

/** The error to throw for whatever was caught, tied to the item where there is one. */
export function nodeError(node: INode, caught: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
  if (caught instanceof NodeApiError || caught instanceof NodeOperationError) return caught;
  const told = whatItSays(caught);
  if (told) return new NodeApiError(node, { message: told.says }, { message: told.says, description: advice(told), itemIndex, level: 'warning' });
  return new NodeOperationError(node, 'The node met a fault that it does not know', { description: `Nothing more is said, since it could hold personal data. ${whereFrom(caught)}`, itemIndex });
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
