// An embedded Huma: the Open API, the webhooks, every open question as a switch, faults to order, and a page to edit people.
export { openHuma, startHuma, CLIENT_ID, CLIENT_SECRET, type HumaOptions, type HumaSandbox, type HumaTenant } from './server';
export { SWITCHES, defaultSwitches, type Switch, type SwitchKey, type Switches } from './switches';
export type { Fault, FaultInput, JournalEntry, PlainPerson, PlainPersonInput, PlainPersonUpdate } from './control';
export type { Delivery, WebhookSettings } from './webhooks';
export { GROUPS } from './state';
