// Probes that write to the test contacts: clearing, resetting, addresses, countries, genders, spellings, uniqueness, names.
import { englishName } from '../../../../core/person';
import { is, oneOf, open, other, positionOf, type Finding } from '../../findings';
import { orderOf } from '../reading/pages';
import { isThere, rowsOf, rowWith, textAt, type Row } from '../rows';
import { changed, inForm, lacksKey, nodeId, write, type Node, type Writer } from './writer';
import type { WritingProbe } from './testPerson';

const PHONE = '+4799900001';
const OTHER_PHONE = '+4799900002';

const contactWith = (writer: Writer, dbId: string, node: Node, select: string): Promise<Row | undefined> => changed(writer, 'updateContacts', dbId, node, select);

const clearing: WritingProbe = {
  keys: ['U5', 'U6'],
  async find({ writer, rows }) {
    const select = 'firstName phone';
    await contactWith(writer, rows.contact, { firstName: 'Zz-Verify', lastName: `Testperson ${writer.mark}`, phone: OTHER_PHONE }, select);
    const phoned = await contactWith(writer, rows.contact, { phone: PHONE }, select);
    if (!isThere(phoned, 'phone')) return { U5: open('A phone number could not be written.'), U6: open('A phone number could not be written.') };
    const U6 = isThere(phoned, 'firstName') ? is('untouched') : is('reset');
    const nulled = emptied(await contactWith(writer, rows.contact, { phone: null }, select));
    await contactWith(writer, rows.contact, { phone: PHONE }, select);
    const blanked = emptied(await contactWith(writer, rows.contact, { phone: '' }, select));
    return { U6, U5: CLEARING[`${nulled} ${blanked}`] ?? other(`null: ${nulled}; an empty text: ${blanked}`) };
  },
};

function emptied(row: Row | undefined): 'refused' | 'cleared' | 'blank' | 'kept' {
  if (!row) return 'refused';
  const phone = textAt(row, 'phone');
  return phone === undefined ? 'cleared' : phone === '' ? 'blank' : 'kept';
}

const CLEARING: Readonly<Record<string, Finding>> = {
  'cleared cleared': is('nullClears'), 'cleared kept': is('nullClears'), 'cleared refused': is('nullClears'), 'cleared blank': is('emptyTextIsStored'),
  'kept kept': is('nullIsIgnored'), 'kept refused': is('nullIsIgnored'), 'kept cleared': is('onlyEmptyTextClears'),
  'refused kept': is('nullIsRejected'), 'refused refused': is('nullIsRejected'), 'refused cleared': is('nullIsRejected'),
};

const address: WritingProbe = {
  keys: ['U7'],
  async find({ writer, rows }) {
    const select = 'address { dbId streetAddress zipCode place }';
    const whole = await contactWith(writer, rows.contact, { address: { streetAddress: 'Zz 1', zipCode: '0150', place: 'Oslo' } }, select);
    const before = textAt(whole, 'address.dbId');
    if (textAt(whole, 'address.zipCode') !== '0150') return { U7: open('An address could not be written.') };
    const supplier = rows.supplier && (await rowWith(writer, 'suppliers', rows.supplier.dbId, 'address { dbId }'));
    if (before !== undefined && textAt(supplier, 'address.dbId') === before) return { U7: is('sharedByContactAndSubledger') };
    const part = await contactWith(writer, rows.contact, { address: { streetAddress: 'Zz 2' } }, select);
    if (textAt(part, 'address.streetAddress') !== 'Zz 2') return { U7: open('A street alone could not be written.') };
    if (before !== undefined && textAt(part, 'address.dbId') !== before) return { U7: is('newRowLinked') };
    if (!isThere(part, 'address.zipCode')) return { U7: is('wholeReplaced') };
    if (rows.linked.contact && rows.linked.subledger) return { U7: is('keysMerged') };
    return { U7: oneOf(['keysMerged', 'sharedByContactAndSubledger'], 'The test employee has no subledger that could share the address.') };
  },
};

const countries: WritingProbe = {
  keys: ['U8', 'U8unknown'],
  async find({ writer, rows }) {
    const known = (await rowsOf(writer, 'countries', { select: 'code description', first: 300 })).flatMap((row) => {
      const [code = '', name = ''] = [textAt(row, 'code'), textAt(row, 'description')];
      const english = englishName(code) ?? '';
      return code && name && english && english.toLowerCase() !== name.toLowerCase() ? [{ code, name, english }] : [];
    });
    const [a, b, c] = known;
    if (!a || !b || !c) return { U8: open('Countries could not be read, or are named in English.'), U8unknown: open('Countries could not be read, or are named in English.') };
    const tries = [['englishName', a.english, a.code], ['nameInTheTenantsLanguage', b.name, b.code], ['alpha2', c.code, c.code]] as const;
    const took: string[] = [];
    for (const [form, text, code] of tries) if (textAt(await withCountry(writer, rows.contact, text), 'address.country.code') === code) took.push(form);
    const unknown = await withCountry(writer, rows.contact, 'Zzland');
    const [first, ...more] = took;
    return {
      U8: first === undefined ? open('None of the three stuck.') : is(first, more.length > 0 ? `also ${more.join(', ')}` : undefined),
      U8unknown: unknown === undefined ? is('rejected') : isThere(unknown, 'address.country.code') ? other('the country stays as it was') : is('storedAsNull'),
    };
  },
};

const withCountry = (writer: Writer, contact: string, country: string): Promise<Row | undefined> =>
  contactWith(writer, contact, { address: { streetAddress: 'Zz 3', zipCode: '0150', place: 'Oslo', country } }, 'address { country { code } }');

const genderKey: WritingProbe = {
  keys: ['U12key'],
  async find({ writer, rows }) {
    if (lacksKey(writer, 'updateContacts', 'gender')) return { U12key: open('The input has no gender.') };
    const inUse = await rowsOf(writer, 'contacts', { select: 'gender { dbId dbSubId code name }', first: 500 });
    const distinct = [...new Map(inUse.filter((row) => isThere(row, 'gender.code')).map((row) => [textAt(row, 'gender.code'), row])).values()];
    const [first, second = first] = distinct;
    if (!first || !second) return { U12key: open('No contact with a gender was seen.') };
    const by = async (value: Row, keys: readonly string[], form = writer.forms.lookup) => {
      const part = (key: string) => textAt(value, `gender.${key}`) ?? '';
      const gender = Object.fromEntries(keys.map((key) => [key, key === 'dbSubId' ? Number(part(key)) : key === 'dbId' ? inForm(form, part(key)) : part(key)]));
      const row = await contactWith(writer, rows.contact, { gender }, 'gender { dbSubId code }');
      return row === undefined ? 'refused' : textAt(row, 'gender.code') === textAt(value, 'gender.code') ? 'sticks' : 'lost';
    };
    const code = await by(first, ['code']);
    if (code !== 'refused') return { U12key: is(code === 'sticks' ? 'code' : 'codeDoesNotStick') };
    // Where no employee could be added, the form of a lookup's dbId may still be open (U18).
    const forms = ['number', 'text'] as const;
    const tries = [await by(second, ['dbId', 'dbSubId'], forms[0]), await by(second, ['dbId', 'dbSubId'], forms[1])];
    const [ids, name] = [tries.includes('sticks') ? 'sticks' : 'refused', await by(first, ['name'])];
    if (name === 'sticks' && ids !== 'sticks') return { U12key: is('onlyName') };
    return { U12key: ids === 'sticks' && name !== 'sticks' ? is('onlyDbIdAndDbSubId') : other(`dbId: ${ids}; name: ${name}`) };
  },
};

const spellings: WritingProbe = {
  keys: ['U22'],
  async find({ writer, rows }) {
    const mail = `Zz.${writer.mark}-C@Example.no`;
    const row = await contactWith(writer, rows.contact, { phone: PHONE, email: mail }, 'phone email');
    const account = rows.supplier && (await changed(writer, 'updateSuppliers', rows.supplier.dbId, { bankAccount: EXAMPLE_ACCOUNT }, 'bankAccount'));
    if (!row) return { U22: open('A phone number and an e-mail could not be written.') };
    const changedOnes = [['phone', textAt(row, 'phone') !== PHONE], ['e-mail', textAt(row, 'email') !== mail], ['account', account !== undefined && textAt(account, 'bankAccount') !== EXAMPLE_ACCOUNT]].flatMap(([what, differs]) => (differs ? [what] : []));
    const bad = await write(writer, 'updateContacts', { ...nodeId(writer, rows.contact), phone: 'no phone number' });
    if (changedOnes.length > 0) return { U22: is('reformatted', changedOnes.join(', ')) };
    return { U22: is(bad.taken ? 'storedAsSent' : 'rejectedWhenInvalid') };
  },
};

/** The account of the published example of a Norwegian IBAN: nobody's. */
export const EXAMPLE_ACCOUNT = '86011117947';

const uniqueness: WritingProbe = {
  keys: ['U23'],
  async find({ writer, rows }) {
    const [own, taken] = [`${writer.mark}-b@example.no`, `${writer.mark}-d@example.no`];
    if (!(await contactWith(writer, rows.contact, { email: taken }, 'email'))) return { U23: open('An e-mail could not be written.') };
    const row = await contactWith(writer, rows.spare, { email: taken }, 'email');
    await write(writer, 'updateContacts', { ...nodeId(writer, rows.spare), email: own });
    return { U23: row && textAt(row, 'email') === taken ? is('duplicatesAccepted', 'tried with e-mail') : is('enforcedPerEntity', 'tried with e-mail') };
  },
};

const names: WritingProbe = {
  keys: ['U25'],
  async find({ writer, rows }) {
    const [employee = ''] = rows.employees;
    const made = `Zz-Renamed Testperson ${writer.mark}`;
    await contactWith(writer, rows.contact, { firstName: 'Zz-Verify', lastName: `Testperson ${writer.mark}`, name: `Zz-Verify Testperson ${writer.mark}` }, 'name');
    const contact = await contactWith(writer, rows.contact, { firstName: 'Zz-Renamed', lastName: `Testperson ${writer.mark}` }, 'name');
    if (!contact) return { U25: open('A name could not be changed.') };
    const description = rows.linked.contact ? textAt(await rowWith(writer, 'employees', employee, 'description'), 'description') : undefined;
    const texts = [textAt(contact, 'name'), description].filter((text) => text !== undefined);
    if (texts.length === 0) return { U25: open('Neither text is there.') };
    return { U25: texts.includes(made) ? is('follow') : is('stay') };
  },
};

const order: WritingProbe = {
  keys: ['U16'],
  async find({ writer, rows }, found) {
    if (positionOf(found, 'U16')) return {};
    for (const dbId of [rows.spare, rows.contact]) {
      await write(writer, 'updateContacts', { ...nodeId(writer, dbId), phone: OTHER_PHONE });
      await writer.clock.sleep(2_000);
    }
    const both = await rowsOf(writer, 'contacts', { select: 'dbId modifiedAt', declares: '$dbIds: [Int!]', filter: 'dbId_in: $dbIds', variables: { dbIds: [Number(rows.contact), Number(rows.spare)] } });
    return both.length === 2 ? { U16: orderOf(both) } : {};
  },
};

export const CONTACT_PROBES: readonly WritingProbe[] = [clearing, address, countries, genderKey, spellings, uniqueness, names, order];
