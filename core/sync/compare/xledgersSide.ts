/** What stands at a target in the same normalised form as Huma's value of the field, so that one fingerprint fits both (R20, R38). */
import { fieldOf, type FieldKey, type Person, type Reading, type Target, type TargetValue, ADDRESS_PARTS, type Address } from '../../person';

/** Undefined where nothing stands, or what stands is not a value of this kind. */
export function xledgersCanonical(field: FieldKey, target: Target, before: TargetValue | null, person: Person, reading: Reading): string | undefined {
  if (before === null) return undefined;
  const raw = (LIKE_HUMAS[target.shape] ?? asItIs)(before, person);
  const parsed = fieldOf(field).kind.parse(raw, reading);
  return parsed.ok ? fieldOf(field).kind.canonical(parsed.value as never, reading) : undefined;
}

const asItIs = (before: TargetValue): unknown => before;

/** What Xledger's side lacks or has too much of, compared with what Huma says of the same field. */
const LIKE_HUMAS: { readonly [S in Target['shape']]?: (before: TargetValue, person: Person) => unknown } = {
  address: (before, { address }) => (typeof before === 'object' && address ? partsOf(address, before) : before),
  bankAccount: (before, { bankAccount }) => (bankAccount?.kind === 'national' ? { number: before, country: bankAccount.country } : before),
  nationalId: (before, { nationalId }) => ({ number: before, country: nationalId?.country }),
};

/** Xledger keeps parts that Huma leaves empty (R30): they say nothing about who moved. */
function partsOf(wanted: Address, before: Address): Address {
  return Object.fromEntries(ADDRESS_PARTS.filter((part) => wanted[part] !== undefined).map((part) => [part, before[part]])) as Address;
}
