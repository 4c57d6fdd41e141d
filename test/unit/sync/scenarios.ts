/** What Huma says, Xledger answers and links remember, as short rows; and all that comes of one, as lines for a table of approved ones. */
import { TARGETS, type Person, type ProblemCode, type TargetKey } from '../../../core/person';
import type { Ask, HumaEvent, Link, Outcome, Policy } from '../../../core/sync';
import type { Refusal, Stop, WriteResult } from '../../../core/xledger';
import { linkTold } from '../apply/told';
import { likePerson, MemoryXledger } from './memoryXledger';
import { ask, Flow, KARI, link, OLA, POLICY } from './people';

export interface Scenario {
  /** Who is in Xledger: by default Kari (7) and Ola (8). */
  there?: Record<string, Person>;
  links?: readonly Link[];
  /** Both sides were equal before, and are remembered. */
  synced?: true;
  asks?: readonly Ask[];
  /** What was asked in an earlier run, by the event of a change. */
  earlier?: readonly Ask[];
  event?: HumaEvent;
  policy?: Partial<Policy>;
  then?: (xledger: MemoryXledger) => void;
  runs?: number;
}

export const LEADER: Person = { ...KARI, jobTitle: 'Leder', phone: '+4799000077', birthDate: '1991-03-04' as Person['birthDate'] };
export const MOVED: Person = { ...KARI, givenName: 'Karin', address: { street: 'Nygata 7', zipCode: '5003', place: 'Bergen', country: 'NO' }, bankAccount: { kind: 'national', number: '15030000010', country: 'NO' }, gender: 'Male' };
export const EMPTIED: Person = { ...KARI, jobTitle: null, phone: null, address: null, probationEnd: null, gender: null, birthDate: null };
export const STOP: Stop = { code: 'creditsGone', says: 'The credits of the hour are used up', resumeAt: 1_772_366_400_000, retry: true };
export const UNKNOWN: Stop = { code: 'outcomeUnknown', says: 'Xledger did not answer', retry: true };
export const REFUSED: Refusal = { code: 'refused', says: 'Not like that', retry: false };
export const UNCLEAR: Refusal = { code: 'refused', says: 'Something went wrong', retry: true };
export const PEOPLE = [0, 1, 2, 3].map((n): Person => ({ ...KARI, email: `person${n}@example.no`, employmentId: String(100 + n), phone: `+4799000${100 + n}`, givenName: `Prøve${n}` }));

export const target = (key: TargetKey) => TARGETS.find((each) => each.key === key)!;
export const says = (huma: Person, more: Partial<Scenario> = {}): Scenario => ({ asks: [ask('h1', huma)], links: [link('h1', '7')], ...more });
export const since = (huma: Person, more: Partial<Scenario> = {}): Scenario => says(huma, { synced: true, event: 'changed', ...more });
export const isNew = (more: Partial<Scenario> = {}): Scenario => ({ there: { 8: OLA }, asks: [ask('h1', KARI)], ...more });
export const source = (what: Ask['source'], more: Partial<Scenario> = {}): Scenario => ({ asks: [ask('h1', KARI, { source: what })], links: [link('h1', '7')], ...more });
export const leavesOut = (key: TargetKey, why: ProblemCode) => (xledger: MemoryXledger) => {
  xledger.drops.add(key);
  xledger.answers = (result) => ({ ...result, leftOut: [{ target: target(key), why }] }) as WriteResult;
};
export const refuses = (because: Refusal, ...targets: TargetKey[]) => (xledger: MemoryXledger) => {
  for (const key of targets) xledger.refuses.add(key);
  xledger.answers = (result) => (result.kind === 'refused' ? { ...result, because, refused: result.refused.map((each) => ({ ...each, because })) } : result);
};
export const createdAs = (more: object) => (xledger: MemoryXledger) => { xledger.answers = (result) => ({ written: [], leftOut: [], refused: [], because: REFUSED, ...result, kind: 'refused', ...more }) as WriteResult; };
export const stops = (because: Stop, written?: TargetKey[]) => (xledger: MemoryXledger) => { xledger.answers = ({ ids }) => ({ kind: 'notAttempted', ids, because, ...(written && { written: written.map(target) }) }); };
export const afterWriting = (change: (xledger: MemoryXledger) => void) => (xledger: MemoryXledger) => {
  let written = false;
  xledger.meanwhile = (operation) => {
    if (written && operation === 'byDbId') change(xledger);
    written ||= operation === 'update' || operation === 'create';
  };
};
export const three = (more: Partial<Scenario> = {}): Scenario => ({ there: Object.fromEntries(PEOPLE.map((each, n) => [10 + n, each])), links: PEOPLE.map((_, n) => link(`p${n}`, String(10 + n))), asks: PEOPLE.map((each, item) => ask(`p${item}`, { ...each, jobTitle: 'Leder' }, { item })), policy: { canary: true }, ...more });
export const allNew = (more: Partial<Scenario> = {}): Scenario => ({ there: { 8: OLA }, asks: PEOPLE.map((each, item) => ask(`p${item}`, each, { item })), policy: { canary: true }, ...more });

function told({ item, humaId, outcome, did, reason, code, retry, resumeAt, employeeDbId, employmentId, name, changes, problems, link: remembered, dryRun }: Outcome): string[] {
  return [
    `${item} ${humaId} ${employeeDbId} ${name} ${employmentId}: ${[outcome, code, did, ...(retry ? ['again'] : []), ...(resumeAt === undefined ? [] : [`at ${resumeAt}`]), ...(dryRun ? ['dry run'] : [])].join(' ')}`,
    `${item} says: ${reason}`,
    ...changes.map(({ field, label, before, after }) => `${item} ${field} (${label}): ${before} → ${after}`),
    ...problems.map(({ field, code: why, detail }) => [`${item} problem:`, field, why, ...(detail ? [detail] : [])].join(' ')),
    ...(remembered ? [`${item} ${linkTold(remembered)}`] : []),
  ];
}

/** All that is told of a run, what was sent and asked, what was learnt, and what the next run would do. */
export async function came({ there = { 7: KARI, 8: OLA }, links = [], synced, earlier, asks = [], event, policy, then, runs = 1 }: Scenario): Promise<string[]> {
  const xledger = new MemoryXledger();
  for (const [dbId, person] of Object.entries(there)) xledger.add({ ...likePerson(person), dbId });
  const flow = new Flow(xledger, { ...POLICY, ...policy });
  for (const each of links) flow.links.set(each.humaId, each);
  if (synced) await flow.bring(KARI, { event: 'changed' });
  if (earlier) await flow.run(earlier.map((one): Ask => ({ ...one, event: 'changed' })), { canary: false });
  const wanted = asks.map((one): Ask => (event ? { ...one, event } : one));
  for (let before = 1; before < runs; before++) await flow.run(wanted);
  then?.(xledger);
  const from = xledger.reads.length;
  const suppliersFrom = xledger.suppliersAsked.length;
  const outcomes = await flow.run(wanted);
  const asked = xledger.reads.slice(from);
  const suppliersAsked = xledger.suppliersAsked.slice(suppliersFrom);
  const learnt = Object.entries(flow.learnt);
  Object.assign(xledger, { meanwhile: () => undefined, stops: {}, answers: (result: WriteResult) => result });
  const next = await flow.run(wanted, { dryRun: true });
  return [
    ...outcomes.flatMap(told),
    `asked: ${asked.join(' ')}${suppliersAsked.length > 0 ? `; with the suppliers ${suppliersAsked.join(' ')}` : ''}`,
    ...(learnt.length > 0 ? [`learnt: ${learnt.map((each) => each.join(' ')).join(', ')}`] : []),
    ...xledger.updates.map(({ key, targets }) => `sent: ${key} ${targets.join(' ')}`),
    ...xledger.creations.map(({ key, person }) => `created: ${key} ${Object.keys(person).length}`),
    ...next.map(({ item, code, changes }) => `next: ${item} ${[code, ...changes.map(({ field }) => field)].join(' ')}`),
  ];
}
