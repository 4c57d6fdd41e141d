// Probes that write to the test employee and the test supplier: flat fields, lookups, clocks, deltas, closing; accounts and addresses.
import { is, oneOf, open, other, positionOf, type Finding } from '../../findings';
import { shownAs } from '../reading/people';
import { isThere, rowsOf, rowWith, textAt, type Row } from '../rows';
import { EXAMPLE_ACCOUNT } from './contacts';
import { changed, lacksKey, lookup, nodeId, write, type Node } from './writer';
import type { TestPerson, WritingProbe } from './testPerson';

const employeeWith = ({ writer, rows }: TestPerson, node: Node, select: string): Promise<Row | undefined> => changed(writer, 'updateEmployees', rows.employees[0] ?? '', node, select);
const daysAgo = (now: number, days: number): string => new Date(now - days * 86_400_000).toISOString().slice(0, 10);

const flatFields: WritingProbe = {
  keys: ['U2'],
  async find(person) {
    const { writer, rows } = person;
    const email = `${writer.mark}-flat@example.no`;
    const employee = await employeeWith(person, { email }, 'email');
    if (!employee) return { U2: open('A flat e-mail was refused.') };
    const onContact = textAt(await rowWith(writer, 'contacts', rows.contact, 'email'), 'email') === email;
    const onSubledger = rows.supplier !== undefined && textAt(await rowWith(writer, 'suppliers', rows.supplier.dbId, 'email'), 'email') === email;
    if (!rows.linked.contact) return { U2: open('The test employee could not be linked with the test contact.') };
    if (onContact && onSubledger) return { U2: is('both') };
    if (onSubledger) return { U2: is('subledger') };
    const isUnseen = !rows.linked.subledger;
    const why = 'The test employee has no subledger that could be read.';
    if (onContact) return { U2: isUnseen ? oneOf(['contact', 'both'], why) : is('contact') };
    if (textAt(employee, 'email') === email) return { U2: is('columnOfTheEmployee') };
    return { U2: isUnseen ? oneOf(['subledger', 'nothingOnUpdate'], why) : is('nothingOnUpdate') };
  },
};

const groups: WritingProbe = {
  keys: ['U28', 'U29'],
  async find(person) {
    const { writer, rows } = person;
    const [employee = ''] = rows.employees;
    const owner = textAt(await rowWith(writer, 'employees', employee, 'ownerDbId'), 'ownerDbId');
    const [one, two] = (await rowsOf(writer, 'employeeGroups', { select: 'dbId code ownerDbId' })).filter((row) => textAt(row, 'ownerDbId') === owner && isThere(row, 'code'));
    if (!one || !two) return { U28: open('There are not two employee groups in the entity to try with.'), U29: open('There are not two employee groups in the entity to try with.') };
    const as = async (group: object) => {
      const row = await employeeWith(person, { employeeGroup: group }, 'employeeGroup { dbId }');
      return row === undefined ? 'refused' : textAt(row, 'employeeGroup.dbId');
    };
    const [first, second] = [lookup(writer, textAt(one, 'dbId') ?? ''), lookup(writer, textAt(two, 'dbId') ?? '')];
    if ((await as(first)) !== textAt(one, 'dbId')) return { U28: open('An employee group could not be set.'), U29: open('An employee group could not be set.') };
    const agree = await as({ ...first, code: textAt(one, 'code') });
    const apart = await as({ ...first, code: textAt(two, 'code') });
    const shown = await as({ ...second, showAlternatives: 'YES' });
    return {
      U28: agree === 'refused' ? is('error') : apart === 'refused' ? is('allMustAgree') : apart === textAt(one, 'dbId') ? is('firstWins') : other('the last key wins'),
      U29: shown === 'refused' ? is('alwaysAnError') : shown === textAt(two, 'dbId') ? is('writesWhenItResolves') : other('no error, and nothing written'),
    };
  },
};

/** No person's: a month that is 80 too high. */
const INVENTED_ID = '01815012350';

const nationalId: WritingProbe = {
  keys: ['U24employee', 'U24'],
  async find(person, found) {
    const { writer, rows } = person;
    const before = await rowWith(writer, 'employees', rows.employees[0] ?? '', 'socialSecurityMasked');
    const contact = await changed(writer, 'updateContacts', rows.contact, { socialSec: INVENTED_ID }, 'socialSec');
    if (!contact) return { U24employee: open('A national ID was refused.') };
    const after = await rowWith(writer, 'employees', rows.employees[0] ?? '', 'socialSecurityMasked');
    const unlinked = !rows.linked.contact || isThere(before, 'socialSecurityMasked');
    return {
      U24employee: unlinked ? open('The test employee is not linked with the test contact.') : is(isThere(after, 'socialSecurityMasked') ? 'sameValue' : 'itsOwnValue'),
      ...(positionOf(found, 'U24') ? {} : { U24: shownAs([{ contact, socialSecurityMasked: 'taken' }]) }),
    };
  },
};

const clock: WritingProbe = {
  keys: ['U20'],
  async find(person) {
    const { writer } = person;
    const row = await employeeWith(person, { employmentFrom: '2020-01-01' }, 'modifiedAt');
    const ahead = (Date.parse(`${textAt(row, 'modifiedAt') ?? ''}Z`) - writer.clock.now()) / 3_600_000;
    if (!Number.isFinite(ahead)) return { U20: open('The time of the change is not told.') };
    const hours = Math.round(ahead);
    const norway = norwegianHours(writer.clock.now());
    if (hours === 0) return { U20: is('utc') };
    if (hours === 1 && norway === 1) return { U20: oneOf(['norwegianWallClock', 'alwaysPlusOne'], 'It is winter in Norway: both say the same.') };
    return { U20: hours === norway ? is('norwegianWallClock') : hours === 1 ? is('alwaysPlusOne') : other(`${hours} hours ahead of UTC`) };
  },
};

function norwegianHours(now: number): number {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short', timeStyle: 'medium' }).format(now);
  return Math.round((Date.parse(`${text.replace(' ', 'T')}Z`) - now) / 3_600_000);
}

/** Changes show in the deltas about 30 seconds later. */
const SHOWN_AFTER = 40_000;

const deltas: WritingProbe = {
  keys: ['U21'],
  async find(person) {
    const { writer, rows } = person;
    if (!rows.linked.contact) return { U21: open('The test employee is not linked with the test contact.') };
    await writer.clock.sleep(SHOWN_AFTER);
    const newest = await newestOf(person);
    if (newest === undefined) return { U21: open('Deltas could not be read.') };
    const shows = async (): Promise<boolean> => {
      await writer.clock.sleep(SHOWN_AFTER);
      const after = await rowsOf(writer, 'employee_deltas', { select: 'dbId', first: 500, more: `after: ${JSON.stringify(newest)}` });
      return after.some((row) => textAt(row, 'dbId') === rows.employees[0]);
    };
    await write(writer, 'updateContacts', { ...nodeId(writer, rows.contact), phone: '+4799900021' });
    if (await shows()) return { U21: is('contactAndSubledgerToo') };
    await employeeWith(person, { employmentFrom: '2020-01-02' }, 'dbId');
    return { U21: (await shows()) ? is('employeeRowsOnly') : open('Not even a change of the employee itself shows.') };
  },
};

async function newestOf({ writer }: TestPerson): Promise<string | undefined> {
  const reply = await writer.asker.ask('{ employee_deltas(last: 1, ownerSet: MINE) { edges { cursor } } }');
  const connection = reply.data?.employee_deltas as { edges?: { cursor?: string }[] | null } | null | undefined;
  return connection?.edges?.[0]?.cursor;
}

const closing: WritingProbe = {
  keys: ['U26', 'U26updates'],
  async find(person, found) {
    const { writer, rows } = person;
    const [employee = ''] = rows.employees;
    const day = daysAgo(writer.clock.now(), 2);
    const isClosed = async () => (await rowsOf(writer, 'employees', { select: 'dbId', objectStatus: 'CLOSED', declares: '$dbIds: [Int!]', filter: 'dbId_in: $dbIds', variables: { dbIds: [Number(employee)] } })).length > 0;
    if (!(await employeeWith(person, { employmentTo: day }, 'dbId'))) return { U26updates: open('The test employee could not be given an end.') };
    const byEmploymentTo = await isClosed();
    if (!byEmploymentTo) await employeeWith(person, { dateTo: day }, 'dbId');
    if (!byEmploymentTo && !(await isClosed())) return { U26updates: open('The test employee could not be closed.') };
    const again = await employeeWith(person, { employmentFrom: '2020-01-03' }, 'dbId');
    return { ...(positionOf(found, 'U26') ? {} : { U26: is(byEmploymentTo ? 'pastEmploymentTo' : 'onlyDateTo') }), U26updates: is(again ? 'allowed' : 'rejected') };
  },
};

const supplierAddress: WritingProbe = {
  keys: ['U9'],
  async find({ writer, rows }) {
    if (!rows.supplier) return { U9: open('No test supplier could be added.') };
    const flat = { streetAddress: 'Zz 4', zipCode: '0151', place: 'Oslo' };
    const select = 'address { streetAddress zipCode place country { code } }';
    const whole = lacksKey(writer, 'updateSuppliers', 'country') ? undefined : await changed(writer, 'updateSuppliers', rows.supplier.dbId, { ...flat, country: { code: 'NO' } }, select);
    const row = whole ?? (await changed(writer, 'updateSuppliers', rows.supplier.dbId, flat, select));
    if (!row) return { U9: open('A flat address was refused.') };
    if (textAt(row, 'address.zipCode') !== '0151') return { U9: is('onlyNestedShows') };
    if (!whole) return { U9: oneOf(['allInTheAddress', 'countryElsewhere'], 'A country was refused, or there is no such field.') };
    return { U9: is(textAt(row, 'address.country.code') === 'NO' ? 'allInTheAddress' : 'countryElsewhere') };
  },
};

const accounts: WritingProbe = {
  keys: ['U31'],
  async find({ writer, rows }, found) {
    if (!rows.supplier) return { U31: open('No test supplier could be added.') };
    const { dbId } = rows.supplier;
    const takes = async (bankAccount: string) => (await write(writer, 'updateSuppliers', { ...nodeId(writer, dbId), bankAccount })).taken;
    if (!(await takes(EXAMPLE_ACCOUNT))) return { U31: open('Not even a Norwegian account was taken.') };
    if (positionOf(found, 'U22') !== 'storedAsSent' && positionOf(found, 'U22') !== 'reformatted') return { U31: open('Xledger refuses what is not valid (U22), so a refusal does not tell why.') };
    if (await takes('ZZ VERIFY')) return { U31: is('anyText') };
    const finding: Finding = is((await takes(`NO93${EXAMPLE_ACCOUNT}`)) ? 'domesticOrIban' : 'domesticOnly');
    return { U31: finding };
  },
};

export const SUPPLIER_PROBES: readonly WritingProbe[] = [supplierAddress, accounts];
/** Closing comes last. */
export const EMPLOYEE_PROBES: readonly WritingProbe[] = [flatFields, groups, nationalId, clock, deltas, closing];
