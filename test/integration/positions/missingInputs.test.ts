// U27: each input field that we send, taken out of Xledger's schema in turn: an optional one leaves its path out and says so, a required one stops before the first write and is named.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, isInputObjectType } from 'graphql';
import { SENT } from '../../../core/xledger/writing/sent';
import { departuresOf, ranIn, stateOf, type Ran } from './ran';
import { CAST, worldIn } from './world';

jest.setTimeout(60_000);

const SCHEMA = buildSchema(readFileSync(path.join(__dirname, '../../../sandbox/xledger/schema.graphql'), 'utf8'));
const fieldsOf = (type: string): string[] => {
  const found = SCHEMA.getType(type);
  return isInputObjectType(found) ? Object.keys(found.getFields()) : [];
};

/** `AddContactsInputNode.email`, …: what the carried schema has of what we send. */
const FIELDS = Object.entries(SENT).flatMap(([mutation, keys]) => {
  const input = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  return [...fieldsOf(input).map((field) => `${input}.${field}`), ...fieldsOf(`${input}Node`).filter((field) => keys.includes(field)).map((field) => `${input}Node.${field}`)];
});
const INSIDE = ['Lookup', 'SystemValueLookup', 'OwnerLookup', 'AddressInput'].flatMap((type) => fieldsOf(type).map((field) => `${type}.${field}`)).filter((field) => Object.values(SENT).flat().some((key) => key.includes('.') && key.endsWith(`.${field.split('.')[1]}`)));

/** Without these nobody can be created, or changed: no mutation of that kind is sent. */
const REQUIRED: Readonly<Record<string, 'add' | 'update'>> = Object.fromEntries([
  ...['Contacts', 'Suppliers', 'Employees'].flatMap((records) => [[`Update${records}Input.node`, 'update'], [`Update${records}InputNode.dbId`, 'update'], [`Add${records}Input.node`, 'add'], [`Add${records}InputNode.owner`, 'add']]),
  ...['AddContactsInputNode.email', 'AddContactsInputNode.firstName', 'AddContactsInputNode.lastName', 'AddSuppliersInputNode.code', 'AddSuppliersInputNode.description', 'AddSuppliersInputNode.email', 'AddSuppliersInputNode.subledgerGroup'].map((field) => [field, 'add']),
  ...['AddEmployeesInputNode.code', 'AddEmployeesInputNode.description', 'AddEmployeesInputNode.contact', 'AddEmployeesInputNode.subledger', 'AddEmployeesInputNode.employeeGroup', 'Lookup.dbId', 'OwnerLookup.dbId'].map((field) => [field, 'add']),
]) as Record<string, 'add' | 'update'>;

const RECORD: Readonly<Record<string, string>> = { Contacts: 'contact', Suppliers: 'subledger', Employees: 'employee', AddressInput: 'contact' };
const PLACE = ['streetAddress', 'zipCode', 'place', 'country', 'address'];

/** Where values of this field end. An address is written whole or not at all. */
function pathsOf(field: string): (at: string) => boolean {
  const [type = '', key = ''] = field.split('.');
  const record = RECORD[/Contacts|Suppliers|Employees|AddressInput/.exec(type)?.[0] ?? ''] ?? 'none';
  // Names that Xledger, or we, make of these two (U25).
  if (/^(first|last)Name$/.test(key)) return (at) => [`contact.${key}`, 'contact.name', 'employee.description'].includes(at);
  return (at) => (PLACE.includes(key) ? at.startsWith(`${record}.address.`) : at === `${record}.${key}`);
}

let usual: Ran;
beforeAll(async () => (usual = await ranIn({})));

async function bothWaysWithout(field: string) {
  const world = await worldIn({ lacks: [field] });
  try {
    const byEvents = await world.events();
    const applied = await world.apply(await world.plan());
    const mutations = world.xledger.journal.filter(({ kind }) => kind === 'mutation').flatMap(({ rootFields }) => rootFields);
    return { byEvents, applied: applied.outcomes, says: applied.summary.says, mutations, state: stateOf(world), doubled: CAST.filter((role) => world.now(role).length > 1) };
  } finally {
    await world.close();
  }
}

test('the table names fields that are sent', () => {
  expect(Object.keys(REQUIRED).filter((field) => !FIELDS.includes(field) && !INSIDE.includes(field))).toEqual([]);
  expect(FIELDS.length + INSIDE.length).toBeGreaterThan(70);
});

test.each(Object.entries(REQUIRED))('%s is required: no %s, and both the upsert and the apply name it', async (field, kind) => {
  const { byEvents, applied, mutations, doubled } = await bothWaysWithout(field);
  expect(mutations.filter((name) => name.startsWith(kind))).toEqual([]);
  const name = field.split('.')[1] ?? '';
  for (const outcomes of [byEvents, applied]) {
    const stopped = outcomes.filter(({ reason }) => new RegExp(`takes no "(\\w+\\.)?${name}"`).test(reason));
    expect(stopped.length).toBeGreaterThan(0);
    expect(new Set(stopped.map(({ outcome }) => outcome))).toEqual(new Set(['notAttempted']));
  }
  expect(doubled).toEqual([]);
});

test.each([...FIELDS, ...INSIDE].filter((field) => !(field in REQUIRED)))('%s is optional: its path is left out, and that is told', async (field) => {
  const { byEvents, applied, says, state, doubled } = await bothWaysWithout(field);
  const departed = departuresOf(usual.state, state);
  const isOfIt = pathsOf(field);
  expect(departed.filter(({ path: at }) => !isOfIt(at))).toEqual([]);
  // What Xledger makes of names is nobody's field (U25).
  const told = [...byEvents, ...applied].flatMap(({ problems }) => problems).some(({ code }) => code === 'fieldUnknownToServer');
  if (departed.length > 0 && !/\.(name|description)$/.test(field)) expect(told).toBe(true);
  expect(says.includes('Left out, because this Xledger does not know it: ')).toBe(applied.some(({ problems }) => problems.some(({ code }) => code === 'fieldUnknownToServer')));
  expect(doubled).toEqual([]);
});
