// npm run test:chaos: ten thousand simulated syncs with faults. --seed N runs one of them alone, --schedules N and --from N choose others.
import { runProgram } from './dependencies.mjs';

runProgram('chaos/main.ts');
