// R20: who moved since both sides were equal, and what is not to be sent again; target by target, from what is remembered.
import { fingerprint, type FieldKey, type Person } from '../../../../core/person';
import { baselineOf, compare, printOf, remember, rememberAsTheyAre, toSend, type Became } from '../../../../core/sync/compare';
import { writeRemembered } from '../../../../core/sync/link';
import type { Policy } from '../../../../core/sync';
import type { XledgerEmployee } from '../../../../core/xledger';
import { linkTold } from '../../apply/told';
import { likePerson, MemoryXledger } from '../memoryXledger';
import { KARI, link, POLICY } from '../people';

const employee = (person: Person): XledgerEmployee => new MemoryXledger().add({ ...likePerson(person), dbId: '7' });

/** What is remembered of these fields: what both sides held, and what was not to be sent again. */
function remembered(synced: Person, settled: Person = {}, how: Pick<Policy, 'reading' | 'fingerprintKey'> = POLICY) {
  const fields = new Set([...Object.keys(synced), ...Object.keys(settled)] as FieldKey[]);
  return Object.fromEntries([...fields].map((field) => [field, writeRemembered({ synced: printOf(field, synced, how), settled: printOf(field, settled, how) })]));
}

interface Case {
  synced?: Person;
  settled?: Person;
  huma: Person;
  xledger?: Person;
  policy?: Partial<Policy>;
  shown?: (employee: XledgerEmployee) => void;
}

function moves({ synced = {}, settled, huma, xledger = KARI, policy = {}, shown }: Case): string[] {
  const how = { ...POLICY, ...policy };
  const there = employee(xledger);
  shown?.(there);
  return compare(huma, there, { ...how, baseline: remembered(synced, settled, how) }).differences.map((each) => `${each.target.key} [${each.fields.join(' ')}] ${each.moved}${each.settled ? ', settled' : ''}`);
}

const { givenName, familyName } = KARI;
const BOTH = { givenName, familyName };
const SWEDEN = { reading: { bankCountry: 'SE', phoneCountry: 'SE' } };
const ACCOUNT = { kind: 'national', number: '55667788', country: 'SE' } as const;
const HOME = { street: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: 'NO' };

test.each<[string, Case, string[]]>([
  ['a value that Huma changed', { synced: { jobTitle: 'Utvikler' }, huma: { jobTitle: 'Leder' } }, ['contact.jobTitle [jobTitle] changedInHuma']],
  ['a value that Xledger changed', { synced: { jobTitle: 'Leder' }, huma: { jobTitle: 'Leder' } }, ['contact.jobTitle [jobTitle] changedInXledger']],
  ['a value that both changed', { synced: { jobTitle: 'Sjef' }, huma: { jobTitle: 'Leder' } }, ['contact.jobTitle [jobTitle] changedInBoth']],
  ['nothing is remembered', { huma: { jobTitle: 'Leder' } }, ['contact.jobTitle [jobTitle] different']],
  ['emptied in Huma', { synced: { jobTitle: 'Utvikler' }, huma: { jobTitle: null } }, ['contact.jobTitle [jobTitle] changedInHuma']],
  ['not to be sent again', { synced: { jobTitle: 'Utvikler' }, settled: { jobTitle: 'Leder' }, huma: { jobTitle: 'Leder' } }, ['contact.jobTitle [jobTitle] changedInHuma, settled']],
  ['another value was not to be sent again', { synced: { jobTitle: 'Utvikler' }, settled: { jobTitle: 'Sjef' }, huma: { jobTitle: 'Leder' } }, ['contact.jobTitle [jobTitle] changedInHuma']],
  ['back to what both held, which was never the one not to be sent', { synced: { jobTitle: 'Leder' }, settled: { jobTitle: 'Sjef' }, huma: { jobTitle: 'Leder' } }, ['contact.jobTitle [jobTitle] changedInXledger']],

  ['R36: both halves of a name changed in Huma: the text of both did not move in Xledger', { synced: BOTH, huma: { givenName: 'Karin', familyName: 'Nyhus' } },
    ['contact.firstName [givenName] changedInHuma', 'subledger.description [givenName familyName] changedInHuma', 'contact.lastName [familyName] changedInHuma']],
  ['R36: one half changed', { synced: BOTH, huma: { givenName: 'Karin', familyName } }, ['contact.firstName [givenName] changedInHuma', 'subledger.description [givenName] changedInHuma']],
  ['R36: nothing is remembered of one half', { synced: { givenName }, huma: { givenName: 'Karin', familyName: 'Nyhus' } },
    ['contact.firstName [givenName] changedInHuma', 'subledger.description [givenName familyName] different', 'contact.lastName [familyName] different']],
  ['R36: only the text was changed in Xledger', { synced: BOTH, huma: BOTH, shown: ({ subledger }) => { subledger!.description = 'K. Testesen'; } }, ['subledger.description [givenName familyName] changedInXledger']],
  ['R36: the text, where one half is as it was and the other changed in Huma and stands', { synced: { ...BOTH, givenName: 'Karin' }, huma: BOTH, shown: ({ subledger }) => { subledger!.description = 'K. Testesen'; } }, ['subledger.description [givenName familyName] changedInHuma']],
  ['R36: the text is not to be sent again where one half is not and the other is as it was', { synced: { ...BOTH, givenName: 'Karin' }, settled: { givenName }, huma: BOTH, shown: ({ subledger }) => { subledger!.description = 'K. Testesen'; } }, ['subledger.description [givenName familyName] changedInHuma, settled']],
  ['R36: nor where neither half is', { synced: { givenName: 'Karin', familyName: 'Nyhus' }, settled: BOTH, huma: BOTH, shown: ({ subledger }) => { subledger!.description = 'K. Testesen'; } }, ['subledger.description [givenName familyName] changedInHuma, settled']],
  ['R36: it is sent where the other half is a new one', { synced: { givenName: 'Karin', familyName: 'Nyhus' }, settled: { givenName }, huma: BOTH, shown: ({ subledger }) => { subledger!.description = 'K. Testesen'; } }, ['subledger.description [givenName familyName] changedInHuma']],
  ['R36: Huma shows one half only: the text is that half\'s', { synced: { givenName }, huma: { givenName }, shown: ({ subledger }) => { subledger!.description = 'K. Testesen'; } }, ['subledger.description [givenName] changedInXledger']],

  ['R30: what Xledger keeps of an address and Huma leaves empty says nothing', { synced: { address: { street: HOME.street, place: HOME.place } }, huma: { address: { street: 'Nygata 2', place: 'Oslo' } } },
    ['contact.address [address] changedInHuma', 'subledger.address [address] changedInHuma']],
  ['an address that Xledger changed too', { synced: { address: { ...HOME, street: 'Gamlegata 3' } }, huma: { address: { ...HOME, street: 'Nygata 2' } } }, ['contact.address [address] changedInBoth', 'subledger.address [address] changedInBoth']],
  ['R31: an account has the country that Huma tells', { synced: { bankAccount: ACCOUNT }, huma: { bankAccount: { ...ACCOUNT, number: '55667799' } }, xledger: {}, policy: SWEDEN, shown: ({ subledger }) => Object.assign(subledger!, { bankAccount: ACCOUNT.number, company: { country: 'SE' } }) },
    ['subledger.bankAccount [bankAccount] changedInHuma']],
  ['a national ID that Xledger shows whole', { synced: { nationalId: { number: '01819010028', country: 'NO' } }, huma: { nationalId: { number: '05919910145', country: 'NO' } }, shown: ({ contact }) => { contact!.socialSec = '01819010028'; } }, ['contact.socialSec [nationalId] changedInHuma']],
  ['U24: one that it does not show, written as it is', { synced: { nationalId: KARI.nationalId }, huma: { nationalId: KARI.nationalId }, shown: ({ contact }) => { contact!.socialSec = null; } }, []],
  ['U24: one that it does not show, and that Huma changed', { synced: { nationalId: KARI.nationalId }, huma: { nationalId: { number: '05919910145', country: 'NO' } }, shown: ({ contact }) => { contact!.socialSec = null; } }, ['contact.socialSec [nationalId] changedInBoth']],
])('%s', (_, given, expected) => expect(moves(given)).toEqual(expected));

test('R20: what is remembered of an emptied value is the same in each version: links outlive them', () => {
  expect(printOf('jobTitle', { jobTitle: null }, POLICY)).toBe(fingerprint(POLICY.fingerprintKey, 'jobTitle', ''));
  expect(printOf('jobTitle', {}, POLICY)).toBeUndefined();
});

test('U27: what Xledger does not show is told only of fields that Huma knows', () => {
  const notShown = ['contact.phone', 'subledger.description'];
  expect(compare({ jobTitle: 'Leder', givenName }, { ...employee(KARI), notShown }, POLICY).problems).toEqual([{ field: 'givenName', code: 'notShown', detail: 'subledger.description' }]);
});

describe('what a link remembers afterwards', () => {
  const before = baselineOf(POLICY.fields, KARI, POLICY);
  const told = (huma: Person, there: Person, became: Partial<Became> | 'asTheyAre', baseline = before) => {
    const comparison = compare(huma, employee(there), { ...POLICY, baseline });
    const after = became === 'asTheyAre' ? rememberAsTheyAre(baseline, comparison) : remember(baseline, comparison, { stuck: new Set(), fell: new Set(), ...became });
    return [after === baseline ? 'as it was' : 'anew', ...linkTold(link('h1', '7', { baseline: after })).replace(/.*Z: /, '').split(' ').filter((each) => /jobTitle|phone/.test(each))].join(' ');
  };

  test.each<[string, Person, Person, Partial<Became> | 'asTheyAre', string]>([
    ['all is equal', KARI, KARI, {}, 'as it was jobTitle= phone='],
    ['Xledger changed a value, and it was not sent', KARI, { ...KARI, jobTitle: 'Sjef' }, {}, 'as it was jobTitle= phone='],
    ['Xledger changed a value, and refused to have it back', KARI, { ...KARI, jobTitle: 'Sjef' }, { fell: new Set(['contact.jobTitle']) }, 'anew jobTitle=! phone='],
    ['Huma changed a value, and it stands', { ...KARI, jobTitle: 'Leder' }, KARI, { stuck: new Set(['contact.jobTitle']) }, 'anew jobTitle= phone='],
    ['Huma emptied a value, and it is gone', { ...KARI, jobTitle: null }, KARI, { stuck: new Set(['contact.jobTitle']) }, 'anew phone='],
    ['one of two places fell', { ...KARI, phone: '+4799000009' }, KARI, { stuck: new Set(['contact.phone']), fell: new Set(['subledger.phone']) }, 'anew jobTitle= phone=!'],
    ['one of two places is not certain', { ...KARI, phone: '+4799000009' }, KARI, { stuck: new Set(['contact.phone']), unsure: new Set(['subledger.phone']) }, 'anew jobTitle='],
    ['a clearing is not certain', { ...KARI, phone: null }, KARI, { unsure: new Set(['contact.phone', 'subledger.phone']) }, 'as it was jobTitle= phone='],
    ['a clearing is not certain in one place, and fell in the other', { ...KARI, phone: null }, KARI, { unsure: new Set(['contact.phone']), fell: new Set(['subledger.phone']) }, 'as it was jobTitle= phone='],
    ['a value is not certain in one place, and fell in the other', { ...KARI, phone: '+4799000009' }, KARI, { unsure: new Set(['contact.phone']), fell: new Set(['subledger.phone']) }, 'anew jobTitle='],
    ['linked as they are: what differs is left until it changes', { ...KARI, jobTitle: 'Leder' }, KARI, 'asTheyAre', 'anew jobTitle=! phone='],
    ['linked as they are: what Huma does not have is not taken for a wish', { ...KARI, jobTitle: null }, KARI, 'asTheyAre', 'as it was jobTitle= phone='],
  ])('%s', (_, huma, there, became, expected) => expect(told(huma, there, became)).toBe(expected));

  test('linked as they are, for the first time: an empty value of Huma leaves no mark, another one does', () => {
    expect(told({ ...KARI, jobTitle: null, phone: '+4799000009' }, KARI, 'asTheyAre', {})).toBe('anew phone!');
  });
});

describe('R32.5: a later employment start among several positions', () => {
  const START = '2025-01-01' as Person['employmentStart'];
  const sent = (huma: Person, there: Person, severalPositions = true) => toSend(compare(huma, employee(there), POLICY), { clearing: false, severalPositions }).send.map(({ target }) => target.key);
  test.each<[string, Person['employmentStart'], Person['employmentStart'], boolean, number]>([
    ['later', START, '2024-08-01' as Person['employmentStart'], true, 0],
    ['later, one position', START, '2024-08-01' as Person['employmentStart'], false, 1],
    ['earlier', START, '2026-08-01' as Person['employmentStart'], true, 1],
    ['the first one', START, null, true, 1],
  ])('%s', (_, huma, there, several, count) => expect(sent({ employmentStart: huma }, { employmentStart: there }, several)).toHaveLength(count));
  test('any other text may be a later one', () => expect(sent({ jobTitle: 'Utvikler' }, { jobTitle: 'Leder' })).toEqual(['contact.jobTitle']));
});
