// Values that no field may take as they are, each with the exact sentence that a payroll person reads.
import type { FieldKey } from '../../../../core/person';
import { badAccounts, badNationalIds } from './numbers';
import { badAddresses, badEmails, badPhones } from './contact';
import { badDates, badBirthDates } from './dates';
import { badLines, badTexts } from './texts';

/** A value as it came, the sentence, and whether it counts all the same. */
export interface BadValue {
  value: unknown;
  says: string;
  kept?: boolean;
}

const NAME = 'Xledger keeps the name it has; nobody is created without one.';
const STAYS = 'The value in Xledger is left as it is.';

export const BAD_VALUES: { readonly [K in FieldKey]: readonly BadValue[] } = {
  email: badEmails,
  employmentId: badLines('Employment ID', 'is not text: as a number it loses its leading zeros', `${STAYS} Correct it in Huma (Employment ID).`),
  givenName: badTexts('Given Name', `${NAME} Correct it in Huma (Given name).`),
  familyName: badTexts('Family Name', `${NAME} Correct it in Huma (Family name).`),
  phone: badPhones,
  birthDate: badBirthDates,
  bankAccount: badAccounts,
  address: badAddresses,
  gender: badLines('Gender', 'is not text', `${STAYS} Correct it in Huma (Gender).`),
  jobTitle: badTexts('Job Title', `${STAYS} Correct it in Huma (Job title).`),
  employmentStart: badDates('Employment Start Date', 'Employment start date'),
  probationEnd: badDates('Probation End Date', 'Probation end date'),
  terminationNotice: badDates('Termination Notice Date', 'Termination notice date'),
  employmentEnd: badDates('Employment End Date', 'Employment end date'),
  nationalId: badNationalIds,
};
