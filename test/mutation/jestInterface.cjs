// Lets mocha run tests written for jest, with jest's own expect and each. Mocha keeps them loaded between mutants: milliseconds each instead of seconds.
const { interfaces, Suite } = require('mocha');
const { bind: each } = require('jest-each');
const { expect } = require('expect');

const WITHOUT_DONE = false;
/** Crowds take seconds for each mutant, and meet no code that a few people do not. */
const OF_A_CROWD = /\d,000\b|\b600 people\b/;
/** No test comes near it; a mutant that waits for ever does not hold up the others for long. */
const LONGEST = 5_000;

// Nothing of HTTP is under test here, and each mutant meets hundreds of these tests: the sandboxes answer in this process.
process.env.SANDBOXES = 'inProcess';

interfaces.jest = function jestInterface(suite) {
  suite.on('pre-require', (context, file, mocha) => {
    // A suite for each file: what jest does before and after the tests of one is nothing to those of another.
    const own = Suite.create(suite, file);
    own.timeout(LONGEST);
    interfaces.bdd(own);
    own.emit('pre-require', context, file, mocha);
    const { it, describe, before, after } = context;
    const one = (title, body) => (OF_A_CROWD.test(title) ? undefined : it(title, body));
    const test = Object.assign(one, { each: each(one, WITHOUT_DONE) });
    Object.assign(context, {
      expect, test, it: test, beforeAll: before, afterAll: after,
      describe: Object.assign((title, body) => describe(title, body), { each: each((title, body) => describe(title, body), WITHOUT_DONE) }),
      jest: { setTimeout: () => undefined },
    });
  });
};
