/** docs/rules.md, and the two rules that live in documents and credentials rather than in a run. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { XledgerApi } from '../../../credentials/XledgerApi.credentials';
import { RULES, testsByRule } from '../../../scripts/pages/rulesPage';
import { PROJECT } from '../../../scripts/project';

test.each(Object.keys(RULES))('%s is shown by a test', (rule) => {
  expect(testsByRule()[rule]).not.toEqual([]);
});

test('R1: the token is a password field of the credential, and no flow that ships holds one', () => {
  const token = new XledgerApi().properties.find(({ name }) => name === 'token');
  expect(token?.typeOptions?.password).toBe(true);
  for (const file of readdirSync(path.join(PROJECT, 'workflows'))) {
    const text = readFileSync(path.join(PROJECT, 'workflows', file), 'utf8');
    expect(text).not.toMatch(/"(token|clientSecret|accessToken|password)"/);
  }
});

test('R22: where the token is explained, the README says whose name changes stand under, and advises an integration user', () => {
  const readme = readFileSync(path.join(PROJECT, 'README.md'), 'utf8');
  const credentials = readme.slice(readme.indexOf('## Credentials'), readme.indexOf('## The nodes'));
  expect(credentials).toContain('under the name of whoever made the token');
  expect(credentials).toMatch(/integration\s+user/);
});
