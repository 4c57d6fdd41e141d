/** The lint rule that keeps who may import whom: that it bites where it must, and nowhere else. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const PROJECT = path.join(__dirname, '../..');

type Case = [file: string, wanted: string];

const FORBIDDEN: Case[] = [
  ['core/person/person.ts', '../xledger'],
  ['core/person/person.ts', '../sync'],
  ['core/person/person.ts', 'n8n-workflow'],
  ['core/person/person.ts', 'node:fs'],
  ['core/person/values/text.ts', '../../huma'],
  ['core/huma/huma.ts', '../xledger'],
  ['core/huma/huma.ts', '../sync'],
  ['core/huma/huma.ts', '../person/values/text'],
  ['core/xledger/types.ts', '../huma'],
  ['core/xledger/types.ts', 'n8n-core'],
  ['core/sync/types.ts', '../xledger/transport'],
  ['core/sync/types.ts', '../../nodes/shared'],
  ['core/sync/types.ts', '../../sandbox/people'],
  ['nodes/shared/post.ts', '../HumaTrigger/door'],
  ['nodes/shared/post.ts', '../../sandbox/people'],
  ['nodes/shared/post.ts', '../../core/xledger/transport'],
  ['nodes/HumaTrigger/door.ts', '../HumaFindUsers/findUsers'],
  ['nodes/HumaTrigger/door.ts', '../shared/post'],
  ['nodes/HumaTrigger/door.ts', '../../core/huma/webhook'],
  ['credentials/XledgerApi.credentials.ts', '../core/person'],
  ['sandbox/people.ts', '../core/person'],
  ['sandbox/people.ts', '../nodes/shared'],
];

const ALLOWED: Case[] = [
  ['core/person/person.ts', './values/text'],
  ['core/person/seal.ts', 'node:crypto'],
  ['core/huma/huma.ts', '../person'],
  ['core/huma/user/details.ts', '../../person'],
  ['core/xledger/types.ts', '../person/ports'],
  ['core/sync/types.ts', '../xledger'],
  ['nodes/shared/post.ts', 'n8n-workflow'],
  ['nodes/shared/post.ts', '../../core/person'],
  ['nodes/shared/credentials.ts', '../../credentials/environments'],
  ['nodes/HumaTrigger/door.ts', '../../core/huma'],
  ['nodes/HumaTrigger/door.ts', '../shared'],
  ['test/nodes/post.test.ts', '../../sandbox/people'],
];

// ESLint's configuration is an ES module, which jest cannot load: a process of its own lints all the cases.
const LINT = `
  import { ESLint } from 'eslint';
  const cases = JSON.parse(process.argv[1]);
  const eslint = new ESLint({
    ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-imports',
    overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: null } } },
  });
  const found = [];
  for (const [file, wanted] of cases) {
    const [{ messages }] = await eslint.lintText('import type { X } from ' + JSON.stringify(wanted) + ';', { filePath: file });
    found.push(messages.map(({ ruleId, message }) => [ruleId, message]));
  }
  process.stdout.write(JSON.stringify(found));
`;

let findings: [ruleId: string | null, message: string][][];
beforeAll(() => {
  const cases = JSON.stringify([...FORBIDDEN, ...ALLOWED]);
  findings = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', LINT, cases], { cwd: PROJECT, encoding: 'utf8' })) as typeof findings;
}, 60_000);

test.each(FORBIDDEN.map((one, place) => [...one, place] as const))('%s must not import %s', (_, __, place) => {
  expect(findings[place]?.map(([ruleId]) => ruleId)).toEqual(['no-restricted-imports']);
});

test.each(ALLOWED.map((one, place) => [...one, FORBIDDEN.length + place] as const))('%s may import %s', (_, __, place) => {
  expect(findings[place]).toEqual([]);
});
