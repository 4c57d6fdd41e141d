// addContacts and updateContacts.
import type { ContactRow } from '../state';
import { BAD_INPUT, Refusal, type Asking } from '../asking';
import { writeAddresses } from './addresses';
import { changesOf, withResets, type Changes, type Node } from './columns';
import { existing } from './existing';

export function addContact(asking: Asking, node: Node, ownerDbId: number): ContactRow {
  const { values, links } = changesOf(asking, node, { ownerDbId, update: false });
  refuseTakenEmail(asking, values.email, ownerDbId);
  const row = asking.state.add('contacts', ownerDbId, { name: fullName(values) || null, ...values }, links);
  writeAddresses(asking, { table: 'contacts', row }, node, false);
  return row;
}

export function updateContact(asking: Asking, node: Node): ContactRow {
  const row = existing(asking, 'contacts', node.dbId);
  const changes = changesOf(asking, node, { ownerDbId: row.ownerDbId, update: true });
  changeContact(asking, row, withResets(asking, row, node, changes));
  writeAddresses(asking, { table: 'contacts', row }, node, true);
  return row;
}

/** Changes a contact; the generated names of the contact and its employees follow, or not (U25). */
export function changeContact(asking: Asking, row: ContactRow, changes: Changes): void {
  const { state, switches } = asking;
  const before = fullName(row.values);
  if (changes.values.email !== undefined) refuseTakenEmail(asking, changes.values.email, row.ownerDbId, row);
  const after = fullName({ ...row.values, ...changes.values });
  const follows = switches.U25 === 'follow' && after !== before;
  state.change('contacts', row, { values: { ...(follows && !('name' in changes.values) ? { name: after } : {}), ...changes.values }, links: changes.links });
  if (follows) for (const employee of state.employees.find('contact', row.dbId)) state.change('employees', employee, { values: { description: after } });
}

export function fullName(values: { readonly [column: string]: unknown }): string {
  return [values.firstName, values.middleName, values.lastName].filter(Boolean).join(' ');
}

function refuseTakenEmail({ state, switches }: Asking, email: unknown, ownerDbId: number, self?: ContactRow): void {
  if (switches.U23 === 'duplicatesAccepted' || typeof email !== 'string' || email === '') return;
  const taken = state.contacts.find('email', email).some((row) => row !== self && row.ownerDbId === ownerDbId);
  if (taken) throw new Refusal(`The value '${email}' is already in use.`, { code: BAD_INPUT, field: 'email' });
}
