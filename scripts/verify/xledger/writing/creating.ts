// Adds the rows of the test person with the least that is taken, and learns what this Xledger demands (U3, U4).
import { z } from 'zod';
import { is, oneOf, open, positionOf, type Finding, type Findings } from '../../findings';
import { rowWith, rowsOf, textAt } from '../rows';
import type { MutationName } from '../schema';
import { lookup, nodeId, write, type Node, type Writer, type Written } from './writer';

export interface TestRows {
  contact: string;
  /** Not linked to anybody. */
  spare: string;
  supplier?: { dbId: string; subledgerDbId?: string };
  employees: string[];
  /** The employee's links, as far as they could be made. */
  linked: { contact: boolean; subledger: boolean };
}

export interface Made {
  rows: TestRows;
  findings: Findings;
}

/** Undefined rows where not even a contact could be added. */
export async function makeRows(writer: Writer, found: Findings): Promise<Made | undefined> {
  const { mark } = writer;
  const person = (letter: string): Node => ({ firstName: 'Zz-Verify', lastName: `Testperson ${mark}`, email: `${mark}-${letter}@example.no` });
  const contact = await create(writer, 'addContacts', person('a'), { id: `${mark}-a` });
  if (!contact.dbId) return undefined;
  await settleNodeForm(writer, contact.dbId);
  const spare = await create(writer, 'addContacts', person('b'), { id: `${mark}-b` });
  if (!spare.dbId) return undefined;
  const supplier = await create(writer, 'addSuppliers', { code: `${mark}-s`, description: `Zz-Verify Testperson ${mark}` }, { subledgerGroup: ANY, payMethod: ANY, currency: ANY });
  const rows: TestRows = { contact: contact.dbId, spare: spare.dbId, employees: [], linked: { contact: false, subledger: false } };
  if (supplier.dbId) rows.supplier = { dbId: supplier.dbId, subledgerDbId: await subledgerOf(writer, `${mark}-s`) };
  const employee = await makeEmployee(writer, found, rows);
  return { rows, findings: { U3: employee.U3, U4: least([contact, spare, supplier, employee]) } };
}

/** Where the schema did not tell the scalar of dbIds, a first update does (U18). */
async function settleNodeForm(writer: Writer, contact: string): Promise<void> {
  const takes = async () => (await write(writer, 'updateContacts', { ...nodeId(writer, contact), firstName: 'Zz-Verify' })).taken;
  if (await takes()) return;
  const before = writer.forms.node;
  writer.forms.node = before === 'number' ? 'text' : 'number';
  if (!(await takes())) writer.forms.node = before;
}

interface Created {
  dbId?: string;
  /** Who wanted more than the least. */
  wanted?: 'schema' | 'server';
}

/** A lookup whose valid values the refusal shows. */
const ANY = { code: 'ZZ-VERIFY', showAlternatives: 'YES' } as const;

async function create(writer: Writer, name: MutationName, least: Node, extras: Node): Promise<Created> {
  const node: Record<string, unknown> = { ...least };
  let wanted: Created['wanted'];
  for (let tries = 0; tries < 8; tries++) {
    const written = await write(writer, name, node);
    if (written.taken) return { dbId: written.dbId, wanted };
    const examples = examplesIn(written);
    const unsettled = Object.keys(node).find((key) => node[key] === ANY);
    if (unsettled !== undefined && examples[0] !== undefined) {
      node[unsettled] = lookup(writer, examples[0]);
      continue;
    }
    const more = Object.keys(extras).filter((key) => !(key in node));
    if (more.length === 0) return {};
    wanted ??= isOfTheSchema(written) ? 'schema' : 'server';
    for (const key of more) node[key] = extras[key];
  }
  return {};
}

const isOfTheSchema = ({ reply }: Written): boolean => reply.errors.some(({ message, code }) => /of required type|required field|invalid value/i.test(message) || code === 'INVALID_VALUE' || code === 'ARGUMENTS_OF_CORRECT_TYPE');

const EXAMPLES = z.array(z.object({ dbId: z.union([z.string(), z.number()]).transform(String) }));
const examplesIn = ({ reply }: Written): string[] => reply.errors.flatMap(({ extensions }) => EXAMPLES.safeParse(extensions.exampleValidInputs).data ?? []).map(({ dbId }) => dbId);

/** Suppliers may be numbered apart (U1c). */
async function subledgerOf(writer: Writer, code: string): Promise<string | undefined> {
  const [row] = await rowsOf(writer, 'subledgers', { select: 'dbId code', declares: '$code: String', filter: 'code: $code', variables: { code } });
  return textAt(row, 'dbId');
}

async function makeEmployee(writer: Writer, found: Findings, rows: TestRows): Promise<Created & { U3: Finding }> {
  const [group] = await rowsOf(writer, 'employeeGroups', { select: 'dbId' });
  const groupDbId = textAt(group, 'dbId');
  const grouped = groupDbId === undefined ? [{}] : [{}, { employeeGroup: lookup(writer, groupDbId) }];
  const linkings = [{}, linksOf(writer, rows), { contact: lookup(writer, rows.contact) }];
  const person = { code: `${writer.mark}-e`, firstName: 'Zz-Verify', lastName: `Testperson ${writer.mark}` };
  let wanted: Created['wanted'];
  for (const links of linkings) {
    for (const more of grouped) {
      const written = await write(writer, 'addEmployees', { ...person, ...links, ...more });
      if (!written.taken) {
        if (links === linkings[0] && more === grouped[0] && isOfTheSchema(written)) wanted = 'schema';
        continue;
      }
      rows.employees.push(written.dbId);
      if (more !== grouped[0]) wanted ??= 'server';
      const U3 = links === linkings[0] ? await whatItMade(writer, found, rows, { ...person, ...more }) : is('rejectsWithoutBothLookups');
      await linkTo(writer, rows);
      return { dbId: written.dbId, wanted, U3 };
    }
  }
  return { U3: open('No test employee could be added: Xledger refused it in every way that was tried.') };
}

const linksOf = (writer: Writer, { contact, supplier }: TestRows): Node => ({ contact: lookup(writer, contact), ...(supplier?.subledgerDbId ? { subledger: lookup(writer, supplier.subledgerDbId) } : {}) });

/** Looks at the links of an employee that was added without any; where both were made, a second one shows whether links that are given count. */
async function whatItMade(writer: Writer, found: Findings, rows: TestRows, person: Node): Promise<Finding> {
  const [dbId = ''] = rows.employees;
  const row = await rowWith(writer, 'employees', dbId, 'contact { dbId } subledger { dbId }');
  const contact = textAt(row, 'contact.dbId');
  if (contact === undefined) return is('onlyTheEmployee');
  const hidden = positionOf(found, 'U1') === 'subledgerIsNull';
  const subledger = textAt(row, 'subledger.dbId') ?? (hidden ? await subledgerOf(writer, String(person.code)) : undefined);
  if (subledger === undefined && hidden) return oneOf(['contactFromFlatFields', 'contactAndSubledger', 'ignoresLookupsAndMakesItsOwn'], 'The subledger of an employee cannot be seen (U1).');
  if (subledger === undefined) return is('contactFromFlatFields');
  const given = [linksOf(writer, { ...rows, contact: rows.spare }), { contact: lookup(writer, rows.spare) }];
  for (const links of given) {
    const second = await write(writer, 'addEmployees', { ...person, code: `${writer.mark}-f`, ...links });
    if (!second.taken) continue;
    rows.employees.push(second.dbId);
    const made = await rowWith(writer, 'employees', second.dbId, 'contact { dbId }');
    return is(textAt(made, 'contact.dbId') === rows.spare ? 'contactAndSubledger' : 'ignoresLookupsAndMakesItsOwn');
  }
  return oneOf(['contactAndSubledger', 'ignoresLookupsAndMakesItsOwn'], 'A second employee could not be added.');
}

/** Links the test contact and supplier to the employee, each by itself: one may be refused (U1b). */
async function linkTo(writer: Writer, rows: TestRows): Promise<void> {
  const [employee = ''] = rows.employees;
  const set = async (node: Node): Promise<boolean> => (await write(writer, 'updateEmployees', { ...nodeId(writer, employee), ...node })).taken;
  if (!(await set({ contact: lookup(writer, rows.contact) }))) {
    const before = writer.forms.lookup;
    writer.forms.lookup = before === 'number' ? 'text' : 'number';
    if (!(await set({ contact: lookup(writer, rows.contact) }))) writer.forms.lookup = before;
  }
  const subledgerDbId = rows.supplier?.subledgerDbId;
  const taken = subledgerDbId !== undefined && (await set({ subledger: lookup(writer, subledgerDbId) }));
  const row = await rowWith(writer, 'employees', employee, 'contact { dbId } subledger { dbId }');
  const shown = textAt(row, 'subledger.dbId');
  // Where an employee's subledger cannot be seen, what was taken is believed (U1d).
  rows.linked = { contact: textAt(row, 'contact.dbId') === rows.contact, subledger: taken && (shown === undefined || shown === subledgerDbId) };
}

function least(made: readonly Created[]): Finding {
  if (made.some(({ wanted }) => wanted === 'schema')) return is('moreNonNullFields');
  if (made.some(({ wanted, dbId }) => wanted === 'server' && dbId !== undefined)) return is('serverRulesBeyondTheSchema');
  if (made.some(({ dbId }) => dbId === undefined)) return oneOf(['onlySupplierCodeAndDescription', 'serverRulesBeyondTheSchema'], 'A row was refused whatever was sent.');
  return is('onlySupplierCodeAndDescription');
}
