/** Target by target: what a person's fields want to stand in Xledger, and whether it stands there already (R13, R30, R31, R35, R36). */
import escapeRegExp from 'lodash/escapeRegExp';
import { fieldOf } from '../fields';
import type { FieldKey, FieldValues, Person } from '../person';
import type { Target, TargetValue } from '../target';
import type { Reading } from '../valueKind';
import { ADDRESS_PARTS, addressOver, type Address } from '../values/address';
import { asNational, type BankAccount } from '../values/bankAccount';
import { genderOf } from '../values/gender';
import { compactNationalId, type NationalId } from '../values/nationalId';
import { bankCountryOf, fieldsAt, isMasked, type TargetKey, type XledgerValues } from './read';
import { SHAPES, shapeOf } from './shapes';

/** Why a value that Huma has never travels. */
export type Withheld = 'genderIsFreeText' | 'bankCountryUnknown' | 'bankCountryDiffers' | 'accountIsInternational';

/** What a person wants at a target. `unknown`: the person says nothing about it, so nothing is done. */
export type Wanted = { is: 'value'; value: TargetValue } | { is: 'clear' } | { is: 'unknown' } | { is: 'withheld'; why: Withheld };

/** The states of R13 for one target, with what stands there and what is wanted. */
export interface Comparison {
  state: 'equal' | 'different' | 'missingInHuma' | 'missingInXledger' | 'unreadable' | 'notComparable';
  before: TargetValue | null;
  after: TargetValue | null;
  /** With `notComparable`. */
  why?: Withheld;
}

/** Compares one target. `missingInHuma` asks for clearing, which the field's `cleared` column allows or not (R29). */
export function compareAt(target: Target, person: Person, current: XledgerValues, reading?: Reading): Comparison {
  const before = current[target.key as TargetKey] ?? null;
  const wanted = wantedAt(target, person, current, reading);
  if (wanted.is === 'unknown') return { state: 'unreadable', before, after: null };
  if (wanted.is === 'withheld') return { state: 'notComparable', before, after: null, why: wanted.why };
  const after = wanted.is === 'clear' ? null : wanted.value;
  const state = sameAt(target, after, before, reading) ? 'equal' : after === null ? 'missingInHuma' : before === null ? 'missingInXledger' : 'different';
  return { state, before, after };
}

/** What should stand at a target. `current` completes it: the parts of an address, the other half of a name, the company's country. */
export function wantedAt(target: Target, person: Person, current: XledgerValues, reading?: Reading): Wanted {
  if (target.composedOf) return composed(person, current);
  const [field] = fieldsAt(target);
  const value = field === undefined ? undefined : person[field];
  if (value === undefined) return { is: 'unknown' };
  if (value === null) return { is: 'clear' };
  return (WANTED[target.shape] ?? asItIs)(value as never, current, target, reading);
}

/** Whether a value stands at a target already. Null, "" and absent are alike (U5). A masked national ID is compared by its visible digits (U24). */
export function sameAt(target: Target, wanted: TargetValue | null, current: TargetValue | null | undefined, reading?: Reading): boolean {
  const [a, b] = [wanted === '' ? null : wanted, current === '' || current === undefined ? null : current];
  if (a === null || b === null) return a === b;
  // Most values of most people: nothing has to be normalised.
  if (a === b || areTheSameParts(a, b)) return true;
  if (target.shape === 'nationalId' && isMasked(b)) return matchesMask(String(a), b);
  const { canonical } = shapeOf(target.shape);
  return canonical(a, reading) === canonical(b, reading);
}

const areTheSameParts = (a: TargetValue, b: TargetValue): boolean => typeof a === 'object' && typeof b === 'object' && ADDRESS_PARTS.every((part) => a[part] === b[part]);

/**
 * Whose difference a difference at a shared target is: the fields that differ at a target of their own too, else all that feed it (R36).
 */
export function fieldsBehind(target: Target, person: Person, current: XledgerValues, reading?: Reading): readonly FieldKey[] {
  const fields = fieldsAt(target);
  const moved = fields.filter((key) => fieldOf(key).targets.some((own) => !own.composedOf && differs(own, person, current, reading)));
  return moved.length > 0 ? moved : fields;
}

const differs = (target: Target, person: Person, current: XledgerValues, reading?: Reading): boolean =>
  ['different', 'missingInXledger'].includes(compareAt(target, person, current, reading).state);

/** How a target's value may be shown: sensitive ones are masked. */
export const showAt = (target: Target, value: TargetValue | null | undefined): string | null =>
  value === null || value === undefined ? null : shapeOf(target.shape).show(value);

type WantedOf = (value: never, current: XledgerValues, target: Target, reading?: Reading) => Wanted;

const WANTED: { readonly [shape in Target['shape']]?: WantedOf } = {
  address: (value: Address, current, target) => asItIs(addressOver(value, current[target.key as TargetKey] as Address | null | undefined)),
  gender: (value: string) => wantedGender(value),
  bankAccount: (value: BankAccount, current, _target, reading) => wantedAccount(value, current, reading),
  nationalId: (value: NationalId) => asItIs(value.number),
};

const asItIs = (value: TargetValue): Wanted => ({ is: 'value', value });

function wantedGender(value: FieldValues['gender']): Wanted {
  const known = genderOf(value);
  return known ? asItIs(known) : { is: 'withheld', why: 'genderIsFreeText' };
}

/** Only a number of the same country as the subledger's company travels; a Norwegian IBAN travels as its account number (R31). */
function wantedAccount(account: BankAccount, current: XledgerValues, reading?: Reading): Wanted {
  const national = asNational(account);
  if (!national) return { is: 'withheld', why: 'accountIsInternational' };
  const there = current['subledger.bankAccount'];
  // What stands there already needs no country to agree with.
  if (there === national.number) return asItIs(there);
  if (typeof there === 'string' && SHAPES.bankAccount.canonical(there) === SHAPES.bankAccount.canonical(national.number)) return asItIs(national.number);
  const country = bankCountryOf(current, reading);
  if (!country) return { is: 'withheld', why: 'bankCountryUnknown' };
  return national.country === country ? asItIs(national.number) : { is: 'withheld', why: 'bankCountryDiffers' };
}

/** Given name, one space, family name (R36). A half that the person does not give is the one that Xledger's contact has. */
function composed(person: Person, current: XledgerValues): Wanted {
  const halves = [person.givenName ?? current['contact.firstName'], person.familyName ?? current['contact.lastName']];
  const said = person.givenName || person.familyName;
  return said && halves.every((half) => typeof half === 'string') ? asItIs(halves.join(' ')) : { is: 'unknown' };
}

/** Whether all that a mask leaves visible agrees, in its order; at its very places where the mask is as long as the number. */
function matchesMask(number: string, masked: string): boolean {
  const [entered, mask] = [compactNationalId(number), compactNationalId(masked)];
  const anything = (run: string) => (entered.length === mask.length ? `.{${run.length}}` : '.*');
  const pieces = mask.split(/([*•●#?_X]+)/).map((piece, index) => (index % 2 === 1 ? anything(piece) : escapeRegExp(piece)));
  return new RegExp(`^${pieces.join('')}$`).test(entered);
}
