// Lint: TypeScript's strict rules, n8n's own rules for what ships, and who may import whom (docs/architecture.md).
import { defineConfig } from 'eslint/config';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const TYPESCRIPT = ['{core,nodes,credentials,sandbox,scripts,test}/**/*.ts'];
/** What is bundled and runs inside n8n. */
const SHIPS = ['{core,nodes,credentials}/**/*.ts'];

const up = (folders, rest = '(/|$)') => `^(\\.\\./)+(core/)?(${folders})${rest}`;
const OUTSIDE_CORE = { regex: '^(\\.\\./)+(nodes|credentials|sandbox|scripts|test)(/|$)', message: 'core stands alone: nothing imports upwards.' };
const N8N = { regex: '^n8n-', message: 'core knows nothing of n8n.' };
const INPUT_OUTPUT = { regex: '^(node:)?(fs|http|https|net|dns|child_process|timers|os|path|process)(/|$)', message: 'core does no I/O of its own: it is handed a transport, a clock and a sleep.' };
const PAST_THE_INDEX = { regex: '^(\\.\\./)+(?:core/)?(?:person|huma|xledger|sync)/(?!ports$)', message: "Import the folder: its index.ts says what it offers." };
const PAST_SHARED = { regex: '^(\\.\\./)+(?:nodes/)?shared/', message: 'Import the folder: nodes/shared/index.ts says what it offers.' };
const OTHER_NODES = { regex: '^(\\.\\./)+(nodes/)?(Xledger|Huma)[A-Z]', message: 'Nodes do not know each other; what they share is in nodes/shared.' };
const NOT_PRODUCT = { regex: '^(\\.\\./)+(sandbox|scripts|test)(/|$)', message: 'The product does not know how it is tested.' };
const LAYER = (folders, why) => ({ regex: up(folders), message: why });

/** For each folder, what its files must not import. Earlier rows are narrower; each file obeys all rows that it is in. */
const MUST_NOT_IMPORT = [
  ['core/person/**', [OUTSIDE_CORE, N8N, INPUT_OUTPUT, LAYER('huma|xledger|sync', 'core/person is the bottom: it knows no other layer.')]],
  ['core/huma/**', [OUTSIDE_CORE, N8N, INPUT_OUTPUT, PAST_THE_INDEX, LAYER('xledger|sync', 'core/huma knows core/person only.')]],
  ['core/xledger/**', [OUTSIDE_CORE, N8N, INPUT_OUTPUT, PAST_THE_INDEX, LAYER('huma|sync', 'core/xledger knows core/person only.')]],
  ['core/sync/**', [OUTSIDE_CORE, N8N, INPUT_OUTPUT, PAST_THE_INDEX]],
  ['nodes/shared/**', [NOT_PRODUCT, OTHER_NODES, PAST_THE_INDEX]],
  ['nodes/!(shared)/**', [NOT_PRODUCT, OTHER_NODES, PAST_THE_INDEX, PAST_SHARED]],
  ['credentials/**', [NOT_PRODUCT, { regex: '^(\\.\\./)+(core|nodes)(/|$)', message: 'Credentials are data: they need no other code.' }]],
  ['sandbox/**', [{ regex: '^(\\.\\./)+(core|nodes|credentials)(/|$)', message: 'The sandbox and the product never import each other: a misreading in one would be hidden by the same one in the other.' }, N8N]],
];

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.demo/', 'test/e2e/output/', '.stryker-tmp/', 'workflows/', '**/*.d.ts', 'jest.config.js', 'gulpfile.js', 'index.js', '**/*.mjs'] },

  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-dynamic-delete': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  // A test that finds nothing where it expects something fails all the same.
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  // What a server answers to any query that a test thinks of is looked at, not typed.
  { files: ['test/unit/sandbox-*.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  {
    // No `any` escapes a parser in what ships.
    files: SHIPS,
    rules: Object.fromEntries(['assignment', 'argument', 'call', 'member-access', 'return'].map((what) => [`@typescript-eslint/no-unsafe-${what}`, 'error'])),
  },
  ...MUST_NOT_IMPORT.map(([folder, patterns]) => ({ files: [`${folder}/*.ts`], rules: { 'no-restricted-imports': ['error', { patterns }] } })),

  // n8n's rules, as `n8n-node lint` and the scan of the published package apply them. core is bundled into what is scanned.
  { ...n8nCommunityNodesPlugin.configs.recommended, files: [...SHIPS, 'package.json'], ignores: [] },
  { files: SHIPS, rules: { 'no-console': 'error' } },
  // Errors of n8n are for those who know n8n.
  { files: ['core/**/*.ts'], rules: { '@n8n/community-nodes/require-node-api-error': 'off' } },
  { plugins: { 'n8n-nodes-base': n8nNodesBase } },
  { files: ['package.json'], languageOptions: { parser: tseslint.parser }, rules: n8nNodesBase.configs.community.rules },
  {
    files: ['credentials/**/*.ts'],
    rules: {
      ...n8nNodesBase.configs.credentials.rules,
      'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
      'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
    },
  },
  {
    files: ['nodes/**/*.ts'],
    rules: {
      ...n8nNodesBase.configs.nodes.rules,
      'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
      'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
      'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
    },
  },
);
