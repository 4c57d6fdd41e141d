// addEmployees and updateEmployees: what they create by themselves (U3), and where flat person fields go (U2).
import { BAD_INPUT, isClosed, Refusal, today, type Asking } from '../asking';
import type { ContactRow, EmployeeRow, SubledgerRow } from '../state';
import { addContact, fullName } from './contacts';
import { changesOf, withResets, type Changes, type Node } from './columns';
import { existing } from './existing';
import { FLAT_FIELDS, writeFlatFields } from './flatFields';

export function addEmployee(asking: Asking, node: Node, ownerDbId: number): EmployeeRow {
  const { state, switches } = asking;
  if (switches.U4 === 'serverRulesBeyondTheSchema' && node.employeeGroup == null) throw new Refusal('This field is mandatory.', { code: BAD_INPUT, field: 'employeeGroup' });
  const { values, links } = changesOf(asking, node, { ownerDbId, update: false, except: FLAT_FIELDS });
  refuseTakenCode(asking, values.code, ownerDbId);
  refuseSupplierAsLedger(asking, links);
  const parties = partiesOf(asking, node, ownerDbId, links);
  const employee = state.add('employees', ownerDbId, { description: parties.contact?.values.name ?? (fullName(node) || null), ...values }, { ...links, contact: parties.contact?.dbId ?? null, subledger: parties.subledger?.dbId ?? null });
  writeFlatFields(asking, employee, node, false);
  return employee;
}

export function updateEmployee(asking: Asking, node: Node): EmployeeRow {
  const { state, switches } = asking;
  const row = existing(asking, 'employees', node.dbId);
  if (switches.U26updates === 'rejected' && isClosed(row, today(state), switches)) throw new Refusal('The employee is closed and cannot be changed.', { code: BAD_INPUT });
  const changes = changesOf(asking, node, { ownerDbId: row.ownerDbId, update: true, except: FLAT_FIELDS });
  if (changes.values.code !== undefined) refuseTakenCode(asking, changes.values.code, row.ownerDbId, row);
  refuseSupplierAsLedger(asking, changes.links);
  state.change('employees', row, withResets(asking, row, node, changes));
  writeFlatFields(asking, row, node, true);
  return row;
}

interface Parties {
  contact: ContactRow | undefined;
  subledger: SubledgerRow | undefined;
}

function partiesOf(asking: Asking, node: Node, ownerDbId: number, links: Changes['links']): Parties {
  const { state, switches } = asking;
  const given: Parties = { contact: state.contacts.get(links.contact), subledger: state.subledgers.get(links.subledger) };
  if (switches.U3 === 'rejectsWithoutBothLookups' && !(given.contact && given.subledger)) throw new Refusal('This field is mandatory.', { code: BAD_INPUT, field: given.contact ? 'subledger' : 'contact' });
  const makes: readonly string[] = { onlyTheEmployee: [], rejectsWithoutBothLookups: [], contactFromFlatFields: ['contact'], contactAndSubledger: ['contact', 'subledger'], ignoresLookupsAndMakesItsOwn: ['contact', 'subledger'] }[switches.U3];
  const kept = switches.U3 === 'ignoresLookupsAndMakesItsOwn' ? { contact: undefined, subledger: undefined } : given;
  return {
    contact: kept.contact ?? (makes.includes('contact') ? ownContact(asking, node, ownerDbId) : undefined),
    subledger: kept.subledger ?? (makes.includes('subledger') ? ownSubledger(asking, node, ownerDbId) : undefined),
  };
}

function ownContact(asking: Asking, node: Node, ownerDbId: number): ContactRow {
  return addContact(asking, { firstName: node.firstName, lastName: node.lastName, name: fullName(node) || node.description }, ownerDbId);
}

function ownSubledger({ state }: Asking, node: Node, ownerDbId: number): SubledgerRow {
  return state.add('subledgers', ownerDbId, { code: (node.code as string | undefined) ?? null, description: fullName(node) || ((node.description as string | undefined) ?? null) }, { employeeLedger: 1 });
}

function refuseTakenCode({ state, switches }: Asking, code: unknown, ownerDbId: number, self?: EmployeeRow): void {
  if (switches.U23 === 'duplicatesAccepted' || typeof code !== 'string' || code === '') return;
  const taken = state.employees.find('code', code).some((row) => row !== self && row.ownerDbId === ownerDbId && row.values.code?.trim() === code.trim());
  if (taken) throw new Refusal(`The value '${code}' is already in use.`, { code: BAD_INPUT, field: 'code' });
}

/** Where employees have a ledger of their own (U1b), a supplier cannot be an employee's subledger. */
function refuseSupplierAsLedger({ state, switches }: Asking, links: Changes['links']): void {
  const subledger = state.subledgers.get(links.subledger);
  if (switches.U1 === 'anotherLedgerKind' && subledger && subledger.links.employeeLedger == null) {
    throw new Refusal(`No value matching owner ${subledger.ownerDbId}, dbId '${subledger.dbId}'.`, { code: BAD_INPUT, field: 'subledger.dbId' });
  }
}

