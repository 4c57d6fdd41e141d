/** What Huma posts by itself: checked and read. */
export { readWebhook, type WebhookAnswer, type WebhookOptions, type WebhookRequest } from './message';
export { verifySignature } from './signature';
