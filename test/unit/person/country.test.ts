// Countries by code and by name (R31, U8, H24).
import { alpha2, countryOf, englishName } from '../../../core/person';

test.each([
  ['NO', ['NO', 'no', ' No ', 'NOR', 'nor', 'Norway', 'NORWAY', 'Norge', 'norge', 'Noreg', 'Kongeriket Norge']],
  ['SE', ['SE', 'SWE', 'Sweden', 'Sverige']],
  ['DK', ['DK', 'Denmark', 'Danmark']],
  ['NL', ['NL', 'Netherlands', 'The Netherlands', 'Nederland', 'Nederländerna', 'Holland']],
  ['GB', ['GB', 'UK', 'United Kingdom', 'Great Britain', 'Storbritannia', 'England']],
  ['US', ['US', 'USA', 'United States', 'United States of America']],
  ['DE', ['DE', 'Germany', 'Tyskland', 'Deutschland']],
  ['AT', ['AT', 'Østerrike', 'Österrike', 'Osterrike', 'Austria']],
  ['CI', ['Elfenbenskysten', "Cote d'Ivoire", "Côte d'Ivoire"]],
])('R31: %s', (code, spellings) => {
  for (const spelling of spellings) expect([spelling, countryOf(spelling)]).toEqual([spelling, code]);
});

test.each(['', ' ', 'Atlantis', 'ZZ', 'XX', '47', '578', 'N', 'constructor', 'toString', '__proto__', 'Congo'])('"%s" is no country, or not one alone', (text) =>
  expect(countryOf(text)).toBeUndefined(),
);

test('H24: an address takes codes of two letters only, in either case', () => {
  expect(alpha2(' no ')).toBe('NO');
  for (const other of ['NOR', 'Norway', 'UK', 'ZZ', 'N', 'N0', 'ＮＯ', '']) expect(alpha2(other)).toBeUndefined();
});

test('U8: English names as Xledger is seen with', () => {
  expect([englishName('NL'), englishName('SE'), englishName('NO'), englishName('ZZ')]).toEqual(['Netherlands', 'Sweden', 'Norway', undefined]);
});
