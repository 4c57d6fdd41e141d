// U27: each output field that we ask for, taken out of Xledger's schema in turn: an optional one is neither compared nor written, and that is told; one that people are known by stops before the first write and is named.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { FIELD_KEYS } from '../../../core/person';
import * as documents from '../../../core/xledger/reading/documents';
import { departuresOf, ranIn, stateOf, type Ran } from './ran';
import { CAST, worldIn } from './world';

jest.setTimeout(60_000);

const SCHEMA = buildSchema(readFileSync(path.join(__dirname, '../../../sandbox/xledger/schema.graphql'), 'utf8'));

/** `Contact.jobTitle`, …: all that is asked of rows. */
const FIELDS = [...new Set([documents.employeesDocument('all', FIELD_KEYS), ...Object.values(documents).filter((value) => typeof value === 'string')].flatMap((document) => {
  const types = new TypeInfo(SCHEMA);
  const found: string[] = [];
  visit(parse(document), visitWithTypeInfo(types, { Field: ({ name }) => void found.push(`${types.getParentType()?.name}.${name.value}`) }));
  return found.filter((field) => !/^Query\.|Connection\.|Edge\.|^PageInfo\./.test(field));
}))];

/** By these people are found, told apart and written. */
const REQUIRED = ['Employee.dbId', 'Employee.ownerDbId', 'Employee.code', 'Employee.contact', 'Employee.subledger', 'Contact.dbId', 'Contact.ownerDbId', 'Contact.email', 'Subledger.dbId', 'Subledger.code', 'Subledger.email', 'Supplier.dbId', 'Supplier.ownerDbId', 'Supplier.code', 'Supplier.email'];
/** Of pick lists only. */
const PICKED = FIELDS.filter((field) => /^ObjectValue\.|\.\w+Group$/.test(field));

/** Read for other reasons than a comparison: nothing is missed. */
const MISSED_BY_NOBODY = ['Employee.description', 'Employee.modifiedAt', 'Employee.socialSecurityMasked', 'Contact.name', 'Country.description', 'Country.dbId', 'Subledger.ledgerType', 'Subledger.company', 'Company.country', 'Supplier.description'];

/** By these it is known whether somebody has left: who has, is not to be made a user of Huma. */
const ENDS = ['Employee.employmentTo', 'Employee.dateTo'];
const NAMES = ['Contact.firstName', 'Contact.lastName'];

/** Where values of this field end in Xledger. */
function isOf(field: string): (at: string) => boolean {
  const [type = '', name = ''] = field.split('.');
  if (['Address', 'State', 'Country'].includes(type)) return (at) => /^(contact|subledger)\.address\./.test(at);
  if (type === 'SystemValue') return (at) => at === 'contact.gender';
  // Texts that Xledger, or we, make of the names (U25).
  if (NAMES.includes(field)) return (at) => [`contact.${name}`, 'contact.name', 'employee.description'].includes(at);
  return (at) => at === `${type.toLowerCase()}.${name}` || at.startsWith(`${type.toLowerCase()}.${name}.`);
}

let usual: Ran;
beforeAll(async () => (usual = await ranIn({})));

async function bothWaysWithout(field: string) {
  const world = await worldIn({ lacks: [field] });
  try {
    const before = stateOf(world);
    const byEvents = await world.events();
    const rows = await world.plan().catch((error: Error) => error.message);
    const applied = typeof rows === 'string' ? [] : (await world.apply(rows)).outcomes;
    const mutations = world.xledger.journal.filter(({ kind }) => kind === 'mutation').flatMap(({ rootFields }) => rootFields);
    return { before, byEvents, rows, applied, mutations, state: stateOf(world), doubled: CAST.filter((role) => world.now(role).length > 1) };
  } finally {
    await world.close();
  }
}

test('the tables name fields that are asked for', () => {
  expect([...REQUIRED, ...MISSED_BY_NOBODY, ...ENDS, ...NAMES].filter((field) => !FIELDS.includes(field))).toEqual([]);
  expect(FIELDS.length).toBeGreaterThan(50);
});

test.each(REQUIRED)('%s is required: nobody is written whom it tells from others, and it is named', async (field) => {
  const { byEvents, rows, applied, mutations, doubled } = await bothWaysWithout(field);
  const [type = '', name = ''] = field.split('.');
  const words = `Xledger's schema has no field ${name} on ${type}`;
  // Contacts and suppliers are asked for on their own only where rows of them are added, or suppliers written.
  const isAskedAlone = type === 'Supplier' || field === 'Contact.ownerDbId';
  expect(mutations.filter((each) => !isAskedAlone || each.startsWith('add') || (type === 'Supplier' && each === 'updateSuppliers'))).toEqual([]);
  expect(isAskedAlone ? typeof rows : rows).toBe(isAskedAlone ? 'object' : words);
  expect([...byEvents, ...applied].filter(({ reason }) => reason.includes(words)).length).toBeGreaterThan(0);
  expect(doubled).toEqual([]);
});

test.each(FIELDS.filter((field) => !REQUIRED.includes(field) && !PICKED.includes(field)))('%s is optional: neither compared nor written, and that is told', async (field) => {
  const { before, byEvents, rows, applied, state, doubled } = await bothWaysWithout(field);
  const departed = departuresOf(usual.state, state);
  const isMissed = !MISSED_BY_NOBODY.includes(field);
  // Towards Huma goes what Xledger shows; nobody becomes a user without a name, or perhaps after having left.
  const isTowardsHuma = ({ role, path: at }: (typeof departed)[number]) => (role === 'xledgerWins' || role === 'onlyInXledger') && at.startsWith('huma.');
  const owed = departed.filter((one) => !isTowardsHuma(one));
  expect(owed.filter(({ path: at }) => !isMissed || !isOf(field)(at))).toEqual([]);
  expect(state.onlyInXledger?.['huma.email'] === undefined).toBe(ENDS.includes(field) || NAMES.includes(field));
  // Whoever was in Xledger keeps what nobody can see, emptied in Huma or not.
  const kept = departuresOf(before, state).filter(({ role, path: at }) => before[role]?.['employee.code'] !== undefined && isOf(field)(at));
  if (isMissed && !NAMES.includes(field) && field !== 'Employee.dateTo') expect(kept).toEqual([]);
  const told = [...byEvents, ...applied].flatMap(({ problems }) => problems).filter(({ code }) => code === 'notShown');
  expect(told.length > 0).toBe(owed.length > 0);
  expect(typeof rows === 'string' ? rows : rows.some(({ attention }) => attention.some(({ code }) => code === 'notShown'))).toBe(isMissed && field !== 'Employee.dateTo');
  const stopped = [...byEvents, ...applied].filter(({ outcome, code }) => code !== 'creating' && (outcome === 'failed' || outcome === 'notAttempted'));
  expect(stopped.map(({ reason }) => reason)).toEqual([]);
  expect(doubled).toEqual([]);
});

test('a field that goes between the plan and its apply is left alone; the rest of the row is written', async () => {
  const world = await worldIn({});
  try {
    await world.events();
    const rows = await world.plan();
    const before = stateOf(world);
    world.xledger.lacks.add('Employee.trialTo');
    const { outcomes } = await world.apply(rows);
    const after = stateOf(world);
    expect(after.humaWins?.['employee.trialTo']).toBe(before.humaWins?.['employee.trialTo']);
    expect(after.humaWins?.['contact.jobTitle']).toBe('Regnskapssjef');
    expect(after.xledgerWins?.['huma.probationEndDate']).toBe(before.xledgerWins?.['huma.probationEndDate']);
    const told = outcomes.filter(({ problems }) => problems.some(({ code, field }) => code === 'notShown' && field === 'probationEnd'));
    expect(told.map(({ outcome }) => outcome)).toEqual(told.map(() => 'applied'));
    expect(told.length).toBeGreaterThan(1);
  } finally {
    await world.close();
  }
});
