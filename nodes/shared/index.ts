/** The only bridge to n8n: clients, credentials, parameters, lists, items and errors, as the nodes use them. */
export { humaOf, xledgerOf } from './clients';
export { clockOf } from './clock';
export { testWebhookCredential, testXledgerCredential } from './credentialTests';
export { humaCredential, webhookCredential, xledgerCredential, type WebhookCredential } from './credentials';
export { nodeError } from './errors';
export { FIELD_OPTIONS, mappableFields } from './fieldOptions';
export { itemFrom } from './items';
export { getEmployeeGroups, getOwners, getSubledgerGroups, searchEmployees, searchGroups } from './lists';
export { parameter, triggerParameter, type Schema } from './parameters';
export { coveredPerson, openedPerson, sealedPerson, type ShownPerson } from './sensitive';
