// Runs the steps of `npm test`, goes on after a failure, and ends with the plain line "N passed, N failed".
// --fast: only what answers within a minute. --e2e: only the end-to-end tests; with --n8n <version>, in that n8n.
import { seconds, writeLine } from '../progress';
import { failedWith, total, type Count } from './counts';
import { versionIn } from './n8nUnderTest';
import { CHECKS, endToEndIn, type Check } from './steps';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const fast = process.argv.includes('--fast');
void runChecks(chosen(process.argv));

function chosen(args: readonly string[]): readonly Check[] {
  const version = versionIn(args);
  if (version !== undefined || args.includes('--e2e')) return [endToEndIn(version)];
  return CHECKS;
}

async function runChecks(checks: readonly Check[]): Promise<void> {
  const started = Date.now();
  const counts: Count[] = [];
  for (const check of checks) {
    const { title } = check;
    const run = fast ? check.fast : check.run;
    if (run === undefined) continue;
    writeLine(`\n== ${title}`);
    const begun = Date.now();
    const count = await run().catch((error: unknown) => failedWith(`${title}: ${error instanceof Error ? error.message : String(error)}`));
    writeLine(`== ${title}: ${count.passed} passed, ${count.failed} failed (${seconds(begun)})`);
    counts.push(count);
  }
  const { passed, failed, complaints } = total(counts);
  if (failed > 0) writeLine(`\nWhat failed:\n${complaints.map((complaint) => `- ${complaint.replace(/\n/g, '\n  ')}`).join('\n')}`);
  if (fast) writeLine('\nOnly types, lint and unit tests ran (--fast): a whole `npm test` decides.');
  writeLine(`\nTook ${seconds(started)}.`);
  writeLine(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
