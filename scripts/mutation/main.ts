// Runs Stryker over core and says how many mutants the tests noticed, folder by folder. Options are passed on to Stryker.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { run } from '../command';
import { writeLine } from '../progress';
import { PROJECT, tool } from '../project';
import { scoresOf } from './scores';

const REPORT = path.join(PROJECT, 'node_modules', '.cache', 'stryker', 'mutation.json');

void mutate();

async function mutate(): Promise<void> {
  const [command, args] = tool('stryker', 'run', 'test/mutation/stryker.config.mjs', '--concurrency', String(availableParallelism()), ...process.argv.slice(2));
  const { status } = await run(command, args, { cwd: PROJECT, echo: true });
  for (const { folder, noticed, unnoticed, score } of scoresOf(readFileSync(REPORT, 'utf8'))) {
    writeLine(`${folder.padEnd(24)} ${score.toFixed(1).padStart(5)} %   ${noticed} noticed, ${unnoticed} not`);
  }
  process.exit(status);
}
