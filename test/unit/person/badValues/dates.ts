// Bad dates. Those of a birth date are not repeated in the sentence.
import type { BadValue } from '.';

const OTHER_FORM = [
  '31.12.2024', '12/31/2024', '2024/12/31', '2024-1-5', '24-12-31', '20241231', '2024-12', '2024', 'tomorrow', '1. januar 2024', '-', '2024-12-31T', '2024-12-31 kl. 10',
  '2024-12-31T10:00:00Z', '2024-12-31T23:00:00+01:00', '2024-12-31T22:00:00-05:00', '2024–12–31', '٢٠٢٤-١٢-٣١', '+002024-12-31', '2024-W52-2',
];
const NO_SUCH_DAY = ['0000-12-31', '2024-13-01', '2024-00-10', '2024-02-30', '2023-02-29', '1900-02-29', '2100-02-29', '2024-04-31', '2024-01-00', '2024-01-32'];
const NOT_TEXT = [20241231, 45000, 0, true, {}, ['2024-12-31']];

/** Dates that may be shown. */
export function badDates(label: string, inHuma: string): BadValue[] {
  const rest = `The value in Xledger is left as it is. Correct it in Huma (${inHuma}).`;
  return [
    ...OTHER_FORM.map((value) => ({ value, says: `${label} "${value}" is not a date written as year, month and day, such as 2024-08-31. ${rest}` })),
    ...NO_SUCH_DAY.map((value) => ({ value, says: `${label} "${value}" is a day that does not exist. ${rest}` })),
    ...NOT_TEXT.map((value) => ({ value, says: `${label} is not text. ${rest}` })),
  ];
}

const BIRTH = 'The value in Xledger is left as it is. Correct it in Huma (Date of birth).';

export const badBirthDates: BadValue[] = [
  ...OTHER_FORM.map((value) => ({ value, says: `Date of Birth is not a date written as year, month and day, such as 2024-08-31. ${BIRTH}` })),
  ...NO_SUCH_DAY.map((value) => ({ value, says: `Date of Birth is a day that does not exist. ${BIRTH}` })),
  ...NOT_TEXT.map((value) => ({ value, says: `Date of Birth is not text. ${BIRTH}` })),
];
