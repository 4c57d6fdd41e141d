// U7, U8, U9, U12: what is sent for a value, by what was learnt of the tenant, or why nothing is.
import type { TargetValue } from '../../../../core/person';
import type { Learnt } from '../../../../core/xledger/run';
import type { XledgerEmployee } from '../../../../core/xledger';
import { partFor } from '../../../../core/xledger/writing';
import { scriptedRun, targetAt } from '../scripted';

const LUND = { street: 'Kyrkogatan 1', zipCode: '22222', place: 'Lund', country: 'SE' };
const NESTED = { streetAddress: 'Kyrkogatan 1', zipCode: '22222', place: 'Lund' };
const FLAT = { ...NESTED, country: { code: 'SE' } };
const NAMES = new Map([['SE', 'Sverige']]);
const form = <F extends string>(value: F) => ({ form: value, proven: true });

const sent = (key: string, value: TargetValue | null, learnt: Partial<Learnt> = {}, row: Partial<XledgerEmployee> | null = null) => {
  const part = partFor(scriptedRun([], learnt).run, targetAt(key), value, row as XledgerEmployee);
  return typeof part === 'string' ? part : part.keys;
};

test.each<[string, string, TargetValue | null, Partial<Learnt>, unknown]>([
  ['by the tenant\'s own name', 'contact.address', LUND, { countryNames: NAMES }, { address: { ...NESTED, country: 'Sverige' } }],
  ['a name that the tenant has not', 'contact.address', LUND, { countryNames: new Map() }, 'countryNotTaken'],
  ['by its English name', 'contact.address', LUND, { country: form('englishName') }, { address: { ...NESTED, country: 'Sweden' } }],
  ['by its code', 'contact.address', LUND, { country: form('code') }, { address: { ...NESTED, country: 'SE' } }],
  ['in no form', 'contact.address', LUND, { country: form('none') }, 'countryNotTaken'],
  ['in no form, and none to say', 'contact.address', { ...LUND, country: undefined }, { country: form('none') }, { address: NESTED }],
  ['one that was not taken before', 'contact.address', LUND, { country: form('code'), countriesNotTaken: new Set(['SE']) }, 'countryNotTaken'],
  ['another was not taken before', 'contact.address', LUND, { country: form('code'), countriesNotTaken: new Set(['DK']) }, { address: { ...NESTED, country: 'SE' } }],
  ['an address is never cleared', 'contact.address', null, {}, 'countryNotTaken'],
  ['a supplier\'s in flat keys, whatever names there are', 'subledger.address', LUND, { countryNames: new Map() }, FLAT],
  ['a supplier\'s in flat keys, though the country was not taken before', 'subledger.address', LUND, { countriesNotTaken: new Set(['SE']) }, FLAT],
  ['a supplier\'s, by the form of its own', 'subledger.address', LUND, { supplierAddress: form('englishName'), country: form('none') }, { address: { ...NESTED, country: 'Sweden' } }],
  ['a supplier\'s in no form', 'subledger.address', LUND, { supplierAddress: form('none') }, 'subledgerNotWritable'],
  ['other fields of a supplier whose address takes no form', 'subledger.phone', '+4799000001', { supplierAddress: form('none') }, { phone: '+4799000001' }],
  ['a gender by its code', 'contact.gender', 'Female', { genders: { Female: { dbId: '9', dbSubId: 2, code: 'F', name: 'Kvinne' } } }, { gender: { code: 'F' } }],
  ['a gender by both numbers', 'contact.gender', 'Female', { gender: form('dbIds'), genders: { Female: { dbId: '9', dbSubId: 2, code: 'F', name: 'Kvinne' } } }, { gender: { dbId: '9', dbSubId: 2 } }],
  ['a gender that has one number', 'contact.gender', 'Female', { gender: form('dbIds'), genders: { Female: { dbId: '9', dbSubId: null, code: 'F', name: 'Kvinne' } } }, { gender: { dbId: '9' } }],
  ['a gender by its name', 'contact.gender', 'Female', { gender: form('name'), genders: { Female: { dbId: '9', dbSubId: 2, code: 'F', name: 'Kvinne' } } }, { gender: { name: 'Kvinne' } }],
  ['a gender that nobody has', 'contact.gender', 'Female', { genders: { Male: { dbId: '8', dbSubId: 1, code: 'M', name: 'Mann' } } }, 'genderNotMapped'],
  ['a gender in no form', 'contact.gender', 'Female', { gender: form('none'), genders: { Female: { dbId: '9', dbSubId: 2, code: 'F', name: 'Kvinne' } } }, 'genderNotMapped'],
  ['a gender that is cleared', 'contact.gender', null, { gender: form('none') }, { gender: null }],
])('%s: %s', (_what, key, value, learnt, expected) => {
  expect(sent(key, value, learnt)).toEqual(expected);
});

describe('the state that stands in an address', () => {
  const state = (description: string | null, code: string | null = null) => ({ address: { state: { description, code } } });
  const CONTACT = { contact: { dbId: '22', ...state('Skåne', '12') }, subledger: { dbId: '33', code: '7', ...state('Halland') } };
  const BY_CODE = { country: form('code'), supplierAddress: form('code') } as const;

  test.each<[string, string, Partial<Learnt>, Partial<XledgerEmployee> | null, unknown]>([
    ['is sent with it, by its name', 'contact.address', BY_CODE, CONTACT, { address: { ...NESTED, country: 'SE', state: 'Skåne' } }],
    ['of a supplier is the supplier\'s', 'subledger.address', BY_CODE, CONTACT, { address: { ...NESTED, country: 'SE', state: 'Halland' } }],
    ['is sent by its code where it has no name', 'contact.address', BY_CODE, { contact: { dbId: '22', ...state(null, '12') } }, { address: { ...NESTED, country: 'SE', state: '12' } }],
    ['without either is left out', 'contact.address', BY_CODE, { contact: { dbId: '22', ...state(null) } }, { address: { ...NESTED, country: 'SE' } }],
    ['has no place among flat keys', 'subledger.address', { countryNames: NAMES }, CONTACT, FLAT],
    ['is left out where the server has no key for it', 'contact.address', { ...BY_CODE, missingKeys: new Set(['updateContacts.address.state']) }, CONTACT, { address: { ...NESTED, country: 'SE' } }],
    ['is nobody\'s without an address', 'contact.address', BY_CODE, { contact: null }, { address: { ...NESTED, country: 'SE' } }],
  ])('%s: %s', (_what, key, learnt, row, expected) => {
    expect(sent(key, LUND, learnt, row)).toEqual(expected);
  });

  test('goes with no other value', () => {
    expect(sent('contact.phone', '+4799000001', BY_CODE, CONTACT)).toEqual({ phone: '+4799000001' });
  });
});
