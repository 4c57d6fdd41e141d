/** From a change to the part of an input that makes it, in the forms that this tenant takes. */
import { inputAt, type Encodings, type Target, type TargetValue, type Write } from '../../person';
import { countryText, genderLookup } from '../lookups';
import type { CountryForm, Run } from '../run';
import type { LeftOut, XledgerEmployee } from '../types';
import { isMissing, updateOf, type Part } from './nodes';

/** The part that puts a value at a target, or why there is none. `row` is the employee as it stands, for what an address must keep. */
export function partFor(run: Run, target: Target, value: TargetValue | null, row: XledgerEmployee | null): Part | LeftOut['why'] {
  const write = writeOf(run, target);
  if (write === 'none') return 'subledgerNotWritable';
  if (isAddress(value) && value.country !== undefined && cannotName(run, target, value.country)) return 'countryNotTaken';
  const keys = inputAt(target, value, encodingsOf(run, target), write);
  if (Object.keys(keys).length === 0) return target.shape === 'gender' ? 'genderNotMapped' : 'countryNotTaken';
  return { target, value, keys: withState(run, keys, target, row) };
}

/** An address is written whole or not at all: without its country the block could erase the one that stands there (U7b). */
function cannotName(run: Run, target: Target, code: string): boolean {
  const form = target.record === 'contact' ? run.learnt.country.form : run.learnt.supplierAddress.form;
  return form === 'none' || (form !== 'flat' && (run.learnt.countriesNotTaken.has(code) || countryText(run, form, code) === undefined));
}

/** A supplier's address has two ways to be written (U9). The other targets' other ways need a canary of their own (U2) and are not used. */
function writeOf(run: Run, target: Target): Write | 'none' {
  if (target.key !== 'subledger.address') return target.write;
  const { form } = run.learnt.supplierAddress;
  if (form === 'none') return 'none';
  return (form === 'flat' ? target.write : target.instead?.[0]) ?? 'none';
}

function encodingsOf(run: Run, target: Target): Encodings {
  const { country, gender, supplierAddress } = run.learnt;
  const form = target.record === 'contact' ? country.form : supplierAddress.form;
  return {
    countryText: (code) => (form === 'none' || form === 'flat' ? undefined : countryText(run, form satisfies CountryForm, code)),
    genderLookup: (value) => (gender.form === 'none' ? undefined : genderLookup(run, gender.form, value)),
  };
}

/** A nested address is sent whole, the state that stands there included: the server may replace the block (U7). */
function withState(run: Run, keys: Record<string, unknown>, target: Target, row: XledgerEmployee | null): Record<string, unknown> {
  const there = target.record === 'contact' ? row?.contact?.address?.state : row?.subledger?.address?.state;
  const state = there?.description ?? there?.code;
  const { address } = keys;
  return state && typeof address === 'object' && address !== null && !isMissing(run, updateOf(target), { address: { state } }) ? { ...keys, address: { ...address, state } } : keys;
}

const isAddress = (value: TargetValue | null): value is Exclude<TargetValue, string> => typeof value === 'object' && value !== null;
