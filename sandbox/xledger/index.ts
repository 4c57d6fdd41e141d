// An Xledger for demos and tests: a real GraphQL server with state, limits, faults, and a switch for everything nobody knows.
export { createXledger, startXledger, type XledgerOptions, type XledgerSandbox, type XledgerTenant } from './sandbox';
export { positionsOf, SWITCH_KEYS, SWITCHES, switchesWith, type SwitchKey, type Switches } from './switches';
export { summaryOf, TOKEN_DAYS, type Fault, type FaultOrder, type JournalEntry, type Limits } from './control';
export { addPerson, FOREIGN_OWNER, FOREIGN_TOKEN, MAIN_OWNER, SANDBOX_TOKEN, SUB_ENTITY_TOKEN, SUB_OWNER } from './state';
export type { AddressRow, ContactRow, EmployeeRow, Right, SubledgerRow, Token, XledgerState } from './state';
export { MAPPED_VALUES, peopleOf, personOf, type PersonView } from './mappedValues';
