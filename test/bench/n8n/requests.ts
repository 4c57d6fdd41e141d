// requests: what a full sync asks of Xledger, next to the least that it could ask, and to a flow of n8n's own nodes.
import { FLOW_IDS } from '../../../scripts/flows/nodes';
import { peopleOf, summaryOf } from '../../../sandbox/xledger';
import type { InventedPerson } from '../../../sandbox/people';
import type { How, Measured } from '../bench';
import { onN8n, publishOwn, type Installation } from './installation';
import { flowsThatCreate, runOnce, runsFaults } from './nightly';
import { wholeSync } from './peers';
import { changeInHuma, flat, missingIn, people } from './people';

const LINKED = 10_000;
const CHANGED = 200;
const NEW = 20;
/** Of the peer's people: it asks once for each, so that a hundred tell what ten thousand cost. */
const SAMPLE = 100;
const SAMPLE_CHANGED = 2;

/** xledger.md 3: rows a page, dbIds a filter, nodes a mass mutation. */
const [ROWS, IDS, NODES] = [10_000, 1_000, 500];

export const requests = (how: How): Promise<Measured> => {
  const everyone = people(LINKED + NEW + 1);
  const [linked, added, peersNew] = [everyone.slice(0, LINKED), everyone.slice(LINKED, LINKED + NEW), everyone.slice(LINKED + NEW)];
  return onN8n(how, { huma: { seed: [...linked, ...added] }, xledger: { seed: linked }, flows: flowsThatCreate() }, async (n8n) => {
    const { xledger } = n8n;
    const changed = linked.filter((_, n) => n % (LINKED / CHANGED) === 0);
    changeInHuma(n8n.huma, [...changed, ...added], 1);
    xledger.journal.length = 0;
    const from = xledger.state.changes.length;
    const { faults, seconds } = await runOnce(n8n, FLOW_IDS.nightly, 'Every Night');
    const ours = summaryOf(xledger.journal);
    const touched = new Set(xledger.state.changes.slice(from).map(({ employeeDbId }) => employeeDbId));
    const wrong = [
      ...faults,
      ...await runsFaults(n8n, CHANGED + NEW),
      ...missingFaults(n8n, [...changed, ...added], 1),
      ...(touched.size === CHANGED + NEW ? [] : [`${touched.size} people were touched instead of ${CHANGED + NEW}`]),
      ...(peopleOf(xledger.state).length === LINKED + NEW ? [] : ['Xledger holds another number of employees than Huma of people']),
      ...(ours.failed === 0 ? [] : [`Xledger refused ${ours.failed} requests`]),
    ];
    const peer = await peersRequests(n8n, linked.slice(1, 1 + SAMPLE), peersNew);
    const peerAll = LINKED * peer.aLookUp + CHANGED * peer.anUpdate + NEW * peer.aCreation;
    return {
      figures: { oursOverFloor: ours.requests / FLOOR, peerOverOurs: peerAll / ours.requests },
      faults: [...wrong, ...peer.faults],
      beside: { people: LINKED, changed: CHANGED, new: NEW, requests: ours.requests, floor: FLOOR, peer: peerAll, seconds: Math.round(seconds), ...ours.byRootField },
    };
  });
};

const pages = (count: number, size: number): number => Math.ceil(count / size);

/**
 * The least: everyone read once; each record kind written in full batches; what is written looked at right before, so that nobody's later
 * edit is overwritten, and right after. Who is new: nobody in Xledger may hold the e-mail or the code, and their records refer to one another.
 */
const FLOOR =
  pages(LINKED, ROWS) +
  pages(CHANGED, IDS) + 3 * pages(CHANGED, NODES) + pages(CHANGED + NEW, IDS) +
  2 * pages(NEW, IDS) + 3 * pages(NEW, NODES);

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
  const { queries, failed, byRootField } = summaryOf(xledger.journal);
  const sent = (...fields: string[]) => fields.reduce((sum, field) => sum + (byRootField[field] ?? 0), 0);
  return {
    aLookUp: queries / (sample.length + added.length),
    anUpdate: sent('updateContacts', 'updateSuppliers', 'updateEmployees') / changed.length,
    aCreation: sent('addContacts', 'addSuppliers', 'addEmployees') / added.length,
    faults: [
      ...faults.map((fault) => `the peer: ${fault}`),
      ...missingFaults(n8n, [...changed, ...added], 2).map((fault) => `the peer: ${fault}`),
      ...(failed === 0 ? [] : [`the peer: Xledger refused ${failed} requests`]),
    ],
  };
}

/** Who does not differ. */
function asInXledger({ xledger }: Installation, { email }: InventedPerson) {
  const values = peopleOf(xledger.state).find((person) => person.values['contact.email'] === email)?.values ?? {};
  return { phone: (values['contact.phone'] ?? '').replaceAll(' ', ''), street: values['contact.address.streetAddress'] ?? '', zipCode: values['contact.address.zipCode'] ?? '', place: values['contact.address.place'] ?? '', trialTo: values['employee.trialTo'] ?? '' };
}
