// Huma's webhooks: what a change of a person says, how it is signed, and where it is sent.
export { messagesOf, exportMessages, type Message } from './messages';
export { Webhooks, type Delivery, type WebhookSettings } from './delivery';
