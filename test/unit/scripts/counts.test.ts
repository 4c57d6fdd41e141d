// `npm test` must not call a run good in which tests failed, were left out, or never ran.
import { countJest, total } from '../../../scripts/check/counts';

const report = (success: boolean, ...files: Array<{ status: string; message?: string; tests: Array<[string, string]> }>) => JSON.stringify({
  success,
  testResults: files.map(({ status, message = '', tests }, index) => ({
    name: `/project/test/file${index}.test.ts`, status, message, assertionResults: tests.map(([fullName, testStatus]) => ({ fullName, status: testStatus })),
  })),
});

test('passed and failed tests are counted, the failed ones by name', () => {
  const count = countJest(report(false, { status: 'failed', tests: [['adds', 'passed'], ['subtracts', 'failed']] }), '/project');
  expect(count).toEqual({ passed: 1, failed: 1, complaints: ['test/file0.test.ts: subtracts'] });
});

test.each(['pending', 'todo', 'skipped'])('a test that is %s counts as failed', (status) => {
  expect(countJest(report(true, { status: 'passed', tests: [['later', status]] }), '/project')).toEqual({
    passed: 0, failed: 1, complaints: [`test/file0.test.ts: later (${status})`],
  });
});

test('a file that could not run counts as one failure, with its first line', () => {
  const count = countJest(report(false, { status: 'failed', message: '  ● Test suite failed to run\n\n    Cannot find module', tests: [] }), '/project');
  expect(count).toEqual({ passed: 0, failed: 1, complaints: ['test/file0.test.ts could not run: Cannot find module'] });
});

test('a run that jest calls bad is bad even when every test passed', () => {
  expect(countJest(report(false, { status: 'passed', tests: [['adds', 'passed']] }), '/project').failed).toBe(1);
});

test('counts of several steps add up', () => {
  expect(total([{ passed: 2, failed: 1, complaints: ['a'] }, { passed: 1, failed: 0, complaints: [] }])).toEqual({ passed: 3, failed: 1, complaints: ['a'] });
});
