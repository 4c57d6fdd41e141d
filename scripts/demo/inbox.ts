// What the demo's inbox page shows and does: the events that wait in n8n, and the line to Xledger.
import { z } from 'zod';
import type { Line, WaitingEvent } from '../../sandbox/frontDoor';
import type { XledgerSandbox } from '../../sandbox/xledger';
import type { N8nClient } from '../n8n';

const Row = z.object({ humaId: z.string(), status: z.string(), tries: z.coerce.number().default(0), nextTryAt: z.coerce.number().default(0), reason: z.string().nullish() });
const FOR_EVER = 1_000_000;

/** A line that resets every connection before Xledger sees the request, for as long as it is cut. */
export function lineTo({ faults }: XledgerSandbox): Line {
  return {
    isCut: () => faults.waiting().length > 0,
    cut: () => faults.order({ kind: 'resetBefore', count: FOR_EVER }),
    mend: () => faults.clear(),
  };
}

/** The rows of the inbox table, oldest first. */
export async function waitingEvents(client: N8nClient): Promise<WaitingEvent[]> {
  return z.array(Row).parse(await client.tableRows('xledger_inbox') ?? [])
    .map(({ nextTryAt, reason, ...row }) => ({ ...row, reason: reason ?? '', nextTry: nextTryAt > 0 ? new Date(nextTryAt).toISOString() : 'at once' }));
}
