// A checker for Stryker that lets a random part of the mutants through: SAMPLE=400/12000 tests about 400 of 12,000. The rest count as not judged.
import { createHash } from 'node:crypto';
import { PluginKind, declareFactoryPlugin } from '@stryker-mutator/api/plugin';

const [most, all] = (process.env.SAMPLE ?? '1/1').split('/').map(Number);
const SEED = process.env.SAMPLE_SEED ?? '1';

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, 'sample', () => ({
  init: () => Promise.resolve(),
  check: (mutants) => Promise.resolve(Object.fromEntries(mutants.map((mutant) => [mutant.id, isIn(mutant) ? { status: 'passed' } : { status: 'compileError', reason: 'Not in the sample.' }]))),
  group: (mutants) => Promise.resolve([mutants.map(({ id }) => id)]),
}))];

/** By what the mutant is, not by its number: the same ones again in a run over other files. */
function isIn({ fileName, location, mutatorName, replacement }) {
  const text = JSON.stringify([SEED, fileName.replace(/.*\/(?=core\/)/, ''), location, mutatorName, replacement]);
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32 < most / all;
}
