/** Time for core: n8n's sleep, cut into pieces so that an execution which is cancelled stops waiting. */
import { NodeOperationError, sleep } from 'n8n-workflow';
import type { Clock } from '../../core/person';
import type { Context } from './context';

const LONGEST_PIECE = 500;

/** The clock of one execution. Its sleep throws when the execution is cancelled, which ends whatever core was waiting for. */
export function clockOf(context: Context): Clock {
  const stopWhenCancelled = () => {
    if (isCancelled(context)) throw new NodeOperationError(context.getNode(), 'The execution was cancelled.');
  };
  return {
    now: Date.now,
    random: Math.random,
    async sleep(milliseconds) {
      const until = Date.now() + milliseconds;
      stopWhenCancelled();
      for (let left = milliseconds; left > 0; left = until - Date.now()) {
        await sleep(Math.min(left, LONGEST_PIECE));
        stopWhenCancelled();
      }
    },
  };
}

/** By somebody, or because its time was up. */
export const isCancelled = (context: Context): boolean => 'getExecutionCancelSignal' in context && context.getExecutionCancelSignal()?.aborted === true;
