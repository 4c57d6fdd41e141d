// Makes a fresh clone ready to run TypeScript: checks Node, and installs node_modules when they are missing or not what the lockfile says.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const OLDEST_NODE = 20;

/** Runs a TypeScript program of scripts/ in this process, after what it needs is there. Plain JavaScript: nothing is installed yet when it starts. */
export function runProgram(file) {
  ensureNode();
  ensureDependencies();
  const require = createRequire(import.meta.url);
  require('tsx/cjs/api').register();
  require(path.join(project, 'scripts', file));
}

function ensureNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= OLDEST_NODE) return;
  process.stderr.write(`This needs Node ${OLDEST_NODE} or newer; this is Node ${process.versions.node}.\n`);
  process.exit(1);
}

function ensureDependencies() {
  const modules = path.join(project, 'node_modules');
  const marker = path.join(modules, '.installed-from');
  const wanted = createHash('sha256').update(readFileSync(path.join(project, 'package-lock.json'))).digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  // npm writes this file last, so a copy at least as new as the lockfile is a whole install made by hand.
  if (!existsSync(marker) && npmFinished(modules)) return writeFileSync(marker, wanted);

  process.stdout.write('Installing the development dependencies: about a minute …\n');
  const started = Date.now();
  // npm ci refuses a lockfile that lacks parts for other platforms; npm install takes the same versions from it, and changes nothing in it.
  const said = [];
  if (!npm(['ci'], said) && !npm(['install', '--no-save'], said)) {
    process.stderr.write(`${said.join('\n')}\nThe dependencies could not be installed: see above. Is the package registry reachable?\n`);
    process.exit(1);
  }
  writeFileSync(marker, wanted);
  process.stdout.write(`Dependencies installed (${Math.round((Date.now() - started) / 1000)} s).\n`);
}

function npm(args, said) {
  const all = [...args, '--no-audit', '--no-fund', '--loglevel=error'];
  const script = process.env.npm_execpath;
  const result = script
    ? spawnSync(process.execPath, [script, ...all], { cwd: project, encoding: 'utf8' })
    : spawnSync('npm', all, { cwd: project, encoding: 'utf8', shell: process.platform === 'win32' });
  said.push(`npm ${args.join(' ')}:`, result.stderr ?? String(result.error));
  return result.status === 0;
}

function npmFinished(modules) {
  const wanted = JSON.parse(readFileSync(path.join(project, 'package-lock.json'), 'utf8')).packages;
  const hidden = path.join(modules, '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(([place, { version, optional }]) =>
    place === '' || optional || installed[place]?.version === version);
}
