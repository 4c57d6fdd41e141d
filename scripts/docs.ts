// Writes what is generated: pages of docs/, and the schemas beside the nodes (npx tsx scripts/docs.ts). With --check it writes nothing, and fails when a file is out of date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fieldsPage } from './pages/fieldsPage';
import { schemaFiles } from './pages/outputSchemas';
import { rulesPage } from './pages/rulesPage';
import { unknownsPage } from './pages/unknownsPage';
import { PROJECT } from './project';

/** Every generated file: where it is, and what it should say. */
export const PAGES: ReadonlyArray<{ file: string; render(): string }> = [
  { file: 'docs/fields.md', render: fieldsPage },
  { file: 'docs/rules.md', render: rulesPage },
  { file: 'docs/unknowns.md', render: unknownsPage },
  ...schemaFiles(),
];

/** The files that say something else than they should. */
export function outOfDate(): string[] {
  return PAGES.filter(({ file, render }) => read(file) !== render()).map(({ file }) => file);
}

if (require.main === module) main(process.argv.includes('--check'));

function main(checkOnly: boolean): void {
  const stale = outOfDate();
  if (checkOnly && stale.length > 0) {
    process.stderr.write(`Out of date: ${stale.join(', ')}. Run npx tsx scripts/docs.ts.\n`);
    process.exitCode = 1;
  }
  if (checkOnly) return;
  for (const { file, render } of PAGES) {
    mkdirSync(path.dirname(path.join(PROJECT, file)), { recursive: true });
    writeFileSync(path.join(PROJECT, file), render());
  }
  process.stdout.write(stale.length > 0 ? `Written: ${stale.join(', ')}.\n` : 'All pages were up to date.\n');
}

function read(file: string): string | undefined {
  try {
    return readFileSync(path.join(PROJECT, file), 'utf8');
  } catch {
    return undefined;
  }
}
