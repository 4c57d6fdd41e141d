// burst: a thousand events about a thousand people, as fast as n8n takes them: how long until all is in Xledger, and what it costs there.
import { setTimeout as sleep } from 'node:timers/promises';
import type { InventedPerson } from '../../../sandbox/people';
import { summaryOf } from '../../../sandbox/xledger';
import { webhookOf } from '../../e2e/harness/telling';
import type { How, Measured } from '../bench';
import { faultsAfter, refusedFaults, warmUp, workedOff } from './drained';
import { eventAbout, post } from './events';
import { until } from '../../../scripts/n8n';
import { onN8n, publishOwn, type Installation } from './installation';
import { onePersonAtATime } from './peers';
import { changeInHuma, flat, missingIn, people } from './people';

const EVENTS = 1_000;
const IN_FLIGHT = 10;
const PEERS_EVENTS = 20;
/** Four requests a person, twenty in five seconds: a second and a half leaves room where n8n is quick. */
const PEERS_PAUSE = 1_500;

export const burst = (how: How): Promise<Measured> => {
  const everyone = people(EVENTS);
  return onN8n(how, { huma: { seed: everyone }, xledger: { seed: everyone } }, async (n8n) => {
    await warmUp(n8n, everyone);
    const { xledger } = n8n;
    const bodies = changeInHuma(n8n.huma, everyone, 1).map((id) => eventAbout(id));
    xledger.journal.length = 0;

    const { taken, seconds } = await post(webhookOf(n8n), bodies, IN_FLIGHT);
    const from = Date.now();
    await workedOff(n8n);

    const last = Math.max(...xledger.state.changes.map(({ at }) => at));
    const { requests, nodesWritten } = summaryOf(xledger.journal);
    // Before the peer, which changes people on its own.
    const faults = [...(taken === EVENTS ? [] : [`n8n took ${taken} of ${EVENTS} events`]), ...(await faultsAfter(n8n, everyone, 1)), ...refusedFaults(xledger.journal)];
    const peer = await peersRequests(n8n, everyone.slice(0, PEERS_EVENTS)).catch((error: unknown) => ({ aPerson: NaN, faults: [`the peer: ${String(error)}`, ...refusedFaults(xledger.journal).map((fault) => `the peer: ${fault}`)] }));
    return {
      figures: { seconds: Math.max(0, last - from) / 1000, requests, peerOverOurs: peer.aPerson * EVENTS / requests },
      faults: [...faults, ...peer.faults],
      beside: { people: EVENTS, nodesWritten, takenInSeconds: Number(seconds.toFixed(1)) },
    };
  });
};

/** One flow a person, on a sample: what it asks of Xledger grows with the people, so a person's share is enough to tell. */
async function peersRequests(n8n: Installation, sample: readonly InventedPerson[]): Promise<{ aPerson: number; faults: string[] }> {
  const { xledger, client } = n8n;
  const path = 'one-person';
  const flow = onePersonAtATime(xledger.graphqlUrl, path);
  await publishOwn(n8n, { name: path, ...flow });
  xledger.journal.length = 0;
  for (const person of flat(sample, 2)) {
    const send = () => fetch(`${client.url}/webhook/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(person) });
    // n8n answers 404 for a moment after it has published a workflow.
    await until(async () => (await send()).status, (status) => status === 200, 30_000, "the peer's webhook did not answer");
    // In turn: several at once would run into Xledger's limit, and be lost.
    await until(() => Promise.resolve(missingIn(xledger, [sample.find(({ email }) => email === person.email)!], 2)), (missing) => missing.length === 0, 120_000, 'the peer did not write the person');
    await sleep(PEERS_PAUSE);
  }
  const { requests } = summaryOf(xledger.journal);
  return { aPerson: requests / sample.length, faults: refusedFaults(xledger.journal).map((fault) => `the peer: ${fault}`) };
}
