/** Huma's side: reads people through its Open API, from its webhooks, and from items, into the person that both systems share. */
export { createHuma } from './huma';
export { HumaFailure, type Huma, type HumaAccess, type HumaAnswer, type HumaListedUser, type HumaOptions, type HumaScope, type HumaUser, type HumaWebhookEvent } from './types';
export { readGiven as readUser, type GivenReading, type GivenUser } from './user';
export { readWebhook, verifySignature, type WebhookAnswer, type WebhookOptions, type WebhookRequest } from './webhook';
