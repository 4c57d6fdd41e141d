// Somebody new, read back or not: which fields fell, what nobody can see, and what the link remembers (U5, U24, U27).
import { TARGETS, type FieldKey, type Person, type TargetKey } from '../../../../core/person';
import { baselineOf, baselineOfNew, compare, isMissedEverywhere, missedOf, unseenOf } from '../../../../core/sync/compare';
import type { Refusal, WriteResult, XledgerEmployee } from '../../../../core/xledger';
import { linkTold } from '../../apply/told';
import { likePerson, MemoryXledger, REFUSAL } from '../memoryXledger';
import { KARI, link, POLICY } from '../people';

type Finished = Exclude<WriteResult, { kind: 'notAttempted' }>;
const IDS = { employeeDbId: '7', contactDbId: '71', subledgerDbId: '72' };
const UNCLEAR: Refusal = { ...REFUSAL, retry: true };
const PERSON: Person = Object.fromEntries(Object.entries(KARI).filter(([, value]) => value !== null));
const FIELDS = Object.keys(PERSON) as FieldKey[];
const HOW = { ...POLICY, fields: FIELDS };
const target = (key: TargetKey) => TARGETS.find((each) => each.key === key)!;
const created = (more: Partial<Finished> = {}) => ({ kind: 'written', ids: IDS, leftOut: [], ...more }) as Finished;
const left = (key: TargetKey, why: Finished['leftOut'][number]['why']) => created({ leftOut: [{ target: target(key), why }] });
const refused = (key: TargetKey, because: Refusal = REFUSAL) => ({ kind: 'refused', ids: IDS, because, written: [], leftOut: [], refused: [{ target: target(key), because }] }) as Finished;

/** The employee as read back, without these values. */
function readBack(...without: TargetKey[]): XledgerEmployee {
  const employee = new MemoryXledger().add({ ...likePerson(PERSON), dbId: '7' });
  for (const { record, path } of without.map(target)) Object.assign(record === 'employee' ? employee : employee[record]!, { [path]: null });
  return employee;
}

/** What fell and what was refused, whether nothing of it is there, what is tried again, and what the link remembers. */
function came(result: Finished, now?: XledgerEmployee | null, readsBack = true): string[] {
  const comparison = now ? compare(PERSON, now, HOW) : undefined;
  const missed = missedOf(PERSON, result, comparison, now === null);
  const baseline = baselineOfNew(PERSON, comparison, missed, { ...HOW, readBack: readsBack });
  return [
    `fallen: ${missed.fallen.join(' ')}; refused: ${missed.refused.join(' ')}; again: ${[...missed.tryAgain].join(' ')}`,
    `nothing of: ${FIELDS.filter((field) => isMissedEverywhere(field, missed)).join(' ')}`,
    linkTold(link('h1', '7', { baseline })).replace(/.*Z: /, 'remembers: '),
  ];
}

const ALL = 'address= bankAccount= birthDate= email= employmentId= employmentStart= familyName= gender= givenName= jobTitle= nationalId= phone= probationEnd= whole=';
const NOTHING = 'fallen: ; refused: ; again: ';
const without = (...fields: string[]) => `remembers: ${ALL.split(' ').filter((each) => !fields.some((field) => each === `${field}=`)).join(' ')}`;
const settled = (...fields: string[]) => `remembers: ${ALL.split(' ').map((each) => (fields.some((field) => each === `${field}=`) ? each.replace('=', '!') : each)).join(' ')}`;

test.each<[string, string[], string[]]>([
  ['all is there', came(created(), readBack()), [NOTHING, 'nothing of: ', `remembers: ${ALL}`]],
  ['U24: the national ID is not shown', came(created(), readBack('contact.socialSec')), [NOTHING, 'nothing of: ', `remembers: ${ALL}`]],
  ['a value fell', came(created(), readBack('contact.jobTitle')), ['fallen: jobTitle; refused: ; again: ', 'nothing of: jobTitle', settled('jobTitle')]],
  ['U6, U24: another value of the contact is gone, and so may the national ID be', came(created(), readBack('contact.jobTitle', 'contact.socialSec')), ['fallen: jobTitle nationalId; refused: ; again: ', 'nothing of: jobTitle nationalId', settled('jobTitle')]],
  ['U24: a value of another record is gone, which says nothing of the national ID', came(created(), readBack('employee.trialTo', 'contact.socialSec')), ['fallen: probationEnd; refused: ; again: ', 'nothing of: probationEnd', settled('probationEnd')]],
  ['one of two places of a value fell', came(created(), readBack('subledger.phone')), ['fallen: phone; refused: ; again: ', 'nothing of: ', settled('phone')]],
  ['left out, and another try would leave it out again', came(left('contact.jobTitle', 'fieldUnknownToServer'), readBack('contact.jobTitle')), [NOTHING, 'nothing of: jobTitle', settled('jobTitle')]],
  ['left out, and a setting may open it', came(left('contact.gender', 'genderNotMapped'), readBack('contact.gender')), ['fallen: ; refused: ; again: contact.gender', 'nothing of: gender', without('gender')]],
  ['refused', came(refused('contact.jobTitle'), readBack('contact.jobTitle')), ['fallen: ; refused: jobTitle; again: ', 'nothing of: jobTitle', settled('jobTitle')]],
  ['refused without a word of why', came(refused('contact.jobTitle', UNCLEAR), readBack('contact.jobTitle')), ['fallen: ; refused: jobTitle; again: contact.jobTitle', 'nothing of: jobTitle', without('jobTitle')]],
  ['refused, and the national ID is not shown', came(refused('contact.jobTitle'), readBack('contact.jobTitle', 'contact.socialSec')), ['fallen: ; refused: jobTitle; again: ', 'nothing of: jobTitle', settled('jobTitle')]],
  ['Xledger does not show the employee', came(created(), null), [`fallen: ${FIELDS.join(' ')}; refused: ; again: `, 'nothing of: ', 'remembers: ']],
  ['not read back, though it should have been', came(created()), [NOTHING, 'nothing of: ', 'remembers: ']],
  ['not to be read back', came(created(), undefined, false), [NOTHING, 'nothing of: ', `remembers: ${ALL}`]],
  ['not to be read back, and one of two places was left out', came(left('subledger.phone', 'subledgerNotWritable'), undefined, false), [NOTHING, 'nothing of: ', without('phone')]],
  ['not to be read back, and the text of the name was refused: the name itself stands', came(refused('subledger.description'), undefined, false), ['fallen: ; refused: givenName familyName; again: ', 'nothing of: ', without('givenName', 'familyName')]],
])('%s', (_, seen, expected) => expect(seen).toEqual(expected));

test('not to be read back: what is remembered says the same as after a reading', () => {
  const missed = missedOf(PERSON, created(), undefined, false);
  expect(baselineOfNew(PERSON, undefined, missed, { ...HOW, readBack: false })).toEqual(baselineOfNew(PERSON, compare(PERSON, readBack(), HOW), missed, { ...HOW, readBack: true }));
});

describe('U27: what nobody can see of a new employee', () => {
  const seen = (result: Finished, ...notShown: TargetKey[]) => unseenOf(compare(PERSON, { ...readBack(), notShown }, HOW), result).map(({ field, detail }) => `${field} ${detail}`);

  test('is told, place by place', () => expect(seen(created(), 'contact.jobTitle', 'subledger.phone')).toEqual(['phone subledger.phone', 'jobTitle contact.jobTitle']));
  test('not where it was left out because of it', () => expect(seen(left('contact.jobTitle', 'notShown'), 'contact.jobTitle', 'subledger.phone')).toEqual(['phone subledger.phone']));
  test('also where the same field was left out in another place', () => expect(seen(left('contact.phone', 'notShown'), 'subledger.phone')).toEqual(['phone subledger.phone']));
  test('of a name each half is told, or neither', () => {
    expect(seen(created(), 'subledger.description')).toEqual(['givenName subledger.description', 'familyName subledger.description']);
    expect(seen(left('subledger.description', 'notShown'), 'subledger.description')).toEqual([]);
  });
  test('other problems are not told twice', () => {
    expect(unseenOf(compare({ ...PERSON, gender: 'Something else' }, { ...readBack(), notShown: ['contact.jobTitle'] }, HOW), created()).map(({ field }) => field)).toEqual(['jobTitle']);
  });
  test('nothing where it was not read', () => expect(unseenOf(undefined, created())).toEqual([]));
});

describe('R20: all that Huma says, remembered as equal', () => {
  const keysOf = (fields: FieldKey[], person: Person) => Object.keys(baselineOf(fields, person, POLICY));

  test('what is empty or not known has no print of its own', () => expect(keysOf(['email', 'phone', 'jobTitle'], { email: KARI.email, phone: null })).toEqual(['whole', 'email']));
  test('what is not known is as if it had not been asked for; what is known to be empty is not', () => {
    const whole = (fields: FieldKey[], person: Person) => baselineOf(fields, person, POLICY).whole;
    expect(whole(['email', 'phone'], { email: KARI.email })).toBe(whole(['email'], { email: KARI.email }));
    expect(whole(['email', 'phone'], { email: KARI.email, phone: null })).not.toBe(whole(['email'], { email: KARI.email }));
  });
});
