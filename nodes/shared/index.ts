/** The only bridge to n8n: clients, credentials, parameters, lists, items and errors, as the nodes use them. */
export { humaOf, xledgerOf } from './clients';
export { clockOf } from './clock';
export { testHumaCredential, testWebhookCredential, testXledgerCredential } from './credentialTests';
export { authorised, humaCredential, webhookCredential, xledgerCredential, type WebhookCredential, type XledgerCredential } from './credentials';
export { errorItems, fault, nodeError } from './errors';
export { coveredPerson, itemFrom, openedPerson, sealedPerson, type ShownPerson } from './items';
export { readLinks } from './links';
export { getEmployeeGroups, getGroups, getOwners, getSubledgerGroups, searchEmployees, searchGroups } from './lists';
export { parameter, parameterOrProperty, triggerParameter, type Schema } from './parameters';
export * from './settings';
