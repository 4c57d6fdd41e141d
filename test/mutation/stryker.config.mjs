// Mutation testing of what decides about people and writes them: npm run test:mutation.
const CACHE = 'node_modules/.cache/stryker';

export default {
  packageManager: 'npm',
  testRunner: 'mocha',
  mochaOptions: { config: 'test/mutation/mocharc.json' },
  coverageAnalysis: 'perTest',
  mutate: ['core/person/**/*.ts', 'core/sync/**/*.ts', 'core/xledger/**/*.ts'],
  // Tables are made once when a file is loaded; a mutant in them would need every test file loaded anew.
  ignoreStatic: true,
  disableTypeChecks: 'core/**/*.ts',
  incremental: true,
  incrementalFile: `${CACHE}/incremental.json`,
  tempDirName: '.stryker-tmp',
  reporters: ['progress-append-only', 'json', 'html'],
  jsonReporter: { fileName: `${CACHE}/mutation.json` },
  htmlReporter: { fileName: `${CACHE}/mutation.html` },
  timeoutMS: 20_000,
  thresholds: { high: 90, low: 85, break: 85 },
};
