// What an earlier run that died may have left of an address (U8): a part of what is wanted, and nothing else.
import type { Address } from '../../../core/person';
import { isOnItsWay } from '../../../core/sync/apply/looking/came';

const WANTED: Address = { street: 'Nygata 7', zipCode: '5003', place: 'Bergen', country: 'NO' };

test.each<[string, Parameters<typeof isOnItsWay>[0], Parameters<typeof isOnItsWay>[1], boolean]>([
  ['whole', WANTED, WANTED, true],
  ['without its country', WANTED, { street: 'Nygata 7', zipCode: '5003', place: 'Bergen' }, true],
  ['the street alone', WANTED, { street: 'Nygata 7' }, true],
  ['an empty part', WANTED, { street: 'Nygata 7', place: '' }, true],
  ['without a street', WANTED, { zipCode: '5003', place: 'Bergen' }, false],
  ['an empty street', WANTED, { street: '', zipCode: '5003' }, false],
  ['another street', WANTED, { street: 'Storgata 1' }, false],
  ['the same street in another place', WANTED, { street: 'Nygata 7', place: 'Oslo' }, false],
  ['more than is wanted', { street: 'Nygata 7' }, WANTED, false],
  ['nothing', WANTED, null, false],
  ['nothing is wanted', null, WANTED, false],
  ['neither', null, null, false],
  ['no address', 'Leder', 'Leder', false],
  ['a text for an address', 'Nygata 7', WANTED, false],
  ['an address for a text', WANTED, 'Nygata 7', false],
])('%s', (_name, wanted, now, isBegun) => expect(isOnItsWay(wanted, now)).toBe(isBegun));
