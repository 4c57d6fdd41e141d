// R35, U8, U12: which genders and countries an Xledger has entries for, as far as its employees show them.
import { entriesIn, type XledgerEmployee } from '../../../core/xledger';

const employee = (contact: object | null, subledger: object | null = null): XledgerEmployee => ({ dbId: '1', ownerDbId: '5', code: null, description: null, modifiedAt: null, contact, subledger }) as unknown as XledgerEmployee;
const living = (code: string | null) => ({ address: { country: { code } } });
const gender = (code: string | null, name: string | null = null) => ({ gender: { dbId: '1', dbSubId: null, code, name } });

test.each<[string, XledgerEmployee[], string[], string[]]>([
  ['nobody', [], [], []],
  ['nothing known of them', [employee(null), employee({}, {}), employee({ address: null, gender: null }, { address: { country: null } }), employee(living(null), living(null))], [], []],
  ['by code', [employee(gender('FEMALE'))], ['Female'], []],
  ['by name, where the code says nothing', [employee(gender('2', 'Mann')), employee(gender(null, 'Kvinne'))], ['Female', 'Male'], []],
  ['no gender that is known', [employee(gender('7', 'Ukjent'))], [], []],
  ['the contact\'s country and the supplier\'s, in capitals, each once', [employee(living('no'), living('SE')), employee(living('NO'))], [], ['NO', 'SE']],
  ['the supplier\'s alone', [employee(null, living('DK'))], [], ['DK']],
])('%s', (_what, employees, genders, countries) => {
  const entries = entriesIn(employees);
  expect([...entries.genders].sort()).toEqual(genders);
  expect([...entries.countries].sort()).toEqual(countries);
});
