// Every document that the package sends to Xledger, and what becomes of it there.
import type { GraphQLSchema } from 'graphql';
import { FIELD_KEYS } from '../../../core/person';
import * as reading from '../../../core/xledger/reading/documents';
import { dispensable } from '../../../core/xledger/reading/missingFields';
import { unknownFieldIn } from '../../../core/xledger/transport/says';
import { typesDocument } from '../../../core/xledger/writing/introspection';
import { MUTATIONS } from '../../../core/xledger/writing/nodes';
import type { Effect } from '../facts';
import { isNoAccess, type Reply } from './ask';
import { lacking } from './schema';
import type { Reader } from './rows';

export interface DocumentCheck {
  name: string;
  effect: Effect;
  says: string;
}

interface Sent {
  name: string;
  document: string;
  /** Absent: never sent by reading. */
  variables?: (reader: Reader) => Record<string, unknown>;
  /** What follows where it is refused. */
  without: Effect;
  instead: string;
}

const page = ({ ownerSet }: Reader): Record<string, unknown> => ({ first: 1, after: null, ownerSet });
const plain = (): Record<string, unknown> => ({ first: 1, after: null });
const row = (name: string, document: string, variables: Sent['variables'], instead: string, without: Sent['without'] = 'breaks'): Sent => ({ name, document, variables, without, instead });

const DOCUMENTS: readonly Sent[] = [
  row('everybody', reading.employeesDocument('all', FIELD_KEYS), page, 'nobody can be read'),
  row('employees by dbId', reading.employeesDocument('byDbId', FIELD_KEYS), (reader) => ({ ...page(reader), dbIds: [1] }), 'nobody can be read'),
  row('employees changed since', reading.employeesDocument('changedSince', FIELD_KEYS), (reader) => ({ ...page(reader), since: '2020-01-01T00:00:00' }), '"Changed since" of Xledger Find Employees does not work'),
  row('index of everybody', reading.INDEX_DOCUMENT, page, 'nobody can be matched'),
  row('contacts', reading.CONTACTS_DOCUMENT, page, 'nobody can be created'),
  row('contacts by e-mail', reading.CONTACTS_BY_EMAIL_DOCUMENT, (reader) => ({ ...page(reader), emails: ['verify@example.no'] }), 'all contacts are read instead, as expected (U17)', 'fits'),
  row('genders of contacts', reading.CONTACT_GENDERS_DOCUMENT, page, 'gender is not written'),
  row('suppliers', reading.SUPPLIERS_DOCUMENT, page, 'nobody can be created'),
  row('suppliers by dbId', reading.SUPPLIERS_BY_DBID_DOCUMENT, (reader) => ({ ...page(reader), dbIds: [1] }), 'subledgers are not written'),
  row('suppliers by code', reading.SUPPLIERS_BY_CODE_DOCUMENT, (reader) => ({ ...page(reader), codes: ['verify'] }), 'all suppliers are read instead (U17)', 'handled'),
  row('supplier groups in use', reading.SUPPLIER_GROUPS_DOCUMENT, page, 'the list to choose from is empty; the dbId can be typed', 'handled'),
  row('employee groups', reading.EMPLOYEE_GROUPS_DOCUMENT, plain, 'those in use are offered instead', 'handled'),
  row('employee groups in use', reading.EMPLOYEE_GROUPS_IN_USE_DOCUMENT, page, 'the list to choose from may be empty; the dbId can be typed', 'handled'),
  row('countries', reading.COUNTRIES_DOCUMENT, plain, 'addresses are not written'),
  row('input types', typesDocument(1), () => ({ t0: 'UpdateEmployeesInput' }), 'forms are found by trying (U27)', 'handled'),
  ...Object.entries(MUTATIONS).map(([name, { document }]): Sent => ({ name, document, without: 'breaks', instead: `${name} cannot be sent` })),
];

/** Compares each with the schema, where there is one, and sends those that only read, for one row each. */
export async function checkDocuments(reader: Reader, schema: GraphQLSchema | undefined, onlyOwnerSet: Reader['ownerSet']): Promise<DocumentCheck[]> {
  const checks: DocumentCheck[] = [];
  for (const { name, document, variables, without, instead } of DOCUMENTS) {
    const lacks = schema ? lacking(schema, document) : [];
    const reply = variables ? await reader.asker.ask(document, variables({ ...reader, ownerSet: onlyOwnerSet })) : undefined;
    const why = lacks.length > 0 ? lacks.join(' ') : reply && whyRefused(reply);
    if (why !== undefined && isSurvived(document, lacks.length > 0 ? lacks : (reply?.errors ?? []).map(({ message }) => message))) checks.push({ name, effect: 'handled', says: `${why} So that is not asked for; what stands there is neither compared nor written.` });
    else if (why !== undefined) checks.push({ name, effect: without, says: `${why} So ${instead}.` });
    else checks.push({ name, effect: 'fits', says: reply ? 'answered' : schema ? 'fits the schema' : 'not sent: it writes, and the schema is not told' });
  }
  return checks;
}

/** Whether the package reads on without all that the server does not know. */
function isSurvived(document: string, messages: readonly string[]): boolean {
  return messages.every((message) => {
    const unknown = unknownFieldIn(message);
    return unknown !== undefined && dispensable(document, [unknown]).length > 0;
  });
}

/** In words that hold nobody's value: field and type names, or a code. */
function whyRefused(reply: Reply): string | undefined {
  if (reply.errors.length === 0) return undefined;
  if (isNoAccess(reply)) return 'The token has no access to a part of it.';
  const words = reply.errors.flatMap(({ message }) => SCHEMA_WORDS.exec(message)?.[0] ?? []);
  const codes = [...new Set(reply.errors.flatMap(({ code }) => code ?? []))];
  return words.length > 0 ? `${[...new Set(words)].join('; ')}.` : `Refused${codes.length > 0 ? ` (${codes.join(', ')})` : ''}.`;
}

const SCHEMA_WORDS = /(?:Cannot query field|Unknown (?:argument|type|field)|Field) "[\w.]{1,80}"(?: (?:on type|on field|is not defined by type|of type) "[\w.]{1,80}")?/i;
