// The generated pages say what the field table says.
import { FIELDS } from '../../../core/person';
import { outOfDate, PAGES } from '../../../scripts/docs';

test('docs/ is up to date (npx tsx scripts/docs.ts writes it)', () => expect(outOfDate()).toEqual([]));

test('docs/fields.md has a row for each field', () => {
  const page = PAGES.find(({ file }) => file === 'docs/fields.md')?.render() ?? '';
  for (const { label } of FIELDS) expect(page).toMatch(new RegExp(`^\\| ${label}[ |]`, 'm'));
});
