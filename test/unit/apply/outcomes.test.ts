// Whatever Xledger and Huma answer and hold by then: all that is told of each row, what the link remembers, what the next plan would do, and the way back. Expected: outcomes.json.
import path from 'node:path';
import type { HumaFieldResult, HumaWritten } from '../../../core/huma';
import { HumaFailure } from '../../../core/huma';
import { TARGETS, type FieldKey, type Person, type ProblemCode, type TargetKey } from '../../../core/person';
import type { ApplyOptions, PlanPolicy, PlanRow } from '../../../core/sync';
import type { Refusal, Stop, WriteResult } from '../../../core/xledger';
import { approvedIn } from '../../approved';
import { employees, KARI, OLA, person, user } from '../plan/tenants';
import { link } from '../sync/people';
import { backTold, summed, told } from './told';
import { World } from './world';

const approved = approvedIn(path.join(__dirname, 'outcomes.json'));

interface Scenario {
  world: () => World;
  /** Between the plan and its application. */
  then?: (world: World) => void;
  options?: Partial<ApplyOptions>;
  /** The rows as they are handed over. */
  change?: (rows: PlanRow[]) => readonly unknown[];
  /** The way back in full. */
  back?: boolean;
}

const LEADER: Person = { ...KARI, jobTitle: 'Leder', phone: '+4799000077', birthDate: '1991-03-04' as Person['birthDate'] };
const MOVED: Person = { ...KARI, address: { street: 'Nygata 7', zipCode: '5003', place: 'Bergen', country: 'NO' }, bankAccount: { kind: 'national', number: '15030000010', country: 'NO' }, gender: 'Male' };
const pair = (huma: Person = LEADER, xledger: Person = KARI, policy: Partial<PlanPolicy> = {}) => () => new World({ users: [user('h1', huma)], employees: employees({ dbId: '7', person: xledger }), policy });
const linkedPair = (huma: Person = LEADER, xledger: Person = KARI, policy: Partial<PlanPolicy> = {}) => () => new World({ users: [user('h1', huma)], employees: employees({ dbId: '7', person: xledger }), links: [link('h1', '7')], policy });
const newEmployee = (policy: Partial<PlanPolicy> = {}) => () => new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: OLA }), policy: { createIn: 'xledger', ...policy } });
const newUser = () => new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: OLA }), policy: { createIn: 'huma' } });
const three = () => new World({ users: [1, 2, 3].map((n) => user(`h${n}`, person(n, { jobTitle: 'Leder', ...(n === 2 && { phone: '+4799000222' }) }))), employees: employees(...[1, 2, 3].map((n) => ({ dbId: `${n}00`, person: person(n) }))) });
const waiting = () => new World({ users: [user('h1', { ...LEADER, email: 'ny@example.no' })], employees: employees({ dbId: '7', person: KARI }) });
/** Somebody equal, somebody linked and different, somebody in Huma alone, somebody in Xledger alone, somebody locked. */
const everything = () => new World({
  users: [user('h1', KARI), user('h2', person(2, { jobTitle: 'Leder', address: MOVED.address })), user('h3', person(3)), user('h5', person(5, { jobTitle: 'Leder' }), { active: false })],
  employees: employees({ dbId: '7', person: KARI }, { dbId: '200', person: person(2) }, { dbId: '400', person: person(4) }, { dbId: '500', person: person(5) }), links: [link('h2', '200')],
});
const CANARY: Partial<ApplyOptions> = { canary: true };
const BACK_WINS: Partial<PlanPolicy> = { wins: { general: 'xledger', byField: {} } };
const BOTH_WAYS: Partial<PlanPolicy> = { wins: { general: 'huma', byField: { jobTitle: 'xledger' } } };

const STOP: Stop = { code: 'creditsGone', says: 'The credits of the hour are used up', resumeAt: 1_772_366_400_000, retry: true };
const REFUSED: Refusal = { code: 'refused', says: 'Not like that', retry: false };
const UNCLEAR: Refusal = { code: 'refused', says: 'Something went wrong', retry: true };
const at = (key: TargetKey) => TARGETS.find((target) => target.key === key)!;
const leavesOut = (key: TargetKey, why: ProblemCode) => (world: World) => { world.xledger.answers = (result) => ({ ...result, leftOut: [{ target: at(key), why }] }) as WriteResult; };
const refuses = (because: Refusal, ...keys: TargetKey[]) => (world: World) => {
  for (const key of keys) world.xledger.refuses.add(key);
  world.xledger.answers = (result) => (result.kind === 'refused' ? { ...result, because, refused: result.refused.map((one) => ({ ...one, because })) } : result);
};
/** What the client tells of somebody it created. */
const createdAs = (more: Partial<Extract<WriteResult, { kind: 'refused' }>>) => (world: World) => { world.xledger.answers = (result) => ({ written: [], leftOut: [], refused: [], because: REFUSED, ...result, kind: 'refused', ...more }) as WriteResult; };
const afterWriting = (change: (world: World) => void) => (world: World) => {
  let written = false;
  world.xledger.meanwhile = (operation) => {
    if (written && operation === 'byDbId') change(world);
    written ||= operation === 'update' || operation === 'create';
  };
};
const humaFields = (became: HumaFieldResult['became'], field: FieldKey, more: Partial<HumaFieldResult> = {}) => (world: World) => {
  world.huma.tells = (written) => ({ ...written, fields: written.fields.map((one) => (one.field === field ? { ...one, retry: false, ...more, became } : one)) });
};
const notCreated = (because: HumaWritten['because']) => (world: World) => { world.huma.tells = () => ({ humaId: null, created: false, fields: [], because }); };
const holds = (dbId: string, like: Person) => (world: World) => void world.xledger.employees.set(dbId, employees({ dbId, person: like })[0]!);
const inHuma = (humaId: string, like: Person) => (world: World) => void world.huma.users.set(humaId, user(humaId, like));

const SCENARIOS: Record<string, Scenario> = {
  'all goes through': { back: true, world: pair() },
  'all goes through, for a linked pair': { world: linkedPair() },
  'address, bank account and gender': { back: true, world: pair(MOVED) },
  'both ways': { back: true, world: pair(LEADER, KARI, BOTH_WAYS) },
  'everything into Huma': { back: true, world: pair(MOVED, KARI, BACK_WINS) },
  'into Huma, nothing read back there': { back: true, world: pair(LEADER, KARI, BACK_WINS), then: (world) => { world.huma.tells = ({ now: _now, ...written }) => written; } },
  'nobody wins': { world: pair(LEADER, KARI, { wins: { general: 'none', byField: {} } }) },
  'equal': { world: pair(KARI) },
  'equal and linked': { world: linkedPair(KARI) },
  'filled in': { back: true, world: pair(KARI, { ...KARI, jobTitle: null, birthDate: null, address: null, bankAccount: null, nationalId: null }) },
  'filled in, in Huma': { back: true, world: pair({ ...KARI, jobTitle: null, birthDate: null, address: null, bankAccount: null }) },
  'an address of which a part is missing': { back: true, world: pair(KARI, { ...KARI, address: { street: 'Prøvegata 1', country: 'NO' } }) },

  'Xledger refuses a field': { world: pair(), then: refuses(REFUSED, 'contact.jobTitle') },
  'Xledger refuses one place of a field': { world: pair(), then: refuses(REFUSED, 'subledger.phone') },
  'Xledger refuses without a word of why': { world: pair(), then: refuses(UNCLEAR, 'contact.jobTitle') },
  'Xledger refuses all': { world: pair(), then: refuses(REFUSED, 'contact.jobTitle', 'contact.phone', 'subledger.phone', 'contact.birthday') },
  'Xledger refuses the row': { world: pair(), then: (world) => { world.xledger.answers = ({ ids }) => ({ kind: 'refused', ids, because: UNCLEAR, written: [], leftOut: [], refused: [] }); world.xledger.drops = new Set(TARGETS.map(({ key }) => key)); } },
  'Xledger lets a field fall': { world: pair(), then: (world) => void world.xledger.drops.add('contact.jobTitle') },
  'Xledger lets a national ID fall, which it may only hide': { world: pair(KARI, { ...KARI, nationalId: null }), then: (world) => void world.xledger.drops.add('contact.socialSec') },
  'left out: not writable': { world: pair(), then: (world) => { world.xledger.leavesOut.add('subledger.phone'); } },
  'left out: a setting may open it': { world: pair(MOVED), then: (world) => { world.xledger.drops.add('contact.gender'); leavesOut('contact.gender', 'genderNotMapped')(world); } },
  'left out: all there was': { world: pair({ ...KARI, jobTitle: 'Leder' }), then: (world) => { world.xledger.drops.add('contact.jobTitle'); leavesOut('contact.jobTitle', 'fieldUnknownToServer')(world); } },
  'the answer is lost, and the values are there': { world: pair(), then: (world) => { world.xledger.lostAnswer = STOP; } },
  'the answer is lost, and nothing is there': { world: pair(), then: (world) => { world.xledger.lostAnswer = STOP; world.xledger.drops = new Set(TARGETS.map(({ key }) => key)); } },
  'the answer is lost, and nothing is read back': { world: pair(), options: { readBack: false }, then: (world) => { world.xledger.lostAnswer = STOP; } },
  'stopped after a part': { world: pair(), options: { readBack: false }, then: (world) => { world.xledger.answers = ({ ids }) => ({ kind: 'notAttempted', ids, because: STOP, written: [at('contact.jobTitle')] }); } },
  'not read back': { world: pair(), options: { readBack: false } },
  'not read back, and a field refused': { world: pair(), options: { readBack: false }, then: refuses(REFUSED, 'contact.jobTitle') },
  'reading back stops': { world: pair(), then: afterWriting((world) => { world.xledger.stops.byDbId = STOP; }) },
  'gone when it is read back': { world: pair(), then: afterWriting((world) => world.xledger.employees.clear()) },
  'no answer for the person': { world: pair(), then: (world) => { const client = world.xledger.client; Object.defineProperty(world.xledger, 'client', { value: Object.defineProperties({ ...client, update: async () => new Map() }, { requests: { value: 1 } }) }); } },
  'stopped when reading': { world: pair(), then: (world) => { world.xledger.stops.byDbId = STOP; } },
  'stopped when updating': { world: pair(), then: (world) => { world.xledger.stops.update = { ...STOP, resumeAt: undefined, retry: false }; } },

  'Huma refuses a field': { world: pair(LEADER, KARI, BACK_WINS), then: (world) => void world.huma.refuses.add('phone') },
  'Huma holds an e-mail until it is confirmed': { world: linkedPair(KARI, { ...KARI, email: 'ny@example.no' }, BACK_WINS), then: (world) => void world.huma.pending.add('email') },
  'Huma lets a field fall': { world: pair(LEADER, KARI, BACK_WINS), then: humaFields('didNotStick', 'phone', { says: 'Huma took it and shows another value.' }) },
  'Huma lets a field fall, and Xledger is written': { world: pair(LEADER, KARI, BOTH_WAYS), then: humaFields('didNotStick', 'jobTitle', { says: 'Huma took it and shows another value.' }) },
  'Huma is not reached for a field': { world: pair(LEADER, KARI, BACK_WINS), then: humaFields('notAttempted', 'phone', { retry: true, resumeAt: 1_772_366_400_000, says: 'Huma does not answer' }) },
  'Huma leaves a field out': { world: pair(LEADER, KARI, BACK_WINS), then: humaFields('leftOut', 'jobTitle', { says: 'There is no position.' }) },
  'Huma has the value already': { world: pair({ ...KARI, jobTitle: 'Leder' }, KARI, BACK_WINS), then: humaFields('unchanged', 'jobTitle') },
  'Huma answers nothing': { world: pair(LEADER, KARI, BACK_WINS), then: (world) => { world.huma.tells = () => undefined as never; } },
  'Xledger refuses, Huma takes': { world: pair(LEADER, KARI, BOTH_WAYS), then: refuses(REFUSED, 'contact.birthday') },

  'a dry run both ways': { world: pair(LEADER, KARI, BOTH_WAYS), options: { dryRun: true } },
  'a dry run of what stands already': { world: pair(LEADER), options: { dryRun: true }, then: holds('7', LEADER) },
  'a dry run that creates in Xledger': { world: newEmployee(), options: { dryRun: true } },
  'a dry run that creates in Huma': { world: newUser, options: { dryRun: true } },
  'a dry run over somebody who is there by now': { world: newEmployee(), options: { dryRun: true }, then: holds('8', KARI) },
  'a dry run over a user who is there by now': { world: newUser, options: { dryRun: true }, then: inHuma('h2', OLA) },

  'created in Xledger': { world: newEmployee() },
  'created in Xledger, not read back': { world: newEmployee(), options: { readBack: false } },
  'created in Xledger, reading back stops': { world: newEmployee(), then: afterWriting((world) => { world.xledger.stops.byDbId = STOP; }) },
  'created in Xledger, gone when it is read back': { world: newEmployee(), then: afterWriting((world) => world.xledger.employees.clear()) },
  'created in Xledger, a field fell': { world: newEmployee(), then: (world) => void world.xledger.drops.add('contact.jobTitle') },
  'created in Xledger, a national ID is not shown': { world: newEmployee(), then: (world) => void world.xledger.drops.add('contact.socialSec') },
  'created in Xledger, a field left out': { world: newEmployee(), then: (world) => { world.xledger.drops.add('contact.jobTitle'); leavesOut('contact.jobTitle', 'fieldUnknownToServer')(world); } },
  'created in Xledger, a field refused': { world: newEmployee(), then: (world) => { world.xledger.drops.add('contact.jobTitle'); createdAs({ refused: [{ target: at('contact.jobTitle'), because: REFUSED }] })(world); } },
  'created in Xledger, a field refused without a word of why': { world: newEmployee(), then: (world) => { world.xledger.drops.add('contact.jobTitle'); createdAs({ refused: [{ target: at('contact.jobTitle'), because: UNCLEAR }] })(world); } },
  'refused by Xledger': { world: newEmployee(), then: createdAs({ ids: {} }) },
  'refused by Xledger without a word of why': { world: newEmployee(), then: createdAs({ ids: {}, because: UNCLEAR }) },
  'creating stopped at once': { world: newEmployee(), then: (world) => { world.xledger.answers = () => ({ kind: 'notAttempted', ids: {}, because: STOP }); } },
  'creating stopped half-way': { world: newEmployee(), then: (world) => { world.xledger.answers = ({ ids }) => ({ kind: 'notAttempted', ids, because: STOP }); } },
  'creating is refused as a whole': { world: newEmployee(), then: (world) => { world.xledger.stops.create = STOP; } },

  'by now whole in Xledger': { world: newEmployee(), then: holds('8', KARI) },
  'by now in Xledger, and begun': { world: newEmployee(), then: holds('8', { ...KARI, jobTitle: null, address: { street: 'Prøvegata 1' } }) },
  'by now in Xledger, with a value of somebody else': { world: newEmployee(), then: holds('8', { ...KARI, jobTitle: 'Rådgiver', phone: null }) },
  'by now in Xledger, under another e-mail': { world: newEmployee(), then: holds('8', { ...KARI, email: 'annen@example.no' }) },
  'by now in Xledger, only the phone number': { world: newEmployee(), then: holds('8', person(3, { phone: KARI.phone })) },
  'by now two in Xledger': { world: newEmployee(), then: (world) => { holds('8', KARI)(world); holds('9', person(3, { phone: KARI.phone }))(world); } },
  'by now in Xledger, and linked with somebody else': { world: newEmployee(), then: (world) => { holds('8', KARI)(world); world.links.set('h5', link('h5', '8')); } },
  'by now linked, under another e-mail': { world: newEmployee(), then: (world) => { holds('8', { ...KARI, email: 'annen@example.no', phone: null, employmentId: null })(world); world.links.set('h1', link('h1', '8')); } },
  'Huma changed the newcomer': { world: newEmployee(), options: { rereadHuma: true }, then: (world) => { world.user('h1').person.jobTitle = 'Direktør'; world.user('h1').person.phone = null; } },
  'Huma is looked at again, and nothing changed': { world: newEmployee(), options: { rereadHuma: true } },

  'created in Huma': { world: newUser },
  'created in Huma, a field refused': { world: newUser, then: humaFields('refused', 'phone', { says: 'Huma refused the request (HTTP 400).' }) },
  'created in Huma, a field fell, to be tried again': { world: newUser, then: humaFields('didNotStick', 'birthDate', { retry: true }) },
  'created in Huma, a field not reached': { world: newUser, then: humaFields('notAttempted', 'address', { retry: true, says: 'Huma does not answer' }) },
  'created in Huma, nothing read back': { world: newUser, then: (world) => { world.huma.tells = ({ now: _now, ...written }) => written; } },
  'not created: exists': { world: newUser, then: notCreated({ kind: 'exists', says: 'Huma has a user with this e-mail', retry: false }) },
  'not created: refused': { world: newUser, then: notCreated({ kind: 'refused', says: 'Huma refused the request', retry: false }) },
  'not created: locked': { world: newUser, then: notCreated({ kind: 'locked', says: 'The user is locked', retry: false }) },
  'not created: not visible': { world: newUser, then: notCreated({ kind: 'notVisible', says: 'Huma shows nobody', retry: false }) },
  'not created: not attempted': { world: newUser, then: notCreated({ kind: 'notAttempted', says: 'Huma does not answer', retry: true, resumeAt: 5 }) },
  'not created, without a word of why': { world: newUser, then: notCreated(undefined) },
  'Huma answers nothing for a new user': { world: newUser, then: (world) => { world.huma.tells = () => undefined as never; } },
  'by now whole in Huma': { world: newUser, then: inHuma('h2', OLA) },
  'by now in Huma, only the e-mail': { world: newUser, then: inHuma('h2', { ...KARI, email: OLA.email!.toUpperCase() }) },
  'by now in Huma, only the phone number': { world: newUser, then: inHuma('h2', person(3, { phone: '99000002' })) },
  'by now two in Huma': { world: newUser, then: (world) => { inHuma('h2', OLA)(world); inHuma('h3', person(3, { phone: OLA.phone }))(world); } },
  'by now in Huma, with nothing that speaks against': { world: newUser, then: inHuma('h2', { email: OLA.email }) },
  'by now in Huma, with a field emptied': { world: newUser, then: inHuma('h2', { ...OLA, phone: null }) },
  'Xledger changed the one to be created in Huma': { world: newUser, then: (world) => { world.employee('7').contact!.jobTitle = null; world.employee('7').contact!.phone = '99000055'; } },
  'the list of Huma fails': { world: newUser, then: (world) => { world.huma.listFails = new HumaFailure({ code: 'unavailable', says: 'Huma does not answer', retry: true, resumeAt: 7 }); } },
  'the list of Huma is refused': { world: newUser, then: (world) => { world.huma.listFails = new HumaFailure({ code: 'credential', says: 'Huma does not take the key', retry: false }); } },

  'changed in Xledger': { world: pair(), then: (world) => { world.employee('7').contact!.jobTitle = 'Rådgiver'; world.employee('7').contact!.birthday = null; } },
  'changed in Xledger to what was wanted': { world: pair(), then: holds('7', LEADER) },
  'changed in Xledger to a part of what was wanted': { world: pair(), then: (world) => { world.employee('7').contact!.jobTitle = 'Leder'; } },
  'changed in Xledger, on its way to the address that was wanted': { world: pair(MOVED), then: (world) => { world.employee('7').contact!.address = { streetAddress: 'Nygata 7', zipCode: null, place: null, country: null } as never; } },
  'changed in Huma, not looked at': { world: pair(), then: (world) => { world.user('h1').person.jobTitle = 'Direktør'; } },
  'changed in Huma': { world: pair(), options: { rereadHuma: true }, then: (world) => { world.user('h1').person.jobTitle = 'Direktør'; world.user('h1').person.birthDate = null; delete world.user('h1').person.phone; } },
  'changed in Huma, where it was to be written': { world: pair(LEADER, KARI, BACK_WINS), then: (world) => { world.user('h1').person.jobTitle = 'Direktør'; } },
  'changed in Huma to what was wanted there': { world: pair(LEADER, KARI, BACK_WINS), then: (world) => { world.user('h1').person.jobTitle = KARI.jobTitle; } },
  'changed in Xledger, from where it was to be taken': { world: pair(LEADER, KARI, BACK_WINS), then: (world) => { world.employee('7').contact!.jobTitle = 'Rådgiver'; } },
  'a national ID that Huma has by now, with its country': { world: pair({ ...KARI, nationalId: null }, KARI, BACK_WINS), then: (world) => { world.user('h1').person.nationalId = KARI.nationalId; } },
  'a national ID that Huma has of another country': { world: pair({ ...KARI, nationalId: null }, KARI, BACK_WINS), then: (world) => { world.user('h1').person.nationalId = { number: '010290-1234', country: 'SE' }; } },
  'emptied in Huma, where it was to be written': { world: pair(LEADER, KARI, BACK_WINS), then: (world) => { world.user('h1').person.jobTitle = null; } },
  'not to be read in Huma, where it was to be written': { world: pair(LEADER, KARI, BACK_WINS), then: (world) => { delete world.user('h1').person.jobTitle; } },
  'not shown by Xledger': { world: pair(), then: (world) => { world.employee('7').notShown = ['contact.jobTitle']; } },
  'not shown by Xledger, and nothing else to write': { world: pair({ ...KARI, jobTitle: 'Leder' }), then: (world) => { world.employee('7').notShown = ['contact.jobTitle']; } },
  'another contact': { world: pair(), then: (world) => { world.employee('7').contact!.dbId = '99'; } },
  'another subledger': { world: pair(), then: (world) => { world.employee('7').subledger!.dbId = '99'; } },
  'no contact any more': { world: pair(), then: (world) => { world.employee('7').contact = null; } },
  'linked with somebody else by now': { world: pair(), then: (world) => { world.links.set('h5', link('h5', '7')); } },
  'the link was moved': { world: linkedPair(), then: (world) => { world.links.set('h1', link('h1', '8')); } },
  'gone in Xledger': { world: pair(), then: (world) => world.xledger.employees.clear() },
  'gone in Huma': { world: pair(LEADER, KARI, BACK_WINS), then: (world) => world.huma.users.clear() },
  'Huma does not answer': { world: pair(LEADER, KARI, BACK_WINS), then: (world) => { world.huma.answers = () => ({ kind: 'failed', code: 'unavailable', says: 'Huma does not answer', retry: true, resumeAt: 9 }); } },
  'Huma refuses to answer': { world: pair(LEADER, KARI, BACK_WINS), then: (world) => { world.huma.answers = () => ({ kind: 'failed', code: 'credential', says: 'Huma does not take the key', retry: false }); } },
  'locked by now': { world: pair(LEADER, KARI, BACK_WINS), then: (world) => { world.user('h1').active = false; } },
  'a phone number taken in Xledger': { world: pair(), then: (world) => void world.xledger.add({ dbId: '8', contact: { phone: '990 00 077' } as never }) },
  'a phone number taken in Xledger, and nothing else': { world: pair({ ...KARI, phone: '+4799000077' }), then: (world) => void world.xledger.add({ dbId: '8', subledger: { phone: '990 00 077' } as never }) },
  'a phone number taken in Huma': { world: pair(LEADER, KARI, BACK_WINS), then: inHuma('h2', person(3, { phone: KARI.phone })) },
  'an e-mail taken in Huma, and nothing else': { world: linkedPair(KARI, { ...KARI, email: 'ny@example.no' }, BACK_WINS), then: inHuma('h2', person(3, { email: 'NY@example.no' })) },
  'no Huma': { world: pair(LEADER, KARI, BACK_WINS), then: (world) => void Object.defineProperty(world.huma, 'client', { value: undefined }) },
  'by now linked in Huma, under another e-mail': { world: newUser, then: (world) => { inHuma('h2', { ...OLA, email: 'annen@example.no', phone: null })(world); world.links.set('h2', link('h2', '7')); } },
  'by now linked with a user whom Huma does not list': { world: newUser, then: (world) => { world.links.set('h2', link('h2', '7')); } },
  'a tombstone of the one to be created in Huma': { world: newUser, then: (world) => { inHuma('h2', { ...OLA, email: 'annen@example.no', phone: null })(world); world.links.set('h2', link('h2', '7', { state: 'deleted' })); } },

  'given backwards': { world: three, change: (rows) => rows.reverse() },
  'one of three, and its limits': { world: three, change: (rows) => rows.slice(1, 2), options: { limits: { updates: { number: 0 } } } },
  'over the limits, by this plan\'s name': { world: three, options: { limits: { updates: { number: 2 } }, override: 'plan-1' } },
  'over the limits': { world: three, options: { limits: { updates: { number: 2 }, bankAccounts: { share: 0.1 } } } },
  'decided: not to be done': { world: three, change: (rows) => rows.map((row, place) => ({ ...row, decision: place === 1 ? 'skip' : null })) },
  'decided: created all the same': { world: newEmployee({ createIn: 'none' }), change: (rows) => rows.map((row) => ({ ...row, decision: 'apply' })) },
  'decided: the other way, and not at all': { world: pair(), change: (rows) => rows.map((row) => ({ ...row, differences: row.differences.map((each) => ({ ...each, decision: each.target === 'contact.jobTitle' ? 'xledger' : each.target === 'contact.birthday' ? 'skip' : null })) })) },
  'waiting, and decided': { world: waiting, change: (rows) => rows.map((row) => ({ ...row, decision: 'apply' })) },
  'waiting, and not decided': { world: waiting },
  'nothing at all': { world: three, change: () => [] },
  'no row, and half a row': { world: three, change: (rows) => ['text', null, { formatVersion: '1.0' }, { ...rows[0], differences: 'none' }, { ...rows[1], row: 'one', humaId: 5, name: 7 }] },
  'twice, altered, unsigned, of another version': { world: three, change: ([one, two, other]) => [one, one, { ...two, name: 'Nobody' }, { ...other, signature: '' }, { ...other, formatVersion: '2.0' }] },

  'the canary: all goes through': { world: three, options: CANARY },
  'the canary: given backwards': { world: three, options: CANARY, change: (rows) => rows.reverse() },
  'the canary: refused every time': { world: three, options: CANARY, then: refuses(REFUSED, 'contact.jobTitle') },
  'the canary: a field fell': { world: three, options: CANARY, then: (world) => void world.xledger.drops.add('contact.jobTitle') },
  'the canary: more moved, in everybody': { world: three, options: CANARY, then: afterWriting((world) => { for (const employee of world.xledger.employees.values()) employee.dateTo = '2026-12-31'; }) },
  'the canary: the record was emptied': { world: three, options: CANARY, then: afterWriting((world) => { for (const { contact } of world.xledger.employees.values()) Object.assign(contact!, { phone: null, birthday: null, email: null, firstName: null, lastName: null, address: null, socialSec: null }); }) },
  'the canary: stopped': { world: three, options: CANARY, then: (world) => { world.xledger.stops.update = STOP; } },
  'the canary: the answer is lost': { world: three, options: CANARY, then: (world) => { world.xledger.lostAnswer = STOP; } },
  'the canary: not to be read back': { world: three, options: CANARY, then: afterWriting((world) => { world.xledger.stops.byDbId = STOP; }) },
  'the canary: gone when it is read back': { world: three, options: CANARY, then: afterWriting((world) => world.xledger.employees.clear()) },
  'the canary: only somebody new': { world: newEmployee(), options: CANARY },
  'the canary: only somebody new, and a field fell': { world: newEmployee(), options: CANARY, then: (world) => void world.xledger.drops.add('contact.jobTitle') },
  'the canary: only Huma': { world: pair(LEADER, KARI, BACK_WINS), options: CANARY },
  'the canary: both ways': { world: pair(LEADER, KARI, BOTH_WAYS), options: CANARY },
  'the canary: some of everything': { world: everything, options: CANARY },
  'some of everything': { world: everything, back: true },
  'some of everything, a dry run': { world: everything, options: { dryRun: true } },
  'some of everything, not activated': { world: everything, options: { active: false } },
  'an empty Xledger': { world: newEmployee(), then: (world) => world.xledger.employees.clear() },
};

async function came({ world: make, then, change = (rows) => rows, options, back = false }: Scenario): Promise<string[]> {
  const world = make();
  const rows = world.plan();
  then?.(world);
  const { outcomes, inverse, summary } = await world.apply(change(rows), options);
  world.xledger.meanwhile = () => undefined;
  return [
    ...outcomes.flatMap(told),
    ...summed(summary),
    ...world.xledger.updates.map(({ targets }) => `sent to Xledger: ${targets.join(' ')}`),
    ...world.huma.updates.map(({ changes }) => `sent to Huma: ${Object.keys(changes).join(' ')}`),
    ...(back ? inverse.flatMap(backTold) : inverse.map(({ differences, attention }) => `back: ${[...differences.map(({ target, wins }) => `${target} by ${wins}`), ...attention.map(({ code }) => code)].join(', ')}`)),
    ...world.plan().map(({ humaId, employeeDbId, action, differences }) => `next: ${humaId} ${employeeDbId} ${[action, ...differences.map(({ target, wins }) => `${target} ${wins}`)].join(', ')}`),
  ];
}

test.each(Object.entries(SCENARIOS))('%s', async (name, scenario) => {
  const seen = await came(scenario);
  expect(seen).toEqual(approved.of(name, seen));
});

test('nothing was approved that is not shown here', () => expect(approved.names()).toEqual(Object.keys(SCENARIOS)));
