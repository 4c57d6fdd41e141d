// npm test: runs everything that decides whether a change is good, on a fresh clone too. --fast leaves out what takes long.
import { runProgram } from './dependencies.mjs';

runProgram('check/main.ts');
