// What Xledger is sent, request by request, and what is told of each person: for each position of what nobody knows about it, and each fault at each stage. Expected: traffic.json.
import path from 'node:path';
import type { CreationDefaults, NewPerson, WriteResult } from '../../core/xledger';
import type { FaultOrder, JournalEntry, Switches } from '../../sandbox/xledger';
import { approvedIn } from '../approved';
import { everyone, stored, tenantWith, updateOf, type Changes, type Tenant } from './xledgerTenant';

jest.setTimeout(60_000);

const approved = approvedIn(path.join(__dirname, 'traffic.json'));

let tenant: Tenant;
afterEach(() => tenant.close());

interface Scenario {
  switches?: Partial<Switches>;
  /** The forms of this Xledger, when nothing is known of its inputs either. */
  forms?: object;
  genders?: object;
  fault?: FaultOrder;
  neighbours?: { subEntity?: number; foreign?: number };
  defaults?: CreationDefaults;
  /** People to create, or changes of the first employees. */
  people?: readonly NewPerson['person'][];
  changes?: readonly Changes[];
  before?: (tenant: Tenant) => void;
  /** What an earlier run left of the first new person. */
  adopt?: (tenant: Tenant) => NewPerson['adopt'];
}

const READING = { bankCountry: 'NO', phoneCountry: 'NO' };
const NY: NewPerson['person'] = {
  email: 'Ny.Person@example.no', givenName: 'Ny', familyName: 'Persøn', employmentId: '09001', phone: '+4799030001', birthDate: '1991-02-03' as never, bankAccount: { kind: 'national', number: '86011117947', country: 'NO' },
  address: { street: 'Vei 2', zipCode: '5003', place: 'Bergen', country: 'NO' }, gender: 'Female', jobTitle: 'Kokk', employmentStart: '2026-04-01' as never, probationEnd: '2026-10-01' as never, nationalId: { number: '01819012300' },
};
const BARE: NewPerson['person'] = { email: 'to@example.no', givenName: 'To', familyName: 'Prøve' };
const SWEDISH = { street: 'Kungsgatan 1', zipCode: '11143', place: 'Stockholm', country: 'SE' };
const ALL: Changes = {
  'contact.email': 'Ny.Adresse@example.no', 'contact.firstName': 'Åse', 'contact.lastName': 'Nygård', 'contact.phone': '+4799000901', 'contact.birthday': '1990-02-03', 'contact.jobTitle': 'Regnskapsfører', 'contact.gender': 'Female', 'contact.address': SWEDISH, 'contact.socialSec': '01819012300',
  'subledger.email': 'Ny.Adresse@example.no', 'subledger.description': 'Åse Nygård', 'subledger.phone': '+4799000901', 'subledger.bankAccount': '86011117947', 'subledger.address': SWEDISH, 'employee.employmentFrom': '2026-02-01', 'employee.trialTo': null,
};
const FEW: Changes = { 'contact.jobTitle': 'Kokk', 'subledger.phone': '+4799000902', 'employee.trialTo': '2026-08-01' };

const TENANTS: Record<string, Partial<Switches>> = {
  'the likeliest': {},
  U1b: { U1: 'anotherLedgerKind' }, U1d: { U1: 'subledgerIsNull' }, U3b: { U3: 'contactFromFlatFields' }, U3c: { U3: 'contactAndSubledger' }, U3e: { U3: 'ignoresLookupsAndMakesItsOwn' }, U4b: { U4: 'moreNonNullFields' }, U4c: { U4: 'serverRulesBeyondTheSchema' },
  U5b: { U5: 'nullIsIgnored' }, U5c: { U5: 'nullIsRejected' }, U7b: { U7: 'wholeReplaced' }, U8b: { U8: 'nameInTheTenantsLanguage' }, U8c: { U8: 'alpha2' }, 'U8c, others rejected': { U8: 'alpha2', U8unknown: 'rejected' }, U9b: { U9: 'countryElsewhere' }, 'U9c, U8c': { U9: 'onlyNestedShows', U8: 'alpha2' },
  U11b: { U11: 'otherOrder' }, U11c: { U11: 'clientIdNull' }, U12b: { U12: 'mf', U12key: 'onlyName' }, U12c: { U12: 'numbersAndLocalNames', U12key: 'onlyDbIdAndDbSubId' }, U12d: { U12key: 'codeDoesNotStick' },
  U15: { U15all: 'rejected' }, U17a: { U17: 'allIgnoringCase' }, U17c: { U17: 'allRejected' }, U18b: { U18: 'int64String', U18lookup: 'int64String' }, U18c: { U18: 'int', U18lookup: 'int' }, U22c: { U22: 'rejectedWhenInvalid' }, U24b: { U24: 'masked' }, U24c: { U24: 'null', U24employee: 'itsOwnValue' },
  U25b: { U25: 'stay' }, U27b: { U27: 'someMissing' }, U27c: { U27: 'introspectionOff' }, U27d: { U27: 'introspectionOffAndSomeMissing' }, 'refusals with 400': { refusals: 'http400', U18: 'int64String' },
};
const FAULTS: Record<string, FaultOrder> = {
  'cut after the work': { kind: 'resetAfter' }, 'cut before the work': { kind: 'resetBefore' }, 'half a reply': { kind: 'halfJson' }, '503 after the work': { kind: 'status', status: 503, work: 'done' }, '529 three times': { kind: 'status', status: 529, count: 3 },
  'data null, nothing done': { kind: 'dataNullWithErrors' }, 'data null, all done': { kind: 'dataNullWithErrors', work: 'done' }, 'data null, always': { kind: 'dataNullWithErrors', count: 20 }, 'timed out, all done': { kind: 'timeoutMessage' }, 'timed out, nothing done': { kind: 'timeoutMessage', work: 'notDone' },
  burst: { kind: 'burst' }, concurrency: { kind: 'concurrency' }, 'credits gone': { kind: 'creditsGone' }, 'token revoked': { kind: 'tokenRevoked' }, 'cut for ever': { kind: 'resetBefore', count: 200 },
};
const STAGES = ['updateContacts', 'updateEmployees', 'addContacts', 'addSuppliers', 'addEmployees'];

/** Input fields that an Xledger may lack: what no creation or update can do without, what inner objects are made of, and what a value alone needs (U27). */
const LACKING: Record<'people' | 'changes', readonly string[]> = {
  people: ['AddContactsInput.node', 'AddContactsInput.clientId', 'AddContactsInputNode.firstName', 'AddContactsInputNode.jobTitle', 'AddContactsInputNode.address', 'AddSuppliersInputNode.code', 'AddSuppliersInputNode.phone', 'AddEmployeesInputNode.contact', 'AddEmployeesInputNode.trialTo', 'OwnerLookup.dbId', 'Lookup.dbId'],
  changes: ['UpdateContactsInput.node', 'UpdateContactsInput.clientId', 'UpdateContactsInputNode.dbId', 'UpdateContactsInputNode.gender', 'UpdateContactsInputNode.jobTitle', 'UpdateSuppliersInputNode.bankAccount', 'UpdateEmployeesInputNode.trialTo', 'AddressInput.country', 'AddressInput.streetAddress', 'SystemValueLookup.code'],
};
const lacking = ([what, fields]: [string, readonly string[]]) => fields.flatMap((field) => (['', ', and does not say so'] as const).map((closed): [string, Scenario] => [
  `${what === 'people' ? 'create' : 'update'}: it lacks ${field}${closed}`,
  { forms: {}, ...(closed && { switches: { U27: 'introspectionOff' } }), before: ({ sandbox }) => void sandbox.lacks.add(field), ...(what === 'people' ? { people: [NY, BARE] } : { changes: [ALL, FEW] }) },
]));

const SCENARIOS: Record<string, Scenario> = {
  ...Object.fromEntries(Object.entries(TENANTS).map(([name, switches]) => [`update, ${name}`, { switches, forms: {}, changes: [ALL] }])),
  ...Object.fromEntries(Object.entries(TENANTS).map(([name, switches]) => [`create, ${name}`, { switches, forms: {}, people: [NY] }])),
  ...Object.fromEntries(STAGES.flatMap((rootField) => Object.entries(FAULTS).map(([name, fault]): [string, Scenario] => [`${rootField}: ${name}`, { fault: { ...fault, which: { rootField } }, ...(rootField.startsWith('add') ? { people: [NY, BARE] } : { changes: [FEW, { 'contact.jobTitle': 'Kokk', 'employee.trialTo': '2026-08-02' }] }) }]))),
  ...Object.fromEntries(Object.entries(LACKING).flatMap(lacking)),
  'update: a value for one, a clearing for another': { changes: [{ 'contact.jobTitle': null }, { 'contact.jobTitle': 'Kokk' }] },
  'update: a phone number that is rejected, one of three': { switches: { U22: 'rejectedWhenInvalid' }, changes: [FEW, { 'contact.phone': 'ring meg', 'contact.jobTitle': 'Kokk' }, FEW] },
  'update: only what is rejected': { switches: { U22: 'rejectedWhenInvalid' }, changes: [{ 'contact.phone': 'ring meg' }] },
  'update: nothing': { changes: [{}] },
  'update: a country that nobody knows': { changes: [{ 'contact.address': { ...SWEDISH, country: 'KZ' } }, { 'contact.address': SWEDISH }], switches: { U9: 'onlyNestedShows' } },
  'update: a gender that nobody has': { changes: [{ 'contact.gender': 'Female', 'contact.jobTitle': 'Kokk' }], before: ({ sandbox }) => { for (const { dbId } of sandbox.state.employees.all()) sandbox.edit(dbId, { 'contact.gender': null }); } },
  'update: a gender as it is set': { changes: [{ 'contact.gender': 'Female' }], genders: { Female: { code: 'FEMALE' } }, before: ({ sandbox }) => { for (const { dbId } of sandbox.state.employees.all()) sandbox.edit(dbId, { 'contact.gender': null }); } },
  'update: names, where the texts are somebody\'s own': { changes: [{ 'contact.lastName': 'Nygård' }], switches: { U25: 'stay' }, before: ({ sandbox }) => { for (const { dbId } of sandbox.state.employees.all()) sandbox.edit(dbId, { 'employee.description': 'Sjefen', 'contact.name': 'Sjef' }); } },
  'update: forms that were learnt': { changes: [ALL], forms: { country: 'code', supplierAddress: 'code', gender: 'name', nodeDbId: 'text', lookupDbId: 'text', inputs: 'whole' }, switches: { U8: 'alpha2', U9: 'onlyNestedShows', U12key: 'onlyName', U18: 'int64String', U18lookup: 'int64String' } },
  'update: forms that were learnt and hold no more': { changes: [ALL], forms: { country: 'code', supplierAddress: 'code', gender: 'name', nodeDbId: 'text', lookupDbId: 'text', inputs: 'whole' }, switches: { U18: 'int', U18lookup: 'int' } },
  'update: no right to write contacts': { changes: [FEW, FEW], before: ({ sandbox: { state } }) => { state.tokens[0]!.rights = state.tokens[0]!.rights.filter((right) => right !== 'contact:write'); } },
  'create: a bank account that is rejected': { switches: { U22: 'rejectedWhenInvalid' }, people: [{ ...NY, phone: 'ring meg' }, BARE] },
  'create: a prefix, a group and an owner': { people: [BARE], defaults: { ownerDbId: '5001', supplierCodePrefix: 'A-', employeeGroupDbId: '1', subledgerGroupDbId: '1' } },
  'create: an e-mail that is taken': { people: [{ ...NY, email: 'taken@example.no' }, BARE], before: ({ sandbox }) => { const [row] = sandbox.state.employees.all(); sandbox.edit(row!.dbId, { 'contact.email': 'Taken@example.no' }); } },
  'create: a code that is taken': { people: [{ ...NY, employmentId: 'T1' }, BARE], before: ({ sandbox }) => { const [row] = sandbox.state.employees.all(); sandbox.edit(row!.dbId, { 'employee.code': 'T1' }); } },
  'create: twice the same': { people: [NY, { ...BARE, email: NY.email }, { ...BARE, employmentId: NY.employmentId }] },
  'create: without what is needed': { people: [{ email: 'a@example.no' }, { givenName: 'A', familyName: 'B' }, { email: 'c@example.no', givenName: 'C' }] },
  'create: a contact is left over': { people: [NY], before: ({ sandbox: { state } }) => void state.add('contacts', 5001, { firstName: 'Ny', lastName: 'Gammel', email: 'ny.person@example.no' }) },
  'create: two contacts are left over': { people: [NY], before: ({ sandbox: { state } }) => { for (const lastName of ['A', 'B']) state.add('contacts', 5001, { firstName: 'Ny', lastName, email: 'ny.person@example.no' }); } },
  'create: a supplier is left over': { people: [NY], before: ({ sandbox: { state } }) => void state.add('subledgers', 5001, { code: '09001', description: 'Ny Gammel', email: 'ny.person@example.no' }) },
  'create: a vendor has the code': { people: [NY], before: ({ sandbox: { state } }) => void state.add('subledgers', 5001, { code: '09001', description: 'Fiskegrossisten AS', email: 'faktura@example.com' }) },
  'create: nobody is there': { people: [NY], before: ({ sandbox }) => sandbox.reset({ seed: 0, neighbours: { foreign: 0 } }) },
  'create: the code made of the contact is a vendor\'s': { people: [BARE, { ...BARE, email: 'tre@example.no' }], before: ({ sandbox: { state } }) => void state.add('subledgers', 5001, { code: 'C2200009', description: 'Fiskegrossisten AS', email: 'faktura@example.com' }) },
  'create: the code made of the contact is a supplier\'s of the same person': { people: [BARE], before: ({ sandbox: { state } }) => void state.add('subledgers', 5001, { code: 'C2200009', description: 'To Prøve', email: 'TO@example.no' }) },
  'create: a contact and a supplier to use again': { people: [NY, BARE], adopt: ({ sandbox: { state } }) => ({ contactDbId: String(state.add('contacts', 5001, { firstName: 'Ny', lastName: 'Gammel', email: 'gammel@example.no' }).dbId), subledgerDbId: String(state.add('subledgers', 5001, { code: '09001', description: 'Ny Gammel', email: 'gammel@example.no' }).dbId) }) },
  'create: a contact to use again that belongs to somebody': { people: [NY, BARE], adopt: ({ sandbox: { state } }) => ({ contactDbId: String([...state.employees.all()][0]?.links.contact) }) },
  'create: a supplier to use again that belongs to somebody': { people: [NY, BARE], adopt: ({ sandbox: { state } }) => ({ subledgerDbId: String([...state.employees.all()][0]?.links.subledger) }) },
  'create: several entities': { people: [BARE], neighbours: { subEntity: 2 } },
  'create: no right to see contacts': { people: [BARE], before: ({ sandbox: { state } }) => { state.tokens[0]!.rights = state.tokens[0]!.rights.filter((right) => !right.startsWith('contact')); } },
  'create: no right to see suppliers': { people: [BARE], before: ({ sandbox: { state } }) => { state.tokens[0]!.rights = state.tokens[0]!.rights.filter((right) => !right.startsWith('sub')); } },
};

test.each(Object.entries(SCENARIOS))('%s', async (name, { switches, forms, genders, fault, neighbours, defaults = {}, people, changes = [], before, adopt }) => {
  tenant = await tenantWith({ seed: 6, neighbours, switches, keepBodies: true }, { reading: READING, genders, ...(forms && { forms: forms as never }), patience: 200_000 });
  before?.(tenant);
  const left = adopt?.(tenant);
  const rows = people ? [] : await everyone(tenant);
  const valuesBefore = new Map(rows.map(({ dbId }) => [dbId, stored(tenant, dbId)]));
  const from = tenant.sandbox.journal.length;
  const slept = tenant.clock.slept;
  if (fault) tenant.sandbox.faults.order(fault);
  const results = people
    ? await tenant.client.create(people.map((person, n) => ({ key: `ny-${n + 1}`, person, ...(n === 0 && left && { adopt: left }) })), defaults)
    : await tenant.client.update(changes.map((each, n) => updateOf(rows[n]!, each)));
  const seen = [...inShort(tenant.sandbox.journal.slice(from), fault !== undefined), ...[...results].flatMap(([key, result]) => became(key, result, valuesBefore.get(key) ?? {})), `forms ${JSON.stringify(tenant.client.forms)}, waited ${tenant.clock.slept - slept} ms`];
  expect(seen).toEqual(approved.of(name, seen));
});

test('nothing was approved that is not shown here', async () => {
  tenant = await tenantWith({ seed: 0 });
  expect(approved.names()).toEqual(Object.keys(SCENARIOS));
});

/** One line a request; the same one again is counted. With a fault, what is sent is told in the other tables: only for whom. */
function inShort(journal: readonly JournalEntry[], isFaulty: boolean): string[] {
  const lines = journal.map(({ rootFields, errorCodes, status, body }) => {
    const { variables = {}, query } = JSON.parse(body?.asked ?? '{}') as { variables?: Record<string, unknown> & { inputs?: { clientId?: string; node?: object }[] }; query: string };
    const { inputs, after, ownerSet, ...rest } = variables;
    const page = [...(after ? [`after ${JSON.stringify(after)}`] : []), ...(ownerSet === 'ALL' || ownerSet === undefined ? [] : [JSON.stringify(ownerSet)]), JSON.stringify(rest)].join(' ');
    const sent = inputs ? inputs.map(({ clientId, node }) => `${clientId?.replace(/:.*/, '')} ${isFaulty ? Object.keys(node ?? {}).length : JSON.stringify(node)}`).join(' + ') : page;
    return `${rootFields.join(' ')}(${argumentsOf(query)}) ${sent}${status === 200 ? '' : ` → ${status}`}${errorCodes.length > 0 ? ` → ${errorCodes.join(' ')}` : ''}`;
  });
  return lines.flatMap((line, place) => (line === lines[place - 1] ? [] : [line === lines[place + 1] ? `${line} (again)` : line]));
}

/** What a query is narrowed to, without what it selects. */
const argumentsOf = (query: string): string => [...query.matchAll(/\w+\(([^$][^)]*)\)/g)].map(([, within = '']) => within.replace('first: $first, after: $after', '').replace(/,? ?objectStatus: ALL, ownerSet: \$ownerSet/, 'all').replace('inputs: $inputs', '')).join('; ');

function became(key: string, result: WriteResult, before: Record<string, string | null>): string[] {
  const told = result.kind === 'notAttempted'
    ? [`because ${JSON.stringify(result.because)}`, ...(result.written ? [`written ${result.written.map((target) => target.key).join(' ')}`] : [])]
    : [...result.leftOut.map(({ target, why }) => `left out ${target.key}: ${why}`), ...(result.kind === 'refused' ? [`because ${JSON.stringify(result.because)}`, `written ${result.written.map((target) => target.key).join(' ')}`, ...result.refused.map(({ target, because }) => `refused ${target.key}: ${JSON.stringify(because)}`)] : [])];
  const values = result.ids.employeeDbId ? Object.entries(stored(tenant, result.ids.employeeDbId)).filter(([at, value]) => value !== (before[at] ?? null)).map(([at, value]) => `${at}=${value}`).join(' ') : 'nobody';
  return [`${key}: ${result.kind} ${JSON.stringify(result.ids)}${'orphans' in result && result.orphans ? ` orphans ${JSON.stringify(result.orphans)}` : ''}`, ...told, `${key} has now ${values}`];
}
