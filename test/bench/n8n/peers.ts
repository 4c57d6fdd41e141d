// What an integrator would otherwise wire up of n8n's own nodes: one lookup and its writes a person, within Xledger's limit of requests.
import { SANDBOX_TOKEN } from '../../../sandbox/xledger';
import type { Node, Wire } from '../../../scripts/flows/flow';
import { become, manual, only, splitOut } from '../../../scripts/flows/nodes';

/** A person as the peers get them. */
export interface FlatPerson {
  email: string;
  firstName: string;
  lastName: string;
  code: string;
  phone: string;
  street: string;
  zipCode: string;
  place: string;
  trialTo: string;
}

type At = Node['at'];
interface Peer {
  nodes: Node[];
  wires: Wire[];
}

/** One flow a person: what the webhook carries is looked up and written. */
export function onePersonAtATime(xledgerUrl: string, path: string): Peer {
  const person = "$('Webhook').item.json.body";
  const found = "$('Look Up').item.json.data.employees.edges[0].node";
  return {
    nodes: [
      { name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, at: [0, 0], parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} }, webhookId: path },
      lookUp(xledgerUrl, [1, 0], `${person}.code`),
      ...updates(xledgerUrl, [2, 0], person, { contact: `${found}.contact.dbId`, subledger: `${found}.subledger.dbId`, employee: `${found}.dbId` }),
    ],
    wires: [['Webhook', 'Look Up'], ['Look Up', 'Update Contact'], ...UPDATES],
  };
}

/** A full sync: everybody is looked up, Compare Datasets finds who differs, and each is written alone. */
export function wholeSync(xledgerUrl: string, people: readonly FlatPerson[]): Peer {
  const keys = ['email', 'phone', 'street', 'zipCode', 'place', 'trialTo'] satisfies (keyof FlatPerson)[];
  const node = '$json.data.employees.edges[0].node';
  const person = "$('People').all().map(({ json }) => json).find(({ email }) => email === $('Compare Datasets').item.json.keys.email)";
  const id = (name: string) => `$('Compare Datasets').item.json.skipped.${name}.inputB`;
  const found = `{ email: ${node}.contact.email, phone: ${node}.contact.phone.replaceAll(' ', ''), street: ${node}.contact.address.streetAddress, zipCode: ${node}.contact.address.zipCode, place: ${node}.contact.address.place, trialTo: ${node}.trialTo ?? '', contact: ${node}.contact.dbId, subledger: ${node}.subledger.dbId, employee: ${node}.dbId }`;
  return {
    nodes: [
      manual('Start', [0, 0]),
      become('Everybody', [1, 0], JSON.stringify({ people })),
      splitOut('People', [2, 0], 'people'),
      become('As Compared', [3, 1], `={{ JSON.stringify({ ${keys.map((key) => `${key}: $json.${key}`).join(', ')} }) }}`),
      lookUp(xledgerUrl, [3, 0], '$json.code'),
      only('Found', [4, 0], [['={{ $json.data.employees.edges }}', 'array', 'notEmpty']]),
      become('As Found', [5, 0], `={{ JSON.stringify(${found}) }}`),
      { name: 'Compare Datasets', type: 'n8n-nodes-base.compareDatasets', typeVersion: 2.3, at: [6, 0], parameters: { mergeByFields: { values: [{ field1: 'email', field2: 'email' }] }, resolve: 'includeBoth', options: { skipFields: 'contact, subledger, employee' } } },
      ...updates(xledgerUrl, [7, 0], person, { contact: id('contact'), subledger: id('subledger'), employee: id('employee') }),
      ...creations(xledgerUrl, [7, -2], "$('People').all().map(({ json }) => json).find(({ email }) => email === $('Compare Datasets').item.json.email)"),
    ],
    wires: [
      ['Start', 'Everybody'], ['Everybody', 'People'], ['People', 'As Compared'], ['People', 'Look Up'], ['Look Up', 'Found'], ['Found', 'As Found'],
      ['As Compared', 'Compare Datasets'], ['As Found', 'Compare Datasets', { input: 1 }],
      ['Compare Datasets', 'Update Contact', { output: 2 }], ...UPDATES,
      ['Compare Datasets', 'Add Contact'], ['Add Contact', 'Add Supplier'], ['Add Supplier', 'Add Employee'],
    ],
  };
}

const UPDATES: Wire[] = [['Update Contact', 'Update Supplier'], ['Update Supplier', 'Update Employee']];

/** By employment ID: whether Xledger finds employees by e-mail is not known (U17). */
const LOOK_UP = 'query ($code: String) { employees(first: 1, objectStatus: ALL, filter: { code: $code }) { edges { node { dbId trialTo contact { dbId email phone address { streetAddress zipCode place } } subledger { dbId } } } } }';
const lookUp = (url: string, at: At, code: string): Node => request('Look Up', at, url, LOOK_UP, `{ code: ${code} }`);

function updates(url: string, [column, row]: At, person: string, ids: Record<'contact' | 'subledger' | 'employee', string>): Node[] {
  const address = `streetAddress: ${person}.street, zipCode: ${person}.zipCode, place: ${person}.place`;
  return [
    mutation('Update Contact', [column, row], url, 'updateContacts', 'UpdateContactsInput', `{ dbId: ${ids.contact}, phone: ${person}.phone, address: { ${address} } }`),
    mutation('Update Supplier', [column + 1, row], url, 'updateSuppliers', 'UpdateSuppliersInput', `{ dbId: ${ids.subledger}, phone: ${person}.phone, ${address} }`),
    mutation('Update Employee', [column + 2, row], url, 'updateEmployees', 'UpdateEmployeesInput', `{ dbId: ${ids.employee}, trialTo: ${person}.trialTo }`),
  ];
}

function creations(url: string, [column, row]: At, person: string): Node[] {
  const added = (node: string, connection: string) => `String($('${node}').item.json.data.${connection}.edges[0].node.dbId)`;
  const address = `streetAddress: ${person}.street, zipCode: ${person}.zipCode, place: ${person}.place`;
  return [
    mutation('Add Contact', [column, row], url, 'addContacts', 'AddContactsInput', `{ firstName: ${person}.firstName, lastName: ${person}.lastName, email: ${person}.email, phone: ${person}.phone, address: { ${address} } }`),
    mutation('Add Supplier', [column + 1, row], url, 'addSuppliers', 'AddSuppliersInput', `{ code: ${person}.code, description: ${person}.firstName + ' ' + ${person}.lastName, email: ${person}.email, phone: ${person}.phone, ${address} }`),
    mutation('Add Employee', [column + 2, row], url, 'addEmployees', 'AddEmployeesInput', `{ code: ${person}.code, description: ${person}.firstName + ' ' + ${person}.lastName, trialTo: ${person}.trialTo, contact: { dbId: ${added('Add Contact', 'addContacts')} }, subledger: { dbId: ${added('Add Supplier', 'addSuppliers')} } }`),
  ];
}

const mutation = (name: string, at: At, url: string, field: string, input: string, node: string): Node =>
  request(name, at, url, `mutation ($inputs: [${input}!]!) { ${field}(inputs: $inputs) { edges { node { dbId } } } }`, `{ inputs: [{ clientId: '1', node: ${node} }] }`);

/** One request an item, and time enough between two that the nodes after it, which do not wait for it, stay within what Xledger allows (20 in 5 s). */
const request = (name: string, at: At, url: string, query: string, variables: string): Node => ({
  name,
  type: 'n8n-nodes-base.httpRequest',
  typeVersion: 4.2,
  at,
  parameters: {
    method: 'POST',
    url,
    sendHeaders: true,
    headerParameters: { parameters: [{ name: 'Authorization', value: `token ${SANDBOX_TOKEN}` }] },
    sendBody: true,
    specifyBody: 'json',
    jsonBody: `={{ JSON.stringify({ query: ${JSON.stringify(query)}, variables: ${variables} }) }}`,
    options: { batching: { batch: { batchSize: 1, batchInterval: 400 } } },
  },
});
