// npm run demo: a whole Huma, Xledger and n8n on this machine, connected and ready to click through.
import { runProgram } from './dependencies.mjs';

runProgram('demo/main.ts');
