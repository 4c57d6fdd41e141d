// An embedded Huma: the Open API, the webhooks, every open question as a switch, faults to order, and a page to edit people.
export { startHuma, CLIENT_ID, CLIENT_SECRET, type HumaOptions, type HumaSandbox } from './server';
export { SWITCHES, defaultSwitches, type Switch, type SwitchKey, type Switches } from './switches';
export type { Fault, FaultInput } from './control/faults';
export type { JournalEntry } from './control/journal';
export type { PlainPerson, PlainPersonInput, PlainPersonUpdate } from './control/plainPeople';
export type { Delivery, WebhookSettings } from './webhooks';
export { GROUPS } from './state/seed';
