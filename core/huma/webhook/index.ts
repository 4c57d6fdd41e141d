/** What Huma posts by itself: checked and read, or described without its values. */
export { describeDelivery, type Delivery, type DeliveryFact } from './delivery';
export { readWebhook, type WebhookAnswer, type WebhookOptions, type WebhookRequest } from './message';
export { verifySignature } from './signature';
