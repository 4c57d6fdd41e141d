// Lets mocha run tests written for jest, with jest's own expect and each. Mocha keeps them loaded between mutants: milliseconds each instead of seconds.
const { interfaces } = require('mocha');
const { bind: each } = require('jest-each');
const { expect } = require('expect');

const WITHOUT_DONE = false;

interfaces.jest = function jestInterface(suite) {
  interfaces.bdd(suite);
  suite.on('pre-require', (context) => {
    const { it, describe, before, after } = context;
    const test = Object.assign((title, body) => it(title, body), { each: each((title, body) => it(title, body), WITHOUT_DONE) });
    Object.assign(context, {
      expect, test, it: test, beforeAll: before, afterAll: after,
      describe: Object.assign((title, body) => describe(title, body), { each: each((title, body) => describe(title, body), WITHOUT_DONE) }),
    });
  });
};
