// What the real Huma does not have: the admin address, ordered faults, the journal, people in a flat shape.
export { adminRoutes, confirmEmail } from './admin';
export { Faults, type Fault, type FaultInput } from './faults';
export { addFaultsAndJournal } from './guard';
export { Journal, type JournalEntry } from './journal';
export { applyPlain, plainPerson, setActive, type PlainPerson, type PlainPersonInput, type PlainPersonUpdate } from './plainPeople';
