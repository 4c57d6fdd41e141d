/** Reads on where this Xledger's schema lacks a field that is asked for (U27): without it, unless it tells who somebody is. */
import { parse, print, visit, type ASTNode, type FieldNode } from 'graphql';
import type { Run } from '../run';
import { XledgerRefused } from '../transport';

/**
 * Asks a question of ours, minus the fields that this Xledger is known to lack; what it turns down now is left out from now on. Each round
 * leaves out at least one field more. Throws what `calls.ask` throws, and the refusal where it is about a field that nobody can do without.
 */
export async function askForShown(run: Run, document: string, variables: Record<string, unknown>): Promise<unknown> {
  const { missingFields } = run.learnt;
  for (;;) {
    const shown = withoutFields(document, missingFields);
    try {
      return await run.calls.ask(run.operation, shown, variables);
    } catch (error) {
      const missing = error instanceof XledgerRefused ? dispensable(shown, error.unknownFields) : [];
      if (missing.length === 0) throw error;
      for (const field of missing) missingFields.add(field);
    }
  }
}

/** The document without some fields (`Contact.jobTitle`), and without what they leave empty. */
export function withoutFields(document: string, missing: ReadonlySet<string>): string {
  if (missing.size === 0) return document;
  return print(visit(parse(document), {
    Field: {
      enter: (node, _key, _parent, _path, ancestors) => (missing.has(nameOf(node, ancestors) ?? '') ? null : undefined),
      leave: ({ selectionSet }) => (selectionSet?.selections.length === 0 ? null : undefined),
    },
  }));
}

/** Of the fields that the server does not know, those of the document that can be done without. */
export function dispensable(document: string, unknown: XledgerRefused['unknownFields']): string[] {
  const asked = fieldsIn(document);
  return unknown.flatMap(({ field, type }) => {
    const alike = asked.filter((name) => name.endsWith(`.${field}`));
    // A type that is called otherwise than here is no matter where only one field has the name.
    const meant = alike.includes(`${type}.${field}`) ? [`${type}.${field}`] : alike.length === 1 ? alike : [];
    return meant.filter((name) => !INDISPENSABLE.has(name));
  });
}

/** The targets, and what is read beside them, that rows do not show without these fields: `contact.jobTitle`. */
export const notShownWithout = (missing: ReadonlySet<string>): string[] => [...new Set([...missing].flatMap((field) => placesOf(field)))];

/** By these a person is found, told from others and written (R11, U15): without one of them nothing is read. */
const INDISPENSABLE: ReadonlySet<string> = new Set([
  'Employee.dbId', 'Employee.ownerDbId', 'Employee.code', 'Employee.contact', 'Employee.subledger', 'Contact.dbId', 'Contact.ownerDbId', 'Contact.email',
  'Subledger.dbId', 'Subledger.code', 'Subledger.email', 'Supplier.dbId', 'Supplier.ownerDbId', 'Supplier.code', 'Supplier.email', 'ObjectValue.dbId',
]);

/** The type of what stands under a name, as Xledger calls it. */
const TYPES: Readonly<Record<string, string>> = {
  employees: 'Employee', contacts: 'Contact', contact: 'Contact', subledgers: 'Subledger', subledger: 'Subledger', suppliers: 'Supplier',
  address: 'Address', state: 'State', country: 'Country', countries: 'Country', company: 'Company', gender: 'SystemValue', ledgerType: 'SystemValue',
  employeeGroup: 'ObjectValue', employeeGroups: 'ObjectValue', subledgerGroup: 'ObjectValue',
};

function fieldsIn(document: string): string[] {
  const names = new Set<string>();
  visit(parse(document), { Field: (node, _key, _parent, _path, ancestors) => { const name = nameOf(node, ancestors); if (name) names.add(name); } });
  return [...names];
}

/** `Contact.jobTitle`; undefined for what is no field of a row. */
function nameOf({ name }: FieldNode, ancestors: readonly (ASTNode | readonly ASTNode[])[]): string | undefined {
  const around = ancestors.flatMap((each) => ('kind' in each && each.kind === 'Field' ? [each.name.value] : []));
  if (!around.includes('node')) return undefined;
  const type = TYPES[around.filter((each) => each !== 'node' && each !== 'edges').at(-1) ?? ''];
  return type && `${type}.${name.value}`;
}

function placesOf(name: string): string[] {
  const [type = '', field = ''] = name.split('.');
  return (PLACES[type] ?? (() => []))(field);
}

/** An address is compared and written whole or not at all, and so is a gender. */
const ADDRESSES = ['contact.address', 'subledger.address'];
const PLACES: Readonly<Record<string, (field: string) => string[]>> = {
  Employee: (field) => [`employee.${field}`],
  Contact: (field) => [`contact.${field}`],
  Subledger: (field) => [`subledger.${field}`],
  Address: () => ADDRESSES,
  State: () => ADDRESSES,
  Country: (field) => (field === 'code' ? ADDRESSES : []),
  SystemValue: () => ['contact.gender'],
};
