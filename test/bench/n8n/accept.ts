// accept: how many events a second n8n takes through Huma Trigger into the inbox, next to a bare Webhook node that answers at once.
import type { Node } from '../../../scripts/flows/flow';
import { FLOW_IDS } from '../../../scripts/flows/nodes';
import { webhookOf } from '../../e2e/harness/telling';
import type { How, Measured } from '../bench';
import { eventAbout, post } from './events';
import { onN8n, publishOwn, type Installation } from './installation';

const ROUNDS = 5;
const A_ROUND = 100;
const IN_FLIGHT = 10;

export const accept = (how: How): Promise<Measured> =>
  onN8n(how, { huma: { seed: 1 }, xledger: { seed: 1 }, upTo: 'setUp' }, async (n8n) => {
    // Only taking events is measured, not what is done with them.
    await n8n.client.unpublish(FLOW_IDS.inbox);
    const arms = { ours: webhookOf(n8n), bare: await bareWebhook(n8n, 'bare') };
    const spent: Record<keyof typeof arms, number> = { ours: 0, bare: 0 };
    let refused = 0;
    // The first round warms up; afterwards the arms take turns, so that what else the machine does falls on each alike.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const arm of Object.keys(arms) as (keyof typeof arms)[]) {
        const bodies = Array.from({ length: A_ROUND }, (_, n) => eventAbout(userId(round, n)));
        const { taken, seconds } = await post(arms[arm], bodies, IN_FLIGHT);
        refused += A_ROUND - taken;
        if (round > 0) spent[arm] += seconds;
      }
    }
    const perSecond = (arm: keyof typeof arms) => ROUNDS * A_ROUND / spent[arm];
    const rows = await n8n.client.tables.count('xledger_inbox');
    const expected = (ROUNDS + 1) * A_ROUND;
    return {
      figures: { oursOverBare: perSecond('ours') / perSecond('bare') },
      faults: [
        ...(refused === 0 ? [] : [`n8n refused ${refused} events`]),
        ...(rows === expected ? [] : [`the inbox holds ${rows} of ${expected} events`]),
      ],
      beside: Object.fromEntries(Object.keys(arms).map((arm) => [`${arm}PerSecond`, Number(perSecond(arm as keyof typeof arms).toFixed(1))])),
    };
  });

const userId = (round: number, n: number): string => `00000000-0000-4000-8000-${String(round * A_ROUND + n).padStart(12, '0')}`;

/** A workflow that is nothing but a Webhook node. @returns its address */
async function bareWebhook(n8n: Installation, path: string): Promise<string> {
  const nodes: Node[] = [{ name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, at: [0, 0], parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} }, webhookId: path }];
  // Its runs are not kept either.
  await publishOwn(n8n, { name: path, nodes, wires: [] }, { saveDataSuccessExecution: 'none' });
  return `${n8n.client.url}/webhook/${path}`;
}
