// R28: who else has a value that nobody may share, in words.
import type { Person } from '../../../../core/person';
import { uniqueness } from '../../../../core/sync/compare';
import { indexXledger } from '../../../../core/sync/match';
import type { XledgerIndexEntry } from '../../../../core/xledger';
import { KARI, OLA, POLICY } from '../people';

const entry = (dbId: string, more: Partial<XledgerIndexEntry>): XledgerIndexEntry => ({
  dbId, ownerDbId: '1', code: null, contactDbId: `${dbId}1`, contactEmail: null, contactPhone: null, subledgerDbId: `${dbId}2`, subledgerCode: null, subledgerEmail: null, subledgerPhone: null, ...more,
});
const PHONE = '+4799000001';
const THERE = [entry('9', { code: '1043', contactPhone: '990 00 001' }), entry('8', { subledgerPhone: PHONE }), entry('7', { contactPhone: PHONE, contactEmail: '' })];
const IN_HUMA: Record<string, Person> = { h3: { ...OLA, phone: PHONE }, h2: { phone: '99000001' }, h1: KARI, h5: { email: '' }, h6: { email: '' } };

const holders = (field: Parameters<ReturnType<typeof uniqueness>['holders']>[0], value: unknown, claimant = { key: 'h1', ownDbId: '7' as string | null }) =>
  uniqueness(Object.entries(IN_HUMA).map(([key, person]) => ({ key, person })), indexXledger(THERE, POLICY.reading), POLICY.reading).holders(field, value, claimant);

test('everyone else, first in Xledger and then in Huma, in an order of their own', () => {
  expect(holders('phone', '990 00 001')).toEqual([
    { says: 'the employee with Xledger ID 8', employeeDbId: '8' }, { says: 'employee 1043 in Xledger', employeeDbId: '9' },
    { says: 'somebody in Huma' }, { says: 'Ola P. in Huma' },
  ]);
});
test('for somebody new also the employee whom nobody has claimed', () => expect(holders('phone', PHONE, { key: 'h1', ownDbId: null }).map(({ employeeDbId }) => employeeDbId)).toEqual(['7', '8', '9', undefined, undefined]));
test.each([['a value that may be shared', 'jobTitle', KARI.jobTitle], ['nothing', 'email', ''], ['an emptied value', 'phone', null], ['a value that is not known', 'phone', undefined]] as const)('nobody has %s', (_, field, value) => expect(holders(field, value)).toEqual([]));
test('an empty text is looked up for nobody', () => expect(indexXledger(THERE).holders('email', ' ')).toEqual([]));
