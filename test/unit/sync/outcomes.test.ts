// Upsert: whatever Huma says, Xledger answers and the link remembers, all that is told of each person, and what the next run would do. Expected: outcomes.json.
import path from 'node:path';
import { TARGETS, type Person, type ProblemCode, type TargetKey } from '../../../core/person';
import type { Ask, HumaEvent, Link, Outcome, Policy } from '../../../core/sync';
import type { Refusal, Stop, WriteResult } from '../../../core/xledger';
import { approvedIn } from '../../approved';
import { linkTold } from '../apply/told';
import { likePerson, MemoryXledger } from './memoryXledger';
import { ask, Flow, KARI, link, OLA, POLICY, user } from './people';

const approved = approvedIn(path.join(__dirname, 'outcomes.json'));

interface Scenario {
  /** Who is in Xledger: by default Kari (7) and Ola (8). */
  there?: Record<string, Person>;
  links?: readonly Link[];
  /** Both sides were equal before, and are remembered. */
  synced?: true;
  asks?: readonly Ask[];
  event?: HumaEvent;
  policy?: Partial<Policy>;
  then?: (xledger: MemoryXledger) => void;
  runs?: number;
}

const LEADER: Person = { ...KARI, jobTitle: 'Leder', phone: '+4799000077', birthDate: '1991-03-04' as Person['birthDate'] };
const MOVED: Person = { ...KARI, givenName: 'Karin', address: { street: 'Nygata 7', zipCode: '5003', place: 'Bergen', country: 'NO' }, bankAccount: { kind: 'national', number: '15030000010', country: 'NO' }, gender: 'Male' };
const EMPTIED: Person = { ...KARI, jobTitle: null, phone: null, address: null, probationEnd: null, gender: null, birthDate: null };
const STOP: Stop = { code: 'creditsGone', says: 'The credits of the hour are used up', resumeAt: 1_772_366_400_000, retry: true };
const UNKNOWN: Stop = { code: 'outcomeUnknown', says: 'Xledger did not answer', retry: true };
const REFUSED: Refusal = { code: 'refused', says: 'Not like that', retry: false };
const UNCLEAR: Refusal = { code: 'refused', says: 'Something went wrong', retry: true };
const PEOPLE = [0, 1, 2, 3].map((n): Person => ({ ...KARI, email: `person${n}@example.no`, employmentId: String(100 + n), phone: `+4799000${100 + n}`, givenName: `Prøve${n}` }));

const target = (key: TargetKey) => TARGETS.find((each) => each.key === key)!;
const says = (huma: Person, more: Partial<Scenario> = {}): Scenario => ({ asks: [ask('h1', huma)], links: [link('h1', '7')], ...more });
const since = (huma: Person, more: Partial<Scenario> = {}): Scenario => says(huma, { synced: true, event: 'changed', ...more });
const isNew = (more: Partial<Scenario> = {}): Scenario => ({ there: { 8: OLA }, asks: [ask('h1', KARI)], ...more });
const source = (what: Ask['source'], more: Partial<Scenario> = {}): Scenario => ({ asks: [ask('h1', KARI, { source: what })], links: [link('h1', '7')], ...more });
const leavesOut = (key: TargetKey, why: ProblemCode) => (xledger: MemoryXledger) => {
  xledger.drops.add(key);
  xledger.answers = (result) => ({ ...result, leftOut: [{ target: target(key), why }] }) as WriteResult;
};
const refuses = (because: Refusal, ...targets: TargetKey[]) => (xledger: MemoryXledger) => {
  for (const key of targets) xledger.refuses.add(key);
  xledger.answers = (result) => (result.kind === 'refused' ? { ...result, because, refused: result.refused.map((each) => ({ ...each, because })) } : result);
};
const createdAs = (more: object) => (xledger: MemoryXledger) => { xledger.answers = (result) => ({ written: [], leftOut: [], refused: [], because: REFUSED, ...result, kind: 'refused', ...more }) as WriteResult; };
const stops = (because: Stop, written?: TargetKey[]) => (xledger: MemoryXledger) => { xledger.answers = ({ ids }) => ({ kind: 'notAttempted', ids, because, ...(written && { written: written.map(target) }) }); };
const afterWriting = (change: (xledger: MemoryXledger) => void) => (xledger: MemoryXledger) => {
  let written = false;
  xledger.meanwhile = (operation) => {
    if (written && operation === 'byDbId') change(xledger);
    written ||= operation === 'update' || operation === 'create';
  };
};
const three = (more: Partial<Scenario> = {}): Scenario => ({ there: Object.fromEntries(PEOPLE.map((each, n) => [10 + n, each])), links: PEOPLE.map((_, n) => link(`p${n}`, String(10 + n))), asks: PEOPLE.map((each, item) => ask(`p${item}`, { ...each, jobTitle: 'Leder' }, { item })), policy: { canary: true }, ...more });
const allNew = (more: Partial<Scenario> = {}): Scenario => ({ there: { 8: OLA }, asks: PEOPLE.map((each, item) => ask(`p${item}`, each, { item })), policy: { canary: true }, ...more });

const SCENARIOS: Record<string, Scenario> = {
  ...Object.fromEntries(([undefined, 'created', 'changed', 'deleted', 'exported', 'unknown'] as const).flatMap((event): [string, Scenario][] => [
    [`${event ?? 'by hand'}: linked and different`, says(LEADER, { event })],
    [`${event ?? 'by hand'}: linked and equal`, says(KARI, { event })],
    [`${event ?? 'by hand'}: linked, and changed in Huma`, since(LEADER, { event })],
    [`${event ?? 'by hand'}: linked, and changed in Xledger`, since(KARI, { event, then: (xledger) => { xledger.employees.get('7')!.contact!.jobTitle = 'Sjef'; } })],
    [`${event ?? 'by hand'}: there, not linked`, says(LEADER, { event, links: [] })],
    [`${event ?? 'by hand'}: not there`, isNew({ event })],
    [`${event ?? 'by hand'}: deactivated`, { event, asks: [ask('h1', LEADER, { user: { active: false } })], links: [link('h1', '7')] }],
    [`${event ?? 'by hand'}: gone`, source({ kind: 'gone' }, { event })],
    [`${event ?? 'by hand'}: gone, not linked`, source({ kind: 'gone' }, { event, links: [] })],
    [`${event ?? 'by hand'}: not visible`, source({ kind: 'notVisible' }, { event })],
    [`${event ?? 'by hand'}: a tombstone`, says(LEADER, { event, links: [link('h1', '7', { state: 'deleted' })] })],
    [`${event ?? 'by hand'}: pending before`, isNew({ event, links: [link('h1', '', { state: 'pending', employeeDbId: null })] })],
  ])),
  'Huma is away': source({ kind: 'unavailable', problem: { code: 'missing', detail: 'Huma does not answer' }, retry: true, resumeAt: 5 }),
  'not activated': says(LEADER, { policy: { active: false } }),
  'not activated, a dry run': says(LEADER, { policy: { active: false, dryRun: true } }),
  'a dry run': says(LEADER, { policy: { dryRun: true } }),
  'a dry run of somebody new': isNew({ policy: { dryRun: true } }),
  'a dry run of somebody equal': says(KARI, { policy: { dryRun: true } }),
  'outside the group': says(LEADER, { policy: { groupId: 'ours' } }),
  'outside the group, new': isNew({ event: 'created', policy: { groupId: 'ours' } }),
  'in the group': { asks: [ask('h1', LEADER, { user: { groups: ['ours'] } })], links: [link('h1', '7')], policy: { groupId: 'ours' } },
  'nobody is added by itself': isNew({ event: 'created', policy: { autoAdd: false } }),
  'somebody new is marked first': isNew({ event: 'created', policy: { marksFirst: true } }),
  'somebody new is marked first, and then created': isNew({ event: 'created', policy: { marksFirst: true }, runs: 2 }),
  'somebody marked changed meanwhile': isNew({ event: 'created', policy: { marksFirst: true }, runs: 2, then: (xledger) => void xledger.add({ dbId: '9', ...likePerson({ ...KARI, jobTitle: 'Sjef' }) }) }),
  'missing: skip': isNew({ policy: { whenMissing: 'skip' } }),
  'missing: fail': isNew({ policy: { whenMissing: 'fail' } }),
  'found: only linked': says(LEADER, { links: [], policy: { whenMatched: 'link' } }),
  'found: only reported': says(LEADER, { links: [], policy: { whenMatched: 'report' } }),
  'found by the employment ID': says({ ...KARI, email: 'ny@example.no' }, { links: [], policy: { matchBy: ['email', 'employmentId'] } }),
  'perhaps found by the employment ID': says({ ...KARI, email: 'ny@example.no' }, { links: [] }),
  'two employees': says(KARI, { links: [], there: { 7: KARI, 9: { ...KARI, employmentId: '2' } } }),
  'an employee whom another user has': { asks: [ask('h2', KARI)], links: [link('h1', '7')] },
  'the linked employee is gone': says(KARI, { there: { 8: OLA } }),
  'no e-mail': says({ ...KARI, email: null }),
  'no e-mail, new': isNew({ asks: [ask('h1', { ...KARI, email: null })] }),
  'no name, new': isNew({ asks: [ask('h1', { ...KARI, familyName: null })] }),
  'a phone number that somebody has': says({ ...LEADER, phone: OLA.phone }),
  'a phone number that somebody has, new': isNew({ asks: [ask('h1', { ...KARI, phone: OLA.phone })] }),
  'an empty Xledger': { there: {}, asks: [ask('h1', KARI)] },
  'an Xledger that is known to be empty': { there: {}, asks: [ask('h1', KARI)], policy: { xledgerIsEmpty: true } },
  'no contacts to be seen': isNew({ then: (xledger) => { for (const one of xledger.employees.values()) one.contact = null; } }),
  'no subledgers to be seen': isNew({ then: (xledger) => { for (const one of xledger.employees.values()) one.subledger = null; } }),
  'everything that may be sensitive': says(MOVED),
  'only some fields': says({ ...MOVED, ...{ jobTitle: 'Leder' } }, { policy: { fields: ['email', 'jobTitle'] } }),
  'emptied, never synced': says(EMPTIED, { policy: { clearing: true } }),
  'emptied, synced before': since(EMPTIED, { policy: { clearing: true } }),
  'emptied, synced before, nothing is cleared': since(EMPTIED),
  'emptied, and it does not stick': since(EMPTIED, { policy: { clearing: true }, then: (xledger) => { xledger.drops = new Set(TARGETS.map(({ key }) => key)); } }),
  'changed in both': since(LEADER, { then: (xledger) => { xledger.employees.get('7')!.contact!.jobTitle = 'Sjef'; } }),
  'a problem of Huma': says({ ...LEADER, phone: undefined }, { asks: [ask('h1', { ...LEADER, phone: undefined }, { user: { problems: [{ field: 'phone', code: 'notAPhoneNumber' }] } })] }),
  'what Huma marks': says(LEADER, { asks: [ask('h1', LEADER, { user: { emailPending: true, otherXledgerLink: true } })] }),
  'several positions, and a later start': since({ ...KARI, employmentStart: '2025-08-01' as never }, { asks: [ask('h1', { ...KARI, employmentStart: '2025-08-01' as never }, { user: { severalPositions: true } })] }),
  'not shown by Xledger': says(LEADER, { then: (xledger) => { xledger.employees.get('7')!.notShown = ['contact.jobTitle']; } }),
  'without a contact': says(LEADER, { then: (xledger) => { xledger.employees.get('7')!.contact = null; } }),

  'a field refused': says(LEADER, { then: refuses(REFUSED, 'contact.jobTitle') }),
  'a field refused without a word of why': says(LEADER, { then: refuses(UNCLEAR, 'contact.jobTitle') }),
  'all refused': says({ ...KARI, jobTitle: 'Leder' }, { then: refuses(REFUSED, 'contact.jobTitle') }),
  'a field fell': says(LEADER, { then: (xledger) => void xledger.drops.add('contact.jobTitle') }),
  'a field left out': says(LEADER, { then: leavesOut('contact.jobTitle', 'fieldUnknownToServer') }),
  'a field left out that a setting may open': says(MOVED, { then: leavesOut('contact.gender', 'genderNotMapped') }),
  'all left out': says({ ...KARI, jobTitle: 'Leder' }, { then: leavesOut('contact.jobTitle', 'subledgerNotWritable') }),
  'stopped': says(LEADER, { then: stops(STOP) }),
  'stopped, and nobody knows': since(LEADER, { then: stops(UNKNOWN) }),
  'stopped, and nobody knows of a clearing': since(EMPTIED, { policy: { clearing: true }, then: stops(UNKNOWN) }),
  'stopped when reading': says(LEADER, { then: (xledger) => { xledger.stops.byDbId = STOP; } }),
  'stopped when reading everyone': isNew({ then: (xledger) => { xledger.stops.index = STOP; } }),
  'stopped when updating': says(LEADER, { then: (xledger) => { xledger.stops.update = STOP; } }),
  'stopped when creating': isNew({ then: (xledger) => { xledger.stops.create = STOP; } }),
  'not read back': says(LEADER, { policy: { readBack: false } }),
  'reading back stops': since(LEADER, { then: afterWriting((xledger) => { xledger.stops.byDbId = STOP; }) }),
  'gone when it is read back': says(LEADER, { then: afterWriting((xledger) => xledger.employees.clear()) }),

  'created, not read back': isNew({ policy: { readBack: false } }),
  'created, a field fell': isNew({ then: (xledger) => void xledger.drops.add('contact.jobTitle') }),
  'created, a national ID is not shown': isNew({ then: (xledger) => void xledger.drops.add('contact.socialSec') }),
  'created, a field left out': isNew({ then: leavesOut('contact.jobTitle', 'fieldUnknownToServer') }),
  'created, a field refused': isNew({ then: (xledger) => { xledger.drops.add('contact.jobTitle'); createdAs({ refused: [{ target: target('contact.jobTitle'), because: REFUSED }] })(xledger); } }),
  'created, a field refused without a word of why': isNew({ then: (xledger) => { xledger.drops.add('contact.jobTitle'); createdAs({ refused: [{ target: target('contact.jobTitle'), because: UNCLEAR }] })(xledger); } }),
  'created, with rows of its own': isNew({ then: (xledger) => { xledger.answers = (result) => ({ ...result, orphans: { contactDbId: '5', subledgerDbId: '6' } }) as WriteResult; } }),
  'half created, and refused': isNew({ then: createdAs({ ids: { contactDbId: '5', subledgerDbId: '6' }, leftOut: [{ target: target('contact.gender'), why: 'genderNotMapped' }] }) }),
  'half created, and refused without a word of why': isNew({ then: createdAs({ ids: { contactDbId: '5' }, because: UNCLEAR }) }),
  'half created, and stopped': isNew({ then: (xledger) => { xledger.answers = () => ({ kind: 'notAttempted', ids: { contactDbId: '5' }, because: STOP }); } }),
  'created, and stopped': isNew({ then: stops(STOP) }),
  'created, gone when it is read back': isNew({ then: afterWriting((xledger) => xledger.employees.clear()) }),
  'created by somebody in that moment': isNew({ then: (xledger) => { let looks = 0; xledger.meanwhile = (operation) => { if (operation === 'index' && ++looks === 2) xledger.add({ dbId: '9', ...likePerson(KARI) }); }; } }),

  'a first person: all goes through': three(),
  'a first person: known': three({ policy: {} }),
  'a first person: more moved': three({ then: afterWriting((xledger) => { for (const one of xledger.employees.values()) one.dateTo = '2026-12-31'; }) }),
  'a first person: somebody edits that one': three({ then: afterWriting((xledger) => { xledger.employees.get('10')!.contact!.phone = '99000999'; }) }),
  'a first person: the record is emptied': three({ then: afterWriting((xledger) => { for (const one of xledger.employees.values()) Object.assign(one.contact!, { phone: null, birthday: null, email: null, firstName: null, lastName: null, address: null, socialSec: null }); }) }),
  'a first person: refused, every time': three({ then: refuses(REFUSED, 'contact.jobTitle') }),
  'a first person: stopped': three({ then: stops(STOP) }),
  'a first person: stopped, and nobody knows': three({ then: stops(UNKNOWN) }),
  'a first person: stopped after a part': three({ then: stops(STOP, ['contact.jobTitle']) }),
  'a first person: not to be read back': three({ then: afterWriting((xledger) => { xledger.stops.byDbId = STOP; }) }),
  'a first person: gone when it is read back': three({ then: afterWriting((xledger) => xledger.employees.clear()) }),
  'a first person: nobody has anything at stake': three({ there: Object.fromEntries(PEOPLE.map(({ email }, n) => [10 + n, { email } as Person])) }),
  'a first new one: all goes through': allNew(),
  'a first new one: a field fell': allNew({ then: (xledger) => void xledger.drops.add('contact.jobTitle') }),
  'a first new one: refused': allNew({ then: createdAs({ ids: {} }) }),
  'a first new one: stopped': allNew({ then: (xledger) => { xledger.answers = () => ({ kind: 'notAttempted', ids: {}, because: STOP }); } }),

  'asked for three times': { asks: [ask('h1', LEADER, { item: 2, event: 'changed' }), ask('h1', { jobTitle: 'Sjef', email: KARI.email }, { item: 0, event: 'created' }), ask('h1', { phone: '+4799000078' }, { item: 1, event: 'unknown', user: { problems: [{ field: 'jobTitle', code: 'tooLong' }], unreadable: ['birthDate'] } })], links: [link('h1', '7')] },
  'asked for twice, and deleted': { asks: [ask('h1', LEADER, { item: 0, event: 'changed' }), ask('h1', KARI, { item: 1, event: 'deleted', source: { kind: 'gone' } })], links: [link('h1', '7')] },
  'asked for twice, and read once': { asks: [ask('h1', LEADER, { item: 0, event: 'changed', source: { kind: 'notVisible' } }), ask('h1', LEADER, { item: 1, event: 'changed' })], links: [link('h1', '7')] },
  'asked for twice without an id': { there: { 8: OLA }, asks: [{ item: 0, humaId: null, source: { kind: 'user', user: user('', KARI) } }, { item: 1, humaId: null, source: { kind: 'user', user: user('', Object.fromEntries(Object.entries(KARI).reverse()) as Person) } }, { item: 2, humaId: null, source: { kind: 'notVisible' } }, { item: 3, humaId: null, source: { kind: 'notVisible' } }] },
  'two with one phone number': { asks: [ask('h1', { ...KARI, phone: '+4799000055' }), ask('h2', { ...OLA, phone: '99000055' }, { item: 1 })], links: [link('h1', '7'), link('h2', '8')] },
  'two new ones with one e-mail': { there: { 8: OLA }, asks: [ask('h1', KARI), ask('h3', { ...PEOPLE[0], email: KARI.email }, { item: 1 })] },
};

function told({ item, humaId, outcome, did, reason, code, retry, resumeAt, employeeDbId, employmentId, name, changes, problems, link: remembered, dryRun }: Outcome): string[] {
  return [
    `${item} ${humaId} ${employeeDbId} ${name} ${employmentId}: ${[outcome, code, did, ...(retry ? ['again'] : []), ...(resumeAt === undefined ? [] : [`at ${resumeAt}`]), ...(dryRun ? ['dry run'] : [])].join(' ')}`,
    `${item} says: ${reason}`,
    ...changes.map(({ field, label, before, after }) => `${item} ${field} (${label}): ${before} → ${after}`),
    ...problems.map(({ field, code: why, detail }) => [`${item} problem:`, field, why, ...(detail ? [detail] : [])].join(' ')),
    ...(remembered ? [`${item} ${linkTold(remembered)}`] : []),
  ];
}

async function came({ there = { 7: KARI, 8: OLA }, links = [], synced, asks = [], event, policy, then, runs = 1 }: Scenario): Promise<string[]> {
  const xledger = new MemoryXledger();
  for (const [dbId, person] of Object.entries(there)) xledger.add({ ...likePerson(person), dbId });
  const flow = new Flow(xledger, { ...POLICY, ...policy });
  for (const each of links) flow.links.set(each.humaId, each);
  if (synced) await flow.bring(KARI, { event: 'changed' });
  const wanted = asks.map((one): Ask => (event ? { ...one, event } : one));
  for (let before = 1; before < runs; before++) await flow.run(wanted);
  then?.(xledger);
  const from = xledger.reads.length;
  const outcomes = await flow.run(wanted);
  const asked = xledger.reads.slice(from);
  Object.assign(xledger, { meanwhile: () => undefined, stops: {}, answers: (result: WriteResult) => result });
  const next = await flow.run(wanted, { dryRun: true });
  return [
    ...outcomes.flatMap(told),
    `asked: ${asked.join(' ')}`,
    ...xledger.updates.map(({ key, targets }) => `sent: ${key} ${targets.join(' ')}`),
    ...xledger.creations.map(({ key, person }) => `created: ${key} ${Object.keys(person).length}`),
    ...next.map(({ item, code, changes }) => `next: ${item} ${[code, ...changes.map(({ field }) => field)].join(' ')}`),
  ];
}

test.each(Object.entries(SCENARIOS))('%s', async (name, scenario) => {
  const seen = await came(scenario);
  expect(seen).toEqual(approved.of(name, seen));
});

test('nothing was approved that is not shown here', () => expect(approved.names()).toEqual(Object.keys(SCENARIOS)));
