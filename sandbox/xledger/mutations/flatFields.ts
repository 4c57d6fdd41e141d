// Where the flat person fields of an employee input go (U2, U24).
import type { Asking } from '../asking';
import type { EmployeeRow } from '../state';
import { mergeIntoAddress } from './addresses';
import { changesOf, type Changes, type Node } from './columns';
import { changeContact } from './contacts';

interface Targets {
  contact?: string;
  subledger?: string;
}
const ADDRESS_LINE = 'address';
const onContact = (...fields: string[]): Record<string, Targets> => Object.fromEntries(fields.map((field) => [field, { contact: field }]));

/** Field → the columns it may reach. `address` stands for the street of the record's address. */
const TARGETS: Readonly<Record<string, Targets>> = {
  email: { contact: 'email', subledger: 'email' },
  phone: { contact: 'phone', subledger: 'phone' },
  contactEmailList: { contact: 'email' },
  contactPhoneList: { contact: 'phone' },
  contactAddress: { contact: ADDRESS_LINE, subledger: ADDRESS_LINE },
  fullAddress: { contact: ADDRESS_LINE, subledger: ADDRESS_LINE },
  phoneSubledger: { subledger: 'phone' },
  bankAccount: { subledger: 'bankAccount' },
  bankRouting: { subledger: 'bankRouting' },
  ...onContact('companyName', 'firstName', 'middleName', 'lastName', 'initials', 'aliasName', 'maidenName', 'suffix', 'birthday', 'personalId', 'socialSec'),
};

export const FLAT_FIELDS: ReadonlySet<string> = new Set(Object.keys(TARGETS));

export function writeFlatFields(asking: Asking, employee: EmployeeRow, node: Node, update: boolean): void {
  const { state, switches } = asking;
  const flat = Object.fromEntries(Object.entries(node).filter(([field]) => FLAT_FIELDS.has(field)));
  if (Object.keys(flat).length === 0 || (update && switches.U2 === 'nothingOnUpdate')) return;
  const given = changesOf(asking, flat, { ownerDbId: employee.ownerDbId, update }).values;
  const own = Object.fromEntries(Object.entries(given).filter(([field]) => field === 'socialSec' || switches.U2 === 'columnOfTheEmployee'));
  if (Object.keys(own).length > 0) state.change('employees', employee, { values: own });
  const contact = state.contacts.get(employee.links.contact);
  const subledger = state.subledgers.get(employee.links.subledger);
  const sent = Object.entries(given).filter(([field]) => (field === 'socialSec' ? switches.U24employee === 'sameValue' : switches.U2 !== 'columnOfTheEmployee'));
  const reaching = (record: 'contact' | 'subledger'): Changes['values'] => Object.fromEntries(sent.flatMap(([field, value]) => columnsReached(switches.U2, field, record).map((column) => [column, value])));
  const { [ADDRESS_LINE]: contactLine, ...contactValues } = reaching('contact');
  const { [ADDRESS_LINE]: subledgerLine, ...subledgerValues } = reaching('subledger');
  if (contact && Object.keys(contactValues).length > 0) changeContact(asking, contact, { values: contactValues, links: {} });
  if (contact && contactLine !== undefined) mergeIntoAddress(asking, { table: 'contacts', row: contact }, { streetAddress: contactLine as string | null }, {});
  if (subledger && Object.keys(subledgerValues).length > 0) state.change('subledgers', subledger, { values: subledgerValues });
  if (subledger && subledgerLine !== undefined) mergeIntoAddress(asking, { table: 'subledgers', row: subledger }, { streetAddress: subledgerLine as string | null }, {});
}

/** A field that can reach one record only goes there in every position; the others go where U2 says. */
function columnsReached(U2: Asking['switches']['U2'], field: string, record: 'contact' | 'subledger'): string[] {
  const targets = TARGETS[field] ?? {};
  const column = targets[record];
  if (!column) return [];
  const choice = targets.contact && targets.subledger ? ({ contact: ['contact'], subledger: ['subledger'], both: ['contact', 'subledger'], nothingOnUpdate: ['contact'], columnOfTheEmployee: [] } as const)[U2] : [record];
  return (choice as readonly string[]).includes(record) ? [column] : [];
}
