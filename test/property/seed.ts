// One seed for all tests of a file, said aloud. SEED=… npx jest --selectProjects property runs the same again.
import fc from 'fast-check';

const { testPath = '' } = expect.getState();
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

fc.configureGlobal({ seed });
process.stdout.write(`${testPath.split(/[\\/]/).pop()}: seed ${seed}\n`);
