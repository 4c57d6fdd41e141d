// npm run verify:xledger and verify:huma: asks a real Xledger or Huma everything that nobody knows, and says what fits and what does not.
import { runProgram } from './dependencies.mjs';

runProgram('verify/main.ts');
