// Upsert where several things meet: people beside each other, marks, holders who give way, halves of answers. Expected: rows.json.
import path from 'node:path';
import type { Person, TargetKey } from '../../../../core/person';
import { XledgerRefused, XledgerStopped, type WriteResult } from '../../../../core/xledger';
import type { HumaUser } from '../../../../core/huma';
import { approvedIn } from '../../../approved';
import { likePerson, MemoryXledger } from '../memoryXledger';
import { ask, Flow, KARI, link, OLA, user } from '../people';
import { came, isNew, LEADER, MOVED, PEOPLE, REFUSED, says, since, source, STOP, target, UNCLEAR, type Scenario } from '../scenarios';

const approved = approvedIn(path.join(__dirname, 'rows.json'));

const HOME = { street: 'Nygata 7', zipCode: '5003', place: 'Bergen', country: 'NO' };
const [ONE, TWO] = [PEOPLE[1]!, PEOPLE[2]!];
const GONE = { employmentId: null, phone: null };
const told = (humaId: string, item: number, person: Person, more: Partial<HumaUser> = {}) => ask(humaId, person, { item, event: 'changed', user: more });
const together = (...asks: ReturnType<typeof ask>[]): Scenario => ({ asks, links: [link('h1', '7'), link('h2', '8')] });
const refuses = (because: Partial<Record<TargetKey, typeof REFUSED>>, named = true) => (xledger: MemoryXledger) => {
  for (const key of Object.keys(because)) xledger.refuses.add(key);
  xledger.answers = (result) => (result.kind === 'refused' ? { ...result, because: Object.values(because)[0]!, refused: named ? result.refused.map((each) => ({ ...each, because: because[each.target.key as TargetKey]! })) : [] } : result);
};
/** What an earlier run saw taken in another form falls, until the form is doubted. */
const inAnOldForm = (keys: TargetKey[], doubts = true) => (xledger: MemoryXledger) => {
  for (const key of keys) xledger.drops.add(key);
  xledger.doubtForms = () => {
    xledger.reads.push('doubt');
    if (doubts) xledger.drops.clear();
    return doubts;
  };
};

const SCENARIOS: Record<string, Scenario> = {
  'several items: what is known later counts': together(told('h1', 0, { email: KARI.email, jobTitle: 'Sjef', phone: '+4799000078' }), told('h1', 1, { jobTitle: 'Leder' })),
  'several items: what a later one empties is emptied': together(told('h1', 0, { email: KARI.email, jobTitle: 'Sjef' }), told('h1', 1, { jobTitle: null })),
  'several items: a value that is not valid later is not replaced by the earlier one': together(told('h1', 0, { ...KARI, phone: '+4799000078' }), told('h1', 1, { jobTitle: 'Leder' }, { problems: [{ field: 'phone', code: 'notAPhoneNumber' }] })),
  'several items: a problem whose value was kept takes nothing away': together(told('h1', 0, { ...KARI, phone: '+4799000078' }), told('h1', 1, { jobTitle: 'Leder' }, { problems: [{ field: 'phone', code: 'notAPhoneNumber', kept: true }] })),
  'several items: a later problem beside a later value takes nothing away': together(told('h1', 0, { ...KARI, jobTitle: 'Sjef' }), told('h1', 1, { jobTitle: 'Leder' }, { problems: [{ field: 'jobTitle', code: 'tooLong' }] })),
  'several items: a problem of no field takes nothing away': together(told('h1', 0, { ...KARI, jobTitle: 'Leder' }), told('h1', 1, {}, { problems: [{ code: 'missing' }] })),
  'several items: an earlier problem that was mended later is none': together(told('h1', 0, { ...KARI, phone: undefined }, { problems: [{ field: 'phone', code: 'notAPhoneNumber' }] }), told('h1', 1, { phone: '+4799000078' })),
  'several items: an earlier problem that the later one does not speak of stays': together(told('h1', 0, { ...KARI, phone: undefined }, { problems: [{ field: 'phone', code: 'notAPhoneNumber' }, { code: 'missing' }] }), told('h1', 1, { jobTitle: 'Leder' })),
  'several items: of two problems of a field the later one is told': together(told('h1', 0, { ...KARI, phone: undefined }, { problems: [{ field: 'phone', code: 'tooLong' }] }), told('h1', 1, {}, { problems: [{ field: 'phone', code: 'notAPhoneNumber' }, { field: 'jobTitle', code: 'tooLong' }] })),
  'several items: unreadable is what none could read': together(told('h1', 0, { email: KARI.email, jobTitle: 'Leder' }, { unreadable: ['phone', 'birthDate', 'gender'] }), told('h1', 1, { gender: 'Male' }, { unreadable: ['phone', 'gender'] })),
  'several items: unreadable later, and said earlier': together(told('h1', 0, { ...KARI, jobTitle: 'Leder' }, { unreadable: ['jobTitle'] }), told('h1', 1, {}, { unreadable: ['jobTitle'] })),
  'several items: Huma was away for one, and shows nobody to the other': { asks: [ask('h1', KARI, { source: { kind: 'notVisible' } }), ask('h1', KARI, { item: 1, source: { kind: 'unavailable', problem: { code: 'missing' }, retry: true } })], links: [link('h1', '7')] },
  'several items: outcomes come in the order of the items': together(ask('h2', { ...OLA, jobTitle: 'Leder' }, { item: 3 }), ask('h1', LEADER, { item: 2 }), ask('h2', OLA, { item: 1 }), ask('h1', KARI, { item: 0 })),
  'several items without an id: the same in another order is one, something else is another': { there: { 8: OLA }, asks: [KARI, ONE, Object.fromEntries(Object.entries(KARI).reverse()) as Person].map((person, item) => ({ item, humaId: null, source: { kind: 'user', user: user('', person) } })) },

  'new, with a gender in free text and an account abroad': isNew({ asks: [ask('h1', { ...KARI, gender: 'Something else', bankAccount: { kind: 'national', number: '55667788', country: 'SE' } })] }),
  'new, and fewer fields are on than nobody can be without': isNew({ policy: { fields: ['email', 'jobTitle'] } }),
  'new, and not to be skipped though others by hand are': isNew({ event: 'created', policy: { whenMissing: 'skip' } }),
  'new by an event, without an id: created, for nothing can be noted': isNew({ asks: [{ ...ask('h1', KARI, { event: 'created' }), humaId: null }], policy: { marksFirst: true } }),
  'new by an event, without an id and a name': isNew({ asks: [{ ...ask('h1', { ...KARI, familyName: null }, { event: 'created' }), humaId: null }] }),
  'new by an event, without a name and an e-mail': isNew({ asks: [ask('h1', { ...KARI, familyName: null, email: null }, { event: 'created' })] }),
  'by hand, without a name and an e-mail': isNew({ asks: [ask('h1', { ...KARI, familyName: null, email: null })] }),
  'by hand, nothing is known of the e-mail, and the employment ID counts': says({ ...KARI, email: undefined, jobTitle: 'Leder' }, { links: [], policy: { matchBy: ['email', 'employmentId'] } }),
  'by hand, nothing is known of the e-mail, and the employment ID does not count': says({ ...KARI, email: undefined }, { links: [] }),
  'by hand, the e-mail is known to be empty, and the employment ID counts': says({ ...KARI, email: null }, { links: [], policy: { matchBy: ['email', 'employmentId'] } }),
  'a problem of a field that is off is nobody\'s': says(LEADER, { asks: [ask('h1', LEADER, { user: { problems: [{ field: 'phone', code: 'tooLong' }, { field: 'jobTitle', code: 'tooLong' }, { code: 'missing' }] } })], policy: { fields: ['email', 'jobTitle'] } }),
  'deleted while Huma is away': source({ kind: 'unavailable', problem: { code: 'missing', detail: 'Huma does not answer' }, retry: true, resumeAt: 5 }, { event: 'deleted' }),
  'Huma refuses to tell': source({ kind: 'unavailable', problem: { code: 'missing', detail: 'Not allowed' }, retry: false }),
  'Xledger has another employment ID than Huma, and the field is off': says({ ...LEADER, employmentId: '5' }, { policy: { fields: ['email', 'jobTitle'] } }),

  'there and equal, not linked': says(KARI, { links: [] }),
  'there without a contact, not linked': says(LEADER, { links: [], then: (xledger) => { xledger.employees.get('7')!.contact = null; } }),
  'there without a subledger, not linked': says({ ...KARI, jobTitle: 'Leder' }, { links: [], then: (xledger) => { xledger.employees.get('7')!.subledger = null; } }),
  'linked, without a subledger': says(LEADER, { then: (xledger) => { xledger.employees.get('7')!.subledger = null; } }),
  'somebody whose employee was a deleted user\'s': says(KARI, { links: [link('h0', '7', { state: 'deleted' })] }),
  'somebody of another entity has the e-mail': says(KARI, { links: [], policy: { creation: { ownerDbId: '2' } } }),
  'two employees without an employment ID': says(KARI, { links: [], there: { 7: { ...KARI, employmentId: null }, 9: { ...KARI, employmentId: null } } }),
  'two users are linked with one employee who is gone, and somebody is new': { there: { 8: OLA }, links: [link('h1', '9'), link('h2', '9')], asks: [ask('h1', KARI), ask('h2', KARI, { item: 1 }), ask('h3', ONE, { item: 2 })] },
  'perhaps found, beside somebody who is at work': { links: [link('h1', '7')], asks: [ask('h1', LEADER), ask('h3', { ...ONE, employmentId: OLA.employmentId }, { item: 1 })] },
  'an employee of somebody who is at work in the same run': { links: [link('h1', '7')], asks: [ask('h1', LEADER), ask('h3', { ...KARI, employmentId: '9' }, { item: 1 })] },
  'an employee of somebody who is not in the run': { links: [link('h1', '7')], asks: [ask('h2', OLA), ask('h3', { ...KARI, employmentId: '9' }, { item: 1 })] },
  'by hand, begun before, and somebody entered them otherwise': says(LEADER, { links: [link('h1', '', { state: 'creating', employeeDbId: null })] }),
  'some have a subledger, others not': { there: { 7: KARI, 8: OLA }, asks: [ask('h3', ONE)], then: (xledger) => { xledger.employees.get('8')!.subledger = null; } },

  'a phone number that its holder gives up in the same run': together(ask('h1', { ...KARI, phone: OLA.phone, jobTitle: 'Leder' }), ask('h2', { ...OLA, phone: '+4799000088', jobTitle: 'Leder' }, { item: 1 })),
  'the holder changes something else': together(ask('h1', { ...KARI, phone: OLA.phone }), ask('h2', { ...OLA, jobTitle: 'Leder' }, { item: 1 })),
  'two hold it, and one gives it up': { ...together(ask('h1', { ...KARI, phone: OLA.phone }), ask('h2', { ...OLA, phone: '+4799000088' }, { item: 1 })), there: { 7: KARI, 8: OLA, 9: { ...ONE, phone: OLA.phone } } },
  'new, and the holder gives it up in the same run': { there: { 8: OLA }, links: [link('h2', '8')], asks: [ask('h1', { ...KARI, phone: OLA.phone }), ask('h2', { ...OLA, phone: '+4799000088' }, { item: 1 })] },
  'new, and only one of two values is given up': { there: { 8: OLA, 9: ONE }, links: [link('h2', '8')], asks: [ask('h1', { ...KARI, phone: OLA.phone }), ask('h2', { ...OLA, phone: '+4799000088' }, { item: 1 })], then: (xledger) => { xledger.employees.get('9')!.subledger!.email = KARI.email!; } },
  'linked, and only one of two values is given up': { ...together(ask('h1', { ...KARI, phone: OLA.phone, employmentId: ONE.employmentId }), ask('h2', { ...OLA, phone: '+4799000088' }, { item: 1 })), there: { 7: KARI, 8: OLA, 9: ONE } },
  'three want one phone number': { ...together(ask('h1', { ...KARI, phone: '+4799000055' }), ask('h2', { ...OLA, phone: '+4799000055' }, { item: 1 }), ask('h3', { ...ONE, phone: '+4799000055' }, { item: 2 })), there: { 7: KARI, 8: OLA, 9: ONE } },
  'a taken value beside an emptied one': since({ ...KARI, phone: OLA.phone, jobTitle: null }, { policy: { clearing: true } }),
  'only emptied values: nobody has to be asked who has them': since({ ...KARI, phone: null, jobTitle: null }, { policy: { clearing: true } }),

  'two refused, one without a word of why': since(LEADER, { then: refuses({ 'contact.jobTitle': REFUSED, 'contact.birthday': UNCLEAR }) }),
  'two refused, the first without a word of why': since(LEADER, { then: refuses({ 'contact.birthday': UNCLEAR, 'contact.jobTitle': REFUSED }) }),
  'refused as a whole, without a word of why': since(LEADER, { then: refuses({ 'contact.jobTitle': UNCLEAR }, false) }),
  'stopped after something was taken that nobody saw': since(LEADER, { then: (xledger) => { xledger.answers = ({ ids }) => ({ kind: 'notAttempted', ids, because: STOP, unseen: true }); } }),
  'one fell and another was refused': says(LEADER, { then: (xledger) => { xledger.drops.add('contact.birthday'); refuses({ 'contact.jobTitle': REFUSED })(xledger); } }),
  'one fell of which nothing was there': says(LEADER, { there: { 7: { ...KARI, jobTitle: null }, 8: OLA }, then: (xledger) => void xledger.drops.add('contact.jobTitle') }),
  'a national ID fell, and the one before stands': since({ ...KARI, nationalId: { number: '01819010028', country: 'NO' } }, { then: (xledger) => void xledger.drops.add('contact.socialSec') }),
  'nothing is told of one of two': { ...together(ask('h1', LEADER), ask('h2', { ...OLA, jobTitle: 'Leder' }, { item: 1 })), then: (xledger) => void xledger.silentOn.add('h1') },
  'refused when reading': says(LEADER, { then: (xledger) => { xledger.meanwhile = (operation) => { if (operation === 'byDbId') throw new XledgerRefused(REFUSED); }; } }),
  'refused when reading everyone, and others need no such reading': { links: [link('h1', '7')], asks: [ask('h1', LEADER, { user: { active: false } }), ask('h3', ONE, { item: 1 })], then: (xledger) => { xledger.meanwhile = (operation) => { if (operation === 'index') throw new XledgerRefused(REFUSED); }; } },
  'stopped when updating, beside somebody new': { there: { 7: KARI }, links: [link('h1', '7')], asks: [ask('h1', { ...KARI, jobTitle: 'Leder' }), ask('h3', ONE, { item: 1 })], then: (xledger) => { xledger.stops.update = STOP; } },
  'stopped when creating, beside somebody who changes': { there: { 7: KARI }, links: [link('h1', '7')], asks: [ask('h1', { ...KARI, jobTitle: 'Leder' }), ask('h3', ONE, { item: 1 })], then: (xledger) => { xledger.stops.create = STOP; } },

  'an address in an old form: found anew, and written once more': { ...together(ask('h1', MOVED), ask('h2', { ...OLA, jobTitle: 'Leder' }, { item: 1 })), then: inAnOldForm(['contact.address', 'subledger.address']) },
  'a gender in an old form, of both': { ...together(ask('h1', { ...KARI, gender: 'Male' }), ask('h2', { ...OLA, gender: 'Female' }, { item: 1 })), then: inAnOldForm(['contact.gender']) },
  'an address in an old form, and there is no other': says(MOVED, { then: inAnOldForm(['contact.address', 'subledger.address'], false) }),
  'a phone number fell: no form is doubted': says(LEADER, { then: inAnOldForm(['contact.phone', 'subledger.phone']) }),
  'all stands: no form is doubted': says(MOVED, { then: inAnOldForm([]) }),
  'an address of somebody new fell: no form is doubted': { ...isNew({ asks: [ask('h1', { ...KARI, address: HOME })] }), then: inAnOldForm(['contact.address', 'subledger.address']) },
  'an address in an old form, and it cannot be read once more: nobody knows whether it stands now': says(MOVED, { then: (xledger) => {
    inAnOldForm(['contact.address', 'subledger.address'])(xledger);
    xledger.meanwhile = (operation) => { if (operation === 'update' && xledger.updates.length > 0) xledger.stops.byDbId = STOP; };
  } }),
  'an address in an old form, and the employee is gone when it is read once more': says(MOVED, { then: (xledger) => {
    inAnOldForm(['contact.address', 'subledger.address'])(xledger);
    xledger.meanwhile = (operation) => { if (operation === 'byDbId' && xledger.updates.length > 1) xledger.employees.delete('7'); };
  } }),
  'without a phone and an employment ID, as Huma says': says({ ...KARI, ...GONE, address: HOME, nationalId: TWO.nationalId }),
};

test.each(Object.entries(SCENARIOS))('%s', async (name, scenario) => {
  const seen = await came(scenario);
  expect(seen).toEqual(approved.of(name, seen));
});

test('nothing was approved that is not shown here', () => expect(approved.names()).toEqual(Object.keys(SCENARIOS)));

describe('what is no word of Xledger is no outcome either: it surfaces', () => {
  const FAULT = new TypeError('a fault of our own');
  const failing = (operation: string, after: (xledger: MemoryXledger) => boolean = () => true) => {
    const xledger = new MemoryXledger();
    xledger.add({ dbId: '7', ...likePerson({ email: KARI.email, phone: KARI.phone }) });
    xledger.meanwhile = (which) => { if (which === operation && after(xledger)) throw FAULT; };
    const flow = new Flow(xledger);
    flow.links.set('h1', link('h1', '7'));
    return flow;
  };
  test('while reading', () => expect(failing('byDbId').bring(LEADER)).rejects.toBe(FAULT));
  test('while looking for others', () => expect(failing('index').bring(ONE, { humaId: 'h3' })).rejects.toBe(FAULT));
  test('while writing', () => expect(failing('update').bring(LEADER)).rejects.toBe(FAULT));
  test('while reading back', () => expect(failing('byDbId', ({ updates }) => updates.length > 0).bring(LEADER)).rejects.toBe(FAULT));
  test('while reading the first person back', () => expect(failing('byDbId', ({ updates }) => updates.length > 0).bring(LEADER, { policy: { canary: true } })).rejects.toBe(FAULT));
  test('a stop of Xledger is an outcome', async () => {
    const stopped = new Flow(new MemoryXledger());
    stopped.xledger.meanwhile = () => { throw new XledgerStopped(STOP); };
    expect(await stopped.bring(ONE)).toMatchObject({ outcome: 'notAttempted', resumeAt: STOP.resumeAt } satisfies { outcome: string; resumeAt?: number });
  });
});

test('an answer that names one field of two: the other is told as refused too', async () => {
  const xledger = new MemoryXledger();
  xledger.add({ dbId: '7', ...likePerson({ email: KARI.email }) });
  xledger.answers = (result) => ({ kind: 'refused', ids: result.ids, because: REFUSED, written: [], leftOut: [], refused: [{ target: target('contact.phone'), because: REFUSED }] }) as WriteResult;
  const flow = new Flow(xledger);
  flow.links.set('h1', link('h1', '7'));
  const { code, problems } = await flow.bring({ email: KARI.email, phone: KARI.phone, jobTitle: 'Leder' });
  expect([code, problems.map(({ field }) => field)]).toEqual(['refused', ['phone', 'jobTitle']]);
});
