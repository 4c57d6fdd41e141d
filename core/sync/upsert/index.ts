/** Bringing people over one by one or by the thousand, without a plan: events, and what people ask for by hand. */
export { upsert, type Upserted } from './upsert';
