// What a check found, and how jest's own report becomes one.
import { z } from 'zod';

export interface Count {
  passed: number;
  failed: number;
  /** What to tell about the failures, one entry each. */
  complaints: string[];
}

export const PASSED: Count = { passed: 1, failed: 0, complaints: [] };

export function failedWith(complaint: string): Count {
  return { passed: 0, failed: 1, complaints: [complaint] };
}

export function total(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    complaints: counts.flatMap(({ complaints }) => complaints),
  };
}

const JestReport = z.object({
  success: z.boolean(),
  testResults: z.array(z.object({
    name: z.string(),
    status: z.string(),
    message: z.string(),
    assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
  })),
});

/** Counts tests; a test file that could not run counts as a failure, and so does a test that was left out: nothing may be skipped quietly. */
export function countJest(reportText: string, root: string): Count {
  const report = JestReport.parse(JSON.parse(reportText));
  const counts = report.testResults.map(({ name, status, message, assertionResults }): Count => {
    const file = name.startsWith(root) ? name.slice(root.length + 1) : name;
    const bad = assertionResults.filter((test) => test.status !== 'passed');
    const complaints = bad.map((test) => `${file}: ${test.fullName}${test.status === 'failed' ? '' : ` (${test.status})`}`);
    if (assertionResults.length === 0 && status === 'failed') complaints.push(`${file} could not run: ${firstLine(message)}`);
    return { passed: assertionResults.length - bad.length, failed: complaints.length, complaints };
  });
  const sum = total(counts);
  if (!report.success && sum.failed === 0) return { ...sum, failed: 1, complaints: ['jest failed outside of the tests: see above'] };
  return sum;
}

function firstLine(message: string): string {
  const plain = message.replace(/\x1b\[[0-9;]*m/g, '');
  return plain.split('\n').map((line) => line.trim()).find((line) => line !== '' && !line.startsWith('●')) ?? '';
}
