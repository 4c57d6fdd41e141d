// One request at a time, at most fifteen in any five seconds.
import fc from 'fast-check';
import { createLimiter } from '../../../core/xledger';

const clockFrom = (start: number) => {
  let now = start;
  return { now: () => now, sleep: (ms: number) => Promise.resolve(void (now += ms)), random: () => 0 };
};

test('U19: whatever the work takes, no window of five seconds sees more than fifteen starts, and none overlaps another', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60, size: 'max' }), async (durations) => {
      const clock = clockFrom(1_000);
      const limiter = createLimiter();
      const starts: number[] = [];
      let inFlight = 0;
      await Promise.all(durations.map((ms) => limiter.run(clock, async () => {
        expect(++inFlight).toBe(1);
        starts.push(clock.now());
        await clock.sleep(ms);
        inFlight -= 1;
      })));
      expect(starts.length).toBe(durations.length);
      starts.forEach((start, n) => expect(starts.slice(n).filter((other) => other < start + 5_000).length).toBeLessThanOrEqual(15));
    }),
    { numRuns: 100 },
  );
});

test('fifteen go at once, the sixteenth waits for the rest of the five seconds', async () => {
  const clock = clockFrom(0);
  const limiter = createLimiter();
  const starts: number[] = [];
  await Promise.all(Array.from({ length: 31 }, () => limiter.run(clock, async () => void starts.push(clock.now()))));
  expect(starts).toEqual([...Array(15).fill(0), ...Array(15).fill(5_000), 10_000]);
});

test('work that fails is its caller\'s trouble: the next goes on', async () => {
  const clock = clockFrom(0);
  const limiter = createLimiter();
  const failed = limiter.run(clock, () => Promise.reject(new Error('no')));
  const next = limiter.run(clock, () => Promise.resolve('yes'));
  await expect(failed).rejects.toThrow('no');
  await expect(next).resolves.toBe('yes');
});
