// npm run bench [-- --write], npm run bench:<name> [-- --json]: how fast, cheap and small the package is, next to what is usual.
import { runProgram } from './dependencies.mjs';

runProgram('../test/bench/main.ts');
