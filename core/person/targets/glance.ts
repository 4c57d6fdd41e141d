/** Whether a target holds what a person wants, told from the values as they came: nothing is read, trimmed or normalised. It may miss what is equal; it never takes for equal what is not. */
import type { Person } from '../person';
import type { Shape, Target } from '../target';
import { ADDRESS_PARTS, type Address } from '../values/address';
import { genderOf } from '../values/gender';
import { fieldsAt } from './read';

/** An employee as read, contact and subledger inside. */
type Raw = Readonly<Record<string, unknown>>;

/** Seen as `compareAt` would, which says `equal` wherever this does (a test holds the two against each other). */
export function isEqualAtAGlance(target: Target, person: Person, employee: object): boolean {
  const record = target.record === 'employee' ? (employee as Raw) : ((employee as Raw)[target.record] as Raw | null | undefined);
  const there = record?.[target.path];
  if (target.composedOf) return isName(person, there);
  const [field] = fieldsAt(target);
  const wanted = field === undefined ? undefined : person[field];
  if (wanted === null) return there === null;
  return wanted !== undefined && there !== undefined && there !== null && (LOOKS[target.shape] ?? isSame)(wanted as never, there as never);
}

const isSame = (wanted: unknown, there: unknown): boolean => wanted === there;

/** Given name, one space, family name (R36). */
const isName = ({ givenName, familyName }: Person, there: unknown): boolean => Boolean(givenName && familyName) && `${givenName ?? ''} ${familyName ?? ''}` === there;

const LOOKS: { readonly [S in Shape]?: (wanted: never, there: never) => boolean } = {
  address: isSameAddress,
  bankAccount: (wanted: NonNullable<Person['bankAccount']>, there) => wanted.kind === 'national' && wanted.number === there,
  nationalId: ({ number }: NonNullable<Person['nationalId']>, there) => number === there,
  gender: (wanted: string, { code, name }: Raw) => typeof code === 'string' && typeof name === 'string' && isKnown(wanted, code) && isKnown(wanted, name),
};

/** Parts that the person does not name may be anything (R30). */
function isSameAddress(wanted: Address, there: Raw): boolean {
  let named = 0;
  for (const part of ADDRESS_PARTS) {
    if (wanted[part] === undefined) continue;
    if (wanted[part] !== (part === 'country' ? (there.country as Raw | null | undefined)?.code : there[IN_XLEDGER[part]])) return false;
    named += 1;
  }
  return named > 0;
}

const IN_XLEDGER = { street: 'streetAddress', zipCode: 'zipCode', place: 'place' } as const;

const isKnown = (wanted: string, word: string): boolean => { const known = genderOf(word); return known !== undefined && known === genderOf(wanted); };

