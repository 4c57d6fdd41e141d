// npm run test:mutation: changes core in thousands of small ways and counts how many the tests notice.
import { runProgram } from './dependencies.mjs';

runProgram('mutation/main.ts');
