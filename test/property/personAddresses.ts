// Addresses with parts missing on either side.
import fc from 'fast-check';
import type { Address } from '../../core/person';

const part = fc.constantFrom('Prøvegata 1', 'Nygata 2, B', '0150', 'Oslo', 'Åsgårdstrand');

/** Huma's address, and what Xledger has at one place. */
export const addressCases: fc.Arbitrary<{ wanted: Address; current: Address | null }> = fc.record({
  wanted: fc.record({ street: part, zipCode: part, place: part, country: fc.constantFrom('NO', 'SE') }, { requiredKeys: [] }).filter((address) => Object.keys(address).length > 0),
  current: fc.option(fc.record({ street: part, zipCode: part, place: part, country: fc.constantFrom('NO', 'SE') }, { requiredKeys: [] })),
});
