// U6: who is written first and alone, what that shows, and what becomes of the others. Expected: firstPeople.json.
import path from 'node:path';
import type { Person, TargetKey } from '../../../../core/person';
import type { WriteResult } from '../../../../core/xledger';
import { approvedIn } from '../../../approved';
import { REFUSAL, type MemoryXledger } from '../memoryXledger';
import { ask, KARI, link } from '../people';
import { afterWriting, allNew, came, createdAs, PEOPLE, REFUSED, refuses, STOP, target, three, type Scenario } from '../scenarios';

const approved = approvedIn(path.join(__dirname, 'firstPeople.json'));

const START = '2024-01-01' as Person['employmentStart'];
const BIRTH = '1991-03-04' as Person['birthDate'];
const HOME = { street: 'Nygata 7', zipCode: '5003', place: 'Bergen', country: 'NO' };
/** Of the employee's own row they have nothing but the start. */
const BARE = PEOPLE.map((each): Person => ({ ...each, probationEnd: null }));
const MANY = [...PEOPLE, ...[4, 5, 6, 7, 8, 9, 10, 11].map((n): Person => ({ ...PEOPLE[0], email: `person${n}@example.no`, employmentId: String(100 + n), phone: `+4799000${100 + n}`, givenName: `Prøve${n}` }))];
const MORE = MANY.slice(0, 6);
/** Linked, and yet their contacts hold next to nothing. */
const BARE_CONTACTS = MORE.map(({ employmentId, address, gender }): Person => ({ employmentId, address, gender }));

const there = (people: readonly Person[]) => Object.fromEntries(people.map((each, n) => [10 + n, each]));
const asked = (people: readonly Person[], ...changes: Person[]) => people.map((each, item) => ask(`p${item}`, { ...each, ...(changes[item] ?? changes.at(-1)) }, { item }));
const some = (people: readonly Person[], changes: Person[], more: Partial<Scenario> = {}): Scenario => three({ there: there(people), links: people.map((_, n) => link(`p${n}`, String(10 + n))), asks: asked(people, ...changes), ...more });
/** Whoever was written moves in another way than was asked for. */
const moves = (change: (xledger: MemoryXledger, key: string) => void, ...keys: string[]) => (xledger: MemoryXledger) => {
  const done = new Set<string>();
  xledger.meanwhile = (operation) => {
    const key = operation === 'byDbId' ? xledger.updates.at(-1)?.key : undefined;
    if (key && !done.has(key) && (keys.length === 0 || keys.includes(key))) change(xledger, key);
    if (key) done.add(key);
  };
};
const contactOf = (xledger: MemoryXledger, key: string) => xledger.employees.get(`1${key.slice(1)}`)!.contact!;
const movesPhone = (xledger: MemoryXledger, key: string) => { contactOf(xledger, key).phone = '99000999'; };
const emptied = (xledger: MemoryXledger, key: string) => { Object.assign(contactOf(xledger, key), { phone: null, birthday: null, email: null, firstName: null, lastName: null, socialSec: null }); };
const takes = (key: TargetKey, ...others: TargetKey[]) => (xledger: MemoryXledger) => {
  for (const each of others) xledger.refuses.add(each);
  xledger.answers = (result) => (result.kind === 'refused' ? { ...result, because: REFUSED, written: [target(key)] } : result);
};
const leaves = (...keys: TargetKey[]) => (xledger: MemoryXledger) => { for (const key of keys) xledger.leavesOut.add(key); };
const later = (work: (xledger: MemoryXledger) => void, ...works: ((xledger: MemoryXledger) => void)[]) => (xledger: MemoryXledger) => { for (const each of [work, ...works]) each(xledger); };
const fails = (xledger: MemoryXledger, ...keys: string[]) => { xledger.answers = (result, key) => (keys.includes(key) ? { kind: 'refused', ids: {}, because: REFUSAL, written: [], leftOut: [], refused: [] } : result) as WriteResult; };
/** The looks at one employee: before the comparison, and before the first write. */
const goneAtTheSecondLook = (dbId: string) => (xledger: MemoryXledger) => {
  let looks = 0;
  xledger.meanwhile = (operation) => { if (operation === 'byDbId' && ++looks === 2) xledger.employees.delete(dbId); };
};

const SCENARIOS: Record<string, Scenario> = {
  'known: an update leaves alone what it does not name': three({ then: (xledger) => { xledger.forms = { update: 'asMeant' }; } }),
  'known: an update does more': three({ then: (xledger) => { xledger.forms = { update: 'more' }; } }),
  'known, but nobody is to be tried first': three({ policy: {}, then: (xledger) => { xledger.forms = { update: 'more' }; } }),

  'whoever shows most is first: of two records': some(PEOPLE, [{ jobTitle: 'Leder' }, { jobTitle: 'Leder' }, { jobTitle: 'Leder', employmentStart: START }]),
  'names and addresses do not make anybody first': some(PEOPLE, [{ jobTitle: 'Leder', familyName: 'Nyhus', address: HOME, gender: 'Male' }, { jobTitle: 'Leder', familyName: 'Nyhus' }, { jobTitle: 'Leder', bankAccount: { kind: 'national', number: '15030000010', country: 'NO' } }]),
  'of those who show as much, the first by the Huma id': three({ asks: [...three().asks!].reverse() }),
  'a little of each record first, and then all': some(PEOPLE, [{ phone: '+4799000200', jobTitle: 'Leder', birthDate: BIRTH, employmentStart: START, familyName: 'Nyhus' }, {}]),
  'what is cleared is not tried first': some(PEOPLE, [{ jobTitle: 'Leder', probationEnd: null }, {}], { earlier: asked(PEOPLE, {}), policy: { canary: true, clearing: true } }),
  'only an address changed': some(PEOPLE, [{ address: HOME }, {}]),
  'only an address changed, and it is refused': some(PEOPLE, [{ address: HOME }, {}], { then: refuses(REFUSED, 'contact.address', 'subledger.address') }),
  'the little is refused, and then all of it': some(PEOPLE, [{ phone: '+4799000200', familyName: 'Nyhus' }, {}], { then: takes('contact.lastName', 'contact.phone', 'subledger.phone') }),

  'three are refused, and the fourth is not': some(PEOPLE, [{ jobTitle: 'Leder' }, { jobTitle: 'Leder' }, { jobTitle: 'Leder' }, { probationEnd: START }], { then: refuses(REFUSED, 'contact.jobTitle') }),
  'twelve are refused: ten are tried': some(MANY, [{ jobTitle: 'Leder' }], { then: refuses(REFUSED, 'contact.jobTitle') }),

  'nothing at stake: nobody is tried first': some(BARE, [{ employmentStart: START }]),
  'nothing at stake of one': some([BARE[0]!, ...PEOPLE.slice(1)], [{ employmentStart: START }]),
  'what was taken had nothing at stake': some(BARE, [{ jobTitle: 'Leder', employmentStart: START }], { then: takes('employee.employmentFrom', 'contact.jobTitle') }),
  'what was taken had nothing at stake, and yet more moved': some(BARE, [{ jobTitle: 'Leder', employmentStart: START }], { then: later(takes('employee.employmentFrom', 'contact.jobTitle'), moves(movesPhone, 'p0', 'p1')) }),
  'what had something at stake was left out': some(BARE, [{ jobTitle: 'Leder', employmentStart: START }], { then: leaves('contact.jobTitle') }),
  'one record was left out, and the other taken': some(PEOPLE, [{ jobTitle: 'Leder', employmentStart: START }], { then: leaves('employee.employmentFrom') }),

  'a contact with an address and a gender alone: they are tried first, and stay': some(BARE_CONTACTS, [{}], { asks: asked(MORE, {}) }),
  'a contact with an address and a gender alone, and both go': some(BARE_CONTACTS, [{}], { asks: asked(MORE, {}), then: moves((xledger, key) => { Object.assign(contactOf(xledger, key), { address: null, gender: null }); }) }),
  'a contact with an address and a gender alone, and one with more': some([...BARE_CONTACTS.slice(0, 5), MORE[5]!], [{}], { asks: asked(MORE, { jobTitle: 'Leder' }) }),

  'the same moved in two': three({ then: moves(movesPhone) }),
  'something else moved in each of three': three({ then: moves((xledger, key) => { if (key === 'p0') movesPhone(xledger, key); else if (key === 'p1') contactOf(xledger, key).birthday = '1980-01-01'; else contactOf(xledger, key).firstName = 'Prøve'; }) }),
  'something else moved in each of two, and nothing in the third': three({ then: moves((xledger, key) => { if (key === 'p0') movesPhone(xledger, key); else contactOf(xledger, key).birthday = '1980-01-01'; }, 'p0', 'p1') }),
  'a record was emptied in the second': three({ then: moves(emptied, 'p1') }),
  'more moved, and what was sent fell': some(PEOPLE, [{ jobTitle: 'Leder', employmentStart: START }], { earlier: asked(PEOPLE, {}), then: later(moves(emptied), (xledger) => void xledger.drops.add('contact.jobTitle')) }),

  'the first is gone when it is looked at': three({ then: goneAtTheSecondLook('10') }),
  'nothing is told of the first': three({ then: (xledger) => void xledger.silentOn.add('p0') }),
  'nothing is told of anybody': three({ then: (xledger) => { for (const each of ['p0', 'p1', 'p2', 'p3']) xledger.silentOn.add(each); } }),
  'the first is not to be read back: what is remembered of the value is forgotten': three({ earlier: asked(PEOPLE, {}), then: afterWriting((xledger) => { xledger.stops.byDbId = STOP; }) }),

  'a first new one: the one with most, then by the Huma id': allNew({ asks: [ask('d', PEOPLE[0]!), ask('b', PEOPLE[1]!, { item: 1 }), ask('a', { ...PEOPLE[2]!, jobTitle: null }, { item: 2 }), ask('c', { ...PEOPLE[3]!, terminationNotice: START }, { item: 3 })], then: (xledger) => fails(xledger, 'a', 'b', 'c', 'd') }),
  'a first new one: three are tried, and then the rest': allNew({ asks: asked(MORE, {}), then: createdAs({ ids: {} }) }),
  'a first new one: the second goes through': allNew({ asks: asked(MORE, {}), then: (xledger) => fails(xledger, 'p0') }),
  'a first new one: read back though nobody else is': allNew({ policy: { canary: true, readBack: false } }),
  'a first new one: nobody else is new, and nothing is read back': allNew({ asks: [ask('p0', PEOPLE[0]!)], policy: { canary: true, readBack: false } }),
  'a first new one: two values fell': allNew({ then: (xledger) => { for (const key of ['contact.jobTitle', 'contact.phone', 'subledger.phone'] as const) xledger.drops.add(key); } }),
  'a first new one: known': allNew({ then: (xledger) => { xledger.forms = { create: 'asMeant' }; } }),
  'a first new one: nothing is told of them': allNew({ then: (xledger) => void xledger.silentOn.add('p0') }),
  'a first new one beside others who change': { there: { 7: KARI }, links: [link('h1', '7')], asks: [ask('h1', { ...KARI, jobTitle: 'Leder' }), ...asked(PEOPLE, {}).map((each) => ({ ...each, item: each.item + 1 }))], policy: { canary: true } },
};

/** Of those who were written, that they were; of the others, all that is told. */
function short(lines: readonly string[]): string[] {
  const written = new Set(lines.flatMap((line) => (/^\d+ .*: applied \w+ (created|updated)$/.test(line) ? line.split(' ')[0]! : [])));
  return lines.filter((line) => !written.has(line.split(' ')[0]!) || / applied \w+ \w+$/.test(line));
}

test.each(Object.entries(SCENARIOS))('%s', async (name, scenario) => {
  const seen = short(await came(scenario));
  expect(seen).toEqual(approved.of(name, seen));
});

test('nothing was approved that is not shown here', () => expect(approved.names()).toEqual(Object.keys(SCENARIOS)));
