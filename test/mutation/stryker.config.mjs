// Mutation testing of what decides about people and writes them: npm run test:mutation.
const CACHE = 'node_modules/.cache/stryker';

export default {
  packageManager: 'npm',
  testRunner: 'mocha',
  // The tests leave much behind in a process that lives through thousands of them.
  testRunnerNodeArgs: ['--max-semi-space-size=64'],
  mochaOptions: { config: 'test/mutation/mocharc.json' },
  coverageAnalysis: 'perTest',
  mutate: ['core/person/**/*.ts', 'core/sync/**/*.ts', 'core/xledger/**/*.ts'],
  // Tables are made once when a file is loaded; a mutant in them would need every test file loaded anew.
  ignoreStatic: true,
  disableTypeChecks: 'core/**/*.ts',
  // What is not in a sample is not judged, and nothing to remember.
  incremental: !process.env.SAMPLE,
  incrementalFile: `${CACHE}/incremental.json`,
  tempDirName: '.stryker-tmp',
  reporters: ['progress-append-only', 'json', 'html'],
  jsonReporter: { fileName: `${CACHE}/mutation.json` },
  htmlReporter: { fileName: `${CACHE}/mutation.html` },
  // A test that waits for ever ends itself (jestInterface.cjs); this is for loops that never yield.
  timeoutMS: 6_000,
  // A survivor meets all its tests, and beside other work they take longer than they did alone.
  timeoutFactor: 3,
  ...(process.env.SAMPLE ? { checkers: ['sample'], plugins: ['@stryker-mutator/*', './test/mutation/sample.mjs'] } : {}),
  thresholds: { high: 90, low: 85, break: 85 },
};
