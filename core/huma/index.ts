/** Huma's side: reads people through its Open API, from its webhooks, and from items, into the person that both systems share; writes what a manual sync decides. */
export { createHuma } from './huma';
export { HumaFailure, type Huma, type HumaAccess, type HumaAnswer, type HumaFieldResult, type HumaListedUser, type HumaOptions, type HumaScope, type HumaUpdate, type HumaUser, type HumaWebhookEvent, type HumaWritten, type NewHumaUser } from './types';
export { readGiven as readUser, type GivenReading, type GivenUser } from './user';
export { describeDelivery, readWebhook, verifySignature, type WebhookAnswer, type WebhookOptions, type WebhookRequest } from './webhook';
