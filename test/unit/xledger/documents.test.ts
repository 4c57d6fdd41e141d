// What is sent: valid against the schema, nothing outside R2's scopes, sensitive paths only when asked for, values only in variables.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getNamedType, parse, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql';
import fc from 'fast-check';
import { FIELD_KEYS, type FieldKey } from '../../../core/person';
import * as documents from '../../../core/xledger/reading/documents';
import { merged } from '../../../core/xledger/reading/together';
import { MUTATIONS } from '../../../core/xledger/writing/nodes';
import { typesDocument } from '../../../core/xledger/writing/introspection';

const SCHEMA = buildSchema(readFileSync(join(__dirname, '../../../sandbox/xledger/schema.graphql'), 'utf8'));

const constants = Object.entries(documents).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
const probes = [...['employees', 'contacts', 'subledgers', 'suppliers', 'banks'].map((connection) => documents.ownedProbe(connection)), documents.plainProbe('countries')];
const mutations = Object.values(MUTATIONS).map(({ document }) => document);
const readings = (['all', 'byDbId', 'changedSince'] as const).map((narrowed) => documents.employeesDocument(narrowed, FIELD_KEYS));
const listed = (name: string, connection: string, document: string) => ({ name, listing: { document, connection }, variables: {} });
const together = [
  merged([listed('employees', 'employees', readings[1] ?? ''), listed('suppliers', 'suppliers', documents.SUPPLIERS_BY_DBID_DOCUMENT), listed('index', 'employees', documents.INDEX_DOCUMENT)]),
  merged([listed('index', 'employees', documents.INDEX_DOCUMENT), listed('contacts', 'contacts', documents.CONTACTS_BY_EMAIL_DOCUMENT), listed('genders', 'contacts', documents.CONTACT_GENDERS_DOCUMENT), listed('countries', 'countries', documents.COUNTRIES_DOCUMENT)]),
].map(({ document }) => document);
const all = [...together, ...constants.map(([, document]) => document), ...probes, ...mutations, ...readings, typesDocument(6)];

test.each(all)('%s is valid', (document) => {
  expect(validate(SCHEMA, parse(document))).toEqual([]);
});

test('nothing outside R2 is selected: no owner, user, currency, webhook or viewer', () => {
  const outside = new Set(['Owner', 'User', 'Currency', 'Webhook', 'Viewer', 'Entity', 'ObjectKind', 'RateLimit']);
  for (const document of all) {
    const types = new TypeInfo(SCHEMA);
    visit(parse(document), visitWithTypeInfo(types, { Field: () => void expect([document, outside.has(getNamedType(types.getType())?.name ?? '')]).toEqual([document, false]) }));
  }
});

test('a document holds no values: neither texts nor numbers', () => {
  for (const document of all) expect(document).not.toMatch(/["']|\b\d{2,}\b/);
});

test.each(all.filter((document) => /\b(?:employees|contacts|subledgers|suppliers|banks)\(/.test(document)))('objectStatus ALL and ownerSet are always given: %s', (document) => {
  expect(document).toMatch(/objectStatus: ALL, ownerSet: \$ownerSet/);
  expect(document.match(/objectStatus: ALL, ownerSet: \$ownerSet/g)).toHaveLength(document.match(/\b(?:employees|contacts|subledgers|suppliers|banks)\(/g)?.length ?? 0);
});

test('no filter type is named, and only proven scalars are declared', () => {
  const declared = new Set(all.flatMap((document) => [...document.matchAll(/\$\w+: ([\w[\]!]+)/g)].map(([, type]) => type)));
  for (const type of declared) expect(type).toMatch(/^(?:Int|String!?|OwnerSet|DateTimeString|\[Int!\]|\[String!\]|\[(?:Add|Update)(?:Contacts|Suppliers|Employees)Input!\]!)$/);
});

describe('sensitive paths', () => {
  const PATHS: Partial<Record<FieldKey, RegExp>> = { nationalId: /socialSec/, bankAccount: /bankAccount|company/, birthDate: /birthday/ };
  test('are selected exactly when their field is on', () => {
    fc.assert(
      fc.property(fc.subarray([...FIELD_KEYS]), fc.constantFrom('all' as const, 'byDbId' as const, 'changedSince' as const), (fields, narrowed) => {
        const document = documents.employeesDocument(narrowed, fields);
        for (const [field, path] of Object.entries(PATHS)) expect([field, path.test(document)]).toEqual([field, fields.includes(field as FieldKey)]);
        expect(validate(SCHEMA, parse(document))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test('are in none of the other documents', () => {
    for (const document of [...constants.map(([, each]) => each), ...probes, ...mutations]) expect(document).not.toMatch(/socialSec|bankAccount|birthday|company/);
  });
});
