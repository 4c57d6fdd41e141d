// npm test: runs everything that decides whether a change is good, on a fresh clone too. --fast leaves the end-to-end tests out.
import { runProgram } from './dependencies.mjs';

runProgram('check/main.ts');
