/** What the editor's "Test" says about a credential: only reads, and names what is wrong. Offered by every node that uses it. */
export { testHumaCredential } from './huma';
export { testWebhookCredential } from './webhook';
export { testXledgerCredential } from './xledger';
