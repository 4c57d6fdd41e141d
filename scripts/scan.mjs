// npm run scan: packs the package and puts tarball and source through n8n's own scan of community packages. Run `npm run build` first.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
/** What the scan looks at in a published package. */
const TARBALL_FILE_PATTERNS = ['**/*.js', 'package.json'];
const LARGEST_TARBALL = 500 * 1024;

if (!existsSync(path.join(PROJECT, 'dist/core.js'))) fail('There is no dist: run "npm run build" first.');

const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-xledger-scan-'));
try {
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], PROJECT);
  const tarball = path.join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')));
  run('tar', ['-xzf', tarball], folder);
  const { size } = statSync(tarball);
  const findings = [
    ...findingsOf('tarball', await analyzePackage(path.join(folder, 'package'), TARBALL_FILE_PATTERNS)),
    ...findingsOf('source', await analyzePackage(PROJECT, SOURCE_FILE_PATTERNS)),
    ...(size > LARGEST_TARBALL ? [`The tarball is larger than ${inKilobytes(LARGEST_TARBALL)}.`] : []),
  ];
  process.stdout.write(`${path.basename(tarball)}: ${inKilobytes(size)}\n${findings.join('\n')}${findings.length ? '\n' : 'The scan found nothing.\n'}`);
  process.exitCode = findings.length ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The scan answers `passed: true` also when it found no files at all: that is a finding of ours. */
function findingsOf(what, { passed, message, details }) {
  if (passed && !message) return [];
  return [`${what}: ${message}`, details].filter(Boolean);
}

function run(command, options, cwd) {
  const { status, stderr, error } = spawnSync(command, options, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) fail(`${command} ${options[0]}: ${stderr || error}`);
}

function fail(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

function inKilobytes(bytes) {
  return `${Math.ceil(bytes / 1024)} KB`;
}
