// One seed for all property tests of a run, said aloud. SEED=… npx jest --selectProjects unit -- test/property runs the same again.
const { testPath = '' } = expect.getState();

if (/[\\/]property[\\/]/.test(testPath)) {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the other test files are spared its loading time
  (require('fast-check') as typeof import('fast-check')).configureGlobal({ seed });
  process.stdout.write(`${testPath.split(/[\\/]/).pop()}: seed ${seed}\n`);
}

export {};
