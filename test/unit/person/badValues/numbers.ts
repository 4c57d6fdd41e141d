// Bad bank accounts and national identity numbers. No sentence holds more of them than the last four characters of an account.
import type { BadValue } from '.';

const BANK = 'The value in Xledger is left as it is. Correct it in Huma (Bank account number).';
const ID = 'The value in Xledger is left as it is. Correct it in Huma (Identification).';

const account = (number: unknown, country: unknown = 'NO') => ({ type: 'national', code: 'x', number, country });
const iban = (number: unknown) => ({ type: 'international', code: 'x', iban: number, bic: 'TESTNOKK' });

export const badAccounts: BadValue[] = [
  ...[account('12345678904'), account('1234.56.78904', 'no'), account('1234 56 78904')].map((value) => ({ value, says: `Bank Account ends in 8904, and its check digit does not fit. ${BANK}` })),
  { value: account('1234567890'), says: `Bank Account has 10 digits, and a Norwegian one has 11. ${BANK}` },
  { value: account('123456789033'), says: `Bank Account has 12 digits, and a Norwegian one has 11. ${BANK}` },
  { value: account('12345'), says: `Bank Account has 5 digits, and a Norwegian one has 11. ${BANK}` },
  { value: account('1'), says: `Bank Account has 1 digit, and a Norwegian one has 11. ${BANK}` },
  ...[account('1234-56-78903'), account('konto 12345678903')].map((value) => ({ value, says: `Bank Account ends in 8903, and holds more than digits. ${BANK}` })),
  { value: account('1234567890X'), says: `Bank Account ends in 890X, and holds more than digits. ${BANK}` },
  { value: account('ukjent'), says: `Bank Account holds more than digits. ${BANK}` },
  ...['Norge', 'ZZ', 'N', '578', 'NOR'].map((country) => ({
    value: account('12345678903', country), says: `Bank Account has a country, "${country}", that is not a two-letter country code such as NO. ${BANK}`,
  })),
  ...['12345678903', { number: '12345678903' }, account('12345678903', ''), account('12345678903', null)].map((value) => ({
    value, says: `Bank Account has no country, and no default bank country is set. ${BANK}`,
  })),
  ...[iban('NO9386011117948'), account('NO9386011117948')].map((value) => ({ value, says: `Bank Account ends in 7948, and is not a valid IBAN. ${BANK}` })),
  { value: iban('NO93 8601 1117'), says: `Bank Account ends in 1117, and is not a valid IBAN. ${BANK}` },
  { value: iban('DE89370400440532013001'), says: `Bank Account ends in 3001, and is not a valid IBAN. ${BANK}` },
  { value: iban('hello'), says: `Bank Account is not a valid IBAN. ${BANK}` },
  ...[12345678903, true, [], {}, account(12345678903), iban(42)].map((value) => ({ value, says: `Bank Account is neither an account number with its country nor an IBAN. ${BANK}` })),
  ...[account('1234\u000056789'), account('1234\n5678903')].map((value) => ({ value, says: `Bank Account holds a control character, or half an emoji, that cannot be stored. ${BANK}` })),
  { value: account('1'.repeat(256), 'SE'), says: `Bank Account has a part of more than 255 characters. ${BANK}` },
];
const id = (value: unknown, country: unknown = 'NO') => ({ id: '9e2a0b7e-0000-4000-8000-000000000001', type: 'national', value, country });

export const badNationalIds: BadValue[] = [
  ...[id('01819010029'), id('018190 10029'), id('018190-10029', 'no'), id('41819010365')].map((value) => ({ value, says: `National ID has a check digit that does not fit. ${ID}` })),
  { value: id('0181901002'), says: `National ID has 10 digits, and a Norwegian one has 11. ${ID}` },
  { value: id('018190100288'), says: `National ID has 12 digits, and a Norwegian one has 11. ${ID}` },
  { value: id('1'), says: `National ID has 1 digit, and a Norwegian one has 11. ${ID}` },
  ...[id('0181901002X'), id('fødselsnummer'), id('018190/10028')].map((value) => ({ value, says: `National ID holds more than digits. ${ID}` })),
  ...[id('12805510003'), id('31827510052'), id('30829010085'), id('00000000000')].map((value) => ({ value, says: `National ID has a birth date in it that does not exist. ${ID}` })),
  ...['Norge', 'ZZ', '578', 'N', 'NOR'].map((country) => ({
    value: id('01819010028', country), says: `National ID has a country, "${country}", that is not a two-letter country code such as NO. ${ID}`,
  })),
  ...[1819010028, true, [], {}, id(1819010028), [id('01819010028')]].map((value) => ({ value, says: `National ID is not an identity number with its country. ${ID}` })),
  ...[id('0181\u000090', 'SE'), id('018190\n10028')].map((value) => ({ value, says: `National ID holds a control character, or half an emoji, that cannot be stored. ${ID}` })),
  { value: id('1'.repeat(256), 'SE'), says: `National ID has a part of more than 255 characters. ${ID}` },
];
