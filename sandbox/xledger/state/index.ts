// The stored side of the sandbox's Xledger.
export { CHANGES_KEPT, XledgerState } from './state';
export { addPerson, seed, type Seed } from './seed';
export * from './fixed';
export type * from './rows';
export type { Table } from './table';
