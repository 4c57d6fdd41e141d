/** One human, in the shape that both systems are translated to. */
import type { Address } from './values/address';
import type { BankAccount } from './values/bankAccount';
import type { NationalId } from './values/nationalId';
import type { PlainDate } from './values/plainDate';

/**
 * The three states of a value, never mixed up:
 * absent (`undefined`, nothing is known), clear (`null`, known to be empty), or the value itself.
 */
export type Value<T> = T | null | undefined;

/** What each field holds, as entered (trimmed), not in normalised form (R38). One entry for each row of sync-rules F. */
export interface FieldValues {
  email: string;
  /** Text: leading zeros count. */
  employmentId: string;
  givenName: string;
  familyName: string;
  phone: string;
  birthDate: PlainDate;
  bankAccount: BankAccount;
  address: Address;
  /** `Male`, `Female` or free text (R35). */
  gender: string;
  jobTitle: string;
  employmentStart: PlainDate;
  probationEnd: PlainDate;
  terminationNotice: PlainDate;
  employmentEnd: PlainDate;
  nationalId: NationalId;
}

export type FieldKey = keyof FieldValues;

/** A person: for each field one of the three states. */
export type Person = { [K in FieldKey]?: FieldValues[K] | null };
