// One clock for everything: it stands still while code runs and jumps when somebody waits. What is due on the way is done in its order.
import type { Instant } from '../../core/person';

export interface VirtualTime {
  now(): Instant;
  /** Lets milliseconds pass. */
  pass(milliseconds: number): Promise<void>;
  /** Does something once the time has come. */
  at(instant: Instant, work: () => Promise<void> | void): void;
  /** Lets time pass until nothing is due any more. */
  allDue(): Promise<void>;
}

export function virtualTime(start: Instant): VirtualTime {
  let now = start;
  let due: { instant: Instant; work: () => Promise<void> | void }[] = [];

  async function passTo(end: Instant): Promise<void> {
    for (let next = firstDue(end); next; next = firstDue(end)) {
      const { instant, work } = next;
      due = due.filter((one) => one !== next);
      now = Math.max(now, instant);
      await work();
    }
    now = Math.max(now, end);
  }

  const firstDue = (end: Instant) => due.filter(({ instant }) => instant <= end).sort((a, b) => a.instant - b.instant)[0];

  return {
    now: () => now,
    pass: (milliseconds) => passTo(now + milliseconds),
    at: (instant, work) => void due.push({ instant, work }),
    async allDue() {
      while (due.length > 0) await passTo(Math.max(now, ...due.map(({ instant }) => instant)));
    },
  };
}
