// Where things are in this project, and how its tools are called.
import path from 'node:path';

export const PROJECT = path.join(__dirname, '..');

const TOOLS = {
  eslint: 'eslint/bin/eslint.js',
  gulp: 'gulp/bin/gulp.js',
  jest: 'jest/bin/jest.js',
  stryker: '@stryker-mutator/core/bin/stryker.js',
  tsc: 'typescript/bin/tsc',
} as const;

/** The command line of one of the project's own tools. */
export function tool(name: keyof typeof TOOLS, ...args: string[]): [string, string[]] {
  return [process.execPath, [path.join(PROJECT, 'node_modules', TOOLS[name]), ...args]];
}
