// requests: what a full sync asks of Xledger, next to the least that it could ask, and to a flow of n8n's own nodes.
import { FLOW_IDS } from '../../../scripts/flows/nodes';
import { MAIN_OWNER, peopleOf, summaryOf } from '../../../sandbox/xledger';
import type { InventedPerson } from '../../../sandbox/people';
import type { How, Measured } from '../bench';
import { changeRows } from '../../e2e/harness/watching';
import { addOne, refusedFaults, warmUp } from './drained';
import { onN8n, publishOwn, type Installation } from './installation';
import { flowsThatCreate, runOnce, runsFaults } from './nightly';
import { wholeSync } from './peers';
import { changeInHuma, flat, missingIn, people } from './people';

export interface Size {
  linked: number;
  changed: number;
  added: number;
}
/** Of the peer's people: it asks once for each, so that a hundred tell what ten thousand cost. */
const SAMPLE = 100;
const SAMPLE_CHANGED = 2;

/** xledger.md 3: rows a page, dbIds a filter, nodes a mass mutation. */
const [ROWS, IDS, NODES] = [10_000, 1_000, 500];

export const requests = (how: How, size: Size = { linked: 10_000, changed: 200, added: 20 }): Promise<Measured> => {
  const everyone = people(size.linked + size.added + 1);
  const [linked, added, peersNew] = [everyone.slice(0, size.linked), everyone.slice(size.linked, -1), everyone.slice(-1)];
  const written = size.changed + size.added;
  const floor = floorOf(size);
  return onN8n(how, { huma: { seed: [...linked, ...added] }, xledger: { seed: linked.slice(0, -1) }, flows: flowsThatCreate() }, async (n8n) => {
    const { xledger } = n8n;
    const changed = linked.filter((_, n) => n % (size.linked / size.changed) === 0);
    await provedBefore(n8n, linked);
    changeInHuma(n8n.huma, [...changed, ...added], 1);
    xledger.journal.length = 0;
    const [from, before] = [xledger.state.changes.length, xledger.state.employees.size];
    const { faults, seconds } = await runOnce(n8n, FLOW_IDS.nightly, 'Every Night');
    const ours = summaryOf(xledger.journal);
    const touched = new Set(xledger.state.changes.slice(from).map(({ employeeDbId }) => employeeDbId));
    const wrong = [
      ...faults,
      ...await runsFaults(n8n, written),
      ...missingFaults(n8n, [...changed, ...added], 1),
      ...(touched.size === written ? [] : [`${touched.size} people were touched instead of ${written}`]),
      ...(xledger.state.employees.size === before + size.added ? [] : [`${xledger.state.employees.size - before} employees were created instead of ${size.added}`]),
      ...refusedFaults(xledger.journal),
    ];
    const peer = await peersRequests(n8n, linked.slice(1, 1 + SAMPLE), peersNew);
    const peerAll = (size.linked + size.added) * peer.aLookUp + size.changed * peer.anUpdate + size.added * peer.aCreation;
    return {
      figures: { oursOverFloor: ours.requests / floor, peerOverOurs: peerAll / ours.requests },
      faults: [...wrong, ...peer.faults],
      beside: { ...size, requests: ours.requests, floor, peer: peerAll, seconds: Math.round(seconds), ...ours.byRootField },
    };
  });
};

/** As a connection is that is in use: what this Xledger takes is learnt by an event about one person, the first row has been written alone, and somebody has been added. */
async function provedBefore(n8n: Installation, linked: readonly InventedPerson[]): Promise<void> {
  await warmUp(n8n, linked);
  await addOne(n8n, linked.at(-1)!);
  await changeRows(n8n, 'xledger_connections', ['connection', 'default'], { proved: `${n8n.xledger.graphqlUrl} ${MAIN_OWNER}` });
}

const pages = (count: number, size: number): number => Math.ceil(count / size);

/**
 * The least: everyone read once; each record kind written in full batches; what is written looked at right before, so that nobody's later
 * edit is overwritten, and right after. Who is new: nobody in Xledger may hold the e-mail or the code, which one request can ask; their records refer to one
 * another.
 */
const floorOf = ({ linked, changed, added }: Size): number =>
  pages(linked, ROWS) +
  pages(changed, IDS) + 3 * pages(changed, NODES) + pages(changed + added, IDS) +
  pages(added, IDS) + 3 * pages(added, NODES);

function missingFaults({ xledger }: Installation, whom: readonly InventedPerson[], round: number): string[] {
  const missing = missingIn(xledger, whom, round);
  return missing.length === 0 ? [] : [`${missing.length} people are not in Xledger as in Huma`];
}

async function peersRequests(n8n: Installation, sample: readonly InventedPerson[], added: readonly InventedPerson[]): Promise<{ aLookUp: number; anUpdate: number; aCreation: number; faults: string[] }> {
  const { xledger } = n8n;
  const changed = sample.slice(0, SAMPLE_CHANGED);
  const rest = flat(sample.slice(SAMPLE_CHANGED)).map((person, place) => ({ ...person, ...asInXledger(n8n, sample[SAMPLE_CHANGED + place]!) }));
  const flowId = await publishOwn(n8n, { name: 'whole-sync', ...wholeSync(xledger.graphqlUrl, [...flat([...changed, ...added], 2), ...rest]) });
  xledger.journal.length = 0;
  const { faults } = await runOnce(n8n, flowId, 'Start');
  const { queries, byRootField } = summaryOf(xledger.journal);
  const sent = (...fields: string[]) => fields.reduce((sum, field) => sum + (byRootField[field] ?? 0), 0);
  return {
    aLookUp: queries / (sample.length + added.length),
    anUpdate: sent('updateContacts', 'updateSuppliers', 'updateEmployees') / changed.length,
    aCreation: sent('addContacts', 'addSuppliers', 'addEmployees') / added.length,
    faults: [
      ...faults.map((fault) => `the peer: ${fault}`),
      ...missingFaults(n8n, [...changed, ...added], 2).map((fault) => `the peer: ${fault}`),
      ...refusedFaults(xledger.journal).map((fault) => `the peer: ${fault}`),
    ],
  };
}

/** Who does not differ. */
function asInXledger({ xledger }: Installation, { email }: InventedPerson) {
  const values = peopleOf(xledger.state).find((person) => person.values['contact.email'] === email)?.values ?? {};
  return { phone: (values['contact.phone'] ?? '').replaceAll(' ', ''), street: values['contact.address.streetAddress'] ?? '', zipCode: values['contact.address.zipCode'] ?? '', place: values['contact.address.place'] ?? '', trialTo: values['employee.trialTo'] ?? '' };
}
