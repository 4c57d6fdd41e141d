/** The first row alone: what it proves, and what it stops. */
import type { Person } from '../../../../core/person';
import { KARI, OLA, employees, person, user } from '../../plan/tenants';
import { World } from '../world';
import { afterWriting, BACK_WINS, BOTH_WAYS, CANARY, cleared, everything, holds, inHuma, inHumaNow, LEADER, newEmployee, NO_DATES, nothingToLose, pair, people, REFUSED, refuses, STOP, three, type Scenario } from './building';

export const THE_CANARY: Record<string, Scenario> = {
  'the canary: an earlier run saw more move': { world: three, options: CANARY, then: (world) => { world.xledger.forms = { update: 'more' }; } },
  'the canary: nothing to write in anybody': { world: people(4, () => ({})), options: CANARY },
  'the canary: nobody has anything to lose': { world: nothingToLose(5), options: CANARY },
  'the canary: neither of two has anything to lose': { world: nothingToLose(2), options: CANARY },
  'the canary: who shows most has nothing to lose': { world: people(3, (n) => (n === 1 ? {} : { jobTitle: 'Leder' }), (n) => (n === 1 ? NO_DATES : {})), options: CANARY },
  'the canary: nothing to lose, and somebody new': { world: () => new World({ users: [user('h1', person(1)), user('h2', person(2))], employees: employees({ dbId: '100', person: person(1, NO_DATES) }), policy: { createIn: 'xledger' } }), options: CANARY },
  'the canary: what is written is never to be read': { world: people(5, () => ({ jobTitle: 'Leder' })), options: CANARY, then: (world) => { let last = ''; world.xledger.meanwhile = (operation) => { world.xledger.stops.byDbId = last === 'update' ? STOP : undefined; last = operation; }; } },
  'the canary: four are refused': { world: people(4, () => ({ jobTitle: 'Leder' })), options: CANARY, then: refuses(REFUSED, 'contact.jobTitle') },
  'the canary: into Huma alone': { world: people(5, (n) => ({ jobTitle: 'Leder', ...(n === 3 && { phone: '+4799000222' }) }), () => ({}), BACK_WINS), options: CANARY },
  'the canary: into Huma alone, and nothing read back': { world: people(5, () => ({ jobTitle: 'Leder' }), () => ({}), BACK_WINS), options: CANARY, then: (world) => { world.huma.tells = ({ now: _now, ...written }) => written; } },
  'the canary: into Huma alone, and it does not answer': { world: people(5, () => ({ jobTitle: 'Leder' }), () => ({}), BACK_WINS), options: CANARY, then: (world) => { world.huma.tells = () => undefined as never; } },
  'the canary: one clears, another writes': { world: people(3, () => ({})), rows: cleared(inHumaNow({ h1: { jobTitle: null, phone: null }, h2: { jobTitle: 'Leder' } })), options: CANARY },
  'the canary: one clears, another is new': { world: () => new World({ users: [user('h1', person(1))], employees: employees({ dbId: '100', person: person(1) }), policy: { createIn: 'xledger' } }), rows: cleared((world) => { inHuma('h2', person(2))(world); inHumaNow({ h1: { jobTitle: null } })(world); }), options: CANARY },
  'the canary: a null that clears nothing': { world: people(3, () => ({})), rows: cleared(inHumaNow({ h1: { jobTitle: null }, h2: { jobTitle: null }, h3: { jobTitle: null } })), options: CANARY, then: (world) => void world.xledger.drops.add('contact.jobTitle') },
  'the canary: a null that clears nothing, and a value that fell': { world: people(3, () => ({})), rows: cleared(inHumaNow({ h1: { jobTitle: null, birthDate: '1991-03-04' as Person['birthDate'] }, h2: { jobTitle: 'Leder' } })), options: CANARY, then: (world) => void world.xledger.drops.add('contact.jobTitle').add('contact.birthday') },
  'the canary: new users alone': { world: () => new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: OLA }, { dbId: '8', person: person(2) }, { dbId: '9', person: person(3) }), policy: { createIn: 'huma' } }), options: CANARY },
  'the canary: new users, of whom one is there by now': { world: () => new World({ users: [user('h1', KARI)], employees: employees({ dbId: '7', person: OLA }, { dbId: '8', person: person(2) }), policy: { createIn: 'huma' } }), options: CANARY, then: inHuma('h2', OLA) },
  'the canary: somebody new who was begun': { world: newEmployee(), options: CANARY, then: holds('8', { ...KARI, jobTitle: null }) },
  'the canary: somebody new who is there by now, and somebody else': { world: () => new World({ users: [user('h1', KARI), user('h2', person(2)), user('h3', person(3))], employees: employees({ dbId: '7', person: OLA }), policy: { createIn: 'xledger' } }), options: CANARY, then: holds('8', KARI) },
  'the canary: into Huma, and new ones in Xledger': { world: () => new World({ users: [user('h1', LEADER), user('h2', person(2))], employees: employees({ dbId: '7', person: KARI }), policy: { ...BACK_WINS, createIn: 'xledger' } }), options: CANARY },
  'the canary: somebody edits another field at that moment': { world: three, options: CANARY, then: afterWriting((world) => { for (const { contact } of world.xledger.employees.values()) contact!.birthday = '1970-01-01'; }) },
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
};
