// latency: one event in an idle system, from Huma's message to the value in Xledger.
import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../../../sandbox/people';
import { webhookOf } from '../../e2e/harness/telling';
import type { How, Measured } from '../bench';
import { faultsAfter, warmUp, workedOff } from './drained';
import { eventAbout, post } from './events';
import { onN8n } from './installation';
import { changeInHuma, people, SEED } from './people';

const PEOPLE = 1_000;
const EVENTS = 30;

export const latency = (how: How): Promise<Measured> => {
  const everyone = people(PEOPLE);
  return onN8n(how, { huma: { seed: everyone }, xledger: { seed: everyone } }, async (n8n) => {
    await warmUp(n8n, everyone);
    const { xledger: { state } } = n8n;
    const chosen = everyone.slice(1, 1 + EVENTS);
    const random = randomFrom(SEED);
    const seconds: number[] = [];
    let refused = 0;
    for (const person of chosen) {
      // The drainer looks every two seconds: each event meets it at another moment.
      await sleep(500 + 2_000 * random());
      const before = state.changes.length;
      const [id = ''] = changeInHuma(n8n.huma, [person], 1);
      const from = Date.now();
      refused += 1 - (await post(webhookOf(n8n), [eventAbout(id)], 1)).taken;
      await workedOff(n8n);
      seconds.push((Math.max(...state.changes.slice(before).map(({ at }) => at)) - from) / 1000);
    }
    seconds.sort((a, b) => a - b);
    return {
      figures: { p50s: quantile(seconds, 0.5), p95s: quantile(seconds, 0.95) },
      faults: [
        ...(refused === 0 ? [] : [`n8n refused ${refused} events`]),
        ...(await faultsAfter(n8n, chosen, 1)),
      ],
      beside: { people: PEOPLE, events: EVENTS, fastest: seconds[0] ?? NaN, slowest: seconds.at(-1) ?? NaN },
    };
  });
};

/** The value that this part of the sorted ones does not exceed. */
const quantile = (sorted: readonly number[], part: number): number => sorted[Math.ceil(sorted.length * part) - 1] ?? NaN;
