/** What a target is: where a field lives in Xledger, how it is read there, and which mutation input writes it. Types and the words the field table uses. */
import type { FieldKey } from './person';
import type { Address } from './values/address';

/** The three Xledger rows that make up a person there. */
export type RecordName = 'employee' | 'contact' | 'subledger';

/** The mutation families: updateEmployees, updateContacts, updateSuppliers (a subledger is written as a supplier, U1). */
export type InputName = 'employees' | 'contacts' | 'suppliers';

/** The form of a value at a target: how it is selected, read, compared and shown (targets.ts). */
export type Shape = 'text' | 'email' | 'phone' | 'date' | 'birthDate' | 'bankAccount' | 'address' | 'gender' | 'nationalId';

/** What a target holds, as text or as an address. */
export type TargetValue = string | Address;

/** Forms that only the tenant can tell, so core/xledger supplies them: the country's text (U8), the gender's lookup (U12). */
export type Encoding = 'countryText' | 'genderLookup';

/** One key of an input: the whole value, or a part of an address, encoded where `as` says so. */
export interface Part {
  readonly from: 'value' | keyof Address;
  readonly as?: Encoding;
}

/** The keys of an input, nested as the input nests them. */
export interface Template {
  readonly [inputKey: string]: Part | Template;
}

export interface Write {
  readonly input: InputName;
  readonly puts: Template;
}

export interface Target<Key extends string = string> {
  /** Record and path: `contact.email`. */
  readonly key: Key;
  readonly record: RecordName;
  readonly path: string;
  readonly shape: Shape;
  readonly write: Write;
  /** Other ways to write it, for tenants where the first does not stick. Never used without a canary that proves them. */
  readonly instead?: readonly Write[];
  /** The value is these fields' texts, one space between (R36). */
  readonly composedOf?: readonly FieldKey[];
}

/** A target whose input key is named like the last step of its path. */
export function writes<const Key extends `${RecordName}.${string}`>(key: Key, shape: Shape, more: Partial<Omit<Target, 'key'>> = {}): Target<Key> {
  const [record = '', ...steps] = key.split('.');
  const name = record as RecordName;
  const path = steps.join('.');
  return { key, record: name, path, shape, write: puts(INPUT_OF[name], { [path]: whole }), ...more };
}

/** One way to write: an input and its keys. */
export const puts = (input: InputName, template: Template): Write => ({ input, puts: template });

/** The value as it is. */
export const whole: Part = { from: 'value' };

/** An address inside an input: `address { … }`, the country as text (xledger.md 6.6). */
export const nestedAddress: Template = {
  address: { streetAddress: { from: 'street' }, zipCode: { from: 'zipCode' }, place: { from: 'place' }, country: { from: 'country', as: 'countryText' } },
};

/** An address as flat keys, the country as a lookup by code (xledger.md 6.6). */
export const flatAddress: Template = {
  streetAddress: { from: 'street' }, zipCode: { from: 'zipCode' }, place: { from: 'place' }, country: { code: { from: 'country' } },
};

const INPUT_OF: Readonly<Record<RecordName, InputName>> = { employee: 'employees', contact: 'contacts', subledger: 'suppliers' };
