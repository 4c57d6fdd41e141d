// Projects: unit, property and integration (no n8n, no browser), nodes (n8n-core in-process), e2e (a real n8n; run by scripts/test.mjs).
const transform = { '^.+\\.[cm]?[jt]sx?$': ['ts-jest', { tsconfig: { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0', target: 'es2022', esModuleInterop: true, allowJs: true, isolatedModules: true, resolveJsonModule: true, sourceMap: true }, diagnostics: false }] };
// Published as ES modules only, so jest has to translate them.
const esModules = ['graphql-request', '@graphql-typed-document-node'];
const project = (name, folders) => ({
  displayName: name,
  testEnvironment: 'node',
  roots: folders.map((folder) => `<rootDir>/test/${folder}`),
  testMatch: ['**/*.test.ts'],
  transform,
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
});

module.exports = {
  // A slow machine is no failure: what hangs is ended all the same.
  testTimeout: 30_000,
  projects: [project('unit', ['unit']), { ...project('property', ['property']), setupFilesAfterEnv: ['<rootDir>/test/property/seed.ts'] }, project('integration', ['integration']), project('nodes', ['nodes']), {
    ...project('e2e', ['e2e']),
    globalSetup: '<rootDir>/test/e2e/harness/globalSetup.ts',
    globalTeardown: '<rootDir>/test/e2e/harness/globalTeardown.ts',
    setupFilesAfterEnv: ['<rootDir>/test/e2e/harness/timeLimit.ts'],
  }],
};
