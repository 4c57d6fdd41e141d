// Runs an in-process bench as the package runs: bundled by the same tool for the same Node, in a process of its own.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { z } from 'zod';
import { mustRun } from '../../../scripts/command';
import { PROJECT } from '../../../scripts/project';
import type { Measured } from '../bench';

const FOLDER = path.join(PROJECT, 'node_modules', '.cache', 'bench');

/** @throws CommandFailed when the bench breaks down */
export async function inItsOwnProcess(name: string, ...words: string[]): Promise<Measured> {
  const file = await bundled();
  const { stdout } = await mustRun(process.execPath, ['--expose-gc', ...HEAP[name] ?? [], file, name, ...words], { cwd: PROJECT, timeLimit: 30 * 60_000 });
  return Measured.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

/** Only the size that is three times the largest target needs more than Node's default. */
const HEAP: Readonly<Record<string, string[]>> = { scale: ['--max-old-space-size=8192'] };

const Measured: z.ZodType<Measured> = z.object({ figures: z.record(z.number()), faults: z.array(z.string()), beside: z.record(z.union([z.number(), z.string()])).optional() });

async function bundled(): Promise<string> {
  const outfile = path.join(FOLDER, 'child.cjs');
  await mkdir(FOLDER, { recursive: true });
  await build({ entryPoints: [path.join(__dirname, 'child.ts')], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'], external: ['n8n-workflow'], define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'warning' });
  return outfile;
}
