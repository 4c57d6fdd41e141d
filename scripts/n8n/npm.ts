// How npm is called here: with a Node of our choice, and without the settings of the npm that may have started us.
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** The command line that starts npm on the given Node: npm builds native parts for the Node that it runs on itself. */
export function npmProgram(node: string): [string, ...string[]] {
  const script = npmScript();
  return script === undefined ? ['npm'] : [node, script];
}

/** Our environment for an npm on the given Node, without what the npm that may have started us was told. */
export function npmEnvironment(node: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [key, value] of Object.entries(process.env)) {
    if (!/^npm_(lifecycle|package|command|config_(ignore_scripts|legacy_peer_deps|omit|global|local_prefix|prefix|workspace|nodedir))/i.test(key)) env[key] = value;
  }
  env.PATH = [path.dirname(node), process.env.PATH].join(path.delimiter);
  return env;
}

/** What node-gyp needs to build for that Node from the headers that it brings; without them node-gyp fetches its own. */
export function headersOf(node: string): NodeJS.ProcessEnv {
  const folder = path.resolve(path.dirname(node), '..');
  return existsSync(path.join(folder, 'include', 'node', 'node.h')) ? { npm_config_nodedir: folder } : {};
}

function npmScript(): string | undefined {
  const beside = path.dirname(process.execPath);
  const onPath = (process.env.PATH ?? '').split(path.delimiter)
    .map((folder) => path.join(folder, 'npm'))
    .filter((file) => existsSync(file))
    .map((file) => realpathSync(file));
  return [
    process.env.npm_execpath,
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...onPath,
  ].find((file): file is string => file !== undefined && /npm-cli\.[cm]?js$/.test(file) && existsSync(file));
}
