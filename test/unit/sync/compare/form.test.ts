// U8, U9, U12: whether a value that Xledger takes in one of several forms went without a word and does not stand.
import { TARGETS, type Person, type TargetKey, type TargetValue } from '../../../../core/person';
import { fellByItsForm } from '../../../../core/sync/compare';
import type { WriteResult, XledgerEmployee } from '../../../../core/xledger';
import { likePerson, MemoryXledger, REFUSAL } from '../memoryXledger';
import { KARI, POLICY } from '../people';

const HOME = { street: 'Prøvegata 1', zipCode: '0150', place: 'Oslo', country: 'NO' };
const IDS = { employeeDbId: '7', contactDbId: '71', subledgerDbId: '72' };
const WRITTEN: WriteResult = { kind: 'written', ids: IDS, leftOut: [] };
const sent = (key: TargetKey, value: TargetValue | null) => ({ target: TARGETS.find((each) => each.key === key)!, value });
const now = (person: Person = {}): XledgerEmployee => new MemoryXledger().add({ ...likePerson({ ...KARI, ...person }), dbId: '7' });

const ADDRESS = sent('contact.address', HOME);
const ELSEWHERE = sent('contact.address', { ...HOME, country: 'SE' });
const GENDER = sent('contact.gender', 'Male');

test.each<[string, boolean, ReturnType<typeof sent>[], WriteResult | undefined, XledgerEmployee | null | undefined]>([
  ['an address that stands', false, [ADDRESS], WRITTEN, now()],
  ['an address that does not', true, [ELSEWHERE], WRITTEN, now()],
  ['an address of which nothing is there', true, [ADDRESS], WRITTEN, now({ address: null })],
  ['a gender that does not stand', true, [GENDER], WRITTEN, now()],
  ['a gender that stands', false, [GENDER], WRITTEN, now({ gender: 'Male' })],
  ['one of two that does not', true, [ADDRESS, GENDER], WRITTEN, now()],
  ['a phone number, which has one form', false, [sent('contact.phone', '+4799000099')], WRITTEN, now()],
  ['an address that was to be cleared', false, [sent('contact.address', null)], WRITTEN, now()],
  ['an address that was left out', false, [ELSEWHERE], { ...WRITTEN, leftOut: [{ target: ELSEWHERE.target, why: 'countryNotTaken' }] }, now()],
  ['an address that fell where the gender was left out', true, [ELSEWHERE, GENDER], { ...WRITTEN, leftOut: [{ target: GENDER.target, why: 'genderNotMapped' }] }, now()],
  ['an address that was refused', false, [ELSEWHERE], { kind: 'refused', ids: IDS, because: REFUSAL, written: [], leftOut: [], refused: [] }, now()],
  ['an address of which nothing is told', false, [ELSEWHERE], undefined, now()],
  ['an address that nobody read back', false, [ELSEWHERE], WRITTEN, undefined],
  ['an employee who is gone', false, [ELSEWHERE], WRITTEN, null],
  ['nothing sent', false, [], WRITTEN, now()],
])('%s: %s', (_, fell, changes, result, employee) => {
  expect(fellByItsForm(changes, result, employee, POLICY.reading)).toBe(fell);
});
